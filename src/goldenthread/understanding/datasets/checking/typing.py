"""What do the texts mean, by the declaration? What cannot be read as its type becomes null and is counted as a fault.

Days are read however the four layouts write them: 2022-Sep-28 00:00:00, 2022-09-28 (with or without a time), 28/09/2022,
and the serial number of a spreadsheet (44832). A day is never read the American way round. Yes and no are true and false,
1 and 0, 1.0 and 0.0, Y and N. A number that a spreadsheet turned into 123456.0 is 123456 again.
"""

# ruff: noqa: S608 - statements are made of declared names only

from __future__ import annotations

from dataclasses import dataclass

from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.kinds.schema import AtTheDoor, CodeSet, Field, Holds, Kind, Table
from goldenthread.understanding.datasets.reading.published import literal
from goldenthread.understanding.datasets.reading.staged import FILE, ROW, Staged

_BLANK = "' ' || chr(9) || chr(10) || chr(13) || chr(160)"
_DAYS = ("%d/%m/%Y", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d-%m-%Y",
         "%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%d.%m.%Y", "%Y/%m/%d", "%Y-%m-%dT%H:%M:%SZ", "%Y-%b-%d", "%Y%m%d")  # fmt: skip
_FIRST_SERIAL, _LAST_SERIAL = 3_654, 73_415
"""1 January 1910 to 31 December 2100, counted from 30 December 1899 as spreadsheets do."""
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
    tables, lost, filled = {}, {}, {}
    numbers = _plain_numbers(staged.engine, kind)
    _list_files(staged.engine, kind)
    for table in kind.tables:
        name = f"typed_{table.name}"
        seen = _survey(staged.engine, table, kind, numbers)
        read = {field.name: sql_of(field, kind, seen[field.name]) for field in table.fields}
        read |= {key: f'CAST("{key}" AS BIGINT)' for key in numbers & {*read}}
        layers = [
            [f'{_bounded(field)} AS "{field.name}"' for field in table.fields],
            [f'{read[field.name]} AS "{field.name}"' for field in table.fields],
            [
                f'{_cell(field) if seen[field.name].blanks else quoted(field)} AS "{field.name}"'
                for field in table.fields
            ],
        ]
        source = quoted(table)
        for columns in reversed(layers):
            source = f'(SELECT {", ".join(columns)}, "{FILE}", "{ROW}" FROM {source})'
        staged.engine.con.execute(
            f'CREATE OR REPLACE TABLE "{name}" AS SELECT * REPLACE (CAST("{FILE}" AS "{FILE}_listed") AS "{FILE}") '
            f"FROM {source}"
        )
        after = _counts(staged.engine, table, name)
        for field in table.fields:
            before = filled[table.name, field.name] = seen[field.name].filled
            if before > after[field.name]:
                lost[table.name, field.name] = before - after[field.name]
        tables[table.name] = name
    return Typed(staged, kind, tables, lost, filled)


def _plain_numbers(engine: Backend, kind: Kind) -> set[str]:
    """The keys that mean nothing outside the return and are whole numbers, written the shortest way, wherever they stand."""
    keys = {name for table in kind.tables for name in (*table.key, table.parent_key)}
    found: set[str] = set()
    other: set[str] = set()
    for table in kind.tables:
        for field in table.fields:
            if field.name in keys and field.at_the_door is not AtTheDoor.KEEP:
                x = quoted(field)
                plain = f"SELECT count(*) FILTER ({x} <> coalesce(CAST(TRY_CAST({x} AS BIGINT) AS VARCHAR), '')) = 0"
                told = engine.con.execute(f"{plain} FROM {quoted(table)}").fetchall()
                (found if told[0][0] else other).add(field.name)
    return found - other


def _list_files(engine: Backend, kind: Kind) -> None:
    for table in kind.tables:
        engine.con.execute(f'DROP TABLE IF EXISTS "typed_{table.name}"')
    files = " UNION ".join(f'SELECT "{FILE}" FROM {quoted(table)}' for table in kind.tables)
    engine.con.execute(f'DROP TYPE IF EXISTS "{FILE}_listed"; CREATE TYPE "{FILE}_listed" AS ENUM ({files} ORDER BY 1)')


