"""What do the texts of a return mean, by its declaration? Every table with its types, and what could not be read."""

# ruff: noqa: S608 - statements are made of declared names only

from __future__ import annotations

from dataclasses import dataclass

from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.kinds.schema import Field, Holds, Kind, Table
from goldenthread.understanding.datasets.reading.published import literal
from goldenthread.understanding.datasets.reading.staged import FILE, ROW, Staged
from goldenthread.understanding.datasets.reading.values import LOST, can_be_lost, number_keys, values

EXPECTED = {
    Holds.DATE: "a day, such as 2024-09-28 or 28/09/2024",
    Holds.MOMENT: "a day and time, such as 2025-01-16T10:30:00",
    Holds.YES_NO: "yes or no (true, false, 1, 0, Y, N)",
    Holds.WHOLE: "a whole number",
    Holds.DECIMAL: "a number",
}


@dataclass(frozen=True, slots=True)
class Typed:
    """The staged tables with their types. `tables`: declared name → name in the engine; `lost`: (table, field) → texts not read."""

    staged: Staged
    kind: Kind
    tables: dict[str, str]
    lost: dict[tuple[str, str], int]
    filled: dict[tuple[str, str], int]

    @property
    def engine(self) -> Backend:
        return self.staged.engine


def typed(staged: Staged, kind: Kind) -> Typed:
    """Every declared table as `typed_<name>`: the declared fields, `_file` and `_row`.

    `_file` is one of a list (an ENUM), and keys that do not pass the door are numbers where every one of them is a plain
    number: both are joined and copied faster than text, and are written as they came.
    """
    engine = staged.engine
    for table in kind.tables:
        _understand(staged, table, kind)
    numbers = number_keys(kind)
    unread = {(table.name, name): n for table in kind.tables for name, n in _counts(engine, table, kind, LOST).items()}
    numbers -= {name for (_, name), n in unread.items() if n}
    files = _listed_files(engine, kind)
    filled: dict[tuple[str, str], int] = {}
    for table in kind.tables:
        columns = ", ".join(_column(field, kind, numbers) for field in table.fields)
        engine.con.execute(
            f'CREATE OR REPLACE VIEW "typed_{table.name}" AS '
            f'SELECT {columns}, CAST("{FILE}" AS {files}) AS "{FILE}", "{ROW}" FROM "{_read(table)}"'
        )
        filled |= {(table.name, name): n for name, n in _counts(engine, table, kind).items()}
    lost = {place: n for place, n in unread.items() if n and place[1] not in number_keys(kind)}
    filled |= {place: filled[place] + n for place, n in lost.items()}
    return Typed(staged, kind, {table.name: f"typed_{table.name}" for table in kind.tables}, lost, filled)


def _read(table: Table) -> str:
    return f"values_{table.name}"


def _understand(staged: Staged, table: Table, kind: Kind) -> None:
    """`values_<name>`: the values beside the texts that are none, unless the reader came with them."""
    name = _read(table)
    if table.name in staged.as_values:
        staged.engine.con.execute(f'CREATE OR REPLACE VIEW "{name}" AS FROM {quoted(table)}')
        return
    cells = {field.name: quoted(field) for field in table.fields}
    read = values(table, kind, cells, quoted(table), (FILE, ROW))
    staged.engine.con.execute(f'CREATE OR REPLACE TABLE "{name}" AS {read}')


def _column(field: Field, kind: Kind, numbers: frozenset[str]) -> str:
    if field.name in number_keys(kind) - numbers:
        return f'coalesce("{LOST}{field.name}", CAST({quoted(field)} AS VARCHAR)) AS {quoted(field)}'
    return quoted(field)


def _counts(engine: Backend, table: Table, kind: Kind, lost: str = "") -> dict[str, int]:
    """How many cells of each field hold a value; with `lost`, a text that is none."""
    fields = [field.name for field in table.fields if not lost or can_be_lost(field, kind)]
    source = _read(table) if lost else f"typed_{table.name}"
    cells = ", ".join(f'count("{lost}{name}")' for name in fields)
    row = engine.con.execute(f'SELECT {cells} FROM "{source}"').fetchall()[0] if fields else ()
    return dict(zip(fields, row, strict=True))


def _listed_files(engine: Backend, kind: Kind) -> str:
    """The type that lists the files of the return."""
    files = " UNION ".join(f'SELECT DISTINCT "{FILE}" FROM {quoted(table)}' for table in kind.tables)
    found = engine.con.execute(f"{files} ORDER BY 1").fetchall()
    return f"ENUM({', '.join(literal(name) for (name,) in found)})" if found else "VARCHAR"


def quoted(named: Field | Table) -> str:
    """A declared name as SQL writes it."""
    return f'"{named.name}"'


def untyped_rows(table: str, field: Field) -> str:
    """A SELECT of `_file`, `_row` and the text found, for each cell that is filled and could not be read."""
    lost = f'"{LOST}{field.name}"'
    return f'SELECT "{FILE}", "{ROW}", {lost} AS found FROM "values_{table}" WHERE {lost} IS NOT NULL'
