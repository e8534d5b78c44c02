"""Is the operator told what to put right, and only then?"""

from __future__ import annotations

from datetime import date

from goldenthread.config import checks


def ids(found):
    return [message.id for message in found]


def test_a_folder_that_cannot_be_written_to_is_an_error(settings, tmp_path):
    settings.DATA = tmp_path
    assert checks.data_folder_is_writable() == []

    settings.DATA = tmp_path / "nowhere"
    assert ids(checks.data_folder_is_writable()) == ["goldenthread.E001"]


def test_a_key_that_others_can_read_is_warned_of(settings, tmp_path):
    settings.DATA = tmp_path
    assert checks.secret_key_is_private() == []

    (tmp_path / "secret-key").touch(mode=0o600)
    assert checks.secret_key_is_private() == []

    (tmp_path / "secret-key").chmod(0o644)
    assert ids(checks.secret_key_is_private()) == ["goldenthread.W002"]


def test_a_misspelt_setting_is_warned_of_with_its_likely_meaning(monkeypatch):
    monkeypatch.setenv("GOLDENTHREAD_ADRESS", "https://thread.example.gov.uk")

    (warning,) = checks.no_unknown_settings()

    assert "GOLDENTHREAD_ADRESS" in warning.msg
    assert "Did you mean GOLDENTHREAD_ADDRESS?" in warning.hint


def test_a_setting_in_a_file_is_known(monkeypatch):
    monkeypatch.setenv("GOLDENTHREAD_SECRET_KEY_FILE", "/run/secrets/key")

    assert checks.no_unknown_settings() == []


def test_a_missing_stylesheet_is_warned_of(monkeypatch):
    monkeypatch.setattr("django.contrib.staticfiles.finders.find", lambda name: None)
    assert ids(checks.assets_are_built()) == ["goldenthread.W004"]

    monkeypatch.setattr("django.contrib.staticfiles.finders.find", lambda name: f"/built/{name}")
    assert checks.assets_are_built() == []


def test_a_pretended_date_must_not_reach_the_public(settings):
    settings.HTTPS = True
    assert checks.nothing_pretended() == []

    settings.TODAY = date(2026, 3, 31)
    assert ids(checks.nothing_pretended()) == ["goldenthread.E005"]


def test_a_plain_address_is_warned_of(settings):
    settings.HTTPS = False

    assert ids(checks.nothing_pretended()) == ["goldenthread.W006"]


def test_sqlite_is_said_to_serve_one_machine(settings, monkeypatch):
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    assert ids(checks.one_machine_or_postgresql()) == ["goldenthread.I007"]

    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.postgresql")
    assert checks.one_machine_or_postgresql() == []
