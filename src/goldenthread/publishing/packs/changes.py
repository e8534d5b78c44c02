"""What is different between two states of a strategy, said in sentences that a board could read?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from goldenthread.analysis.prose import with_article
from goldenthread.thread.states import LinkKind

from .format import LinkTo, Pack
from .kinds import ITEM_KINDS
from .rows_said import corrected, correction, difference, said, text_of


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
    CORRECTED = "corrected"


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
    """How items, and bodies, are named. A body gives way to an item of the same key."""
    if pack is None:
        return {}
    bodies = {body.key: body.name for body in pack.organisations}
    return bodies | {item.key: _name_of(item) for kind in ITEM_KINDS for item in getattr(pack, kind.plural)}


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
        key = where.partition(".")[2] or where
        if _is_links(was) and _is_links(now):
            yield from _links(place, noun, key, name, field, was, now, titles)
        elif isinstance(now, tuple):
            yield from _children(place, noun, key, name, field, was, now, titles)
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
    for far in (far for far in new if far not in old):
        target = titles.get(far, far)
        yield Change(Verb.JOINED, noun, key, place, f"“{name}” now {label} “{target}”.", after=target)
    for far in (far for far in old if far not in new):
        target = titles.get(far, far)
        yield Change(Verb.PARTED, noun, key, place, f"“{name}” no longer {label} “{target}”.", before=target)
    if old.keys() == new.keys():
        yield Change(Verb.CHANGED, noun, key, place, f"How “{name}” {label} others was restated (order or ground).")


def _children(
    place: str, noun: str, key: str, name: str, field: str, was: Any, now: Any, titles: Mapping[str, str]
) -> Iterator[Change]:
    if field == "steps":
        yield from _steps(place, noun, key, name, was, now)
        return
    added, gone = difference(was, now)
    pairs = corrected(field, added, gone)
    for old, new in pairs:
        added.remove(new)
        gone.remove(old)
        sentence = f"“{name}”: {correction(field, old, new)}."
        yield Change(Verb.CORRECTED, noun, key, place, sentence, text_of(old), text_of(new))
    for row in added:
        yield Change(
            Verb.ADDED, noun, key, place, f"“{name}”: {said(field, row, titles).rstrip('.')}.", after=text_of(row)
        )
    for row in gone:
        yield Change(
            Verb.WITHDRAWN,
            noun,
            key,
            place,
            f"“{name}”: no longer {said(field, row, titles).rstrip('.')}.",
            before=text_of(row),
        )
    if not added and not gone and not pairs:
        yield Change(Verb.MOVED, noun, key, place, f"“{name}”: the order of {field.replace('_', ' ')} changed.")


def _steps(place: str, noun: str, key: str, name: str, was: Any, now: Any) -> Iterator[Change]:
    old, new = {step.key: step for step in was}, {step.key: step for step in now}
    for change in _list(place, "step", old, new, {}):
        yield Change(change.verb, noun, key, change.where, f"“{name}”: {change.sentence}", change.before, change.after)


def _value(place: str, noun: str, key: str, name: str, field: str, was: Any, now: Any) -> Change:
    before, after = text_of(was), text_of(now)
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


def summary(changes: tuple[Change, ...]) -> str:
    """One sentence that counts them: "Two actions were added; one outcome was reworded; three dates moved."."""
    counts = Counter((change.verb, change.noun, _part(change)) for change in changes)
    parts = [_counted(verb, noun, part, count) for (verb, noun, part), count in counts.items()]
    return ("; ".join(parts)).capitalize() + "." if parts else "Nothing changed."


# What a thing is made of, for one and for many: adding one of these does not add the thing itself.
_PARTS = {
    "steps": ("step", "steps"),
    "leads": ("lead or partner", "leads or partners"),
    "owner": ("owner", "owners"),
    "updates": ("report", "reports"),
    "redatings": ("agreed change of date", "agreed changes of date"),
    "observations": ("value", "values"),
    "verdicts": ("verdict", "verdicts"),
    "figures": ("figure", "figures"),
    "seats": ("seat", "seats"),
    "reports_to": ("line of report", "lines of report"),
    "identifiers": ("identifier", "identifiers"),
    "successors": ("successor", "successors"),
}


def _part(change: Change) -> str:
    """Of which part of a thing a row came or went; nothing where the thing itself did, or was changed."""
    if change.verb not in (Verb.ADDED, Verb.WITHDRAWN, Verb.CORRECTED):
        return ""
    plural = next((plural for plural, noun in NOUNS.items() if noun == change.noun), change.noun)
    rest = change.where.removeprefix(f"{plural}.{change.key}").strip(".")
    return rest.partition(".")[0]


_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def _counted(verb: Verb, noun: str, part: str, count: int) -> str:
    number = _SMALL[count] if count < len(_SMALL) else f"{count:,}"
    plural = (
        noun
        if count == 1
        else "pieces of evidence"
        if noun == NOUNS["evidence"]
        else next((p for p, n in NOUNS.items() if n == noun), f"{noun}s")
    )
    was = "was" if count == 1 else "were"
    if part:
        one, many = _PARTS.get(part, (part.replace("_", " "), part.replace("_", " ")))
        return f"{number} {one if count == 1 else many} of {plural if count > 1 else with_article(noun)} {was} {verb}"
    match verb:
        case Verb.REDATED:
            return f"{number} {'date of an' if count == 1 else 'dates of'} {noun if count == 1 else plural} moved"
        case Verb.JOINED:
            return f"{number} {'link' if count == 1 else 'links'} from {plural} {was} added"
        case Verb.PARTED:
            return f"{number} {'link' if count == 1 else 'links'} from {plural} {was} taken away"
        case _:
            return f"{number} {plural} {was} {verb}"
