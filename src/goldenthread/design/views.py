"""What does the design itself serve? An area's colours, and pages that say what went wrong."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from goldenthread.design import colours

YEAR = 365 * 24 * 60 * 60


@login_not_required
@require_safe
@cache_control(public=True, max_age=YEAR, immutable=True)
def area_stylesheet(request: HttpRequest, colour: str) -> HttpResponse:
    """An area's colours as a stylesheet; a colour too light to read is served darkened."""
    try:
        sheet = colours.stylesheet(colour)
    except ValueError as fault:
        raise Http404(str(fault)) from None
    return HttpResponse(sheet, content_type="text/css; charset=utf-8")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", {"exception": exception}, status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Says why, when the rule that refused gave a sentence."""
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without the request, so that nothing which failed once (a session, a database) is asked again."""
    return render(None, "500.html", status=500)
