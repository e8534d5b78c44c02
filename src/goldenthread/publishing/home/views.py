"""Which areas are mine, how do things stand in this one, and what in it is mine?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from goldenthread.partnership.actors import Actor
from goldenthread.partnership.queries import memberships_of
from goldenthread.partnership.views import working_page

from . import presenters, queries, work


@require_safe
def areas(request: Any) -> HttpResponse:
    """The areas in which the signed-in person holds a role today; straight on where there is one."""
    held = presenters.by_area(memberships_of(request.user, request.today))
    if len(held) == 1:
        return redirect("home:home", held[0].area.slug)
    return render(request, "home/areas.jinja", {"areas": held})


@require_safe
@working_page
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The cycle, with what needs attention in each stage."""
    page = presenters.home(actor, queries.facts(actor.area, actor.today))
    return render(request, "home/home.jinja", {"area": actor.area, "actor": actor, "page": page})


@require_safe
@working_page
def mine(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What this person holds, and what their body holds."""
    body = actor.organisation.pk if actor.organisation else None
    found = presenters.mine(work.work_of(actor.area, actor.today), actor.person.pk, body)
    can_report = {w.key for w in (*found.own, *found.body) if presenters.can_report(actor, w)}
    context = {"area": actor.area, "actor": actor, "mine": found, "can_report": can_report}
    return render(request, "home/mine.jinja", context)
