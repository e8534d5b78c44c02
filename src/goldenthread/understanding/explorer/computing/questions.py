"""What do the prepared questions answer? Worked out of what was kept, and of nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import exp, log, sqrt

from goldenthread.analysis.figures import Interval, difference
from goldenthread.analysis.rates import Estimate, indirectly_standardised_ratio
from goldenthread.understanding.explorer.definitions.registry import categories
from goldenthread.understanding.explorer.definitions.schema import Dimension, Outcome

from .blurring import EFFECT
from .protecting import Median, Protected, Z
from .tables import Share, others, share


@dataclass(frozen=True, slots=True)
class Reference:
    """The share, from 0 to 1, that is expected of every group alike or of each group its own, and whose it is."""

    whose: str
    share: float | None = None
    by_group: Mapping[str, float] = field(default_factory=dict)

    def of(self, group: str) -> float | None:
        """What is expected of a group; None where no rate of it is known."""
        return self.by_group.get(group) if self.by_group else self.share


@dataclass(frozen=True, slots=True)
class Expected:
    """A group: how many it has, how many are in the outcome, how many would be at the reference's rate (`at`)."""

    group: str
    at: float | None
    of: int | None
    observed: int | None
    expected: float | None
    ratio: Estimate | None

    @property
    def verdict(self) -> int:
        """1 where clearly more than expected, −1 clearly fewer, 0 neither."""
        limits = self.ratio.interval if self.ratio else None
        return (limits.lower > 1) - (limits.upper < 1) if limits else 0


@dataclass(frozen=True, slots=True)
class Gap:
    """A group's share beside that of everybody else."""

    group: str
    of: int | None
    share: Share | None
    rest: Share | None

    @property
    def points(self) -> float | None:
        """Percentage points by which the group is higher."""
        return self.share.value - self.rest.value if self.share and self.rest else None

    @property
    def limits(self) -> Interval | None:
        """Of the difference, by Newcombe's method."""
        if self.share is None or self.rest is None:
            return None
        return Interval(*(100 * each for each in difference(self.rest.effective, self.share.effective)))

    @property
    def ratio(self) -> float | None:
        return self.share.value / self.rest.value if self.share and self.rest and self.rest.numerator else None

    @property
    def ratio_limits(self) -> Interval | None:
        """On the logarithm. Source: Katz and others (1978), "Obtaining confidence intervals for the risk ratio in cohort
        studies", Biometrics 34, 469 to 474."""
        if self.ratio is None or self.share is None or self.rest is None or not self.share.numerator:
            return None
        parts = [(each.numerator, each.denominator) for each in (self.share, self.rest)]
        spread = Z * sqrt(EFFECT * sum(1 / x - 1 / n for x, n in parts))
        return Interval(exp(log(self.ratio) - spread), exp(log(self.ratio) + spread))

    @property
    def verdict(self) -> int:
        limits = self.limits
        return (limits.lower > 0) - (limits.upper < 0) if limits else 0


def has(kept: Protected, outcome: Outcome, at: dict[str, str]) -> int | None:
    """How many of a group are in the outcome; None where any part of it is hidden."""
    parts = [kept.count({**at, outcome.dimension: category}) for category in outcome.categories]
    return None if None in parts else sum(part or 0 for part in parts)


def own_rate(kept: Protected, outcome: Outcome, area: str) -> Reference | None:
    """The area's own share, of everybody."""
    whole = share(has(kept, outcome, {}), kept.total)
    return Reference(f"{area}’s own rate for everybody", whole.value / 100) if whole else None


def expected(kept: Protected, outcome: Outcome, by: Dimension, reference: Reference) -> Iterator[Expected]:
    """Observed against expected (indirect standardisation), each count taken for as many as it says after the blur."""
    for group in categories(by):
        of, observed = kept.count({by.code: group}), has(kept, outcome, {by.code: group})
        rate, ratio = reference.of(group), None
        at_rate = of * rate if of is not None and rate is not None else None
        if of is not None and observed is not None and rate and at_rate:
            ratio = indirectly_standardised_ratio(observed / EFFECT, [of / EFFECT], [100 * rate], [100])
        yield Expected(group, rate, of, observed, at_rate, ratio)


def gaps(kept: Protected, outcome: Outcome, by: Dimension) -> Iterator[Gap]:
    """Each group beside all others together."""
    whole = share(has(kept, outcome, {}), kept.total)
    for group in categories(by):
        of = kept.count({by.code: group})
        part = share(has(kept, outcome, {by.code: group}), of)
        yield Gap(group, of, part, others(part, whole) if part and whole else None)


def ages(kept: Protected, by: Dimension | None) -> Iterator[tuple[str, Median | None]]:
    """The median age of everybody, and of each group."""
    yield "All", kept.medians.get((), {}).get(())
    for group in categories(by) if by else ():
        yield group, kept.medians.get((by.code,), {}).get((group,)) if by else None
