"""How are many made-up areas written quickly? In bulk: without row history, which nobody will read of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from goldenthread.analysis import read_due, read_period
from goldenthread.partnership.actors import SystemActor
from goldenthread.partnership.models import Area, Responsibility
from goldenthread.planning.deliveryplan.models import Step, Update
from goldenthread.planning.measures.models import Observation
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.actions import import_pack
from goldenthread.publishing.packs.kinds import ITEM_KINDS, ItemKind
from goldenthread.publishing.packs.write import flattened
from goldenthread.thread.models import Link

ROWS_AT_ONCE = 2000


@transaction.atomic
def write_in_bulk(source: pack.Pack, now: datetime) -> Area:
    """Write a new area whole: the frame through the ordinary action and its event, the items in bulk."""
    empty: dict[str, Any] = {kind.plural: () for kind in ITEM_KINDS}
    by = SystemActor(None, "Made up for measuring", now)
    area, _ = import_pack(pack=source.model_copy(update=empty), by=by, reason="Made up for measuring.")
    _Bulk(area, source).write()
    return area


class _Bulk:
    """Gathers the rows of every table, then writes table by table."""

    def __init__(self, area: Area, source: pack.Pack) -> None:
        self.area, self.source = area, source
        self.strategy = area.strategies.get(principal=True)
        self.bodies = {m.organisation.key: m.organisation for m in area.mentions.select_related("organisation")}
        self.ids = {item.key: uuid.uuid5(uuid.NAMESPACE_URL, f"{area.slug}/{item.key}") for _, item in self.items()}
        self.kinds = {item.key: kind for kind, item in self.items()}

    def items(self) -> Iterator[tuple[ItemKind, Any]]:
        """Every item with its kind, in order."""
        for kind in ITEM_KINDS:
            for item in getattr(self.source, kind.plural):
                yield kind, item

    def write(self) -> None:
        for kind in ITEM_KINDS:
            self._save(
                kind.model, (self._node(kind, item, n) for n, item in enumerate(getattr(self.source, kind.plural)))
            )
        self._save(Step, (row for action in self.source.actions for row in self._steps(action)))
        self._save(Update, (row for action in self.source.actions for row in self._updates(action)))
        self._save(Observation, (row for measure in self.source.measures for row in self._observations(measure)))
        self._save(Responsibility, (row for action in self.source.actions for row in self._leads(action)))
        self._save(Link, (link for kind, item in self.items() for link in self._links(kind, item)))

    def _save(self, model: type[Model], rows: Iterable[Any]) -> None:
        model._default_manager.bulk_create(list(rows), batch_size=ROWS_AT_ONCE)

    def _node(self, kind: ItemKind, item: Any, position: int) -> Any:
        values = {name: getattr(item, name) for name in kind.fields} | flattened(item)
        if kind.in_strategy:
            values["strategy"] = self.strategy
        if "due" in values:
            values |= _dated(values["due"])
        return kind.model(id=self.ids[item.key], area=self.area, position=position, **values)

    def _steps(self, action: pack.Action) -> Iterator[Step]:
        for n, step in enumerate(action.steps):
            yield Step(action_id=self.ids[action.key], position=n, **step.model_dump(), **_dated(step.due))

    def _updates(self, action: pack.Action) -> Iterator[Update]:
        for update in action.updates:
            body = self.bodies.get(update.organisation or "")
            yield Update(action_id=self.ids[action.key], **{**update.model_dump(), "organisation": body})

    def _observations(self, measure: pack.Measure) -> Iterator[Observation]:
        for n, seen in enumerate(measure.observations):
            period = read_period(seen.period)
            row = Observation(measure_id=self.ids[measure.key], position=n, **seen.model_dump())
            row.period_start, row.period_end = period.start, period.end
            yield row

    def _leads(self, action: pack.Action) -> Iterator[Responsibility]:
        for n, lead in enumerate(action.leads):
            values = {**lead.model_dump(), "organisation": self.bodies.get(lead.organisation or "")}
            yield Responsibility(area=self.area, item_id=self.ids[action.key], item_kind="action", position=n, **values)

    def _links(self, kind: ItemKind, item: Any) -> Iterator[Link]:
        for field, link_kind in kind.links:
            for position, stated in enumerate(getattr(item, field)):
                far = self.kinds[stated.key]
                yield Link(
                    area=self.area,
                    source_id=self.ids[item.key],
                    source_kind=kind.kind,
                    kind=link_kind,
                    target_id=self.ids[stated.key],
                    target_kind=far.kind,
                    basis=stated.basis,
                    position=position,
                )


def _dated(wording: str) -> dict[str, Any]:
    due = read_due(wording)
    return {"due_earliest": due.earliest, "due_latest": due.latest}
