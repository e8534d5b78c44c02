"""How do the answers to the prepared questions read?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from goldenthread.analysis.figures import Unit
from goldenthread.analysis.prose import join_words
from goldenthread.design import charts

from .words import HIDDEN, between, per_cent, said

CLEARLY = {1: "clearly more", 0: "no clear difference", -1: "clearly fewer"}
HIGHER = {1: "clearly higher", 0: "no clear difference", -1: "clearly lower"}
CANNOT_TELL = "cannot tell: too few"
NO_RATE = "cannot tell: no rate of it is published"


@dataclass(frozen=True, slots=True)
class Told:
    """A prepared question's answer: sentences, a table, and its picture."""

    caption: str
    sentences: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    chart: Any = None


def expected(rows: Sequence[Any], outcome: Any, by: Any, reference: Any, period: str) -> Told:
    """Observed against expected, group by group."""
    title = f"{outcome.title.capitalize()}, against what would be expected, {period}"
    table = tuple(
        (
            *(each.group, said(each.of), said(each.observed), "" if each.at is None else per_cent(100 * each.at)),
            "" if each.expected is None else f"{each.expected:.0f}",
            "" if each.ratio is None else f"{each.ratio.value:.2f}",
            between(each.ratio.interval, "", 2) if each.ratio else "",
            CLEARLY[each.verdict] if each.ratio else NO_RATE if each.at is None else CANNOT_TELL,
        )
        for each in rows
    )
    rate = "" if reference.share is None else f": {per_cent(100 * reference.share)}"
    told = [f"Expected is what each group would have at {reference.whose}{rate}."]
    for each in rows:
        if each.verdict:
            told.append(
                f"{each.group}: about {said(each.observed)} {outcome.title}, where {each.expected:.0f} were expected:"
                f" {CLEARLY[each.verdict]} ({each.ratio.value:.2f} times, likely {between(each.ratio.interval, '', 2)})."
            )
    told.append(_unclear([each.group for each in rows if each.ratio and not each.verdict]))
    bars = [
        charts.Bar(each.group, round(each.ratio.value, 2) if each.ratio else None, "" if each.ratio else HIDDEN)
        for each in rows
    ]
    columns = (
        by.title,
        "Of about",
        "Observed, about",
        "At a rate of",
        "Expected",
        "Observed to expected",
        "Likely",
        "Verdict",
    )
    drawn = f"Observed to expected, {outcome.title}, by {by.title.lower()} (1 is as expected), {period}"
    return Told(title, _all(told), columns, table, _chart(drawn, bars, Unit.RATIO, by.title))


def gaps(rows: Sequence[Any], outcome: Any, by: Any, period: str) -> Told:
    """Each group beside everybody else."""
    table = tuple(
        (
            *(each.group, said(each.of), per_cent(each.share.value) if each.share else HIDDEN),
            per_cent(each.rest.value) if each.rest else HIDDEN,
            "" if each.points is None else f"{each.points:+z.1f}".replace("-", "−"),
            between(each.limits, "", 1),
            "" if each.ratio is None else f"{each.ratio:.2f}",
            between(each.ratio_limits, "", 2),
            HIGHER[each.verdict] if each.limits else CANNOT_TELL,
        )
        for each in rows
    )
    told = [
        f"{each.group}: {per_cent(each.share.value)} {outcome.title}, against {per_cent(each.rest.value)} of all others: "
        f"{HIGHER[each.verdict]} (the gap is likely {between(each.limits, '', 1)} points)."
        for each in rows
        if each.verdict
    ]
    told = told or ["No group differs clearly from all others together: what differs may be chance."]
    told.append(_unclear([each.group for each in rows if each.limits and not each.verdict]))
    bars = [
        charts.Bar(each.group, round(each.share.value) if each.share else None, "" if each.share else HIDDEN)
        for each in rows
    ]
    columns = (by.title, "Of about", "Share", "All others", "Gap, points", "Likely", "Ratio", "Likely ratio", "Verdict")
    title = f"The share {outcome.title}, by {by.title.lower()}, {period}"
    return Told(title, _all(told), columns, table, _chart(title, bars, Unit.PER_CENT, by.title))


def ages(rows: Sequence[tuple[str, Any]], counted: Any, by: Any, period: str) -> Told:
    """Medians, with their intervals."""
    table = tuple(
        (group, str(found.value), f"{found.lower} to {found.upper}", said(found.of))
        if found
        else (group, HIDDEN, "", "fewer than 20")
        for group, found in rows
    )
    whole, *groups = rows
    told = [f"Half of all {counted.many} were for children younger than {whole[1].value + 1}."] if whole[1] else []
    for group, found in groups:
        if found and whole[1] and (found.lower > whole[1].upper or found.upper < whole[1].lower):
            later = "later" if found.lower > whole[1].upper else "earlier"
            told.append(f"{group}: the median age is {found.value} (likely {found.lower} to {found.upper}): {later}.")
    bars = [charts.Bar(group, found.value if found else None, "" if found else HIDDEN) for group, found in rows]
    columns = (by.title, "Median age", "Likely", "Of about")
    title = f"Median {counted.age_title}, by {by.title.lower()}, {period}"
    return Told(title, _all(told), columns, table, _chart(title, bars, Unit.YEARS, by.title))


def _unclear(groups: Sequence[str]) -> str:
    return f"No clear difference: {join_words(list(groups))}." if groups else ""


def _all(sentences: Sequence[str]) -> tuple[str, ...]:
    return tuple(each for each in sentences if each)


def _chart(title: str, bars: Sequence[Any], unit: Unit, label: str) -> Any:
    if not any(bar.value is not None for bar in bars):
        return None
    return charts.bar_chart(title=title, bars=bars, unit=unit, label=label)
