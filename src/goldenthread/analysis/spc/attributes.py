"""How are shares and rates charted over time, when each period has its own number of children behind it?

An ordinary p or u chart takes chance alone for the only reason why values vary. With thousands behind every value its
limits are so narrow that nearly every period is a signal. Laney's charts, p′ and u′, multiply those limits by sigma z,
which is how much the values really vary from one period to the next for each unit that chance explains. Where chance
does explain it all sigma z is near 1, and the chart is the ordinary one.

Source: Laney, D. B. (2002), "Improved control charts for attributes", Quality Engineering 14(4), 531 to 537: each value
is made a z score, the mean moving range of those is divided by 1.128 to give sigma z, and the limits are the mean and
3 × sigma z × the binomial or Poisson standard deviation of that period.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf, isfinite, sqrt
from statistics import fmean

from goldenthread.analysis.prose import sentence
from goldenthread.analysis.rates import say_figures
from goldenthread.analysis.targets import Direction

from .chart import Chart, Point, Rebase, assure, caution, colour
from .individuals import WIDTH, Limits, Value, check_periods, flag, left_out, stretches

MEAN_RANGE = 1.128
"""The mean range of two values drawn from a normal distribution, in standard deviations (d2)."""
Counts = tuple[str, Value, Value]
"""A period, how many, and of how many. None where either is not known: the period is then without a value."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """`most` is the largest value there can be; `variance` is that of one period with one person behind it."""

    name: str
    most: float
    variance: Callable[[float], float]


_SHARE = _Kind("p", 1, lambda p: p * (1 - p))
_RATE = _Kind("u", inf, lambda u: u)


def p_prime(
    counts: Sequence[Counts],
    *,
    better: Direction | None = None,
    target: float | None = None,
    rebases: Sequence[Rebase] = (),
    run: int = 7,
    per: float = 100,
    adjusted: bool = True,
) -> Chart:
    """A p′ chart of shares: of so many children so many, `[("2023", 310, 402), ("2024", None, None), …]`.

    `target` is in the unit that is shown, 60 for 60 per cent. `adjusted=False` gives the ordinary p chart, whose sigma z
    is 1 by decree. `run` is as for `xmr`.
    """
    return _drawn(_SHARE, counts, better, target, rebases, run, per, adjusted)


def u_prime(
    counts: Sequence[Counts],
    *,
    better: Direction | None = None,
    target: float | None = None,
    rebases: Sequence[Rebase] = (),
    run: int = 7,
    per: float = 100_000,
    adjusted: bool = True,
) -> Chart:
    """A u′ chart of rates: so many events among so many people, of whom one may have several. Options as `p_prime`."""
    return _drawn(_RATE, counts, better, target, rebases, run, per, adjusted)


def sigma_z(counts: Sequence[tuple[Value, Value]], *, rate: bool = False) -> float | None:
    """How much shares (or rates) vary between neighbouring periods, for each unit that chance alone would make them.

    None where no two values stand side by side: there is nothing to measure.
    """
    return _sigma(_standardised(_RATE if rate else _SHARE, [_known(*each) for each in counts]))


def _known(x: Value, n: Value) -> tuple[float, float] | None:
    return None if x is None or n is None else (x, n)


def _drawn(
    kind: _Kind,
    counts: Sequence[Counts],
    better: Direction | None,
    target: float | None,
    rebases: Sequence[Rebase],
    run: int,
    per: float,
    adjusted: bool,
) -> Chart:
    values = [(period, _value(kind, period, x, n)) for period, x, n in counts]
    periods = check_periods(values, rebases, run, (0, kind.most))
    if target is not None and not isfinite(target):
        raise ValueError(f"The target is {target}; expected a number.")
    behind = {period: _known(x, n) for period, x, n in counts}
    points: list[Point] = []
    found: list[float] = []
    fewest = len(values)
    for stretch in stretches(values, periods, rebases):
        pairs = [behind[period] for period, _ in stretch]
        if not any(pairs):
            raise ValueError("Found a stretch with no values at all; expected at least one.")
        fewest = min(fewest, sum(pair is not None for pair in pairs))
        spread = _sigma(_standardised(kind, pairs)) if adjusted else 1.0
        found += [] if spread is None else [spread]
        points += _points(kind, stretch, pairs, spread, better, run, per)
    last = next(point for point in reversed(points) if point.value is not None)
    said = caution(periods, [value for _, value in values], tuple(rebases), fewest)
    return Chart(
        points=tuple(points),
        variation=last.variation,
        assurance=assure(target, last, better),
        target=target,
        rebases=tuple(rebases),
        cautions=(*said, *left_out(periods), *(_said(found[-1:]) if adjusted else ())),
        method=f"{kind.name}{'′' if adjusted else ''} chart",
        dispersion=tuple(found),
    )


def _value(kind: _Kind, period: str, x: Value, n: Value) -> Value:
    """The share or rate for one person; refused where it cannot be."""
    pair = _known(x, n)
    if pair is None:
        return None
    x, n = pair
    if not (isfinite(x) and isfinite(n) and x >= 0 and n > 0):
        raise ValueError(f"Found {say_figures(x)} of {say_figures(n)} at {period}; expected 0 or more, of 1 or more.")
    if x > n * kind.most:
        raise ValueError(f"Found {say_figures(x)} of {say_figures(n)} at {period}; a part is not more than its whole.")
    return x / n


def _centre(pairs: Sequence[tuple[float, float] | None]) -> float:
    """All of them together: a period with more people behind it counts for more."""
    known = [pair for pair in pairs if pair]
    return sum(x for x, _ in known) / sum(n for _, n in known)


def _standardised(kind: _Kind, pairs: Sequence[tuple[float, float] | None]) -> list[Value]:
    """Each value's distance from the centre, in the standard deviations that chance explains. 0 where nothing varies."""
    if not any(pairs):
        return []
    centre = _centre(pairs)
    variance = kind.variance(centre)
    return [
        None if pair is None else round((pair[0] / pair[1] - centre) * sqrt(pair[1] / variance), 9) if variance else 0.0
        for pair in pairs
    ]


