"""How are promises of data, their deliveries, and who read what shown?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from goldenthread.analysis.prose import join_words, plural, say_date

from .computing import last_day, say_due
from .definitions import BASIS, CONDITION, NO_PERSONAL_DATA, NOT_STATED, Ground
from .states import DeliveryState, Standing, transition

if TYPE_CHECKING:
    from goldenthread.audit.models import Event

    from .models import Delivery, Promise
    from .queries import Entry, Owed

COLUMNS = (
    "Partner",
    "Data set",
    "Kind",
    "What it is for",
    "What is not known without it",
    "Lawful basis",
    "Condition",
    "Sharing agreement",
    "Agreement reviewed",
    "How often",
    "Period",
    "Due",
    "Late after",
    "How it stands",
    "Last asked for",
    "What the partner said",
    "Came on",
    "Complete",
    "Quality",
    "Refused because",
    "Release",
    "Measures",
    "Indicators",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One promise in the register."""

    key: str
    title: str
    how_often: str
    newest: Owed | None
    missing: str
    next_due: str
    agreement: str
    ended: date | None


def row(entry: Entry, today: date) -> Row:
    """A promise as a line of the register."""
    promise = entry.promise
    return Row(
        key=promise.key,
        title=promise.title,
        how_often=promise.get_frequency_display(),
        newest=entry.newest,
        missing=_missing(entry),
        next_due=say_date(entry.next.period.due) if entry.next else ("Not stated" if not entry.owed else "None"),
        agreement=agreement(promise, today),
        ended=promise.until,
    )


def _missing(entry: Entry) -> str:
    """How many of those due have not come."""
    due = [each for each in entry.owed if each.standing != Standing.NOT_DUE]
    if not due:
        return "None is due yet" if entry.owed else "When it is due is not stated"
    return (
        f"{len(entry.missing)} of {len(due)} did not come" if entry.missing else f"All {len(due)} came or are due now"
    )


def agreement(promise: Promise, today: date) -> str:
    """The sharing agreement and its review, in words."""
    if not promise.agreement:
        return "None is recorded"
    if promise.agreement_review is None:
        return f"{promise.agreement}; when it is reviewed is not stated"
    was = "its review was due on" if promise.agreement_expired(today) else "reviewed by"
    return f"{promise.agreement}; {was} {say_date(promise.agreement_review)}"


def selected(entries: Iterable[Entry], today: date, partner: str = "", stands: str = "") -> list[Entry]:
    """The entries that a filter asks for. Ended promises are shown only where they are asked for."""
    return [
        entry
        for entry in entries
        if (not partner or entry.promise.organisation.key == partner) and _stands(entry, today, stands)
    ]


def _stands(entry: Entry, today: date, stands: str) -> bool:
    if stands == "ended":
        return entry.promise.until is not None
    if entry.promise.until is not None and entry.promise.until < today:
        return False
    if stands == "missing":
        return bool(entry.missing)
    if stands == "agreement":
        return not entry.promise.agreement or entry.promise.agreement_expired(today)
    return not stands or any(str(each.standing).replace(" ", "-") == stands for each in entry.owed)


def summary(entries: Iterable[Entry], today: date) -> str:
    """How the whole register stands, in a sentence."""
    held = [entry for entry in entries if entry.promise.holds_on(today)]
    if not held:
        return "Nothing is recorded yet that a partner promised."
    short = sum(bool(entry.missing) for entry in held)
    whole = plural(len(held), "data set is", "data sets are")
    if not short:
        return f"{whole} promised. Nothing that was due is missing."
    return f"{whole} promised. Of {short} of them something that was due did not come."


# --- one promise ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One delivery with what is recorded of it, and what can be done: pairs of words and address."""

    name: str
    due: str
    standing: Standing
    said: tuple[str, ...]
    ways: tuple[tuple[str, str], ...]


def delivery_row(owed: Owed, slug: str, may_keep: bool) -> DeliveryRow:
    """One delivery as a line of its promise's page."""
    name = owed.period.name or "The one delivery"
    return DeliveryRow(
        name=name,
        due=say_due(owed.period.due, owed.promise.grace_days),
        standing=owed.standing,
        said=tuple(_said(owed.delivery)) if owed.delivery else (),
        ways=tuple(_ways(owed, slug)) if may_keep else (),
    )


def _said(delivery: Delivery) -> Iterator[str]:
    if delivery.asked_on and delivery.state != DeliveryState.RECEIVED:
        yield f"Asked for on {say_date(delivery.asked_on)}."
    if said := partner_said(delivery):
        yield f"{said}."
    if delivery.received_on:
        yield f"Came on {say_date(delivery.received_on)}{'' if delivery.completeness == 'complete' else ', in part'}."
    if delivery.quality:
        yield delivery.quality
    if delivery.refused_because:
        yield f"Refused: {delivery.refused_because}"
    if delivery.release:
        yield f"Release: {delivery.release}."


def partner_said(delivery: Delivery) -> str:
    """What the partner last said of a delivery that has not come."""
    if delivery.state == DeliveryState.RECEIVED:
        return ""
    if delivery.sent_on:
        return f"The partner says that it was sent on {say_date(delivery.sent_on)}"
    return f"The partner says that it will come by {say_date(delivery.comes_on)}" if delivery.comes_on else ""


def _ways(owed: Owed, slug: str) -> Iterator[tuple[str, str]]:
    state = owed.delivery.state if owed.delivery else DeliveryState.EXPECTED
    came = state == DeliveryState.RECEIVED
    offered = (
        ("received", "Put right what came" if came else "It came", DeliveryState.RECEIVED),
        ("refused", "It was refused", DeliveryState.REFUSED),
        ("taken-back", "It had not come", DeliveryState.EXPECTED),
    )
    for page, words, target in offered:
        if transition(state, target):
            yield words, reverse(f"supply:{page}", args=[slug, owed.promise.key, owed.period.start.isoformat()])


