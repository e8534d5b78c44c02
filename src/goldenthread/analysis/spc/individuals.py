"""How is an XmR chart drawn, and which of its points are more than chance?

Sources: Wheeler, D. J. (1993), "Understanding variation"; NHS England, "Making data count"; the conventions of the R
package NHSRplotthedots 0.2.2, from which no code is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf, isfinite
from statistics import fmean

from goldenthread.analysis.due import read_period
from goldenthread.analysis.targets import Direction
from goldenthread.analysis.wording import Precision

from .chart import Chart, Point, Rebase, Rule, assure, caution, colour

Value = float | None
WIDTH = 2.66
"""3 sigma for each unit of the mean moving range: 3/1.128."""
SCREEN = 3.267
"""A moving range beyond so many means is taken out of the limits, once."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`spread` is the mean moving range; infinite where there is none, so that nothing is outside."""

    centre: float
    spread: float

    @property
    def lower(self) -> float:
        return self.centre - WIDTH * self.spread

    @property
    def upper(self) -> float:
        return self.centre + WIDTH * self.spread

    def outside(self, value: float) -> int:
        return (value > self.upper) - (value < self.lower)

    def close(self, value: float) -> bool:
        """In the outer third on either side, and not outside."""
        return not self.outside(value) and abs(value - self.centre) > WIDTH * self.spread * 2 / 3

    def side(self, value: float) -> int:
        return (value > self.centre) - (value < self.centre)


def xmr(
    values: Sequence[tuple[str, Value]],
    *,
    better: Direction | None = None,
    target: float | None = None,
    baseline: int | None = None,
    rebases: Sequence[Rebase] = (),
    screened: bool = True,
    run: int = 7,
    within: tuple[float, float] = (-inf, inf),
) -> Chart:
    """A chart of values in order of time, each with its period: `[("2024-01", 41.5), ("2024-02", None), …]`.

    A period without a value must be there, as None. `baseline` fixes the limits on the first so many values (12 or
    more) of each stretch; `screened=False` keeps extreme moving ranges in, as some spreadsheets do; `run` is how many
    points make a trend or a shift, 7 or, as in the spreadsheet of Making Data Count, 6; `within` is what values can be,
    such as (0, 100) for percentages or (0, inf) for counts, and no limit is shown beyond it.
    """
    periods = check_periods(values, rebases, run, within)
    if target is not None and not isfinite(target):
        raise ValueError(f"The target is {target}; expected a number.")
    points: list[Point] = []
    fewest = len(values)
    for stretch in stretches(values, periods, rebases):
        known = [value for _, value in stretch if value is not None]
        fewest = min(fewest, len(known))
        limits = find_limits([value for _, value in stretch], baseline, screened=screened)
        points += _draw(stretch, limits, better, run, within)
    said = caution(periods, [value for _, value in values], tuple(rebases), fewest)
    last = next(point for point in reversed(points) if point.value is not None)
    return Chart(
        points=tuple(points),
        variation=last.variation,
        assurance=assure(target, last, better),
        target=target,
        rebases=tuple(rebases),
        cautions=(*said, *left_out(periods)),
        method="XmR",
    )


def check_periods(
    values: Sequence[tuple[str, Value]], rebases: Sequence[Rebase], run: int, within: tuple[float, float]
) -> list[str]:
    """The periods in order; a ValueError says which one cannot be."""
    periods = [period for period, _ in values]
    twice = sorted({period for period in periods if periods.count(period) > 1})
    if twice:
        raise ValueError(f"Found {twice[0]} more than once; expected each period once, in order of time.")
    if run not in (6, 7):
        raise ValueError(f"Found a run of {run}; expected 7 points, or 6 as in the Making Data Count spreadsheet.")
    for period, value in values:
        if value is not None and not isfinite(value):
            raise ValueError(f"Found {value} at {period}; expected a number, or None where there is no value.")
        if value is not None and not within[0] <= value <= within[1]:
            raise ValueError(f"Found {value} at {period}; expected {within[0]} to {within[1]}.")
    unknown = [rebase.period for rebase in rebases if rebase.period not in periods]
    if unknown:
        raise ValueError(f"Found a rebase at {unknown[0]}, which is not on the chart; expected one of its periods.")
    return periods


def left_out(periods: list[str]) -> list[str]:
    """Where years or months that can be read are further apart than usual, or run backwards, that is said."""
    read = [read_period(period) for period in periods]
    starts = [12 * each.start.year + each.start.month for each in read if each.start is not None]
    if len(starts) < len(periods) or {each.precision for each in read} not in ({Precision.YEAR}, {Precision.MONTH}):
        return []
    steps = [after - before for before, after in pairwise(starts)]
    if any(step <= 0 for step in steps):
        raise ValueError(
            f"Found periods out of order, from {periods[0]} to {periods[-1]}; expected the earliest first."
        )
    return [
        f"Between {before} and {after} a period seems to be left out; it should be there, without a value."
        for (before, after), step in zip(pairwise(periods), steps, strict=True)
        if step > min(steps)
    ]


