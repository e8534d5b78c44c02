"""How high is a proportion, a count, a rate or a mean?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import isfinite, sqrt
from statistics import fmean, stdev

from goldenthread.analysis.figures import Interval, wilson

from .distributions import SMALL, byar, poisson_limits, student_quantile
from .estimate import Amount, Confidence, Estimate, checked, estimate, positive, say_count, say_per, total

TOO_FEW = f"Fewer than {SMALL} events are too few for limits by this method"


def proportion(numerator: Amount, denominator: Amount, *, confidence: Confidence = 0.95, per: float = 100) -> Estimate:
    """Part of a whole, as a percentage unless `per` says otherwise, with Wilson's limits.

    Source: Wilson (1927), as given at `goldenthread.analysis.wilson`.
    """
    x, n = total(numerator, "numerator"), positive(denominator, "denominator")
    if x > n:
        raise ValueError(f"Found {say_count(x)} of {say_count(n)}; expected a numerator within its denominator.")
    return estimate(
        x / n,
        lambda level: wilson(Decimal(x), Decimal(n), level),
        confidence,
        method="Wilson score",
        numerator=x,
        denominator=n,
        counts=f"{say_count(x)} of {say_count(n)}",
        unit=say_per(per),
        per=per,
    )


def count(events: Amount, *, confidence: Confidence = 0.95) -> Estimate:
    """A number of independent events, such as tribunal appeals in a year: exact limits below 10, Byar's from there on.

    Source: Garwood (1936) and Breslow and Day (1987), as given at `rates.distributions`.
    """
    x = total(events, "events")
    return estimate(
        x, lambda level: poisson_limits(x, level), confidence, method=_poisson_method(x), numerator=x, unit=" events"
    )


def rate(events: Amount, population: Amount, *, confidence: Confidence = 0.95, per: float = 100_000) -> Estimate:
    """Independent events for each so many people (or years lived by them), with the limits of `count`.

    One child with several events makes them depend on each other: see `rate_of_repeated_events`.
    """
    x, n = total(events, "events"), positive(population, "population")
    return estimate(
        x / n,
        lambda level: Interval(*(limit / n for limit in poisson_limits(x, level))),
        confidence,
        method=_poisson_method(x),
        numerator=x,
        denominator=n,
        counts=f"{say_count(x)} among {say_count(n)}",
        unit=say_per(per),
        per=per,
    )


def _poisson_method(events: float) -> str:
    return "exact Poisson" if events < SMALL else "Byar"


def rate_of_repeated_events(
    people_by_events: Mapping[int, float], population: float, *, confidence: Confidence = 0.95, per: float = 100_000
) -> Estimate:
    """A rate of events that one child can have several of: `{1: 40, 2: 6}` is 40 children with one and 6 with two.

    Events of one child come together, so the variance of the count is the sum of f² over children with f events, not
    the count itself, and Byar's limits are stretched by the root of the ratio. Each child is taken as independent.

    Source: Dobson, A. J. and others (1991), "Confidence intervals for weighted sums of Poisson parameters", Statistics
    in Medicine 10, 457 to 462, with the variance of a compound Poisson count.
    """
    people = read_frequencies(people_by_events)
    n, x = positive(population, "population"), sum(f * number for f, number in people.items())
    stretch = sqrt(sum(f * f * number for f, number in people.items()) / x) if x else 1.0

    def limits(level: float) -> Interval:
        return Interval(*((x + stretch * (limit - x)) / n for limit in byar(x, level)))

    return estimate(
        x / n,
        limits,
        confidence,
        method="Byar, repeated events",
        numerator=x,
        denominator=n,
        counts=f"{say_count(x)} events of {say_count(sum(people.values()))} people among {say_count(n)}",
        unit=say_per(per),
        per=per,
        too_few="" if x >= SMALL else TOO_FEW,
    )


def read_frequencies(people_by_events: Mapping[int, float]) -> dict[int, float]:
    for events in people_by_events:
        if events < 1:
            raise ValueError(f"Events of one person: found {events}, expected 1 or more.")
    return {events: checked(people, "people") for events, people in people_by_events.items()}


def mean(values: Sequence[float], *, confidence: Confidence = 0.95, unit: str = "") -> Estimate:
    """The mean of values, such as days waited, with limits by Student's t; one value has none.

    Source: Student (1908), "The probable error of a mean", Biometrika 6, 1 to 25.
    """
    n = len(values)
    if not n or not all(map(isfinite, values)):
        raise ValueError(f"Found {n} values, {list(values)[:5]}; expected at least one, and numbers only.")
    average, error = fmean(values), stdev(values) / sqrt(n) if n > 1 else 0.0

    def limits(level: float) -> Interval:
        half = student_quantile(level, n - 1) * error
        return Interval(average - half, average + half)

    return estimate(
        average,
        limits,
        confidence,
        method="Student's t",
        numerator=sum(values),
        denominator=n,
        counts=f"mean of {say_count(n)}",
        unit=unit,
        too_few="" if n > 1 else "One value alone says nothing about how values vary",
    )
