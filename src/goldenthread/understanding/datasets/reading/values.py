"""What does the text of a cell mean, by the declaration? What cannot be read as its type is null, and its text is kept beside it.

Days are read however the four layouts write them: 2022-Sep-28 00:00:00, 2022-09-28 (with or without a time), 28/09/2022,
and the serial number of a spreadsheet (44832). A day is never read the American way round. Yes and no are true and false,
1 and 0, 1.0 and 0.0, Y and N. A number that a spreadsheet turned into 123456.0 is 123456 again.

Each cell is asked first whether it is written in the way of the COLLECT export, for which there is a short way: most are.
No list is looked in by `IN`: of a longer list the engine makes a join, after which rows are not in the order of the file.
"""

# ruff: noqa: S608 - statements are made of declared names only

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from goldenthread.understanding.datasets.kinds.schema import AtTheDoor, CodeSet, Field, Holds, Kind, Table

from .published import literal

LOST = "lost_"
"""Before the name of a field: its text, where that could not be read."""
NOTHING = "CAST(NULL AS VARCHAR)"
_BLANK = literal(" \t\n\r\xa0")
_DAYS = ("%d/%m/%Y", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d-%m-%Y",
         "%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%d.%m.%Y", "%Y/%m/%d", "%Y-%m-%dT%H:%M:%SZ", "%Y-%b-%d", "%Y%m%d")  # fmt: skip
_FIRST_SERIAL, _LAST_SERIAL = 3_654, 73_415
"""1 January 1910 to 31 December 2100, counted from 30 December 1899 as spreadsheets do."""
_TEXTS = (Holds.TEXT, Holds.CODE)


def number_keys(kind: Kind) -> frozenset[str]:
    """The keys that mean nothing outside the return, which are joined faster as numbers where they are numbers."""
    kept = {field.name for table in kind.tables for field in table.fields if field.at_the_door is AtTheDoor.KEEP}
    return frozenset({name for table in kind.tables for name in (*table.key, table.parent_key) if name} - kept)


def can_be_lost(field: Field, kind: Kind) -> bool:
    """May there be a text that is no value? Any text is a text; a key that is no number stays a text beside none."""
    return field.holds not in _TEXTS or field.name in number_keys(kind)


def values(table: Table, kind: Kind, cells: Mapping[str, str], source: str, besides: Sequence[str] = ()) -> str:
    """A SELECT from `source` of each field's value and, under `LOST` with its name, of the text that could not be read.

    `cells`: field → the column of `source` with its text; a field without one is empty everywhere.
    `besides`: columns of `source` that are taken as they are.
    """
    keys = number_keys(kind)
    inner = [f'"{name}"' for name in besides]
    outer = {name: f'"{name}"' for name in besides}
    for field in table.fields:
        name, text = f'"{field.name}"', f'"text_{field.name}"'
        cell = cells.get(field.name, NOTHING)
        if field.name in keys:
            inner += [f"TRY_CAST({cell} AS BIGINT) AS {name}", f"{cell} AS {text}"]
            outer[field.name] = name
            other = f"{text} IS DISTINCT FROM CAST({name} AS VARCHAR)"
            outer[LOST + field.name] = f"CASE WHEN {other} THEN {value_of(field, kind, text)} END"
        elif field.holds in _TEXTS:
            inner.append(f"{value_of(field, kind, cell)} AS {name}")
            outer[field.name] = name
        else:
            inner += [f"{value_of(field, kind, cell)} AS {name}", f"{cell} AS {text}"]
            outer[field.name] = bounded(field)
            filled = f"CASE WHEN {_trimmed(text)} IS NOT NULL THEN {text} END"
            outer[LOST + field.name] = f"CASE WHEN ({outer[field.name]}) IS NULL THEN {filled} END"
    columns = ", ".join(f'{sql} AS "{name}"' for name, sql in outer.items())
    return f"SELECT {columns} FROM (SELECT {', '.join(inner)} FROM {source})"


def texts(table: Table, kind: Kind, cells: Mapping[str, str], source: str) -> str:
    """A SELECT of the texts themselves."""
    columns = ", ".join(f'{cells.get(field.name, NOTHING)} AS "{field.name}"' for field in table.fields)
    return f"SELECT {columns} FROM {source}"


def one_value(field: Field, kind: Kind, source: str) -> str:
    """A SELECT of `line` and the value of each text in `source`, which has both under the names `line` and the field's."""
    name = f'"{field.name}"'
    read = f"SELECT line, {value_of(field, kind, name)} AS {name} FROM {source}"
    return f"SELECT line, {bounded(field)} AS {name} FROM ({read})"


