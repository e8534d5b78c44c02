"""Which item does this key name, what belongs to it, to what is it joined, and how did it stand before?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Value

from goldenthread.audit.models import Event
from goldenthread.audit.queries import events_about
from goldenthread.partnership.models import Area, Organisation, Responsibility
from goldenthread.partnership.queries import at_work, responsibilities
from goldenthread.planning.strategy.queries import strategies
from goldenthread.publishing.packs.kinds import BY_KIND, BY_PLURAL, ITEM_KINDS, ItemKind
from goldenthread.thread.models import Link, Node
from goldenthread.thread.queries import links_of
from goldenthread.thread.states import LINKS, NodeKind


@dataclass(frozen=True, slots=True)
class Found:
    """An item and which list it stands in. `node` is a row of that list's model."""

    kind: ItemKind
    node: Any

    @property
    def plural(self) -> str:
        """The name of its list."""
        return self.kind.plural


def find(area: Area, key: str) -> Found | None:
    """The item of that key, withdrawn or not; None where there is none."""
    rows = [
        kind.model._default_manager.filter(area=area, key=key)
        .order_by()
        .annotate(plural=Value(kind.plural))
        .values_list("plural", "pk")
        for kind in ITEM_KINDS
    ]
    for plural, pk in rows[0].union(*rows[1:]):
        return Found(BY_PLURAL[plural], by_pk(BY_PLURAL[plural], pk))
    return None


def by_pk(kind: ItemKind, pk: UUID) -> Any:
    """The row itself, with its area."""
    rows = kind.model._default_manager.select_related("area", *(["strategy"] if kind.in_strategy else []))
    return rows.get(pk=pk)


def keys_in_use(area: Area) -> set[str]:
    """Every key that an item of the area has or had."""
    rows = [kind.model._default_manager.filter(area=area).order_by().values_list("key") for kind in ITEM_KINDS]
    return {key for (key,) in rows[0].union(*rows[1:])}


def items(area: Area, kind: ItemKind) -> QuerySet[Node]:
    """Every item of a kind in order, withdrawn ones too."""
    return kind.model._default_manager.filter(area=area).order_by("position", "key")


def counts(area: Area) -> dict[str, int]:
    """How many items of each kind are not withdrawn."""
    return {
        kind.plural: kind.model._default_manager.filter(area=area, withdrawn_on__isnull=True).count()
        for kind in ITEM_KINDS
    }


# --- links -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Joined:
    """A link of an item, seen from it. `outgoing`: it is the source."""

    link: Link
    outgoing: bool
    far: Any


def joined(area: Area, node: Node) -> list[Joined]:
    """Every link of an item, with the item at its far end."""
    ends: dict[str, list[UUID]] = defaultdict(list)
    found = [(link, link.source_id == node.pk) for link in links_of(area, node.pk)]
    for link, outgoing in found:
        ends[link.target_kind if outgoing else link.source_kind].append(link.target_id if outgoing else link.source_id)
    nodes: dict[UUID, Any] = {}
    for kind, pks in ends.items():
        rows = BY_KIND[NodeKind(kind)].model._default_manager.filter(pk__in=pks)
        nodes.update((far.pk, far) for far in rows)
    return [
        Joined(link, outgoing, nodes[link.target_id if outgoing else link.source_id])
        for link, outgoing in found
        if (link.target_id if outgoing else link.source_id) in nodes
    ]


def ways(kind: NodeKind) -> list[tuple[str, bool, list[ItemKind]]]:
    """Every way in which an item of this kind may be joined: kind of link, whether it is the source, and to what."""
    found = []
    for sources, link, targets in LINKS:
        if kind in sources:
            found.append((str(link), True, _in_order(targets)))
        if kind in targets:
            found.append((str(link), False, _in_order(sources)))
    return found


def _in_order(kinds: Iterable[NodeKind]) -> list[ItemKind]:
    return [kind for kind in ITEM_KINDS if kind.kind in kinds]


def standing(area: Area, kinds: Iterable[ItemKind]) -> dict[str, list[Any]]:
    """The items of these kinds that can be joined to, by the name of their list."""
    return {kind.plural: list(items(area, kind).filter(withdrawn_on__isnull=True)) for kind in kinds}


def link_of(area: Area, node: Node, pk: UUID) -> Joined | None:
    """One link of an item, or None: somebody may just have taken it away."""
    return next((each for each in joined(area, node) if each.link.pk == pk), None)


# --- what a form offers ------------------------------------------------------------------------------------------


def named_bodies(area: Area) -> list[Organisation]:
    """Bodies that the strategy names, by name: those that can stand in it."""
    return list(Organisation.objects.filter(pk__in=area.mentions.values("organisation")))


def colleagues(area: Area, day: date) -> list[tuple[str, str]]:
    """People at work in the area, once each, with the body they work for."""
    rows = at_work(area, day)
    return list({str(row.person_id): f"{row.person.name}, {row.organisation.label}" for row in rows}.items())


def strategy_choices(area: Area) -> list[tuple[str, str]]:
    """The area's strategies, its own first."""
    return [(strategy.key, strategy.title) for strategy in strategies(area)]


def section_choices(area: Area) -> list[tuple[str, str]]:
    """The sections of the published document."""
    return [(section["id"], _numbered(section["id"], section["title"])) for section in area.sections]


def _numbered(number: str, title: str) -> str:
    return f"{number} {title}" if number[0].isdigit() and not title.startswith(number) else title


def holders(node: Node, day: date) -> QuerySet[Responsibility]:
    """Who leads or shares in an item on that day."""
    return responsibilities(node.area, day, [node.pk])


# --- how it stood ------------------------------------------------------------------------------------------------


def states_of(node: Any) -> list[Any]:
    """How an item stood after each change, oldest first."""
    return list(node.history.select_related("history_user").order_by("history_date", "history_id"))


def states_since(node: Any, revision: int) -> list[Any]:
    """How an item stood after each change since that revision, oldest first."""
    return [state for state in states_of(node) if state.revision > revision]


def as_opened(node: Any, revision: int) -> Any | None:
    """How an item stood at a revision, or None where that was never saved."""
    return node.history.filter(revision=revision).order_by("history_date", "history_id").last()


def events_of(node: Node) -> list[Event]:
    """What was done to an item, oldest first, links that others drew to it included."""
    own = list(events_about(node.area.slug, node.pk))
    drawn = Event.objects.filter(area=node.area.slug, verb__in=("joined", "parted"), data__to_id=str(node.pk))
    return sorted([*own, *drawn], key=lambda event: event.sequence)


# --- who decides -------------------------------------------------------------------------------------------------


def body_choices(area: Area) -> list[tuple[int, str]]:
    """Bodies that the strategy names, to choose from."""
    return [(body.pk, body.name) for body in named_bodies(area)]


def events_of_row(area: Area, kind: str, row: Any) -> list[Event]:
    """What was done to a row that is no item, oldest first."""
    return list(events_about(area.slug, row.pk).filter(subject_kind=kind).order_by("sequence"))
