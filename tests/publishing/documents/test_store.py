"""Is a document made once, kept under what it depends on, and made again when that changes?"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from goldenthread.publishing.documents import store
from goldenthread.publishing.documents.store import Place, folder, kept, size_kept

HERE = Place("newcastle-strategy", "pdf", ("fingerprint", "2026-11-22", "version 1"))


class Maker:
    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> bytes:
        self.times += 1
        return f"made {self.times}".encode()


@pytest.fixture(autouse=True)
def own_folder(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def make() -> Callable[[], bytes]:
    return Maker()


def test_document_is_made_once(make: Maker):
    assert kept(HERE, make) == kept(HERE, make) == b"made 1"
    assert size_kept(HERE) == len(b"made 1")


@pytest.mark.parametrize(
    "other",
    [
        Place("tameside-strategy", "pdf", HERE.parts),
        Place(HERE.name, "docx", HERE.parts),
        Place(HERE.name, "pdf", ("another", *HERE.parts[1:])),
        Place(HERE.name, "pdf", (HERE.parts[0], "2026-11-23", HERE.parts[2])),
        Place(HERE.name, "pdf", (*HERE.parts[:2], "version 2")),
    ],
)
def test_another_document_is_made_anew(make: Maker, other: Place):
    kept(HERE, make)

    assert kept(other, make) == b"made 2"


def test_address_of_the_site_is_part_of_it(make: Maker, settings: object):
    kept(HERE, make)
    settings.ADDRESS = "https://thread.example.gov.uk"

    assert size_kept(HERE) is None


def test_failure_leaves_nothing_behind(make: Maker):
    def fail() -> bytes:
        raise RuntimeError("the machine stopped")

    with pytest.raises(RuntimeError):
        kept(HERE, fail)

    assert size_kept(HERE) is None
    assert kept(HERE, make) == b"made 1"


def test_nothing_is_read_back_while_developing(make: Maker, settings: object):
    settings.DEBUG = True

    assert [kept(HERE, make), kept(HERE, make)] == [b"made 1", b"made 2"]


def test_oldest_make_room_and_what_was_asked_for_stays(make: Maker, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(store, "MOST_KEPT", 3)
    places = [Place("newcastle-strategy", "pdf", (str(at),)) for at in range(5)]
    for at, place in enumerate(places):
        kept(place, make)
        os.utime(place.path, (at, at))

    assert [size_kept(place) is not None for place in places] == [False, False, True, True, True]
    assert len(list(folder().iterdir())) == 3
