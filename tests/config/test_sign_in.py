"""Can a guesser be locked out, and can nobody let themselves in?"""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.cache import cache

from goldenthread.accounts.models import Person
from goldenthread.config import sign_in

pytestmark = pytest.mark.django_db

PASSWORD = "a long invented phrase"


@pytest.fixture(autouse=True)
def nobody_has_tried_yet():
    cache.clear()


@pytest.fixture
def person() -> Person:
    return Person.objects.create_user("Cora@Newtown.example", PASSWORD, name="Cora Vale")


def attempt(client, password, email="cora@newtown.example", **extra):
    return client.post("/account/login/", {"login": email, "password": password}, **extra)


def test_a_person_signs_in_with_their_address_in_any_case(client, person):
    attempt(client, PASSWORD, email="CORA@newtown.example")

    assert client.session["_auth_user_id"] == str(person.pk)


def test_the_right_password_is_refused_after_too_many_wrong_ones(client, person):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        attempt(client, "wrong")

    answer = attempt(client, PASSWORD)

    assert answer.status_code == 429
    assert "_auth_user_id" not in client.session


def test_a_lock_out_does_not_reach_the_same_person_elsewhere(client, person):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        attempt(client, "wrong", REMOTE_ADDR="192.0.2.1")

    attempt(client, PASSWORD, REMOTE_ADDR="192.0.2.2")

    assert client.session["_auth_user_id"] == str(person.pk)


def test_nobody_makes_their_own_account(client):
    client.post("/account/signup/", {"email": "new@newtown.example", "password1": PASSWORD, "password2": PASSWORD})

    assert not Person.objects.filter(email="new@newtown.example").exists()


@pytest.mark.parametrize(
    ("typed", "credentials", "name"),
    [
        ("Cora@Newtown.example", None, "cora@newtown.example"),
        ("", {"email": " cora@newtown.example"}, "cora@newtown.example"),
        ("", {"username": "cora@newtown.example"}, "cora@newtown.example"),
        ("", {}, ""),
    ],
)
def test_attempted_name_is_what_was_tried(rf, typed, credentials, name):
    assert sign_in.attempted_name(rf.post("/", {"login": typed}), credentials) == name