def _sigma(scores: Sequence[Value]) -> float | None:
    ranges = [abs(b - a) for a, b in pairwise(scores) if a is not None and b is not None]
    return fmean(ranges) / MEAN_RANGE if ranges else None


def _points(
    kind: _Kind,
    stretch: list[tuple[str, Value]],
    pairs: Sequence[tuple[float, float] | None],
    spread: float | None,
    better: Direction | None,
    run: int,
    per: float,
) -> Iterator[Point]:
    """Rules are read on the z scores, where limits are level; a trend is one of the values themselves.

    A period without a value has no limits either: they depend on how many stood behind it, and nobody knows.
    """
    centre, scores = _centre(pairs), _standardised(kind, pairs)
    limits = Limits(0, inf if spread is None else 3 * spread / WIDTH)
    flags = flag(scores, limits, run, rising=[value for _, value in stretch])
    for (period, value), pair, (rule, side) in zip(stretch, pairs, flags, strict=True):
        reach = None if spread is None or pair is None else 3 * spread * sqrt(kind.variance(centre) / pair[1])
        lower = None if reach is None else per * max(0.0, centre - reach)
        upper = None if reach is None else per * min(kind.most, centre + reach)
        shown = None if value is None else per * value
        yield Point(period, shown, per * centre, lower, upper, rule, side, colour(side, better))


def _said(spread: Sequence[float]) -> tuple[str, ...]:
    """Only where it changes what a reader would think of the limits."""
    if not spread or not spread[0] or 0.8 <= spread[0] <= 1.25:
        return ()
    times = say_figures(spread[0], 2)
    return (
        sentence(f"values vary {times} times as much as chance alone would make them, and the limits allow for it"),
    )
