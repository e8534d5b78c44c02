"""How are events charted that are too rare to count by the month? By what lies between them.

A longer time between is fewer events. Each chart starts with the second event: nothing is known before the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from math import isfinite, log, log1p
from statistics import fmean

from goldenthread.analysis.prose import say_date
from goldenthread.analysis.targets import Direction

from .chart import Assurance, Chart, Point, Rule, caution, colour
from .individuals import find_limits, flag

POWER = 3.6
"""Nelson: days between events, to the power of 1/3.6, are near enough normal."""
TAIL = 0.00135
"""The chance beyond 3 sigma on one side."""


def days_between(events: Sequence[date], *, more_is_better: bool = True, run: int = 7) -> Chart:
    """A t chart: an XmR chart of the days between events after Nelson's transformation, shown in days.

    Source: Nelson, L. S. (1994), "A control chart for parts-per-million nonconforming items", Journal of Quality
    Technology 26, 239 to 240. Days since the last event are not on it: ask for it again when the next one comes.
    """
    if list(events) != sorted(events):
        raise ValueError("Found events out of order; expected dates from the earliest to the latest.")
    if len(events) < 3:
        raise ValueError(f"Found {len(events)} events; expected 3 or more, since the chart is of the days between.")
    days = [float((later - earlier).days) for earlier, later in pairwise(events)]
    roots = [each ** (1 / POWER) for each in days]
    limits = find_limits(roots)
    lower, upper = max(0.0, limits.lower) ** POWER, limits.upper**POWER
    periods = [say_date(day) for day in events[1:]]
    drawn = [
        Point(period, value, limits.centre**POWER, lower, upper, rule, side)
        for period, value, (rule, side) in zip(periods, days, flag(roots, limits, run), strict=True)
    ]
    return _chart(drawn, more_is_better, "t chart, days between events")


def number_between(counts: Sequence[tuple[str, int]], *, more_is_better: bool = True, run: int = 7) -> Chart:
    """A g chart: how many plans, reviews or pupils lay between one event and the next, the event itself not counted.

    Limits are the quantiles of the geometric distribution with the same mean, at the chances of 3 sigma, and the centre
    is its median: with the mean, as many as 63 in 100 values would fall below by chance and shifts would be false.

    Source: Benneyan, J. C. (2001), "Number-between g-type statistical quality control charts for monitoring adverse
    events", Health Care Management Science 4, 305 to 318.
    """
    for period, number in counts:
        if not isfinite(number) or number < 0:
            raise ValueError(f"Found {number} at {period}; expected a whole number of 0 or more.")
    if len(counts) < 2:
        raise ValueError(f"Found {len(counts)} counts; expected 2 or more.")
    mean = fmean(number for _, number in counts)
    if not mean:
        raise ValueError("Every count is 0, so every case was an event; expected some between them.")
    lower, centre = (max(0.0, _reached(mean, 1 - chance) - 1) for chance in (TAIL, 0.5))
    upper = _reached(mean, TAIL)
    sides = [(number > centre) - (number < centre) for _, number in counts]
    drawn = []
    for i, (period, number) in enumerate(counts):
        out = (number > upper) - (number < lower)
        shift = any(abs(sum(sides[j : j + run])) == run for j in range(max(0, i - run + 1), i + 1))
        rule, side = (Rule.OUTSIDE, out) if out else (Rule.SHIFT, sides[i]) if shift else (None, 0)
        drawn.append(Point(period, number, centre, lower, upper, rule, side))
    return _chart(drawn, more_is_better, "g chart, cases between events")


def _reached(mean: float, chance: float) -> float:
    """The count, not only whole ones, that so large a share of a geometric distribution reaches or passes."""
    return log(chance) / (log(mean) - log1p(mean))


def _chart(drawn: list[Point], more_is_better: bool, method: str) -> Chart:
    better = Direction.UP if more_is_better else Direction.DOWN
    points = tuple(replace(point, variation=colour(point.side, better)) for point in drawn)
    periods, values = [point.period for point in points], [point.value for point in points]
    said = caution(periods, values, (), len(points))
    return Chart(points, points[-1].variation, Assurance.NONE, None, (), tuple(said), method)
