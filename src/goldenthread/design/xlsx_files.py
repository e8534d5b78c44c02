"""How is a list given away as a workbook? Text is text and a number is a number: nothing in it is ever a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from goldenthread.design.csv_files import FORMULA

_SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_LONGEST = 32_767
"""Characters that a cell can hold."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a row of headings, then the rows. `widths` are in characters, one a column."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[object]]
    widths: Sequence[int] = ()


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """The file, headings frozen and ready to be filtered."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, _SAFE)
    wrapped = {"text_wrap": True, "valign": "top"}
    looks = {
        "heading": book.add_format({**wrapped, "bold": True}),
        "plain": book.add_format(wrapped),
        "guarded": book.add_format({**wrapped, "quote_prefix": True}),
    }
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name[:31]), sheet, looks)
    book.close()
    return out.getvalue()


def _write(page: Any, sheet: Sheet, looks: dict[str, Any]) -> None:
    for column, heading in enumerate(sheet.headings):
        page.write_string(0, column, heading, looks["heading"])
        page.set_column(column, column, sheet.widths[column] if sheet.widths else 20)
    last = 0
    for last, row in enumerate(sheet.rows, 1):
        for column, value in enumerate(row):
            _write_cell(page, last, column, value, looks)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, last, max(len(sheet.headings) - 1, 0))


def _write_cell(page: Any, row: int, column: int, value: object, looks: dict[str, Any]) -> None:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        page.write_number(row, column, value, looks["plain"])
    elif value is not None:
        text = str(value)[:_LONGEST]
        page.write_string(row, column, text, looks["guarded" if text.startswith(FORMULA) else "plain"])
