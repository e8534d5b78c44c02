"""Which chart suits these counts, and when is it too soon for any?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from statistics import fmean

from goldenthread.analysis.prose import plural, sentence
from goldenthread.analysis.rates import say_figures
from goldenthread.analysis.targets import Direction

from .attributes import Counts, p_prime, u_prime
from .chart import Chart, Rebase
from .individuals import xmr

FEWEST = 8
"""Our own choice: the longest rule needs 7 points, and there must be one that could be otherwise."""
RARE = 5
"""Fewer events a period than this and the normal approximation behind 3-sigma limits does not hold."""


class Of(StrEnum):
    """What is counted: part of a whole, events among people, things. A value has no counts behind it that are known."""

    SHARE = "share"
    RATE = "rate"
    NUMBER = "number"
    VALUE = "value"

    @property
    def divided(self) -> bool:
        return self in (Of.SHARE, Of.RATE)


@dataclass(frozen=True, slots=True)
class Choice:
    """The chart, or why there is none. `sentence` is the chart's own, or the reason."""

    chart: Chart | None
    sentence: str


def chart_counts(
    counts: Sequence[Counts],
    of: Of,
    *,
    better: Direction | None = None,
    per: float = 100,
    rebases: Sequence[Rebase] = (),
    within: tuple[float, float] = (-inf, inf),
) -> Choice:
    """p′ for shares, u′ for rates, XmR for what has no denominator; none where events are rare or values few.

    Rare events need their dates (`days_between`) or the cases between them (`number_between`), which yearly or monthly
    counts do not hold: so that is said, and no chart is drawn. `within` is what values without counts can be.
    """
    known = [(x, n) for _, x, n in counts if x is not None and (n or not of.divided)]
    if len(known) < FEWEST:
        there = f"there {'is' if len(known) == 1 else 'are'} {plural(len(known), 'value')} that may be compared"
        return Choice(None, sentence(f"{there}; to tell a change from usual variation takes {FEWEST} or more"))
    least = min(fmean(x for x, _ in known), fmean(n - x if n and of is Of.SHARE else inf for x, n in known))
    if least < RARE and of is not Of.VALUE:
        few = f"on average {say_figures(least)} {'is' if least == 1 else 'are'} counted in a period"
        return Choice(None, sentence(f"{few}, too few for limits: chart the time or the cases between events instead"))
    if of.divided:
        found = (p_prime if of is Of.SHARE else u_prime)(counts, better=better, rebases=rebases, per=per)
    else:
        values = [(period, x) for period, x, _ in counts]
        found = xmr(values, better=better, rebases=rebases, within=(0, inf) if of is Of.NUMBER else within)
    return Choice(found, found.sentence)
