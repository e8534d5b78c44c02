"""What may be wrong with a return, on request? One of each fault that real returns have, each told of in faults.json.

No child has two of them, so that what a check finds can be compared with what was put in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.demo.sen2.form import BY_NAME
from goldenthread.demo.sen2.identity import ALPHABET
from goldenthread.demo.sen2.returns import Tables

NOBODY = 9_999_999
"""A key that no row has."""
ALWAYS = ("xml", "blade", "template", "vendor")
WITH_KEYS = ("blade", "template", "vendor")
"""Layouts whose rows name their parent: in XML they are inside it, so none can be an orphan."""


@dataclass(frozen=True)
class Told:
    """One fault, where it is."""

    fault: str
    says: str
    table: str
    field: str
    key: int
    persontableid: int
    requeststableid: int | None


class Spoiled:
    """The tables while faults are put in."""

    def __init__(self, tables: Tables, rng: np.random.Generator) -> None:
        self.tables: dict[str, pa.Table] = dict(tables)
        self.rng, self.used = rng, set[int]()
        self.collection: int = tables["sen2"].column("year")[0].as_py()
        self.census: date = tables["sen2"].column("referencedate")[0].as_py()

    def column(self, part: str, name: str) -> Any:
        """A column without its chunks."""
        return self.tables[part].column(name).combine_chunks()

    def pick(self, part: str, suits: Any) -> int:
        """A row that suits, of a child without a fault so far."""
        people = self.column(part, "persontableid").to_numpy()
        fine = np.asarray(pc.fill_null(suits, False)).astype(bool) & ~np.isin(people, list(self.used))
        rows = np.flatnonzero(fine)
        if not len(rows):
            raise LookupError(part)
        row = int(rows[self.rng.integers(len(rows))])
        self.used.add(int(people[row]))
        return row

    def value(self, part: str, row: int, name: str) -> Any:
        """One cell."""
        return self.tables[part].column(name)[row].as_py()

    def put(self, part: str, row: int, name: str, value: Any) -> None:
        """Change one cell."""
        table = self.tables[part]
        here = pa.array(np.arange(table.num_rows) == row)
        column = self.column(part, name)
        changed = pc.if_else(here, pa.scalar(value, column.type), column)
        self.tables[part] = table.set_column(table.column_names.index(name), name, changed)

    def add(self, part: str, row: int, **changes: Any) -> int:
        """Add a copy of a row, changed, after its own; gives where it is."""
        table = self.tables[part]
        copy = table.slice(row, 1).to_pylist()[0] | changes
        new = pa.Table.from_pylist([copy], schema=table.schema)
        self.tables[part] = pa.concat_tables([table.slice(0, row + 1), new, table.slice(row + 1)]).combine_chunks()
        return row + 1


Fault = Callable[[Spoiled], tuple[str, int, str]]
"""Puts itself in; gives the table, the row and the field."""
FAULTS: dict[str, tuple[str, tuple[str, ...], range, Fault]] = {}
YEARS = range(2023, 2026)


def fault(says: str, layouts: tuple[str, ...] = ALWAYS, years: range = YEARS) -> Callable[[Fault], Fault]:
    """Register a fault under its function's name, for the layouts and years in which it can be."""

    def register(found: Fault) -> Fault:
        FAULTS[found.__name__] = (says, layouts, years, found)
        return found

    return register


def spoil(tables: Tables, layout: str, seed: int) -> tuple[Tables, list[Mapping[str, Any]]]:
    """The tables with one of each fault that the layout and year can have, and where each is."""
    from goldenthread.demo.sen2 import faulty  # noqa: F401 - registers them

    spoiled = Spoiled(tables, np.random.default_rng([seed, 2, int(tables["sen2"].column("year")[0].as_py())]))
    told: list[Mapping[str, Any]] = []
    for name, (says, layouts, years, put_in) in FAULTS.items():
        if layout not in layouts or spoiled.collection not in years:
            continue
        try:
            part, row, field = put_in(spoiled)
        except LookupError:
            continue  # nobody in so small an area whom it could be about
        found = spoiled.tables[part].slice(row, 1).to_pylist()[0]
        told.append(asdict(Told(name, says, part, field, *_keys(part, found))))
    return spoiled.tables, told


def _keys(part: str, row: Mapping[str, Any]) -> tuple[int, int, int | None]:
    return row[BY_NAME[part].key], row["persontableid"], row.get("requeststableid")


def given(column: Any) -> Any:
    """Whether each cell has something."""
    return pc.is_valid(column)


def other_letter(upn: str) -> str:
    """The same UPN with another check letter."""
    return ALPHABET[(ALPHABET.index(upn[0]) + 1) % len(ALPHABET)] + upn[1:]


def later(day: date, days: int) -> date:
    """So many days after."""
    return day + timedelta(days=days)
