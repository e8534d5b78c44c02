"""May this expression be run over people's data?

A rule is one boolean expression in the dialect of DuckDB, true for a row that breaks it. An analyst may write one, so it
is parsed first and only the words below are let through: it cannot read a file, call an unknown function, reach another
table or run a statement. What is let through can be put into other dialects by sqlglot.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from .identifiers import SQL as IDENTIFIERS

DIALECT = "duckdb"
LONGEST = 4_000
_MOST_NODES = 600

_MONTH_DAY = "(EXTRACT(MONTH FROM {x}) * 100 + EXTRACT(DAY FROM {x}))"
_YEARS = (
    "(EXTRACT(YEAR FROM {y}) - EXTRACT(YEAR FROM {x}) - CASE WHEN "
    + _MONTH_DAY.replace("{x}", "{y}")
    + f" < {_MONTH_DAY} THEN 1 ELSE 0 END)"
)
OWN: dict[str, tuple[int, str]] = {
    "full_years": (2, _YEARS),  # whole years from the first date to the second: an age, when the first is a birth
    "days_between": (2, "DATE_DIFF('day', {x}, {y})"),
    "whole": (1, "TRY_CAST({x} AS BIGINT)"),
    **{name: (1, pattern) for name, pattern in IDENTIFIERS.items()},
}
"""Our own functions: how many values each takes, and what is written in its place."""

_VALUES: tuple[type[exp.Expression], ...] = (
    exp.Column, exp.Identifier, exp.Literal, exp.Boolean, exp.Null, exp.Paren, exp.And, exp.Or, exp.Not, exp.Neg,
    exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.NullSafeEQ, exp.NullSafeNEQ, exp.Is, exp.In, exp.Between,
    exp.Like, exp.ILike, exp.Case, exp.If, exp.Coalesce, exp.Nullif, exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Mod,
    exp.Abs, exp.Floor, exp.Ceil, exp.Round, exp.Greatest, exp.Least, exp.DateDiff, exp.Extract, exp.Var,
    exp.Interval, exp.RegexpLike, exp.Length, exp.Upper, exp.Lower, exp.Trim, exp.Substring, exp.StrPosition,
    exp.Replace, exp.Cast, exp.TryCast, exp.DataType, exp.Year, exp.Month, exp.Day, exp.DateFromParts,
)  # fmt: skip
_SELECTS: tuple[type[exp.Expression], ...] = (
    exp.Select, exp.From, exp.Join, exp.Where, exp.Group, exp.Having, exp.Subquery, exp.Table, exp.TableAlias, exp.Alias,
    exp.Star, exp.Count, exp.Sum, exp.Min, exp.Max, exp.Distinct, exp.Window, exp.WindowSpec, exp.Order, exp.Ordered,
    exp.Lag, exp.Lead, exp.RowNumber, exp.Filter, exp.Union, exp.LogicalOr, exp.LogicalAnd, exp.First,
)  # fmt: skip
_TYPES = {"DATE", "INT", "BIGINT", "DOUBLE", "VARCHAR", "TEXT", "BOOLEAN"}


class NotAllowed(ValueError):
    """The expression says something that a rule may not say; the message tells the writer what."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a rule may name beside the columns of its table: days and the year, put in as literals."""

    reference_date: date
    collection_year: int

    @cache  # noqa: B019 (a handful of days, asked for by every rule)
    def literals(self) -> dict[str, exp.Expression]:
        """The school year is that of the reference date; requests and reviews are of the calendar year before it."""
        day, before = self.reference_date, self.reference_date.year - 1
        school = day.year if day.month >= 9 else before
        days = {
            "reference_date": day,
            "year_begins": date(before, 1, 1),
            "year_ends": date(before, 12, 31),
            "school_year_begins": date(school, 9, 1),
            "school_year_eve": date(school, 8, 31),
        }
        return {name: exp.cast(exp.Literal.string(on.isoformat()), "DATE") for name, on in days.items()} | {
            "collection_year": exp.Literal.number(self.collection_year)
        }


