"""Does every reference in a pack lead somewhere, and does each item hang together?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from goldenthread.analysis.prose import with_article
from goldenthread.thread.states import may_join

from .format import AreaService, Item, LinkTo, Pack
from .kinds import ITEM_KINDS, ItemKind

_ANSWERS = ("accountable", "reports")
Inconsistency = tuple[str, str, str] | tuple[str, str, str, str]
"""Where, what was found, what was expected, and perhaps what to do."""


def inconsistencies(pack: Pack) -> Iterator[Inconsistency]:
    """(where, found, expected, and perhaps a remedy) for each reference or key that does not hold together."""
    yield from _repeated(pack)
    yield from _broken_items(pack)
    yield from _broken_partnership(pack)
    principals = sum(strategy.principal for strategy in pack.strategies)
    if principals != 1:
        yield "strategies", f"{principals} principal strategies", "exactly one with `principal: true`"


def _repeated(pack: Pack) -> Iterator[Inconsistency]:
    places = [(i.key, f"{k.plural}.{n}.key") for k in ITEM_KINDS for n, i in enumerate(getattr(pack, k.plural))]
    groups = {
        "item": places,
        "organisation": [(o.key, f"organisations.{n}.key") for n, o in enumerate(pack.organisations)],
        "board": [(b.key, f"boards.{n}.key") for n, b in enumerate(pack.boards)],
        "strategy": [(s.key, f"strategies.{n}.key") for n, s in enumerate(pack.strategies)],
        "section": [(s.id, f"sections.{n}.id") for n, s in enumerate(pack.sections)],
    }
    for what, keys in groups.items():
        counts = Counter(key for key, _ in keys)
        seen: set[str] = set()
        for key, where in keys:
            if counts[key] > 1 and key in seen:
                yield where, f"the key {key!r} again", f"each {what} to have a key of its own", "Give one another key."
            seen.add(key)
    for n, action in enumerate(pack.actions):
        counts = Counter(step.key for step in action.steps)
        for key in (key for key, count in counts.items() if count > 1):
            found, expected = f"the step key {key!r} twice", "each step of an action to have a key of its own"
            yield f"actions.{n}.steps", found, expected, "Give one another key."


def _broken_items(pack: Pack) -> Iterator[Inconsistency]:
    kind_of = {item.key: kind.kind for kind in ITEM_KINDS for item in getattr(pack, kind.plural)}
    sections = {section.id for section in pack.sections}
    strategies = {strategy.key for strategy in pack.strategies}
    for kind in ITEM_KINDS:
        for n, item in enumerate(getattr(pack, kind.plural)):
            where = f"{kind.plural}.{n}"
            if item.cite and item.cite not in sections:
                yield f"{where}.cite", f"{item.cite!r}", "the id of a section declared under `sections`", _NAME
            if item.strategy is not None and item.strategy not in strategies:
                yield (
                    f"{where}.strategy",
                    f"{item.strategy!r}",
                    "the key of a strategy declared under `strategies`",
                    _NAME,
                )
            yield from _broken_links(kind, item, where, kind_of)
    for n, answer in enumerate(pack.answers):
        if answer.kind == "could-not" and not answer.reason:
            yield f"answers.{n}.reason", "nothing", "why it could not be done"
    yield from _broken_measures(pack)
    yield from _broken_actions(pack)


def _broken_links(kind: ItemKind, item: Item, where: str, kind_of: dict[str, Any]) -> Iterator[Inconsistency]:
    for field, link_kind in (*kind.links, *kind.incoming):
        links: tuple[LinkTo, ...] = getattr(item, field)
        for n, link in enumerate(links):
            far = kind_of.get(link.key)
            place = f"{where}.{field}.{n}"
            if far is None:
                yield place, f"{link.key!r}", "the key of an item in this pack", _NAME
            elif not (
                may_join(far, link_kind, kind.kind)
                if (field, link_kind) in kind.incoming
                else may_join(kind.kind, link_kind, far)
            ):
                yield (
                    place,
                    f"{link.key!r}, which is {with_article(far.label.lower())}",
                    f"something that `{field}` can lead to",
                )
        repeated = [key for key, count in Counter(link.key for link in links).items() if count > 1]
        for key in repeated:
            yield f"{where}.{field}", f"{key!r} twice", "each link once", "Keep one."


def _broken_measures(pack: Pack) -> Iterator[Inconsistency]:
    for n, measure in enumerate(pack.measures):
        if measure.baseline.state == "known" and measure.baseline.value is None:
            yield f"measures.{n}.baseline.value", "nothing", "the value of a baseline whose state is known"
        if measure.target.kind == "absolute" and measure.target.value is None:
            yield f"measures.{n}.target.value", "nothing", "the value that an absolute target is to reach"
        for m, seen in enumerate(measure.observations):
            if seen.state == "known" and seen.value is None:
                yield (
                    f"measures.{n}.observations.{m}.value",
                    "nothing",
                    "a value, or a `state` that says why there is none",
                )
            if any(seen.period == earlier.period for earlier in measure.observations[:m]):
                found = f"a second value for {seen.period!r}"
                remedy = "Keep the one that is right: what it was before is in the history."
                yield f"measures.{n}.observations.{m}.period", found, "one value for each period", remedy
            if seen.denominator is not None and seen.denominator == 0:
                yield f"measures.{n}.observations.{m}.denominator", "0", "a number other than zero"


def _broken_actions(pack: Pack) -> Iterator[Inconsistency]:
    organisations = {organisation.key for organisation in pack.organisations}
    for n, action in enumerate(pack.actions):
        steps = {step.key for step in action.steps}
        if action.state == "blocked" and not action.blocked_reason:
            yield f"actions.{n}.blocked_reason", "nothing", "what is blocking it"
        for m, moved in enumerate(action.redatings):
            if moved.step is not None and moved.step not in steps:
                yield f"actions.{n}.redatings.{m}.step", f"{moved.step!r}", "the key of a step of this action"
        for m, update in enumerate(action.updates):
            if update.organisation is not None and update.organisation not in organisations:
                yield f"actions.{n}.updates.{m}.organisation", f"{update.organisation!r}", _ORGANISATION


_NAME = "Correct the name, or add what it names."
_ORGANISATION = "the key of an organisation declared under `organisations`"


def _broken_partnership(pack: Pack) -> Iterator[Inconsistency]:
    organisations = {organisation.key for organisation in pack.organisations}
    boards = {board.key for board in pack.boards}
    for where, key in _organisation_references(pack):
        if key is not None and key not in organisations:
            yield where, f"{key!r}", _ORGANISATION, _NAME
    yield from _rings(pack)
    yield from _served_twice(pack)
    for n, board in enumerate(pack.boards):
        for m, line in enumerate(board.reports_to):
            if line.board not in boards:
                yield (
                    f"boards.{n}.reports_to.{m}.board",
                    f"{line.board!r}",
                    "the key of a board declared under `boards`",
                    _NAME,
                )


def _rings(pack: Pack) -> Iterator[Inconsistency]:
    """Boards that answer to one another in a ring answer to nobody. They may well inform each other."""
    above = {b.key: [line.board for line in b.reports_to if line.nature in _ANSWERS] for b in pack.boards}
    told: set[str] = set()
    for n, board in enumerate(pack.boards):
        ring = _way_back(board.key, above)
        if ring and not told.intersection(ring):
            told.update(ring)
            remedy = "Take out the line that is wrong, or say `informs` where one only informs the other."
            yield f"boards.{n}.reports_to", f"a ring: {' → '.join(ring)}", "a board at the top of the chain", remedy


def _way_back(start: str, above: dict[str, list[str]]) -> list[str]:
    """The boards from this one up to itself again; none where the chain ends. A board's line to itself is no ring."""
    ways, seen = [[start]], {start}
    while ways:
        way = ways.pop()
        for board in above.get(way[-1], ()):
            if board == start and len(way) > 1:
                return [*way, start]
            if board not in seen:
                seen.add(board)
                ways.append([*way, board])
    return []


