"""What does one line of the dashboard say: is it worse than elsewhere, has it moved, is it old?

Nothing is said that the figures do not carry. Where there is a control chart (`indicators.computing.changing`) it says
whether the newest value is more than its usual variation, and a step from one period to the next is not judged by itself,
as Making Data Count asks. Where there is none, the step is weighed against chance, if neither a break nor a missing value
lies between the two periods and both counts are known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.analysis import spc
from goldenthread.analysis.comparison import Area, Verdict, apart, verdict_of
from goldenthread.understanding.indicators.computing.changing import changing
from goldenthread.understanding.indicators.computing.judging import KINDS, Judged
from goldenthread.understanding.indicators.definitions.schema import Frequency, Indicator, Level

COMPARED = (Level.NEIGHBOURS, Level.ENGLAND)
VARIED = {
    spc.Variation.IMPROVEMENT: Verdict.BETTER,
    spc.Variation.CONCERN: Verdict.WORSE,
    spc.Variation.HIGH: Verdict.HIGHER,
    spc.Variation.LOW: Verdict.LOWER,
    spc.Variation.COMMON_CAUSE: Verdict.SIMILAR,
}
OLD = {Frequency.ANNUAL: 24, Frequency.TERMLY: 12, Frequency.MONTHLY: 6}
"""Months after the end of its period from which a figure is old: two releases of it should have come since."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure read. `run`: the figures up to it that may stand in one line; `before`: the last but one of them.

    `moved` is None where nobody can tell whether the step from `before` is more than chance.
    """

    indicator: Indicator
    point: Any
    run: tuple[Any, ...]
    beside: Mapping[Level, Judged]
    before: Any | None
    moved: Verdict | None
    chart: spc.Chart | None
    months: int

    @property
    def figure(self) -> Any:
        """The newest figure that is known."""
        return self.point.figure

    @property
    def is_old(self) -> bool:
        """Newer ones should have come."""
        return self.months > OLD[self.indicator.frequency]

    @property
    def is_worse(self) -> bool:
        """Worse than similar areas or than England, by more than chance."""
        return any(judged.verdict is Verdict.WORSE for judged in self.beside.values())

    @property
    def change(self) -> Verdict | None:
        """By its control chart where there is one, else by the step from the figure before; None: nobody can tell."""
        return VARIED[self.chart.variation] if self.chart else self.moved

    @property
    def needs_attention(self) -> bool:
        """Worse than elsewhere, or worse than it was."""
        return self.is_worse or self.change is Verdict.WORSE


def reading(trend: Any, today: date) -> Reading | None:
    """The newest known figure of a trend, read; None where there is none."""
    point = trend.latest
    if point is None or point.figure.value is None:
        return None
    indicator = trend.indicator
    run = _run(trend.points, point)
    before = run[-2] if len(run) > 1 and run[-2].value is not None else None
    beside = {level: point.judged(indicator, level) for level in COMPARED}
    return Reading(
        indicator=indicator,
        point=point,
        run=tuple(run),
        beside={level: judged for level, judged in beside.items() if judged is not None},
        before=before,
        moved=_moved(indicator, before, point.figure) if before else None,
        chart=changing(indicator, run).chart,
        months=months_since(point.figure.period_end, today),
    )


def _run(points: Sequence[Any], last: Any) -> list[Any]:
    """The figures since the last break, up to this one."""
    run: list[Any] = []
    for each in points:
        run = [] if each.break_before else run
        run.append(each.figure)
        if each is last:
            break
    return run


def _moved(indicator: Indicator, before: Any, now: Any) -> Verdict | None:
    kind = KINDS.get(indicator.method)
    if kind is None or None in (before.numerator, before.denominator, now.numerator, now.denominator):
        return None
    one, other = (Area(name, each.numerator, each.denominator) for name, each in (("now", now), ("before", before)))
    return verdict_of(apart(one, other, kind), indicator.polarity.direction) if one.known and other.known else None


def months_since(day: date, today: date) -> int:
    """Whole months between two days."""
    return max((today.year - day.year) * 12 + today.month - day.month - (today.day < day.day), 0)
