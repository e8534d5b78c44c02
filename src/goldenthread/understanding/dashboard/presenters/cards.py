"""How is one figure said on the dashboard: its value, how it moved, beside whom, how old it is, and what rests on it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from goldenthread.analysis.comparison import Verdict
from goldenthread.analysis.prose import join_words, plural, say_date, sentence
from goldenthread.understanding.indicators.definitions.places import name_of
from goldenthread.understanding.indicators.definitions.schema import Indicator, Level
from goldenthread.understanding.indicators.presenters.pages import VERDICTS, counts_of, say

from .sparks import spark

NAMES = {Level.NEIGHBOURS: "Similar areas", Level.ENGLAND: "England"}
MOVED = {
    Verdict.BETTER: "better, by more than chance",
    Verdict.WORSE: "worse, by more than chance",
    Verdict.HIGHER: "more than chance would make it",
    Verdict.LOWER: "more than chance would make it",
    Verdict.SIMILAR: "no more than chance could make it",
}
VARIES = {
    Verdict.BETTER: "better than its usual ups and downs",
    Verdict.WORSE: "worse than its usual ups and downs",
    Verdict.HIGHER: "higher than its usual ups and downs",
    Verdict.LOWER: "lower than its usual ups and downs",
    Verdict.SIMILAR: "within its usual ups and downs",
}
SURE = 13
"""Values from which the limits of a control chart no longer move much."""


@dataclass(frozen=True, slots=True)
class Beside:
    """One comparator: its value, and the verdict in a word."""

    who: str
    value: str
    verdict: str
    tone: str


@dataclass(frozen=True, slots=True)
class Card:
    """One figure. `value` is empty where there is none; `nothing` says why, or why the newest period has none."""

    code: str
    title: str
    why: str
    rests: Any
    missing: tuple[str, ...]
    nothing: str = ""
    value: str = ""
    counts: str = ""
    period: str = ""
    place: str = ""
    picture: SafeString | None = None
    moved: str = ""
    varies: str = ""
    beside: tuple[Beside, ...] = ()
    age: str = ""
    is_old: bool = False
    is_own: bool = False
    source: str = ""
    unanswered: bool = False


def card(line: Any) -> Card:
    """One figure of a leg, ready to be shown."""
    indicator, read = line.trend.indicator, line.read
    told = {"why": line.chosen.why, "rests": line.rests, "missing": line.missing}
    if read is None:
        return Card(indicator.code, indicator.title, **told, nothing=_nothing(line.trend))
    figure = read.figure
    return Card(
        indicator.code,
        indicator.title,
        **told,
        nothing=_newer_unknown(line.trend),
        value=say(indicator, figure.value),
        counts=counts_of(indicator, figure),
        period=figure.period + (", provisional" if figure.provisional else ""),
        place=name_of(figure.level, figure.place) if figure.level == Level.ICB else "",
        picture=spark([each.value for each in read.run], _picture_title(indicator, read)),
        moved=_moved(read),
        varies=_varies(read),
        beside=tuple(_beside(indicator, read)),
        age=_age(read),
        is_old=read.is_old,
        is_own=figure.source.person_level,
        source=_source(figure.source),
        unanswered=read.needs_attention and not line.rests.acts,
    )


def _nothing(trend: Any) -> str:
    newest = trend.latest
    if newest is not None and newest.figure.why:
        return f"{newest.figure.period}: {sentence(newest.figure.why)}"
    return trend.missing or "Its figure is not known."


def _newer_unknown(trend: Any) -> str:
    """What is said of periods after the newest figure that is known."""
    last = trend.points[-1]
    return (
        ""
        if last is trend.latest
        else f"For {last.figure.period} there is none: {sentence(last.figure.why or 'not known')}"
    )


def _picture_title(indicator: Indicator, read: Any) -> str:
    first = next(each for each in read.run if each.value is not None)
    start, end = (f"{say(indicator, each.value)} in {each.period}" for each in (first, read.figure))
    return f"{indicator.title}: from {start} to {end}"


def _moved(read: Any) -> str:
    if read.before is None:
        why = read.point.break_before
        return f"Not compared with earlier figures. {why}" if why else "There is no earlier figure to set beside it."
    told = f"{direction(read)} {say(read.indicator, read.before.value)} in {read.before.period}"
    return sentence(told if read.chart else f"{told}: {chance(read)}")


def direction(read: Any) -> str:
    """`rose from`, `fell from` or `the same as`: as it reads, so that nothing falls from 0% to 0%."""
    if say(read.indicator, read.figure.value) == say(read.indicator, read.before.value):
        return "the same as"
    return "rose from" if read.figure.value > read.before.value else "fell from"


def chance(read: Any) -> str:
    """Whether the newest value is more than chance, in words."""
    if read.change is not None:
        return VARIES[read.change] if read.chart else MOVED[read.change]
    if not read.indicator.denominator:
        return "a count, which is not weighed against chance"
    return "the counts are not published, so it may be chance"


def _varies(read: Any) -> str:
    if read.chart is None:
        return ""
    few = sum(each.value is not None for each in read.run)
    caution = f" (only {few} figures so far, so the limits may still move)" if few < SURE else ""
    return sentence(f"{VARIES[read.change]}{caution}")


def _beside(indicator: Indicator, read: Any) -> Iterator[Beside]:
    if not indicator.denominator:
        return
    for level, judged in read.beside.items():
        other = read.point.beside[level]
        if other.value is not None:
            word, tone = VERDICTS[str(judged.verdict)]
            yield Beside(NAMES[level], say(indicator, other.value), word, tone)


def _age(read: Any) -> str:
    return "of this month" if not read.months else f"{plural(read.months, 'month')} old"


def _source(source: Any) -> str:
    if source.person_level:
        return f"{source.publisher}, {source.release}. Not published."
    when = f", published {say_date(source.published_on)}" if source.published_on else ""
    return f"{source.publisher}, {source.title}{when}."


def reasons(line: Any) -> str:
    """Why a figure needs attention, as the rest of a sentence."""
    read = line.read
    worse = [
        f"{NAMES[level].lower() if level is Level.NEIGHBOURS else NAMES[level]} ({say(read.indicator, read.point.beside[level].value)})"
        for level, judged in read.beside.items()
        if judged.verdict is Verdict.WORSE
    ]
    said = [f"worse than {join_words(worse)}"] if worse else []
    if read.change is Verdict.WORSE:
        before = f"worse than in {read.before.period} by more than chance" if read.before else ""
        said.append(VARIES[Verdict.WORSE] if read.chart else before)
    return join_words(said)
