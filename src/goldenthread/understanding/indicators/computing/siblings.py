"""Which figures of a return would give a small count away together, though none of them is small by itself?

Three plans in independent special schools are hidden; all special schools less those of the state leave three. So what
is small is known by the columns that its condition reads, and every figure of the same rows that reads all of them is
hidden too. Without a second figure that reads them all, no sum or difference of counts is that count.

Two more counts are small without being shown: what one count has more than another that is part of it, and what a total
leaves beside all the values of one column that have a figure of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import permutations
from math import inf

from sqlglot import exp, parse_one

from goldenthread.analysis.disclosure import COUNTS_UNDER_5
from goldenthread.understanding.indicators.definitions.registry import bases
from goldenthread.understanding.indicators.definitions.schema import Breakdown, Indicator, PersonLevel

from .small import Group, Held, is_small

Columns = frozenset[str]


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a condition. `values` are those it lets through; None where it is a range, or only its own words."""

    words: str
    column: str = ""
    values: frozenset[str] | None = None
    lowest: float = -inf
    highest: float = inf
    ranged: bool = False

    def within(self, other: Clause) -> bool:
        """Whether every row that this lets through the other does too. False where that cannot be told."""
        if self.words == other.words:
            return True
        if not self.column or self.column != other.column:
            return False
        if self.values is not None and other.values is not None:
            return self.values <= other.values
        known = self.ranged or (self.values is not None and other.lowest == -other.highest == -inf)
        return other.ranged and known and self.lowest >= other.lowest and self.highest <= other.highest


Condition = frozenset[Clause]
"""All of these hold; none of them is every row of the base."""


@cache
def condition_of(*texts: str) -> Condition:
    """The parts that must all hold."""
    return frozenset(clause for text in texts for clause in _clauses(parse_one(text, dialect="duckdb")))


def _clauses(node: exp.Expression) -> Iterator[Clause]:
    node = node.unnest()
    if isinstance(node, exp.And):
        yield from _clauses(node.left)
        yield from _clauses(node.right)
    elif not (isinstance(node, exp.Boolean) and node.this):
        yield _clause(node)


def _clause(node: exp.Expression) -> Clause:
    words, inner, turned = node.sql("duckdb"), node, False
    if isinstance(node, exp.Not):
        inner, turned = node.this.unnest(), True
    if isinstance(inner, exp.Is) and isinstance(inner.expression, exp.Null) and turned:
        return Clause(words, inner.this.name, ranged=True)
    if isinstance(inner, exp.Column):
        return Clause(words, inner.name, frozenset({str(not turned)}))
    if turned or not isinstance(inner.this, exp.Column):
        return Clause(words)
    name = inner.this.name
    if isinstance(inner, exp.In):
        return Clause(words, name, frozenset(each.name for each in inner.expressions))
    if isinstance(inner, exp.EQ) and isinstance(inner.expression, exp.Literal):
        return Clause(words, name, frozenset({inner.expression.name}))
    low, high = _range(inner)
    return Clause(words, name, None, low, high, True) if (low, high) != (-inf, inf) else Clause(words)


def _range(node: exp.Expression) -> tuple[float, float]:
    """Whole numbers between which a comparison holds, both included."""
    if isinstance(node, exp.Between):
        return _number(node.args["low"], -inf), _number(node.args["high"], inf)
    if isinstance(node, (exp.GT, exp.GTE)):
        return _number(node.expression, -inf) + isinstance(node, exp.GT), inf
    if isinstance(node, (exp.LT, exp.LTE)):
        return -inf, _number(node.expression, inf) - isinstance(node, exp.LT)
    return -inf, inf


def _number(node: exp.Expression, otherwise: float) -> float:
    text = node.sql("duckdb").strip()
    return float(text) if text.lstrip("-").isdigit() else otherwise


def part_of(one: Condition, other: Condition) -> bool:
    """Whether the rows of one are among those of the other, as far as their words show."""
    return all(any(mine.within(theirs) for mine in one) for theirs in other)


@cache
def columns_of(*texts: str) -> Columns:
    """The columns that conditions read."""
    return frozenset(column.name for text in texts for column in parse_one(text, dialect="duckdb").find_all(exp.Column))


