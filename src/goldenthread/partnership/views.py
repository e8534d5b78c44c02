"""Which pages of an area are for everybody, and which only for those who work there?

Two decorators. A public page is the same for every reader, so it may be kept by caches. A working page is for people
who hold a role in the area today; to everybody else it does not exist (404), whether the area does or not.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from . import queries

KEEP_SECONDS = 60

Page = Callable[Concatenate[HttpRequest, Any, ...], HttpResponse]


def public_page(view: Page) -> Callable[..., HttpResponse]:
    """A page of one area without sign-in. The view receives the area; the answer may be cached for a minute."""

    @login_not_required
    @wraps(view)
    def for_everybody(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
        area = queries.area_by_slug(slug)
        if area is None:
            raise Http404(f"There is no area at /{slug}/.")
        response = view(request, area, **kwargs)
        if request.method in ("GET", "HEAD") and response.status_code == 200 and "Cache-Control" not in response:
            patch_cache_control(response, public=True, max_age=KEEP_SECONDS)
        return response

    for_everybody.public = True  # type: ignore[attr-defined]
    return for_everybody


def working_page(view: Page) -> Callable[..., HttpResponse]:
    """A page for people at work in the area. The view receives the `Actor`: who, for whom, where, what they may do."""

    @wraps(view)
    def for_those_at_work(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
        area = queries.area_by_slug(slug)
        actor = area and queries.actor_for(request.user, area, request.now)  # type: ignore[arg-type,attr-defined]
        if actor is None:
            raise Http404(f"You have no work at /{slug}/.")
        return view(request, actor, **kwargs)

    return for_those_at_work
