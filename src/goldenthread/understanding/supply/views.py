"""The register of promised data, a promise and its deliveries, asking, a partner's own page, and data protection."""

from __future__ import annotations

import secrets
from datetime import date
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.design.csv_files import csv_response
from goldenthread.design.xlsx_files import Sheet, workbook
from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import Refused, allows, check_can_view_events
from goldenthread.partnership.queries import open_bodies
from goldenthread.partnership.views import working_page
from goldenthread.understanding.datasets.queries import held as datasets_held

from . import actions, forms, presenters, queries
from .definitions import BASES, CONDITIONS
from .policies import check_can_keep_register, check_can_view_data

form_page = require_http_methods(["GET", "HEAD", "POST"])
READS_SHOWN = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def of_promise(view: Any) -> Any:
    """A working page about one promise of the area; the view receives the promise after the actor."""

    @working_page
    @wraps(view)
    def with_promise(request: HttpRequest, actor: Actor, key: str, **kwargs: Any) -> HttpResponse:
        check_can_view_data(actor)
        promise = queries.promise_by_key(actor.area, key)
        if promise is None:
            raise Http404(f"{actor.area} has no promise of data “{key}”.")
        return cast(HttpResponse, view(request, actor, promise, **kwargs))

    return with_promise


def of_delivery(view: Any) -> Any:
    """A form about one delivery, for those who keep the register."""

    @of_promise
    @wraps(view)
    def with_delivery(request: HttpRequest, actor: Actor, promise: Any, start: str) -> HttpResponse:
        check_can_keep_register(actor, actor.area)
        try:
            owed = queries.owed_at(promise, date.fromisoformat(start), actor.today)
        except ValueError:
            owed = None
        if owed is None:
            raise Http404(f"{promise} has no period that begins on {start}.")
        found: HttpResponse = view(request, actor, owed)
        return found

    return with_delivery


def _page(request: HttpRequest, template: str, actor: Actor, context: dict[str, Any]) -> HttpResponse:
    keep = allows(check_can_keep_register, actor, actor.area)
    around = {"area": actor.area, "actor": actor, "may_keep": keep, "today": actor.today}
    return render(request, f"supply/{template}.jinja", around | context)


# --- the register --------------------------------------------------------------------------------------------


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
    return _page(request, "list", actor, context)


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


# --- one promise ---------------------------------------------------------------------------------------------


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
    return _page(request, "one", actor, context)


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
    return _page(request, "promise", actor, {"form": form, "grounds": (*BASES, *CONDITIONS)})


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
    return _page(request, "promise", actor, {"form": form, "promise": promise, "grounds": (*BASES, *CONDITIONS)})


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
    return _page(request, "end", actor, {"form": form, "promise": promise})


# --- one delivery --------------------------------------------------------------------------------------------


