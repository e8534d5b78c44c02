"""The Excel template: one sheet, nine tables one below another, long headings with line breaks, everything a number
that can be one."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter

from goldenthread.demo.sen2.form import BY_NAME, Part
from goldenthread.demo.sen2.returns import Tables

SHEET = "Data Entry Template"
LA = "LA\n(From Header Record)"
PERSON_OWN = "Person ID\n\n(This must be a unique ID for each Person record)"
PERSON_ELSEWHERE = "Person ID\n\n(This must match the relevant ID in the Person record table)"
REQUEST_OWN = "Requests record ID\n\n(This must be a unique ID for each Requests record)"
REQUEST_ELSEWHERE = "Requests record ID\n\n(This must match the relevant ID in the Requests table)"
NUMBERS = frozenset({"urn", "ukprn", "transferla", "requestsource"})
"""Codes that Excel makes numbers of."""
WRITTEN = datetime(2025, 2, 3, 9, 30)  # noqa: DTZ001 - a workbook knows of no time zones
"""When a workbook says it was made: always the same, so that the same seed gives the same bytes."""
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001


def write(tables: Tables, folder: Path, name: str) -> list[Path]:
    """The one workbook."""
    path = folder / f"{name}.xlsx"
    year = tables["sen2"].column("year")[0].as_py()
    lea = tables["sen2"].column("lea")[0].as_py()
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": WRITTEN, "title": "Made-up SEN2 return: no real children"})
        sheet, row = book.add_worksheet(SHEET), 0
        for part, table in tables.items():
            sheet.write_string(row, 0, BY_NAME[part].title)
            row = _stacked(sheet, row + 1, table, BY_NAME[part], year, lea) + 2
    return [path]


def _stacked(sheet: Any, row: int, table: pa.Table, part: Part, year: int, lea: str) -> int:
    """One table from its headings on; gives the first row below it."""
    keys = _keys(part)
    fields = part.held_in(year)
    headings = ["Record Type", *keys, *([LA] if part.parent else []), *(field.heading for field in fields)]
    for column, heading in enumerate(headings):
        sheet.write_string(row, column, heading)
    for batch in table.to_batches(max_chunksize=20_000):
        for found in batch.to_pylist():
            row += 1
            values = [part.title.split(" Record")[0], *(found[key] for key in keys.values())]
            values += [lea] if part.parent else []
            values += [_cell(field.name, found[field.name]) for field in fields]
            _write(sheet, row, values)
    return row + 1


def _keys(part: Part) -> dict[str, str]:
    """The headings of a table's keys, with the columns they show: persons and requests alone have keys here."""
    if part.name == "sen2":
        return {}
    if part.name == "person":
        return {PERSON_OWN: "persontableid"}
    request = REQUEST_OWN if part.name == "requests" else REQUEST_ELSEWHERE
    return {PERSON_ELSEWHERE: "persontableid", request: "requeststableid"}


def _cell(name: str, value: Any) -> Any:
    """A value as the template shows it: dates as text, except the header's date and time, which Excel took."""
    if name == "datetime":
        return (datetime.fromisoformat(value) - _EXCEL_EPOCH).total_seconds() / 86_400
    if name in NUMBERS and value is not None and value.isdigit():
        return float(value)
    return value.isoformat() if isinstance(value, date) else value


def _write(sheet: Any, row: int, values: list[Any]) -> None:
    for column, value in enumerate(values):
        if isinstance(value, (bool, int, float)):
            sheet.write_number(row, column, float(value))
        elif value is not None:
            sheet.write_string(row, column, value)
