"""How does each list of a pack stand in the database? One row for each kind of item; everything else reads this table."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.delivery.models import Service
from goldenthread.planning.deliveryplan.models import Action
from goldenthread.planning.measures.models import Measure
from goldenthread.planning.strategy.models import Clause, Outcome, Priority, Theme
from goldenthread.thread.models import Node
from goldenthread.thread.states import LinkKind, NodeKind
from goldenthread.understanding.models import Evidence, Need
from goldenthread.voice.models import Answer, Statement

from . import format as pack

_COMMON = ("key", "cite", "families")


@dataclass(frozen=True, slots=True)
class ItemKind:
    """A list of the pack (`plural`), its `shape` there, its model, the fields they share, and which fields are links.

    A link field reads from this item to the item it names, except those in `incoming`, which read the other way
    (a need is `raised_by` statements).
    """

    plural: str
    shape: type[pack.Item]
    model: type[Node]
    fields: tuple[str, ...]
    links: tuple[tuple[str, LinkKind], ...] = ()
    incoming: tuple[tuple[str, LinkKind], ...] = ()

    @property
    def kind(self) -> NodeKind:
        """Which kind of node this is."""
        return self.model.KIND

    @property
    def in_strategy(self) -> bool:
        """Does it belong to one strategy, or to the area?"""
        return any(field.name == "strategy" for field in self.model._meta.fields)


_UNDER = ("themes", LinkKind.UNDER)
_L = LinkKind

ITEM_KINDS: tuple[ItemKind, ...] = (
    ItemKind("clauses", pack.Clause, Clause, (*_COMMON, "kind", "title", "text")),
    ItemKind("themes", pack.Theme, Theme, (*_COMMON, "title", "text")),
    ItemKind("evidence", pack.Evidence, Evidence, (*_COMMON, "title", "text", "source"), (_UNDER,)),
    ItemKind(
        "needs",
        pack.Need,
        Need,
        (*_COMMON, "title", "text"),
        (("rests_on", _L.RESTS_ON), _UNDER),
        (("raised_by", _L.RAISES),),
    ),
    ItemKind("statements", pack.Statement, Statement, (*_COMMON, "text", "speaker", "engagement", "said"), (_UNDER,)),
    ItemKind(
        "answers",
        pack.Answer,
        Answer,
        (*_COMMON, "kind", "text", "reason", "year"),
        (("answers", _L.ANSWERS), ("kept_by", _L.KEPT_BY), ("shown_by", _L.SHOWN_BY), _UNDER),
    ),
    ItemKind(
        "priorities",
        pack.Priority,
        Priority,
        (*_COMMON, "ref", "title", "text"),
        (("seeks", _L.SEEKS), ("addresses", _L.ADDRESSES), ("carries_out", _L.CARRIES_OUT), _UNDER),
    ),
    ItemKind("outcomes", pack.Outcome, Outcome, (*_COMMON, "ref", "text"), (_UNDER,)),
    ItemKind(
        "actions",
        pack.Action,
        Action,
        (*_COMMON, "ref", "title", "text", "due", "state", "pilot", "blocked_reason"),
        (("delivers", _L.DELIVERS), ("achieves", _L.ACHIEVES), ("addresses", _L.ADDRESSES), _UNDER),
    ),
    ItemKind(
        "measures",
        pack.Measure,
        Measure,
        (*_COMMON, "title", "wording", "unit", "source", "frequency"),
        (("measures", _L.MEASURES), _UNDER),
    ),
    ItemKind(
        "services",
        pack.Service,
        Service,
        (*_COMMON, "name", "kind", "text", "contract_model", "ages", "places", "since", "legal_basis"),
    ),
)

BY_PLURAL = {kind.plural: kind for kind in ITEM_KINDS}
BY_KIND = {kind.kind: kind for kind in ITEM_KINDS}
