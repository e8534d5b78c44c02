"""How is a list given away as a workbook in which every cell is the text or number that it is, and never a formula?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO

import xlsxwriter
from django.http import HttpResponse

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767
_NARROW, _WIDE = 12, 50


def xlsx_response(name: str, title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A workbook of one sheet to download under that name: headings that stay in sight, and a filter on each."""
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    sheet = book.add_worksheet(title[:31])
    heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "d mmm yyyy", "valign": "top", "align": "left"})
    widths = [len(column) for column in columns]
    sheet.write_row(0, 0, columns, heading)
    last = 0
    for last, row in enumerate(rows, 1):
        for at, cell in enumerate(row):
            widths[at] = max(widths[at], len(str(cell or "")))
            _write(sheet, last, at, cell, day if isinstance(cell, date) else text)
    for at, width in enumerate(widths):
        sheet.set_column(at, at, min(max(width + 2, _NARROW), _WIDE))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    book.close()
    response = HttpResponse(out.getvalue(), content_type=TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, at: int, cell: object, look: object) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, date):
        sheet.write_datetime(row, at, cell, look)
    elif isinstance(cell, int | float):
        sheet.write_number(row, at, cell, look)
    else:
        sheet.write_string(row, at, str(cell)[:LONGEST_CELL], look)
