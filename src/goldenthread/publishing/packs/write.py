"""Writing the strategies, items, links and child rows of a pack."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from goldenthread.delivery.models import Service, ServiceParty
from goldenthread.partnership.models import Area, Organisation, Responsibility
from goldenthread.planning.deliveryplan.models import Action, Redating, Step, Update
from goldenthread.planning.measures.models import Measure, Observation
from goldenthread.planning.strategy.models import Strategy
from goldenthread.thread.models import Link, Node
from goldenthread.understanding.models import CitedFigure, Evidence
from goldenthread.voice.models import Verdict

from . import format as pack
from .kinds import ITEM_KINDS, ItemKind
from .rows import bring, bring_list

Values = dict[str, Any]
_STRATEGY = ("title", "principal", "status", "period", "edition", "adopted", "review", "summary", "url", "cite")


def write_strategies(source: pack.Pack, area: Area) -> dict[str | None, Strategy]:
    """Bring the strategies to what the pack says. Returns them by key; None is the principal one."""
    existing = {strategy.key: strategy for strategy in area.strategies.all()}
    strategies: dict[str | None, Strategy] = {}
    for row in existing.values():
        if row.principal and not any(s.key == row.key and s.principal for s in source.strategies):
            bring(row, {"principal": False})
    for position, strategy in enumerate(source.strategies):
        values = {name: getattr(strategy, name) for name in _STRATEGY} | {"position": position}
        row = existing.get(strategy.key) or Strategy(area=area, key=strategy.key)
        strategies[strategy.key] = bring(row, values)
        if strategy.principal:
            strategies[None] = row
    for key, row in existing.items():
        if key not in strategies:
            bring(row, {"status": "superseded"})
    return strategies


def write_items(source: pack.Pack, area: Area, strategies: dict[str | None, Strategy], today: date) -> None:
    """Bring every item, its children and the links to what the pack says; withdraw what the pack leaves out."""
    writer = _Writer(area, strategies, today)
    for kind in ITEM_KINDS:
        writer.write_kind(kind, getattr(source, kind.plural))
    for kind in ITEM_KINDS:
        for item in getattr(source, kind.plural):
            writer.write_children(item, writer.nodes[item.key])
    writer.write_links(source)


class _Writer:
    """Holds what has been written so far, by key."""

    def __init__(self, area: Area, strategies: dict[str | None, Strategy], today: date) -> None:
        self.area, self.strategies, self.today = area, strategies, today
        self.nodes: dict[str, Node] = {}
        self.bodies = {m.organisation.key: m.organisation for m in area.mentions.select_related("organisation")}
        self.held: dict[UUID, list[Responsibility]] = defaultdict(list)
        for row in area.responsibilities.filter(end__isnull=True):
            self.held[row.item_id].append(row)

    def body(self, key: str | None) -> Organisation | None:
        """The body with that key, where one is named."""
        return self.bodies[key] if key else None

    def write_kind(self, kind: ItemKind, items: tuple[pack.Item, ...]) -> None:
        existing = {node.key: node for node in kind.model._default_manager.filter(area=self.area)}
        for position, item in enumerate(items):
            values: Values = {name: getattr(item, name) for name in kind.fields if name != "key"}
            values |= {"position": position, "withdrawn_on": None} | flattened(item)
            if kind.in_strategy:
                values["strategy"] = self.strategies[item.strategy]
            node = existing.pop(item.key, None) or kind.model(area=self.area, key=item.key)
            self.nodes[item.key] = bring(node, values)
        for gone in existing.values():
            if gone.withdrawn_on is None:
                bring(gone, {"withdrawn_on": self.today})

    def write_children(self, item: pack.Item, node: Any) -> None:
        match item:
            case pack.Evidence():
                self._evidence(item, node)
            case pack.Answer():
                verdicts = [verdict.model_dump() for verdict in item.verdicts]
                bring_list(Verdict, {"answer": node}, node.verdicts.all(), verdicts)
            case pack.Action():
                self._action(item, node)
            case pack.Measure():
                self._measure(item, node)
            case pack.Service():
                self._service(item, node)

    def _evidence(self, item: pack.Evidence, node: Evidence) -> None:
        figures = [figure.model_dump() for figure in item.figures]
        bring_list(CitedFigure, {"evidence": node}, list(node.figures.all()), figures)

    def _action(self, item: pack.Action, node: Action) -> None:
        steps = self._steps(item, node)
        redatings = [{**moved.model_dump(), "step": steps.get(moved.step or "")} for moved in item.redatings]
        bring_list(Redating, {"action": node}, list(node.redatings.all()), redatings)
        updates = [{**update.model_dump(), "organisation": self.body(update.organisation)} for update in item.updates]
        bring_list(Update, {"action": node}, list(node.updates.all()), updates)
        self._responsibilities(node, item.leads)

    def _steps(self, item: pack.Action, node: Action) -> dict[str, Step]:
        existing: dict[str, Step | None] = {step.key: step for step in node.steps.all()}
        steps = {}
        for position, step in enumerate(item.steps):
            values = {**step.model_dump(exclude={"key"}), "position": position, "withdrawn_on": None}
            steps[step.key] = bring(existing.pop(step.key, None) or Step(action=node, key=step.key), values)
        for gone in filter(None, existing.values()):
            bring(gone, {"withdrawn_on": gone.withdrawn_on or self.today})
        return steps

    def _measure(self, item: pack.Measure, node: Measure) -> None:
        seen = [observation.model_dump() for observation in item.observations]
        bring_list(Observation, {"measure": node}, list(node.observations.order_by("position", "pk")), seen)
        self._responsibilities(node, item.owner)

    def _service(self, item: pack.Service, node: Service) -> None:
        parties = [{"organisation": self.body(key), "commissions": True} for key in item.commissioners]
        parties += [{"organisation": self.body(key), "commissions": False} for key in item.providers]
        bring_list(ServiceParty, {"service": node}, list(node.parties.all()), parties)

    def _responsibilities(self, node: Node, leads: tuple[pack.Lead, ...]) -> None:
        """A row that says the same keeps its person; history keeps the rest."""
        wanted = [{**lead.model_dump(), "organisation": self.body(lead.organisation)} for lead in leads]
        parent = {"area": self.area, "item_id": node.pk, "item_kind": node.KIND}
        bring_list(Responsibility, parent, sorted(self.held[node.pk], key=lambda row: row.position), wanted)

    def write_links(self, source: pack.Pack) -> None:
        existing = {(link.source_id, link.kind, link.target_id): link for link in Link.objects.filter(area=self.area)}
        for kind in ITEM_KINDS:
            for item in getattr(source, kind.plural):
                for field, link_kind in kind.links:
                    self._links(item, field, link_kind, existing, outgoing=True)
                for field, link_kind in kind.incoming:
                    self._links(item, field, link_kind, existing, outgoing=False)
        for gone in existing.values():
            gone.delete()

    def _links(self, item: pack.Item, field: str, kind: str, existing: dict[Any, Link], *, outgoing: bool) -> None:
        for position, stated in enumerate(getattr(item, field)):
            ends = self.nodes[item.key], self.nodes[stated.key]
            source, target = ends if outgoing else ends[::-1]
            link = existing.pop((source.pk, kind, target.pk), None) or Link(
                area=self.area,
                source_id=source.pk,
                source_kind=source.KIND,
                kind=kind,
                target_id=target.pk,
                target_kind=target.KIND,
            )
            bring(link, {"basis": stated.basis, "position": position})


def flattened(item: pack.Item) -> Values:
    """The fields that the pack nests and the database keeps in columns."""
    match item:
        case pack.Measure():
            nested = {f"target_{name}": value for name, value in item.target.model_dump().items()}
            nested |= {f"baseline_{name}": value for name, value in item.baseline.model_dump().items()}
            return nested | {"target_direction": item.target.direction or ""}
        case pack.Service():
            return {"level": item.level or "", "needs": list(item.needs)}
        case _:
            return {}
