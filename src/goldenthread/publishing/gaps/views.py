"""The gap report, for those at work in the area."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.design.csv_files import csv_response
from goldenthread.partnership.views import working_page
from goldenthread.publishing.threads.queries import thread_of

from . import queries
from .forms import GapFilter
from .presenters import COLUMNS, csv_rows, page


@require_safe
@working_page
def gaps(request: Any, actor: Any) -> HttpResponse:
    """Every gap, or those of one kind or heading, with where each is put right."""
    area = actor.area
    whole = queries.gaps_of(area, request.today)
    themes = [(key, title) for key, title in thread_of(area).themes.items()]
    form = GapFilter(
        request.GET, rules=[(f.rule.id, f"{f.rule.says} ({len(f.gaps)})") for f in whole.found], themes=themes
    )
    shown = whole.only(**form.chosen())
    if request.GET.get("format") == "csv":
        rows = csv_rows(area.slug, shown, request.build_absolute_uri("/").rstrip("/"))
        return csv_response(f"{area.slug}-gaps-{request.today}.csv", COLUMNS, rows)
    around = {
        "area": area,
        "actor": actor,
        "page": page(actor, whole, shown),
        "form": form,
        "asked": request.GET.urlencode(),
    }
    return render(request, "gaps/gaps.jinja", around | {"today": request.today})
