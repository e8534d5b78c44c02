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
from goldenthread.publishing.editing.forms import FORMS, ReasonForm, WrittenForm
from goldenthread.thread import actions as thread
from goldenthread.thread.policies import check_can_edit

from .finding import attempted, found_or_404, kind_or_404, noun_of, to_item
from .writing import Writing, write_over


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
    page: dict[str, Any] = {"area": actor.area, "noun": noun_of(found.plural), "item": found.node}
    writing = Writing(
        found.plural,
        found.node,
        lambda **given: actions.revise_item(found=found, **given),
        lambda: queries.events_of(found.node),
        {"sections": queries.section_choices(actor.area)},
    )
    saved, form, page["clash"] = write_over(writing, request.POST or None, actor)
    if saved:
        messages.success(request, f"Saved. {_say_date(form)}".strip())
        return to_item(actor, key)
    return render(request, "editing/edit.jinja", page | {"form": form})


def _say_date(form: WrittenForm) -> str:
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
