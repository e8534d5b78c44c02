"""What is kept of a person: names dropped, identifiers replaced by keyed pseudonyms, dates and postcodes made coarser.

The pseudonym is HMAC-SHA-256 (RFC 2104) of the name of the field and the value, under a key that the caller keeps outside
the database, cut to 128 bits and written in hexadecimal. The same key gives the same pseudonym every year, so that a child
can be followed without being known; without the key it can be neither undone nor made again. The engine works it out, a
million in about a second; a test holds it to Python's own.

Identifiers are checked before they come here: afterwards nobody can tell a false one from a true one.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.kinds.schema import AtTheDoor, Field, Kind, Table
from goldenthread.understanding.datasets.reading.staged import ROW

from .typing import Typed

SHORTEST_KEY = 32
_BLOCK = 64
_LENGTH = 32
_POSTCODE = r"^([A-Z]{1,2}[0-9][0-9A-Z]?)[0-9][A-Z]{2}$"


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
    """`tables`: declared name → table in the engine that may be kept: the fields that stay, and `_row`."""

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
    pads = {"inner": bytes(byte ^ 0x36 for byte in key.ljust(_BLOCK, b"\0")), "outer": bytes(byte ^ 0x5C for byte in key.ljust(_BLOCK, b"\0"))}
    known = _pseudonyms(typed, pads)
    try:
        tables = {table.name: _kept(typed, table, known) for table in typed.kind.tables}
    finally:
        for name in known.values():
            typed.engine.con.execute(f'DROP TABLE IF EXISTS "{name}"')
    fields = tuple(
        KeptField(table.name, field.name, field.title, field.at_the_door, typed.filled[table.name, field.name], field.note)
        for table in typed.kind.tables
        for field in table.fields
    )
    return Kept(tables, fields)


def _pseudonyms(typed: Typed, pads: dict[str, bytes]) -> dict[str, str]:
    """Field → a table of each distinct value (`v`) with its pseudonym (`p`): one value is worked out once, wherever it stands."""
    found: dict[str, str] = {}
    for name, places in _where(typed.kind).items():
        values = " UNION ".join(
            f'SELECT "{name}" AS v FROM "{typed.tables[table]}" WHERE "{name}" IS NOT NULL'  # noqa: S608 (declared names)
            for table in places
        )
        distinct = values if len(places) > 1 else values.replace("SELECT", "SELECT DISTINCT", 1)
        found[name] = f"_pseudonyms_{name}"
        inner = f"unhex(sha256($inner || encode('{name}:' || v)))"
        typed.engine.con.execute(
            f'CREATE OR REPLACE TABLE "{found[name]}" AS '  # noqa: S608
            f"SELECT v, left(sha256($outer || {inner}), {_LENGTH}) AS p FROM ({distinct})",
            pads,
        )
    return found


def _where(kind: Kind) -> dict[str, list[str]]:
    places: dict[str, list[str]] = {}
    for table in kind.tables:
        for field in table.fields:
            if field.at_the_door is AtTheDoor.PSEUDONYM:
                places.setdefault(field.name, []).append(table.name)
    return places


def _kept(typed: Typed, table: Table, known: dict[str, str]) -> str:
    columns, joins = [], []
    for field in table.fields:
        if field.at_the_door is AtTheDoor.PSEUDONYM:
            joins.append(f'LEFT JOIN "{known[field.name]}" AS "p_{field.name}" ON t."{field.name}" = "p_{field.name}".v')
            columns.append(f'"p_{field.name}".p AS "{field.name}"')
        elif field.at_the_door is not AtTheDoor.DROP:
            columns.append(f'{_coarse(field)} AS "{field.name}"')
    name = f"kept_{table.name}"
    typed.engine.con.execute(
        f'CREATE OR REPLACE TABLE "{name}" AS SELECT {", ".join(columns)}, t."{ROW}" '  # noqa: S608 (declared names)
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
            return f"nullif(regexp_extract(regexp_replace(upper({column}), '[^A-Z0-9]', '', 'g'), '{_POSTCODE}', 1), '')"
        case _:
            return column
