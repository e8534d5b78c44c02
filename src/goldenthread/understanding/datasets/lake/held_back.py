"""What becomes of a request whose person is held back? It is held back too, and comes back with its person.

A row that belongs to nobody who is kept would be counted without ever being seen beside its child.
"""

# ruff: noqa: S608 - statements are made of declared names only

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ibis
from ibis.backends.duckdb import Backend
from ibis.expr.operations import PhysicalTable

from goldenthread.understanding.datasets.kinds.schema import AtTheDoor, Kind, Table
from goldenthread.understanding.datasets.reading.staged import ROW

Tables = Mapping[str, ibis.Table]


def with_their_parents(
    found: Tables, held: Tables, kind: Kind, engine: Backend
) -> tuple[dict[str, ibis.Table], dict[str, ibis.Table], list[dict[str, Any]]]:
    """The rows that are kept and those that are held back, once each has followed its parent; and a finding for each table.

    The header of a return is nobody's parent: a fault in it is told, and its children are children all the same.
    """
    found = {name: _named(f"found_{name}", table, engine) for name, table in found.items()}
    held = {name: _named(f"out_{name}", table, engine) for name, table in held.items()}
    findings = []
    for table in kind.tables:  # parents are declared before what hangs from them
        if not table.parent or table.parent not in held or not _is_of_a_person(kind.table(table.parent)):
            continue
        if count := _followed(table, kind.table(table.parent), found, held, engine):
            mine, out = found[table.name].get_name(), f'"followed_{table.name}" f ON m.{ROW} = f.{ROW}'
            found[table.name] = _view(engine, f"beside_parents_{table.name}", f'FROM "{mine}" m ANTI JOIN {out}')
            following = f'FROM "{mine}" m SEMI JOIN {out} ORDER BY {ROW}'
            before = f'FROM "{held[table.name].get_name()}" UNION ALL ' if table.name in held else ""
            held[table.name] = _view(engine, f"held_with_parents_{table.name}", f"{before}({following})")
            findings.append(_finding(kind, table, count))
    return found, held, findings


def _followed(table: Table, parent: Table, found: Tables, held: Tables, engine: Backend) -> int:
    """How many rows belong to a row that is held back and to none that is kept; their numbers are put into a table."""
    mine, out, kept = (each.get_name() for each in (found[table.name], held[parent.name], found[parent.name]))
    on = f'm."{table.parent_key}" = p."{parent.key[0]}"'
    engine.con.execute(
        f'CREATE OR REPLACE TABLE "followed_{table.name}" AS SELECT {ROW} FROM (FROM "{mine}" m SEMI JOIN "{out}" p ON {on}) m'
        f' ANTI JOIN "{kept}" p ON {on}'
    )
    return _count(engine, f"followed_{table.name}")


def rows_of(tables: Tables, engine: Backend) -> dict[str, int]:
    """How many rows each table has."""
    return {name: _count(engine, table.get_name()) for name, table in tables.items()}


def _named(name: str, table: ibis.Table, engine: Backend) -> ibis.Table:
    """A table that the engine knows by a name; what is an expression becomes a view."""
    return table if isinstance(table.op(), PhysicalTable) else engine.create_view(name, table, overwrite=True)


def _count(engine: Backend, name: str) -> int:
    (rows,) = engine.con.execute(f'SELECT count(*) FROM "{name}"').fetchone()
    return int(rows)


def _view(engine: Backend, name: str, select: str) -> ibis.Table:
    engine.con.execute(f'CREATE OR REPLACE VIEW "{name}" AS {select}')
    return engine.table(name)


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
