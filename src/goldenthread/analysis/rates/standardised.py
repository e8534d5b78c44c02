"""How high would a rate be if areas had the same ages? (Or the same of whatever the groups are.)

Groups are given as lists of equal length, one entry for each age group.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt

from goldenthread.analysis.figures import Interval

from .distributions import SMALL, byar, poisson_limits
from .estimate import Confidence, Estimate, checked, estimate, positive, say_count, say_figures, say_per
from .simple import TOO_FEW, read_frequencies

Groups = Sequence[float]


def directly_standardised_rate(
    events: Groups, populations: Groups, standard: Groups, *, confidence: Confidence = 0.95, per: float = 100_000
) -> Estimate:
    """The rate the area would have with the age groups of a standard population, with Dobson's limits.

    Each group's own rate is weighted by the standard. With fewer than 10 events there are no limits.

    Source: Dobson, A. J. and others (1991), "Confidence intervals for weighted sums of Poisson parameters", Statistics
    in Medicine 10, 457 to 462.
    """
    _check_lengths(events=events, populations=populations, standard=standard)
    variance = _variance(events, populations, standard)
    return _direct(events, populations, standard, variance, confidence, per, "Dobson")


def directly_standardised_rate_of_repeated_events(
    people_by_events: Mapping[int, Groups],
    populations: Groups,
    standard: Groups,
    *,
    confidence: Confidence = 0.95,
    per: float = 100_000,
) -> Estimate:
    """The same where one child can have several events: `{1: [30, 9], 2: [4, 1]}` is children with one and with two.

    Children with f events add f² times the variance of their own standardised rate, because f events come at once.
    """
    read_frequencies({f: sum(people) for f, people in people_by_events.items()})
    for people in people_by_events.values():
        _check_lengths(people=people, populations=populations, standard=standard)
    events = [sum(f * people[i] for f, people in people_by_events.items()) for i in range(len(populations))]
    variance = sum(f * f * _variance(people, populations, standard) for f, people in people_by_events.items())
    return _direct(events, populations, standard, variance, confidence, per, "Dobson, repeated events")


def _variance(events: Groups, populations: Groups, standard: Groups) -> float:
    weight = positive(standard, "standard population")
    positive(populations, "population")
    parts = zip(events, populations, standard, strict=True)
    return sum(w * w * checked(x, "events") / (n * n) for x, n, w in parts) / weight**2


def _direct(
    events: Groups,
    populations: Groups,
    standard: Groups,
    variance: float,
    confidence: Confidence,
    per: float,
    method: str,
) -> Estimate:
    parts = zip(events, populations, standard, strict=True)
    value = sum(w * x / n for x, n, w in parts) / sum(standard)
    observed = float(sum(events))

    def limits(level: float) -> Interval:
        stretch = sqrt(variance / observed)
        return Interval(*(value + stretch * (limit - observed) for limit in byar(observed, level)))

    return estimate(
        value,
        limits,
        confidence,
        method=method,
        numerator=observed,
        denominator=float(sum(populations)),
        counts=f"standardised, {say_count(observed)} among {say_count(sum(populations))}",
        unit=say_per(per),
        per=per,
        too_few="" if observed >= SMALL else TOO_FEW,
    )


def indirectly_standardised_ratio(
    events: float | Groups,
    populations: Groups,
    reference_events: Groups,
    reference_populations: Groups,
    *,
    confidence: Confidence = 0.95,
    per: float = 1,
) -> Estimate:
    """Events observed for each one expected, had each group the reference's rate. 1 is as expected.

    Only the area's total of events is needed, which is why it suits small areas. Limits are those of the count.

    Source: Breslow, N. E. and Day, N. E. (1987), "Statistical methods in cancer research", volume 2, chapter 2.
    """
    expected = _expected(populations, reference_events, reference_populations)
    return _indirect(events, expected, 1.0, confidence, per)


def indirectly_standardised_rate(
    events: float | Groups,
    populations: Groups,
    reference_events: Groups,
    reference_populations: Groups,
    *,
    confidence: Confidence = 0.95,
    per: float = 100_000,
) -> Estimate:
    """The ratio of observed to expected events, times the rate of the reference population."""
    expected = _expected(populations, reference_events, reference_populations)
    reference = sum(reference_events) / sum(reference_populations)
    return _indirect(events, expected, reference, confidence, per)


def _expected(populations: Groups, reference_events: Groups, reference_populations: Groups) -> float:
    _check_lengths(
        populations=populations, reference_events=reference_events, reference_populations=reference_populations
    )
    positive(reference_populations, "reference population")
    parts = zip(populations, reference_events, reference_populations, strict=True)
    expected = sum(checked(n, "population") * checked(x, "reference events") / m for n, x, m in parts)
    if not expected:
        raise ValueError("No events are expected, so there is nothing to compare with; expected some in the reference.")
    return expected


def _indirect(
    events: float | Groups, expected: float, reference: float, confidence: Confidence, per: float
) -> Estimate:
    observed = sum(checked(x, "events") for x in (events if isinstance(events, Sequence) else [events]))
    scale = reference / expected
    return estimate(
        observed * scale,
        lambda level: Interval(*(limit * scale for limit in poisson_limits(observed, level))),
        confidence,
        method="exact Poisson" if observed < SMALL else "Byar",
        numerator=observed,
        denominator=expected,
        counts=f"{say_count(observed)} where {say_figures(expected)} were expected",
        unit=say_per(per),
        per=per,
    )


def _check_lengths(**groups: Groups) -> None:
    lengths = {name.replace("_", " "): len(group) for name, group in groups.items()}
    if len(set(lengths.values())) > 1 or 0 in lengths.values():
        found = ", ".join(f"{length} of {name}" for name, length in lengths.items())
        raise ValueError(f"Found {found}; expected the same number of groups, and at least one.")
