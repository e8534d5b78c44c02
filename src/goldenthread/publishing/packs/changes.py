"""What is different between two states of a strategy, said in sentences that a board could read?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from goldenthread.analysis.prose import with_article
from goldenthread.thread.states import LinkKind

from .fields_said import NO_NAMES, Names, called, value_of
from .format import LinkTo, Pack
from .kinds import ITEM_KINDS
from .rows_said import corrected, correction, difference, said


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
_ALONE = {"area": "area", "published document": "source"}
_FLAGS = {
    "pilot": ("is now a pilot", "is no longer a pilot"),
    "collective": ("now stands for a class of bodies", "no longer stands for a class of bodies"),
    "principal": ("is now the area’s own strategy", "is no longer the area’s own strategy"),
}
_DAYS = {"opened": "opened", "closed": "ended"}


def changes_between(before: Pack | None, after: Pack) -> tuple[Change, ...]:
    """Every difference, in the order of the pack. With no `before`, everything was added."""
    return tuple(_changes(before, after))


def _changes(before: Pack | None, after: Pack) -> Iterator[Change]:
    names = _names(before, after)
    for noun, name in _ALONE.items() if before else ():
        old, new = getattr(before, name), getattr(after, name)
        yield from _fields(name, noun, _name_of(old), old, new, names)
    for plural, noun in NOUNS.items():
        old_items = {_key(item): item for item in getattr(before, plural)} if before else {}
        new_items = {_key(item): item for item in getattr(after, plural)}
        yield from _list(plural, noun, old_items, new_items, names)
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


def _names(*packs: Pack | None) -> Names:
    """How everything that a key may point to is named in these states; the later name counts."""
    held = [each for each in packs if each is not None]
    return Names(
        items={item.key: _name_of(item) for each in held for kind in ITEM_KINDS for item in getattr(each, kind.plural)},
        bodies={body.key: body.name for each in held for body in each.organisations},
        boards={board.key: board.name for each in held for board in each.boards},
        strategies={strategy.key: strategy.title for each in held for strategy in each.strategies},
        sections={section.id: section.title for each in held for section in each.sections},
    )


def _list(plural: str, noun: str, old: Mapping[str, Any], new: Mapping[str, Any], names: Names) -> Iterator[Change]:
    for key, item in new.items():
        where = f"{plural}.{key}"
        if key not in old:
            yield Change(
                Verb.ADDED, noun, key, where, f"The {noun} “{_name_of(item)}” was added.", after=_name_of(item)
            )
        elif old[key] != item:
            yield from _fields(where, noun, _name_of(old[key]), old[key], item, names)
    for key, item in old.items():
        if key not in new:
            sentence = f"The {noun} “{_name_of(item)}” was withdrawn."
            yield Change(Verb.WITHDRAWN, noun, key, f"{plural}.{key}", sentence, before=_name_of(item))
    kept_old, kept_new = [k for k in old if k in new], [k for k in new if k in old]
    if kept_old != kept_new:
        yield Change(Verb.MOVED, noun, plural, plural, f"The order of the {plural} changed.")


def _fields(where: str, noun: str, name: str, old: Any, new: Any, names: Names) -> Iterator[Change]:
    for field in type(new).model_fields:
        was, now = getattr(old, field), getattr(new, field)
        if was == now:
            continue
        place = f"{where}.{field}"
        key = where.partition(".")[2] or where
        if _is_links(was) and _is_links(now):
            yield from _links(place, noun, key, name, field, was, now, names)
        elif isinstance(now, tuple):
            yield from _children(place, noun, key, name, field, was, now, names)
        else:
            yield _value(place, noun, key, name, field, old, new, names)


def _is_links(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(item, LinkTo) for item in value)


_INCOMING = {"raised_by": "is raised by"}


def _link_label(field: str) -> str:
    if field in _INCOMING:
        return _INCOMING[field]
    kind: LinkKind = next(k for item in ITEM_KINDS for name, k in item.links if name == field)
    return kind.label


def _links(
    place: str, noun: str, key: str, name: str, field: str, was: Any, now: Any, names: Names
) -> Iterator[Change]:
    old, new = {link.key: link for link in was}, {link.key: link for link in now}
    label = _link_label(field)
    for far in (far for far in new if far not in old):
        target = names.items.get(far, far)
        yield Change(Verb.JOINED, noun, key, place, f"“{name}” now {label} “{target}”.", after=target)
    for far in (far for far in old if far not in new):
        target = names.items.get(far, far)
        yield Change(Verb.PARTED, noun, key, place, f"“{name}” no longer {label} “{target}”.", before=target)
    if old.keys() == new.keys():
        yield Change(Verb.CHANGED, noun, key, place, f"How “{name}” {label} others was restated (order or ground).")


def _children(
    place: str, noun: str, key: str, name: str, field: str, was: Any, now: Any, names: Names
) -> Iterator[Change]:
    if field == "steps":
        yield from _steps(place, noun, key, name, was, now)
        return
    added, gone = difference(was, now)
    pairs = corrected(field, added, gone)
    for old, new in pairs:
        added.remove(new)
        gone.remove(old)
        sentence = f"“{name}”: {correction(field, old, new, names)}."
        yield Change(Verb.CORRECTED, noun, key, place, sentence)
    for row in added:
        words = said(field, row, names).rstrip(".")
        yield Change(Verb.ADDED, noun, key, place, f"“{name}”: {words}.", after=words)
    for row in gone:
        words = said(field, row, names).rstrip(".")
        yield Change(Verb.WITHDRAWN, noun, key, place, f"“{name}”: no longer {words}.", before=words)
    if not added and not gone and not pairs:
        yield Change(Verb.MOVED, noun, key, place, f"“{name}”: the order of the {_rows(field)} changed.")


def _rows(field: str) -> str:
    return _PARTS[field][1] if field in _PARTS else called(field)


def _steps(place: str, noun: str, key: str, name: str, was: Any, now: Any) -> Iterator[Change]:
    old, new = {step.key: step for step in was}, {step.key: step for step in now}
    for change in _list(place, "step", old, new, NO_NAMES):
        yield Change(change.verb, noun, key, change.where, f"“{name}”: {change.sentence}", change.before, change.after)


def _value(place: str, noun: str, key: str, name: str, field: str, old: Any, new: Any, names: Names) -> Change:
    before, after = value_of(old, field, names), value_of(new, field, names)
    if field == "due":
        return Change(Verb.REDATED, noun, key, place, _redated(name, before, after), before, after)
    if field in _WORDED and before and after:
        return Change(Verb.REWORDED, noun, key, place, _reworded(noun, name, field), before, after)
    sentence = _changed(name, field, before, after)
    return Change(Verb.CHANGED, noun, key, place, sentence, before, after)


def _reworded(noun: str, name: str, field: str) -> str:
    if noun in _ALONE:
        return f"The {noun}’s {called(field)} was reworded."
    what = f"The {noun} “{name}”" if field != "families" else f"What “{name}” means for families"
    return f"{what} was reworded."


def _changed(name: str, field: str, before: str, after: str) -> str:
    label = called(field)
    if field in _FLAGS:
        return f"“{name}” {_FLAGS[field][0 if after == 'yes' else 1]}."
    if field in _DAYS and not before:
        return f"“{name}” is recorded as {_DAYS[field]} on {after}."
    if not before:
        return f"“{name}” was given its {label}: “{after}”."
    if not after:
        return f"“{name}” lost its {label}, which was “{before}”."
    if before == after:
        return f"The {label} of “{name}” was restated."
    return f"The {label} of “{name}” changed from “{before}” to “{after}”."


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
    "left_out": ("part that is left out", "parts that are left out"),
    "commissioners": ("commissioner", "commissioners"),
    "providers": ("provider", "providers"),
    "needs": ("need that it meets", "needs that it meets"),
}


def _part(change: Change) -> str:
    """Which part of a thing changed, or had a row that came or went; nothing where the thing itself did."""
    if change.noun in _ALONE:
        return change.where.rpartition(".")[2]
    if change.verb not in (Verb.ADDED, Verb.WITHDRAWN, Verb.CORRECTED, Verb.CHANGED):
        return ""
    plural = next((plural for plural, noun in NOUNS.items() if noun == change.noun), change.noun)
    rest = change.where.removeprefix(f"{plural}.{change.key}").strip(".")
    return rest.partition(".")[0]


_LINKED = frozenset(field for kind in ITEM_KINDS for field, _ in (*kind.links, *kind.incoming))
_MANY = ("publishers", "serves")
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
    if noun in _ALONE:
        return f"the {noun}’s {called(part)} {'were' if part in _MANY else 'was'} {verb}"
    if verb is Verb.CHANGED and part:
        what = "order or ground of the links" if part in _LINKED else called(part)
        return f"the {what} of {number} {plural} was changed"
    if part:
        one, many = _PARTS.get(part, (called(part), called(part)))
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
