"""A case system's pre-submission workbook: a sheet a table, no header, only persons' and requests' keys, one heading
misspelt as a real one was."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter

from goldenthread.demo.sen2.form import BY_NAME, Part
from goldenthread.demo.sen2.layouts.template import WRITTEN
from goldenthread.demo.sen2.returns import Tables

MISSPELT = {"requestsource": "rquestsource"}


def write(tables: Tables, folder: Path, name: str) -> list[Path]:
    """The one workbook."""
    path = folder / f"{name}.xlsx"
    year = tables["sen2"].column("year")[0].as_py()
    settings = {"constant_memory": True, "strings_to_formulas": False, "default_date_format": "dd/mm/yyyy"}
    with xlsxwriter.Workbook(str(path), settings) as book:
        book.set_properties({"created": WRITTEN, "title": "Made-up SEN2 return: no real children"})
        for part, table in tables.items():
            if BY_NAME[part].sheet:
                _sheet(book.add_worksheet(BY_NAME[part].sheet), table, BY_NAME[part], year)
    return [path]


def _sheet(sheet: Any, table: pa.Table, part: Part, year: int) -> None:
    keys = ["persontableid"] if part.name == "person" else ["persontableid", "requeststableid"]
    names = [*keys, *(field.name for field in part.held_in(year))]
    for column, name in enumerate(names):
        sheet.write_string(0, column, MISSPELT.get(name, name))
    row = 0
    for batch in table.select(names).to_batches(max_chunksize=20_000):
        for found in batch.to_pylist():
            row += 1
            for column, name in enumerate(names):
                _write(sheet, row, column, found[name])


def _write(sheet: Any, row: int, column: int, value: Any) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(row, column, value)
        case int():
            sheet.write_number(row, column, value)
        case date():
            sheet.write_datetime(row, column, value)
        case _:
            sheet.write_string(row, column, value)