def facts(promise: Promise, kinds: dict[str, str], today: date) -> list[tuple[str, str]]:
    """What the promise says, as names and values."""
    basis, condition = BASIS[promise.basis], CONDITION[promise.condition]
    pairs = [
        ("What it is for", promise.purpose),
        ("Without it", f"It is not known {promise.unknown.strip().rstrip('.')}."),
        ("How often", promise.get_frequency_display()),
        ("Days of grace", str(promise.grace_days) if promise.first_due else ""),
        ("Lawful basis", ground_in_words(basis)),
        ("Condition", ground_in_words(condition) if needs_condition(promise) else ""),
        ("Sharing agreement", agreement(promise, today)),
        ("How long it is kept", promise.retention or "Not stated"),
        ("Kind of data set", kinds.get(promise.kind, promise.kind)),
        ("Indicators that it feeds", join_words(promise.indicators)),
        ("Whom to ask", promise.contact),
        ("Promised since", say_date(promise.since) if promise.since else "Not stated"),
        ("Promised until", say_date(promise.until) if promise.until else ""),
        ("Where the strategy states it", promise.cite),
    ]
    return [(name, value) for name, value in pairs if value]


def ground_in_words(ground: Ground) -> str:
    """The ground and its source."""
    return f"{ground.text} ({ground.source})" if ground.source.startswith("UK GDPR") else ground.text


def needs_condition(promise: Promise) -> bool:
    """A condition is asked for only where personal data are shared."""
    return promise.basis not in (NOT_STATED, NO_PERSONAL_DATA)


def choices_to_ask(found: Iterable[Owed]) -> list[tuple[str, str]]:
    """What can be asked for: each by the promise's key and the period's first day."""
    return [(wanted_key(owed), _ask_words(owed)) for owed in found]


def wanted_key(owed: Owed) -> str:
    """One delivery as the value of a box to tick."""
    return f"{owed.promise.key} {owed.period.start.isoformat()}"


def _ask_words(owed: Owed) -> str:
    period = f", {owed.period.name}" if owed.period.name else ""
    return f"{owed.promise.title}{period}: due on {say_date(owed.period.due)}, {owed.standing}"


# --- files ---------------------------------------------------------------------------------------------------


def file_rows(entries: Iterable[Entry]) -> Iterator[tuple[Any, ...]]:
    """One row for each delivery, the oldest first; a promise that expects none has a row of its own."""
    for entry in entries:
        for owed in reversed(entry.owed):
            yield _file_row(entry.promise, owed)
        if not entry.owed:
            yield _file_row(entry.promise, None)


def _file_row(promise: Promise, owed: Owed | None) -> tuple[Any, ...]:
    row = owed.delivery if owed else None
    basis, condition = BASIS[promise.basis], CONDITION[promise.condition]
    return (
        promise.organisation.name,
        promise.title,
        promise.kind,
        promise.purpose,
        promise.unknown,
        ground_in_words(basis),
        ground_in_words(condition) if needs_condition(promise) else "",
        promise.agreement,
        promise.agreement_review,
        promise.get_frequency_display(),
        owed.period.name if owed else "",
        owed.period.due if owed else None,
        last_day(owed.period.due, promise.grace_days) if owed else None,
        str(owed.standing) if owed else "when it is due is not stated",
        row.asked_on if row else None,
        partner_said(row) if row else "",
        row.received_on if row else None,
        row.get_completeness_display() if row else "",
        row.quality if row else "",
        row.refused_because if row else "",
        row.release if row else "",
        "; ".join(promise.measures),
        "; ".join(promise.indicators),
    )


# --- data protection -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Held:
    """One data set on the data protection page."""

    key: str
    title: str
    partner: str
    basis: Ground
    condition: str
    agreement: str
    expired: bool
    retention: str
    newest: str


def held(entries: Iterable[Entry], today: date, keeps: dict[str, int | None]) -> list[Held]:
    """Each data set that is promised, on which ground, under which agreement, and for how long it is kept. `keeps`: how
    many years a kind of data set says that it is kept."""
    return [
        Held(
            key=entry.promise.key,
            title=entry.promise.title,
            partner=entry.promise.organisation.label,
            basis=BASIS[entry.promise.basis],
            condition=ground_in_words(CONDITION[entry.promise.condition]) if needs_condition(entry.promise) else "",
            agreement=agreement(entry.promise, today),
            expired=not entry.promise.agreement or entry.promise.agreement_expired(today),
            retention=_retention(entry.promise, keeps.get(entry.promise.kind)),
            newest=_newest(entry),
        )
        for entry in entries
    ]


def _retention(promise: Promise, years: int | None) -> str:
    return promise.retention or (f"{plural(years, 'year')}, by its kind" if years else "Not stated")


def _newest(entry: Entry) -> str:
    came = [each.delivery for each in entry.owed if each.delivery and each.delivery.received_on]
    return f"Came on {say_date(came[0].received_on)}" if came and came[0].received_on else "Nothing has come"


@dataclass(frozen=True, slots=True)
class Read:
    """One reading of person-level data."""

    at: Any
    who: str
    organisation: str
    what: str
    kind: str
    purpose: str


def read_of(event: Event) -> Read:
    """An event of reading, with its purpose and kind as they were recorded."""
    purpose = str(event.data.get("purpose") or event.reason or "Not stated")
    return Read(event.at, event.actor, event.organisation, event.subject, str(event.data.get("kind") or ""), purpose)
