"""What did corrections change? Each file of corrections is a numbered folder beside the release, which is never altered.

An overlay is written in a folder that nobody reads and moved into its place in one step: killed at any moment, it is there
whole or not at all. Later overlays win. `back.parquet` of the last one lists every row that returned to its table.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import BaseModel, ConfigDict

from goldenthread.understanding.datasets.reading.staged import ROW

from .manifest import SourceFile, digest

OVERLAYS, OVERLAY, VALUES, BACK = "corrections", "overlay.json", "values.parquet", "back.parquet"

Cell = tuple[str, int, str]
"""Table, row, field."""
Rows = Mapping[str, frozenset[int]]
_VALUES = pa.schema(
    [("table", pa.string()), (ROW, pa.int64()), ("field", pa.string()), ("value", pa.string()), ("comment", pa.string()),
     ("by", pa.string()), ("on", pa.string())]
)  # fmt: skip
_BACK = pa.schema([("table", pa.string()), (ROW, pa.int64())])


class Damaged(RuntimeError):
    """What is in the lake is not what was kept. Names the file."""


class Overlay(BaseModel):
    """One file of corrections: how many fields it corrected, by whom, when (ccyy-mm-dd); rows back then, and still out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int
    file: SourceFile
    fields: int
    back: int
    held_back: int
    by: str
    on: str
    values_sha256: str
    back_sha256: str


def overlays(place: Path) -> list[Overlay]:
    """Those of a release, in order."""
    found = sorted((place / OVERLAYS).glob(f"*/{OVERLAY}"))
    return [Overlay.model_validate_json(path.read_bytes()) for path in found]


def changes(place: Path, done: Sequence[Overlay]) -> dict[Cell, str | None]:
    """The latest value of each corrected cell, as text, null where it was emptied."""
    found: dict[Cell, str | None] = {}
    for overlay in done:
        rows = _read(place, overlay, VALUES, overlay.values_sha256)
        columns = (rows[name].to_pylist() for name in ("table", ROW, "field", "value"))
        found |= {(table, row, field): value for table, row, field, value in zip(*columns, strict=True)}
    return found


def rows_back(place: Path, done: Sequence[Overlay]) -> Rows:
    """The rows that are no longer held back, by table."""
    rows = _read(place, done[-1], BACK, done[-1].back_sha256)
    found: dict[str, set[int]] = {}
    for table, row in zip(rows["table"].to_pylist(), rows[ROW].to_pylist(), strict=True):
        found.setdefault(table, set()).add(row)
    return {table: frozenset(each) for table, each in found.items()}


def _read(place: Path, overlay: Overlay, name: str, sha256: str) -> pa.Table:
    path = _folder(place, overlay.number) / name
    if not path.exists() or digest(path) != sha256:
        raise Damaged(f"{name} of correction {overlay.number} of release {place.name} is not what was kept.")
    return pq.ParquetFile(path).read()


def altered(table: ibis.Table, name: str, changed: Mapping[Cell, str | None]) -> ibis.Table:
    """The table with its corrected cells, each read as the type of its column."""
    mine = {(row, field): value for (of, row, field), value in changed.items() if of == name and field in table.columns}
    if not mine:
        return table
    rows, fields = sorted({row for row, _ in mine}), sorted({field for _, field in mine})
    columns = {"_of": pa.array(rows, pa.int64())}
    for field in fields:
        columns[f"_new_{field}"] = pa.array([mine.get((row, field)) for row in rows], pa.string())
        columns[f"_said_{field}"] = pa.array([(row, field) in mine for row in rows], pa.bool_())
    wide = ibis.memtable(pa.table(columns))
    joined = table.left_join(wide, table[ROW] == wide["_of"])
    new = {
        field: ibis.ifelse(
            joined[f"_said_{field}"].fill_null(False), joined[f"_new_{field}"].cast(table[field].type()), joined[field]
        )
        for field in fields
    }
    return joined.mutate(**new).select(*table.columns)


def with_rows_back(table: ibis.Table, held: ibis.Table | None, back: frozenset[int]) -> ibis.Table:
    """The table, and the rows of `held` that returned to it."""
    return table.union(held.filter(held[ROW].isin(sorted(back)))) if held is not None and back else table


def keep_overlay(
    lake: Path,
    place: Path,
    told: Overlay,
    values: Sequence[Mapping[str, object]],
    back: Rows,
) -> Overlay:
    """Write both tables and what is said of them, and move them into their place at once. `told` lacks the hashes."""
    folder = lake / "unfinished" / f"{place.name}.{OVERLAYS}.{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    said = [{"by": told.by, "on": told.on, **value} for value in values]
    returned = [{"table": table, ROW: row} for table, rows in sorted(back.items()) for row in sorted(rows)]
    pq.write_table(pa.Table.from_pylist(said, _VALUES), folder / VALUES, compression="zstd")
    pq.write_table(pa.Table.from_pylist(returned, _BACK), folder / BACK, compression="zstd")
    hashes = {"values_sha256": digest(folder / VALUES), "back_sha256": digest(folder / BACK)}
    whole = told.model_copy(update=hashes)
    (folder / OVERLAY).write_text(whole.model_dump_json(indent=1))
    for path in (*folder.iterdir(), folder):
        flush(path)
    (place / OVERLAYS).mkdir(exist_ok=True, mode=0o700)
    folder.rename(_folder(place, told.number))
    flush(place / OVERLAYS)
    return whole


def _folder(place: Path, number: int) -> Path:
    return place / OVERLAYS / f"{number:04d}"


def flush(path: Path) -> None:
    """What was written is on the disk before anything rests on it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
