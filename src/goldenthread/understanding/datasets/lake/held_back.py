"""What becomes of a request whose person is held back? It is held back too, and comes back with its person.

A row that belongs to nobody who is kept would be counted without ever being seen beside its child.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ibis
from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.kinds.schema import AtTheDoor, Kind, Table
from goldenthread.understanding.datasets.reading.staged import ROW

Tables = Mapping[str, ibis.Table]


def with_their_parents(
    found: Tables, held: Tables, kind: Kind, engine: Backend
) -> tuple[dict[str, ibis.Table], dict[str, ibis.Table], list[dict[str, Any]]]:
    """The rows that are kept and those that are held back, once each has followed its parent; and a finding for each table.

    The header of a return is nobody's parent: a fault in it is told, and its children are children all the same.
    """
    found, held, findings = dict(found), dict(held), []
    for table in kind.tables:  # parents are declared before what hangs from them
        if not table.parent or table.parent not in held or not _is_of_a_person(kind.table(table.parent)):
            continue
        key, theirs, mine = table.parent_key, kind.table(table.parent).key[0], found[table.name]
        below = mine.semi_join(held[table.parent], mine[key] == held[table.parent][theirs])
        below = below.anti_join(found[table.parent], below[key] == found[table.parent][theirs])
        following = engine.create_table(f"followed_{table.name}", below.order_by(ROW), overwrite=True)
        if not (count := _rows(following)):
            continue
        found[table.name] = mine.filter(mine[ROW].notin(following[ROW]))
        held[table.name] = held[table.name].union(following) if table.name in held else following
        findings.append(_finding(kind, table, count))
    return found, held, findings


def rows_of(tables: Tables) -> dict[str, int]:
    """How many rows each table has."""
    return {name: _rows(table) for name, table in tables.items()}


def _rows(table: ibis.Table) -> int:
    return int(table.count().to_pyarrow().as_py())


def _is_of_a_person(table: Table) -> bool:
    return table.field(table.key[0]).at_the_door is not AtTheDoor.KEEP


def _finding(kind: Kind, table: Table, count: int) -> dict[str, Any]:
    parent = kind.table(table.parent).title.lower()
    return {
        "rule": f"{kind.slug}.{table.name}.parent-held-back", "severity": "error", "unit": "rows", "count": count,
        "sentence": f"A row of {table.title.lower()} is held back because the row of {parent} that it belongs to is.",
        "do": "Put right the row that it belongs to: both come back together.", "source": f"the declaration of {kind.slug}",
        "confidence": "source read", "examples": [], "because": "", "note": "",
    }  # fmt: skip
