"""How is a pinned figure said: its value, how sure it is, beside whom, and from where?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from goldenthread.analysis.comparison import Verdict
from goldenthread.analysis.figures import Unit, say_number, say_value
from goldenthread.analysis.prose import say_date
from goldenthread.understanding.assessment.presenters import say, say_rounded
from goldenthread.understanding.assessment.queries import Now
from goldenthread.understanding.indicators.definitions.places import name_of
from goldenthread.understanding.indicators.definitions.schema import Level

LEVELS = (Level.NEIGHBOURS, Level.REGION, Level.ENGLAND)
VERDICTS = {
    Verdict.BETTER: "better here",
    Verdict.SIMILAR: "similar here",
    Verdict.WORSE: "worse here",
    Verdict.HIGHER: "higher here",
    Verdict.LOWER: "lower here",
    Verdict.CANNOT_TELL: "cannot tell whether it differs here",
}
HEADINGS = {Level.NEIGHBOURS: "Statistical neighbours", Level.REGION: "Region", Level.ENGLAND: "England"}


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure that ours is compared with, for the same period. `verdict` is empty where none can be given."""

    who: str
    value: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Said:
    """One pinned figure in words."""

    pin: Any
    title: str
    value: str
    counts: str
    interval: str
    period: str
    place: str
    source: str
    note: str
    beside: tuple[Beside, ...]
    newer: str
    before: str
    then: str
    now: Now

    @property
    def sentence(self) -> str:
        """`8.8% (42 of 476), likely between 6.6% and 11.7%, 2024`."""
        counts = f" ({self.counts})" if self.counts else ""
        sure = f", {self.interval}" if self.interval else ""
        return f"{self.value}{counts}{sure}, {self.period}"


def said(now: Now) -> Said:
    """A pin beside what the ledger holds today, as readers see it."""
    pin = now.pin
    newer, replaced = now.newer, getattr(pin, "replaces", None)
    return Said(
        pin=pin,
        title=f"{pin.title}: {pin.band}" if pin.band else pin.title,
        value=say(pin, pin),
        counts=_counts(pin),
        interval=_interval(pin),
        period=f"{pin.period} (provisional)" if pin.provisional else pin.period,
        place=name_of(pin.level, pin.place),
        source=_source(pin),
        note=pin.note,
        beside=tuple(_beside(now)),
        newer=f"{say(newer, pin)}, {newer.period} ({newer.source.release})" if newer else "",
        before=f"{say(replaced, pin)}, {replaced.period}" if replaced else "",
        then=say_cited(pin.cited) if pin.cited else "",
        now=now,
    )


def _counts(pin: Any) -> str:
    if pin.numerator is None or pin.denominator is None or pin.value is None:
        return ""
    return f"{_whole(pin.numerator)} of {_whole(pin.denominator)}"


def _whole(value: float) -> str:
    return say_number(Decimal(repr(value)).quantize(Decimal("1"), ROUND_HALF_UP))


def _interval(pin: Any) -> str:
    if pin.lower is None or pin.upper is None:
        return ""
    low, high = (say_rounded(end, pin.unit, pin.per) for end in (pin.lower, pin.upper))
    return f"likely between {low} and {high}"


def _beside(now: Now) -> list[Beside]:
    """Nobody, for a count: a larger place has more of everything."""
    if now.point is None or now.indicator is None or not now.indicator.denominator:
        return []
    found = []
    for level in LEVELS:
        other = now.point.beside.get(level)
        if other is not None and other.value is not None:
            judged = now.point.judged(now.indicator, level)
            verdict = VERDICTS[judged.verdict] if judged else ""
            found.append(Beside(_who(level, other.place), say(other, now.pin), verdict))
    return found


def _source(pin: Any) -> str:
    stated = pin.published_on is None or "published" in pin.release
    when = "" if stated else f" (published {say_date(pin.published_on)})"
    return f"{pin.publisher}, {pin.source}, {pin.release}{when}. {pin.licence}"


def _who(level: Level, place: str) -> str:
    return HEADINGS[level] if level is Level.NEIGHBOURS else name_of(level, place)


def say_cited(cited: Any) -> str:
    """What the strategy said then, exactly as it said it: `1,412 people, 2020`."""
    value = say_value(cited.value, Unit(cited.unit)) if cited.value is not None else cited.words
    period = cited.period or "the strategy does not say when"
    return f"{value} ({period})"
