"""The five areas, loaded once for the whole run, and the made-up people at work in them.

Each test runs in a transaction of its own, so nothing that it does is seen by another.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from secrets import token_hex
from typing import Any

import pytest
from django.test import Client
from whitenoise.middleware import WhiteNoiseMiddleware

from goldenthread.accounts.models import Person
from goldenthread.audit.queries import forget
from goldenthread.demo.load import load_areas
from goldenthread.demo.personas import PERSONAS
from goldenthread.partnership.actors import LONDON, Actor
from goldenthread.partnership.models import Area
from goldenthread.partnership.queries import actor_for, area_by_slug
from tests.loaded import loaded_database

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=LONDON)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: Any,
) -> Iterator[None]:
    """The test database with the five areas in it, once for the whole run."""
    measured = request.config.pluginmanager.hasplugin("_cov")
    run = getattr(request.config, "workerinput", {}).get("testrunuid") or token_hex()
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            stack.enter_context(
                loaded_database(lambda: deque(load_areas(NOW), maxlen=0), only_of=run if measured else "")
            )
        yield
        with django_db_blocker.unblock():
            stack.close()


@pytest.fixture(scope="session", autouse=True)
def _static_files_found_once() -> Iterator[None]:
    """Each test client looks through every static file again: a hundredth of a second, in thousands of tests."""
    found: dict[str, Any] = {}
    look = WhiteNoiseMiddleware.add_files_from_finders

    def looked(middleware: WhiteNoiseMiddleware) -> None:
        if not found:
            look(middleware)
            found.update(middleware.files)
        middleware.files.update(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", looked)
        yield


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """A test that is undone leaves no event: what is kept in memory goes with it."""
    forget()


def _area(slug: str) -> Area:
    area = area_by_slug(slug)
    assert area is not None
    return area


@pytest.fixture
def area_called(db: None) -> Callable[[str], Area]:
    """`area_called("south-tyneside")`. It asks for the database by name, so that its tests run before any browser opens:
    Django refuses the database to a thread in which Playwright's event loop runs."""
    return _area


@pytest.fixture
def newcastle(db: None) -> Area:
    return _area("newcastle")


@pytest.fixture
def south_tyneside(db: None) -> Area:
    return _area("south-tyneside")


@pytest.fixture
def northumberland(db: None) -> Area:
    return _area("northumberland")


@pytest.fixture
def north_east_lincolnshire(db: None) -> Area:
    return _area("north-east-lincolnshire")


@pytest.fixture
def tameside(db: None) -> Area:
    return _area("tameside")


@pytest.fixture
def oldmere(db: None) -> Area:
    """The made-up area, where work is under way."""
    return _area("oldmere")


def person_called(first_name: str, slug: str) -> Person:
    """A made-up person by first name: "Cora", "Faith" …"""
    persona = next(p for p in PERSONAS if p.first_name.startswith(first_name))
    return Person.objects.get(email=persona.email(slug))


@pytest.fixture
def actor(db: None) -> Callable[..., Actor]:
    """`actor("Cora")`, `actor("Faith", "tameside")`: that person at work in that area, on the morning of `NOW`."""

    def make(first_name: str, slug: str = "newcastle", now: datetime = NOW) -> Actor:
        found = actor_for(person_called(first_name, slug), _area(slug), now)
        assert found is not None
        return found

    return make


@pytest.fixture
def signed_in(client: Client, settings: object) -> Callable[..., Client]:
    """`signed_in("Cora")`: a test client signed in as that person."""
    settings.AXES_ENABLED = False  # type: ignore[attr-defined]  # a sign-in without the form comes from no address

    def sign_in(first_name: str, slug: str = "newcastle") -> Client:
        client.force_login(
            person_called(first_name, slug), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return sign_in


@pytest.fixture
def at_now(settings: object) -> Iterator[datetime]:
    """Requests made in the test see the date of `NOW`."""
    settings.TODAY = NOW.date()  # type: ignore[attr-defined]
    yield NOW
