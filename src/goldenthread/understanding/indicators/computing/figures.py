"""What is a figure once it is worked out, and how sure is it?"""

from __future__ import annotations

from dataclasses import dataclass, replace

from goldenthread.analysis import rates
from goldenthread.understanding.indicators.definitions.schema import Indicator, Level, Method

KNOWN, NOT_AVAILABLE, SUPPRESSED, NOT_COLLECTED = "known", "not-available", "suppressed", "not-collected"


@dataclass(frozen=True, slots=True)
class Worked:
    """A figure of one place and period. `without` is how far a pooled value moves when one neighbour is left out."""

    code: str
    level: Level
    place: str
    period: str
    source: str
    breakdown: str = ""
    band: str = ""
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    method: str = ""
    state: str = KNOWN
    why: str = ""
    provisional: bool = False
    lowest: float | None = None
    highest: float | None = None
    without: tuple[float, float] | None = None
    stated: float | None = None
    """The publisher’s own value, which is rounded; for comparing, never stored."""


def worked(indicator: Indicator, blank: Worked) -> Worked:
    """The figure with its value and interval, from its numerator and denominator."""
    x, n = blank.numerator, blank.denominator
    if x is None:
        return blank
    if indicator.denominator and n is None:
        why = blank.why or "There is no denominator for this period."
        return replace(blank, numerator=None, state=NOT_AVAILABLE, why=why)
    if why := _impossible(indicator, x, n):
        return replace(blank, numerator=None, denominator=None, state=NOT_AVAILABLE, why=why)
    if indicator.denominator and n == 0:
        return replace(blank, numerator=None, denominator=0.0, state=NOT_AVAILABLE, why="Nobody is in the denominator.")
    if indicator.method is Method.PROPORTION and n is not None and not 0 <= x <= n:
        why = f"The publisher gives {x:g} of {n:g}, which is no part of a whole."
        return replace(blank, numerator=None, denominator=None, state=NOT_AVAILABLE, why=why)
    return _with_interval(indicator, blank, x, n)


def _impossible(indicator: Indicator, x: float, n: float | None) -> str:
    """Why there can be no such count; nothing where there can. Money may be below nought, people may not."""
    if n is not None and n < 0:
        return f"The source gives {n:g} as what it is out of, which is below nought."
    if x < 0 and indicator.method is not Method.NONE:
        return f"The source gives a count of {x:g}, which is below nought."
    return ""


def _with_interval(indicator: Indicator, blank: Worked, x: float, n: float | None) -> Worked:
    per = indicator.per
    if indicator.method is Method.NONE:
        return replace(blank, value=x if n is None else per * x / n, method=str(Method.NONE))
    if indicator.method is Method.PROPORTION and n is not None:
        found = rates.proportion(x, n, per=per)
    else:
        found = rates.count(x) if n is None else rates.rate(x, n, per=per)
    return replace(blank, value=found.value, lower=found.lower, upper=found.upper, method=found.method)
