"""How is an indicator shown: its trend, what it is compared with, its parts, its definition, and what may not be concluded?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_uppercase
from typing import Any

from django.utils.safestring import SafeString

from goldenthread.analysis import say_value
from goldenthread.analysis.figures import Unit
from goldenthread.design import charts
from goldenthread.understanding.indicators.definitions.schema import Breakdown, Group, Indicator, Level
from goldenthread.understanding.indicators.presenters.changing import drawn_of, said_of
from goldenthread.understanding.indicators.presenters.spine import Spine, drawn

VERDICTS = {
    "better": ("Better", "green"),
    "worse": ("Worse", "red"),
    "similar": ("Not clearly different", "grey"),
    "higher": ("Higher", "blue"),
    "lower": ("Lower", "blue"),
    "cannot-tell": ("Cannot tell", "yellow"),
}
BESIDE = {Level.NEIGHBOURS: "Ten statistical neighbours, pooled", Level.REGION: "Region", Level.ENGLAND: "England"}
MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator in the profile."""

    code: str
    title: str
    value: str
    interval: str
    period: str
    spine: SafeString | None
    verdict: str
    tone: str
    england: str
    neighbours: str
    per: str


@dataclass(frozen=True, slots=True)
class Compared:
    """The area beside one comparator."""

    who: str
    value: str
    verdict: str
    tone: str
    sentence: str
    stability: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One indicator, ready for its page."""

    title: str
    headline: str
    chart: charts.Chart | None
    missing: str
    compared: tuple[Compared, ...]
    rows: tuple[tuple[str, ...], ...]
    sources: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    doubts: tuple[str, ...]
    change: str
    control: charts.Chart | None


def say(indicator: Indicator, value: float | None, why: str = "") -> str:
    """A figure with its unit; where there is none, why."""
    if value is None:
        return why or "not known"
    return f"{_bare(indicator, value)}{_per(indicator)}"


def _bare(indicator: Indicator, value: float | None) -> str:
    """A figure without “per 10,000”, where a heading says that."""
    return "not known" if value is None else say_value(Decimal(str(round(value, 1))), indicator.unit)


def _per(indicator: Indicator) -> str:
    return f" per {indicator.per:,}" if indicator.unit is not Unit.PER_CENT and indicator.per > 1 else ""


def _interval(indicator: Indicator, figure: Any) -> str:
    if figure.lower is None or figure.upper is None:
        return ""
    return f"{_bare(indicator, figure.lower)} to {_bare(indicator, figure.upper)}"


# --- the profile --------------------------------------------------------------------------------------------------


def profile(latest: Iterable[Any]) -> list[tuple[str, list[Row], list[str]]]:
    """Each group with a row for every indicator that has a figure, and the titles of those that have none."""
    found: list[tuple[str, list[Row], list[str]]] = []
    by_group: dict[Group, list[Any]] = {}
    for each in latest:
        by_group.setdefault(each.indicator.group, []).append(each)
    for group in Group:
        trends = by_group.get(group, [])
        rows = [
            _row(each.indicator, each.latest) for each in trends if each.latest and each.latest.figure.value is not None
        ]
        without = [each.indicator.title for each in trends if not each.latest or each.latest.figure.value is None]
        if rows or without:
            found.append((str(group).capitalize(), rows, without))
    return found


def _row(indicator: Indicator, point: Any) -> Row:
    figure = point.figure
    pooled, england = point.beside.get(Level.NEIGHBOURS), point.beside.get(Level.ENGLAND)
    judged = point.judged(indicator, Level.NEIGHBOURS) or point.judged(indicator, Level.ENGLAND)
    word, tone = VERDICTS[str(judged.verdict)] if judged else VERDICTS["cannot-tell"]
    return Row(
        code=indicator.code,
        title=indicator.title,
        value=_bare(indicator, figure.value),
        interval=_interval(indicator, figure),
        period=figure.period,
        spine=_spine(indicator, figure, pooled, england),
        verdict=word,
        tone=tone,
        england=_bare(indicator, england.value) if england else "–",
        neighbours=_bare(indicator, pooled.value) if pooled else "–",
        per=_per(indicator).strip(),
    )


def _spine(indicator: Indicator, figure: Any, pooled: Any, england: Any) -> SafeString | None:
    """None for counts, which a larger area has more of, and where the neighbours are not known."""
    if not pooled or pooled.lowest is None or not indicator.denominator:
        return None
    spine = Spine(pooled.lowest, pooled.highest, figure.value, pooled.value, england.value if england else None)
    own, low, high = (say(indicator, value) for value in (figure.value, pooled.lowest, pooled.highest))
    return drawn(spine, f"{indicator.title}: {own}; its ten neighbours from {low} to {high}")


# --- one indicator ------------------------------------------------------------------------------------------------


def shown(trend: Any) -> Shown:
    """The trend with everything that keeps a reader from concluding too much."""
    indicator, newest = trend.indicator, trend.latest
    names = list(dict.fromkeys(str(point.figure.source) for point in reversed(trend.points)))
    return Shown(
        title=indicator.title,
        headline=_headline(trend),
        chart=_chart(trend),
        missing=trend.missing,
        compared=tuple(_compared(indicator, newest)) if newest else (),
        rows=tuple(_line(indicator, point, names) for point in reversed(trend.points)),
        sources=tuple((_key(n), name) for n, name in enumerate(names)),
        facts=tuple(_facts(indicator, newest)),
        doubts=tuple(_doubts(trend)),
        change=said_of(trend),
        control=drawn_of(trend),
    )


def _headline(trend: Any) -> str:
    point = trend.latest
    if point is None or point.figure.value is None:
        return trend.missing or f"There is no figure: {point.figure.why if point else 'none was loaded'}."
    told = f"{say(trend.indicator, point.figure.value)} in {point.figure.period}"
    counts = counts_of(trend.indicator, point.figure)
    return f"{told} ({counts})." if counts else f"{told}."


def counts_of(indicator: Indicator, figure: Any) -> str:
    """Numerator and denominator; nothing where one is not known, or there is only a count."""
    if figure.numerator is None or figure.denominator is None or not indicator.denominator:
        return ""
    return f"{figure.numerator:,.0f} of {figure.denominator:,.0f}"


def _chart(trend: Any) -> charts.Chart | None:
    own = tuple(_point(each.figure, whisker=True) for each in trend.points)
    if sum(point.value is not None for point in own) < 2:
        return None
    lines = [charts.Series(trend.area.name, own)]
    for level, name in ((Level.NEIGHBOURS, "Neighbours"), (Level.ENGLAND, "England")):
        points = tuple(_point(each.beside[level]) for each in trend.points if level in each.beside)
        if trend.indicator.denominator and any(point.value is not None for point in points):
            lines.append(charts.Series(name, points, comparator=True))
    breaks = [charts.Break(each.figure.period_end, each.break_before) for each in trend.points if each.break_before]
    return charts.line_chart(title=_finding(trend), series=lines, unit=trend.indicator.unit, breaks=breaks)


def _point(figure: Any, *, whisker: bool = False) -> charts.Point:
    value, *ends = (None if each is None else round(each, 2) for each in (figure.value, figure.lower, figure.upper))
    return charts.Point(figure.period_end, figure.period, value, figure.why, *(ends if whisker else ()))


def _finding(trend: Any) -> str:
    """What the last unbroken run of figures says, from its first to its last."""
    run: list[Any] = []
    for point in trend.points:
        run = [] if point.break_before else run
        run += [point] if point.figure.value is not None else []
    indicator = trend.indicator
    if len(run) < 2:
        return (
            f"{indicator.title}: {say(indicator, run[-1].figure.value)} in {run[-1].figure.period}"
            if run
            else indicator.title
        )
    first, last = run[0].figure, run[-1].figure
    moved = "rose" if last.value > first.value else "fell" if last.value < first.value else "did not change"
    change = (
        f"from {say(indicator, first.value)} to {say(indicator, last.value)}"
        if moved != "did not change"
        else f"from {say(indicator, first.value)}"
    )
    return f"{indicator.title} {moved} {change}, {first.period} to {last.period}"


def _compared(indicator: Indicator, point: Any) -> Iterable[Compared]:
    for level, who in BESIDE.items():
        other, judged = point.beside.get(level), point.judged(indicator, level)
        if other and judged:
            word, tone = VERDICTS[str(judged.verdict)]
            stability = ""
            if judged.settled is not None:
                kept = (
                    "the same whichever one neighbour is left out"
                    if judged.settled
                    else "another one if a single neighbour is left out"
                )
                stability = f"The answer is {kept}."
            yield Compared(who, say(indicator, other.value, other.why), word, tone, judged.sentence, stability)


def _key(number: int) -> str:
    """A, B, C … by which a source is named in a table, and once below it."""
    return ascii_uppercase[number] if number < len(ascii_uppercase) else str(number + 1)


def _line(indicator: Indicator, point: Any, sources: Sequence[str]) -> tuple[str, ...]:
    figure = point.figure
    beside = [say(indicator, point.beside[level].value) if level in point.beside else "–" for level in BESIDE]
    told = say(indicator, figure.value, figure.why) + (" (provisional)" if figure.provisional else "")
    told += f" (revised from {say(indicator, figure.revises.value, 'no figure')})" if figure.revises else ""
    return (
        figure.period,
        told,
        counts_of(indicator, figure),
        _interval(indicator, figure),
        *beside,
        _key(sources.index(str(figure.source))),
    )


def _facts(indicator: Indicator, point: Any) -> Iterable[tuple[str, str]]:
    yield "Why it matters", indicator.why
    yield "Counted", indicator.numerator
    if indicator.denominator:
        yield "Out of", indicator.denominator
    yield "Which way is better", str(indicator.polarity).capitalize()
    if indicator.denominator:
        yield "How sure: the interval", str(indicator.method).capitalize()
    yield "Defined in", ", ".join(filter(None, (indicator.definition.document, indicator.definition.paragraph)))
    if point:
        source = point.figure.source
        yield "Source", f"{source.publisher}, {source}. {source.licence}"
    yield "Answers for it", indicator.owner
    yield "Checks it", indicator.checker


def _doubts(trend: Any) -> Iterable[str]:
    if trend.indicator.note:
        yield trend.indicator.note
    for point in trend.points:
        if point.break_before:
            yield f"Figures from {point.figure.period} on may not be compared with those before. {point.break_before}"
    for figure in (point.figure for point in trend.points if point.figure.revises):
        was = say(trend.indicator, figure.revises.value, "no figure")
        now = say(trend.indicator, figure.value, "no figure")
        yield f"{figure.period} was revised from {was} ({figure.revises.source}) to {now} ({figure.source})."
    if any(point.figure.provisional for point in trend.points):
        yield "The newest figure is provisional and may be corrected by its publisher."


def parts(indicator: Indicator, by_band: Sequence[Any]) -> tuple[tuple[str, str, str, str, str], ...]:
    """The newest period broken down: band, value, counts, interval, England."""
    found = []
    for each in by_band:
        figure = each.points[0].figure
        england = each.points[0].beside.get(Level.ENGLAND)
        beside = say(indicator, england.value) if england else "–"
        found.append(
            (
                each.band,
                say(indicator, figure.value, figure.why),
                counts_of(indicator, figure),
                _interval(indicator, figure),
                beside,
            )
        )
    return tuple(found)


def titled(breakdown: Breakdown) -> str:
    """A breakdown as a heading."""
    return f"By {breakdown}"