def _served_twice(pack: Pack) -> Iterator[Inconsistency]:
    for n, row in enumerate(pack.serves):
        for other in pack.serves[:n]:
            if (other.organisation, other.role) == (row.organisation, row.role) and _overlap(other, row):
                found = f"{row.organisation!r} as {row.role.replace('-', ' ')} a second time"
                yield f"serves.{n}", found, "each body once in a role on any day", "Keep one, or correct the dates."


def _overlap(one: AreaService, other: AreaService) -> bool:
    begins, ends = date.min, date.max
    if one.start == other.start:
        return True
    return (one.start or begins) < (other.end or ends) and (other.start or begins) < (one.end or ends)


def _organisation_references(pack: Pack) -> Iterator[tuple[str, str | None]]:
    for n, organisation in enumerate(pack.organisations):
        for m, after in enumerate(organisation.successors):
            yield f"organisations.{n}.successors.{m}.key", after.key
    for n, served in enumerate(pack.serves):
        yield f"serves.{n}.organisation", served.organisation
    for n, board in enumerate(pack.boards):
        yield f"boards.{n}.organisation", board.organisation
        for m, seat in enumerate(board.seats):
            yield f"boards.{n}.seats.{m}.organisation", seat.organisation
    for n, action in enumerate(pack.actions):
        for m, lead in enumerate(action.leads):
            yield f"actions.{n}.leads.{m}.organisation", lead.organisation
    for n, measure in enumerate(pack.measures):
        for m, lead in enumerate(measure.owner):
            yield f"measures.{n}.owner.{m}.organisation", lead.organisation
    for n, service in enumerate(pack.services):
        for field in ("commissioners", "providers"):
            for m, key in enumerate(getattr(service, field)):
                yield f"services.{n}.{field}.{m}", key
