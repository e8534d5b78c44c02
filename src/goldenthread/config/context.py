"""What stands around every page: which ways lead on from here?

The same for every reader of a public page, so that it can be cached; on a working page, for the person at work.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

PUBLIC = (
    ("pages:strategy", "Strategy"),
    ("assessments:needs", "Needs"),
    ("pages:plan", "Delivery plan"),
    ("pages:you-said", "You said, we did"),
    ("pages:measures", "Measures"),
    ("waits:public", "Waits"),
    ("indicators:profile", "Figures"),
    ("pages:governance", "Who decides"),
    ("threads:thread", "The thread"),
    ("documents:list", "Documents"),
)
WORKING = (
    ("home:home", "Home"),
    ("home:mine", "My work"),
    ("editing:items", "Strategy"),
    ("editing:partnership", "Who decides"),
    ("datasets:list", "Data"),
    ("explorer:table", "Explorer"),
    ("assessment:list", "Needs"),
    ("gaps:gaps", "Gaps"),
    ("reports:report", "Board report"),
    ("workbooks:list", "Workbooks"),
    ("required:list", "Required plans"),
    ("versions:list", "Versions"),
    ("people:list", "People"),
)
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
    if slug:
        context["navigation"] = _navigation(PUBLIC if public else WORKING, slug, request.path)
        context["area_url"] = reverse("pages:area" if public else "home:home", args=[slug])
        context["feedback_url"] = f"{reverse('pages:feedback', args=[slug])}?page={request.path}" if public else None
    return context


def _navigation(entries: tuple[tuple[str, str], ...], slug: str, path: str) -> list[dict[str, Any]]:
    links = [(reverse(name, args=[slug]), text) for name, text in entries]
    return [{"href": href, "text": text, "active": path == href, "current": path == href} for href, text in links]


def _account() -> list[dict[str, str]]:
    return [
        {"href": reverse("home:areas"), "text": "Your areas"},
        {"href": reverse("account_change_password"), "text": "Password"},
        {"href": reverse("mfa_index"), "text": "Two-step sign-in"},
        {"href": reverse("account_logout"), "text": "Sign out"},
    ]
