"""What is different between two states of a strategy, said in sentences that a board could read?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from goldenthread.thread.states import LinkKind

from .format import LinkTo, Pack
from .kinds import ITEM_KINDS


class Verb(StrEnum):
    """What happened to a thing."""

    ADDED = "added"
    WITHDRAWN = "withdrawn"
    REWORDED = "reworded"
    REDATED = "re-dated"
    MOVED = "moved"
    JOINED = "joined"
    PARTED = "parted"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `noun` and `key` say of what; `before` and `after` are its two values as text."""

    verb: Verb
    noun: str
    key: str
    where: str
    sentence: str
    before: str = ""
    after: str = ""


NOUNS = {
    "clauses": "clause",
    "themes": "theme",
    "evidence": "piece of evidence",
    "needs": "need",
    "statements": "statement",
    "answers": "answer",
    "priorities": "priority",
    "outcomes": "outcome",
    "actions": "action",
    "measures": "measure",
    "services": "service",
    "organisations": "organisation",
    "boards": "board",
    "strategies": "strategy",
    "sections": "section",
}
_WORDED = {"title", "text", "name", "wording", "summary", "families", "purpose", "meaning"}
_LABELS = {
    "families": "what it means for families",
    "blocked_reason": "what blocks it",
    "cite": "where it was found",
    "ref": "number",
    "gss_code": "ONS code",
    "short_name": "short name",
    "contract_model": "contract model",
    "legal_basis": "legal basis",
    "kind": "kind",
}


def changes_between(before: Pack | None, after: Pack) -> tuple[Change, ...]:
    """Every difference, in the order of the pack. With no `before`, everything was added."""
    return tuple(_changes(before, after))


def _changes(before: Pack | None, after: Pack) -> Iterator[Change]:
    for name in ("area", "source"):
        old = getattr(before, name) if before else None
        if old is not None:
            yield from _fields(name, name, _name_of(getattr(after, name)), old, getattr(after, name), {})
    titles = _titles(before) | _titles(after)
    for plural, noun in NOUNS.items():
        old_items = {_key(item): item for item in getattr(before, plural)} if before else {}
        new_items = {_key(item): item for item in getattr(after, plural)}
        yield from _list(plural, noun, old_items, new_items, titles)
    if before is not None and before.serves != after.serves:
        yield Change(Verb.CHANGED, "area", "serves", "serves", "Which bodies serve the area, and when, changed.")


def _key(item: Any) -> str:
    return str(getattr(item, "key", "") or item.id)


def _name_of(item: Any) -> str:
    for field in ("title", "name", "text"):
        if value := getattr(item, field, ""):
            text = f"{item.ref} {value}".strip() if getattr(item, "ref", "") else value
            return text if len(text) <= 90 else text[:87].rstrip() + "…"
    return _key(item)


def _titles(pack: Pack | None) -> dict[str, str]:
    return {item.key: _name_of(item) for kind in ITEM_KINDS for item in getattr(pack, kind.plural)} if pack else {}


def _list(
    plural: str, noun: str, old: Mapping[str, Any], new: Mapping[str, Any], titles: Mapping[str, str]
) -> Iterator[Change]:
    for key, item in new.items():
        where = f"{plural}.{key}"
        if key not in old:
            yield Change(
                Verb.ADDED, noun, key, where, f"The {noun} “{_name_of(item)}” was added.", after=_name_of(item)
            )
        elif old[key] != item:
            yield from _fields(where, noun, _name_of(old[key]), old[key], item, titles)
    for key, item in old.items():
        if key not in new:
            sentence = f"The {noun} “{_name_of(item)}” was withdrawn."
            yield Change(Verb.WITHDRAWN, noun, key, f"{plural}.{key}", sentence, before=_name_of(item))
    kept_old, kept_new = [k for k in old if k in new], [k for k in new if k in old]
    if kept_old != kept_new:
        yield Change(Verb.MOVED, noun, plural, plural, f"The order of the {plural} changed.")


def _fields(where: str, noun: str, name: str, old: Any, new: Any, titles: Mapping[str, str]) -> Iterator[Change]:
    for field in type(new).model_fields:
        was, now = getattr(old, field), getattr(new, field)
        if was == now:
            continue
        place = f"{where}.{field}"
        key = where.rpartition(".")[2]
        if _is_links(was) and _is_links(now):
            yield from _links(place, noun, key, name, field, was, now, titles)
        elif isinstance(now, tuple):
            yield from _children(place, noun, key, name, field, was, now)
        else:
            yield _value(place, noun, key, name, field, was, now)


def _is_links(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(item, LinkTo) for item in value)


_INCOMING = {"raised_by": "is raised by"}


def _link_label(field: str) -> str:
    if field in _INCOMING:
        return _INCOMING[field]
    kind: LinkKind = next(k for item in ITEM_KINDS for name, k in item.links if name == field)
    return kind.label


def _links(
    place: str, noun: str, key: str, name: str, field: str, was: Any, now: Any, titles: Mapping[str, str]
) -> Iterator[Change]:
    old, new = {link.key: link for link in was}, {link.key: link for link in now}
    label = _link_label(field)
    for far in new.keys() - old.keys():
        target = titles.get(far, far)
        yield Change(Verb.JOINED, noun, key, place, f"“{name}” now {label} “{target}”.", after=target)
    for far in old.keys() - new.keys():
        target = titles.get(far, far)
        yield Change(Verb.PARTED, noun, key, place, f"“{name}” no longer {label} “{target}”.", before=target)
    if old.keys() == new.keys():
        yield Change(Verb.CHANGED, noun, key, place, f"How “{name}” {label} others was restated (order or ground).")


