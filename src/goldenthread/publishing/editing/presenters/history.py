"""What happened to an item, in words: who changed what, why, and how it stood then?

Two records are read side by side. Row history holds how the item stood; the event log holds who did what and why. A
change that the forms make is in both, under the same revision; an import is in row history alone, a link or a recorded
value in the log alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from goldenthread.planning.strategy.states import StrategyStatus
from goldenthread.publishing.editing.forms import WrittenForm

from .values import NAMES, compared, facts, shown

Difference = tuple[str, str, str]
"""The name of a field, what it was and what it became."""

_WORDS: Mapping[str, str] = {
    "joined": "joined it",
    "parted": "took a link away",
    "assigned": "named who holds a part in it",
    "reassigned": "changed who holds a part in it",
    "unassigned": "ended a part in it",
    "moved a date": "moved a date",
    "recorded a value": "recorded a value",
    "confirmed an answer": "said whether it is true",
    "handed over": "handed it over",
}


_PLACE = "changed its place"
_UNSEEN = {"boards": "changed its place, its seats or its lines"}
"""What an import did where no field of the row itself is different."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `stood` is how the item stood afterwards, where that is kept."""

    at: datetime
    who: str
    what: str
    why: str
    authority: str
    changes: tuple[Difference, ...]
    stood: tuple[tuple[str, str], ...]


def history(form: WrittenForm, plural: str, states: Sequence[Any], events: Iterable[Any]) -> tuple[Entry, ...]:
    """Everything that happened to an item, newest first."""
    by_revision = {event.data.get("revision"): event for event in events if event.data.get("revision")}
    entries, used, before = [], set(), None
    for state in states:
        event = by_revision.get(state.revision)
        if event is not None:
            used.add(event.sequence)
        changes = differences(form, plural, before, state) if before is not None else ()
        otherwise = "brought it in" if before is None else "changed it" if changes else _UNSEEN.get(plural, _PLACE)
        entries.append(_entry(state, event, changes, facts(form, plural, state)[0], otherwise))
        before = state
    entries += [_alone(event) for event in events if event.sequence not in used]
    return tuple(sorted(entries, key=lambda entry: entry.at, reverse=True))


def differences(form: WrittenForm, plural: str, before: Any, after: Any) -> tuple[Difference, ...]:
    """Each field in which two states of an item differ."""
    return tuple(
        (NAMES[name], shown(form, name, getattr(before, name)), shown(form, name, getattr(after, name)))
        for name in compared(plural, after)
        if getattr(before, name) != getattr(after, name)
    )


def _entry(state: Any, event: Any, changes: Any, stood: Any, otherwise: str) -> Entry:
    if event is not None:
        what, why, authority = say_event(event), event.reason, event.authority
        return Entry(event.at, say_who(event), what, _once(why, what), authority, changes, stood)
    who = f"{state.history_user.name}, by an import," if state.history_user else "An import"
    return Entry(state.history_date, who, otherwise, "", "", changes, stood)


def _alone(event: Any) -> Entry:
    what = say_event(event)
    return Entry(event.at, say_who(event), what, _once(event.reason, what), event.authority, (), ())


def _once(why: str, what: str) -> str:
    return "" if why and why in what else why


def say_who(event: Any) -> str:
    """The person, and the body acted for."""
    return f"{event.actor}, for {event.organisation}," if event.organisation else str(event.actor)


def say_event(event: Any) -> str:
    """What was done, without who did it."""
    verb, data = event.verb, event.data
    for word in ("added", "revised", "withdrew", "brought back", "took away", "named"):
        if verb == f"{word} {event.subject_kind}":
            return f"{word} it"
    match verb:
        case "joined" | "parted":
            return f"{_WORDS[verb]}: “{event.subject}” {data['link']} “{data['to']}”"
        case "assigned" | "reassigned" | "unassigned":
            held = ", ".join(f"{name} {data[key]}" for name, key in (("from", "from"), ("to", "to")) if data.get(key))
            return f"{_WORDS[verb]} ({data['part']}): {held}"
        case "moved a date":
            return f"moved the date{_of_step(data)} from {data['was'] or 'none'} to {data['now']}"
        case "recorded a value":
            return f"recorded {data['value']} for {data['period']}" + (
                f", which was {data['was']}" if data["was"] else ""
            )
        case _ if event.subject_kind == "strategy" and "from" in data:
            words = [str(StrategyStatus(data[end]).label).lower() for end in ("from", "to")]
            return f"moved it from {words[0]} to {words[1]}"
        case "confirmed an answer":
            return f"said that it is {data['verdict'].replace('-', ' ')}, for {data['group'].replace('-', ' ')}"
    said = data.get("text") or data.get("to") or data.get("from") if "revision" in data and "steps" not in data else ""
    changed = data.get("changed", {}) if said else {}
    more = "".join(f", {name} from “{was}” to “{now}”" for name, (was, now) in changed.items())
    return f"{_WORDS.get(verb, verb)}: {said}{more}" if said else _WORDS.get(verb, verb)


def _of_step(data: Mapping[str, Any]) -> str:
    return f" of step {data['step']}" if data.get("step") else ""
