"""What does every request carry, and what does every answer say to the browser?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase

from goldenthread.config import clock as time

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

Respond = Callable[[HttpRequest], HttpResponseBase]


class Request(HttpRequest):
    """A request as views receive it. Import it for types only."""

    now: datetime
    today: date


def clock(respond: Respond) -> Respond:
    """Tell the view what time it is, once, so that one request lives on one day."""

    def at_this_moment(request: HttpRequest) -> HttpResponseBase:
        request.now = time.now()  # type: ignore[attr-defined]
        request.today = request.now.date()  # type: ignore[attr-defined]
        return respond(request)

    return at_this_moment


def headers(respond: Respond) -> Respond:
    """Refuse the browser's devices, and keep a page out of shared caches unless its view made it public."""

    def with_headers(request: HttpRequest) -> HttpResponseBase:
        response = respond(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return with_headers


class SignInRequired(LoginRequiredMiddleware):
    """Asks for a sign-in before every view that does not say it is public, and of a public one asks nothing.

    Django's own looks first who is there, which makes every public page differ by its reader's cookies.
    """

    def process_view(self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any) -> Any:
        """Leave public views alone."""
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)