def value_of(field: Field, kind: Kind, cell: str) -> str:
    """The expression, in the engine's dialect, that reads the text of a cell; days are still to be `bounded`."""
    codes = kind.code_set(field.codes) if field.holds is Holds.CODE and field.codes else None
    ways = " ".join(f"WHEN {usual} THEN {value}" for usual, value in _short(field, codes, cell))
    return f"CASE WHEN {cell} IS NULL THEN NULL {ways} ELSE {_long(field, codes, _trimmed(cell))} END"


def bounded(field: Field) -> str:
    """A day that no living child has is none: 0202-01-16 is a slip for 2022."""
    column = f'"{field.name}"'
    if field.holds is not Holds.DATE:
        return column
    return f"CASE WHEN {column} BETWEEN DATE '1900-01-01' AND DATE '2100-12-31' THEN {column} END"


def _short(field: Field, codes: CodeSet | None, x: str) -> Iterator[tuple[str, str]]:
    """What is asked of a cell that is written as COLLECT does, never wrong with a yes, and what it then is."""
    match field.holds:
        case Holds.DATE:
            usual = f"length({x}) = 20 AND {x} >= '!' AND {x} <= '~' AND suffix({x}, ':00')"
            yield usual, f"try_strptime({x}, '%Y-%b-%d %H:%M:%S')::DATE"
        case Holds.YES_NO:
            yield f"{x} = 'true'", "true"
            yield f"{x} = 'false'", "false"
        case Holds.CODE if codes and codes.codes:
            other = _other_ways(codes)
            plain = [c.code for c in codes.codes if other.get(c.code.upper(), c.code.upper()) == c.code]
            if plain:
                yield f"TRY_CAST({x} AS ENUM({', '.join(map(literal, dict.fromkeys(plain)))})) IS NOT NULL", x
        case Holds.TEXT | Holds.CODE:
            usual = f"{x} >= '!' AND {x} <= '~' AND {x}[-1] >= '!' AND {x}[-1] <= '~' AND NOT suffix({x}, '.0')"
            yield usual, f"upper({x})" if field.holds is Holds.CODE else x


def _long(field: Field, codes: CodeSet | None, cell: str) -> str:
    match field.holds:
        case Holds.DATE:
            return _day(cell)
        case Holds.MOMENT:
            return _moment(cell)
        case Holds.YES_NO:
            return _yes_no(cell)
        case Holds.WHOLE:
            return _whole(cell)
        case Holds.DECIMAL:
            return f"TRY_CAST({cell} AS DOUBLE)"
        case Holds.CODE:
            return _code(_without_point(cell), codes)
        case _:
            return _without_point(cell)


def _trimmed(cell: str) -> str:
    return f"nullif(trim({cell}, {_BLANK}), '')"


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
    within = f"TRY_CAST({cell} AS DOUBLE) BETWEEN {_FIRST_SERIAL} AND {_LAST_SERIAL}"
    return f"coalesce(TRY_CAST({cell} AS TIMESTAMP), try_strptime({cell}, [{formats}]), CASE WHEN {within} THEN {serial} END)"


def _yes_no(cell: str) -> str:
    yes, no = (f"regexp_full_match({cell}, '(?i){ways}')" for ways in ("true|t|yes|y|1|1[.]0", "false|f|no|n|0|0[.]0"))
    return f"CASE WHEN {yes} THEN true WHEN {no} THEN false END"


def _whole(cell: str) -> str:
    number = f"TRY_CAST({cell} AS DOUBLE)"
    return f"CASE WHEN {number} = floor({number}) AND abs({number}) < 1e15 THEN CAST({number} AS BIGINT) END"


def _code(cell: str, codes: CodeSet | None) -> str:
    """Upper case, or as the set writes it; another way of writing a code becomes the code."""
    upper = f"upper({cell})"
    changed = _other_ways(codes) if codes else {}
    if not changed:
        return upper
    cases = " ".join(f"WHEN {literal(found)} THEN {literal(code)}" for found, code in changed.items())
    return f"CASE {upper} {cases} ELSE {upper} END"


def _other_ways(codes: CodeSet) -> dict[str, str]:
    """In capitals, each way of writing a code that is not the code itself → the code; where two have the same, the first."""
    ways = [(way.upper(), code.code) for code in codes.codes for way in (code.code, *code.also)]
    return {way: code for way, code in reversed(ways) if way != code}
