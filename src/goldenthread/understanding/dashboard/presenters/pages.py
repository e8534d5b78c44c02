"""What does a board see first, and how are the legs put side by side?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from goldenthread.analysis.comparison import Verdict
from goldenthread.analysis.prose import plural, say_date, sentence
from goldenthread.analysis.spc import read_together
from goldenthread.understanding.indicators.presenters.files import line as figure_line
from goldenthread.understanding.indicators.presenters.pages import say
from goldenthread.understanding.waits.presenters import public

from .cards import Card, card, chance, reasons

FIGURES = (
    *(
        "code",
        "title",
        "place",
        "level",
        "period",
        "value",
        "numerator",
        "denominator",
        "lower",
        "upper",
        "unit",
        "per",
    ),
    *("neighbours_value", "neighbours_verdict", "england_value", "england_verdict"),
    *("state", "why", "provisional", "publisher", "publication", "release", "published_on", "licence"),
)
COLUMNS = (
    *("leg", *FIGURES, "before_period", "before_value", "change", "judged_by", "months_old", "old"),
    *("acted_on_by", "measured_by", "missing"),
)


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that needs attention. `rests`: what the strategy does about it."""

    code: str
    title: str
    words: str
    rests: Any


@dataclass(frozen=True, slots=True)
class Absent:
    """What nobody publishes, and who has promised it."""

    what: str
    held_by: str
    unknown: str
    promised: str


@dataclass(frozen=True, slots=True)
class Leg:
    """One column."""

    key: str
    title: str
    about: str
    cards: tuple[Card, ...]
    absent: tuple[Absent, ...]
    takes_waits: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """The page. `unanswered` comes first: worse, and nothing in the strategy acts on it. `known`: figures there are."""

    known: int
    total: int
    unanswered: tuple[Notice, ...]
    answered: tuple[Notice, ...]
    changed: tuple[Notice, ...]
    missing: tuple[str, ...]
    old: tuple[str, ...]
    newest: str
    untold: str
    alarms: str
    legs: tuple[Leg, ...]
    waits: public.Waits


def shown(found: Any) -> Shown:
    """The whole dashboard in words."""
    worse = [line for line in found.lines if line.read and line.read.needs_attention]
    return Shown(
        known=sum(line.read is not None for line in found.lines),
        total=len(found.lines),
        unanswered=tuple(_worse(line) for line in worse if not line.rests.acts),
        answered=tuple(_worse(line) for line in worse if line.rests.acts),
        changed=tuple(_changes(found.lines)),
        missing=found.missing,
        old=tuple(
            f"{line.trend.indicator.title} ({line.read.figure.period})"
            for line in found.lines
            if line.read and line.read.is_old
        ),
        newest=_newest(found.lines),
        untold=_untold(found.lines),
        alarms=_alarms(found.lines),
        legs=tuple(_leg(column) for column in found.columns),
        waits=public.waits(found.waits, (), (), drawn=False),
    )


def _worse(line: Any) -> Notice:
    read = line.read
    words = sentence(f"{say(read.indicator, read.figure.value)} in {read.figure.period}: {reasons(line)}")
    return Notice(read.indicator.code, read.indicator.title, words, line.rests)


def _changes(lines: Iterable[Any]) -> Iterator[Notice]:
    """Every step since the figure before that is more than chance, for better or worse."""
    for line in lines:
        read = line.read
        if read and read.before and read.change not in (None, Verdict.SIMILAR):
            now = f"{say(read.indicator, read.figure.value)} in {read.figure.period}"
            before = f"{say(read.indicator, read.before.value)} in {read.before.period}"
            both = (
                f"{now} ({before})" if read.chart else f"{now}, after {before}"
            )  # a chart tells of more than one step
            words = sentence(f"{both}: {chance(read)}")
            yield Notice(read.indicator.code, read.indicator.title, words, line.rests)


def _newest(lines: Iterable[Any]) -> str:
    dated = [line.read.figure.source for line in lines if line.read and line.read.figure.source.published_on]
    if not dated:
        return ""
    newest = max(dated, key=lambda source: source.published_on)
    return f"The newest release on this page is {newest.title}, published on {say_date(newest.published_on)}."


def _untold(lines: Iterable[Any]) -> str:
    """Of how many figures nobody can say whether they differ from those of others."""
    read = [line.read for line in lines if line.read]
    untold = [r for r in read if r.beside and all(j.verdict is Verdict.CANNOT_TELL for j in r.beside.values())]
    if not untold:
        return ""
    return (
        f"Of {plural(len(read), 'figure')}, {len(untold)} cannot be compared: they are counts, or only a percentage is "
        "published and not the counts behind it."
    )


def _alarms(lines: Iterable[Any]) -> str:
    """How many of so many charts would show a change by chance alone."""
    charted = [(line.read.indicator.title, line.read.chart) for line in lines if line.read and line.read.chart]
    return read_together(charted).sentence if charted else ""


def _leg(column: Any) -> Leg:
    leg = column.leg
    return Leg(
        leg.key,
        leg.title,
        leg.about,
        tuple(card(line) for line in column.lines),
        tuple(Absent(each.what, each.held_by, each.unknown, _promised(entries)) for each, entries in column.absent),
        leg.waits,
    )


def _promised(entries: Iterable[Any]) -> str:
    """Who promised it and by when; that nobody has, where nobody has."""
    said = []
    for entry in entries:
        when = f", next due on {say_date(entry.next.period.due)}" if entry.next else ""
        said.append(f"{entry.promise.organisation.label} has promised it{when}.")
    return " ".join(said) or "Nobody has promised it."


def csv_rows(found: Any) -> Iterator[list[Any]]:
    """A line for each figure of the page; one that is not known says so."""
    for column in found.columns:
        for line in column.lines:
            row = _csv_row(line)
            yield [column.leg.key, *(row.get(name) for name in COLUMNS[1:])]


def _csv_row(line: Any) -> dict[str, Any]:
    indicator, read = line.trend.indicator, line.read
    ours = {
        "acted_on_by": "; ".join(ref.name for ref in line.rests.acts),
        "measured_by": "; ".join(ref.name for ref in line.rests.measures),
        "missing": " ".join(line.missing),
    }
    if read is None:
        return {
            "code": indicator.code,
            "title": indicator.title,
            "state": "not-available",
            "why": line.trend.missing,
        } | ours
    before = read.before
    return (
        figure_line(indicator, read.point)
        | ours
        | {
            "before_period": before.period if before else "",
            "before_value": before.value if before else None,
            "moved": str(read.moved) if read.moved is not None else "",
            "variation": str(read.chart.variation) if read.chart else "",
            "months_old": read.months,
            "old": read.is_old,
        }
    )
