"""Does every setting mean what its page says, and say so when it cannot be used?"""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from goldenthread.config import options
from goldenthread.config.options import BY_NAME, OPTIONS, read


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("PORT", "8123", 8123),
        ("GOLDENTHREAD_TODAY", "2026-03-31", date(2026, 3, 31)),
        ("GOLDENTHREAD_DEBUG", "Yes", True),
        ("GOLDENTHREAD_ADDRESS", "https://thread.example.gov.uk/", "https://thread.example.gov.uk"),
        ("GOLDENTHREAD_DATA", "/srv/thread", Path("/srv/thread")),
        ("GOLDENTHREAD_WORKERS", "", 2),
        ("GOLDENTHREAD_TODAY", "", None),
    ],
)
def test_setting_is_read_as_its_kind(monkeypatch, name, text, value):
    monkeypatch.setenv(name, text)

    assert read(name) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "eighty"),
        ("GOLDENTHREAD_ENGINE", "sqlite"),
        ("GOLDENTHREAD_TODAY", "31/03/2026"),
        ("GOLDENTHREAD_DEBUG", "maybe"),
        ("GOLDENTHREAD_ADDRESS", "thread.example.gov.uk"),
        ("GOLDENTHREAD_ADDRESS", "https://thread.example.gov.uk/strategy"),
        ("GOLDENTHREAD_THREADS", "0"),
        ("GOLDENTHREAD_SIGN_IN", "not json"),
        ("GOLDENTHREAD_SIGN_IN", '[{"id": "council"}]'),
        ("GOLDENTHREAD_SIGN_IN", '["council"]'),
        ("GOLDENTHREAD_LOG_LEVEL", "loud"),
        ("GOLDENTHREAD_CACHE_URL", "carrierpigeon://"),
        ("GOLDENTHREAD_EMAIL_URL", "carrierpigeon://"),
        ("DATABASE_URL", "carrierpigeon://"),
    ],
)
def test_setting_that_cannot_be_used_says_what_it_must_be(monkeypatch, name, text):
    monkeypatch.setenv(name, text)

    with pytest.raises(ImproperlyConfigured, match=re.escape(BY_NAME[name].expected)):
        read(name)


@pytest.mark.parametrize("name", ["DATABASE_URL", "GOLDENTHREAD_SIGN_IN"])
def test_setting_that_may_hold_a_password_is_not_repeated_in_the_message(monkeypatch, name):
    monkeypatch.setenv(name, "carrierpigeon://clerk:hunter2@loft")

    with pytest.raises(ImproperlyConfigured) as refusal:
        read(name)

    assert "hunter2" not in str(refusal.value)


def test_setting_may_be_in_a_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("from a file\n")
    monkeypatch.setenv("GOLDENTHREAD_SECRET_KEY_FILE", str(tmp_path / "key"))

    assert read("GOLDENTHREAD_SECRET_KEY") == "from a file"


def test_setting_in_a_file_that_is_not_there_names_the_file(monkeypatch, tmp_path):
    monkeypatch.setenv("GOLDENTHREAD_SECRET_KEY_FILE", str(tmp_path / "nowhere"))

    with pytest.raises(ImproperlyConfigured, match="nowhere, which cannot be read"):
        read("GOLDENTHREAD_SECRET_KEY")


def test_an_organisation_to_sign_in_with_takes_the_shape_that_allauth_reads(monkeypatch):
    monkeypatch.setenv(
        "GOLDENTHREAD_SIGN_IN",
        '[{"id": "council", "name": "The council", "server": "https://sign-in.example/council/v2",'
        ' "client_id": "thread", "secret": "invented"}]',
    )

    (provider,) = read("GOLDENTHREAD_SIGN_IN")

    assert provider["provider_id"] == "council"
    assert provider["settings"] == {
        "server_url": "https://sign-in.example/council/v2",
        "origin": "https://sign-in.example",
    }


def test_every_setting_is_read_and_described(root):
    source = (root / "src/goldenthread/config/settings.py").read_text()
    calls = [
        node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and ast.unparse(node.func) == "read"
    ]

    assert {ast.literal_eval(call.args[0]) for call in calls} == set(BY_NAME)
    assert all(f"`{option.name}`" in options.reference() for option in OPTIONS)
