"""Who may have an account, and whom did a failed attempt name?"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class AccountsByInvitation(DefaultAccountAdapter):
    """Nobody makes an account for themselves: an administrator of an area gives a role."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False


class OrganisationAccounts(DefaultSocialAccountAdapter):
    """An organisation's own account lets in only the person who already has that e-mail address here."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never."""
        return False


def attempted_name(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """The address that was tried, for the lock-out: as the backend saw it, or as it was typed."""
    tried = credentials or {}
    typed = request.POST.get("login", "") if request else ""
    return str(tried.get("email") or tried.get("username") or typed).strip().lower()


def client_address(request: HttpRequest) -> str:
    """The visitor's own address, seen through as many proxies as the operator says there are."""
    return str(get_adapter().get_client_ip(request))
