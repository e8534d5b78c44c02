"""What do all pages of the data-supply register have around them: whose promise or delivery it is, and who may write?"""

from __future__ import annotations

from datetime import date
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import allows
from goldenthread.partnership.views import working_page
from goldenthread.understanding.supply import queries
from goldenthread.understanding.supply.policies import check_can_keep_register, check_can_view_data

form_page = require_http_methods(["GET", "HEAD", "POST"])


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


def page(request: HttpRequest, template: str, actor: Actor, context: dict[str, Any]) -> HttpResponse:
    """A page with what every page of the register has around it."""
    keep = allows(check_can_keep_register, actor, actor.area)
    around = {"area": actor.area, "actor": actor, "may_keep": keep, "today": actor.today}
    return render(request, f"supply/{template}.jinja", around | context)


def kept_nowhere(response: HttpResponse) -> HttpResponse:
    """The address is a secret: no cache keeps the page, no search engine lists it, no other site is told of it."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
