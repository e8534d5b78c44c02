"""One page for one owner: a small form for each of their actions and measures, each saved by itself.

A form that nobody touched is left alone. One that is right is saved even when another is wrong, so that nothing typed
is lost and nothing waits for the last answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import NotAllowed, Refused
from goldenthread.planning.deliveryplan import actions as deliveryplan
from goldenthread.planning.deliveryplan.forms import ReportForm
from goldenthread.planning.measures import actions as measures
from goldenthread.planning.measures.forms import RecordForm
from goldenthread.planning.measures.presenters import as_baseline, as_observation
from goldenthread.publishing.home.work import ACTION, Work
from goldenthread.thread.queries import bodies_responsible

from .queries import own_actions, own_measures


@dataclass(slots=True)
class Row:
    """One piece of work with its form; `node` is what is saved to."""

    work: Work
    node: Any
    form: Any
    saved: bool = False

    @property
    def touched(self) -> bool:
        """Did somebody type something here?"""
        return bool(self.form.is_bound and self.form.has_changed())


def rows(actor: Actor, work: Iterable[Work], data: Mapping[str, Any] | None = None) -> list[Row]:
    """A row for each piece of the actor's own work, most pressing first."""
    own = sorted((w for w in work if any(h.person == actor.person.pk for h in w.holders)), key=lambda w: w.urgency)
    plan, measured = own_actions(actor.area, own), own_measures(actor.area, own)
    made = []
    for w in own:
        if w.kind == ACTION:
            made.append(Row(w, plan[w.key], _report_form(w, plan[w.key], data)))
        else:
            made.append(Row(w, measured[w.key], _record_form(w, measured[w.key], actor, data)))
    return made


def _shared(work: Work, data: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"data": data, "prefix": work.key, "empty_permitted": True, "use_required_attribute": False}


def _report_form(work: Work, action: Any, data: Mapping[str, Any] | None) -> ReportForm:
    steps = [step for step in action.steps.all() if step.withdrawn_on is None]
    blocked = {"blocked_reason": action.blocked_reason}
    return ReportForm(**_shared(work, data), state=action.state, steps=steps, initial=blocked)


def _record_form(work: Work, measure: Any, actor: Actor, data: Mapping[str, Any] | None) -> RecordForm:
    return RecordForm(
        **_shared(work, data),
        unit=measure.unit,
        baseline=as_baseline(measure),
        others=[as_observation(seen) for seen in measure.observations.all()],
        today=actor.today,
    )


def save(rows: Iterable[Row], actor: Actor) -> int:
    """Save every row that was touched and is right; a refusal is written beside its form. Returns how many were saved."""
    for row in rows:
        if row.touched and row.form.is_valid():
            try:
                (_save_report if row.work.kind == ACTION else _save_value)(row, actor)
            except (Refused, NotAllowed) as refusal:
                row.form.add_error(None, str(refusal))
            else:
                row.saved = True
    return sum(row.saved for row in rows)


def _responsible(row: Row, actor: Actor) -> frozenset[int]:
    """The bodies that share in it, and the actor's own: it stands in the actor's name."""
    own = {actor.organisation.pk} if actor.organisation else set()
    return bodies_responsible(actor.area, row.node.pk, actor.today) | own


def _save_report(row: Row, actor: Actor) -> None:
    typed = row.form.cleaned_data
    blocked = typed["state"] == "blocked"
    role = next((h.role for h in row.work.holders if h.person == actor.person.pk), "")
    deliveryplan.report_progress(
        action=row.node,
        state=typed["state"],
        note=typed["note"],
        evidence_url=typed["evidence_url"],
        blocked_reason=typed["blocked_reason"] if blocked else "",
        steps=row.form.moved_steps(),
        responsible=_responsible(row, actor),
        role=role,
        by=actor,
    )


def _save_value(row: Row, actor: Actor) -> None:
    form = row.form
    measures.record_observation(
        measure=row.node,
        values=form.values(),
        responsible=_responsible(row, actor),
        by=actor,
        reason=form.cleaned_data.get("because", ""),
        replaces=form.replaces,
    )
