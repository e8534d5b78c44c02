"""How is an event told, on the page and in the file?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from goldenthread.partnership.actors import LONDON

if TYPE_CHECKING:
    from goldenthread.audit.models import Event

COLUMNS = (
    "Number",
    "When",
    "Who",
    "For which organisation",
    "What was done",
    "About",
    "Which",
    "Why",
    "On whose authority",
    "Details",
    "Hash",
)
LONG = 300


@dataclass(frozen=True, slots=True)
class Told:
    """One event as a reader meets it."""

    sequence: int
    at: datetime
    who: str
    did: str
    reason: str
    authority: str
    details: tuple[tuple[str, str], ...]


def told(event: Event) -> Told:
    """Who did what, to what, why, on whose authority."""
    return Told(
        sequence=event.sequence,
        at=event.at,
        who=", ".join(filter(None, (event.actor, event.organisation))),
        did=f"{event.verb}: {event.subject}",
        reason=event.reason,
        authority=event.authority,
        details=tuple(details(event.data)),
    )


def details(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What the event keeps beside its sentence, as pairs of words. A changed field tells both its values."""
    for name, value in data.items():
        if name == "changed" and isinstance(value, dict):
            for field, pair in value.items():
                was, now = pair if isinstance(pair, list) and len(pair) == 2 else ("", pair)
                yield field.replace("_", " "), f"{_words(was) or 'nothing'} → {_words(now) or 'nothing'}"
        elif value not in ("", None, [], {}):
            yield name.replace("_", " "), _words(value)


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_words(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return "; ".join(_words(inner) for inner in value)
    text = str(value)
    return text if len(text) <= LONG else f"{text[:LONG].rstrip()}…"


def csv_rows(events: Iterable[Event]) -> Iterator[tuple[object, ...]]:
    """One row for each event."""
    for event in events:
        yield (
            event.sequence,
            event.at.astimezone(LONDON).isoformat(timespec="seconds"),
            event.actor,
            event.organisation,
            event.verb,
            event.subject_kind,
            event.subject,
            event.reason,
            event.authority,
            "; ".join(f"{name}: {value}" for name, value in details(event.data)),
            event.hash,
        )


@dataclass(frozen=True, slots=True)
class Checked:
    """The last check of the log."""

    at: datetime
    by: str
    events: int
    faults: tuple[str, ...]


def checked(event: Event | None) -> Checked | None:
    """What the last check found, if there was one."""
    if event is None:
        return None
    return Checked(event.at, event.actor, event.data.get("events", 0), tuple(event.data.get("faults", ())))
