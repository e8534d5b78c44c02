"""Rows that arrive one by one (from XML or a workbook) become staged tables, a batch at a time, so that memory is bounded."""

# ruff: noqa: S608 - statements are made of declared names only

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.kinds.schema import Kind, Table

from .staged import FILE, ROW, Fault, Unreadable

BATCH = 20_000
LONGEST_CELL = 10_000
"""Characters. The longest text of a return is the name of a setting; a longer cell is damage or an attack."""


class Gathering:
    """Takes rows of the tables of a kind; a field that a row does not have is null."""

    def __init__(self, kind: Kind, engine: Backend) -> None:
        self._engine = engine
        self._tables = {table.name: table for table in kind.tables}
        self._rows: dict[str, list[tuple[str | int | None, ...]]] = {name: [] for name in self._tables}
        self.counts = dict.fromkeys(self._tables, 0)
        for table in kind.tables:
            create_empty(table, engine)

    def add(self, table: str, values: Mapping[str, str | None], file: str, row: int) -> None:
        """One row. `row` is the number a person would find it by."""
        fields = self._tables[table].fields
        for name, value in values.items():
            if value is not None and len(value) > LONGEST_CELL:
                raise Unreadable(too_long(f"{file}, row {row}, {name}", len(value)))
        self._rows[table].append((*(values.get(field.name) or None for field in fields), file, row))
        self.counts[table] += 1
        if len(self._rows[table]) >= BATCH:
            self._flush(table)

    def finish(self) -> tuple[str, ...]:
        """Everything is in the engine. The names of the tables, in order of declaration."""
        for table in self._tables:
            self._flush(table)
        return tuple(self._tables)

    def _flush(self, table: str) -> None:
        rows, self._rows[table] = self._rows[table], []
        if not rows:
            return
        names = [field.name for field in self._tables[table].fields]
        *columns, files, numbers = zip(*rows, strict=True)
        arrays = [pa.array(column, pa.string()) for column in (*columns, files)]
        batch = pa.table([*arrays, pa.array(numbers, pa.int64())], names=[*names, FILE, ROW])
        self._engine.con.register("_batch", batch)
        self._engine.con.execute(f'INSERT INTO "{table}" SELECT * FROM _batch')
        self._engine.con.unregister("_batch")


def create_empty(table: Table, engine: Backend) -> None:
    """The staged table with its declared columns and no rows."""
    columns = ", ".join(f'"{field.name}" VARCHAR' for field in table.fields)
    engine.con.execute(f'CREATE OR REPLACE TABLE "{table.name}" ({columns}, "{FILE}" VARCHAR, "{ROW}" BIGINT)')


def too_long(where: str, length: int) -> Fault:
    """A cell no return can hold."""
    return Fault(
        where,
        "the text is too long to be part of a return.",
        f"{length:,} characters",
        f"at most {LONGEST_CELL:,}",
        "Check how the file was made.",
    )
