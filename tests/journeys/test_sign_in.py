"""Signing in: with a password, then with a one-time code too; a wrong one says so; signing out."""

from __future__ import annotations

import hashlib
import hmac
import re
import struct
import time
from base64 import b32decode

import pytest

from goldenthread.demo.personas import PASSWORD

pytestmark = pytest.mark.journey


def code_for(secret: str) -> str:
    """What an authenticator shows now (RFC 6238)."""
    key = b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def sign_in(hands, first_name, slug, password=PASSWORD):
    hands.go("/account/login/")
    hands.page.get_by_label("Email", exact=False).first.fill(f"{first_name.lower()}@{slug}.example")
    hands.page.get_by_label("Password", exact=True).fill(password)
    return hands.press("Sign in")


@pytest.mark.parametrize("way", ["phone", "no scripts"])
def test_a_page_at_work_asks_who_is_there_and_then_opens(at_work, way):
    cora = at_work("", way=way).go("/tameside/work/mine/")
    assert cora.path == "/account/login/"

    cora.page.get_by_label("Email", exact=False).first.fill("cora@tameside.example")
    cora.page.get_by_label("Password", exact=True).fill(PASSWORD)
    cora.press("Sign in")

    assert cora.path == "/tameside/work/mine/"


def test_a_wrong_password_says_so_and_does_not_say_which_was_wrong(at_work):
    known = sign_in(at_work(), "Connor", "tameside", "nothing like it").text()
    unknown = sign_in(at_work(), "Nobody", "tameside", "nothing like it").text()

    assert "There is a problem" in known
    assert known == unknown


def test_a_one_time_code_is_set_up_and_asked_for(at_work):
    finn = sign_in(at_work(), "Finn", "tameside").go("/account/2fa/totp/activate/")
    if "/reauthenticate/" in finn.path:
        finn.page.get_by_label("Password", exact=True).fill(PASSWORD)
        finn.press("Continue")
    secret = re.search(r"\b[A-Z2-7]{32}\b", finn.main.inner_html()).group()
    finn.main.get_by_role("textbox").first.fill(code_for(secret))
    finn.press("Turn it on").go("/account/2fa/recovery-codes/")
    recovery = re.search(r"\b[0-9a-f]{8}\b", finn.text()).group()

    again = sign_in(at_work(), "Finn", "tameside")
    assert "/2fa/authenticate/" in again.path
    again.refused("/tameside/work/", 200)
    assert "/account/" in again.path

    again.main.get_by_role("textbox").first.fill(recovery)
    again.press(re.compile("Sign in|Continue"))
    again.go("/tameside/work/").sees("Where things stand")
