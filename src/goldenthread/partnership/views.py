"""Which pages of an area are for everybody, and which only for those who work there?

Two decorators. A public page is the same for every reader, so it may be kept by caches, and a reader who holds it
already is told in two queries that it has not changed. A working page is for people who hold a role in the area today;
to everybody else it does not exist (404), whether the area does or not.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from hashlib import sha256
from pathlib import Path
from typing import Any, Concatenate

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition

from goldenthread.audit.queries import end_of_log

from . import queries

KEEP_SECONDS = 60

Page = Callable[Concatenate[HttpRequest, Any, ...], HttpResponse]


def public_page(view: Page) -> Callable[..., HttpResponse]:
    """A page of one area without sign-in. The view receives the area; the answer may be cached for a minute."""

    answer = condition(etag_func=page_stamp)(view)

    @login_not_required
    @wraps(view)
    def for_everybody(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
        area = queries.area_by_slug(slug)
        if area is None:
            raise Http404(f"There is no area at /{slug}/.")
        return _kept(request, answer(request, area, **kwargs))

    for_everybody.public = True  # type: ignore[attr-defined]
    return for_everybody


def open_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page without sign-in that belongs to no one area, kept by caches in the same way."""
    answer = condition(etag_func=page_stamp)(view)

    @login_not_required
    @wraps(view)
    def for_everybody(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return _kept(request, answer(request, **kwargs))

    for_everybody.public = True  # type: ignore[attr-defined]
    return for_everybody


def _kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if request.method in ("GET", "HEAD") and response.status_code in (200, 304) and "Cache-Control" not in response:
        patch_cache_control(response, public=True, max_age=KEEP_SECONDS)
    return response


def page_stamp(request: HttpRequest, *args: Any, **kwargs: Any) -> str | None:
    """Whether a page is still as it was: nothing changes without an event, so the end of the log stands for all of it.

    The day is part of it, because what is overdue depends on the day, and so is the software that made the page.
    """
    if settings.DEBUG:
        return None
    parts = (request.get_full_path(), str(request.today), end_of_log(), _built())  # type: ignore[attr-defined]
    return f'"{sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"'


@cache
def _built() -> str:
    """Changes when the software does."""
    package = Path(__file__).resolve().parent.parent
    return str(
        max(file.stat().st_mtime_ns for file in package.rglob("*.*") if file.suffix in (".py", ".jinja", ".css"))
    )


def working_page(view: Page) -> Callable[..., HttpResponse]:
    """A page for people at work in the area. The view receives the `Actor`: who, for whom, where, what they may do."""

    @wraps(view)
    def for_those_at_work(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
        area = queries.area_by_slug(slug)
        actor = area and queries.actor_for(request.user, area, request.now)  # type: ignore[arg-type,attr-defined]
        if actor is None:
            raise Http404(f"You have no work at /{slug}/.")
        request.permissions = actor.permissions  # type: ignore[attr-defined,union-attr]  # the navigation shows what may be opened
        return view(request, actor, **kwargs)

    return for_those_at_work
