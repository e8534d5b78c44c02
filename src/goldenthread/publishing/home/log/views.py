"""The event log of an area, for those who may read it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.analysis.prose import plural
from goldenthread.design.csv_files import csv_response
from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import check_can_view_events
from goldenthread.partnership.views import working_page

from . import actions, presenters, queries
from .forms import LogFilter

ON_A_PAGE = 50


def _filtered(request: HttpRequest, actor: Actor) -> LogFilter:
    check_can_view_events(actor)
    return LogFilter(request.GET or None, offered=queries.offered(actor.area))


@require_safe
@working_page
def log(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The events, newest first, fifty on a page."""
    form = _filtered(request, actor)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    page = Paginator(queries.found(actor.area, **asked), ON_A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "area": actor.area,
        "form": form,
        "page": page,
        "events": [presenters.told(event) for event in page],
        "query": query.urlencode(),
        "checked": presenters.checked(queries.last_check(actor.area)),
    }
    return render(request, "home/log.jinja", context)


@require_safe
@working_page
def download(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The same events as CSV."""
    form = _filtered(request, actor)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = presenters.csv_rows(queries.found(actor.area, **asked).iterator(chunk_size=2000))
    return csv_response(f"{actor.area.slug}-event-log-{actor.today}.csv", presenters.COLUMNS, rows)


@require_http_methods(["GET", "HEAD", "POST"])
@working_page
def check(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Walk the whole log and say whether it is unbroken. Whoever comes by the address alone is led to the log."""
    if request.method != "POST":
        return redirect("home:log", actor.area.slug)
    result = actions.check_log(by=actor)
    if result.faults:
        first = "; ".join(result.faults[:3])
        messages.error(
            request, f"The log is broken: {plural(len(result.faults), 'fault')}. {first}. Tell the operator now."
        )
    else:
        messages.success(
            request, f"The log is unbroken: {plural(result.events, 'event')}, each follows from the one before."
        )
    return redirect("home:log", actor.area.slug)
