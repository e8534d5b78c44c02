"""How does a return become counts, whichever of its two shapes it has?"""

from __future__ import annotations

from collections.abc import Mapping

from goldenthread.analysis.prose import join_words, plural, quote
from goldenthread.understanding.datasets.reading.staged import Fault, Unreadable

from . import cells
from .banded import read_bands
from .headings import BANDS, REFERRALS, Layout, layout
from .parsed import Parsed
from .referrals import read_referrals
from .sheets import Sheet, sheets

NEEDED = {
    "service": "Which column says which service it is?",
    "referred": "Which column says when the child was referred?",
    "count": "Which column holds the number of children?",
    "band": "Which column says how long they have waited?",
}
MOST_FAULTS = 100
MOST_WORDS = 60  # a column with more different words than this does not name services: it may name children


def read(content: bytes, name: str, *, month: str = "", known: Mapping[str, str] | None = None) -> Parsed:
    """The return as counts. `month` is `2026-07`, where a person says it; `known` are headings answered before.

    What cannot be read raises `Unreadable` with every fault. A heading that is needed and not recognised is in `asks`.
    """
    known = known or {}
    found = [(sheet, layout(sheet, known)) for sheet in sheets(content, name)]
    best = max(found, key=lambda pair: pair[1].weight if pair[1] else 0)
    sheet, made = best
    parsed = Parsed(name, sheet=sheet.name)
    if made is None:
        return _unknown(parsed, sheet)
    parsed.shape = made.shape
    parsed.columns = {what: made.headings[at] for what, at in made.at.items()}
    if made.bands:
        parsed.columns["band"] = ", ".join(made.headings[at] for at in made.bands)
    if made.months:
        parsed.columns["month"] = ", ".join(made.headings[at] for at in made.months)
    parsed.dropped = [made.headings[at] for at in made.identifying]
    parsed.unread = [made.headings[at] for at in made.unread]
    others = [each.name for each, _ in found if each is not sheet]
    if others:
        parsed.notes.append(f"Not read: {join_words([quote(other) for other in others])}, other sheets of the file.")
    parsed.asks = _asks(made)
    if not parsed.asks:
        _fill(parsed, sheet, made, month or cells.month_in(name))
    return parsed


def _unknown(parsed: Parsed, sheet: Sheet) -> Parsed:
    """No line of headings: the longest of the first rows is offered for one."""
    first = max(sheet.rows[:10], key=lambda row: sum(bool(cell) for cell in row), default=[])
    options = tuple(dict.fromkeys(cell for cell in first if cell))
    if len(options) < 2:
        told = join_words([quote(cell) for cell in options]) or "no headings"
        raise Unreadable(
            Fault(
                parsed.name,
                "no table was found",
                told,
                "a row of headings",
                "Is it the right file, and the right sheet?",
            )
        )
    parsed.asks = [(what, NEEDED[what], options) for what in ("service", "referred")]
    return parsed


def _asks(made: Layout) -> list[tuple[str, str, tuple[str, ...]]]:
    """What is needed and has no column. A sheet with bands or months for columns holds its counts there."""
    counted = bool(made.bands or made.months) or "count" in made.at or "waiting" in made.at
    needed = ["service"]
    if made.shape == REFERRALS:
        needed.append("referred")
    else:
        needed += [] if made.bands else ["band"]
        needed += [] if counted else ["count"]
    lacking = [what for what in needed if what not in made.at]
    if made.shape == BANDS and not made.bands and {"band", "count"} <= set(lacking) and not counted:
        lacking = [*(what for what in lacking if what == "service"), "referred"]  # nothing banded at all
    options = tuple(made.headings[at] for at in made.unread)
    return [(what, NEEDED[what], options) for what in lacking]


def _fill(parsed: Parsed, sheet: Sheet, made: Layout, month: str) -> None:
    faults: list[Fault] = []
    if "month" not in made.at and not made.months and not month:
        expected = "a column “Month”, a month in the file's name, or the month that you choose"
        raise Unreadable(
            Fault(parsed.name, "it does not say which month it tells of", "no month", expected, "Choose the month.")
        )
    fill = read_referrals if parsed.shape == REFERRALS else read_bands
    fill(parsed, sheet, made, month, faults)
    if faults:
        raise Unreadable(*faults[:MOST_FAULTS])
    _check_words(parsed)
    if not parsed.rows:
        raise Unreadable(
            Fault(
                parsed.name,
                "the table has headings and nothing below them",
                "no rows",
                "at least one row",
                "Ask for the return again: an empty list is sent as a row of noughts.",
            )
        )
    if parsed.dropped:
        hold = "tells" if len(parsed.dropped) == 1 else "tell"
        named = join_words([quote(heading) for heading in parsed.dropped])
        parsed.notes.append(
            f"{named} {hold} who a child is: not looked at, and nothing of it is kept. Ask the provider to leave it out."
        )
    if parsed.unread:
        named = join_words([quote(heading) for heading in parsed.unread])
        parsed.notes.append(f"Not needed, and not read: {plural(len(parsed.unread), 'column')} ({named}).")


def _check_words(parsed: Parsed) -> None:
    """A column read as services, or as where a child stands, holds a few words again and again."""
    for what, found in (
        ("service", {line.service for line in parsed.lines}),
        ("standing", {line.standing for line in parsed.lines}),
        ("provider", {line.provider for line in parsed.lines}),
    ):
        if len(found) > MOST_WORDS:
            heading = parsed.columns.get(what, what)
            expected = f"at most {MOST_WORDS} of them, each for many children"
            do = "Is it the right column? A column of names is never read."
            where = f"{parsed.name}, {heading}"
            raise Unreadable(Fault(where, "this column holds too many different words", str(len(found)), expected, do))
