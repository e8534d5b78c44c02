"""What holds for every test?"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("goldenthread", deadline=None)  # machines are noisy; nothing here is timed
settings.register_profile("again", parent=settings.get_profile("goldenthread"), max_examples=15)
settings.load_profile("goldenthread")

pytest_plugins = ["tests.browser", "tests.fixtures"]

JOURNEYS = Path(__file__).parent / "journeys"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A journey is known by its folder; it alone may open a connection, and only to this machine."""
    for item in items:
        if JOURNEYS in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1", "localhost"]))


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return Path(__file__).parent.parent
