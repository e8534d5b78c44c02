"""What does an area's strategy say, whole, now or as it stood at a moment?

Reads a `Pack` from the database in a fixed number of queries, however large the strategy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet, prefetch_related_objects

from goldenthread.audit.queries import kept_until_something_changes
from goldenthread.delivery.models import ServiceParty
from goldenthread.partnership.actors import LONDON
from goldenthread.partnership.models import Area, AreaService, Board, Mention, Reporting, Responsibility, Seat
from goldenthread.planning.deliveryplan.models import Redating, Step, Update
from goldenthread.planning.measures.models import Observation
from goldenthread.planning.strategy.models import Strategy
from goldenthread.thread.models import Link, Node
from goldenthread.understanding.models import CitedFigure
from goldenthread.voice.models import Verdict

from . import format as pack
from .kinds import ITEM_KINDS, ItemKind
from .order import in_order

Values = dict[str, Any]
T = TypeVar("T", bound=pack.Strict)


def pack_of(area: Area, as_at: datetime | None = None) -> pack.Pack:
    """The area's strategy as it stands, or as it stood at `as_at`. What was withdrawn by then is left out."""
    return _Reader(area, as_at).read()


@kept_until_something_changes
def current_pack(area: Area) -> pack.Pack:
    """The area's strategy as it stands: one query while nothing changes, thirty-one when something has."""
    return pack_of(area)


def held_since(area: Area) -> date:
    """The first day on which the area's strategy was held here, and so can be shown as it stood."""
    history: Any = Area.history
    first: datetime = history.filter(id=area.pk).order_by("history_date").values_list("history_date", flat=True).first()
    return first.astimezone(LONDON).date()


