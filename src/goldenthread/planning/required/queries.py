"""Which plans do others require of an area, and what does each say now?

What a plan says is worked out from the delivery plan each time it is asked: actions, dates, leads and measures are
those of the one plan. A frozen version keeps the same answer as plain values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet

from goldenthread import analysis
from goldenthread.analysis import Judgement, say_date
from goldenthread.partnership.models import Area, Responsibility
from goldenthread.partnership.queries import responsibilities
from goldenthread.planning.deliveryplan.models import Action, Redating, Step, Update
from goldenthread.planning.deliveryplan.queries import actions
from goldenthread.planning.measures.models import Measure
from goldenthread.planning.strategy.models import Outcome, Priority
from goldenthread.thread.queries import links
from goldenthread.thread.states import LinkKind
from goldenthread.understanding.models import Evidence, Need
from goldenthread.voice.models import Answer, Statement

from .models import RequiredItem, RequiredPlan, RequiredVersion

Content = dict[str, Any]


def plans(area: Area) -> QuerySet[RequiredPlan]:
    """The area's required plans with their versions and who agreed each, and how many actions stand in each."""
    frozen = RequiredVersion.objects.defer("content").prefetch_related("agreements__organisation")
    rows = RequiredPlan.objects.filter(area=area).annotate(chosen=Count("items"))
    return rows.prefetch_related(Prefetch("versions", frozen))


def plan_by_key(area: Area, key: str) -> RequiredPlan | None:
    """One plan, or None."""
    return plans(area).filter(key=key).select_related("area").first()


def plans_nobody_agreed(area: Area) -> QuerySet[RequiredPlan]:
    """Plans whose newest version no body has agreed yet."""
    agreed = RequiredVersion.objects.filter(plan__area=area, agreements__isnull=False)
    newest = [plan.pk for plan in RequiredPlan.objects.filter(area=area, version__gt=0) if not _newest_in(agreed, plan)]
    return RequiredPlan.objects.filter(pk__in=newest)


def _newest_in(agreed: QuerySet[RequiredVersion], plan: RequiredPlan) -> bool:
    return agreed.filter(plan=plan, number=plan.version).exists()


def version(plan: RequiredPlan, number: int) -> RequiredVersion | None:
    """One frozen version with its agreements, or None."""
    rows = plan.versions.select_related("plan__area", "made_by")
    return rows.prefetch_related("agreements__organisation", "agreements__agreed_by").filter(number=number).first()


def item(plan: RequiredPlan, pk: UUID) -> RequiredItem | None:
    """One action as it stands in the plan, or None."""
    return plan.items.select_related("action", "plan__area").filter(pk=pk).first()


def actions_to_choose(area: Area) -> list[Action]:
    """Every action that may stand in a required plan, in the order of the delivery plan."""
    return list(actions(area))


def chosen_under(plan: RequiredPlan, heading: int) -> list[str]:
    """The keys of the actions that stand under one heading, in order."""
    return list(plan.items.filter(heading=heading).values_list("action__key", flat=True))


# --- what a plan says -----------------------------------------------------------------------------------------


def content_of(plan: RequiredPlan, today: date) -> Content:
    """What the plan says on that day, as plain JSON values, in a fixed number of queries."""
    reader = _Reader(plan, today)
    return {
        "title": plan.title,
        "requester": plan.requester,
        "purpose": plan.purpose,
        "headings": [
            {**heading, "actions": [reader.action(item) for item in reader.items[number]]}
            for number, heading in enumerate(plan.headings)
        ],
    }


class _Reader:
    """Gathers the rows once, then says each action."""

    def __init__(self, plan: RequiredPlan, today: date) -> None:
        self.today = today
        self.items: dict[int, list[RequiredItem]] = defaultdict(list)
        for item in plan.items.prefetch_related(Prefetch("action", _whole_actions())):
            self.items[item.heading].append(item)
        chosen = {item.action_id for items in self.items.values() for item in items}
        self.links = list(links(plan.area))
        self.labels = _labels(plan.area)
        self.measures = {m.pk: m for m in _measures(plan.area)}
        self.answers = {a.pk: a for a in Answer.objects.filter(area=plan.area).prefetch_related("verdicts")}
        self.held = _grouped(responsibilities(plan.area, today, chosen))

    def action(self, item: RequiredItem) -> Content:
        action: Any = item.action
        judged = _action_judgement(action, self.today)
        priorities = self.far(action.pk, LinkKind.DELIVERS)
        needs = [*self.far(action.pk, LinkKind.ADDRESSES), *self.far_of(priorities, LinkKind.ADDRESSES)]
        outcomes = [*self.far(action.pk, LinkKind.ACHIEVES), *self.far_of(priorities, LinkKind.SEEKS)]
        return {
            "item": str(item.pk),
            "key": action.key,
            "ref": action.ref,
            "title": action.title,
            "text": action.text,
            "withdrawn": action.withdrawn_on.isoformat() if action.withdrawn_on else "",
            "due": action.due,
            "state": action.state,
            "status": str(judged.status),
            "reason": judged.reason,
            "redatings": [_redating(moved) for moved in action.redatings.all()],
            "leads": [{"part": row.get_part_display(), "who": _who(row)} for row in self.held[action.pk]],
            "problems": self.said(needs),
            "evidence": self.said([*self.far_of(needs, LinkKind.RESTS_ON)]),
            "priorities": self.said(priorities),
            "outcomes": self.said(outcomes),
            "measures": [self.measure(pk) for pk in self.near((action.pk, *priorities, *outcomes), LinkKind.MEASURES)],
            "promises": [self.promise(pk) for pk in self.near((action.pk,), LinkKind.KEPT_BY)],
            "steps": [{"text": s.text, "due": s.due, "state": s.state} for s in action.steps.all()],
            "last": _last(list(action.updates.all())),
            "note": item.note,
        }

    def far(self, source: UUID, kind: str) -> list[UUID]:
        """What this node is joined to by links of one kind."""
        return [link.target_id for link in self.links if link.source_id == source and link.kind == kind]

    def far_of(self, sources: Iterable[UUID], kind: str) -> list[UUID]:
        return [target for source in sources for target in self.far(source, kind)]

    def near(self, targets: tuple[UUID, ...], kind: str) -> list[UUID]:
        """What is joined to any of these, each once, what still stands only."""
        found = [link.source_id for link in self.links if link.target_id in targets and link.kind == kind]
        return [pk for pk in dict.fromkeys(found) if pk in self.measures or pk in self.answers]

    def said(self, nodes: Iterable[UUID]) -> list[str]:
        return [self.labels[pk] for pk in dict.fromkeys(nodes) if pk in self.labels]

    def measure(self, pk: UUID) -> Content:
        measure = self.measures[pk]
        judged = _measure_judgement(measure, self.today)
        return {"title": measure.title, "status": str(judged.status), "reason": judged.reason}

    def promise(self, pk: UUID) -> Content:
        answer = self.answers[pk]
        said = [
            f"{v.get_group_display()} said “{v.get_verdict_display().lower()}” on {say_date(v.on)}"
            for v in answer.verdicts.all()
        ]
        return {"text": answer.text, "said": said}


