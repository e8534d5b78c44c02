"""How unequal is it between the most and the least deprived?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from math import exp, isfinite, log, sqrt

from goldenthread.analysis.figures import Interval
from goldenthread.analysis.prose import sentence

from .distributions import normal_quantile
from .estimate import positive, read_confidence, say_between, say_confidence, say_figures


@dataclass(frozen=True, slots=True)
class Quantiles:
    """Each value's group from 1 to `number`, in the order given; None where there was no value to place."""

    groups: tuple[int | None, ...]
    number: int
    high_is_first: bool

    @property
    def sentence(self) -> str:
        placed = [group for group in self.groups if group is not None]
        missing = len(self.groups) - len(placed)
        if not placed:
            return f"There are too few values to make {self.number} groups."
        first = "highest" if self.high_is_first else "lowest"
        sizes = ", ".join(str(placed.count(group)) for group in range(1, self.number + 1))
        left = f"; {missing} had no value and are in none" if missing else ""
        return f"{len(placed)} values in {self.number} groups, of {sizes}; group 1 has the {first} values{left}."


def quantile_groups(values: Sequence[float | None], number: int, *, high_is_first: bool = True) -> Quantiles:
    """Which fifth (or tenth …) each value is in. Equal values share a group; too few values for the groups get none.

    Group 1 holds the highest values unless `high_is_first` is false, as in deprivation, where 1 is the most deprived.

    Source: the method of public health profiles in England (PHEindicatormethods, phe_quantile): the group of rank r
    among N is k + 1 − ceiling of k(N + 1 − r)/N. Whole numbers throughout, so that no rounding moves an area.
    """
    if number < 1:
        raise ValueError(f"Found {number} groups; expected 1 or more.")
    known = [value for value in values if value is not None]
    if not all(map(isfinite, known)):
        raise ValueError("Found a value that is not a number; expected None where a value is missing.")
    if len(known) < number:
        return Quantiles(tuple(None for _ in values), number, high_is_first)

    def place(value: float | None) -> int | None:
        if value is None:
            return None
        before = sum(other > value if high_is_first else other < value for other in known)
        return number + 1 + -number * (len(known) - before) // len(known)

    return Quantiles(tuple(map(place, values)), number, high_is_first)


class Scale(StrEnum):
    """On which scale a straight line is drawn: as it is; for rates, by ratios; for proportions, by odds."""

    PLAIN = "plain"
    LOG = "log"
    LOGIT = "logit"


@dataclass(frozen=True, slots=True)
class Group:
    """One group of people in the order of deprivation, with its value and the standard error of that value."""

    population: float
    value: float
    error: float


@dataclass(frozen=True, slots=True)
class Inequality:
    """The slope index (a difference) and the relative index (a ratio) between the two ends of the whole population.

    The line runs from `start`, at the very first of the first group, to `end`, at the very last of the last.
    """

    slope: float
    slope_limits: Interval | None
    relative: float | None
    relative_limits: Interval | None
    start: float
    end: float
    confidence: float | None
    method: str

    @property
    def sentence(self) -> str:
        ends = f"from {say_figures(self.start)} to {say_figures(self.end)}"
        difference = f"a difference of {say_figures(self.slope)}{self._say(self.slope_limits)}"
        said = [f"from one end of the population to the other the level goes {ends}, {difference}"]
        if self.relative is None:
            said.append("the line goes below nought, so there is no ratio")
        else:
            said.append(f"the ratio is {say_figures(self.relative)}{self._say(self.relative_limits)}")
        if self.slope_limits is not None:
            apart = self.slope_limits.contains(0)
            said.append("it could be chance alone" if apart else "this is more than chance easily explains")
        return " ".join(map(sentence, said))

    def _say(self, limits: Interval | None) -> str:
        if limits is None or self.confidence is None:
            return ""
        return f" (likely {say_between(limits, '')}, {say_confidence(self.confidence)})"


_BACK: dict[Scale, Callable[[float], float]] = {
    Scale.PLAIN: lambda y: y,
    Scale.LOG: exp,
    Scale.LOGIT: lambda y: 1 / (1 + exp(-y)),
}
_SLOPE_BACK: dict[Scale, Callable[[float], float]] = {
    Scale.PLAIN: lambda _: 1.0,
    Scale.LOG: lambda value: value,
    Scale.LOGIT: lambda value: value * (1 - value),
}


