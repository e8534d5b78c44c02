"""How is an event recorded, and how is the log proved unbroken?

Only actions import this module (an import contract says so): a change without its event cannot be written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction

from .models import FIRST_HASH, ChainEnd, Event


class By(Protocol):
    """Who acts, and for which organisation. `partnership.actors.Actor` and `SystemActor` are such."""

    @property
    def log_name(self) -> str: ...
    @property
    def log_id(self) -> str: ...
    @property
    def log_organisation(self) -> str: ...
    @property
    def now(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Subject:
    """What an event is about."""

    kind: str
    id: str | int | UUID
    title: str


def difference(row: Any, values: Mapping[str, Any]) -> dict[str, list[str]]:
    """What new values would change in a row, as an event says it: what was and what is, by field."""
    return {
        name: [str(getattr(row, name)), str(value)] for name, value in values.items() if getattr(row, name) != value
    }


def record(
    verb: str,
    subject: Subject,
    *,
    by: By,
    area: str,
    reason: str = "",
    authority: str = "",
    data: dict[str, Any] | None = None,
) -> Event:
    """Add one event to the end of the chain, inside the caller's transaction.

    `reason` is why, in the actor's words; `authority` is the decision it rests on; `data` must be plain JSON.
    Raises `RuntimeError` outside a transaction: an event that could survive its change, or the reverse, is a fault.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An event is recorded in the same transaction as the change it describes.")
    ChainEnd.objects.get_or_create(pk=1)
    end = ChainEnd.objects.select_for_update().get(pk=1)
    event = Event(
        sequence=end.sequence + 1,
        at=by.now.astimezone(UTC),
        actor=by.log_name,
        actor_id=by.log_id,
        organisation=by.log_organisation,
        area=area,
        verb=verb,
        subject_kind=subject.kind,
        subject_id=str(subject.id),
        subject=subject.title[:300],
        reason=reason,
        authority=authority,
        data=data or {},
        previous_hash=end.hash,
    )
    event.hash = event.computed_hash()
    event.save(force_insert=True)
    end.sequence, end.hash = event.sequence, event.hash
    end.save()
    return event


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of walking the whole chain. `faults` is empty when it is unbroken."""

    events: int
    last_hash: str
    faults: tuple[str, ...]


def _faults(events: Iterator[Event]) -> Iterator[tuple[Event, str]]:
    expected, previous = 1, FIRST_HASH
    for event in events:
        if event.sequence != expected:
            yield event, f"event {expected} is missing: event {event.sequence} follows event {expected - 1}"
        if event.previous_hash != previous:
            yield event, f"event {event.sequence} does not follow from the event before it"
        if event.hash != event.computed_hash():
            yield event, f"event {event.sequence} was altered after it was recorded"
        yield event, ""
        expected, previous = event.sequence + 1, event.hash


def verify() -> Verification:
    """Walk every event in order and check its place, its hash and the end of the chain."""
    faults: list[str] = []
    last, count = FIRST_HASH, 0
    for event, fault in _faults(Event.objects.order_by("sequence").iterator(chunk_size=2000)):
        if fault:
            faults.append(fault)
        else:
            count, last = count + 1, event.hash
    end = ChainEnd.objects.filter(pk=1).first() or ChainEnd()
    if end.hash != last:
        faults.append(
            f"the log should end at event {end.sequence}, but its last event does not match: events were cut off"
        )
    return Verification(count, last, tuple(faults))
