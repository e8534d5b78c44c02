"""Nine CSV files as the collection system exports them: lower-case headings, dates such as 2022-Sep-28 00:00:00."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from goldenthread.demo.sen2.form import BY_NAME, DATE, Part
from goldenthread.demo.sen2.returns import Tables

EXPORTED_ON = "03-02-{year}"
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_FIRST, _DAYS = date(1990, 1, 1), 40 * 366


def write(tables: Tables, folder: Path, name: str) -> list[Path]:
    """The nine files; `name` is not used, since these files have names of their own."""
    year = tables["sen2"].column("year")[0].as_py()
    lea = tables["sen2"].column("lea")[0].as_py()
    written = []
    for part, table in tables.items():
        path = folder / f"Blade-Export_{EXPORTED_ON.format(year=year)}_{part}.csv"
        options = csv.WriteOptions(quoting_style="none", batch_size=65536, quoting_header="none")
        csv.write_csv(_exported(table, BY_NAME[part], year, lea), path, options)
        written.append(path)
    return written


def _exported(table: pa.Table, part: Part, year: int, lea: str) -> pa.Table:
    rows = table.num_rows
    columns: dict[str, pa.Array | pa.ChunkedArray] = {
        part.key: table.column(part.key),
        "NativeId": _repeated(lea, rows),
        f"{part.name}orderseqcolumn": pa.array(np.arange(1, rows + 1)),
        "sourceid": _repeated("1", rows),
    }
    if part.parent:
        columns[f"{part.parent}tableid"] = table.column(f"{part.parent}tableid")
    for field in part.held_in(year):
        column = table.column(field.name)
        columns[field.name] = _as_exported(column) if field.kind == DATE else column
    if "datetime" in columns:
        when = datetime.fromisoformat(columns["datetime"][0].as_py())
        columns["datetime"] = pa.array([f"{when.year}-{_MONTHS[when.month - 1]}-{when:%d %H:%M:%S}"])
    return pa.table(columns)


def _repeated(word: str, rows: int) -> pa.Array:
    return pa.array([word]).take(pa.array(np.zeros(rows, dtype=np.int64)))


def _as_exported(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Dates as the export writes them, looked up rather than formatted one by one."""
    since = pc.subtract(column.cast(pa.int32()), (_FIRST - date(1970, 1, 1)).days)
    return _written_days().take(since)


def _written_days() -> pa.Array:
    days = (_FIRST + timedelta(days=number) for number in range(_DAYS))
    return pa.array([f"{one.year}-{_MONTHS[one.month - 1]}-{one.day:02} 00:00:00" for one in days])