def _children(place: str, noun: str, key: str, name: str, field: str, was: Any, now: Any) -> Iterator[Change]:
    if field == "steps":
        yield from _steps(place, noun, key, name, was, now)
        return
    added, gone = _difference(was, now)
    for row in added:
        yield Change(Verb.ADDED, noun, key, place, f"“{name}”: {_said(field, row).rstrip('.')}.", after=_text(row))
    for row in gone:
        yield Change(
            Verb.WITHDRAWN, noun, key, place, f"“{name}”: no longer {_said(field, row).rstrip('.')}.", before=_text(row)
        )
    if not added and not gone:
        yield Change(Verb.MOVED, noun, key, place, f"“{name}”: the order of {field.replace('_', ' ')} changed.")


def _difference(was: Any, now: Any) -> tuple[list[Any], list[Any]]:
    old, new = Counter(map(repr, was)), Counter(map(repr, now))
    return [row for row in now if new[repr(row)] > old[repr(row)]], [
        row for row in was if old[repr(row)] > new[repr(row)]
    ]


def _said(field: str, row: Any) -> str:
    match field:
        case "observations":
            value = f"{row.value.normalize():f}" if row.value is not None else row.state.replace("-", " ")
            return f"a value of {value} for {row.period}"
        case "updates":
            return f"reported as {row.state.replace('-', ' ')} on {row.on:%-d %B %Y}: {row.note}"
        case "redatings":
            return f"its date was moved from {row.was or 'none'} to {row.now}, agreed by {row.agreed_by}: {row.reason}"
        case "verdicts":
            return f"{row.group.replace('-', ' ')} said “{row.verdict.replace('-', ' ')}” on {row.on:%-d %B %Y}"
        case "leads" | "owner":
            who = " ".join(filter(None, (row.role, row.organisation and f"({row.organisation})", row.wording)))
            return f"{row.part}: {who}"
        case _:
            return f"{field.replace('_', ' ').removesuffix('s')}: {_text(row)}"


def _steps(place: str, noun: str, key: str, name: str, was: Any, now: Any) -> Iterator[Change]:
    old, new = {step.key: step for step in was}, {step.key: step for step in now}
    for change in _list(place, "step", old, new, {}):
        yield Change(change.verb, noun, key, change.where, f"“{name}”: {change.sentence}", change.before, change.after)


def _value(place: str, noun: str, key: str, name: str, field: str, was: Any, now: Any) -> Change:
    before, after = _text(was), _text(now)
    if field == "due":
        return Change(Verb.REDATED, noun, key, place, _redated(name, before, after), before, after)
    if field in _WORDED and before and after:
        what = f"The {noun} “{name}”" if field != "families" else f"What “{name}” means for families"
        return Change(Verb.REWORDED, noun, key, place, f"{what} was reworded.", before, after)
    label = _LABELS.get(field, field.replace("_", " "))
    if not before:
        sentence = f"“{name}” was given its {label}: “{after}”."
    elif not after:
        sentence = f"“{name}” lost its {label}, which was “{before}”."
    else:
        sentence = f"The {label} of “{name}” changed from “{before}” to “{after}”."
    return Change(Verb.CHANGED, noun, key, place, sentence, before, after)


def _redated(name: str, before: str, after: str) -> str:
    if not before:
        return f"“{name}” was given a date: {after}."
    if not after:
        return f"“{name}” lost its date, which was {before}."
    return f"The date of “{name}” moved from {before} to {after}."


def _text(value: Any) -> str:
    if value is None or value == () or value == "":
        return ""
    if isinstance(value, BaseModel):
        stated = {f: v for f, v in value if v not in (None, "", ())}
        return ", ".join(f"{field.replace('_', ' ')} {_text(inner)}" for field, inner in stated.items())
    if isinstance(value, tuple):
        return "; ".join(_text(inner) for inner in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return (
        str(value).replace("-", " ") if isinstance(value, str) and value.islower() and " " not in value else str(value)
    )


def summary(changes: tuple[Change, ...]) -> str:
    """One sentence that counts them: "Two actions were added; one outcome was reworded; three dates moved."."""
    counts = Counter((change.verb, change.noun) for change in changes)
    parts = [_counted(verb, noun, count) for (verb, noun), count in counts.items()]
    return ("; ".join(parts)).capitalize() + "." if parts else "Nothing changed."


_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def _counted(verb: Verb, noun: str, count: int) -> str:
    number = _SMALL[count] if count < len(_SMALL) else f"{count:,}"
    plural = (
        noun
        if count == 1
        else "pieces of evidence"
        if noun == NOUNS["evidence"]
        else next((p for p, n in NOUNS.items() if n == noun), f"{noun}s")
    )
    was = "was" if count == 1 else "were"
    match verb:
        case Verb.REDATED:
            return f"{number} {'date of an' if count == 1 else 'dates of'} {noun if count == 1 else plural} moved"
        case Verb.JOINED:
            return f"{number} {'link' if count == 1 else 'links'} from {plural} {was} added"
        case Verb.PARTED:
            return f"{number} {'link' if count == 1 else 'links'} from {plural} {was} taken away"
        case _:
            return f"{number} {plural} {was} {verb}"
