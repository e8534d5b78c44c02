"""Is this text a strategy pack, whole and consistent? If not, exactly what is wrong, and on which line?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent

from goldenthread.thread.states import may_join

from .faults import Fault, Faulty
from .format import Item, LinkTo, Pack
from .kinds import ITEM_KINDS, ItemKind

LARGEST = 5_000_000
"""Bytes. The largest published strategy makes a pack of about 150,000."""


def read_pack(text: str, *, name: str) -> Pack:
    """Parse and check a pack. `name` is what faults call the file. Raises `Faulty` with every fault found."""
    tree = _parse(text, name)
    try:
        pack = Pack.model_validate(tree)
    except ValidationError as error:
        raise Faulty(_type_faults(error, tree, name)) from None
    faults = [Fault(name, where, found, expected, line=_line(tree, where)) for where, found, expected in inconsistencies(pack)]
    if faults:
        raise Faulty(faults)
    return pack


def decode_pack(content: bytes, *, name: str) -> Pack:
    """The same for the bytes of a file."""
    if len(content) > LARGEST:
        raise Faulty([Fault(name, "", f"{len(content):,} bytes", f"at most {LARGEST:,}", "Is this the right file?")])
    try:
        return read_pack(content.decode("utf-8-sig"), name=name)
    except UnicodeDecodeError as error:
        found = f"byte {content[error.start]:#04x} at position {error.start:,}"
        raise Faulty([Fault(name, "", found, "text in UTF-8", "Save the file as UTF-8 and try again.")]) from None


def _parse(text: str, name: str) -> CommentedMap:
    yaml = YAML(typ="rt")
    yaml.allow_duplicate_keys = False
    try:
        for event in YAML(typ="safe", pure=True).parse(StringIO(text)):
            if isinstance(event, AliasEvent):
                line = event.start_mark.line + 1
                raise Faulty([Fault(name, "", f"a reference *{event.anchor}", "each value written out", line=line)])
        tree = yaml.load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        found = " ".join((error.problem or "a fault").split())
        raise Faulty([Fault(name, "", found, "well-formed YAML", line=mark.line + 1 if mark else 0)]) from None
    except (YAMLError, ValueError, RecursionError) as error:
        found = " ".join(str(error).split())[:200] or type(error).__name__
        raise Faulty([Fault(name, "", found, "well-formed YAML")]) from None
    if not isinstance(tree, CommentedMap):
        found = "nothing" if tree is None else f"a {type(tree).__name__}"
        raise Faulty([Fault(name, "", found, "a strategy pack, which begins with `format:`")])
    return tree


def _type_faults(error: ValidationError, tree: CommentedMap, name: str) -> Iterator[Fault]:
    for detail in error.errors():
        path = ".".join(str(part) for part in detail["loc"])
        shown = repr(detail["input"])
        found = "nothing" if detail["type"] == "missing" else shown if len(shown) <= 80 else shown[:77] + "…"
        yield Fault(name, path, found, _expected(detail), line=_line(tree, path))


def _expected(detail: Any) -> str:
    if detail["type"] == "extra_forbidden":
        return "no such field (is it misspelt, or does it belong one level up?)"
    if detail["type"] == "missing":
        return f"the field `{detail['loc'][-1]}`"
    message: str = detail["msg"]
    return message.removeprefix("Input should be ").removeprefix("Value error, ")


def _line(tree: Any, path: str) -> int:
    """The line, counted from 1, of the deepest part of the path that is in the text."""
    line, node = 0, tree
    for part in path.split("."):
        key: Any = int(part) if part.isdigit() and isinstance(node, CommentedSeq) else part
        try:
            line = node.lc.key(key)[0] + 1 if isinstance(node, CommentedMap) else node.lc.item(key)[0] + 1
            node = node[key]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return line


# --- consistency: every reference leads somewhere --------------------------------------------------------------

Inconsistency = tuple[str, str, str]


def inconsistencies(pack: Pack) -> Iterator[Inconsistency]:
    """(where, found, expected) for each reference or key that does not hold together."""
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
                yield where, f"the key {key!r} again", f"each {what} to have a key of its own"
            seen.add(key)
    for n, action in enumerate(pack.actions):
        counts = Counter(step.key for step in action.steps)
        for key in (key for key, count in counts.items() if count > 1):
            yield f"actions.{n}.steps", f"the step key {key!r} twice", "each step of an action to have a key of its own"


def _broken_items(pack: Pack) -> Iterator[Inconsistency]:
    kind_of = {item.key: kind.kind for kind in ITEM_KINDS for item in getattr(pack, kind.plural)}
    sections = {section.id for section in pack.sections}
    strategies = {strategy.key for strategy in pack.strategies}
    for kind in ITEM_KINDS:
        for n, item in enumerate(getattr(pack, kind.plural)):
            where = f"{kind.plural}.{n}"
            if item.cite and item.cite not in sections:
                yield f"{where}.cite", f"{item.cite!r}", "the id of a section declared under `sections`"
            if item.strategy is not None and item.strategy not in strategies:
                yield f"{where}.strategy", f"{item.strategy!r}", "the key of a strategy declared under `strategies`"
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
                yield place, f"{link.key!r}", "the key of an item in this pack"
            elif not (may_join(far, link_kind, kind.kind) if (field, link_kind) in kind.incoming else may_join(kind.kind, link_kind, far)):
                yield place, f"{link.key!r}, which is a {far.label.lower()}", f"something that `{field}` can lead to"
        repeated = [key for key, count in Counter(link.key for link in links).items() if count > 1]
        for key in repeated:
            yield f"{where}.{field}", f"{key!r} twice", "each link once"


def _broken_measures(pack: Pack) -> Iterator[Inconsistency]:
    for n, measure in enumerate(pack.measures):
        if measure.baseline.state == "known" and measure.baseline.value is None:
            yield f"measures.{n}.baseline.value", "nothing", "the value of a baseline whose state is known"
        if measure.target.kind == "absolute" and measure.target.value is None:
            yield f"measures.{n}.target.value", "nothing", "the value that an absolute target is to reach"
        for m, seen in enumerate(measure.observations):
            if seen.state == "known" and seen.value is None:
                yield f"measures.{n}.observations.{m}.value", "nothing", "a value, or a `state` that says why there is none"
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


_ORGANISATION = "the key of an organisation declared under `organisations`"


def _broken_partnership(pack: Pack) -> Iterator[Inconsistency]:
    organisations = {organisation.key for organisation in pack.organisations}
    boards = {board.key for board in pack.boards}
    for where, key in _organisation_references(pack):
        if key is not None and key not in organisations:
            yield where, f"{key!r}", _ORGANISATION
    for n, board in enumerate(pack.boards):
        for m, line in enumerate(board.reports_to):
            if line.board not in boards:
                yield f"boards.{n}.reports_to.{m}.board", f"{line.board!r}", "the key of a board declared under `boards`"


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
