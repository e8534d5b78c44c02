"""Where does a board see education, health and care side by side, and everybody else too?"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.design.csv_files import csv_response
from goldenthread.partnership.actors import Actor
from goldenthread.partnership.views import public_page, working_page
from goldenthread.understanding.indicators import policies
from goldenthread.understanding.indicators.queries import returns_in_use

from . import queries
from .kinds import population as kind
from .presenters import pages
from .presenters import population as ages


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
    made_up = any(each.made_up for each in returns_in_use(actor.area))
    context = {"area": actor.area, "shown": pages.shown(found), "made_up": made_up}
    return render(request, "dashboard/working.jinja", context)


@require_safe
@public_page
def population(request: Any, area: Any) -> HttpResponse:
    """How many children and young people of each age there are, and are projected."""
    found = queries.population_of(area)
    context = {
        "area": area,
        "shown": ages.shown(found, request.today) if found else None,
        "found": found,
        "licence": kind.LICENCE,
    }
    return render(request, "dashboard/population.jinja", context)


@require_safe
@public_page
def population_csv(request: HttpRequest, area: Any) -> HttpResponse:
    """The same as a file."""
    found = queries.population_of(area)
    if found is None:
        raise Http404(f"No projection of the population of {area} is here.")
    return csv_response(f"{area.slug}-population.csv", ages.CSV_COLUMNS, ages.csv_rows(found))