def _whole_actions() -> QuerySet[Action]:
    return Action.objects.prefetch_related(
        Prefetch("steps", Step.objects.filter(withdrawn_on__isnull=True)),
        Prefetch("updates", Update.objects.order_by("on", "pk")),
        Prefetch("redatings", Redating.objects.select_related("step")),
    )


def _measures(area: Area) -> QuerySet[Measure]:
    return Measure.objects.filter(area=area, withdrawn_on__isnull=True).prefetch_related("observations")


def _labels(area: Area) -> Mapping[UUID, str]:
    models = (Need, Statement, Evidence, Priority, Outcome)
    return {
        node.pk: node.label
        for model in models
        for node in model._default_manager.filter(area=area, withdrawn_on__isnull=True)
    }


def _grouped(rows: Iterable[Responsibility]) -> dict[UUID, list[Responsibility]]:
    groups: dict[UUID, list[Responsibility]] = defaultdict(list)
    for row in rows:
        groups[row.item_id].append(row)
    return groups


def _who(row: Responsibility) -> str:
    """A body and a role, never a person's name: the plan goes to its requester."""
    return ", ".join(filter(None, (row.role or row.wording, str(row.organisation or ""))))


def _redating(moved: Redating) -> Content:
    return {
        "step": moved.step.text if moved.step else "",
        "was": moved.was,
        "now": moved.now,
        "on": moved.on.isoformat(),
        "agreed_by": moved.agreed_by,
        "reason": moved.reason,
    }


def _last(updates: list[Update]) -> Content | None:
    if not updates:
        return None
    return {"on": updates[-1].on.isoformat(), "state": updates[-1].state, "note": updates[-1].note}


def _action_judgement(action: Any, today: date) -> Judgement[analysis.ActionStatus]:
    return analysis.action_status(
        analysis.WorkState(action.state),
        action.due,
        [analysis.Step(s.key, s.text, s.kind, s.due, analysis.WorkState(s.state)) for s in action.steps.all()],
        [analysis.Update(u.on, analysis.WorkState(u.state), u.note, u.evidence_url) for u in action.updates.all()],
        [
            analysis.Redating(r.was, r.now, r.on, r.agreed_by, r.reason, r.step.key if r.step else None)
            for r in action.redatings.all()
        ],
        today,
        blocked_reason=action.blocked_reason,
    )


def _plain(value: Any) -> Any:
    """A number as it was stated, without the places that the database adds."""
    return value.normalize() if isinstance(value, Decimal) else value


_SEEN = ("period", "value", "numerator", "denominator", "comparator", "note", "source", "provisional", "break_before")


def _measure_judgement(measure: Measure, today: date) -> Judgement[analysis.MeasureStatus]:
    direction = analysis.Direction(measure.target_direction) if measure.target_direction else None
    return analysis.measure_status(
        analysis.Target(
            analysis.TargetKind(measure.target_kind),
            direction,
            _plain(measure.target_value),
            measure.target_comparator,
            measure.target_pace,
            measure.target_due,
        ),
        analysis.Baseline(
            analysis.BaselineState(measure.baseline_state),
            _plain(measure.baseline_value),
            _plain(measure.baseline_numerator),
            _plain(measure.baseline_denominator),
            measure.baseline_period,
            measure.baseline_source,
        ),
        [
            analysis.Observation(
                **{name: _plain(getattr(seen, name)) for name in _SEEN}, state=analysis.State(seen.state)
            )
            for seen in measure.observations.all()
        ],
        today,
        unit=measure.unit,
        frequency=measure.frequency,
    )
