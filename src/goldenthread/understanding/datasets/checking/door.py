"""What is kept of a person: names dropped, identifiers replaced by keyed pseudonyms, dates and postcodes made coarser.

The pseudonym is HMAC-SHA-256 (RFC 2104) of the name of the field and the value, under a key that the caller keeps outside
the database, cut to 128 bits and written in hexadecimal. The same key gives the same pseudonym every year, so that a child
can be followed without being known; without the key it can be neither undone nor made again. The engine works it out, a
million in about a second; a test holds it to Python's own.

The keys of requests, assessments and plans become running numbers, the same wherever they stand in one release: they join
its tables and mean nothing outside. A row whose parent is missing keeps no number.

Identifiers are checked before they come here: afterwards nobody can tell a false one from a true one.
"""

# ruff: noqa: S608 - statements are made of declared names only

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.kinds.schema import AtTheDoor, Field, Table
from goldenthread.understanding.datasets.reading.staged import ROW

from .typing import Typed

SHORTEST_KEY = 32
_BLOCK = 64
_LENGTH = 32
_POSTCODE = "^([A-Z]{{1,2}}[0-9][0-9A-Z]?){gap}[0-9][A-Z]{{2}}$"


@dataclass(frozen=True, slots=True)
class KeptField:
    """For the page that shows what was kept and why."""

    table: str
    field: str
    title: str
    how: AtTheDoor
    filled: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """`tables`: declared name → table or view in the engine that may be kept: the fields that stay, and `_row`."""

    tables: dict[str, str]
    fields: tuple[KeptField, ...]


def pseudonym(key: bytes, field: str, value: str) -> str:
    """What `at_the_door` puts in the place of one value of a field."""
    return hmac.new(key, f"{field}:{value}".encode(), "sha256").hexdigest()[:_LENGTH]


def pass_door(typed: Typed, key: bytes) -> Kept:
    """Each typed table as `kept_<name>`. The key has at least 32 bytes; it is in the engine only while this runs."""
    if len(key) < SHORTEST_KEY:
        raise ValueError(f"The key of the pseudonyms has {len(key)} bytes. It must have at least {SHORTEST_KEY}.")
    key = hashlib.sha256(key).digest() if len(key) > _BLOCK else key
    pads = {
        "inner": bytes(byte ^ 0x36 for byte in key.ljust(_BLOCK, b"\0")),
        "outer": bytes(byte ^ 0x5C for byte in key.ljust(_BLOCK, b"\0")),
    }
    con = typed.engine.con
    for name, pad in pads.items():
        con.execute(f"SET VARIABLE door_{name} = ?", [pad])
    try:
        owners = _owned(typed)
        tables = {table.name: _kept(typed, table, owners) for table in typed.kind.tables}
    finally:
        for name in pads:
            con.execute(f"RESET VARIABLE door_{name}")
    fields = tuple(
        KeptField(
            table.name, field.name, field.title, field.at_the_door, typed.filled[table.name, field.name], field.note
        )
        for table in typed.kind.tables
        for field in table.fields
    )
    return Kept(tables, fields)


def one_passed(field: Field, key: bytes, typed_values: str, engine: Backend) -> dict[int, str | None]:
    """What is kept of each value of one field, as text, by its `line`; nothing of a field that is dropped.

    A running number cannot be found again: what it stood for is not kept.
    """
    if field.at_the_door is AtTheDoor.NUMBER:
        raise ValueError(f"{field.name} is replaced by a running number, which stands for nothing outside its release.")
    kept = f"SELECT t.line, CAST({_coarse(field)} AS VARCHAR) FROM ({typed_values}) t"
    found = dict(engine.con.execute(kept).fetchall())
    match field.at_the_door:
        case AtTheDoor.DROP:
            return dict.fromkeys(found)
        case AtTheDoor.PSEUDONYM:
            return {line: value and pseudonym(key, field.name, value) for line, value in found.items()}
        case _:
            return found


@dataclass(frozen=True, slots=True)
class _Owned:
    """A key of a table: `name`, a table of each of its values (`v`) with what stands for it (`p`), worked out once.

    A running number is the first row that has the key; `each_once`: that is its own row.
    """

    table: str
    name: str
    each_once: bool


