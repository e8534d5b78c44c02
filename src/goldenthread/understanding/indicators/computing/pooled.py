"""How do an area's ten statistical neighbours do together, and does any one of them decide it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from statistics import median

from goldenthread.analysis.comparison import Area, Kind, pool_neighbours
from goldenthread.analysis.prose import join_words
from goldenthread.understanding.datasets.kinds.councils import Council, councils
from goldenthread.understanding.indicators.definitions.schema import Indicator, Level, Method

from .figures import Worked

MEDIAN = "median of the neighbours, of whom only percentages are published"
SUMMED = "neighbours added up"
FEWEST = 2
"""Neighbours with a figure; fewer are no comparison."""
KINDS = {Method.PROPORTION: Kind.PROPORTION, Method.RATE: Kind.RATE}


def neighbours_of(council: Council, indicator: Indicator, found: Iterable[Worked]) -> Iterator[Worked]:
    """One pooled figure a period, from the totals of every council. A count is not pooled: it is not a level."""
    if not indicator.denominator:
        return
    by_period: dict[str, dict[str, Worked]] = {}
    for figure in found:
        if figure.level is Level.AREA and not figure.breakdown:
            by_period.setdefault(figure.period, {})[figure.place] = figure
    for period, figures in by_period.items():
        there = {code for code in council.neighbours if code in figures and figures[code].value is not None}
        if council.gss in figures and len(there) >= FEWEST:
            yield _pooled(council, indicator, period, figures)


def _pooled(council: Council, indicator: Indicator, period: str, figures: Mapping[str, Worked]) -> Worked:
    source = figures[council.gss].source
    blank = Worked(indicator.code, Level.NEIGHBOURS, council.gss, period, source)
    there = {code: figures[code] for code in council.neighbours if code in figures and figures[code].value is not None}
    missing = [councils()[code].name for code in council.neighbours if code not in there]
    why = f"Without {join_words(missing)}, of whom there is no figure." if missing else ""
    values = [figure.value for figure in there.values() if figure.value is not None]
    if any(figure.denominator is None for figure in there.values()):
        low, high = min(values), max(values)
        return replace(blank, value=median(values), lowest=low, highest=high, method=MEDIAN, why=why)
    counts = {code: (figure.numerator or 0.0, figure.denominator or 0.0) for code, figure in there.items()}
    if indicator.method in KINDS:
        return _with_interval(blank, indicator, counts, why)
    return _ratio(blank, indicator, counts, why)


def _with_interval(blank: Worked, indicator: Indicator, counts: Mapping[str, tuple[float, float]], why: str) -> Worked:
    areas = [Area(councils()[code].name, x, n) for code, (x, n) in counts.items()]
    together = pool_neighbours(areas, KINDS[indicator.method], per=indicator.per)
    without = [value for _, value in together.without]
    return replace(
        blank,
        numerator=together.pooled.numerator,
        denominator=together.pooled.denominator,
        value=together.pooled.value,
        lower=together.pooled.lower,
        upper=together.pooled.upper,
        method=together.pooled.method,
        lowest=together.lowest[1],
        highest=together.highest[1],
        without=(min(without), max(without)),
        why=why,
    )


def _ratio(blank: Worked, indicator: Indicator, counts: Mapping[str, tuple[float, float]], why: str) -> Worked:
    """Amounts of money and the like: added up, with no interval, for they are not counts of people."""
    x, n = (sum(column) for column in zip(*counts.values(), strict=True))
    left = [indicator.per * (x - a) / (n - b) for a, b in counts.values()]
    each = [indicator.per * a / b for a, b in counts.values()]
    return replace(
        blank,
        numerator=x,
        denominator=n,
        value=indicator.per * x / n,
        lowest=min(each),
        highest=max(each),
        without=(min(left), max(left)),
        method=SUMMED,
        why=why,
    )
