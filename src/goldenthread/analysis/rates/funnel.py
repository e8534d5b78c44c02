"""Is an area further from the average than chance alone explains, given its size?

A funnel's inner limits are crossed by chance 1 time in 40 on each side, its outer limits 1 time in 1,000.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import NormalDist

from goldenthread.analysis.figures import Interval
from goldenthread.analysis.prose import sentence

from .distributions import poisson_reach
from .estimate import checked, positive, say_between, say_figures, say_per

INNER, OUTER = 0.025, 0.001


class Signal(StrEnum):
    """How far from the average, in the words of the anchor: the number is the chance of it on that side."""

    HIGH_OUTER = "high (0.001)"
    HIGH_INNER = "high (0.025)"
    NOT_SIGNIFICANT = "not significant"
    LOW_INNER = "low (0.025)"
    LOW_OUTER = "low (0.001)"

    def say(self) -> str:
        return _SAID[self]


_SAID = {
    Signal.HIGH_OUTER: "far above the average, more than chance explains",
    Signal.HIGH_INNER: "above the average, more than chance easily explains",
    Signal.NOT_SIGNIFICANT: "in keeping with the average for an area of this size",
    Signal.LOW_INNER: "below the average, more than chance easily explains",
    Signal.LOW_OUTER: "far below the average, more than chance explains",
}


@dataclass(frozen=True, slots=True)
class Funnel:
    """One area on a funnel plot. `inner` and `outer` are the limits at its size, on the scale of `value`.

    A limit is exclusive: a value on it is still in keeping with the average. `denominator` is the size: people, or the
    events expected.
    """

    value: float
    average: float
    inner: Interval
    outer: Interval
    numerator: float
    denominator: float
    signal: Signal
    method: str
    unit: str = ""

    @property
    def sentence(self) -> str:
        found = f"{say_figures(self.value)}{self.unit} is {self.signal.say()}"
        limits = say_between(self.inner, self.unit)
        return sentence(f"{found}: by chance alone, about 95% of areas of this size would lie {limits}")


def funnel_proportion(numerator: float, denominator: float, average: float, *, per: float = 100) -> Funnel:
    """A proportion against an average of 0 to 1, say 0.46 for 46%.

    The limits are the proportions whose Wilson interval just touches the average. The formula published for them
    reduces to the average and so many of its own standard errors, z·sqrt(average·(1 − average)/n).

    Source: Spiegelhalter, D. J. (2005), "Funnel plots for comparing institutional performance", Statistics in Medicine
    24, 1185 to 1202.
    """
    x, n = checked(numerator, "numerator"), positive(denominator, "denominator")
    if x > n or not 0 <= average <= 1:
        raise ValueError(f"Found {x} of {n} and an average of {average}; expected part of a whole, and 0 to 1.")
    inner, outer = (_proportion_limits(n, average, tail) for tail in (INNER, OUTER))
    return _funnel(x, n, x / n, average, inner, outer, per, "Wilson score")


def _proportion_limits(n: float, average: float, tail: float) -> Interval:
    half = NormalDist().inv_cdf(1 - tail) * sqrt(average * (1 - average) / n)
    return Interval(max(0.0, average - half), min(1.0, average + half))


def funnel_ratio(observed: float, expected: float, *, per: float = 1) -> Funnel:
    """Events observed for each one expected, such as a standardised ratio, against 1.

    The limits are the counts whose exact Poisson limits just touch what was expected, so small areas need no
    approximation. Source: Spiegelhalter (2005), with Garwood's limits.
    """
    return _poisson_funnel(observed, expected, expected, per)


def funnel_rate(events: float, population: float, average: float, *, per: float = 100_000) -> Funnel:
    """A rate of events against an average rate on the same scale, say 13.2 for 13.2 per 10,000 with `per=10_000`."""
    people = positive(population, "population")
    return _poisson_funnel(events, people * positive(average, "average") / per, people, per)


def _poisson_funnel(observed: float, expected: float, size: float, per: float) -> Funnel:
    """`size` turns events into the value shown: expected events for a ratio, people for a rate."""
    x, e = checked(observed, "observed events"), positive(expected, "expected events")
    reaches = (poisson_reach(e, tail) for tail in (INNER, OUTER))
    inner, outer = (Interval(reach.lower / size, reach.upper / size) for reach in reaches)
    return _funnel(x, size, x / size, e / size, inner, outer, per, "exact Poisson")


def _funnel(
    x: float, size: float, value: float, average: float, inner: Interval, outer: Interval, per: float, method: str
) -> Funnel:
    return Funnel(
        value=value * per,
        average=average * per,
        inner=Interval(inner.lower * per, inner.upper * per),
        outer=Interval(outer.lower * per, outer.upper * per),
        numerator=x,
        denominator=size,
        signal=_signal(value, inner, outer),
        method=method,
        unit=say_per(per),
    )


def _signal(value: float, inner: Interval, outer: Interval) -> Signal:
    if value > inner.upper:
        return Signal.HIGH_OUTER if value > outer.upper else Signal.HIGH_INNER
    if value < inner.lower:
        return Signal.LOW_OUTER if value < outer.lower else Signal.LOW_INNER
    return Signal.NOT_SIGNIFICANT
