"""Where does everybody read who waits? Every count on these pages comes from the ledger of published tables."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.design.csv_files import csv_response
from goldenthread.partnership.views import public_page
from goldenthread.understanding.supply.definitions import WAITS
from goldenthread.understanding.supply.queries import missing_for
from goldenthread.understanding.waits import queries
from goldenthread.understanding.waits.presenters import public


@public_page
@require_safe
def waits(request: Any, area: Any) -> HttpResponse:
    """Who waits, and how long."""
    missing = missing_for(area, request.today, kind=WAITS)
    months, breaks = queries.published_months(area), queries.breaks(area)
    shown = public.waits(months, breaks, queries.icb_codes(area), missing)
    context = {"area": area, "waits": shown, "columns": public.COLUMNS, "context_columns": public.CONTEXT_COLUMNS}
    return render(request, "waits/public.jinja", context)


@public_page
@require_safe
def figures(request: HttpRequest, area: Any) -> HttpResponse:
    """The same as a file, every month of it."""
    months = queries.published_months(area)
    rows = public.csv_rows(months, queries.breaks(area))
    return csv_response(f"{area.slug}-waits.csv", public.csv_columns(months), rows)
