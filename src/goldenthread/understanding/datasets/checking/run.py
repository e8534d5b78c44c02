"""Runs the rules of a kind over a typed return: one pass over each table or view, however many rules look at it."""

# ruff: noqa: S608 - statements are made of declared names only

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
from ibis.backends.duckdb import Backend
from sqlglot import exp

from goldenthread.understanding.datasets.kinds.schema import Field, Holds, Kind, Table
from goldenthread.understanding.datasets.reading.staged import FILE, ROW, Staged

from .derived import derived_rules, derived_views, type_rule, unknown_lists
from .expressions import DIALECT, NAMED, Names, NotAllowed, checked_expression, checked_select
from .report import Example, Report, Result
from .ruleset import Rule, RuleSet, Unit, View, rules_for
from .typing import Typed, typed, untyped_rows

EXAMPLES = 5
_CHILD = ("persontableid", "uniqueid")
_SETTING = ("urn", "ukprn", "sensetting")
_FEWEST_FOR_SWAP = 3


def check(
    given: Staged | Typed,
    kind: Kind,
    *,
    year: int,
    reference_date: date,
    rules: RuleSet | None = None,
    beside: Mapping[str, pa.Table | str] | None = None,
    examples: int = EXAMPLES,
) -> Report:
    """Every rule of that year: those written for the kind (or `rules`) and those that follow from its declaration.

    Ages are those on `reference_date`. `beside`: tables that some rules need (a register of schools, last year's counts),
    or why there is none, as the end of a sentence; a rule whose table is not given is not checked, and says why. An
    area's own list of codes comes in with the kind.
    """
    before = given if isinstance(given, Typed) else typed(given, kind)
    written = rules or rules_for(kind.slug) or RuleSet(kind=kind.slug, version="none", rules=())
    running = _Running(before, kind, written, Names(reference_date, year), dict(beside or {}), examples)
    results = [*running.types(), *running.rules(year)]
    return Report(kind, year, reference_date, tuple(results), before.engine)


def looked_at(view: str, written: RuleSet, tables: Mapping[str, str], names: Names, engine: Backend) -> pa.Table:
    """What a written view gives of other tables than those of the return. `tables`: declared name → name in the engine."""
    select = next(each.select for each in written.views if each.name == view)
    return engine.con.sql(_sql(checked_select(select, tables, names))).to_arrow_table()


@dataclass(frozen=True, slots=True)
class _Asked:
    """A rule with its expression as SQL and the fields it shows."""

    rule: Rule
    sql: str
    shows: tuple[str, ...]


