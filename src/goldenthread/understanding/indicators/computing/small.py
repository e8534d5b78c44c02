"""Which figures of a return are too small to be shown to those who may not analyse its rows?

By the policy of counts under 5. A count is small, and so is what it leaves of its whole: three of 400, or 397. Where one
band is small the whole breakdown of that period is hidden, for the others and the total would give it away. Which figures
of other indicators would do so is told by `siblings`.
"""

from __future__ import annotations

from collections.abc import Container
from copy import copy
from typing import Protocol, TypeVar

from goldenthread.analysis.disclosure import COUNTS_UNDER_5

from .figures import SUPPRESSED

Group = tuple[str, str, str]
"""Code, period, breakdown."""
WHY = "Small counts, and what would give them away, are shown only to those who may analyse person-level data."
HIDDEN = ("numerator", "denominator", "value", "lower", "upper")


class Held(Protocol):
    """A figure as the ledger holds it."""

    code: str
    period: str
    breakdown: str
    band: str
    numerator: float | None
    denominator: float | None
    state: str
    why: str


Figure = TypeVar("Figure", bound=Held)


def is_small(figure: Held) -> bool:
    """Whether its count, or what is left of its whole, is small."""
    x, n = figure.numerator, figure.denominator
    counts = [each for each in (x, n, n - x if x is not None and n is not None else None) if each is not None]
    return any(COUNTS_UNDER_5.is_small(round(each)) for each in counts)


def concealed(figure: Figure, groups: Container[Group]) -> Figure:
    """A copy without its numbers where its group holds a small count; else the figure itself. Nothing is stored."""
    if (figure.code, figure.period, figure.breakdown) not in groups:
        return figure
    found = copy(figure)
    for name in HIDDEN:
        setattr(found, name, None)
    found.state, found.why = SUPPRESSED, WHY
    return found
