"""Where are the figures in a table made to be looked at? Below the second row of headings, down to the first empty row.

Everything else (title, headings, names of sections, sources, footnotes) goes, cell by cell, to a table of notes.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from goldenthread.understanding.datasets.kinds.schema import Presentation, Table

from .headings import columns_of, name_of, over
from .staged import FILE, ROW, Fault, Unreadable

FOOTNOTES = re.compile(r"\d+(,\d+)*$")
"""The numbers of footnotes at the end of a name or a heading: `Cumbria8`, `Total4,9`."""
BIGGEST = 20 << 20


@dataclass(slots=True)
class _Body:
    rows: list[dict[str, str | None]] = field(default_factory=list)
    notes: list[tuple[int, int, str]] = field(default_factory=list)

    def note(self, number: int, row: list[str]) -> None:
        self.notes += [(number, place, cell) for place, cell in enumerate(row, 1) if cell.strip()]


def presented(path: Path, name: str, table: Table, shown: Presentation) -> tuple[pa.Table, pa.Table]:
    """The figures, one row a row of the file, and the cells around them. The file is UTF-8. Raises Unreadable."""
    if path.stat().st_size > BIGGEST:
        raise Unreadable(Fault(name, "the file is too big for a table made to be looked at.", expected="at most 20 MB"))
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            rows = list(csv.reader(file, strict=True))
        except csv.Error as fault:
            raise Unreadable(Fault(name, "the file is not well-formed CSV.", found=str(fault))) from fault
    headings = _headings(rows, name, table, shown)
    body = _body(rows, headings, name, shown)
    if not body.rows:
        raise Unreadable(Fault(name, "the table has headings but no rows.", do="Download the file again."))
    columns = [*dict.fromkeys([*headings, shown.section])]
    figures = {column: pa.array([row.get(column) for row in body.rows], pa.string()) for column in columns if column}
    return _with_file(figures, [int(row[ROW] or 0) for row in body.rows], name), _notes(body, name)


def _headings(rows: list[list[str]], name: str, table: Table, shown: Presentation) -> list[str]:
    upper, lower = shown.heading_rows
    if len(rows) < lower:
        raise Unreadable(
            Fault(name, "the file ends before its headings.", expected=f"headings in rows {upper} and {lower}")
        )
    headings = [name_of(heading, table) for heading in over(rows[upper - 1], rows[lower - 1])]
    if repeated := {heading for heading in headings if headings.count(heading) > 1}:
        raise Unreadable(Fault(f"{name}, row {lower}", "a heading stands twice.", found=", ".join(sorted(repeated))))
    if missing := [one.name for one in columns_of(table) if one.name not in headings]:
        raise Unreadable(Fault(f"{name}, row {upper}", "a column is missing.", expected=", ".join(missing)))
    return headings


def _body(rows: list[list[str]], headings: list[str], name: str, shown: Presentation) -> _Body:
    body, section, ended = _Body(), None, False
    for number, row in enumerate(rows, 1):
        if len(row) != len(headings):
            found, expected = f"{len(row)} cells", f"{len(headings)}"
            raise Unreadable(
                Fault(f"{name}, row {number}", "a row has another length.", found=found, expected=expected)
            )
        ended = ended or (number > shown.heading_rows[1] and not any(cell.strip() for cell in row))
        if ended or number <= shown.heading_rows[1]:
            body.note(number, row)
        elif not any(cell.strip() for cell in row[1:]):
            section = row[0].strip()
            body.note(number, row)
        else:
            inside = FOOTNOTES.sub("", row[0].strip()) not in shown.outside
            cells: dict[str, str | None] = {column: cell or None for column, cell in zip(headings, row, strict=True)}
            body.rows.append(cells | {shown.section: section if inside else None, ROW: str(number)})
    return body


def _with_file(columns: dict[str, pa.Array], rows: list[int], name: str) -> pa.Table:
    return pa.table({FILE: pa.array([name] * len(rows), pa.string()), ROW: pa.array(rows, pa.int64()), **columns})


def _notes(body: _Body, name: str) -> pa.Table:
    places = pa.array([str(place) for _, place, _ in body.notes], pa.string())
    texts = pa.array([text for _, _, text in body.notes], pa.string())
    return _with_file({"column": places, "text": texts}, [row for row, _, _ in body.notes], name)
