"""What holds for every test?"""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("goldenthread", deadline=None)  # machines are noisy; nothing here is timed
settings.register_profile("again", parent=settings.get_profile("goldenthread"), max_examples=15)
settings.load_profile("goldenthread")

pytest_plugins = ["tests.browser", "tests.fixtures"]

JOURNEYS = Path(__file__).parent / "journeys"


DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "django_db_setup", "client", "admin_client"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only-database", action="store_true", help="only the tests that touch the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A journey is known by its folder; it alone may open a connection, and only to this machine.

    With `--only-database` the tests that do not touch it are left out: on another database they would be the same.
    """
    if config.getoption("only_database"):
        config.hook.pytest_deselected(items=[item for item in items if not touches_database(item)])
        items[:] = filter(touches_database, items)
    for item in items:
        if JOURNEYS in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1", "localhost"]))


def pytest_collection_finish() -> None:
    """What was collected stays to the end: the garbage collector need not look through it again and again."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    """At the end it may go."""
    gc.unfreeze()


def touches_database(item: pytest.Item) -> bool:
    """Whether it asks for the database: by its mark, or by a fixture of its own or of another fixture."""
    return item.get_closest_marker("django_db") is not None or not DATABASE.isdisjoint(
        getattr(item, "fixturenames", ())
    )


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return Path(__file__).parent.parent