def _delivery_form(
    request: HttpRequest, actor: Actor, owed: Any, form: Any, template: str, action: Any, said: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            action(promise=owed.promise, start=owed.period.start, by=actor, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.box or None, str(refusal))
        else:
            messages.success(request, said)
            return redirect("supply:one", actor.area.slug, owed.promise.key)
    return _page(request, template, actor, {"form": form, "owed": owed, "promise": owed.promise})


@form_page
@of_delivery
def received(request: HttpRequest, actor: Actor, owed: Any) -> HttpResponse:
    """Record that a delivery came, or put right what was recorded of it."""
    row = owed.delivery
    initial = {"received_on": (row and row.received_on) or actor.today}
    if row:
        initial |= {"completeness": row.completeness, "quality": row.quality, "release": row.release}
    form = forms.ReceivedForm(request.POST or None, initial=initial)
    return _delivery_form(request, actor, owed, form, "received", actions.record_received, "Recorded: it came.")


@form_page
@of_delivery
def refused(request: HttpRequest, actor: Actor, owed: Any) -> HttpResponse:
    """Record that the partner will not send a delivery."""
    form = forms.ReasonForm(request.POST or None)
    return _delivery_form(request, actor, owed, form, "refused", actions.record_refused, "Recorded: it was refused.")


@form_page
@of_delivery
def taken_back(request: HttpRequest, actor: Actor, owed: Any) -> HttpResponse:
    """Record that a delivery had not come after all."""
    form = forms.ReasonForm(request.POST or None)
    said = "Recorded: it had not come."
    return _delivery_form(request, actor, owed, form, "taken-back", actions.take_back_received, said)


# --- asking --------------------------------------------------------------------------------------------------


@form_page
@working_page
def ask(request: HttpRequest, actor: Actor, partner: str) -> HttpResponse:
    """Ask one partner for what has not come. The letter with its link is shown on the answer to the form."""
    check_can_keep_register(actor, actor.area)
    body = queries.partner(actor.area, partner)
    if body is None:
        raise Http404(f"{partner} has promised {actor.area} nothing.")
    owed = queries.to_ask_for(actor.area, body, actor.today)
    initial = {
        "wanted": [presenters.wanted_key(each) for each in owed if each.is_missing],
        "contact": next((each.promise.contact for each in owed if each.promise.contact), ""),
        "days": 14,
        "token": secrets.token_urlsafe(24),
    }
    form = forms.AskForm(request.POST or None, wanted=presenters.choices_to_ask(owed), initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        wanted = [(o.promise, o.period.start) for o in owed if presenters.wanted_key(o) in typed["wanted"]]
        try:
            asked, secret = actions.ask(
                organisation=body,
                wanted=wanted,
                days=typed["days"],
                contact=typed["contact"],
                token=typed["token"],
                by=actor,
            )
        except Refused as refusal:
            form.add_error(refusal.box or None, str(refusal))
        else:
            return _kept_nowhere(_page(request, "asked", actor, _letter(actor, asked, secret)))
    return _page(request, "ask", actor, {"form": form, "partner": body, "owed": owed})


def _letter(actor: Actor, asked: Any, secret: str) -> dict[str, Any]:
    link = f"{settings.ADDRESS}{reverse('supply:answer', args=[secret])}"
    context = {"request": asked, "owed": queries.asked_for(asked, actor.today), "link": link, "by": actor}
    text = render_to_string("supply/letter.jinja", {**context, "asked": asked, "area": actor.area})
    return {"request_made": asked, "link": link, "letter": text.strip()}


@login_not_required
@csrf_exempt  # the secret in the address is what lets anybody in, not a cookie: there is nothing to forge
@form_page
def answer(request: Any, secret: str) -> HttpResponse:
    """A partner's page, without sign-in: what was asked for, with a small form for each."""
    asked = queries.request_by_secret(secret, request.today)
    if asked is None:
        return _kept_nowhere(render(request, "supply/answer-closed.jinja", status=404))
    data = request.POST or None
    wanted: list[Any] = queries.asked_for(asked, request.today)
    rows = [(o, forms.AnswerForm(data, prefix=str(o.delivery.pk), initial=_answered(o))) for o in wanted]
    role = forms.RoleForm(data)
    wrong = [row for row in rows if data and not _save_answer(asked, *row, role, request.now)]
    if data and not wrong:
        return _kept_nowhere(redirect(f"{reverse('supply:answer', args=[secret])}?saved=1"))
    context = {
        "area": asked.area,
        "asked": asked,
        "rows": rows,
        "role": role,
        "wrong": wrong,
        "saved": request.GET.get("saved") == "1" and not data,
        "page_has_errors": bool(wrong),
    }
    return _kept_nowhere(render(request, "supply/answer.jinja", context))


def _answered(owed: Any) -> dict[str, Any]:
    """What was answered before, to be changed."""
    row = owed.delivery
    if row.state == "refused":
        return {"says": "refused", "words": row.refused_because}
    if row.sent_on:
        return {"says": "sent", "day": row.sent_on}
    return {"says": "will-send", "day": row.comes_on} if row.comes_on else {}


def _save_answer(asked: Any, owed: Any, form: Any, role: Any, now: Any) -> bool:
    """Save one answer; false where something is wrong with it. One that nobody gave is left alone."""
    if not (form.is_valid() and role.is_valid()):
        return False
    typed = form.cleaned_data
    if not typed["says"]:
        return True
    try:
        by = queries.by_link(asked, now)
        actions.answer(request=asked, delivery=owed.delivery, role=role.cleaned_data["role"], by=by, **typed)
    except Refused as refusal:
        form.add_error(refusal.box or None, str(refusal))
        return False
    return True


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    """The address is a secret: no cache keeps the page, no search engine lists it, no other site is told of it."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
@working_page
def data_protection(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is held, on which ground, under which agreement, for how long, and who read what."""
    check_can_view_data(actor)
    entries = queries.in_force(actor.area, actor.today)
    reads = queries.reads(actor.area)
    context = {
        "held": presenters.held(entries, actor.today, queries.years_kept()),
        "releases": datasets_held(actor.area),
        "reads": [presenters.read_of(event) for event in reads[:READS_SHOWN]],
        "reads_in_all": reads.count(),
        "grounds": [g for g in (*BASES, *CONDITIONS) if g.source.startswith("UK GDPR")],
        "may_read_log": allows(check_can_view_events, actor),
    }
    return _page(request, "data-protection", actor, context)
