"""How are a required plan, its versions and what changed between them shown?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.analysis import join_words, say_date
from goldenthread.analysis.due import read_due
from goldenthread.planning.deliveryplan.states import WorkState

Content = dict[str, Any]

COLUMNS = (
    "Heading",
    "Number",
    "Action",
    "What it is",
    "Who",
    "Due",
    "First promised",
    "Moved, when, agreed by",
    "Reported",
    "Status by the plan's rules",
    "Measures",
    "What families say",
    "Last report",
    "Note",
)


def csv_rows(content: Content) -> Iterator[tuple[str, ...]]:
    """One row for each action under each heading; a heading without actions has a row of its own."""
    for heading in content["headings"]:
        if not heading["actions"]:
            yield (heading["title"], *("" for _ in COLUMNS[1:]))
        for action in heading["actions"]:
            yield (heading["title"], *_row(action))


def _row(action: Content) -> tuple[str, ...]:
    last = action["last"]
    return (
        action["ref"],
        action["title"],
        action["text"],
        "; ".join(f"{lead['part']}: {lead['who']}" for lead in action["leads"]),
        action["due"],
        first_promised(action),
        "; ".join(f"{m['was'] or 'no date'} to {m['now']}, {m['on']}, {m['agreed_by']}" for m in action["redatings"]),
        WorkState(action["state"]).label,
        f"{action['status']}: {action['reason']}",
        "; ".join(f"{m['title']} ({m['status']})" for m in action["measures"]),
        "; ".join(said for promise in action["promises"] for said in promise["said"]),
        f"{last['on']}: {last['note']}" if last else "",
        action["note"],
    )


def first_promised(action: Content) -> str:
    """The action's first date, where it has moved since."""
    own = [moved for moved in action["redatings"] if not moved["step"]]
    return (own[0]["was"] or "no date") if own else ""


@dataclass(frozen=True, slots=True)
class Moved:
    """One row of the addendum: the date that was promised beside the date that stands now, and who agreed."""

    title: str
    who: str
    was: str
    now: str
    agreed: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two states of a plan: sentences, and the dates in a table."""

    sentences: tuple[str, ...]
    dates: tuple[Moved, ...]


def difference(old: Content, new: Content) -> Difference:
    """Every difference that a reader of the plan would want to be told."""
    return Difference(tuple(_sentences(old, new)), tuple(_moved(old, new)))


@dataclass(frozen=True, slots=True)
class Placed:
    """An action with the headings under which it stands."""

    under: tuple[int, ...]
    titles: str
    action: Content


def _by_key(content: Content) -> dict[str, Placed]:
    found: dict[str, Placed] = {}
    for heading in content["headings"]:
        for action in heading["actions"]:
            before = found.get(action["key"], Placed((), "", action))
            titles = f"{before.titles} and “{heading['title']}”" if before.under else f"“{heading['title']}”"
            found[action["key"]] = Placed((*before.under, heading["id"]), titles, action)
    return found


def _sentences(old: Content, new: Content) -> Iterator[str]:
    for field, label in (("title", "name"), ("requester", "requester"), ("purpose", "purpose")):
        if old[field] != new[field]:
            yield f"The plan's {label} changed from “{old[field]}” to “{new[field]}”."
    yield from _headings(old, new)
    before, after = _by_key(old), _by_key(new)
    for key, placed in after.items():
        if key not in before:
            yield f"“{_name(placed.action)}” was added under {placed.titles}."
    for key, placed in before.items():
        if key not in after:
            yield f"“{_name(placed.action)}” was taken out from under {placed.titles}."
        elif placed.under != after[key].under:
            yield f"“{_name(placed.action)}” moved from {placed.titles} to {after[key].titles}."
    for key, placed in after.items():
        if key in before:
            yield from _changes(before[key].action, placed.action)
    yield from _notes(old, new)


def _headings(old: Content, new: Content) -> Iterator[str]:
    was = {heading["id"]: heading for heading in old["headings"]}
    now = {heading["id"]: heading for heading in new["headings"]}
    for number, heading in now.items():
        before = was.get(number)
        if before is None:
            yield f"The heading “{heading['title']}” was added."
        elif before["title"] != heading["title"]:
            yield f"The heading “{before['title']}” was reworded: “{heading['title']}”."
        if before is not None and before["guidance"] != heading["guidance"]:
            yield f"What is wanted under “{heading['title']}” was reworded."
    for number, heading in was.items():
        if number not in now:
            yield f"The heading “{heading['title']}” was taken away."
    if [n for n in was if n in now] != [n for n in now if n in was]:
        yield "The order of the headings changed."


def _changes(old: Content, new: Content) -> Iterator[str]:
    name = _name(new)
    if old["title"] != new["title"]:
        yield f"“{_name(old)}” is now called “{name}”."
    if old["text"] != new["text"]:
        yield f"What “{name}” is was reworded."
    if new["withdrawn"] and not old["withdrawn"]:
        yield f"“{name}” was withdrawn from the delivery plan on {say_date(date.fromisoformat(new['withdrawn']))}."
    if old["due"] != new["due"]:
        yield f"The date of “{name}” moved from {old['due'] or 'none'} to {new['due'] or 'none'}{_agreed(old, new)}."
    if old["state"] != new["state"]:
        was, now = WorkState(old["state"]).label.lower(), WorkState(new["state"]).label.lower()
        yield f"“{name}” was {was} and is now reported as {now}."
    if old["leads"] != new["leads"]:
        yield f"Who does “{name}” changed from {_who(old)} to {_who(new)}."
    if old["steps"] != new["steps"]:
        yield f"The steps of “{name}” changed."
    yield from _measures(name, old, new)


def _notes(old: Content, new: Content) -> Iterator[str]:
    """A note belongs to an action under one heading: under another it may have another."""
    was, now = (
        {
            (heading["id"], action["key"]): (heading, action)
            for heading in content["headings"]
            for action in heading["actions"]
        }
        for content in (old, new)
    )
    for place, (heading, action) in now.items():
        before, after = was[place][1]["note"] if place in was else "", action["note"]
        if before != after and place in was:
            happened = "reworded" if before and after else "written" if after else "taken out"
            yield f"The note on “{_name(action)}” under “{heading['title']}” was {happened}."


def _measures(name: str, old: Content, new: Content) -> Iterator[str]:
    was, now = ({m["title"]: m["status"] for m in content["measures"]} for content in (old, new))
    for title, status in now.items():
        if title not in was:
            yield f"“{name}” is now measured by “{title}”."
        elif was[title] != status:
            yield f"“{title}”, which measures “{name}”, was {was[title]} and is now {status}."
    for title in was:
        if title not in now:
            yield f"“{name}” is no longer measured by “{title}”."


def _agreed(old: Content, new: Content) -> str:
    added = [moved for moved in new["redatings"] if moved not in old["redatings"] and not moved["step"]]
    if not added:
        return ""
    last = added[-1]
    return (
        f", as {last['agreed_by']} agreed on {say_date(date.fromisoformat(last['on']))}: {last['reason'].rstrip('.')}"
    )


def _moved(old: Content, new: Content) -> Iterator[Moved]:
    """Every date that is not the date it was, the steps' too."""
    before = _by_key(old)
    for key, placed in _by_key(new).items():
        if key not in before:
            continue
        action, known = placed.action, before[key].action["redatings"]
        for moved in action["redatings"]:
            if moved not in known:
                what = f"{_name(action)}: {moved['step']}" if moved["step"] else _name(action)
                agreed = f"{moved['agreed_by']}, {say_date(date.fromisoformat(moved['on']))}: {moved['reason']}"
                yield Moved(what, _who(action), moved["was"] or "No date", moved["now"], agreed)