def slope_of_inequality(
    groups: Sequence[Group], *, scale: Scale = Scale.PLAIN, confidence: float | None = 0.95
) -> Inequality:
    """The slope and the relative index of inequality. Give the groups from the most deprived to the least.

    Values are regressed on the midpoint of each group's share of the population, weighted by that share. Limits come
    from the standard errors by the delta method, the ratio's on its logarithm: the same every time, where the anchor
    draws 100,000 random sets and has to report how far repeats differ.

    Source: Mackenbach, J. P. and Kunst, A. E. (1997), "Measuring the magnitude of socio-economic inequalities in
    health", Social Science and Medicine 44, 757 to 771.
    """
    for group in groups:
        _check(group, scale)
    if len(groups) < 3:
        raise ValueError(f"Found {len(groups)} groups; expected 3 or more, since a line always fits 2.")
    start_weights, end_weights = _weights([group.population for group in groups])
    lines = [_forward(group, scale) for group in groups]
    start, end = (
        _BACK[scale](sum(w * y for w, (y, _) in zip(weights, lines, strict=True)))
        for weights in (start_weights, end_weights)
    )
    # How the two ends, back on the scale of the values, move with each group's value on the scale of the line.
    moves = [
        (_SLOPE_BACK[scale](start) * first, _SLOPE_BACK[scale](end) * last)
        for first, last in zip(start_weights, end_weights, strict=True)
    ]
    errors = [error for _, error in lines]
    levels = read_confidence(confidence)
    z = normal_quantile(levels[0]) if levels else None
    slope_error = _combine(errors, [last - first for first, last in moves])
    relative = end / start if min(start, end) > 0 else None
    ratio_limits = None
    if relative is not None and z is not None:
        spread = z * _combine(errors, [last / end - first / start for first, last in moves])
        ratio_limits = Interval(relative * exp(-spread), relative * exp(spread))
    slope = end - start
    return Inequality(
        slope=slope,
        slope_limits=None if z is None else Interval(slope - z * slope_error, slope + z * slope_error),
        relative=relative,
        relative_limits=ratio_limits,
        start=start,
        end=end,
        confidence=levels[0] if levels else None,
        method=f"weighted least squares, {scale.value} scale, delta method",
    )


def _check(group: Group, scale: Scale) -> None:
    positive(group.population, "population")
    if not (isfinite(group.error) and group.error >= 0):
        raise ValueError(f"Standard error: found {group.error}, expected a number of 0 or more.")
    allowed = {Scale.PLAIN: isfinite(group.value), Scale.LOG: group.value > 0, Scale.LOGIT: 0 < group.value < 1}
    if not (isfinite(group.value) and allowed[scale]):
        raise ValueError(
            f"Value: found {group.value}, expected a number (log scale: above 0; logit scale: between 0 and 1)."
        )


def _forward(group: Group, scale: Scale) -> tuple[float, float]:
    """Value and standard error on the scale of the line."""
    value, error = group.value, group.error
    if scale == Scale.LOG:
        return log(value), error / value
    if scale == Scale.LOGIT:
        return log(value / (1 - value)), error / (value * (1 - value))
    return value, error


def _weights(populations: Sequence[float]) -> tuple[list[float], list[float]]:
    """How much each group counts in the line's height at either end: the line is linear in the values."""
    everyone = sum(populations)
    shares = [population / everyone for population in populations]
    midpoints = [above - share / 2 for above, share in zip(accumulate(shares), shares, strict=True)]
    centre = sum(a * b for a, b in zip(shares, midpoints, strict=True))
    spread = sum(a * (b - centre) ** 2 for a, b in zip(shares, midpoints, strict=True))
    tilt = [a * (b - centre) / spread for a, b in zip(shares, midpoints, strict=True)]
    start = [a - centre * t for a, t in zip(shares, tilt, strict=True)]
    return start, [first + t for first, t in zip(start, tilt, strict=True)]


def _combine(errors: Sequence[float], moves: Sequence[float]) -> float:
    return sqrt(sum((move * error) ** 2 for move, error in zip(moves, errors, strict=True)))
