"""Does the health page tell the truth?"""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection

from goldenthread.config import health


@pytest.mark.django_db
def test_health_names_database_and_version_without_sign_in(client):
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": connection.vendor, "version": "0.1.0"}


@pytest.mark.django_db
def test_health_is_unavailable_when_the_database_is_behind(client, monkeypatch):
    monkeypatch.setattr(health, "waiting_migrations", lambda: 3)

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert "3 migrations behind" in answer.json()["wrong"]


@pytest.mark.django_db
def test_health_is_unavailable_when_the_database_does_not_answer(client, monkeypatch, caplog):
    def no_answer() -> int:
        raise DatabaseError("password authentication failed for user clerk")

    monkeypatch.setattr(health, "waiting_migrations", no_answer)

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert "clerk" not in answer.content.decode()  # the log says why, the public page does not
    assert "clerk" in caplog.text
