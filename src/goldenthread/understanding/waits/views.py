"""Where is a return brought in and asked about, and where does everybody read who waits?"""

from __future__ import annotations

from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from goldenthread.design.csv_files import csv_response
from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import Refused, allows
from goldenthread.partnership.queries import organisation_by_key
from goldenthread.partnership.views import public_page, working_page
from goldenthread.understanding.datasets.reading.staged import Unreadable

from . import actions, policies, queries
from .forms import AnswersForm, BringInForm, WithdrawForm
from .presenters import public, working
from .states import ReturnState

# --- for everybody --------------------------------------------------------------------------------------------


@public_page
@require_safe
def waits(request: HttpRequest, area: Any) -> HttpResponse:
    """Who waits, and how long."""
    shown = public.waits(queries.standing_counts(area), queries.icb_codes(area))
    context = {"area": area, "waits": shown, "columns": public.COLUMNS, "context_columns": public.CONTEXT_COLUMNS}
    return render(request, "waits/public.jinja", context)


@public_page
@require_safe
def figures(request: HttpRequest, area: Any) -> HttpResponse:
    """The same as a file, every month of it."""
    rows = public.csv_rows(queries.standing_counts(area))
    return csv_response(f"{area.slug}-waits.csv", public.CSV_COLUMNS, rows)


# --- for those who load data ----------------------------------------------------------------------------------


@working_page
@require_safe
def list_page(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who sent, who did not, and every return."""
    policies.check_can_view(actor, actor.area)
    context = {
        "area": actor.area,
        "calendar": working.calendar(queries.standing_counts(actor.area)),
        "returns": working.listed(queries.returns(actor.area)),
        "may_load": allows(policies.check_can_load, actor, actor.area),
    }
    return render(request, "waits/list.jinja", context)


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
        _try(request, lambda: actions.withdraw(found=found, reason=reason, by=actor), done)
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
