"""Is the area better or worse than those it is compared with, or can nobody tell?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from goldenthread.analysis import rates
from goldenthread.analysis.comparison import Area, Kind, Verdict, apart, compare, verdict_of
from goldenthread.analysis.rates import Estimate
from goldenthread.understanding.indicators.definitions.schema import Indicator, Level, Method

NAMES = {Level.NEIGHBOURS: "its statistical neighbours", Level.REGION: "its region", Level.ENGLAND: "England"}
KINDS = {Method.PROPORTION: Kind.PROPORTION, Method.RATE: Kind.RATE}


class Held(Protocol):
    """A figure as the ledger holds it."""

    numerator: float | None
    denominator: float | None
    value: float | None
    without_low: float | None
    without_high: float | None


@dataclass(frozen=True, slots=True)
class Judged:
    """`settled` is whether the verdict stays whichever one neighbour is left out; None where nothing was left out."""

    verdict: Verdict
    sentence: str
    settled: bool | None = None


def estimate_of(indicator: Indicator, figure: Held) -> Estimate | None:
    """The figure with its interval. None where the numbers behind it are not known."""
    x, n = figure.numerator, figure.denominator
    if figure.value is None:
        return None
    if x is None or n is None or indicator.method is Method.NONE:
        unit = rates.proportion(0, 1, confidence=None, per=indicator.per).unit if indicator.denominator else ""
        return Estimate(figure.value, None, None, x, n, None, "", unit=unit, per=indicator.per)
    measure = rates.proportion if indicator.method is Method.PROPORTION else rates.rate
    return measure(x, n, per=indicator.per)


def judged(indicator: Indicator, own: Held, other: Held, level: Level) -> Judged:
    """England and the region are taken as fixed levels; neighbours are uncertain as the area is.

    A count by itself is not judged: a larger area has more of everything.
    """
    if not indicator.denominator:
        return Judged(Verdict.CANNOT_TELL, "A count is not compared with that of a larger area.")
    better = indicator.polarity.direction
    found = compare(estimate_of(indicator, own), other.value, name=NAMES[level], better=better)
    kind = KINDS.get(indicator.method)
    counts = (own.numerator, own.denominator, other.numerator, other.denominator)
    if level is not Level.NEIGHBOURS or kind is None or None in counts:
        return Judged(found.verdict, found.sentence)
    area, pooled = Area("area", *counts[:2]), Area("neighbours", *counts[2:])
    if not (area.known and pooled.known):
        return Judged(found.verdict, found.sentence)
    verdict = verdict_of(apart(area, pooled, kind), better)
    settled = {
        compare(estimate_of(indicator, own), end, better=better).verdict
        for end in (other.without_low, other.without_high)
        if end is not None
    }
    return Judged(verdict, found.sentence, settled == {verdict} if settled else None)
