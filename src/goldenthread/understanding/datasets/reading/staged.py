"""What do the files hold, before any of it is believed?

A staged table lives in an in-process DuckDB, reached through Ibis. Every column is text (null where the cell is empty);
`_file` names the file (and sheet), `_row` is the row in it as a person would count, the heading being row 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import ibis
from ibis.backends.duckdb import Backend

MEMORY = "3GB"
FILE, ROW = "_file", "_row"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the input: where, what was found, what was expected, and what to do."""

    where: str
    what: str
    found: str = ""
    expected: str = ""
    do: str = ""

    def __str__(self) -> str:
        told = f"{self.where}: {self.what}"
        told += f" Found: {self.found}." if self.found else ""
        told += f" Expected: {self.expected}." if self.expected else ""
        return told + (f" {self.do}" if self.do else "")

    def as_dict(self) -> dict[str, str]:
        """For a report that a program reads."""
        return {"where": self.where, "what": self.what, "found": self.found, "expected": self.expected, "do": self.do}


class Unreadable(Exception):
    """Nothing could be made of the input. Holds every fault found before reading stopped."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Staged:
    """Tables of text in `engine`, under the names that the kind declares; `year`: the collection year, when it says.

    `as_values`: those of the tables that hold no text but what it means (`values`), worked out while the file was read.
    """

    engine: Backend
    tables: tuple[str, ...]
    year: int | None = None
    faults: tuple[Fault, ...] = ()
    told: dict[str, str] = field(default_factory=dict)
    """What the header of a return says of itself: `old_la_code`, `reference_date`, `software` …"""
    as_values: frozenset[str] = frozenset()


@contextmanager
def workbench(memory: str = MEMORY) -> Iterator[Backend]:
    """An engine of one's own that spills to disk beyond `memory` and is gone afterwards."""
    with TemporaryDirectory(prefix="goldenthread-") as folder:
        engine = ibis.duckdb.connect(
            ":memory:",
            memory_limit=memory,
            temp_directory=str(Path(folder)),
            autoload_known_extensions=False,
            autoinstall_known_extensions=False,
        )
        try:
            yield engine
        finally:
            engine.disconnect()
