"""How has a pinned figure moved, beside its neighbours, its region and England?"""

from __future__ import annotations

from datetime import date

from goldenthread.analysis.figures import Unit
from goldenthread.design.charts import Break, Chart, Point, Series, line_chart
from goldenthread.understanding.indicators.definitions.schema import Level
from goldenthread.understanding.indicators.queries import Trend

from .words import HEADINGS, LEVELS, Said, say


def chart_of(figure: Said) -> Chart | None:
    """A line for the area and one for each comparator; None where there are not two periods to draw.

    Counts stand alone: a larger area has more of everything.
    """
    trend, pin = figure.now.trend, figure.pin
    known = [point.figure for point in trend.points if point.figure.value is not None] if trend else []
    if trend is None or len(known) < 2:
        return None
    series = [_own(figure, trend)]
    if trend.indicator.denominator:
        series += [_other(trend, level) for level in LEVELS if any(level in point.beside for point in trend.points)]
    breaks = [Break(point.figure.period_end, point.break_before) for point in trend.points if point.break_before]
    first, last = known[0], known[-1]
    title = f"{figure.title}: {say(first, pin)} in {first.period}, {say(last, pin)} in {last.period}"
    unit = Unit(pin.unit) if pin.per <= 100 else Unit.COUNT
    return line_chart(title=title, series=series, unit=unit, subtitle=_per(pin.per), breaks=breaks)


def _per(per: int) -> str:
    return f"For each {per:,}" if per > 100 else ""


def _own(figure: Said, trend: Trend) -> Series:
    points = tuple(_point(each.figure.period_end, each.figure.period, each.figure.value) for each in trend.points)
    return Series(figure.place, points)


def _other(trend: Trend, level: Level) -> Series:
    points = tuple(
        _point(each.figure.period_end, each.figure.period, each.beside[level].value if level in each.beside else None)
        for each in trend.points
    )
    return Series(HEADINGS[level], points, comparator=True)


def _point(at: date, period: str, value: float | None) -> Point:
    return Point(at, period, None if value is None else round(value, 1))
