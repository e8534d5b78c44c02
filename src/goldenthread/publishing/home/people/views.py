"""People and their roles in an area."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.accounts.roles import ROLES
from goldenthread.partnership import actions as partnership
from goldenthread.partnership import queries
from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import (
    Refused,
    allows,
    check_can_hand_over,
    check_can_manage_people,
    check_can_view_events,
)
from goldenthread.partnership.views import working_page

from . import actions, presenters
from .forms import EndForm, InviteForm

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@working_page
def people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everybody who holds or held a role in the area."""
    context = {
        "area": actor.area,
        "actor": actor,
        "held": presenters.roles_held(queries.members(actor.area), actor.today),
        "can_manage": allows(check_can_manage_people, actor),
        "can_hand_over": allows(check_can_hand_over, actor),
        "can_view_events": allows(check_can_view_events, actor),
    }
    return render(request, "home/people.jinja", context)


@require_safe
@working_page
def roles(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What each role is for and may do."""
    context = {"area": actor.area, "roles": ROLES, "table": presenters.role_table()}
    return render(request, "home/roles.jinja", context)


@form_page
@working_page
def give(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Give a role to whoever has an e-mail address."""
    check_can_manage_people(actor)
    offered = {body.key: body for body in queries.open_bodies(actor.area, actor.today)}
    form = InviteForm(request.POST or None, bodies=presenters.bodies(offered.values()))
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "organisation": offered[form.cleaned_data["organisation"]]}
        try:
            given, made = actions.invite(by=actor, **values)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            how = "A message tells them how to set a password." if made else "They sign in as they did before."
            messages.success(request, f"{given.person.name} now has the role. {how}")
            return redirect("people:list", actor.area.slug)
    return render(request, "home/give.jinja", {"area": actor.area, "form": form})


@form_page
@working_page
def end(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """End a role, then see what the person leaves behind."""
    check_can_manage_people(actor)
    held: Any = queries.membership(actor.area, pk)
    if held is None:
        raise Http404("There is no such role in this area.")
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            partnership.end_role(membership=held, by=actor, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            if queries.person_in(actor.area, held.person_id) is None:
                messages.success(request, f"The role of {held.person.name} has ended. It had only begun today.")
                return redirect("people:list", actor.area.slug)
            messages.success(request, f"The role of {held.person.name} has ended. What they led is listed here.")
            return redirect(f"{reverse('people:handover', args=[actor.area.slug])}?from={held.person_id}")
    left = queries.responsibilities_of(actor.area, held.person, actor.today).count()
    return render(request, "home/end.jinja", {"area": actor.area, "held": held, "form": form, "left": left})
