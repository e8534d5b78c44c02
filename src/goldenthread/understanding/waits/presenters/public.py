"""How are waits shown to everybody: each with its month, who did not send, and no child to be found in a number?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from goldenthread.analysis.prose import sentence
from goldenthread.analysis.rates import proportion
from goldenthread.analysis.waiting import Completeness
from goldenthread.design import charts
from goldenthread.understanding.waits.computing.lists import (
    ALL,
    BETWEEN,
    OVER,
    UNKNOWN,
    UPTO,
    YEAR,
    List,
    lists_in,
    months,
)
from goldenthread.understanding.waits.computing.published import EVERY, HIDDEN, Published, published
from goldenthread.understanding.waits.kinds import published as nhs
from goldenthread.understanding.waits.reading.cells import say_month

from .working import all_months

COLUMNS = (
    "Service and provider",
    "Waiting",
    "Over 18 weeks",
    "Share over 18 weeks (likely range)",
    "Over a year",
    "Start not known",
    "Longest wait",
)
CSV_COLUMNS = (
    "month", "service", "provider", "waiting", "up to 18 weeks", "over 18 weeks", "18 to 52 weeks", "over 52 weeks",
    "start not known", "longest wait", "note",
)  # fmt: skip
SHOWN_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Waits:
    """The public page. `as_of` is empty where no return was ever accepted."""

    as_of: str = ""
    headline: str = ""
    complete: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    cohorts: tuple[str, ...] = ()
    cohort_columns: tuple[Any, ...] = ()
    cohort_rows: tuple[tuple[str, ...], ...] = ()
    charts: tuple[charts.Chart, ...] = ()
    breaks: tuple[str, ...] = ()
    hidden: int = 0
    context: Context | None = field(default=None)


@dataclass(frozen=True, slots=True)
class Context:
    """What NHS England publishes of the area's ICB."""

    name: str
    as_of: str
    rows: tuple[tuple[str, ...], ...]
    source: str = nhs.ATTRIBUTION


def waits(held: Sequence[Any], codes: Sequence[str], *, drawn: bool = True) -> Waits:
    """The page. `codes` are the ODS codes of the ICBs that serve the area; `drawn`: with charts."""
    found = months(held)
    context = _context(codes)
    if not found:
        return Waits(context=context)
    last = found[-1]
    lists = lists_in(held, last)
    shown = published(lists)
    years = sorted({year for _, year in shown.years}, key=lambda year: (year is None, year or 0))
    return Waits(
        as_of=say_month(last),
        headline=_headline(shown, say_month(last)),
        complete=(*_complete(held, lists, last).sentences, *_last_returns(held, last)),
        rows=tuple(_rows(lists, shown)),
        cohort_columns=("List", *({"text": str(year or "Not known"), "numeric": True} for year in years)),
        cohort_rows=tuple(
            (each.place, *(shown.years.get((each.place, year), "0").capitalize() for year in years))
            for each in lists
            if any(place == each.place for place, _ in shown.years)
        ),
        charts=tuple(_charts(held, found)) if drawn else (),
        breaks=tuple(_said_breaks(held)),
        hidden=shown.hidden,
        context=context,
    )


def _headline(shown: Published, month: str) -> str:
    total, over = (shown.waits.get((EVERY, group), "not known") for group in (ALL, OVER))
    if HIDDEN in (total, over):
        return f"Too few children are on the lists of {month} to say how many without giving one of them away."
    return f"At the end of {month}, {total} children were waiting. {sentence(f'{over} had waited more than 18 weeks')}"


def _complete(held: Sequence[Any], lists: Sequence[List], month: str) -> Completeness:
    """Who sent. How many children have a start date stands in the table, where it is protected."""
    sent = {each.provider for each in lists}
    return Completeness(say_month(month), tuple(each.provider for each in held), tuple(sorted(sent)))


def _last_returns(held: Sequence[Any], month: str) -> Iterator[str]:
    """Of whom did not send: the month of which the last return tells."""
    for source in held:
        newest = max(line.month for line in source.lines)
        if newest < month:
            yield f"The last return of {source.provider} is for {say_month(newest)}."


def _rows(lists: Sequence[List], shown: Published) -> Iterator[tuple[str, ...]]:
    for each in lists:
        yield (*_row(each.place, shown), longest(each, shown))
    if len(lists) > 1:
        yield (*_row(EVERY, shown), "")


def _row(place: str, shown: Published) -> tuple[str, ...]:
    total, over, year, unknown = (shown.waits.get((place, g), "").capitalize() for g in (ALL, OVER, YEAR, UNKNOWN))
    return place, total, over, _share_over(place, shown), year, unknown


def _share_over(place: str, shown: Published) -> str:
    """Of the children whose start is known, with Wilson's limits; only where both counts are shown."""
    over, upto = shown.shown.get((place, OVER)), shown.shown.get((place, UPTO))
    if place == EVERY:
        return ""
    if over is None or upto is None:
        return "Cannot be said"
    if not over + upto:
        return "Nobody with a known start"
    found = proportion(over, over + upto)
    return f"{found.value:.0f}% ({found.lower:.0f}% to {found.upper:.0f}%)"