NAMED = frozenset(Names(date(2025, 1, 16), 2025).literals())


def checked_expression(text: str, columns: Collection[str], names: Names) -> exp.Expression:
    """The expression, with our functions and names written out. Raises NotAllowed with what is wrong."""
    tree = _parsed(text)
    _only(tree, _VALUES)
    literals = names.literals()
    for column in tree.find_all(exp.Column):
        if column.table:
            raise NotAllowed(f"“{column.sql()}” names a table; a rule names the columns of its own table only.")
        if column.name not in columns and column.name not in literals:
            raise NotAllowed(f"There is no column “{column.name}” here. There are: {', '.join(sorted(columns))}.")
    return _written_out(tree, literals)


def checked_select(text: str, tables: Mapping[str, str], names: Names) -> exp.Expression:
    """A joined view: one SELECT over the declared `tables` (name → the name it has in the engine)."""
    tree = _parsed(text)
    if not isinstance(tree, (exp.Select, exp.Union)):
        raise NotAllowed("A view is one SELECT.")
    _only(tree, _VALUES + _SELECTS)
    for table in tree.find_all(exp.Table):
        if not isinstance(table.this, exp.Identifier) or table.db or table.catalog or table.name not in tables:
            raise NotAllowed(f"“{table.sql()}” is no table of this kind. There are: {', '.join(sorted(tables))}.")
    for table in list(tree.find_all(exp.Table)):
        alias = table.alias or table.name
        table.replace(exp.to_table(f'"{tables[table.name]}"', dialect=DIALECT).as_(alias))
    return _written_out(tree, names.literals())


def _parsed(text: str) -> exp.Expression:
    if len(text) > LONGEST:
        raise NotAllowed(f"The expression has {len(text):,} characters. The most is {LONGEST:,}.")
    try:
        trees = sqlglot.parse(text, dialect=DIALECT)
    except (SqlglotError, RecursionError) as fault:
        raise NotAllowed(f"The expression cannot be understood: {str(fault).splitlines()[0]}") from fault
    if len(trees) != 1 or trees[0] is None:
        raise NotAllowed("Write one expression, and nothing after it.")
    return trees[0]


def _only(tree: exp.Expression, allowed: tuple[type[exp.Expression], ...]) -> None:
    for count, node in enumerate(tree.walk()):
        if count > _MOST_NODES:
            raise NotAllowed("The expression is too long to be a rule. Make two of it.")
        if isinstance(node, exp.Anonymous):
            _own(node)
        elif type(node) not in allowed:
            raise NotAllowed(f"“{node.sql(dialect=DIALECT)[:60]}” ({type(node).__name__}) may not be used in a rule.")
        elif isinstance(node, exp.DataType) and node.sql(dialect=DIALECT).upper() not in _TYPES:
            raise NotAllowed(f"A rule may not turn a value into {node.sql()}.")


def _own(node: exp.Anonymous) -> None:
    name = node.name.lower()
    if name not in OWN:
        raise NotAllowed(f"There is no function “{name}”. Ours are: {', '.join(sorted(OWN))}.")
    if len(node.expressions) != OWN[name][0]:
        raise NotAllowed(f"“{name}” takes {OWN[name][0]} values.")
    if (node.parent is not None and node.parent.find_ancestor(exp.Anonymous)) or isinstance(node.parent, exp.Anonymous):
        raise NotAllowed(f"“{name}” may not stand inside another function of ours.")


def _written_out(tree: exp.Expression, literals: Mapping[str, exp.Expression]) -> exp.Expression:
    def write(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Column) and not node.table and node.name in literals:
            return literals[node.name].copy()
        if isinstance(node, exp.Anonymous):
            values = [_written_out(value.copy(), literals).sql(dialect=DIALECT) for value in node.expressions]
            pattern = OWN[node.name.lower()][1].format(**dict(zip("xy", (f"({v})" for v in values), strict=False)))
            return exp.paren(sqlglot.parse_one(pattern, dialect=DIALECT))
        return node

    return tree.transform(write, copy=False)
