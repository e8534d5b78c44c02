"""Where does anybody see what the figures of an area say, and how sure they are?"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.design.csv_files import csv_response
from goldenthread.partnership.views import public_page

from . import queries
from .presenters import files, pages


@require_safe
@public_page
def profile(request: HttpRequest, area: Any) -> HttpResponse:
    """Every indicator: the newest figure, and where the area stands among its neighbours."""
    groups = pages.profile(queries.latest(area))
    return render(request, "indicators/profile.jinja", {"area": area, "groups": groups})


@require_safe
@public_page
def profile_csv(request: HttpRequest, area: Any) -> HttpResponse:
    """Every figure of every indicator through time."""
    return _csv(area, "indicators", queries.trends(area))


@require_safe
@public_page
def indicator(request: HttpRequest, area: Any, code: str) -> HttpResponse:
    """One indicator: trend, comparators, parts, definition."""
    found = _found(area, code)
    breakdowns = queries.breakdowns_of(area, found)
    context = {
        "area": area,
        "indicator": found,
        "shown": pages.shown(queries.trend(area, found)),
        "breakdowns": [
            (pages.titled(each), pages.parts(found, queries.latest_by_band(area, found, each))) for each in breakdowns
        ],
    }
    return render(request, "indicators/indicator.jinja", context)


@require_safe
@public_page
def indicator_csv(request: HttpRequest, area: Any, code: str) -> HttpResponse:
    """The figures of one indicator, broken down too."""
    found = _found(area, code)
    return _csv(area, code, [queries.trend(area, found), *queries.by_band(area, {code: found})])


def _csv(area: Any, name: str, trends: Any) -> HttpResponse:
    rows = ([line[column] for column in files.COLUMNS] for line in files.lines(area, trends))
    return csv_response(f"{area.slug}-{name}.csv", files.COLUMNS, rows)


def _found(area: Any, code: str) -> Any:
    found = queries.indicators_for(area).get(code)
    if found is None:
        raise Http404(f"There is no indicator {code}.")
    return found
