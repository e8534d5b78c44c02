"""What does every request carry, and what does every answer say to the browser?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

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
