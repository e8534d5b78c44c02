"""The pages of the plans that others require: all of them working pages."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.design.csv_files import csv_response
from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import Refused, allows
from goldenthread.partnership.views import working_page

from . import actions, forms, presenters, queries
from .policies import check_can_agree_any, check_can_assemble
from .states import STARTING_POINTS

form_page = require_http_methods(["GET", "HEAD", "POST"])


def of_plan(view: Any) -> Any:
    """A working page about one plan of the area; the view receives the plan after the actor."""

    @working_page
    @wraps(view)
    def with_plan(request: HttpRequest, actor: Actor, key: str, **kwargs: Any) -> HttpResponse:
        plan = queries.plan_by_key(actor.area, key)
        if plan is None:
            raise Http404(f"{actor.area} has no required plan “{key}”.")
        found: HttpResponse = view(request, actor, plan, **kwargs)
        return found

    return with_plan


def _frozen(plan: Any, number: int) -> Any:
    found = queries.version(plan, number)
    if found is None:
        raise Http404(f"“{plan.title}” has no version {number}.")
    return found


def _page(request: HttpRequest, template: str, actor: Actor, context: dict[str, Any]) -> HttpResponse:
    assemble = allows(check_can_assemble, actor, actor.area)
    return render(request, f"required/{template}.jinja", {"area": actor.area, "can_assemble": assemble, **context})


@require_safe
@working_page
def plans(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every required plan of the area."""
    return _page(request, "list", actor, {"plans": queries.plans(actor.area)})


