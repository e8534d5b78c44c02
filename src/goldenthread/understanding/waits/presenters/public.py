"""How are waits shown to everybody: as they were published, each with its month, and what follows from that alone?

A percentage is made of two counts that are shown. A longest wait is one child's, so none is shown: only beyond which
limit, or since which year, so many children wait that their count is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from goldenthread.analysis.prose import plural, sentence
from goldenthread.analysis.rates import proportion
from goldenthread.design import charts
from goldenthread.understanding.waits.computing.drafts import NO_YEAR
from goldenthread.understanding.waits.computing.lists import ALL, BETWEEN, OVER, UNKNOWN, UPTO, YEAR, all_months
from goldenthread.understanding.waits.computing.published import EVERY, HIDDEN, Published
from goldenthread.understanding.waits.kinds import published as nhs
from goldenthread.understanding.waits.reading.cells import end_of, say_month

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
    "start not known",
)  # fmt: skip
CSV_LAST = ("longest wait", "note")
SHOWN_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Waits:
    """The public page. `as_of` is empty where no return was ever accepted."""

    as_of: str = ""
    headline: str = ""
    complete: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
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


def waits(
    held: Sequence[Published],
    breaks: Sequence[Any],
    codes: Sequence[str],
    missing: Sequence[str] = (),
    *,
    drawn: bool = True,
) -> Waits:
    """The page. `held`: every month as it was published, the newest last. `breaks`: of which service and provider, from
    which month on, and why. `codes`: of the ICBs that serve the area; `missing`: promised returns that did not come."""
    context = _context(codes)
    if not held:
        return Waits(complete=tuple(missing), context=context)
    shown = held[-1]
    return Waits(
        as_of=say_month(shown.month),
        headline=_headline(shown, say_month(shown.month)),
        complete=(*shown.notes, *missing),
        rows=tuple(_rows(shown)),
        cohort_columns=("List", *({"text": _year(year), "numeric": True} for year in shown.years)),
        cohort_rows=tuple(_cohorts(shown)),
        charts=tuple(_charts(held, breaks)) if drawn else (),
        breaks=tuple(_said_breaks(breaks)),
        hidden=shown.hidden,
        context=context,
    )


def _year(group: str) -> str:
    return "Not known" if group == NO_YEAR else group.removeprefix("referred in ")


def _cohorts(shown: Published) -> Iterator[tuple[str, ...]]:
    for place in shown.lists:
        counts = [shown.texts.get((place, year), "") for year in shown.years]
        if any(counts):
            yield (place, *(count.capitalize() for count in counts))


def _headline(shown: Published, month: str) -> str:
    total, over = (shown.texts.get((EVERY, group), "not known") for group in (ALL, OVER))
    if HIDDEN in (total, over):
        return f"Too few children are on the lists of {month} to say how many without giving one of them away."
    return f"At the end of {month}, {total} children were waiting. {sentence(f'{over} had waited more than 18 weeks')}"


def _rows(shown: Published) -> Iterator[tuple[str, ...]]:
    for place in shown.lists:
        yield (*_row(place, shown), longest(place, shown).capitalize())
    if len(shown.lists) > 1:
        yield (*_row(EVERY, shown), "")


def _row(place: str, shown: Published) -> tuple[str, ...]:
    total, over, year, unknown = (shown.texts.get((place, g), "").capitalize() for g in (ALL, OVER, YEAR, UNKNOWN))
    return place, total, over, _share_over(place, shown), year, unknown


def _share_over(place: str, shown: Published) -> str:
    """Of the children whose start is known, with Wilson's limits; only where both counts are shown."""
    over, upto = shown.numbers.get((place, OVER)), shown.numbers.get((place, UPTO))
    if place == EVERY:
        return ""
    if over is None or upto is None:
        return "Cannot be said"
    if not over + upto:
        return "Nobody with a known start"
    found = proportion(over, over + upto)
    return f"{found.value:.0f}% ({found.lower:.0f}% to {found.upper:.0f}%)"


