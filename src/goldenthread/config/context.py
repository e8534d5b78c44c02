"""What stands around every page: which ways lead on from here?

The same for every reader of a public page, so that it can be cached; on a working page, for the person at work.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import ResolverMatch, reverse

from goldenthread.accounts.roles import Permission

from . import navigation

FOOTER = (
    ("pages:questions", "Questions a sceptic asks"),
    ("pages:accessibility", "Accessibility"),
    ("pages:privacy", "Privacy and cookies"),
)


def around(request: HttpRequest) -> dict[str, Any]:
    """Context processor: navigation, footer, feedback and account links."""
    match = request.resolver_match
    slug = match.kwargs.get("slug") if match else None
    public = match is None or getattr(match.func, "public", False) or not request.user.is_authenticated
    context: dict[str, Any] = {
        "home_url": reverse("pages:front") if public else reverse("home:areas"),
        "footer_links": [{"href": reverse(name), "text": text} for name, text in FOOTER],
        "account_navigation": [{"href": reverse("home:areas"), "text": "Work on a strategy"}] if public else _account(),
    }
    if match and slug:
        context |= _around_area(request, match, slug, public)
    return context


def _around_area(request: HttpRequest, match: ResolverMatch, slug: str, public: bool) -> dict[str, Any]:
    stages = navigation.PUBLIC if public else navigation.WORKING
    may: frozenset[Permission] = getattr(request, "permissions", frozenset())  # put there by `working_page`
    first, here, second = navigation.navigation(stages, match, slug, request.path, may)
    return {
        "navigation": first,
        "stage": here,
        "stage_navigation": second,
        "area_url": reverse("pages:area" if public else "home:home", args=[slug]),
        "feedback_url": f"{reverse('pages:feedback', args=[slug])}?page={request.path}" if public else None,
    }


def _account() -> list[dict[str, str]]:
    return [
        {"href": reverse("home:areas"), "text": "Your areas"},
        {"href": reverse("account_change_password"), "text": "Password"},
        {"href": reverse("mfa_index"), "text": "Two-step sign-in"},
        {"href": reverse("account_logout"), "text": "Sign out"},
    ]
