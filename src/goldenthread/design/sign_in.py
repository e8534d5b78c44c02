"""Which other ways of signing in (council or NHS accounts) does this installation offer?"""

from __future__ import annotations

from typing import NamedTuple

from django.apps import apps
from django.http import HttpRequest


class Provider(NamedTuple):
    name: str
    href: str


def providers(request: HttpRequest | None, process: str = "login") -> list[Provider]:
    """The configured single sign-on providers; none where that part of django-allauth is not installed."""
    if request is None or not apps.is_installed("allauth.socialaccount"):
        return []
    from allauth.socialaccount.adapter import get_adapter

    after = request.GET.get("next", "")
    extra = {"next": after} if after else {}
    return [
        Provider(provider.name, provider.get_login_url(request, process=process, **extra))
        for provider in get_adapter(request).list_providers(request)
    ]