def one_read(field: Field, kind: Kind, source: str) -> str:
    """A SELECT of `line` and the typed value of each text in `source`, which has both under the names `line` and the field's."""
    seen = _Seen(0, blanks=True, usual=False)
    name = quoted(field)
    trimmed = f"SELECT line, {_cell(field)} AS {name} FROM {source}"
    return f"SELECT line, {_bounded(field)} AS {name} FROM (SELECT line, {sql_of(field, kind, seen)} AS {name} FROM ({trimmed}))"


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a column of texts looks like, so that it is read the shortest way that is right for it.

    `filled`: cells with text in them. `blanks`: some begin or end with a blank. `usual`: every one is written in the way
    of the COLLECT export, for which there is a short way.
    """

    filled: int
    blanks: bool
    usual: bool


def _survey(engine: Backend, table: Table, kind: Kind, numbers: set[str]) -> dict[str, _Seen]:
    """One pass over the table. Trimming every cell of a national return would cost more than reading it."""
    cells = [f"count({quoted(field)}), count(*) FILTER ({_unusual(field, kind, numbers)})" for field in table.fields]
    row = engine.con.execute(f"SELECT {', '.join(cells)} FROM {quoted(table)}").fetchall()[0]
    seen = {}
    for n, field in enumerate(table.fields):
        filled, unusual = row[2 * n : 2 * n + 2]
        blanks = 0
        if unusual:
            looked = f"SELECT count({_cell(field)}), count(*) FILTER ({_edge(field)}) FROM {quoted(table)}"
            filled, blanks = engine.con.execute(looked).fetchall()[0]
        seen[field.name] = _Seen(filled, bool(blanks), not unusual)
    return seen


def _unusual(field: Field, kind: Kind, numbers: set[str]) -> str:
    """Is the cell written otherwise than in the COLLECT export? The quickest question that is never wrong with a no."""
    x = quoted(field)
    codes = kind.code_set(field.codes).codes if field.codes else ()
    if field.name in numbers:
        return "FALSE"
    match field.holds:
        case Holds.DATE:
            return f"length({x}) <> 20 OR {x} < '!' OR NOT suffix({x}, ':00')"
        case Holds.YES_NO:
            return f"{x} NOT IN ('true', 'false')"
        case Holds.CODE if codes:
            return f"{x} NOT IN ({', '.join(literal(code.code) for code in codes)})"
        case Holds.TEXT | Holds.CODE:
            return f"{_edge(field)} OR suffix({x}, '.0')"
        case _:
            return _edge(field)


def _edge(field: Field) -> str:
    """May the text begin or end with a blank, or with a character that is not of ASCII?"""
    x = quoted(field)
    return f"{x} < '!' OR {x} > '~' OR {x}[-1] < '!' OR {x}[-1] > '~'"


def quoted(named: Field | Table) -> str:
    """A declared name as SQL writes it."""
    return f'"{named.name}"'


def untyped_rows(table: str, field: Field) -> str:
    """A SELECT of `_file`, `_row` and the text found, for each cell that is filled and could not be read."""
    return (
        f'SELECT s."{FILE}", s."{ROW}", s."{field.name}" AS found FROM "{table}" s '
        f'JOIN "typed_{table}" t ON s."{FILE}" = t."{FILE}" AND s."{ROW}" = t."{ROW}" '
        f'WHERE {_cell(field, "s.")} IS NOT NULL AND t."{field.name}" IS NULL'
    )


def sql_of(field: Field, kind: Kind, seen: _Seen) -> str:
    """The expression, in the engine's dialect, that reads the trimmed text of a field."""
    cell = quoted(field)
    match field.holds:
        case Holds.DATE:
            return f"try_strptime({cell}, '%Y-%b-%d %H:%M:%S')::DATE" if seen.usual else _day(cell)
        case Holds.MOMENT:
            return _moment(cell)
        case Holds.YES_NO:
            return f"{cell} = 'true'" if seen.usual else _yes_no(cell)
        case Holds.WHOLE:
            return _whole(cell)
        case Holds.DECIMAL:
            return f"TRY_CAST({cell} AS DOUBLE)"
        case Holds.CODE:
            plain = cell if seen.usual else _without_point(cell)
            return _code(plain, kind.code_set(field.codes) if field.codes else None)
        case _:
            return cell if seen.usual else _without_point(cell)