@form_page
@working_page
def make(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Make a plan from a starting point."""
    check_can_assemble(actor, actor.area)
    form = forms.MakeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        plan = actions.make_plan(area=actor.area, by=actor, **form.cleaned_data)
        messages.success(request, f"“{plan.title}” was made. Now choose actions under each heading.")
        return redirect("required:one", actor.area.slug, plan.key)
    return _page(request, "make", actor, {"form": form, "starts": STARTING_POINTS})


@require_safe
@of_plan
def one(request: HttpRequest, actor: Actor, plan: Any) -> HttpResponse:
    """The plan as it stands now."""
    content = queries.content_of(plan, actor.today)
    context = {"plan": plan, "content": content, "headings": presenters.shown(content), "today": actor.today}
    return _page(request, "one", actor, context)


@require_safe
@of_plan
def plan_csv(request: HttpRequest, actor: Actor, plan: Any) -> HttpResponse:
    """The plan as it stands now, as CSV."""
    rows = presenters.csv_rows(queries.content_of(plan, actor.today))
    return csv_response(f"{actor.area.slug}-{plan.key}-{actor.today}.csv", presenters.COLUMNS, rows)


@form_page
@of_plan
def headings(request: HttpRequest, actor: Actor, plan: Any) -> HttpResponse:
    """Change what the plan is called, and its headings."""
    check_can_assemble(actor, actor.area)
    initial = {"title": plan.title, "requester": plan.requester, "purpose": plan.purpose, "opened": plan.revision}
    form = forms.OpenedForm(request.POST or None, initial=initial)
    formset = forms.headings_formset(plan.headings, request.POST or None)
    if request.method == "POST" and form.is_valid() and formset.is_valid():
        try:
            actions.revise_plan(plan=plan, headings=formset.headings(), by=actor, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Saved.")
            return redirect("required:one", actor.area.slug, plan.key)
    return _page(request, "headings", actor, {"plan": plan, "form": form, "formset": formset})


@form_page
@of_plan
def choose(request: HttpRequest, actor: Actor, plan: Any, heading: int) -> HttpResponse:
    """Choose the actions that stand under one heading."""
    check_can_assemble(actor, actor.area)
    if heading >= len(plan.headings):
        raise Http404(f"“{plan.title}” has no heading {heading}.")
    offered = queries.actions_to_choose(actor.area)
    initial = {"actions": queries.chosen_under(plan, heading), "opened": plan.revision}
    form = forms.ChooseForm(request.POST or None, choices=presenters.choices(offered), initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen = [action for action in offered if action.key in form.cleaned_data["actions"]]
        try:
            actions.choose(plan=plan, heading=heading, actions=chosen, opened=form.cleaned_data["opened"], by=actor)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Saved. Each action stands here as it stands in the delivery plan.")
            return redirect("required:one", actor.area.slug, plan.key)
    return _page(
        request, "choose", actor, {"plan": plan, "form": form, "heading": plan.headings[heading], "any": bool(offered)}
    )


@form_page
@of_plan
def note(request: HttpRequest, actor: Actor, plan: Any, item: Any) -> HttpResponse:
    """Write what the requester asks beside one action."""
    check_can_assemble(actor, actor.area)
    found = queries.item(plan, item)
    if found is None:
        raise Http404("This action does not stand in the plan.")
    form = forms.NoteForm(request.POST or None, initial={"note": found.note})
    if request.method == "POST" and form.is_valid():
        actions.write_note(item=found, note=form.cleaned_data["note"], by=actor)
        messages.success(request, "Saved.")
        return redirect("required:one", actor.area.slug, plan.key)
    return _page(request, "note", actor, {"plan": plan, "item": found, "form": form})


@form_page
@of_plan
def freeze(request: HttpRequest, actor: Actor, plan: Any) -> HttpResponse:
    """Freeze a numbered version."""
    check_can_assemble(actor, actor.area)
    form = forms.FreezeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            frozen = actions.freeze(plan=plan, note=form.cleaned_data["note"], by=actor)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Version {frozen.number} is frozen. Each body can now agree it.")
            return redirect("required:version", actor.area.slug, plan.key, frozen.number)
    return _page(request, "freeze", actor, {"plan": plan, "form": form})


@require_safe
@of_plan
def version(request: HttpRequest, actor: Actor, plan: Any, number: int) -> HttpResponse:
    """A frozen version as it was sent, and who agreed it."""
    frozen = _frozen(plan, number)
    context = {
        "plan": plan,
        "version": frozen,
        "content": frozen.content,
        "headings": presenters.shown(frozen.content),
        "can_agree": allows(check_can_agree_any, actor, frozen)
        and not presenters.has_agreed(frozen, actor.organisation),
        "today": frozen.on,
    }
    return _page(request, "version", actor, context)


@require_safe
@of_plan
def version_csv(request: HttpRequest, actor: Actor, plan: Any, number: int) -> HttpResponse:
    """A frozen version, as CSV."""
    rows = presenters.csv_rows(_frozen(plan, number).content)
    return csv_response(f"{actor.area.slug}-{plan.key}-version-{number}.csv", presenters.COLUMNS, rows)


@form_page
@of_plan
def agree(request: HttpRequest, actor: Actor, plan: Any, number: int) -> HttpResponse:
    """Record that the actor's organisation agreed a version."""
    frozen = _frozen(plan, number)
    check_can_agree_any(actor, frozen)
    form = forms.AgreeForm(request.POST or None, initial={"on": actor.today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.agree(version=frozen, by=actor, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{actor.organisation} agreed version {number}.")
            return redirect("required:version", actor.area.slug, plan.key, number)
    return _page(request, "agree", actor, {"plan": plan, "version": frozen, "form": form, "body": actor.organisation})


@require_safe
@of_plan
def difference(request: HttpRequest, actor: Actor, plan: Any, number: int, new: int) -> HttpResponse:
    """What changed between two versions."""
    old, later = _frozen(plan, number), _frozen(plan, new)
    found = presenters.difference(old.content, later.content)
    context = {"plan": plan, "old": old, "new": f"version {new}, frozen on", "new_on": later.on, "difference": found}
    return _page(request, "difference", actor, context)


@require_safe
@of_plan
def since(request: HttpRequest, actor: Actor, plan: Any, number: int) -> HttpResponse:
    """What changed since a version."""
    old = _frozen(plan, number)
    found = presenters.difference(old.content, queries.content_of(plan, actor.today))
    context = {"plan": plan, "old": old, "new": "how it stands on", "new_on": actor.today, "difference": found}
    return _page(request, "difference", actor, context)
