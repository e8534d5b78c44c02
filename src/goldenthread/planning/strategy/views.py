"""Where is a strategy moved from one status to another?"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import Refused, allows
from goldenthread.partnership.views import working_page

from . import actions, policies, presenters, queries
from .forms import StatusForm


@working_page
def status(request: HttpRequest, actor: Actor, key: str = "") -> HttpResponse:
    """One strategy, with a button for each move that is permitted from where it is."""
    area = actor.area
    strategy = queries.strategy_by_key(area, key) if key else queries.principal_strategy(area)
    if strategy is None:
        raise Http404(f"There is no strategy {key}.")
    policies.check_can_change_any_status(actor, strategy)
    form = StatusForm(request.POST or None)
    if form.is_valid():
        try:
            moved = actions.change_status(strategy=strategy, by=actor, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("reason" if isinstance(refusal, policies.ReasonNeeded) else None, str(refusal))
        else:
            messages.success(request, f"{moved.title} is now: {moved.get_status_display().lower()}.")
            return redirect("strategy:status", area.slug, *filter(None, [key]))
    others = [each for each in queries.strategies(area) if each.pk != strategy.pk]
    shown = {"strategy": presenters.strategy_at_work(strategy), "others": presenters.strategies_at_work(others)}
    shown["may_revise"] = allows(policies.check_can_revise, actor, strategy)
    return render(request, "strategy/status.jinja", {"area": area, "form": form, **shown})
