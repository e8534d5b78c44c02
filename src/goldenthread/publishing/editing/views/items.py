"""Where is an item added, edited, withdrawn and brought back?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.partnership.actors import Actor
from goldenthread.partnership.views import working_page
from goldenthread.planning.deliveryplan.forms import say_due
from goldenthread.publishing.editing import actions, queries
from goldenthread.publishing.editing.forms import FORMS, ItemForm, ReasonForm
from goldenthread.publishing.editing.presenters.clash import clash, merged
from goldenthread.publishing.editing.queries import Found
from goldenthread.thread import actions as thread
from goldenthread.thread.policies import EditConflict, check_can_edit

from .finding import attempted, found_or_404, kind_or_404, noun_of, to_item


@working_page
def add(request: HttpRequest, actor: Actor, plural: str) -> HttpResponse:
    """A new item at the end of its list."""
    kind, area = kind_or_404(plural), actor.area
    check_can_edit(actor, kind.kind, area)
    strategies = queries.strategy_choices(area) if kind.in_strategy else ()
    form = FORMS[plural](request.POST or None, sections=queries.section_choices(area), strategies=strategies)
    made: list[Any] = []

    def write() -> None:
        typed = form.cleaned_data
        strategy = typed.get("in_strategy", "")
        values = form.values()
        made.append(
            actions.add_item(area=area, kind=kind, values=values, strategy=strategy, by=actor, reason=typed["why"])
        )

    if form.is_valid() and attempted(form, write):
        messages.success(request, f"Added. {_say_date(form)}Now join it to what it belongs with.".strip())
        return to_item(actor, made[0].key)
    page = {"area": area, "form": form, "noun": noun_of(plural), "plural": plural}
    return render(request, "editing/add.jinja", page)


@working_page
def edit(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """New words for an item. Where somebody else saved it meanwhile, both are shown and nothing typed is lost."""
    found = found_or_404(actor, key)
    check_can_edit(actor, found.kind.kind, actor.area)
    if found.node.withdrawn_on and request.method != "POST":
        return to_item(actor, key)
    form = _form(actor, found, found.node, request.POST or None)
    page: dict[str, Any] = {"area": actor.area, "noun": noun_of(found.plural), "item": found.node}

    def write() -> None:
        typed = form.cleaned_data
        actions.revise_item(
            found=found, values=form.values(), opened=typed["opened"] or 0, by=actor, reason=typed["why"]
        )

    try:
        if form.is_valid() and attempted(form, write):
            messages.success(request, f"Saved. {_say_date(form)}".strip())
            return to_item(actor, key)
    except EditConflict as conflict:
        form, page["clash"] = _show_clash(actor, found, form, conflict)
    return render(request, "editing/edit.jinja", page | {"form": form})


def _form(actor: Actor, found: Found, node: Any, data: Any) -> ItemForm:
    form = FORMS[found.plural]
    initial = {name: getattr(node, name) for name in form.value_fields()} | {"opened": node.revision}
    return form(data, initial=initial, sections=queries.section_choices(actor.area))


def _show_clash(actor: Actor, found: Found, form: ItemForm, conflict: EditConflict) -> tuple[ItemForm, Any]:
    current: Any = conflict.node
    opened = queries.as_opened(current, conflict.opened) or current
    states = queries.states_since(current, opened.revision)
    shown = clash(form, found.plural, opened, current, states, queries.events_of(current), actor.now)
    again = _form(actor, found, current, merged(form, opened, current))
    again.add_error(None, str(conflict))
    return again, shown


def _say_date(form: ItemForm) -> str:
    """What a date that was just written means."""
    name = next((name for name in ("due", "target_due") if name in form.changed_data), "")
    return f"{say_due(form.cleaned_data[name])} " if name and form.cleaned_data[name] else ""


@working_page
def withdraw(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """Out of the strategy, but never out of its history."""
    found = found_or_404(actor, key)
    check_can_edit(actor, found.kind.kind, actor.area)
    if found.node.withdrawn_on:
        return to_item(actor, key)
    form = ReasonForm(request.POST or None, required="Say why it is withdrawn: families and boards will ask")
    if form.is_valid() and attempted(
        form, lambda: thread.withdraw(node=found.node, by=actor, reason=form.cleaned_data["why"])
    ):
        messages.success(request, "Withdrawn. It stays in the history and in every version published so far.")
        return to_item(actor, key)
    joined = [each.far for each in queries.joined(actor.area, found.node) if not each.far.withdrawn_on]
    page = {"area": actor.area, "form": form, "noun": noun_of(found.plural), "item": found.node, "joined": joined}
    return render(request, "editing/withdraw.jinja", page)


@working_page
def bring_back(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """Into the strategy again, with the links it had."""
    found = found_or_404(actor, key)
    check_can_edit(actor, found.kind.kind, actor.area)
    if not found.node.withdrawn_on:
        return to_item(actor, key)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and attempted(
        form, lambda: thread.bring_back(node=found.node, by=actor, reason=form.cleaned_data["why"])
    ):
        messages.success(request, "It is part of the strategy again.")
        return to_item(actor, key)
    page = {"area": actor.area, "form": form, "noun": noun_of(found.plural), "item": found.node}
    return render(request, "editing/bring-back.jinja", page)
