"""Which codes stand in a return that its declared lists do not have, and in how many rows?"""

# ruff: noqa: S608 - statements are made of declared names only

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from goldenthread.understanding.datasets.kinds.own_codes import CODE, OwnCode
from goldenthread.understanding.datasets.kinds.schema import AtTheDoor, Field, Holds, Kind

from .typing import Typed, quoted

MOST = 40
"""Codes told of one field: a list that lacks more is not the list of that field."""
LONGEST_TOLD = 8
"""Characters. What is longer may be a name in the wrong column, and is counted without being told."""
NO_CODE = ""

Seen = dict[str, Any]
"""`table`, `field`, `code_set`, `code` (empty: texts that are no codes) and `rows`."""


def codes_seen(given: Typed) -> list[Seen]:
    """Every code outside the declared list of its field, most frequent first; an area's own additions are outside it too."""
    return [
        {"table": table.name, "field": field.name, "code_set": field.codes, "code": code, "rows": rows}
        for table in given.kind.tables
        for field in table.fields
        if field.holds is Holds.CODE and field.codes and field.at_the_door is AtTheDoor.KEEP
        for code, rows in _outside(given, table.name, field)
    ]


def _outside(given: Typed, table: str, field: Field) -> list[tuple[str, int]]:
    declared = [code.code for code in given.kind.code_set(field.codes).codes if not code.own]
    column = quoted(field)
    within = ", ".join("'{}'".format(code.replace("'", "''")) for code in declared)
    outside = f"AND {column} NOT IN ({within})" if within else ""
    asked = (
        f"SELECT {column}, count(*) FROM {given.tables[table]} WHERE {column} IS NOT NULL {outside} "
        f"GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    found: dict[str, int] = {}
    for text, rows in given.engine.con.execute(asked).fetchall():
        told = text if len(text) <= LONGEST_TOLD and CODE.fullmatch(text) and len(found) < MOST else NO_CODE
        found[told] = found.get(told, 0) + rows
    return list(found.items())


def accepted(seen: Iterable[Seen], own: Sequence[OwnCode], kind: Kind, year: int) -> Iterator[Mapping[str, Any]]:
    """For the report: by field, which codes were accepted because the area had added them, and in how many rows."""
    mine = {(each.code_set, each.code): each for each in own if each.kind == kind.slug and in_year(each, year)}
    fields: dict[tuple[str, str], list[Seen]] = {}
    for each in seen:
        if (each["code_set"], each["code"]) in mine:
            fields.setdefault((each["table"], each["field"]), []).append(each)
    for (table, name), found in fields.items():
        codes = [mine[each["code_set"], each["code"]] for each in found]
        listed = ", ".join(f"{code.code} ({code.means})" for code in codes)
        title = kind.table(table).field(name).title or name
        doubtful = next((code.confidence for code in codes if code.confidence != "source read"), "source read")
        yield {
            "rule": f"{kind.slug}.{table}.{name}.code-own", "severity": "information", "unit": "rows",
            "count": sum(each["rows"] for each in found),
            "sentence": f"“{title}” holds codes that were accepted because the area added them: {listed}.",
            "do": "Nothing, as long as the area's own list is right.",
            "source": "; ".join(dict.fromkeys(code.source for code in codes)), "confidence": str(doubtful),
            "examples": [], "because": "", "note": "",
        }  # fmt: skip


def in_year(own: OwnCode, year: int) -> bool:
    """Is the code in use in that collection year?"""
    return (own.from_year or year) <= year <= (own.to_year or year)
