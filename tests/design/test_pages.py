"""Do the pages that everybody meets (signing in, something wrong) stand in the design and say what to do?"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.test import Client, RequestFactory
from django.urls import reverse

from goldenthread.accounts.models import Person
from goldenthread.design import jinja, views

PASSWORD = "correct horse battery"


@pytest.fixture
def person(db: None) -> Person:
    return Person.objects.create_user("pat@example.org", PASSWORD, name="Pat Example")


def heading(body: bytes) -> str:
    found = re.findall(r"<h1[^>]*>(.*?)</h1>", body.decode(), re.DOTALL)
    assert len(found) == 1
    return found[0].strip()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("account_login", "Sign in"),
        ("account_reset_password", "Reset your password"),
        ("account_reset_password_done", "Check your email"),
        ("account_reset_password_from_key_done", "Your password is changed"),
        ("account_inactive", "This account is closed"),
        ("account_email_verification_sent", "Confirm your email address"),
        ("account_signup", "Accounts are given by invitation"),
        ("socialaccount_login_cancelled", "You stopped signing in"),
    ],
)
def test_page_before_signing_in_is_ours(pages: Client, db: None, name: str, expected: str) -> None:
    response = pages.get(reverse(name))

    assert heading(response.content) == expected
    assert b"app-header" in response.content
    assert b"style=" not in response.content


def test_used_reset_link_says_so(pages: Client, db: None) -> None:
    response = pages.get(reverse("account_reset_password_from_key", args=["1", "wrong"]))

    assert heading(response.content) == "This link no longer works"


def test_refusal_by_an_organisation_is_explained(pages: Client) -> None:
    page = render(RequestFactory().get("/"), "socialaccount/authentication_error.html")

    assert heading(page.content) == "You could not be signed in"


@pytest.fixture
def signed_in(pages: Client, person: Person) -> Client:
    """Signed in, and asked again just now, as a change to the account wants."""
    pages.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    pages.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return pages


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("account_logout", "Sign out"),
        ("account_change_password", "Change your password"),
        ("account_email", "Your email addresses"),
        ("account_reauthenticate", "Confirm that it is you"),
        ("mfa_index", "A second step when you sign in"),
        ("mfa_activate_totp", "Set up your authenticator app"),
        ("socialaccount_connections", "Organisation accounts you sign in with"),
    ],
)
def test_page_of_ones_own_account_is_ours(signed_in: Client, name: str, expected: str) -> None:
    response = signed_in.get(reverse(name))

    assert response.status_code == 200
    assert heading(response.content) == expected
    assert b"app-header" in response.content


def test_picture_of_the_secret_is_inline_and_the_secret_can_be_typed(signed_in: Client) -> None:
    page = signed_in.get(reverse("mfa_activate_totp")).content.decode()

    assert "<?xml" not in page
    assert re.search(r'app-sign-in__key">[A-Z2-7]{16,}<', page)


def test_wrong_password_is_told_in_the_error_summary(pages: Client, person: Person) -> None:
    page = pages.post(reverse("account_login"), {"login": person.email, "password": "wrong"}).content.decode()

    assert "<title>Error: Sign in" in page
    assert "govuk-error-summary" in page
    assert 'autocomplete="current-password"' in page
    assert "placeholder" not in page


@pytest.mark.parametrize(
    ("view", "status", "expected"),
    [
        (views.bad_request, 400, "We could not understand that request"),
        (views.permission_denied, 403, "You cannot do this"),
        (views.page_not_found, 404, "Page not found"),
        (views.csrf_failure, 403, "Your page was open for too long"),
        (views.server_error, 500, "Sorry, there is a problem with the service"),
    ],
)
def test_page_of_something_wrong_says_what_to_do(gallery: Client, view, status: int, expected: str) -> None:
    response = view(RequestFactory().get("/"))

    assert response.status_code == status
    assert heading(response.content) == expected


def test_refusal_gives_its_reason(gallery: Client) -> None:
    response = views.permission_denied(RequestFactory().get("/"), PermissionDenied("Only <leads> may adopt."))

    assert b"Only &lt;leads&gt; may adopt." in response.content


def test_policy_knows_the_one_script_of_a_page(gallery: Client) -> None:
    page = gallery.get("/").content.decode()

    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert len(scripts) == 1
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in configured.CONTENT_SECURITY_POLICY["DIRECTIVES"]["script-src"]


def test_page_is_the_same_twice(gallery: Client) -> None:
    assert gallery.get("/").content == gallery.get("/").content


def test_macros_and_styles_are_a_pair(root: Path) -> None:
    package = json.loads((root / "package.json").read_text())

    assert package["dependencies"]["govuk-frontend"] == jinja.PAIRED_GOVUK_FRONTEND


@pytest.mark.assets
def test_stylesheet_asks_for_no_font_image_or_other_place(root: Path) -> None:
    sheet = (root / "src/goldenthread/design/static/design/build/app.css").read_text()

    assert not re.search(r"url\(|GDS Transport|@font-face|@import", sheet)
