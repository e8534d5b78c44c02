"""Where does a board see education, health and care side by side, and everybody else too?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.design.csv_files import csv_response
from goldenthread.partnership.actors import Actor
from goldenthread.partnership.views import public_page, working_page
from goldenthread.understanding.indicators import policies

from . import queries
from .presenters import pages


@require_safe
@public_page
def dashboard(request: Any, area: Any) -> HttpResponse:
    """What is published, for everybody."""
    shown = pages.shown(queries.dashboard(area, request.today))
    return render(request, "dashboard/public.jinja", {"area": area, "shown": shown})


@require_safe
@public_page
def figures(request: Any, area: Any) -> HttpResponse:
    """The same as a file."""
    rows = pages.csv_rows(queries.dashboard(area, request.today))
    return csv_response(f"{area.slug}-dashboard.csv", pages.COLUMNS, rows)


@require_safe
@working_page
def working(request: HttpRequest, actor: Actor) -> HttpResponse:
    """With what the area's own returns say, as this person may see it, and what to decide."""
    policies.check_can_see(actor)
    found = queries.dashboard(actor.area, actor.today, audience=policies.audience_of(actor))
    return render(request, "dashboard/working.jinja", {"area": actor.area, "shown": pages.shown(found)})
