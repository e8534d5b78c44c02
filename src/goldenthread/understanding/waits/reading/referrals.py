"""How does a list with one row a referral become counts? Nothing of a row is kept but where it is counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from goldenthread.analysis.prose import join_words, plural
from goldenthread.analysis.waiting import Band, Standing, band
from goldenthread.understanding.datasets.reading.staged import Fault
from goldenthread.understanding.waits.kinds import words

from . import cells
from .headings import Layout
from .parsed import Line, Parsed
from .sheets import Sheet

NHS_BANDS = tuple(
    band(words)
    for words in ("0-1 weeks", ">1-2 weeks", ">2-4 weeks", ">4-12 weeks", ">12-18 weeks", ">18-52 weeks", ">52 weeks")
)
NOT_STATED = "(not stated)"
_Place = tuple[str, str, str, str]  # service, month, standing as written, provider


@dataclass(frozen=True, slots=True)
class _Wait:
    band: Band | None
    year: int | None
    weeks: int | None


def read_referrals(parsed: Parsed, sheet: Sheet, made: Layout, month: str, faults: list[Fault]) -> None:
    """Fill `parsed` with one line for each service, standing, band and year; children without a start date among them."""
    counted: Counter[tuple[_Place, Band | None, int | None]] = Counter()
    longest: dict[_Place, int] = {}
    odd: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(sheet.rows[made.row + 1 :], start=made.row + 2):
        held = {what: row[at] if at < len(row) else "" for what, at in made.at.items()}
        if not any(held.values()):
            continue
        a_month = cells.month(held["month"]) if "month" in held else month
        if not a_month:
            faults.append(_no_month(parsed, number, made, held["month"]))
            continue
        place = (held["service"] or NOT_STATED, a_month, _standing(held, a_month), held.get("provider", ""))
        wait = _wait(held, place, number, odd)
        parsed.rows += 1
        counted[place, wait.band, wait.year] += 1
        if wait.weeks is not None:
            longest[place] = max(longest.get(place, 0), wait.weeks)
    parsed.lines = [_line(place, each, year, n, longest) for (place, each, year), n in counted.items()]
    parsed.notes += _notes(made, odd)


def _no_month(parsed: Parsed, number: int, made: Layout, found: str) -> Fault:
    where = f"{parsed.name}, row {number}, {made.name('month')}"
    return Fault(
        where, "this is no month", f"“{found}”", "a month such as July 2026", "Correct it, or take the row out."
    )


def _standing(held: dict[str, str], a_month: str) -> str:
    """The word of the file; where it has none, what the dates say."""
    if held.get("standing"):
        return held["standing"]
    for what, standing in (("seen", Standing.SEEN), ("closed", Standing.CLOSED)):
        ended = _day(held.get(what, ""))
        if ended is not None and ended <= cells.end_of(a_month):
            return standing
    return Standing.WAITING


def _day(text: str) -> date | None:
    try:
        return cells.day(text)
    except cells.NotOne:
        return None


def _wait(held: dict[str, str], place: _Place, number: int, odd: dict[str, list[int]]) -> _Wait:
    """How long, in which band; unknown where the start is missing, cannot be read, or comes after the end."""
    try:
        start = cells.day(held["referred"])
    except cells.NotOne:
        odd["unreadable"].append(number)
        start = None
    if start is None:
        return _Wait(None, None, None)
    end = cells.end_of(place[1])
    if (words.standing(place[2]) or Standing.WAITING) != Standing.WAITING:
        ended = _day(held.get("seen", "")) or _day(held.get("closed", ""))
        if ended is None:
            return _Wait(None, start.year, None)
        end = ended
    if start > end:
        odd["late"].append(number)
        return _Wait(None, None, None)
    days = (end - start).days
    return _Wait(next(each for each in NHS_BANDS if each.holds(days / 7)), start.year, days // 7)


def _line(place: _Place, each: Band | None, year: int | None, count: int, longest: dict[_Place, int]) -> Line:
    service, a_month, standing, provider = place
    return Line(
        service,
        a_month,
        standing,
        provider,
        low=str(each.low) if each else "",
        high=str(each.high) if each and each.high is not None else "",
        year=year,
        least=count,
        most=count,
        longest=longest.get(place),
    )


def _notes(made: Layout, odd: dict[str, list[int]]) -> list[str]:
    said = []
    if not {"standing", "seen", "closed"} & set(made.at):
        said.append("No column says who has been seen, so every row is read as a child still waiting.")
    for which, told in (
        ("unreadable", "could not be read as a date"),
        ("late", "comes after the end of the wait"),
    ):
        if odd[which]:
            rows = join_words([str(number) for number in odd[which][:10]]) + (" …" if len(odd[which]) > 10 else "")
            start = plural(len(odd[which]), "start date")
            said.append(f"{start} {told} (row {rows}): counted as unknown.")
    return said
