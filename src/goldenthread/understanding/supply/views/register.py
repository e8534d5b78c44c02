"""The register of promised data: all of it, and one promise."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from goldenthread.design.csv_files import csv_response
from goldenthread.design.xlsx_files import Sheet, workbook
from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import Refused, allows
from goldenthread.partnership.queries import open_bodies
from goldenthread.partnership.views import working_page
from goldenthread.understanding.supply import actions, forms, presenters, queries
from goldenthread.understanding.supply.definitions import BASES, CONDITIONS
from goldenthread.understanding.supply.policies import check_can_keep_register, check_can_view_data

from .around import form_page, of_promise, page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _filtered(request: HttpRequest, actor: Actor) -> tuple[Any, list[Any], list[Any]]:
    """The filter, every entry, and those that it asks for."""
    check_can_view_data(actor)
    every = list(queries.register(actor.area, actor.today))
    partners = [(body.key, body.label) for body, _ in queries.partners_of(every)]
    form = forms.RegisterFilter(request.GET or None, partners=partners)
    return form, every, presenters.selected(every, actor.today, **form.chosen() if form.is_bound else {})


@require_safe
@working_page
def register(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What each partner promised, what came, and what did not."""
    form, every, shown = _filtered(request, actor)
    found = [
        (body, [presenters.row(entry, actor.today) for entry in entries], any(e.missing for e in entries))
        for body, entries in queries.partners_of(shown)
    ]
    context = {
        "form": form,
        "partners": found,
        "summary": presenters.summary(every, actor.today),
        "missing": queries.missing_for(actor.area, actor.today),
        "requests": list(queries.open_requests(actor.area, actor.today)),
        "asked": request.GET.urlencode(),
    }
    return page(request, "list", actor, context)


@require_safe
@working_page
def register_csv(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The same promises with their deliveries, as CSV."""
    _, _, shown = _filtered(request, actor)
    return csv_response(f"{_name(actor)}.csv", presenters.COLUMNS, presenters.file_rows(shown))


@require_safe
@working_page
def register_xlsx(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The same promises with their deliveries, as a workbook."""
    _, _, shown = _filtered(request, actor)
    content = workbook([Sheet("Data supply", presenters.COLUMNS, presenters.file_rows(shown))])
    named = {"Content-Disposition": f'attachment; filename="{_name(actor)}.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=named)


def _name(actor: Actor) -> str:
    return f"{actor.area.slug}-data-supply-{actor.today}"


@require_safe
@of_promise
def one(request: HttpRequest, actor: Actor, promise: Any) -> HttpResponse:
    """One promise: what it says, each delivery, and what was done about it."""
    entry = queries.entry_of(promise, actor.today)
    keep = allows(check_can_keep_register, actor, actor.area)
    titles = queries.measure_titles(actor.area)
    context = {
        "promise": promise,
        "entry": entry,
        "facts": presenters.facts(promise, queries.kind_titles(), actor.today),
        "measures": [(key, titles[key]) for key in promise.measures if key in titles],
        "deliveries": [presenters.delivery_row(owed, actor.area.slug, keep) for owed in entry.owed],
        "sentences": queries.sentences(entry) if promise.holds_on(actor.today) else [],
        "happened": queries.happenings(promise),
    }
    return page(request, "one", actor, context)


def _choices(actor: Actor, current: Any = None) -> dict[str, Any]:
    bodies = {body.key: body.name for body in open_bodies(actor.area, actor.today)}
    bodies |= {current.organisation.key: current.organisation.name} if current else {}
    return {
        "organisations": list(bodies.items()),
        "kinds": queries.kind_titles(),
        "measures": queries.measure_titles(actor.area),
    }


def _body(actor: Actor, key: str, current: Any = None) -> Any:
    if current is not None and current.organisation.key == key:
        return current.organisation
    return open_bodies(actor.area, actor.today).get(key=key)


@form_page
@working_page
def add(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Record what a partner promised."""
    check_can_keep_register(actor, actor.area)
    form = forms.PromiseForm(request.POST or None, **_choices(actor), initial={"since": actor.today})
    if request.method == "POST" and form.is_valid():
        body = _body(actor, form.cleaned_data["organisation"])
        try:
            promise = actions.promise_data(area=actor.area, organisation=body, values=form.values(), by=actor)
        except Refused as refusal:
            form.add_error(refusal.box or None, str(refusal))
        else:
            messages.success(request, f"Recorded: {promise}.")
            return redirect("supply:one", actor.area.slug, promise.key)
    return page(request, "promise", actor, {"form": form, "grounds": (*BASES, *CONDITIONS)})


@form_page
@of_promise
def amend(request: HttpRequest, actor: Actor, promise: Any) -> HttpResponse:
    """Put a promise right."""
    check_can_keep_register(actor, actor.area)
    written = {name: getattr(promise, name) for name in forms.PromiseForm.base_fields if name != "organisation"}
    initial = {**written, "organisation": promise.organisation.key, "opened": promise.revision}
    form = forms.AmendForm(request.POST or None, **_choices(actor, promise), initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        body = _body(actor, typed["organisation"], promise)
        try:
            actions.amend(
                promise=promise,
                organisation=body,
                values=form.values(),
                opened=typed["opened"],
                by=actor,
                reason=typed["reason"],
            )
        except Refused as refusal:
            form.add_error(refusal.box or None, str(refusal))
        else:
            messages.success(request, "Saved.")
            return redirect("supply:one", actor.area.slug, promise.key)
    return page(request, "promise", actor, {"form": form, "promise": promise, "grounds": (*BASES, *CONDITIONS)})


@form_page
@of_promise
def end(request: HttpRequest, actor: Actor, promise: Any) -> HttpResponse:
    """End a promise."""
    check_can_keep_register(actor, actor.area)
    form = forms.EndForm(request.POST or None, initial={"on": actor.today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end(promise=promise, by=actor, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.box or None, str(refusal))
        else:
            messages.success(request, "The promise ends. What came, and what did not, stays in its history.")
            return redirect("supply:one", actor.area.slug, promise.key)
    return page(request, "end", actor, {"form": form, "promise": promise})
