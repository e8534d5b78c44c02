"""What stands in the cells of a workbook, as text? Sheets are read row by row, so that a long one does not fill memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from .staged import Fault, Unreadable
from .workbook_guard import check_workbook

MOST_COLUMNS = 400
_DAMAGED = (
    BadZipFile,
    InvalidFileException,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    SyntaxError,
    OSError,
    EOFError,
)

Rows = Iterator[tuple[int, tuple[str | None, ...]]]


class Workbook:
    """Sheets by name; `faults`: what a reader should tell besides."""

    def __init__(self, path: Path) -> None:
        self.path = path
        formulas = check_workbook(path)
        try:
            self._book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
            self.sheets: tuple[str, ...] = tuple(sheet.title for sheet in self._book.worksheets)
        except _DAMAGED as fault:
            raise Unreadable(_damaged(path, fault)) from fault
        self.faults = (_formulas(path),) if formulas else ()

    def rows(self, sheet: str) -> Rows:
        """(number of the row, its cells as text) of each row that is not empty."""
        try:
            for number, cells in enumerate(self._book[sheet].iter_rows(values_only=True), start=1):
                if len(cells) > MOST_COLUMNS and any(cell is not None for cell in cells[MOST_COLUMNS:]):
                    raise Unreadable(
                        Fault(f"{self.path.name}, {sheet}, row {number}", f"has more than {MOST_COLUMNS} columns.")
                    )
                texts = tuple(cell_text(cell) for cell in cells[:MOST_COLUMNS])
                if any(texts):
                    yield number, texts
        except _DAMAGED as fault:
            raise Unreadable(_damaged(self.path, fault)) from fault

    def close(self) -> None:
        """The file may be moved or deleted afterwards."""
        self._book.close()


def sheet_names(path: Path) -> tuple[str, ...]:
    """The names of the sheets, or none when it is no workbook that may be opened."""
    try:
        book = Workbook(path)
    except Unreadable:
        return ()
    book.close()
    return book.sheets


def cell_text(cell: object) -> str | None:
    """A whole number without “.0”; a day as ccyy-mm-dd, with its time when it has one; yes and no as true and false."""
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell).strip() or None


def _damaged(path: Path, fault: Exception) -> Fault:
    return Fault(
        path.name,
        f"is a damaged workbook ({fault}).",
        do="Open it in your spreadsheet program, save it again and try that file.",
    )


def _formulas(path: Path) -> Fault:
    return Fault(
        path.name,
        "holds formulas. Their last results are read; a formula that was never worked out reads as empty.",
        do="Open it, save it, and import that file; or paste the values.",
    )
