"""The floor: one indexed query, as many rows as asked for, in a template without anything else."""

from __future__ import annotations

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.template import Template, engines
from django.urls import path

from goldenthread.config.urls import urlpatterns as ours
from goldenthread.partnership.models import Area
from goldenthread.partnership.views import public_page
from goldenthread.thread.models import Link
from goldenthread.understanding.indicators.models import IndicatorFigure

TEMPLATE = """<!doctype html><title>Floor</title><ul>
{% for row in rows %}<li><a href="{{ row.source_id }}">{{ row.source_kind }}</a> {{ row.kind }} {{ row.target_id }}</li>
{% endfor %}</ul>"""


FIGURES = """<!doctype html><title>Floor</title><table>
{% for row in rows %}<tr><td>{{ row.code }}</td><td>{{ row.period }}</td><td>{{ row.value }}</td></tr>
{% endfor %}</table>"""


@cache
def _template(text: str) -> Template:
    return engines["jinja2"].from_string(text)


@public_page
def floor(request: HttpRequest, area: object, rows: int) -> HttpResponse:
    """As many links of the area as asked for."""
    found = Link.objects.filter(area=area).order_by("pk")[:rows]
    return HttpResponse(_template(TEMPLATE).render({"rows": found}))


@public_page
def figures(request: HttpRequest, area: Area, rows: int) -> HttpResponse:
    """As many figures of the area as asked for."""
    found = IndicatorFigure.objects.filter(place=area.gss_code).order_by("pk")[:rows]
    return HttpResponse(_template(FIGURES).render({"rows": found}))


urlpatterns = [
    path("floor/<slug:slug>/<int:rows>/", floor),
    path("floor/figures/<slug:slug>/<int:rows>/", figures),
    *ours,
]
