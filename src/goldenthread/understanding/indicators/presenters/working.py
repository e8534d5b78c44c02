"""How are figures shown to those who work in the area: what is published beside what the area's own return says?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from goldenthread.analysis.prose import plural
from goldenthread.understanding.indicators.definitions.schema import Group, Indicator

from .pages import counts_of, say

COMPARED = (
    "Period",
    "Of whom",
    {"text": "Published", "numeric": True},
    {"text": "In the return", "numeric": True},
    {"text": "Difference", "numeric": True},
    "What that says",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator in the list."""

    code: str
    title: str
    value: str
    period: str
    origin: str


def listed(latest: Iterable[Any]) -> list[tuple[str, list[Row]]]:
    """Each group with its indicators: the newest figure, and whether it is published or counted in a return."""
    by_group: dict[Group, list[Row]] = {}
    for each in latest:
        by_group.setdefault(each.indicator.group, []).append(_row(each))
    return [(str(group).capitalize(), by_group[group]) for group in Group if group in by_group]


def _row(trend: Any) -> Row:
    indicator, newest = trend.indicator, trend.latest
    if newest is None:
        return Row(indicator.code, indicator.title, trend.missing, "", "")
    figure = newest.figure
    value = say(indicator, figure.value, figure.why)
    return Row(indicator.code, indicator.title, value, figure.period, figure.source.publisher)


@dataclass(frozen=True, slots=True)
class Told:
    """What a release gave, ready for its page."""

    sentence: str
    revised: tuple[tuple[str, ...], ...]
    wanting: tuple[str, ...]


REVISED = (
    "Indicator",
    "Period",
    "Group",
    {"text": "Was", "numeric": True},
    {"text": "Is now", "numeric": True},
    "It was in",
)


def told(found: Any, indicators: Mapping[str, Indicator]) -> Told:
    """How many figures, when they were worked out, what they revise, and what is missing for others."""
    if not found.sources:
        sentence = "No figures have been worked out from it yet."
    else:
        last = max(each.loaded_at for each in found.sources)
        stand = plural(found.standing, "figure of it stands", "figures of it stand")
        sentence = f"{stand} on the pages of indicators. They were worked out on {last:%-d %B %Y}."
        if not found.standing:
            why = "it says nothing of this area, or a later release says it all"
            sentence = f"It was read on {last:%-d %B %Y}, and no figure of it stands: {why}."
    rows = tuple(
        (
            indicators[each.code].title,
            each.period,
            each.band or "All",
            say(indicators[each.code], each.revises.value, each.revises.why),
            say(indicators[each.code], each.value, each.why),
            str(each.revises.source),
        )
        for each in found.revised
        if each.code in indicators
    )
    return Told(sentence, rows, tuple(f"{title}: it needs {missing}." for title, missing in found.wanting))


def compared(indicator: Indicator, found: Iterable[Any]) -> list[tuple[str, ...]]:
    """A line for each figure that has both sources."""
    return [
        (
            each.own.period,
            each.own.band or "All",
            _both(indicator, each.published),
            _both(indicator, each.own),
            _difference(indicator, each),
            each.sentence,
        )
        for each in found
    ]


def _both(indicator: Indicator, figure: Any) -> str:
    if figure.value is None:
        return "–"
    counts = counts_of(indicator, figure)
    return say(indicator, figure.value) + (f" ({counts})" if counts else "")


def _difference(indicator: Indicator, each: Any) -> str:
    if each.value is None:
        return "–"
    if not indicator.denominator:
        return _signed(each.value, 0)
    return _signed(each.value, 1) + (" points" if indicator.per == 100 else f" per {indicator.per:,}")


def _signed(value: float, places: int) -> str:
    """With its sign, and a nought that has none: `+4.1`, `−12.0`, `0.0`."""
    rounded = round(value, places) + 0.0
    return f"{rounded:{'+' if rounded else ''},.{places}f}".replace("-", "−")


def summed_up(found: Iterable[Any]) -> str:
    """In one sentence: of how many figures with both sources the two agree."""
    totals = [each for each in found if not each.own.breakdown]
    known = [each for each in totals if each.value is not None]
    if not totals:
        return "No period has both a published figure and one of the area’s own return."
    if not known:
        return "Of no period are both figures known."
    equal = sum(each.equal for each in known)
    newest = known[0]
    return f"Equal in {equal} of {len(known)} periods. {newest.own.period}: {newest.sentence}"
