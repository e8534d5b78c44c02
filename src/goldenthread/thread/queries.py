"""Which links does this area hold?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from goldenthread.partnership.models import Area
from goldenthread.partnership.queries import body_on, responsibilities

from .models import Link, Node
from .states import NodeKind

N = TypeVar("N", bound=Node)


def locked(node: N) -> N:
    """The node as it stands, its row held until the transaction ends."""
    return type(node)._default_manager.select_for_update().get(pk=node.pk)


def nodes(area: Area, kind: NodeKind) -> QuerySet[Node]:
    """The area's items of one kind, in order, whichever stage of the cycle keeps that kind."""
    model = next(each for each in _models(Node) if getattr(each, "KIND", None) == kind and not each._meta.abstract)
    return model._default_manager.filter(area=area, withdrawn_on__isnull=True)


def _models(above: Any) -> Iterator[type[Node]]:
    for each in above.__subclasses__():
        yield each
        yield from _models(each)


def links(area: Area, as_at: datetime | None = None) -> QuerySet[Link]:
    """Every link of the area, as it stands or as it stood."""
    rows = Link.objects if as_at is None else Link.history.as_of(as_at)
    return rows.filter(area=area).order_by("position", "pk")


def links_of(area: Area, node_id: UUID) -> QuerySet[Link]:
    """Every link to or from one node."""
    return links(area).filter(Q(source_id=node_id) | Q(target_id=node_id))


def bodies_responsible(area: Area, node_id: UUID, day: date) -> frozenset[int]:
    """Every body that leads or shares in a node on that day; where one has been succeeded, its successors too."""
    held = [row.organisation for row in responsibilities(area, day, [node_id]) if row.organisation is not None]
    return frozenset(body.pk for named in held for body in (named, *body_on(named, day)))