def stretches(
    values: Sequence[tuple[str, Value]], periods: list[str], rebases: Sequence[Rebase]
) -> Iterator[list[tuple[str, Value]]]:
    """The values between one rebase and the next."""
    starts = sorted({0, *(periods.index(rebase.period) for rebase in rebases)})
    for start, end in zip(starts, [*starts[1:], len(values)], strict=True):
        yield list(values[start:end])


def find_limits(values: Sequence[Value], baseline: int | None = None, *, screened: bool = True) -> Limits:
    """The mean and the mean moving range. A moving range needs two values side by side: none crosses a gap."""
    if baseline is not None and baseline < 12:
        raise ValueError(f"Found a baseline of {baseline} values; expected 12 or more.")
    fixed = list(values) if baseline is None else _first(values, baseline)
    known = [value for value in fixed if value is not None]
    ranges = [abs(b - a) for a, b in pairwise(fixed) if a is not None and b is not None]
    if not known:
        raise ValueError("Found a stretch with no values at all; expected at least one.")
    spread = fmean(ranges) if ranges else inf
    kept = [each for each in ranges if each < SCREEN * spread]
    return Limits(fmean(known), fmean(kept) if screened and kept else spread)


def _first(values: Sequence[Value], number: int) -> list[Value]:
    """Up to the value that completes the baseline, gaps included; all where there are fewer."""
    seen = 0
    for index, value in enumerate(values):
        seen += value is not None
        if seen == number:
            return list(values[: index + 1])
    return list(values)


def _draw(
    stretch: list[tuple[str, Value]],
    limits: Limits,
    better: Direction | None,
    run: int,
    within: tuple[float, float],
) -> Iterator[Point]:
    values = [value for _, value in stretch]
    flags = flag(values, limits, run)
    lower, upper = _shown(limits.lower, within), _shown(limits.upper, within)
    for (period, value), (rule, side) in zip(stretch, flags, strict=True):
        yield Point(period, value, limits.centre, lower, upper, rule, side, colour(side, better))


def _shown(limit: float, within: tuple[float, float]) -> float | None:
    return min(max(limit, within[0]), within[1]) if isfinite(limit) else None


def flag(
    values: Sequence[Value], limits: Limits, run: int = 7, *, rising: Sequence[Value] | None = None
) -> list[tuple[Rule | None, int]]:
    """Each point's rule and side. The last rule written is the first in precedence; all break at a gap.

    `rising` is what a trend is looked for in, where that is not the values that are set beside the limits.
    """
    flags: list[tuple[Rule | None, int]] = [(None, 0)] * len(values)
    climbing = values if rising is None else rising
    for start, part in _unbroken(values):
        for rule, found in (
            (Rule.SHIFT, _shifts(part, limits, run)),
            (Rule.TWO_IN_THREE, _two_in_three(part, limits)),
            (Rule.TREND, _trends([value for value in climbing[start : start + len(part)] if value is not None], run)),
            (Rule.OUTSIDE, {i: limits.outside(value) for i, value in enumerate(part) if limits.outside(value)}),
        ):
            for i, side in found.items():
                flags[start + i] = (rule, side)
    return flags


def _unbroken(values: Sequence[Value]) -> Iterator[tuple[int, list[float]]]:
    """Where each unbroken part starts, and its values."""
    part: list[float] = []
    for i, value in enumerate([*values, None]):
        if value is not None:
            part.append(value)
        elif part:
            yield i - len(part), part
            part = []


def _shifts(part: list[float], limits: Limits, run: int) -> dict[int, int]:
    """So many in a row on one side of the mean; a value on the mean breaks the run."""
    return _runs([limits.side(value) for value in part], run, run)


def _trends(part: list[float], run: int) -> dict[int, int]:
    """So many in a row each beyond the last. Of a point in two trends, the later direction is kept."""
    steps = [(b > a) - (b < a) for a, b in pairwise(part)]
    return _runs(steps, run - 1, run)


def _runs(signs: list[int], length: int, flagged: int) -> dict[int, int]:
    """The points of every window of `length` equal signs, none of them 0. Later windows overwrite."""
    found: dict[int, int] = {}
    for start in range(len(signs) - length + 1):
        window = set(signs[start : start + length])
        if len(window) == 1 and 0 not in window:
            found |= dict.fromkeys(range(start, start + flagged), signs[start])
    return found


def _two_in_three(part: list[float], limits: Limits) -> dict[int, int]:
    """Two or more of three close to one limit, all three on that side. Only the close ones are flagged."""
    found: dict[int, int] = {}
    for start in range(len(part) - 2):
        window = range(start, start + 3)
        close = [i for i in window if limits.close(part[i])]
        sides = {limits.side(part[i]) for i in window}
        if len(close) >= 2 and len(sides) == 1:
            found |= {i: limits.side(part[i]) for i in close}
    return found