class _Reader:
    """Gathers the rows once, then builds each part from them."""

    def __init__(self, area: Area, as_at: datetime | None) -> None:
        self.area, self.as_at = area, as_at
        self.nodes: dict[str, list[Node]] = {}
        self.keys: dict[UUID, str] = {}
        self.outgoing: dict[tuple[UUID, str], list[Link]] = defaultdict(list)
        self.incoming: dict[tuple[UUID, str], list[Link]] = defaultdict(list)

    def rows(self, model: type[Model], **where: Any) -> QuerySet[Any]:
        """The rows of a model as they stand, or stood."""
        manager: Any = model
        rows = manager.objects if self.as_at is None else manager.history.as_of(self.as_at)
        found: QuerySet[Any] = rows.filter(**where).order_by(*(model._meta.ordering or ("pk",)))
        return found

    def read(self) -> pack.Pack:
        self._gather_nodes()
        self._gather_links()
        area = self.rows(Area, pk=self.area.pk).first() or self.area
        strategies = list(self.rows(Strategy, area=self.area))
        self.strategies = {s.pk: s.key for s in strategies if not s.principal}
        self._gather_children()
        items = {kind.plural: tuple(self._item(kind, n) for n in self.nodes[kind.plural]) for kind in ITEM_KINDS}
        whole = pack.Pack(
            area=pack.Area(**{f: getattr(area, f) for f in ("slug", "name", "gss_code", "colour", "summary")}),
            source=pack.Source(**area.source),
            sections=tuple(pack.Section(**section) for section in area.sections),
            strategies=tuple(_copy(s, pack.Strategy) for s in strategies),
            **self._partnership(),
            **items,
        )
        return in_order(whole)

    def _gather_nodes(self) -> None:
        for kind in ITEM_KINDS:
            self.nodes[kind.plural] = list(self.rows(kind.model, area=self.area, withdrawn_on__isnull=True))
            self.keys.update((node.pk, node.key) for node in self.nodes[kind.plural])

    def _gather_links(self) -> None:
        for link in self.rows(Link, area=self.area):
            if link.source_id in self.keys and link.target_id in self.keys:
                self.outgoing[link.source_id, link.kind].append(link)
                self.incoming[link.target_id, link.kind].append(link)

    def _gather_children(self) -> None:
        mentions = list(self.rows(Mention, area=self.area).select_related("organisation"))
        self.mentions = mentions
        self.organisations = {m.organisation_id: m.organisation.key for m in mentions}
        steps = list(self.rows(Step, action__area=self.area, withdrawn_on__isnull=True))
        self.step_keys = {step.pk: step.key for step in steps}
        self.steps = _grouped(steps, "action_id")
        self.redatings = _grouped(self.rows(Redating, action__area=self.area), "action_id")
        self.updates = _grouped(self.rows(Update, action__area=self.area), "action_id")
        self.observations = _grouped(self.rows(Observation, measure__area=self.area), "measure_id")
        self.verdicts = _grouped(self.rows(Verdict, answer__area=self.area), "answer_id")
        self.figures = _grouped(self.rows(CitedFigure, evidence__area=self.area), "evidence_id")
        self.parties = _grouped(self.rows(ServiceParty, service__area=self.area), "service_id")
        held = [r for r in self.rows(Responsibility, area=self.area) if self._holds(r)]
        self.leads = _grouped(held, "item_id")

    def _holds(self, row: Responsibility) -> bool:
        return row.end is None or (self.as_at is not None and row.end >= self.as_at.date())

    def _item(self, kind: ItemKind, node: Node) -> pack.Item:
        values: Values = {field: getattr(node, field) for field in kind.fields}
        for field, link_kind in kind.links:
            values[field] = self._links(self.outgoing[node.pk, link_kind], lambda link: link.target_id)
        for field, link_kind in kind.incoming:
            values[field] = self._links(self.incoming[node.pk, link_kind], lambda link: link.source_id)
        values["strategy"] = self.strategies.get(getattr(node, "strategy_id", None))
        values |= self._more(kind, node)
        return kind.shape(**values)

    def _links(self, links: list[Link], far: Callable[[Link], UUID]) -> tuple[pack.LinkTo, ...]:
        return tuple(pack.LinkTo(key=self.keys[far(link)], basis=link.basis) for link in links)

    def _more(self, kind: ItemKind, node: Any) -> Values:
        match kind.plural:
            case "evidence":
                return {"figures": _copies(self.figures[node.pk], pack.Figure)}
            case "answers":
                return {"verdicts": _copies(self.verdicts[node.pk], pack.Verdict)}
            case "actions":
                return self._action(node)
            case "measures":
                return self._measure(node)
            case "services":
                return self._service(node)
            case _:
                return {}

    def _action(self, node: Any) -> Values:
        return {
            "steps": _copies(self.steps[node.pk], pack.Step),
            "leads": self._leads(node.pk),
            "redatings": tuple(
                _copy(moved, pack.Redating, step=self.step_keys.get(moved.step_id))
                for moved in self.redatings[node.pk]
                if moved.step_id is None or moved.step_id in self.step_keys
            ),
            "updates": tuple(
                _copy(update, pack.Update, organisation=self.organisations.get(update.organisation_id))
                for update in self.updates[node.pk]
            ),
        }

    def _measure(self, node: Any) -> Values:
        return {
            "target": _prefixed(node, "target_", pack.Target),
            "baseline": _prefixed(node, "baseline_", pack.Baseline),
            "owner": self._leads(node.pk),
            "observations": _copies(self.observations[node.pk], pack.Observation),
        }

    def _service(self, node: Any) -> Values:
        parties = self.parties[node.pk]
        return {
            "commissioners": tuple(self.organisations[p.organisation_id] for p in parties if p.commissions),
            "providers": tuple(self.organisations[p.organisation_id] for p in parties if not p.commissions),
            "level": node.level or None,
            "needs": tuple(node.needs),
        }

    def _leads(self, item_id: UUID) -> tuple[pack.Lead, ...]:
        return tuple(
            _copy(lead, pack.Lead, organisation=self.organisations.get(lead.organisation_id))
            for lead in self.leads[item_id]
        )

    def _partnership(self) -> Values:
        key_of = self.organisations.get
        served = self.rows(AreaService, area=self.area)
        return {
            "organisations": tuple(self._organisation(mention) for mention in self._mentions_with_parts()),
            "serves": tuple(_copy(row, pack.AreaService, organisation=key_of(row.organisation_id)) for row in served),
            "boards": self._boards(),
        }

    def _mentions_with_parts(self) -> Iterable[Mention]:
        """The mentioned bodies with identifiers and successions, in three queries."""
        prefetch_related_objects(self.mentions, "organisation__identifiers", "organisation__successions__successor")
        return self.mentions

    def _organisation(self, mention: Mention) -> pack.Organisation:
        body = mention.organisation
        return _copy(
            body,
            pack.Organisation,
            cite=mention.cite,
            identifiers=tuple(_copy(i, pack.Identifier) for i in body.identifiers.all()),
            successors=tuple(
                pack.Succession(key=s.successor.key, on=s.on, kind=s.kind, note=s.note)
                for s in body.successions.all()
                if s.successor_id in self.organisations
            ),
        )

    def _boards(self) -> tuple[pack.Board, ...]:
        boards = list(self.rows(Board, area=self.area, withdrawn_on__isnull=True))
        key_of = {board.pk: board.key for board in boards}
        seats = _grouped(self.rows(Seat, board__area=self.area), "board_id")
        lines = _grouped(self.rows(Reporting, board__area=self.area), "board_id")
        return tuple(
            _copy(
                board,
                pack.Board,
                organisation=self.organisations.get(board.organisation_id),
                reports_to=tuple(
                    pack.ReportsTo(board=key_of[line.to_id], nature=line.nature)
                    for line in lines[board.pk]
                    if line.to_id in key_of
                ),
                seats=tuple(
                    _copy(seat, pack.Seat, organisation=self.organisations.get(seat.organisation_id))
                    for seat in seats[board.pk]
                ),
            )
            for board in boards
        )


def _grouped(rows: Iterable[Any], name: str) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, name)].append(row)
    return groups


def _value(value: Any) -> Any:
    return value.normalize() if isinstance(value, Decimal) else value


def _copy(row: Any, type_: type[T], **given: Any) -> T:
    """A pack value with the row's fields of the same names; `given` stands for the others."""
    names = (name for name in type_.model_fields if name not in given and hasattr(row, name))
    return type_(**{name: _value(getattr(row, name)) for name in names}, **given)


def _copies(rows: Iterable[Any], type_: type[T]) -> tuple[T, ...]:
    return tuple(_copy(row, type_) for row in rows)


def _prefixed(row: Any, prefix: str, type_: type[T]) -> T:
    values = {name: _value(getattr(row, prefix + name)) for name in type_.model_fields if hasattr(row, prefix + name)}
    return type_(**{name: None if value == "" and name == "direction" else value for name, value in values.items()})
