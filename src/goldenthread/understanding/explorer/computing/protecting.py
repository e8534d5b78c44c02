"""What is kept of a return, so that any table of up to three ways may be asked of it?

Every count of every crossing of up to three dimensions, as it may be shown: blurred (`blurring`), left out where it is
then under 8 or where truly fewer than 5 children are in it, and rounded to the nearest 5. Nothing else is kept, so
nothing else can be given away by a page, a file, a chart or a sentence. A nought is left out like any small count: that
nobody has an attribute may disclose, and so may that everybody has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import sqrt

from goldenthread.analysis.disclosure import COUNTS_UNDER_5, NHS_1_TO_7, Zeros

from .blurring import EFFECT

POLICY = replace(
    NHS_1_TO_7,
    name="explorer: 0 to 7 hidden, others blurred and to the nearest 5",
    source=f"{NHS_1_TO_7.source}; here noughts are hidden too, and children are counted by a fixed key",
    zeros=Zeros.DISCLOSE,
    says_small=False,
    width=1,
)
FEWEST = COUNTS_UNDER_5.under
"""Of children, truly. No more than the blurred count of 8 nearly says by itself: that a count is shown must not tell an
attacker who knows the whole category how few are left for the rest of it."""
MOST_WAYS = 3
LEAST_CHILDREN = 100
"""Fewer than this are not explored: too few count nought for it to protect anybody."""
LEAST_FOR_MEDIAN = 20
Z = 1.959964

Place = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of what is counted: whose, how often that child counts, its category in each dimension, its age."""

    child: str
    weight: int
    places: Place
    age: int | None = None


@dataclass(frozen=True, slots=True)
class Median:
    """The age that half are younger than, with its 95 per cent interval, of about so many."""

    value: int
    lower: int
    upper: int
    of: int


@dataclass(frozen=True, slots=True)
class Protected:
    """All that is kept: for each crossing, in the order of the dimensions, the counts that may be shown."""

    dimensions: tuple[str, ...]
    counts: Mapping[tuple[str, ...], Mapping[Place, int]]
    medians: Mapping[tuple[str, ...], Mapping[Place, Median]]

    def count(self, at: Mapping[str, str]) -> int | None:
        """How many are in these categories, one of each dimension named; None where it is hidden."""
        ways = tuple(each for each in self.dimensions if each in at)
        if len(ways) < len(at):
            raise KeyError(f"No dimension {', '.join(sorted(set(at) - set(ways)))}.")
        return self.counts.get(ways, {}).get(tuple(at[each] for each in ways))

    @property
    def total(self) -> int | None:
        return self.count({})


class TooFew(ValueError):
    """There are not enough children for anything to be shown."""


def protected(dimensions: Sequence[str], rows: Sequence[Row]) -> Protected:
    """Everything that may ever be shown of these rows."""
    weights = {row.child: row.weight for row in rows}
    without_trace = sum(not weight for weight in weights.values())
    if len(weights) < LEAST_CHILDREN or POLICY.is_small(without_trace):
        raise TooFew(f"about {LEAST_CHILDREN} children or fewer are in it, and so few cannot be split without harm")
    crossings = [ways for number in range(MOST_WAYS + 1) for ways in combinations(range(len(dimensions)), number)]
    counts = {tuple(dimensions[way] for way in ways): _counted(rows, ways) for ways in crossings}
    medians = {tuple(dimensions[way] for way in ways): _medians(rows, ways) for ways in crossings if len(ways) <= 1}
    return Protected(tuple(dimensions), counts, medians)


def _grouped(rows: Iterable[Row], ways: tuple[int, ...]) -> dict[Place, list[Row]]:
    found: dict[Place, list[Row]] = defaultdict(list)
    for row in rows:
        found[tuple(row.places[way] for way in ways)].append(row)
    return found


def _counted(rows: Iterable[Row], ways: tuple[int, ...]) -> dict[Place, int]:
    found = {}
    for place, held in sorted(_grouped(rows, ways).items()):
        blurred = sum(row.weight for row in held)
        if len({row.child for row in held}) >= FEWEST and not POLICY.is_small(blurred):
            found[place] = POLICY.rounded(blurred)
    return found


def _medians(rows: Iterable[Row], ways: tuple[int, ...]) -> dict[Place, Median]:
    """Of blurred ages, so they tell no more of a child than the counts do; of 20 children at least."""
    found = {}
    for place, held in sorted(_grouped((row for row in rows if row.age is not None), ways).items()):
        ages = sorted(row.age for row in held for _ in range(row.weight) if row.age is not None)
        if min(len(ages), len({row.child for row in held})) >= LEAST_FOR_MEDIAN:
            found[place] = _median(ages)
    return found


def _median(ages: Sequence[int]) -> Median:
    """With the interval of order statistics, widened by the blur.

    Source: Conover, W. J. (1999), "Practical nonparametric statistics", third edition, section 3.2.
    """
    half = Z * sqrt(EFFECT / len(ages)) / 2
    value, lower, upper = (
        ages[min(len(ages) - 1, max(0, int(share * len(ages))))] for share in (0.5, 0.5 - half, 0.5 + half)
    )
    return Median(value, lower, upper, POLICY.rounded(len(ages)))
