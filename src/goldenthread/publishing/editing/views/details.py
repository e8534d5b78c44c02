"""Where is it written what a strategy says of itself: its title, period, summary and review?"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.partnership.actors import Actor
from goldenthread.partnership.views import working_page
from goldenthread.planning.strategy.actions import revise_details
from goldenthread.planning.strategy.policies import check_can_revise
from goldenthread.planning.strategy.queries import principal_strategy, strategies, strategy_by_key
from goldenthread.publishing.editing import queries
from goldenthread.publishing.editing.presenters.history import history
from goldenthread.publishing.editing.presenters.values import blank_form

from .writing import Writing, write_over


@working_page
def edit(request: HttpRequest, actor: Actor, key: str = "") -> HttpResponse:
    """The details of one strategy, and what happened to them. Where somebody else saved meanwhile, both are shown."""
    area = actor.area
    found = strategy_by_key(area, key) if key else principal_strategy(area)
    if found is None:
        raise Http404(f"There is no strategy {key}.")
    check_can_revise(actor, found)
    sections = queries.section_choices(area)
    writing = Writing(
        "strategies",
        found,
        lambda **given: revise_details(strategy=found, **given),
        lambda: queries.events_of_row(area, "strategy", found),
        {"sections": sections},
    )
    saved, form, clash = write_over(writing, request.POST or None, actor)
    if saved:
        messages.success(request, "Saved.")
        return redirect("editing:details", area.slug, *filter(None, [key]))
    page = {
        "area": area,
        "strategy": found,
        "others": [each for each in strategies(area) if each.pk != found.pk],
        "told": history(blank_form("strategies", sections), "strategies", queries.states_of(found), writing.events()),
        "cancel_url": reverse("editing:items", args=[area.slug]),
    }
    return render(request, "editing/details.jinja", page | {"form": form, "clash": clash})