class _Running:
    def __init__(
        self, given: Typed, kind: Kind, written: RuleSet, names: Names, beside: dict[str, pa.Table | str], examples: int
    ) -> None:
        self._given, self._kind, self._written, self._names, self._examples = given, kind, written, names, examples
        self._engine: Backend = given.engine
        self._tables = dict(given.tables)
        self._of: dict[str, str] = {table.name: table.name for table in kind.tables}
        self._because: dict[str, str] = {}
        self._absent = {each.name: each.because for each in written.beside}
        self._lend(beside)
        for view in (*derived_views(kind), *written.views):
            self._make(view)

    def _lend(self, beside: dict[str, pa.Table | str]) -> None:
        for wanted in self._written.beside:
            table = beside.get(wanted.name)
            if table is None:
                continue
            if isinstance(table, str):
                self._absent[wanted.name] = table
                continue
            if missing := [name for name in wanted.columns if name not in table.column_names]:
                raise ValueError(
                    f"The table “{wanted.name}” has no column {', '.join(missing)}. It needs: {', '.join(wanted.columns)}."
                )
            self._engine.con.register(f"_beside_{wanted.name}", table)
            self._tables[wanted.name] = f"_beside_{wanted.name}"

    def _make(self, view: View) -> None:
        self._of[view.name] = view.of
        for needed in view.needs:
            if needed not in self._tables:
                self._because[view.name] = self._absent[needed]
                return
        try:
            select = _sql(checked_select(view.select, self._tables, self._names))
        except NotAllowed as fault:
            raise NotAllowed(f"View {view.name}: {fault}") from fault
        self._engine.con.execute(f'CREATE OR REPLACE TEMP VIEW "view_{view.name}" AS {select}')
        self._tables[view.name] = f"view_{view.name}"

    def types(self) -> list[Result]:
        """What could not be read as its type."""
        return [
            self._type_result(table, field)
            for table in self._kind.tables
            for field in table.fields
            if field.holds not in (Holds.TEXT, Holds.CODE)
        ]

    def _type_result(self, table: Table, field: Field) -> Result:
        rule = type_rule(self._kind, table, field)
        lost = self._given.lost.get((table.name, field.name), 0)
        if not lost:
            return Result(rule, 0, 0)
        filled = self._given.filled[table.name, field.name]
        note = (
            f"Every filled cell fails ({filled:,}): the column may hold another field."
            if lost == filled >= _FEWEST_FOR_SWAP
            else ""
        )
        key = f'CAST(t."{table.key[0]}" AS VARCHAR)' if table.key else "NULL"
        listed = (
            f'SELECT b."{FILE}" AS file, b."{ROW}" AS "row", {key} AS key, b.found '
            f'FROM ({untyped_rows(table.name, field)}) b JOIN "{self._given.tables[table.name]}" t '
            f'ON b."{FILE}" = t."{FILE}" AND b."{ROW}" = t."{ROW}"'
        )
        rows = self._engine.con.execute(f'{listed} ORDER BY file, "row" LIMIT {self._examples}').fetchall()
        shown = tuple(Example(file, row, key, {field.name: found}, rule.expected) for file, row, key, found in rows)
        return Result(rule, lost, lost, shown, note=note, listed=listed, field=field.name)

    def rules(self, year: int) -> list[Result]:
        """Written and derived, in that order; one pass over each table or view."""
        wanted = [rule for rule in (*self._written.rules, *derived_rules(self._kind, year)) if rule.in_year(year)]
        results: dict[str, Result] = {}
        for of in dict.fromkeys(rule.of for rule in wanted):
            looking = [rule for rule in wanted if rule.of == of]
            if of in self._because:
                results |= {rule.id: Result(rule, None, because=self._because[of]) for rule in looking}
            else:
                results |= self._pass(of, looking)
        return [*(results[rule.id] for rule in wanted), *self._unlisted(year)]

    def _unlisted(self, year: int) -> list[Result]:
        made = []
        for table, field, codes in unknown_lists(self._kind):
            if field.in_year(year):
                rule = Rule(
                    id=f"{self._kind.slug}.{table.name}.{field.name}.code", severity="error", of=table.name, breaks="FALSE",
                    sentence=f"“{field.title}” holds a code that is not in the list.", do="Keep the area's own list of codes.",
                    source=codes.source,
                )  # fmt: skip
                made.append(Result(rule, None, because=f"the list of codes of “{codes.title.lower()}” is not known"))
        return made

    def _pass(self, of: str, rules: Sequence[Rule]) -> dict[str, Result]:
        if of not in self._tables:
            raise NotAllowed(
                f"Rule {rules[0].id} looks at “{of}”, which is neither a table nor a view of {self._kind.slug}."
            )
        described = self._engine.con.execute(f'DESCRIBE "{self._tables[of]}"').fetchall()
        columns = [name for name, *_ in described]
        asked = [self._asked(rule, columns) for rule in rules]
        shown = list(dict.fromkeys(name for one in asked for name in one.shows))
        units = self._units(columns)
        self._engine.con.execute(self._broken(of, asked, shown, units, columns))
        counts = ", ".join(f"count(*) FILTER (r{n}), {_counted(one.rule, units, n)}" for n, one in enumerate(asked))
        row = self._engine.con.execute(f'SELECT {counts} FROM "broken_{of}"').fetchall()[0]
        return {one.rule.id: self._result(of, n, one, row[2 * n], row[2 * n + 1]) for n, one in enumerate(asked)}

    def _asked(self, rule: Rule, columns: list[str]) -> _Asked:
        try:
            tree = checked_expression(rule.breaks, columns, self._names)
        except NotAllowed as fault:
            raise NotAllowed(f"Rule {rule.id}: {fault}") from fault
        named = [
            name for name in dict.fromkeys(column.name for column in tree.find_all(exp.Column)) if name not in NAMED
        ]
        shows = rule.shows or tuple(named)
        if unknown := [name for name in shows if name not in columns]:
            raise NotAllowed(f"Rule {rule.id} shows {', '.join(unknown)}, which “{rule.of}” does not have.")
        return _Asked(rule, _sql(tree), shows)

    def _units(self, columns: list[str]) -> dict[Unit, str]:
        child = next((name for name in _CHILD if name in columns), None)
        settings = [f'"{name}"' for name in _SETTING if name in columns]
        return {
            Unit.CHILDREN: f'"{child}"' if child else "NULL",
            Unit.SETTINGS: f"coalesce({', '.join(settings)}, '')" if settings else "NULL",
        }

    def _broken(
        self, of: str, asked: Sequence[_Asked], shown: list[str], units: dict[Unit, str], columns: list[str]
    ) -> str:
        """One pass: the rows that break any rule, with a mark for each rule."""
        table = self._kind.table(self._of[of])
        key = next((f'"{name}"' for name in table.key if name in columns), "NULL")
        used = {one.rule.counts for one in asked}
        cells = [f'"{FILE}"', f'"{ROW}"', f"CAST({key} AS VARCHAR) AS _key"]
        cells += [f"{units[unit]} AS _{unit.name.lower()}" for unit in (Unit.CHILDREN, Unit.SETTINGS) if unit in used]
        cells += [f'CAST("{name}" AS VARCHAR) AS "shown_{name}"' for name in shown]
        inner = [f"coalesce(({one.sql}), false) AS r{n}" for n, one in enumerate(asked)]
        marks = [f"r{n}" for n in range(len(asked))]
        return (
            f'CREATE OR REPLACE TEMP TABLE "broken_{of}" AS SELECT {", ".join(cells + marks)} FROM '
            f'(SELECT *, {", ".join(inner)} FROM "{self._tables[of]}") WHERE {" OR ".join(marks)}'
        )

    def _result(self, of: str, number: int, asked: _Asked, rows: int, count: int) -> Result:
        if not rows:
            return Result(asked.rule, 0, 0)
        found = " || '; ' || ".join(f"coalesce(\"shown_{name}\", '')" for name in asked.shows) or "''"
        listed = (
            f'SELECT "{FILE}" AS file, "{ROW}" AS "row", _key AS key, {found} AS found '
            f'FROM "broken_{of}" WHERE r{number}'
        )
        cells = "".join(f', "shown_{name}"' for name in asked.shows)
        first = self._engine.con.execute(
            f'SELECT "{FILE}", "{ROW}", _key{cells} FROM "broken_{of}" WHERE r{number} '
            f'ORDER BY "{FILE}", "{ROW}" LIMIT {self._examples}'
        ).fetchall()
        examples = tuple(
            Example(file, row, key, dict(zip(asked.shows, values, strict=True)), asked.rule.expected)
            for file, row, key, *values in first
        )
        return Result(asked.rule, count, rows, examples, listed=listed, field="; ".join(asked.shows))


def _counted(rule: Rule, units: dict[Unit, str], number: int) -> str:
    """Rows without a child or a setting to count are counted as rows, never left out."""
    if rule.counts is Unit.ROWS or units[rule.counts] == "NULL":
        return f"count(*) FILTER (r{number})"
    column = f"_{rule.counts.name.lower()}"
    return f"count(DISTINCT {column}) FILTER (r{number}) + count(*) FILTER (r{number} AND {column} IS NULL)"


def _sql(tree: exp.Expression) -> str:
    return tree.sql(dialect=DIALECT, comments=False)