def longest(place: str, shown: Published) -> str:
    """More than so many weeks: the highest limit beyond which children are shown to wait, be it of a band or because of
    the year in which they were referred. How long the one child waits who waits longest is never shown."""
    weeks = [limit for group, limit in ((OVER, 18), (BETWEEN, 18), (YEAR, 52)) if shown.numbers.get((place, group), 0)]
    weeks += [
        (end_of(shown.month) - date(int(_year(group)), 12, 31)).days // 7
        for group in shown.years
        if group != NO_YEAR and shown.numbers.get((place, group), 0)
    ]
    if weeks and max(weeks) > 0:
        return f"more than {plural(max(weeks), 'week')}"
    return HIDDEN if HIDDEN in {shown.texts.get((place, group)) for group in (OVER, YEAR, BETWEEN)} else "not known"


def _charts(held: Sequence[Published], breaks: Sequence[Any]) -> Iterator[charts.Chart]:
    """One for each service: how many had waited over 18 weeks, by provider. A month that was not sent leaves a gap."""
    over = _over_by_month(held)
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
            broken = sorted({(each.month, each.reason) for each, _ in breaks if each.service == service})
            yield charts.line_chart(
                title=_finding(service, lines),
                series=lines,
                unit="people",
                subtitle="Children still waiting who had waited more than 18 weeks at the end of each month",
                breaks=[charts.Break(_day(month), sentence(reason)) for month, reason in broken],
            )


_Points = list[tuple[str, int | None, str]]


def _over_by_month(held: Sequence[Published]) -> dict[tuple[str, str], _Points]:
    by_month = {shown.month: shown for shown in held}
    places = {(labels[0], labels[1]): place for shown in held for place, labels in shown.labels.items()}
    over: dict[tuple[str, str], _Points] = {place: [] for place in places}
    for month in all_months([held[0].month, held[-1].month])[-SHOWN_MONTHS:]:
        shown = by_month.get(month)
        for key, place in places.items():
            value = shown.numbers.get((place, OVER)) if shown else None
            said = shown.texts.get((place, OVER), "no return") if shown else "not published"
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


def _said_breaks(breaks: Sequence[Any]) -> Iterator[str]:
    for each, provider in breaks:
        what = f"{each.service}, {provider}: figures from {say_month(each.month)} on"
        yield f"{what} are not compared with earlier ones. {sentence(each.reason)}"


def csv_rows(held: Sequence[Published], breaks: Sequence[Any]) -> Iterator[tuple[str, ...]]:
    """Every month as it was published; a list that had come before and did not says so."""
    years, before = _years(held), dict[str, Sequence[str]]()
    for shown in held:
        for place in shown.lists:
            service, provider = shown.labels[place]
            counts = [shown.texts[place, group] for group in (ALL, UPTO, OVER, BETWEEN, YEAR, UNKNOWN)]
            cohorts = [shown.texts.get((place, year), "") for year in years]
            reasons = [e.reason for e, of in breaks if (of, e.service, e.month) == (provider, service, shown.month)]
            note = f"break in the series: {'; '.join(reasons)}" if reasons else ""
            yield (shown.month, service, provider, *counts, *cohorts, longest(place, shown), note)
        before |= {place: shown.labels[place] for place in shown.lists}
        for provider in sorted({of for _, of in before.values()} - {of for _, of in shown.labels.values()}):
            yield (shown.month, "", provider, *[""] * (7 + len(years)), "no return was sent")


def csv_columns(held: Sequence[Published]) -> tuple[str, ...]:
    """The heads of the file: one for each year of referral that any month tells of."""
    return (*CSV_COLUMNS, *_years(held), *CSV_LAST)


def _years(held: Sequence[Published]) -> tuple[str, ...]:
    found = {year for shown in held for year in shown.years}
    return tuple(sorted(found, key=lambda group: (group == NO_YEAR, group)))


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
