"""The thread of an area: for everybody, without sign-in."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.partnership.views import public_page
from goldenthread.publishing.packs.reading import on_site

from . import queries
from .forms import ThreadFilter
from .presenters import choices, page


@public_page
@require_safe
def thread(request: Any, area: Any) -> HttpResponse:
    """The picture and the list, whole or the part that was asked for."""
    whole = queries.thread_of(area)
    form = ThreadFilter(request.GET, **choices(whole, request.today))
    choice = form.choice()
    if request.GET.get("format") == "svg":
        return _file(request, area, whole, choice)
    shown = page(whole, choice, request.today, on_site(area.slug))
    asked = request.GET.urlencode()
    around = {
        "area": area,
        "page": shown,
        "form": form,
        "choice": choice,
        "asked": asked,
        "address": on_site(area.slug),
    }
    return render(request, "threads/thread.jinja", around)


def _file(request: Any, area: Any, whole: Any, choice: Any) -> HttpResponse:
    """The picture alone, with addresses that lead here from wherever the file is kept."""
    site = on_site(area.slug)
    shown = page(
        whole,
        choice,
        request.today,
        lambda plural, key: request.build_absolute_uri(site(plural, key)),
        here=request.build_absolute_uri(request.path),
    )
    drawing = shown.picture.drawing if shown.picture else '<svg xmlns="http://www.w3.org/2000/svg"/>'
    name = f"{area.slug}-thread.svg"
    return HttpResponse(
        drawing, content_type="image/svg+xml", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
