"""Adding, revising and withdrawing nodes; joining two, and parting them."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import transaction
from django.utils.text import slugify

from goldenthread.accounts.roles import Permission
from goldenthread.audit import log
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import Refused, check_may, check_same_area

from . import policies
from .models import Link, Node
from .states import Basis, LinkKind

N = TypeVar("N", bound=Node)


def _record(verb: str, node: Node, by: AnyActor, reason: str, data: dict[str, Any] | None = None) -> None:
    log.record(verb, log.Subject(node.KIND, node.pk, node.label), by=by, area=node.area.slug, reason=reason, data=data)


def _free_key(area: Area, words: str, taken: set[str]) -> str:
    stem = slugify(words)[:60].strip("-") or "item"
    return next(key for n in range(1, len(taken) + 3) if (key := stem if n == 1 else f"{stem}-{n}") not in taken)


@transaction.atomic
def add(*, node: N, taken: set[str], by: AnyActor, reason: str = "") -> N:
    """Add a node to its area, at the end. `taken` is every key in use in the area; the new key is made from its words."""
    policies.check_can_edit(by, node.KIND, node.area)
    node.key = node.key or _free_key(node.area, node.label, taken)
    node.position = type(node)._default_manager.filter(area=node.area).count()
    node.full_clean()
    node.save()
    _record(f"added {node.KIND}", node, by, reason)
    return node


@transaction.atomic
def revise(*, node: N, values: dict[str, Any], opened: int, by: AnyActor, reason: str = "") -> N:
    """Give a node new values. `opened` is the revision that the person was shown; see `EditConflict`."""
    current = type(node)._default_manager.select_for_update().get(pk=node.pk)
    policies.check_can_edit(by, current.KIND, current.area)
    policies.check_not_withdrawn(current)
    policies.check_unchanged_since(current, opened)
    changed = {
        name: [str(getattr(current, name)), str(value)]
        for name, value in values.items()
        if getattr(current, name) != value
    }
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
def withdraw(*, node: N, by: AnyActor, reason: str) -> N:
    """Take a node out of the strategy. It stays in history, in frozen versions and in the log."""
    policies.check_can_edit(by, node.KIND, node.area)
    policies.check_not_withdrawn(node)
    if not reason.strip():
        raise Refused("Say why it is withdrawn: families and boards will ask.")
    node.withdrawn_on = by.today
    node.revision += 1
    node.save()
    _record(f"withdrew {node.KIND}", node, by, reason)
    return node


@transaction.atomic
def bring_back(*, node: N, by: AnyActor, reason: str = "") -> N:
    """Undo a withdrawal."""
    policies.check_can_edit(by, node.KIND, node.area)
    if node.withdrawn_on is None:
        return node
    node.withdrawn_on = None
    node.revision += 1
    node.save()
    _record(f"brought back {node.KIND}", node, by, reason)
    return node


@transaction.atomic
def join(*, source: Node, kind: str, target: Node, by: AnyActor, reason: str = "") -> Link:
    """Draw a link that the partnership adds. Drawing it twice changes nothing."""
    check_may(by, Permission.EDIT_STRATEGY)
    check_same_area(by, source.area)
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
    check_may(by, Permission.EDIT_STRATEGY)
    check_same_area(by, link.area)
    _record("parted", source, by, reason, _ends(link, target))
    link.delete()


def _ends(link: Link, target: Node) -> dict[str, str]:
    return {"link": LinkKind(link.kind).label, "to": target.label, "to_kind": str(target.KIND)}
