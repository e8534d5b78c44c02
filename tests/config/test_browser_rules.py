"""What are browsers told, on every page?"""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from django.http import HttpResponse

from goldenthread.config import content_security, middleware

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    return client.get("/account/login/")


def test_policy_allows_nothing_that_is_not_named(page):
    policy = dict(part.strip().split(" ", 1) for part in page["Content-Security-Policy"].split(";"))

    assert policy["default-src"] == "'none'"
    assert policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in page["Content-Security-Policy"]


def test_the_only_script_in_a_page_is_the_one_the_policy_knows(page):
    inline = re.findall(r"<script>(.*?)</script>", page.content.decode(), re.DOTALL)

    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in inline]

    assert hashes == [content_security.GOVUK_SCRIPT]


def test_a_page_is_kept_out_of_shared_caches_unless_its_view_says_otherwise(rf):
    request, shareable = rf.get("/"), {"Cache-Control": "public, max-age=60"}

    private = middleware.headers(lambda request: HttpResponse())(request)
    public = middleware.headers(lambda request: HttpResponse(headers=shareable))(request)

    assert private["Cache-Control"] == "private, no-cache"
    assert public["Cache-Control"] == "public, max-age=60"


def test_devices_are_refused(page):
    assert "camera=()" in page["Permissions-Policy"]


def test_a_page_that_does_not_say_it_is_public_needs_sign_in(client):
    answer = client.get("/account/email/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")
