"""Asking owners for their updates, and the one page on which each answers."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import Refused
from goldenthread.partnership.views import working_page
from goldenthread.planning.deliveryplan.actions import close_request
from goldenthread.planning.deliveryplan.policies import check_can_request_updates
from goldenthread.planning.deliveryplan.queries import request_by_secret
from goldenthread.publishing.home import work as pieces

from . import actions, answering, presenters, queries
from .forms import AskForm

page = require_http_methods(["GET", "HEAD", "POST"])


@page
@working_page
def requests(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who has not reported, and the form that asks them. The links are shown once, on the answer to the form."""
    check_can_request_updates(actor)
    work = pieces.work_of(actor.area, actor.today)
    owners = queries.owners(actor.area, work, actor.today)
    late = [str(owner.person.pk) for owner in owners if owner.late]
    form = AskForm(request.POST or None, people=presenters.choices(owners), initial={"people": late})
    if request.method == "POST" and form.is_valid():
        chosen = [owner for owner in owners if str(owner.person.pk) in form.cleaned_data["people"]]
        try:
            asked = actions.ask(owners=chosen, days=form.cleaned_data["days"], by=actor)
        except Refused as refusal:
            form.add_error("people", str(refusal))
        else:
            return _kept_nowhere(render(request, "home/asked.jinja", {"area": actor.area, "asked": asked}))
    context = {
        "area": actor.area,
        "owners": owners,
        "silent": [owner for owner in owners if owner.is_silent(actor.today)],
        "unowned": sum(not w.owned for w in work),
        "form": form,
        "today": actor.today,
    }
    return render(request, "home/requests.jinja", context)


@login_not_required
@csrf_exempt  # the secret in the address is what lets anybody in, not a cookie: there is nothing to forge
@page
def answer(request: Any, secret: str) -> HttpResponse:
    """One owner's page, without sign-in: what is theirs, with a small form for each."""
    asked = request_by_secret(secret, request.today)
    actor = queries.answering(asked, request.now) if asked else None
    if asked is None or actor is None:
        return _kept_nowhere(render(request, "home/answer-closed.jinja", status=404))
    rows = answering.rows(actor, pieces.work_of(actor.area, actor.today), request.POST or None)
    saved = answering.save(rows, actor) if request.method == "POST" else 0
    if saved and asked.answered_at is None:
        close_request(request=asked, by=actor)
    wrong = [row for row in rows if row.touched and not row.saved]
    if request.method == "POST" and not wrong:
        return _kept_nowhere(redirect(f"{reverse('home:answer', args=[secret])}?saved={saved}"))
    if saved:
        rows = _fresh(rows, actor)
    context = {
        "area": actor.area,
        "actor": actor,
        "asked": asked,
        "rows": rows,
        "wrong": wrong,
        "saved": saved or _saved_before(request),
        "page_has_errors": bool(wrong),
    }
    return _kept_nowhere(render(request, "home/answer.jinja", context))


def _fresh(rows: list[Any], actor: Actor) -> list[Any]:
    """What was saved is shown as it stands now; what was not keeps what was typed."""
    typed = {row.work.key: row for row in rows if not row.saved}
    now = answering.rows(actor, pieces.work_of(actor.area, actor.today))
    return [typed.get(row.work.key, row) for row in now]


def _saved_before(request: HttpRequest) -> int:
    shown = request.GET.get("saved", "")
    return int(shown) if shown.isdecimal() and len(shown) < 5 else 0


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    """The address is a secret: no cache keeps the page, no search engine lists it, no other site is told of it."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
