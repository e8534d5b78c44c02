"""What is on a chart, and what does it say?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goldenthread.analysis.prose import join_words, sentence
from goldenthread.analysis.rates import say_figures
from goldenthread.analysis.targets import Direction


class Rule(StrEnum):
    """Why a point is more than chance. In order of precedence: a point keeps the first that holds."""

    OUTSIDE = "outside"
    TREND = "trend"
    TWO_IN_THREE = "two-in-three"
    SHIFT = "shift"


class Variation(StrEnum):
    """The variation icon. High and low are for measures where neither way is better."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    HIGH = "high"
    LOW = "low"
    COMMON_CAUSE = "common-cause"


class Assurance(StrEnum):
    """The assurance icon: can the process be relied on to meet the target as it runs now?"""

    PASSES = "passes"
    FAILS = "fails"
    INCONSISTENT = "inconsistent"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Rebase:
    """Limits are worked out afresh from this period on. A reason is required: an unexplained rebase hides a change."""

    period: str
    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError(f"The rebase at {self.period} has no reason; expected what changed, in words.")


@dataclass(frozen=True, slots=True)
class Point:
    """One period. `side` is 1 for high or rising, -1 for low or falling, by the rule that flagged it, otherwise 0.

    There are no limits until two values stand side by side.
    """

    period: str
    value: float | None
    centre: float
    lower: float | None
    upper: float | None
    rule: Rule | None = None
    side: int = 0
    variation: Variation = Variation.COMMON_CAUSE

    @property
    def sentence(self) -> str:
        if self.value is None:
            return f"{self.period}: there is no value."
        if self.rule is None:
            return f"{self.period}: {say_figures(self.value)}, within usual variation."
        return f"{self.period}: {say_figures(self.value)}, {self.said}."

    @property
    def said(self) -> str:
        """What the rule says that flagged it, such as “above the upper limit”; nothing where none did."""
        return _SAID[self.rule, self.side] if self.rule else ""


_SAID = {
    (Rule.OUTSIDE, 1): "above the upper limit",
    (Rule.OUTSIDE, -1): "below the lower limit",
    (Rule.TREND, 1): "part of a steady rise",
    (Rule.TREND, -1): "part of a steady fall",
    (Rule.TWO_IN_THREE, 1): "one of two in three near the upper limit",
    (Rule.TWO_IN_THREE, -1): "one of two in three near the lower limit",
    (Rule.SHIFT, 1): "part of a run above the average",
    (Rule.SHIFT, -1): "part of a run below the average",
}

_VARIATION = {
    Variation.IMPROVEMENT: "this is an improvement beyond usual variation",
    Variation.CONCERN: "this is a cause for concern, beyond usual variation",
    Variation.HIGH: "this is higher than usual variation explains",
    Variation.LOW: "this is lower than usual variation explains",
    Variation.COMMON_CAUSE: "this is usual variation, with no sign of a change",
}

_ASSURANCE = {
    Assurance.PASSES: "as things run now, the target of {} will be met every time",
    Assurance.FAILS: "as things run now, the target of {} will not be met unless something changes",
    Assurance.INCONSISTENT: "as things run now, the target of {} will sometimes be met and sometimes missed",
}


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its two icons. `cautions` are sentences that belong beside it, the gaps and rebases among them.

    `dispersion` is sigma z, a number for each stretch between rebases, on charts of shares and rates.
    """

    points: tuple[Point, ...]
    variation: Variation
    assurance: Assurance
    target: float | None
    rebases: tuple[Rebase, ...]
    cautions: tuple[str, ...]
    method: str
    dispersion: tuple[float, ...] = ()

    @property
    def last(self) -> Point:
        return next(point for point in reversed(self.points) if point.value is not None)

    @property
    def sentence(self) -> str:
        last, target = self.last, self.target
        limits, means = "no limits yet", "it is too soon to tell a change from usual variation"
        if last.lower is not None and last.upper is not None:
            limits = f"usual limits {say_figures(last.lower)} to {say_figures(last.upper)}"
            means = _VARIATION[self.variation]
        value = last.sentence.removesuffix(".").removesuffix(", within usual variation")
        said = [
            f"{value} ({limits}): {means}",
            "" if target is None else _ASSURANCE.get(self.assurance, "").format(say_figures(target)),
            *self.cautions,
        ]
        return " ".join(sentence(words) for words in said if words)


def colour(side: int, better: Direction | None) -> Variation:
    """What a flagged point means: its side, in the light of which way is better."""
    if not side:
        return Variation.COMMON_CAUSE
    if better in (None, Direction.HOLD):
        return Variation.HIGH if side > 0 else Variation.LOW
    return Variation.IMPROVEMENT if (side > 0) == (better == Direction.UP) else Variation.CONCERN


def assure(target: float | None, last: Point, better: Direction | None) -> Assurance:
    lower, upper = last.lower, last.upper
    if target is None or lower is None or upper is None or better in (None, Direction.HOLD):
        return Assurance.NONE
    if lower <= target <= upper:
        return Assurance.INCONSISTENT
    return Assurance.PASSES if (target < lower) == (better == Direction.UP) else Assurance.FAILS


def caution(periods: list[str], values: list[float | None], rebases: tuple[Rebase, ...], fewest: int) -> list[str]:
    """What must be said beside the chart: few values, missing periods, rebases with their reasons."""
    missing = [period for period, value in zip(periods, values, strict=True) if value is None]
    said = [f"at {rebase.period} the limits start afresh: {rebase.reason.strip()}" for rebase in rebases]
    if missing:
        said.insert(0, f"there is no value for {join_words(missing)}, and nothing is drawn across")
    if fewest < 13:
        where = "in one stretch of the chart" if rebases else ""
        number = f"there {'is 1 value' if fewest == 1 else f'are {fewest} values'} {where}".strip()
        said.insert(0, f"{number}; with fewer than 13 the limits may still move a good deal")
    return [sentence(words) for words in said]