def _name(action: Content) -> str:
    return f"{action['ref']} {action['title']}".strip()


def _who(action: Content) -> str:
    return join_words([f"{lead['who']} ({lead['part'].lower()})" for lead in action["leads"]]) or "nobody named"


def has_agreed(version: Any, organisation: Any) -> bool:
    """Has this body agreed the version?"""
    return any(given.organisation_id == getattr(organisation, "pk", None) for given in version.agreements.all())


def choices(actions: Iterable[Any]) -> list[tuple[str, str]]:
    """Actions to tick: number, title, and when they are due."""
    return [
        (action.key, f"{action.ref} {action.title}".strip() + (f" (due {action.due})" if action.due else " (no date)"))
        for action in actions
    ]


@dataclass(frozen=True, slots=True)
class Shown:
    """One action of a plan, ready to show; `values` are its content, live or frozen."""

    values: Content

    @property
    def due(self) -> Any:
        """The date as worded, with what it means; nothing where none is stated."""
        return read_due(self.values["due"]) if self.values["due"] else None

    @property
    def redatings(self) -> list[Content]:
        """Each moved date, with the day on which it moved."""
        return [{**moved, "on": date.fromisoformat(moved["on"])} for moved in self.values["redatings"]]

    @property
    def last(self) -> Content | None:
        """The last report, with its day."""
        last: Content | None = self.values["last"]
        return {**last, "on": date.fromisoformat(last["on"])} if last else None

    @property
    def withdrawn(self) -> date | None:
        """When the action was withdrawn from the delivery plan."""
        return date.fromisoformat(self.values["withdrawn"]) if self.values["withdrawn"] else None

    @property
    def judgement(self) -> dict[str, str]:
        return {"status": self.values["status"], "reason": self.values["reason"]}


def shown(content: Content) -> list[tuple[Content, list[Shown]]]:
    """Each heading with its actions."""
    return [(heading, [Shown(action) for action in heading["actions"]]) for heading in content["headings"]]
