"""How is a list given away as CSV that a spreadsheet opens without harm?

A cell that begins like a formula is given an apostrophe, so that a spreadsheet shows it and does not run it. The file
begins with a byte-order mark, without which Excel garbles "£" and curly quotes.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from io import StringIO

from django.http import HttpResponse

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(value: object) -> str:
    """The cell's text, which no spreadsheet takes for a formula. A plain negative number stays a number."""
    text = "" if value is None else str(value)
    if text.lstrip(" ").startswith(FORMULA) and not re.fullmatch(r"-\d+(\.\d+)?", text):
        return f"'{text}"
    return text


def csv_text(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """The whole file, byte-order mark and all."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([harmless(column) for column in columns])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def csv_response(name: str, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> HttpResponse:
    """A CSV file to download under that name."""
    response = HttpResponse(csv_text(columns, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
