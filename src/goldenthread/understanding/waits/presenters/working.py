"""How are returns, and what was read of one, shown to those who load them?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from goldenthread.analysis.prose import join_words
from goldenthread.analysis.waiting import Standing, cohorts
from goldenthread.understanding.waits.checking import Understood
from goldenthread.understanding.waits.computing.lists import List, all_months, lists_in, months, tallies
from goldenthread.understanding.waits.reading.cells import say_month
from goldenthread.understanding.waits.reading.parsed import Line, Parsed
from goldenthread.understanding.waits.states import ReturnState

TONES = {
    ReturnState.WAITING: "yellow",
    ReturnState.ACCEPTED: "green",
    ReturnState.SET_ASIDE: "grey",
    ReturnState.WITHDRAWN: "red",
}
FIELDS = {
    "service": "service",
    "provider": "provider",
    "month": "month",
    "referred": "start of the wait",
    "seen": "when the child was seen",
    "closed": "when the referral was closed",
    "standing": "where the child stands",
    "band": "length of wait",
    "count": "number of children",
    "waiting": "number of children waiting",
    "year": "year of referral",
    "total": "total",
    "unknown": "children without a start date",
}
COLUMNS = (
    "List",
    "Month",
    {"text": "Waiting", "numeric": True},
    {"text": "Over 18 weeks", "numeric": True},
    {"text": "Over a year", "numeric": True},
    {"text": "Start not known", "numeric": True},
    "Longest",
)
SHOWN_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Listed:
    """A return in the list of them."""

    id: Any
    provider: str
    name: str
    months: str
    state: str
    tone: str
    by: str
    at: Any


def listed(returns: Iterable[Any]) -> tuple[Listed, ...]:
    """Every return, as it is listed."""
    return tuple(
        Listed(
            each.pk,
            each.provider.name,
            each.name,
            _months(each),
            ReturnState(each.state).label,
            TONES[ReturnState(each.state)],
            each.received_by.name if each.received_by else "the operator",
            each.received_at,
        )
        for each in returns
    )


def _months(each: Any) -> str:
    """`July 2026`, `April 2026 to July 2026`; nothing where no count of it stands."""
    ends = [getattr(each, name, None) for name in ("first", "last")]
    return " to ".join(dict.fromkeys(say_month(f"{end:%Y-%m}") for end in ends if end))


@dataclass(frozen=True, slots=True)
class Calendar:
    """Who sent, month by month; the newest month first."""

    providers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def calendar(held: Sequence[Any]) -> Calendar:
    """One row a month: for each known provider, whether it sent."""
    providers = tuple(each.provider for each in held)
    sent = {(each.provider, line.month) for each in held for line in each.lines}
    rows = tuple(
        (say_month(month), *("Sent" if (name, month) in sent else "Did not send" for name in providers))
        for month in reversed(all_months(months(held))[-SHOWN_MONTHS:])
    )
    return Calendar(providers, rows)


COHORT_COLUMNS = (
    "List",
    "Month",
    "Referred in",
    {"text": "Still waiting", "numeric": True},
    {"text": "Seen", "numeric": True},
    {"text": "Closed without being seen", "numeric": True},
)


def cohorts_of(held: Sequence[Any]) -> tuple[tuple[str, ...], ...]:
    """Of each list that tells of completed waits, in its newest month: by year of referral, what became of the children."""
    rows: list[tuple[str, ...]] = []
    for source in held:
        for service in sorted({line.service for line in source.lines}):
            mine = [line for line in source.lines if line.service == service]
            newest = max(line.month for line in mine)
            now = [line for line in mine if line.month == newest]
            if any(line.standing != Standing.WAITING for line in now):
                for each in cohorts(tallies(now)):
                    counts = (each.waiting.say(), each.seen.say(), each.closed.say())
                    year = str(each.year or "Not known")
                    rows.append((f"{service}, {source.provider}", say_month(newest), year, *counts))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class Publishing:
    """What stands on the public page, and what differs from it: months, in words. `fault`: why that cannot be told."""

    newest: str
    waiting: tuple[str, ...]
    fault: str = ""


def publishing(published: Sequence[Any], waiting: Sequence[str], fault: str = "") -> Publishing:
    """The newest month that stands published, and those that wait."""
    newest = say_month(published[-1].month) if published else ""
    return Publishing(newest, tuple(map(say_month, waiting)), fault)


def say_outcome(outcome: Any) -> list[tuple[str, str]]:
    """What became of publishing, each with its tone."""
    said = []
    for changed, done in ((outcome.published, "published"), (outcome.withdrawn, "taken off the public page")):
        if changed:
            said.append(("success", f"Who waits was {done}: {join_words(list(map(say_month, changed)))}."))
    said += [("error", f"{say_month(month)} was not published. {why}") for month, why in outcome.refused]
    return said


@dataclass(frozen=True, slots=True)
class Preview:
    """What was read of a return. `rows` are lists under our words, and empty while words are open."""

    facts: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    provider: str
    lines: tuple[Line, ...]
    breaks: tuple[Any, ...] = ()


def preview(read: dict[str, Any], told: Understood, provider: str) -> Preview:
    """The return in words and numbers."""
    parsed = Parsed.from_json(read)
    held = _Held(provider, tuple(told.lines))
    found = [each for month in months([held]) for each in lists_in([held], month)]
    facts = (
        ("Shape", parsed.shape.capitalize()),
        ("Rows read", f"{parsed.rows:,}"),
        ("Months", ", ".join(map(say_month, parsed.months))),
        ("Never looked at", ", ".join(parsed.dropped) or "Nothing: no column names a child"),
    )
    columns = tuple((heading, FIELDS.get(what, what)) for what, heading in parsed.columns.items())
    newest = found[-1].month if found else ""
    sentences = tuple(f"{each.service}: {each.summary.sentence}" for each in found if each.month == newest)
    return Preview(facts, columns, tuple(told.notes), tuple(map(_row, found)), sentences)


def _row(each: List) -> tuple[str, ...]:
    held = each.summary
    return (
        each.service,
        say_month(each.month),
        held.total.say(),
        held.over_18.say(),
        held.over_52.say(),
        held.unknown.say(),
        held.longest.say() if held.longest else "Not known",
    )
