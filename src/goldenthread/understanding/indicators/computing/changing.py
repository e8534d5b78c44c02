"""Is a figure changing, or varying as it always does? Which chart can say so, from its newest run of comparable periods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import inf
from typing import Protocol

from goldenthread.analysis import spc
from goldenthread.analysis.figures import Unit
from goldenthread.analysis.spc import Choice, Of
from goldenthread.understanding.indicators.definitions.schema import Frequency, Indicator, Method


class Held(Protocol):
    """A figure as the ledger holds it."""

    period: str
    period_end: date
    numerator: float | None
    denominator: float | None
    value: float | None


Counted = tuple[str, float | None, float | None]
_POSSIBLE = {Method.PROPORTION: (0, 100), Method.RATE: (0, inf)}
_DAYS = {Frequency.ANNUAL: 366, Frequency.TERMLY: 123, Frequency.MONTHLY: 31}
"""From the end of one period to the end of the next, at most; terms are a little longer or shorter than a third."""


def changing(indicator: Indicator, figures: Sequence[Held]) -> Choice:
    """The chart that suits the unit: p′ for a share, u′ for a rate, XmR for a count or a value without counts.

    `figures` are those that may be compared, the oldest first: nothing from before a break.
    """
    of, counts = _counts(indicator, figures)
    return spc.chart_counts(
        list(_gaps_kept(indicator.frequency, figures, counts)),
        of,
        better=indicator.polarity.direction,
        per=indicator.per,
        within=_POSSIBLE.get(indicator.method, (-inf, inf)),
    )


def _counts(indicator: Indicator, figures: Sequence[Held]) -> tuple[Of, list[Counted]]:
    known = [each for each in figures if each.value is not None]
    counted = all(each.numerator is not None and (each.denominator or not indicator.denominator) for each in known)
    if not counted or (indicator.denominator and indicator.method is Method.NONE) or indicator.unit is Unit.POUNDS:
        return Of.VALUE, [(each.period, each.value, None) for each in figures]
    if not indicator.denominator:
        return Of.NUMBER, [(each.period, each.numerator, None) for each in figures]
    of = Of.SHARE if indicator.method is Method.PROPORTION else Of.RATE
    return of, [(each.period, each.numerator, each.denominator) for each in figures]


def _gaps_kept(frequency: Frequency, figures: Sequence[Held], counts: Iterable[Counted]) -> Iterator[Counted]:
    """A period for which nothing was loaded at all stands there without a value, so that nothing is drawn across."""
    before: Held | None = None
    for figure, count in zip(figures, counts, strict=True):
        if before and (figure.period_end - before.period_end).days > 1.5 * _DAYS[frequency]:
            yield f"the time between {before.period} and {figure.period}", None, None
        before = figure
        yield count