def _owned(typed: Typed) -> dict[str, _Owned]:
    """By field, the keys that do not pass. Pseudonyms are of every value anywhere, with its parent or without."""
    found: dict[str, _Owned] = {}
    for table in typed.kind.tables:
        field = table.field(table.key[0]) if table.key else None
        if field is None or field.at_the_door not in (AtTheDoor.PSEUDONYM, AtTheDoor.NUMBER):
            continue
        key, name, own = f'"{field.name}"', f"_door_{field.name}", typed.tables[table.name]
        if field.at_the_door is AtTheDoor.NUMBER:
            select = f'SELECT {key} AS v, min("{ROW}") AS p FROM "{own}" WHERE {key} IS NOT NULL GROUP BY 1'
        else:
            holders = [typed.tables[t.name] for t in typed.kind.tables if any(f.name == field.name for f in t.fields)]
            values = " UNION ".join(f'SELECT {key} AS v FROM "{holder}"' for holder in holders)
            select = f"SELECT v, {_hmac(field, 'v')} AS p FROM ({values}) WHERE v IS NOT NULL"
        typed.engine.con.execute(f'CREATE OR REPLACE TABLE "{name}" AS {select}')
        distinct = typed.engine.con.execute(f'SELECT count(*) FROM "{name}"').fetchall()[0][0]
        numbered = field.at_the_door is AtTheDoor.NUMBER
        each_once = numbered and distinct == typed.filled[table.name, field.name]
        found[field.name] = _Owned(table.name, name, each_once)
    return found


def _hmac(field: Field, column: str) -> str:
    """HMAC as RFC 2104 builds it; the two padded keys are variables of the engine, so they stand in no statement."""
    inner = f"unhex(sha256(getvariable('door_inner') || encode('{field.name}:' || CAST({column} AS VARCHAR))))"
    return f"left(sha256(getvariable('door_outer') || {inner}), {_LENGTH})"


def _kept(typed: Typed, table: Table, owners: dict[str, _Owned]) -> str:
    """A view; a table where pseudonyms are worked out, for which the key is needed."""
    columns, joins, made = [], [], "VIEW"
    for field in table.fields:
        column = f't."{field.name}"'
        if field.at_the_door is AtTheDoor.DROP:
            continue
        owned = owners.get(field.name)
        if owned and owned.each_once and owned.table == table.name:
            value = f'CASE WHEN {column} IS NOT NULL THEN t."{ROW}" END'
        elif owned:
            joins.append(f'LEFT JOIN "{owned.name}" AS "p_{field.name}" ON {column} = "p_{field.name}".v')
            value = f'"p_{field.name}".p'
        elif field.at_the_door is AtTheDoor.PSEUDONYM:
            value, made = _hmac(field, column), "TABLE"
        else:
            value = _coarse(field)
        columns.append(f'{value} AS "{field.name}"')
    name = f"kept_{table.name}"
    typed.engine.con.execute(
        f'CREATE OR REPLACE {made} "{name}" AS SELECT {", ".join(columns)}, t."{ROW}" '
        f'FROM "{typed.tables[table.name]}" t {" ".join(joins)}'
    )
    return name


def _coarse(field: Field) -> str:
    """The first day of the month or of the year; the outward half of a postcode, or null when it is none."""
    column = f't."{field.name}"'
    match field.at_the_door:
        case AtTheDoor.MONTH:
            return f"CAST(date_trunc('month', {column}) AS DATE)"
        case AtTheDoor.YEAR:
            return f"CAST(date_trunc('year', {column}) AS DATE)"
        case AtTheDoor.DISTRICT:
            plain = f"regexp_replace(upper({column}), '[^A-Z0-9]', '', 'g')"
            long = f"nullif(regexp_extract({plain}, '{_POSTCODE.format(gap='')}', 1), '')"
            usual = f"regexp_matches({column}, '{_POSTCODE.format(gap=' ?')}')"
            return f"CASE WHEN {usual} THEN rtrim(left({column}, -3)) ELSE {long} END"
        case _:
            return column
