"""Where is a return brought in, asked about and accepted, and where is it published who waits?"""

from __future__ import annotations

from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import Refused, allows
from goldenthread.partnership.queries import organisation_by_key
from goldenthread.partnership.views import working_page
from goldenthread.understanding.datasets.reading.staged import Unreadable
from goldenthread.understanding.supply.definitions import WAITS
from goldenthread.understanding.supply.queries import missing_for
from goldenthread.understanding.waits import actions, policies, queries
from goldenthread.understanding.waits.forms import AnswersForm, BringInForm, PublishForm, WithdrawForm
from goldenthread.understanding.waits.presenters import working
from goldenthread.understanding.waits.states import ReturnState


@working_page
@require_safe
def list_page(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who sent, who did not, and every return."""
    policies.check_can_view(actor, actor.area)
    held = queries.standing_counts(actor.area)
    context = {
        "area": actor.area,
        "calendar": working.calendar(held),
        "cohorts": working.cohorts_of(held),
        "cohort_columns": working.COHORT_COLUMNS,
        "missing": missing_for(actor.area, actor.today, kind=WAITS),
        "publishing": _publishing(actor),
        "may_publish": allows(policies.check_can_publish, actor, actor.area),
        "returns": working.listed(queries.returns(actor.area)),
        "may_load": allows(policies.check_can_load, actor, actor.area),
    }
    return render(request, "waits/list.jinja", context)


def _publishing(actor: Actor) -> working.Publishing:
    """What stands on the public page, and what differs from it; where that cannot be told, why."""
    return working.publishing(queries.published_months(actor.area), *queries.to_publish_or_why_not(actor.area))


@working_page
def publish(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Publish every month that differs from what stands published, all through the ledger of published tables."""
    policies.check_can_publish(actor, actor.area)
    form = PublishForm(request.POST or None)
    if form.is_valid():
        try:
            outcome = actions.publish_waits(area=actor.area, by=actor, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            _tell(request, outcome)
            return redirect("waits:list", actor.area.slug)
    context = {"area": actor.area, "form": form, "publishing": _publishing(actor)}
    return render(request, "waits/publish.jinja", context)


def _tell(request: HttpRequest, outcome: actions.Outcome) -> None:
    for tone, said in working.say_outcome(outcome):
        (messages.error if tone == "error" else messages.success)(request, said)


def _publish_as_ruled(request: HttpRequest, actor: Actor, because: str) -> None:
    """The rule: what is accepted or withdrawn by somebody who may publish figures is published at once."""
    if allows(policies.check_can_publish, actor, actor.area):
        try:
            _tell(request, actions.publish_waits(area=actor.area, by=actor, reason=because))
        except Refused as refusal:
            messages.error(request, str(refusal))


@working_page
def bring_in(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Drop a file. Where its headings are not recognised, say which is which and drop it again: it is not kept."""
    policies.check_can_load(actor, actor.area)
    providers = [(each.key, each.name) for each in queries.providers(actor.area, actor.today)]
    form = BringInForm(request.POST or None, request.FILES or None, providers=providers)
    faults: tuple[Any, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            found, parsed = _brought(actor, form)
        except Unreadable as unreadable:
            faults = unreadable.faults
            form.add_error(
                "file",
                "This return cannot be read, and nothing was kept. What to put right is listed at the top of this page",
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            if found is not None:
                return redirect("waits:return", actor.area.slug, found.pk)
            form = BringInForm(request.POST, providers=providers, asks=parsed.asks if parsed else ())
            form.add_error(
                None, "Some columns were not recognised. Say which is which, and choose the file again: it was not kept"
            )
    return render(request, "waits/bring-in.jinja", {"area": actor.area, "form": form, "faults": faults})


def _brought(actor: Actor, form: BringInForm) -> tuple[Any, Any]:
    provider = organisation_by_key(form.cleaned_data["provider"])
    if provider is None:
        raise Refused("Choose a provider of this area.")
    if form.headings:
        actions.remember_headings(area=actor.area, provider=provider, headings=form.headings, by=actor)
    file = form.cleaned_data["file"]
    name = PurePath(file.name or "return.csv").name
    month = form.cleaned_data["month"]
    return actions.bring_in(area=actor.area, provider=provider, name=name, content=file.read(), month=month, by=actor)


@require_safe
@working_page
def one(request: HttpRequest, actor: Actor, return_id: UUID) -> HttpResponse:
    """What was read, and what must be asked."""
    policies.check_can_view(actor, actor.area)
    return _one(request, actor, _found(actor, return_id))


@require_POST
@working_page
def answer(request: HttpRequest, actor: Actor, return_id: UUID) -> HttpResponse:
    """Keep what was answered."""
    found = _to_load(actor, return_id)
    told = queries.understood(found)
    form = AnswersForm(request.POST, questions=told.asked, given=queries.answers_of(found))
    if not form.is_valid():
        return _one(request, actor, found, form)
    _try(request, lambda: actions.answer(found=found, answers=form.answers, by=actor), "Your answers are kept.")
    return redirect("waits:return", actor.area.slug, found.pk)


@require_POST
@working_page
def accept(request: HttpRequest, actor: Actor, return_id: UUID) -> HttpResponse:
    """Make its counts stand."""
    found = _to_load(actor, return_id)
    done = f"{found.name} is accepted: its figures stand."
    if _try(request, lambda: actions.accept(found=found, by=actor), done):
        _publish_as_ruled(request, actor, f"The return {found.name} was accepted.")
        return redirect("waits:list", actor.area.slug)
    return redirect("waits:return", actor.area.slug, found.pk)


@require_POST
@working_page
def set_aside(request: HttpRequest, actor: Actor, return_id: UUID) -> HttpResponse:
    """Take nothing of it."""
    found = _to_load(actor, return_id)
    _try(
        request, lambda: actions.set_aside(found=found, by=actor), f"{found.name} is set aside. No figure was changed."
    )
    return redirect("waits:list", actor.area.slug)


@working_page
def withdraw(request: HttpRequest, actor: Actor, return_id: UUID) -> HttpResponse:
    """Take an accepted return out of every figure."""
    found = _to_load(actor, return_id)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        reason, done = form.cleaned_data["reason"], f"{found.name} is withdrawn from every figure."
        if _try(request, lambda: actions.withdraw(found=found, reason=reason, by=actor), done):
            _publish_as_ruled(request, actor, f"The return {found.name} was withdrawn: {reason}")
        return redirect("waits:list", actor.area.slug)
    return render(request, "waits/withdraw.jinja", {"area": actor.area, "found": found, "form": form})


def _try(request: HttpRequest, do: Any, done: str) -> bool:
    try:
        do()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, done)
    return True


def _to_load(actor: Actor, return_id: UUID) -> Any:
    policies.check_can_load(actor, actor.area)
    return _found(actor, return_id)


def _found(actor: Actor, return_id: UUID) -> Any:
    found = queries.return_by_id(actor.area, return_id)
    if found is None:
        raise Http404(f"There is no return {return_id}.")
    return found


def _one(request: HttpRequest, actor: Actor, found: Any, form: AnswersForm | None = None) -> HttpResponse:
    waiting = found.state == ReturnState.WAITING
    context: dict[str, Any] = {
        "area": actor.area,
        "found": found,
        "waiting": waiting,
        "state": working.listed([found])[0],
        "may_load": allows(policies.check_can_load, actor, actor.area),
        "columns": working.COLUMNS,
    }
    if found.read:
        told = queries.understood(found) if waiting else queries.as_accepted(found)
        context["preview"] = working.preview(found.read, told, found.provider.label)
        context["open"] = len(told.open)
        context["form"] = form or AnswersForm(questions=told.asked if waiting else (), given=queries.answers_of(found))
        context["answers"] = queries.answers_of(found)
    return render(request, "waits/return.jinja", context)
