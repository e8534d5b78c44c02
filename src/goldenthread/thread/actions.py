"""Adding, revising and withdrawing nodes; changing what belongs to one; joining two, and parting them.

What belongs to a node (the steps and leads of an action, the figures of a piece of evidence) is part of what a person
opened: each change to it is made under the node's lock, against the node's revision, and moves that revision on. So
two people at work on one action never overwrite one another, whichever part of it each has open.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from django.db import transaction

from goldenthread.audit import log
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Responsibility
from goldenthread.partnership.policies import Refused, check_is_named
from goldenthread.partnership.queries import free_key, named_in

from . import policies
from .models import Link, Node
from .queries import locked
from .states import Basis, LinkKind

N = TypeVar("N", bound=Node)


def _record(verb: str, node: Node, by: AnyActor, reason: str, data: dict[str, Any] | None = None) -> None:
    subject = log.Subject(node.KIND, node.pk, node.label)
    data = {"revision": node.revision, **(data or {})}
    log.record(verb, subject, by=by, area=node.area.slug, reason=reason, data=data)


@transaction.atomic
def add(*, node: N, taken: set[str], by: AnyActor, reason: str = "") -> N:
    """Add a node to its area, at the end. `taken` is every key in use in the area; the new key is made from its words."""
    policies.check_can_edit(by, node.KIND, node.area)
    node.key = node.key or free_key(node.label, taken)
    node.position = type(node)._default_manager.filter(area=node.area).count()
    node.full_clean()
    node.save()
    _record(f"added {node.KIND}", node, by, reason)
    return node


@transaction.atomic
def revise(*, node: N, values: dict[str, Any], opened: int, by: AnyActor, reason: str = "") -> N:
    """Give a node new values. `opened` is the revision that the person was shown; see `EditConflict`."""
    current = locked(node)
    policies.check_can_change(by, current, opened)
    changed = log.difference(current, values)
    if not changed:
        return current
    for name in changed:
        setattr(current, name, values[name])
    current.revision += 1
    current.full_clean()
    current.save()
    _record(f"revised {current.KIND}", current, by, reason, {"changed": changed})
    return current


@transaction.atomic
def change_part(
    *, node: N, opened: int, verb: str, change: Callable[[N], dict[str, Any]], by: AnyActor, reason: str = ""
) -> N:
    """Change something that belongs to a node. `change` writes it and returns what the event is to say of it."""
    current = locked(node)
    policies.check_can_change(by, current, opened)
    data = change(current)
    current.revision += 1
    current.save()
    _record(verb, current, by, reason, data)
    return current


@transaction.atomic
def assign(*, node: Node, values: dict[str, Any], opened: int, by: AnyActor, reason: str = "") -> Responsibility:
    """Give a node a lead, a partner or somebody accountable, from today. `values`: the fields of `Responsibility`."""
    held = Responsibility(area=node.area, item_id=node.pk, item_kind=node.KIND, start=by.today)

    def write(current: Node) -> dict[str, Any]:
        held.position = Responsibility.objects.filter(item_id=node.pk).count()
        return _give(current, held, values)

    change_part(node=node, opened=opened, verb="assigned", change=write, by=by, reason=reason)
    return held


@transaction.atomic
def reassign(
    *, node: Node, held: Responsibility, values: dict[str, Any], opened: int, by: AnyActor, reason: str = ""
) -> Responsibility:
    """Correct who holds a part. Where body or person changes, the old row ends yesterday and a new one begins today."""
    passes = held.start != by.today and (held.organisation, held.person) != (values["organisation"], values["person"])
    before, new = str(held), held
    if passes:
        new = Responsibility(area=held.area, item_id=held.item_id, item_kind=held.item_kind, start=by.today)
        new.position = held.position

    def write(current: Node) -> dict[str, Any]:
        _check_still_held(held, by)
        if passes:
            _end(held, by)
        return {"from": before, **_give(current, new, values)}

    change_part(node=node, opened=opened, verb="reassigned", change=write, by=by, reason=reason)
    return new


@transaction.atomic
def unassign(*, node: Node, held: Responsibility, opened: int, by: AnyActor, reason: str = "") -> None:
    """End a part: yesterday was its last day; one given today is taken back. History keeps it either way."""

    def write(_: Node) -> dict[str, Any]:
        _check_still_held(held, by)
        _end(held, by)
        return {"part": held.part, "from": str(held)}

    change_part(node=node, opened=opened, verb="unassigned", change=write, by=by, reason=reason)


def _give(node: Node, held: Responsibility, values: dict[str, Any]) -> dict[str, Any]:
    if values["organisation"] != held.organisation:
        check_is_named(values["organisation"], named_in(node.area))
    for name, value in values.items():
        setattr(held, name, value)
    policies.check_can_hold(node, held)
    held.full_clean()
    held.save()
    return {"part": held.part, "to": str(held)}


def _check_still_held(held: Responsibility, by: AnyActor) -> None:
    """Work is also handed over for many items at once, which does not move the revision of each."""
    now = Responsibility.objects.select_for_update().filter(pk=held.pk).first()
    if now is None or (now.end is not None and now.end < by.today):
        raise Refused("This has been handed over or ended since you opened it. Look at who holds it now.")


def _end(held: Responsibility, by: AnyActor) -> None:
    if held.start == by.today:
        held.delete()
    else:
        held.end = by.today - timedelta(days=1)
        held.save()


@transaction.atomic
def withdraw(*, node: N, by: AnyActor, reason: str) -> N:
    """Take a node out of the strategy. It stays in history, in frozen versions and in the log."""
    current = locked(node)
    policies.check_can_edit(by, current.KIND, current.area)
    policies.check_not_withdrawn(current)
    if not reason.strip():
        raise Refused("Say why it is withdrawn: families and boards will ask.")
    current.withdrawn_on = by.today
    current.revision += 1
    current.save()
    _record(f"withdrew {current.KIND}", current, by, reason)
    return current


@transaction.atomic
def bring_back(*, node: N, by: AnyActor, reason: str = "") -> N:
    """Undo a withdrawal. What is not withdrawn is left as it is."""
    current = locked(node)
    policies.check_can_edit(by, current.KIND, current.area)
    if current.withdrawn_on is None:
        return current
    current.withdrawn_on = None
    current.revision += 1
    current.save()
    _record(f"brought back {current.KIND}", current, by, reason)
    return current


@transaction.atomic
def join(*, source: Node, kind: str, target: Node, by: AnyActor, reason: str = "") -> Link:
    """Draw a link that the partnership adds. Drawing it twice changes nothing."""
    policies.check_can_link(by, source.area)
    policies.check_joinable(source, kind, target)
    link, made = Link.objects.get_or_create(
        source_id=source.pk,
        kind=kind,
        target_id=target.pk,
        defaults={
            "area": source.area,
            "source_kind": source.KIND,
            "target_kind": target.KIND,
            "basis": Basis.ADDED,
            "position": Link.objects.filter(source_id=source.pk, kind=kind).count(),
        },
    )
    if made:
        _record("joined", source, by, reason, _ends(link, target))
    return link


@transaction.atomic
def part(*, link: Link, source: Node, target: Node, by: AnyActor, reason: str = "") -> None:
    """Take a link away; row history keeps it."""
    policies.check_can_link(by, link.area)
    _record("parted", source, by, reason, _ends(link, target))
    link.delete()


def _ends(link: Link, target: Node) -> dict[str, str]:
    return {
        "link": LinkKind(link.kind).label,
        "to": target.label,
        "to_kind": str(target.KIND),
        "to_id": str(target.pk),
    }
