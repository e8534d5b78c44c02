"""Which declared table is a file? Its headings say, then what stands below them, and only then its name."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from goldenthread.understanding.datasets.kinds.schema import Field, Kind, Table

from .archives import Source
from .staged import Fault, Unreadable
from .text import refuse_other_formats

START = 1 << 18
ROWS = 12
"""Rows looked at: a table made to be looked at has a title and headings above its figures."""
JOIN = " › "
"""Between an upper heading and a lower one."""


@dataclass(frozen=True, slots=True)
class Top:
    """The first rows of a file, cells stripped of blanks around them."""

    source: Source
    rows: tuple[tuple[str, ...], ...]

    def headings(self, table: Table) -> tuple[str, ...]:
        """What stands over each column, if the file is that table; none when it has no such row."""
        if table.presentation:
            upper, lower = table.presentation.heading_rows
            return over(self.rows[upper - 1], self.rows[lower - 1]) if len(self.rows) >= lower else ()
        return told_apart(self.rows[0], table.twice) if self.rows else ()

    def first(self, table: Table) -> dict[str, str]:
        """The first row below the headings, under the declared names of its fields."""
        if table.presentation or len(self.rows) < 2:
            return {}
        return {
            name_of(heading, table): cell for heading, cell in zip(self.headings(table), self.rows[1], strict=False)
        }


def top_of(source: Source) -> Top:
    """The first rows, in whatever encoding. Raises Unreadable when the file is no text."""
    try:
        with source.path.open("rb") as file:
            start = file.read(START)
    except OSError as fault:
        raise Unreadable(
            Fault(source.name, "the file cannot be opened.", found=fault.strerror or str(fault))
        ) from fault
    refuse_other_formats(start, source.name)
    return Top(source, tuple(_rows(_decoded(start))))


def _decoded(start: bytes) -> str:
    """UTF-8, or else as Windows writes; a character cut at the end does no harm."""
    try:
        return start.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        cut = len(start) == START and fault.start >= START - 4
        return start[: fault.start].decode("utf-8-sig") if cut else start.decode("windows-1252", errors="replace")


def _rows(text: str) -> Iterable[tuple[str, ...]]:
    try:
        for row, _ in zip(csv.reader(io.StringIO(text, newline="")), range(ROWS), strict=False):
            yield tuple(cell.strip() for cell in row)
    except csv.Error:
        return  # what reads the whole file will say what is wrong with it


def over(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """An upper heading stands over every column up to the next one: `2014 › Appeals registered`."""
    found, above = [], ""
    for high, low in zip(upper, lower, strict=False):
        above = high.strip() or above
        found.append(above + JOIN + low.strip() if low.strip() else above)
    return tuple(found)


def told_apart(headings: Sequence[str], twice: Sequence[str]) -> tuple[str, ...]:
    """Headings stripped; the second of one that the publisher is known to write twice ends in `.1`."""
    found: list[str] = []
    for heading in (heading.strip() for heading in headings):
        found.append(f"{heading}.1" if heading in twice and heading in found else heading)
    return tuple(found)


def name_of(heading: str, table: Table) -> str:
    """The name under which a column is staged: a declared field, a misspelling put right, or the heading itself."""
    plain = folded(heading)
    for field in table.fields:
        if plain in {folded(name) for name in (field.name, *field.also)}:
            return field.name
    above, join, low = heading.rpartition(JOIN)
    return above + join + table.renamed.get(low, low)


def folded(heading: str) -> str:
    """As headings are compared: without case, blanks as one."""
    return re.sub(r"\s+", " ", heading.strip()).casefold()


def columns_of(table: Table) -> list[Field]:
    """The declared fields that are columns of the file; the others are filled from headings, sections or footnotes."""
    filled = {table.spread_over, table.presentation.section if table.presentation else ""}
    notes = {f"{name}_notes" for name in table.footnotes_in}
    return [field for field in table.fields if field.name not in filled | notes]


def expected_of(table: Table) -> list[str]:
    """The names that a file of this table must have, fields first."""
    named = [table.measure_column, table.value_column]
    figures = [name_of(heading, table) for heading in table.figures]
    return [field.name for field in columns_of(table)] + [name for name in named if name] + figures


def table_of(top: Top, kind: Kind) -> Table | None:
    """The table of the kind that the file is, or None when it is none of them."""
    tables = [table for table in kind.tables if table.marked_by and _is_marked(top, table) and _holds(top, table)]
    if len(tables) > 1:
        name = top.source.file_name.casefold()
        tables = [table for table in tables if any(fnmatch(name, pattern.casefold()) for pattern in table.files)]
    return tables[0] if len(tables) == 1 else None


def _is_marked(top: Top, table: Table) -> bool:
    written = top.headings(table)
    found = {folded(heading) for heading in written} | {folded(name_of(heading, table)) for heading in written}
    return all(folded(heading) in found for heading in table.marked_by)


def _holds(top: Top, table: Table) -> bool:
    first = top.first(table)
    return all(first.get(field) in values for field, values in table.holding.items())


def is_beside(name: Path | str, kind: Kind) -> bool:
    """Is it a file of the publisher's archive that holds no table?"""
    return any(fnmatch(str(name).casefold(), f"*{pattern.casefold()}") for pattern in kind.beside)
