"""Which rules does a return break that has passed the door? Asked again when somebody corrects it.

What was dropped, replaced or made coarser cannot be looked at twice, so not every rule can be asked; `blind` names those.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import ibis
import sqlglot
from ibis.backends.duckdb import Backend
from sqlglot import exp

from goldenthread.understanding.datasets.kinds.schema import AtTheDoor, Holds, Kind
from goldenthread.understanding.datasets.reading.staged import FILE, ROW, Staged

from .derived import derived_rules, derived_views
from .expressions import DIALECT
from .ruleset import Severity, rules_for
from .run import check
from .typing import Typed

Broken = tuple[str, str, int]
"""Rule, table, row."""
_TYPES = {
    Holds.TEXT: "string",
    Holds.CODE: "string",
    Holds.DATE: "date",
    Holds.MOMENT: "timestamp",
    Holds.YES_NO: "boolean",
    Holds.WHOLE: "int64",
    Holds.DECIMAL: "float64",
}


def errors_now(tables: Mapping[str, ibis.Table], kind: Kind, engine: Backend, *, year: int, day: date) -> set[Broken]:
    """Each row that breaks a rule of severity “error”, but for the rules that are blind behind the door."""
    made = {}
    for table in kind.tables:
        given = tables[table.name]
        columns = {
            f.name: (given[f.name] if f.name in given.columns else ibis.null()).cast(_TYPES[f.holds])
            for f in table.fields
        }
        made[table.name] = f"again_{table.name}"
        engine.create_table(
            made[table.name], given.select(**columns, **{FILE: ibis.literal(""), ROW: given[ROW]}), overwrite=True
        )
    staged = Staged(engine, tuple(made), year)
    report = check(Typed(staged, kind, made, {}, {}), kind, year=year, reference_date=day)
    errors = f'SELECT rule, "table", "row" FROM ({report.everything()}) WHERE severity = \'{Severity.ERROR}\''  # noqa: S608 (declared names)
    unseen = blind(kind, year)
    return {broken for broken in engine.con.execute(errors).fetchall() if broken[0] not in unseen}


def blind(kind: Kind, year: int) -> frozenset[str]:
    """The rules that look at something that does not pass the door as it came. Keys still join, so they may be looked at."""
    keys = {name for table in kind.tables for name in (*table.key, table.parent_key)}
    hidden = {
        f.name
        for table in kind.tables
        for f in table.fields
        if f.at_the_door is not AtTheDoor.KEEP and f.name not in keys
    }
    written = rules_for(kind.slug)
    views = {v.name: v.select for v in (*derived_views(kind), *(written.views if written else ()))}

    def looks_at(select: str) -> set[str]:
        tree = sqlglot.parse_one(select, dialect=DIALECT)
        below = [looks_at(views[t.name]) for t in tree.find_all(exp.Table) if t.name in views]
        return {column.name for column in tree.find_all(exp.Column)}.union(*below)

    rules = (*(written.rules if written else ()), *derived_rules(kind, year))
    return frozenset(
        rule.id
        for rule in rules
        if hidden & {*rule.shows, *looks_at(rule.breaks), *(looks_at(views[rule.of]) if rule.of in views else ())}
    )