def longest(each: List, shown: Published) -> str:
    """The longest wait; hidden where few children are in the group that it is in, because it is one of them."""
    known = each.summary.longest
    if known is None:
        return "Not known"
    group = YEAR if known.weeks >= 52 else BETWEEN if known.weeks >= 18 else UPTO
    if not shown.shown.get((each.place, group), 0):
        return HIDDEN.capitalize()
    return known.say().capitalize()


def _charts(held: Sequence[Any], found: Sequence[str]) -> Iterator[charts.Chart]:
    """One for each service: how many had waited over 18 weeks, by provider. A month that was not sent leaves a gap."""
    over = _over_by_month(held, all_months(found)[-SHOWN_MONTHS:])
    for service in sorted({service for service, _ in over}):
        lines = [
            charts.Series(
                provider,
                tuple(charts.Point(_day(month), say_month(month), value, note) for month, value, note in points),
            )
            for (of, provider), points in sorted(over.items())
            if of == service
        ]
        if any(point.value is not None for line in lines for point in line.points):
            breaks = sorted(
                {(each.month, each.reason) for source in held for each in source.breaks if each.service == service}
            )
            yield charts.line_chart(
                title=_finding(service, lines),
                series=lines,
                unit="people",
                subtitle="Children still waiting who had waited more than 18 weeks at the end of each month",
                breaks=[charts.Break(_day(month), sentence(reason)) for month, reason in breaks],
            )


_Points = list[tuple[str, int | None, str]]


def _over_by_month(held: Sequence[Any], shown_months: Sequence[str]) -> dict[tuple[str, str], _Points]:
    by_month = {month: lists_in(held, month) for month in shown_months}
    places = {(each.service, each.provider): each.place for lists in by_month.values() for each in lists}
    over: dict[tuple[str, str], _Points] = {place: [] for place in places}
    for month, lists in by_month.items():
        shown = published(lists)
        for key, place in places.items():
            value = shown.shown.get((place, OVER))
            said = shown.waits.get((place, OVER), "no return")
            over[key].append((month, value, "" if value is not None else said))
    return over


def _finding(service: str, lines: Sequence[charts.Series]) -> str:
    """What the chart shows of the newest month with a number; at least so many, where a provider's is not shown."""
    last = max(point.at for line in lines for point in line.points if point.value is not None)
    now = [point for line in lines for point in line.points if point.at == last]
    total = sum(int(point.value or 0) for point in now)
    least = "at least " if any(point.value is None for point in now) else ""
    children = "child" if total == 1 else "children"
    return f"{service}: {least}{total:,} {children} had waited over 18 weeks in {now[0].label}"


def _day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _said_breaks(held: Sequence[Any]) -> Iterator[str]:
    for source in held:
        for each in source.breaks:
            what = f"{each.service}, {source.provider}: figures from {say_month(each.month)} on"
            yield f"{what} are not compared with earlier ones. {sentence(each.reason)}"


def csv_rows(held: Sequence[Any]) -> Iterator[tuple[str, ...]]:
    """Every month as it is published; a list that did not come says so."""
    found = months(held)
    for month in all_months(found):
        lists = lists_in(held, month)
        shown = published(lists)
        for each in lists:
            counts = [shown.waits[each.place, group] for group in (ALL, UPTO, OVER, BETWEEN, YEAR, UNKNOWN)]
            notes = [
                b.reason
                for s in held
                for b in s.breaks
                if (s.provider, b.service, b.month) == (each.provider, each.service, month)
            ]
            note = f"break in the series: {'; '.join(notes)}" if notes else ""
            yield (month, each.service, each.provider, *counts, longest(each, shown).lower(), note)
        for source in held:
            if not any(each.provider == source.provider for each in lists):
                yield (month, "", source.provider, *[""] * 7, "no return was sent")


# --- context --------------------------------------------------------------------------------------------------

CONTEXT_COLUMNS = (
    "Service",
    {"text": "Waiting", "numeric": True},
    {"text": "Over 18 weeks", "numeric": True},
    {"text": "Over a year", "numeric": True},
    {"text": "Over 18 weeks, England", "numeric": True},
)
FEW = 5


def _context(codes: Sequence[str]) -> Context | None:
    code = next((each for each in codes if nhs.latest_of(each)), None)
    if code is None:
        return None
    rows = nhs.latest_of(code)
    england = nhs.england(rows[0].month)
    shown = tuple(
        (each.service, _few(each.total), _with_share(each), _few(each.over_52), _share(england.get(each.service)))
        for each in rows
        if each.total
    )
    return Context(rows[0].name, say_month(rows[0].month), shown)


def _few(count: int | None) -> str:
    if count is None:
        return "Not collected"
    return f"{count:,}" if count == 0 or count >= FEW else f"Fewer than {FEW}"


def _with_share(each: nhs.PublishedList) -> str:
    said = _few(each.over_18)
    return f"{said} ({_share(each)})" if each.over_18 and each.over_18 >= FEW else said


def _share(each: nhs.PublishedList | None) -> str:
    """A percentage of those in the bands, which do not always add up to the total as published."""
    if each is None or each.over_18 is None or any(band is None for band in each.bands):
        return "Not collected"
    total = sum(band or 0 for band in each.bands)
    return f"{100 * each.over_18 / total:.0f}%" if total else "Nobody waits"