# --- what gives a small count away -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Small:
    """A small count: over which rows, of which period and breakdown, and what its condition reads."""

    base: str
    period: str
    breakdown: str
    columns: Columns


def groups_that_tell(figures: Iterable[Held], indicators: Mapping[str, Indicator]) -> set[Group]:
    """The figures, by code, period and breakdown, that hold a small count or from which one could be worked out."""
    read = [(each, source) for each in figures if (source := _source(indicators, each.code))]
    small = {_of(each, source) for each, source in read if is_small(each)}
    small |= set(_differences(read)) | set(_left_over(read))
    found = {(each.code, each.period, each.breakdown) for each, _ in read if is_small(each)}
    by_period: dict[tuple[str, str], set[Small]] = defaultdict(set)
    for one in small:
        by_period[one.base, one.period].add(one)
    for each, source in read:
        if any(_tells(each, source, one) for one in by_period.get((source.base, each.period), ())):
            found.add((each.code, each.period, each.breakdown))
    return found


def _source(indicators: Mapping[str, Indicator], code: str) -> PersonLevel | None:
    return indicators[code].person_level if code in indicators else None


def _of(figure: Held, source: PersonLevel) -> Small:
    return Small(source.base, figure.period, figure.breakdown, columns_of(source.numerator, source.denominator))


def _tells(figure: Held, source: PersonLevel, small: Small) -> bool:
    """A total that is small is told by bands of a total too; a band that is small only by the same bands."""
    reads = columns_of(source.numerator, source.denominator)
    if figure.breakdown == small.breakdown:
        return small.columns <= reads
    if small.breakdown:
        return False
    return small.columns <= reads | {bases()[source.base].breakdowns[Breakdown(figure.breakdown)]}


Read = list[tuple[Held, PersonLevel]]
Texts = tuple[str, ...]


def _differences(read: Read) -> Iterator[Small]:
    """What a count has more than another that is part of it, where that is small."""
    for (base, period, breakdown, _), counts in _counts(read).items():
        for one, other in _nested(frozenset(counts)):
            if COUNTS_UNDER_5.is_small(round(counts[other] - counts[one])):
                yield Small(base, period, breakdown, columns_of(*one, *other))


@lru_cache(64)
def _nested(conditions: frozenset[Texts]) -> tuple[tuple[Texts, Texts], ...]:
    """Every pair of which the first is part of the second: the same in nearly every band and period."""
    return tuple(pair for pair in permutations(sorted(conditions), 2) if _part_of(*pair))


@cache
def _part_of(one: Texts, other: Texts) -> bool:
    return part_of(condition_of(*one), condition_of(*other))


def _left_over(read: Read) -> Iterator[Small]:
    """What is left of all rows beside the values of one column that are counted, where that is small."""
    for (base, period, breakdown, _), counts in _counts(read).items():
        whole = next((count for texts, count in counts.items() if not condition_of(*texts)), None)
        taken: dict[str, tuple[frozenset[str], float]] = {}
        for texts, count in sorted(counts.items(), key=lambda pair: pair[0]):
            (clause, *more) = [*condition_of(*texts), None]
            if clause is None or more != [None] or clause.values is None:
                continue
            values, so_far = taken.get(clause.column, (frozenset(), 0.0))
            if not values & clause.values:
                taken[clause.column] = values | clause.values, so_far + count
        for column, (_, counted) in taken.items():
            if whole is not None and COUNTS_UNDER_5.is_small(round(whole - counted)):
                yield Small(base, period, breakdown, frozenset({column}))


Cell = tuple[str, str, str, str]


def _counts(read: Read) -> dict[Cell, dict[Texts, float]]:
    """Base, period, breakdown and band → the texts of a condition → how many rows meet it."""
    found: dict[Cell, dict[Texts, float]] = defaultdict(dict)
    for each, source in read:
        counts = found[source.base, each.period, each.breakdown, each.band]
        if each.numerator is not None:
            counts[source.denominator, source.numerator] = each.numerator
        if each.denominator is not None:
            counts[(source.denominator,)] = each.denominator
    return found
