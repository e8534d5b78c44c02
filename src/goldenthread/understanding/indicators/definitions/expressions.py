"""Is an expression of a definition one that may be computed, and of which type is it?

Only what stands in the tables below is let through: columns, numbers, texts, arithmetic, comparison, logic. No subquery,
no function, no table: what an analyst types reaches the engine only after this.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify_columns import qualify_columns
from sqlglot.schema import MappingSchema

ARITHMETIC = (exp.Add, exp.Sub, exp.Mul, exp.Paren, exp.Neg)
LOGIC = (
    *ARITHMETIC,
    *(exp.And, exp.Or, exp.Not, exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE),
    *(exp.In, exp.Between, exp.Is, exp.Null, exp.Boolean, exp.Coalesce),
)
LEAVES = (exp.Column, exp.Identifier, exp.Literal)
TYPES = {"text": "VARCHAR", "boolean": "BOOLEAN", "whole": "BIGINT", "date": "DATE"}


class NotAllowedHere(ValueError):
    """The expression cannot be computed. Says what was found and what is expected."""


def columns_in(text: str) -> set[str]:
    """The columns that an expression names."""
    return {column.name for column in parse_one(text, dialect="duckdb").find_all(exp.Column)}


def check_condition(text: str, columns: Mapping[str, str]) -> exp.Expression:
    """A true-or-false expression over these columns (name → text, boolean, whole or date)."""
    parsed = _parsed(text, columns, LOGIC)
    query = exp.select(parsed.copy().as_("it")).from_("rows")
    schema = _schema(tuple(columns.items()))
    try:
        typed = annotate_types(qualify_columns(query, schema), schema).expressions[0].this
    except SqlglotError as fault:
        raise NotAllowedHere(f"“{text}”: {fault}") from fault
    _check_sides(text, typed)
    if not typed.is_type("boolean"):
        raise NotAllowedHere(f"“{text}” is not true or false; expected a comparison, or a yes-or-no column.")
    return parsed


@lru_cache
def _schema(columns: tuple[tuple[str, str], ...]) -> MappingSchema:
    return MappingSchema({"rows": {name: TYPES[holds] for name, holds in columns}})


def check_sum(text: str, columns: tuple[str, ...]) -> exp.Expression:
    """Sums, differences and products of measures of one table."""
    return _parsed(text, dict.fromkeys(columns, "whole"), ARITHMETIC)


def _parsed(text: str, columns: Mapping[str, str], allowed: tuple[type[exp.Expression], ...]) -> exp.Expression:
    try:
        parsed = parse_one(text, dialect="duckdb")
    except SqlglotError as fault:
        raise NotAllowedHere(f"“{text}” is not an expression: {fault}") from fault
    for node in parsed.walk():
        if not isinstance(node, (*allowed, *LEAVES)):
            raise NotAllowedHere(f"“{text}” uses {node.key.upper()}, which is not allowed in a definition.")
        if isinstance(node, exp.Column) and (node.table or node.name not in columns):
            known = ", ".join(sorted(columns))
            raise NotAllowedHere(f"“{text}” names {node.sql()}, which is not there; expected one of {known}.")
    return parsed


_FAMILIES = ({"VARCHAR", "TEXT"}, {"BIGINT", "INT", "DOUBLE", "DECIMAL"}, {"BOOLEAN"}, {"DATE"})


def _check_sides(text: str, typed: exp.Expression) -> None:
    """What is compared is of one family: `received < 42` where `received` is a date is a mistake."""
    for node in typed.find_all(exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.In, exp.Between):
        sides = [node.this, *(part for part in node.iter_expressions() if part is not node.this)]
        found = {_family(side) for side in sides} - {None}
        if len(found) > 1:
            raise NotAllowedHere(f"“{text}” compares unlike things in {node.sql()}.")


def _family(side: exp.Expression) -> int | None:
    kind = side.type.this.value if side.type else ""
    return next((n for n, family in enumerate(_FAMILIES) if kind in family), None)
