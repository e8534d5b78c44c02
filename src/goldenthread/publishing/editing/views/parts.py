"""Where are the steps, leads, figures and parties of an item added, changed and taken away?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import EditConflict
from goldenthread.partnership.views import working_page
from goldenthread.planning.deliveryplan.forms import say_due
from goldenthread.publishing.editing import queries
from goldenthread.publishing.editing.forms import PartForm, ReasonForm
from goldenthread.publishing.editing.forms.base import hidden_revision
from goldenthread.publishing.editing.parts import PARTS, PartKind, resolved, row_of
from goldenthread.publishing.editing.presenters.clash import since
from goldenthread.publishing.editing.presenters.item import part_list
from goldenthread.publishing.editing.presenters.values import blank_form
from goldenthread.publishing.editing.queries import Found
from goldenthread.thread.policies import check_can_edit

from .finding import attempted, found_or_404, noun_of, to_item

GONE = "This was taken away while you were writing. What you typed is still here: add it as a new one, or leave it."


@working_page
def add(request: HttpRequest, actor: Actor, key: str, part: str) -> HttpResponse:
    """A new step, lead, figure or party."""
    found, kind = _open(actor, key, part)
    if found.node.withdrawn_on and request.method != "POST":
        return to_item(actor, key)
    form = _form(actor, found, kind, request.POST or None, {})

    def write() -> None:
        kind.add(found.node, **_given(form, actor))

    return _answer(request, actor, found, kind, form, write, f"Add a {kind.noun}")


@working_page
def edit(request: HttpRequest, actor: Actor, key: str, part: str, pk: str) -> HttpResponse:
    """Other words for a part."""
    found, kind = _open(actor, key, part)
    row = row_of(kind, found.node, pk, actor)
    if kind.revise is None or (row is None and request.method != "POST"):
        raise Http404(f"There is no such {kind.noun}.")
    if found.node.withdrawn_on and request.method != "POST":
        return to_item(actor, key)
    if row is None:
        return _gone(request, actor, found, kind)
    form = _form(actor, found, kind, request.POST or None, kind.initial(row))

    def write() -> None:
        if form.has_changed() and kind.revise is not None:
            kind.revise(found.node, row, **_given(form, actor))

    return _answer(request, actor, found, kind, form, write, f"Change a {kind.noun}")


@working_page
def remove(request: HttpRequest, actor: Actor, key: str, part: str, pk: str) -> HttpResponse:
    """Take a part away; history keeps it."""
    found, kind = _open(actor, key, part)
    row = row_of(kind, found.node, pk, actor)
    if row is None or found.node.withdrawn_on:
        messages.info(request, f"That {kind.noun} has already gone.")
        return to_item(actor, key)
    form = ReasonForm(request.POST or None, initial={"opened": found.node.revision}, required=kind.why)
    form.fields["opened"] = hidden_revision()

    def write() -> None:
        typed = form.cleaned_data
        kind.remove(found.node, row, opened=typed["opened"] or 0, by=actor, reason=typed["why"])

    shown = part_list(kind, [row], actor.area.slug, key, may_change=False, may_redate=False).rows[0]
    title = f"{kind.removal} a {kind.noun}"
    return _answer(request, actor, found, kind, form, write, title, {"row": shown, "button_text": kind.removal})


def _open(actor: Actor, key: str, part: str) -> tuple[Found, PartKind]:
    found = found_or_404(actor, key)
    kind = PARTS.get(part)
    if kind is None or found.plural not in kind.of:
        raise Http404(f"There is no list called {part} here.")
    check_can_edit(actor, found.kind.kind, actor.area)
    return found, kind


def _form(actor: Actor, found: Found, kind: PartKind, data: Any, initial: dict[str, Any]) -> PartForm:
    return kind.form(
        data,
        initial=initial | {"opened": found.node.revision},
        organisations=[(body.key, body.name) for body in queries.named_bodies(actor.area)],
        people=queries.colleagues(actor.area, actor.today),
    )


def _given(form: PartForm, actor: Actor) -> dict[str, Any]:
    typed = form.cleaned_data
    given = {"opened": typed["opened"] or 0, "by": actor, "reason": typed["why"]}
    return given | {"values": resolved(form.values(), actor.area)}


def _answer(
    request: HttpRequest,
    actor: Actor,
    found: Found,
    kind: PartKind,
    form: Any,
    write: Any,
    title: str,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    page = {"area": actor.area, "item": found.node, "noun": noun_of(found.plural), "title": title, **(more or {})}
    try:
        if form.is_valid() and attempted(form, write):
            due = form.cleaned_data.get("due") if "due" in form.changed_data else ""
            messages.success(request, f"Saved. {say_due(due)}" if due else "Saved.")
            return to_item(actor, found.node.key)
    except EditConflict as conflict:
        form, page["sentences"] = _show_conflict(actor, found, form, conflict)
    return render(request, "editing/part.jinja", page | {"form": form})


def _show_conflict(actor: Actor, found: Found, form: Any, conflict: EditConflict) -> tuple[Any, tuple[str, ...]]:
    """The same form with all that was typed, against the newer revision, and what was saved meanwhile."""
    current: Any = conflict.node
    opened = queries.as_opened(current, conflict.opened) or current
    states = queries.states_since(current, opened.revision)
    blank = blank_form(found.plural, queries.section_choices(actor.area))
    said = since(blank, found.plural, opened, states, queries.events_of(current), actor.now)
    form.data = form.data.copy()
    form.data["opened"] = str(current.revision)
    form.add_error(None, str(conflict))
    return form, said


def _gone(request: HttpRequest, actor: Actor, found: Found, kind: PartKind) -> HttpResponse:
    data = request.POST.copy()
    data["opened"] = str(found.node.revision)
    form = _form(actor, found, kind, data, {})
    form.add_error(None, GONE)
    action = reverse("editing:add-part", args=[actor.area.slug, found.node.key, kind.name])
    page = {"area": actor.area, "item": found.node, "noun": noun_of(found.plural), "form": form, "form_action": action}
    page |= {"title": f"Change a {kind.noun}", "button_text": "Add it as a new one"}
    return render(request, "editing/part.jinja", page)
