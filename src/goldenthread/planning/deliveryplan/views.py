"""Where is progress reported, and where is a promised date moved?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import Refused
from goldenthread.partnership.views import working_page
from goldenthread.thread.queries import bodies_responsible

from . import actions, policies, presenters, queries
from .forms import RedateForm, ReportForm, say_due


@working_page
def report(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """What has happened, and how the action and its steps stand now."""
    action = queries.action_by_key(actor.area, key)
    if action is None:
        raise Http404(f"There is no action {key}.")
    if action.withdrawn_on and request.method != "POST":
        return redirect("editing:item", actor.area.slug, key)
    responsible = bodies_responsible(actor.area, action.pk, actor.today)
    policies.check_can_report(actor, action, responsible)
    form = ReportForm(request.POST or None, state=action.state, steps=list(queries.steps_of(action)))
    if form.is_valid():
        typed = form.cleaned_data
        blocked = typed["state"] == "blocked"
        try:
            actions.report_progress(
                action=action,
                state=typed["state"],
                note=typed["note"],
                evidence_url=typed["evidence_url"],
                blocked_reason=typed["blocked_reason"] if blocked else "",
                steps=form.moved_steps(),
                responsible=responsible,
                by=actor,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Reported: {action.title}.")
            return redirect("editing:item", actor.area.slug, key)
    return render(request, "deliveryplan/report.jinja", _page(actor, action) | {"form": form})


@working_page
def redate(request: HttpRequest, actor: Actor, key: str, step: str = "") -> HttpResponse:
    """A new date for an action or for one of its steps; every earlier date stays beside it."""
    action = queries.action_by_key(actor.area, key)
    part = queries.step_by_key(action, step) if action and step else None
    if action is None or (step and part is None):
        raise Http404(f"There is no action {key}, or it has no step {step}.")
    policies.check_can_write_plan(actor, action)
    if action.withdrawn_on and request.method != "POST":
        return redirect("editing:item", actor.area.slug, key)
    promise = part or action
    form = RedateForm(request.POST or None, initial={"was": promise.due})
    if form.is_valid():
        typed = {name: form.cleaned_data[name] for name in ("now", "agreed_by", "reason", "was")}
        try:
            actions.redate(action=action, step=part, by=actor, **typed)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"The date is moved. {say_due(typed['now'])}")
            return redirect("editing:item", actor.area.slug, key)
    shown = _page(actor, action) | {"form": form, "promise": promise, "step": part}
    return render(request, "deliveryplan/redate.jinja", shown)


def _page(actor: Actor, action: Any) -> dict[str, object]:
    rows = (queries.steps_of(action), queries.updates_of(action), queries.redatings_of(action))
    return {"area": actor.area, "action": presenters.action_at_work(action, *rows, actor.today)}
