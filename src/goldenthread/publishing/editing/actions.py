"""Writing an item of any kind, joining two and parting them."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import Refused
from goldenthread.planning.deliveryplan.actions import revise_action
from goldenthread.planning.strategy.queries import principal_strategy, strategy_by_key
from goldenthread.publishing.packs.kinds import ItemKind
from goldenthread.thread import actions as thread
from goldenthread.thread.models import Link, Node

from .queries import Found, Joined, keys_in_use


@transaction.atomic
def add_item(
    *, area: Area, kind: ItemKind, values: dict[str, Any], by: AnyActor, strategy: str = "", reason: str = ""
) -> Node:
    """Add an item at the end of its list, with a key of its own. `strategy` is left out for the area's own strategy."""
    area = Area.objects.select_for_update().get(pk=area.pk)  # two new items at once could otherwise take one key
    node = kind.model(area=area, **values)
    if kind.in_strategy:
        found = strategy_by_key(area, strategy) if strategy else principal_strategy(area)
        if found is None:
            raise Refused("This area has no strategy of its own yet: import one first, then add to it.")
        node.strategy = found  # type: ignore[attr-defined]
    return thread.add(node=node, taken=keys_in_use(area), by=by, reason=reason)


@transaction.atomic
def revise_item(*, found: Found, values: dict[str, Any], opened: int, by: AnyActor, reason: str = "") -> Node:
    """Give an item new values. Raises `EditConflict` where somebody else saved it after `opened`."""
    if found.plural == "actions":
        return revise_action(action=found.node, values=values, opened=opened, by=by, reason=reason)
    revised: Node = thread.revise(node=found.node, values=values, opened=opened, by=by, reason=reason)
    return revised


@transaction.atomic
def join_to(*, found: Found, kind: str, outgoing: bool, to: Found, by: AnyActor, reason: str = "") -> Link:
    """Join two items; `outgoing` says that the link reads from the first to the second."""
    source, target = (found.node, to.node) if outgoing else (to.node, found.node)
    return thread.join(source=source, kind=kind, target=target, by=by, reason=reason)


@transaction.atomic
def part_from(*, found: Found, joined: Joined, by: AnyActor, reason: str = "") -> None:
    """Take away one link of an item."""
    source, target = (found.node, joined.far) if joined.outgoing else (joined.far, found.node)
    thread.part(link=joined.link, source=source, target=target, by=by, reason=reason)
