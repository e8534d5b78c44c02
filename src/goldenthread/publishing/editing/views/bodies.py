"""Where are the bodies that a strategy names, and which of them serve the area, added and changed?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.partnership.actors import Actor
from goldenthread.partnership.governance import actions
from goldenthread.partnership.governance.queries import (
    body_called,
    body_named,
    names_of_bodies,
    others_naming,
    service_of,
)
from goldenthread.partnership.policies import check_can_edit_partnership
from goldenthread.partnership.views import working_page
from goldenthread.publishing.editing import queries
from goldenthread.publishing.editing.boardparts import resolved
from goldenthread.publishing.editing.forms import WRITTEN, BodyForm, ReasonForm
from goldenthread.publishing.editing.presenters.boards import PartRow, say_serving

from .deciding import form_options
from .finding import attempted
from .writing import Writing, write_over


def _back(request: HttpRequest, actor: Actor, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("editing:partnership", actor.area.slug)


def _page(actor: Actor, title: str, **more: Any) -> dict[str, Any]:
    return {
        "area": actor.area,
        "title": title,
        "cancel_url": reverse("editing:partnership", args=[actor.area.slug]),
        **more,
    }


@working_page
def add(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Name a body: a new one, or one that another area names already."""
    area = actor.area
    check_can_edit_partnership(actor, area)
    form = BodyForm(request.POST or None, known=names_of_bodies())

    def write() -> None:
        known = body_called(form.cleaned_data["name"]) if form.answered else None
        given = {"by": actor, "reason": form.cleaned_data["why"]}
        actions.name_body(area=area, values=form.values(), known=known, **given)

    if form.is_valid() and attempted(form, write):
        return _back(request, actor, "Added. It can now lead work, sit on boards and serve the area.")
    return render(request, "editing/add-deciding.jinja", _page(actor, "Add an organisation", form=form))


@working_page
def edit(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """Correct what is said of a body that no other area names."""
    area = actor.area
    check_can_edit_partnership(actor, area)
    found = body_named(area, key)
    if found is None:
        raise Http404(f"The strategy names no organisation {key}.")
    writing = Writing(
        "bodies",
        found,
        lambda **given: actions.revise_body(body=found, area=area, **given),
        lambda: queries.events_of_row(area, "organisation", found),
        {},
    )
    saved, form, clash = write_over(writing, request.POST or None, actor)
    if saved:
        return _back(request, actor, "Saved.")
    page = _page(actor, "Edit an organisation", form=form, clash=clash, caption=found.name)
    shared = [other.name for other in others_naming(found, area)]
    return render(request, "editing/edit-body.jinja", page | {"shared": shared})


@working_page
def add_serving(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Record that a body serves the area in a role."""
    area = actor.area
    check_can_edit_partnership(actor, area)
    form = WRITTEN["serving"](request.POST or None, **form_options(actor))

    def write() -> None:
        values = resolved(form.values(), area)
        actions.add_service(area=area, values=values, by=actor, reason=form.cleaned_data["why"])

    if form.is_valid() and attempted(form, write):
        return _back(request, actor, "Added.")
    return render(request, "editing/add-deciding.jinja", _page(actor, "Add who serves the area", form=form))


def _service_or_404(actor: Actor, pk: int) -> Any:
    found = service_of(actor.area, pk)
    if found is None:
        raise Http404("There is no such row: somebody may have taken it away.")
    return found


@working_page
def edit_serving(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Correct a role or its dates; the last day is how a body's service ends."""
    area = actor.area
    check_can_edit_partnership(actor, area)
    found = _service_or_404(actor, pk)
    writing = Writing(
        "serving",
        found,
        lambda **given: actions.revise_service(service=found, **given),
        lambda: queries.events_of_row(area, "area service", found),
        form_options(actor),
        lambda values: resolved(values, area),
    )
    saved, form, clash = write_over(writing, request.POST or None, actor)
    if saved:
        return _back(request, actor, "Saved.")
    page = _page(actor, "Change who serves the area", form=form, clash=clash, caption=found.organisation.name)
    return render(request, "editing/edit.jinja", page)


@working_page
def remove_serving(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Take away a row that was recorded by mistake; history keeps it."""
    check_can_edit_partnership(actor, actor.area)
    found = _service_or_404(actor, pk)
    form = ReasonForm(request.POST or None, required="Say why it is taken away")
    if form.is_valid() and attempted(
        form, lambda: actions.remove_service(service=found, by=actor, reason=form.cleaned_data["why"])
    ):
        return _back(request, actor, "Taken away. The history keeps it.")
    hint = (
        "Take it away only where it was recorded by mistake. A body that no longer serves the area is given a last day."
    )
    page = _page(actor, "Take away who serves the area", form=form, row=PartRow(*say_serving(found), ()), hint=hint)
    return render(request, "editing/part.jinja", page | {"button_text": "Take away"})
