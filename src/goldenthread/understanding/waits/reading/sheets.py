"""Which cells are in the file? CSV or XLSX into rows of text, with a limit on everything that a file can make large."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from goldenthread.design.zips import DAMAGE, macros_in
from goldenthread.understanding.datasets.reading.staged import Fault, Unreadable

LARGEST_FILE = 20_000_000
LARGEST_UNPACKED = 200_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 300
_EXPECTED = "a CSV file or an Excel workbook (.xlsx)"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook, or a whole CSV file: rows of text, dates as `2026-07-31`."""

    name: str
    rows: list[list[str]]


def sheets(content: bytes, name: str) -> list[Sheet]:
    """Every sheet with something in it. Raises `Unreadable` with what was found and what to do."""
    if len(content) > LARGEST_FILE:
        _refuse(name, "the file is too large", f"{len(content):,} bytes", f"at most {LARGEST_FILE:,}")
    if content.startswith(b"PK\x03\x04"):
        return _workbook(content, name)
    if content.startswith((b"\xd0\xcf\x11\xe0", b"%PDF")):
        do = "Open it, choose Save as, and save it as “Excel Workbook (.xlsx)” without a password."
        _refuse(name, "this kind of file is not read", "an old or locked workbook, or a PDF", _EXPECTED, do)
    return [_table(content, name)]


def _refuse(name: str, what: str, found: str, expected: str, do: str = "Ask the provider to send it again.") -> None:
    raise Unreadable(Fault(name, f"{what}.", found, expected, do))


def _table(content: bytes, name: str) -> Sheet:
    if not content.strip():
        _refuse(name, "the file is empty", "nothing", _EXPECTED)
    if b"\x00" in content:
        _refuse(name, "this is not a text file", "bytes that no CSV file holds", _EXPECTED)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("windows-1252", errors="replace")
    head = text[:5000]
    delimiter = max(",;\t", key=head.count)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            _check_size(name, len(rows) + 1, len(row))
            rows.append([cell.strip() for cell in row])
    except csv.Error as fault:
        _refuse(name, f"row {len(rows) + 1} cannot be read", str(fault), "a table of cells")
    return Sheet(name, rows)


def _check_size(name: str, rows: int, columns: int) -> None:
    if rows > MOST_ROWS:
        _refuse(name, "the table is too long", f"more than {MOST_ROWS:,} rows", "one month of one provider")
    if columns > MOST_COLUMNS:
        _refuse(name, f"row {rows} is too wide", f"{columns:,} cells", f"at most {MOST_COLUMNS}")


def _workbook(content: bytes, name: str) -> list[Sheet]:
    from openpyxl import load_workbook

    _check_container(content, name)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        found = [Sheet(sheet.title, list(_rows(sheet, name))) for sheet in book.worksheets]
        book.close()
    except Unreadable:
        raise
    except Exception as fault:  # a broken workbook fails in as many ways as it has parts
        told = f"{type(fault).__name__}: {fault}"[:200]
        raise Unreadable(Fault(name, "the workbook is damaged", told, _EXPECTED, "Open it, save it again.")) from fault
    if not any(sheet.rows for sheet in found):
        _refuse(name, "the workbook is empty", "no cell with anything in it", _EXPECTED)
    return [sheet for sheet in found if sheet.rows]


def _check_container(content: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except DAMAGE as fault:
        raise Unreadable(Fault(name, "the file is cut short or damaged", str(fault), _EXPECTED)) from fault
    unpacked = sum(part.file_size for part in parts)
    if unpacked > LARGEST_UNPACKED:
        _refuse(name, "it unpacks to far more than it shows", f"{unpacked:,} bytes", f"at most {LARGEST_UNPACKED:,}")
    if macros_in(part.filename for part in parts):
        _refuse(
            name, "it carries macros", "a program inside a workbook", _EXPECTED, "Save it as .xlsx, without macros."
        )


def _rows(sheet: Any, name: str) -> Iterator[list[str]]:
    last = 0
    waiting: list[list[str]] = []
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), start=1):
        cells = [_text(cell) for cell in row]
        waiting.append(cells)
        if len(waiting) > MOST_ROWS:
            _check_size(name, len(waiting), 0)
        if any(cells):
            last = number
            yield from waiting
            waiting = []
            _check_size(name, last, 0)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
