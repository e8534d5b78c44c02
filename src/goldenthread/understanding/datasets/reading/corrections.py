"""What did somebody fill into the list of rows to correct? One line a field; a line without a corrected value says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .staged import Fault, Unreadable
from .workbooks import Workbook

RELEASE, LIST = "Release", "To correct"
VALUE, COMMENT = "Corrected value", "Comment"
COLUMNS = (
    "Rule", "Severity", "What was found", "Table", "File", "Row", "Field", "Found", "Expected", "What to do", VALUE, COMMENT
)  # fmt: skip
"""Headings of the list, of which the last two are left to be filled."""
EMPTY = "(empty)"
"""Typed as the corrected value where the cell should have been empty."""
LONGEST_COMMENT = 300
_NEEDED = ("Table", "Row", "Field", VALUE)


@dataclass(frozen=True, slots=True)
class Line:
    """One corrected cell, as typed. `value` is null where the cell should be empty; `where` names sheet and row."""

    where: str
    table: str
    row: int
    field: str
    value: str | None
    comment: str

    @property
    def cell(self) -> tuple[str, int, str]:
        """What it corrects."""
        return self.table, self.row, self.field


def read_corrections(path: Path, release: str) -> list[Line]:
    """Every filled line of the workbook that was made for this release. Raises Unreadable with every fault."""
    book = Workbook(path)
    try:
        _check_release(book, release)
        lists = [sheet for sheet in book.sheets if sheet.startswith(LIST)]
        if not lists:
            raise Unreadable(Fault(path.name, "has no list of rows to correct.", expected=f"a sheet “{LIST}”"))
        read = [found for sheet in lists for found in _lines(book, sheet)]
    finally:
        book.close()
    lines = [found for found in read if isinstance(found, Line)]
    faults = [*book.faults, *(found for found in read if isinstance(found, Fault)), *_at_odds(lines)]
    if not read:
        faults.append(Fault(f"{path.name}, {LIST}", "no line is filled.", expected=f"a value under “{VALUE}”"))
    if faults:
        raise Unreadable(*faults)
    return list({line.cell: line for line in lines}.values())


def _check_release(book: Workbook, release: str) -> None:
    rows = list(book.rows(RELEASE)) if RELEASE in book.sheets else []
    found = (rows[0][1][1] if rows and len(rows[0][1]) > 1 else None) or "nothing"
    if found != release:
        do = "Take the report of this release as a workbook, and fill that."
        where = f"{book.path.name}, {RELEASE}, cell B1"
        raise Unreadable(Fault(where, "these are no corrections of this release.", found, release, do))


def _lines(book: Workbook, sheet: str) -> Iterator[Line | Fault]:
    rows = book.rows(sheet)
    _, headings = next(rows, (1, ()))
    at = {heading: place for place, heading in enumerate(headings) if heading}
    if missing := [name for name in _NEEDED if name not in at]:
        yield Fault(
            f"{book.path.name}, {sheet}, row 1",
            f"has no column {', '.join(missing)}.",
            expected=", ".join(COLUMNS),
            do="Leave the headings as they were.",
        )
        return
    for number, cells in rows:
        told = {name: cells[place] or "" for name, place in at.items() if place < len(cells)}
        if told.get(VALUE):
            yield _line(f"{book.path.name}, {sheet}, row {number}", told)


def _line(where: str, told: dict[str, str]) -> Line | Fault:
    row, value, comment = told["Row"], told[VALUE], told.get(COMMENT, "")
    if not (row.isascii() and row.isdigit() and len(row) < 16):
        return Fault(
            where, "the row is no whole number.", row or "nothing", "the row in the table, such as 12",
            "Leave the row as it was; where it was empty, correct the field in a line that names its row.",
        )  # fmt: skip
    if len(comment) > LONGEST_COMMENT:
        return Fault(where, "the comment is too long.", f"{len(comment)} characters", f"at most {LONGEST_COMMENT}")
    return Line(where, told["Table"], int(row), told["Field"], None if value == EMPTY else value, comment)


def _at_odds(lines: list[Line]) -> Iterator[Fault]:
    """A field that breaks two rules has two lines; they may say it once or say the same."""
    first: dict[tuple[str, int, str], Line] = {}
    for line in lines:
        other = first.setdefault(line.cell, line)
        if other.value != line.value:
            place = f"field {line.field} of {line.table}, row {line.row},"
            do = "Give one value, in one line or in both."
            yield Fault(
                line.where,
                f"{place} has another value in {other.where}.",
                line.value or EMPTY,
                other.value or EMPTY,
                do,
            )