def _bounded(field: Field) -> str:
    """A day that no living child has is none: 0202-01-16 is a slip for 2022."""
    column = f'"{field.name}"'
    if field.holds is not Holds.DATE:
        return column
    return f"CASE WHEN {column} BETWEEN DATE '1900-01-01' AND DATE '2100-12-31' THEN {column} END"


def _counts(engine: Backend, table: Table, name: str) -> dict[str, int]:
    """How many cells of each field hold a value."""
    cells = ", ".join(f"count({quoted(field)})" for field in table.fields)
    row = engine.con.execute(f'SELECT {cells} FROM "{name}"').fetchall()[0]
    return dict(zip((field.name for field in table.fields), row, strict=True))


def _cell(field: Field, prefix: str = "") -> str:
    return f"nullif(trim({prefix}\"{field.name}\", {_BLANK}), '')"


def _without_point(cell: str) -> str:
    return f"CASE WHEN {cell} LIKE '%.0' THEN regexp_replace({cell}, '^([0-9]+)[.]0$', '\\1') ELSE {cell} END"


def _day(cell: str) -> str:
    formats = ", ".join(f"'{form}'" for form in _DAYS)
    return (
        f"CASE WHEN length({cell}) = 20 THEN try_strptime({cell}, '%Y-%b-%d %H:%M:%S')::DATE "
        f"WHEN length({cell}) = 10 AND {cell} LIKE '____-__-__' THEN TRY_CAST({cell} AS DATE) "
        f"WHEN {cell} IS NULL THEN NULL "
        f"WHEN regexp_full_match({cell}, '[0-9]{{4,5}}([.][0-9]+)?') THEN {_serial_day(cell)} "
        f"ELSE try_strptime({cell}, [{formats}])::DATE END"
    )


def _serial_day(cell: str) -> str:
    number = f"CAST(floor(TRY_CAST({cell} AS DOUBLE)) AS INTEGER)"
    return f"CASE WHEN {number} BETWEEN {_FIRST_SERIAL} AND {_LAST_SERIAL} THEN DATE '1899-12-30' + {number} END"


def _moment(cell: str) -> str:
    formats = ", ".join(f"'{form}'" for form in ("%Y-%b-%d %H:%M:%S", *_DAYS, "%Y-%m-%d"))
    serial = f"TIMESTAMP '1899-12-30' + to_seconds(round(TRY_CAST({cell} AS DOUBLE) * 86400))"
    bounded = f"TRY_CAST({cell} AS DOUBLE) BETWEEN {_FIRST_SERIAL} AND {_LAST_SERIAL}"
    return f"coalesce(TRY_CAST({cell} AS TIMESTAMP), try_strptime({cell}, [{formats}]), CASE WHEN {bounded} THEN {serial} END)"


def _yes_no(cell: str) -> str:
    return (
        f"CASE WHEN lower({cell}) IN ('true', '1', '1.0', 'y', 'yes', 't') THEN true "
        f"WHEN lower({cell}) IN ('false', '0', '0.0', 'n', 'no', 'f') THEN false END"
    )


def _whole(cell: str) -> str:
    number = f"TRY_CAST({cell} AS DOUBLE)"
    return f"CASE WHEN {number} = floor({number}) AND abs({number}) < 1e15 THEN CAST({number} AS BIGINT) END"


def _code(cell: str, codes: CodeSet | None) -> str:
    """Upper case, or as the set writes it; another way of writing a code becomes the code."""
    upper = f"upper({cell})"
    others = [
        (other.upper(), code.code) for code in (codes.codes if codes else ()) for other in (code.code, *code.also)
    ]
    changed = [(found, code) for found, code in others if found != code]
    if not changed:
        return upper
    cases = " ".join("WHEN '{}' THEN '{}'".format(*(text.replace("'", "''") for text in pair)) for pair in changed)
    return f"CASE {upper} {cases} ELSE {upper} END"
