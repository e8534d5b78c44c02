"""Is a made-up return counted as the indicators count it, protected before it is kept, and its reading logged?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client

from goldenthread.audit.models import Event
from goldenthread.demo.sen2.calibration import figures_for, scaled_to
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import NotAllowed, Refused
from goldenthread.understanding.datasets.actions import accept, take_in
from goldenthread.understanding.datasets.lake.intake import read_in
from goldenthread.understanding.explorer import queries
from goldenthread.understanding.explorer.models import Prepared
from goldenthread.understanding.explorer.tasks import prepare, prepare_later
from tests.fixtures import NOW
from tests.understanding.indicators.returning import PURPOSE, by, made_up_return, returned

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lake(settings: object, tmp_path: Path) -> Path:
    settings.LAKE = tmp_path / "lake"  # type: ignore[attr-defined]
    return tmp_path / "lake"


@pytest.fixture
def files(newcastle: Area, tmp_path: Path) -> list[Path]:
    """England's in proportion, for an area of 6,000 children: just enough plans to be explored."""
    whole = figures_for(newcastle.slug)
    figures = replace(scaled_to(newcastle.slug, 6_000), la_code=whole.la_code if whole else "000")
    return made_up_return(newcastle, tmp_path, 2025, figures=figures)


def register_of(area: Area, folder: Path) -> object:
    """The list of made-up establishments beside the return, in use."""
    found = next(folder.rglob("settings.csv"))
    manifest = read_in(
        [found],
        kind="gias-establishments",
        area=area.slug,
        lake=Path(configured.LAKE),
        key=b"",
        today=NOW.date(),
        say=lambda _: None,
    )
    return accept(release=take_in(area=area, manifest=manifest, by=by(area)), by=by(area))


def test_a_return_becomes_protected_counts_and_the_reading_is_logged(
    newcastle: Area, files: list[Path], tmp_path: Path
) -> None:
    returned(newcastle, files)
    (done,) = prepare(area=newcastle, by=by(newcastle), purpose=PURPOSE)

    found = queries.explored(done, "open-plans")
    assert found is not None and found.kept is not None
    assert list(found.cannot) == ["setting"]
    assert "list of establishments" in found.cannot["setting"]
    assert found.period == "January 2025"
    plans = len(next(path for path in files if "activeplans" in path.name).read_text().splitlines()) - 1
    assert found.kept.total is not None and abs(found.kept.total - plans) <= 15
    reads = Event.objects.filter(verb="read person-level data")
    assert [each.reason for each in reads] == [PURPOSE]
    assert Event.objects.filter(verb="prepared the explorer").count() == 1
    assert prepare(area=newcastle, by=by(newcastle), purpose=PURPOSE) == []

    # a list of establishments tells kinds of setting, so what was prepared without is out of date
    register_of(newcastle, tmp_path)
    (again,) = prepare(area=newcastle, by=by(newcastle), purpose=PURPOSE)

    assert again.pk == done.pk
    told = queries.explored(again, "open-plans")
    assert told is not None and told.kept is not None
    assert told.cannot == {}
    special = told.kept.count({"setting": "Special school"})
    assert special and special % 5 == 0
    assert told.kept.counts[("need",)] == found.kept.counts[("need",)]  # a child counts alike each time
    assert Prepared.objects.count() == 1


def test_only_those_who_may_analyse_prepare_and_they_say_for_what(
    newcastle: Area, actor: Callable[..., object], signed_in: Callable[..., Client]
) -> None:
    with pytest.raises(NotAllowed):
        prepare(area=newcastle, by=actor("Cora"), purpose=PURPOSE)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="Say for what purpose"):
        prepare(area=newcastle, by=actor("Anna"), purpose=" ")  # type: ignore[arg-type]
    page = signed_in("Anna").post("/newcastle/work/explorer/prepare/", {"purpose": PURPOSE})
    assert "no SEN2 return in use" in page.content.decode()


def test_on_the_page_it_is_asked_for_and_done_later(
    newcastle: Area, files: list[Path], signed_in: Callable[..., Client]
) -> None:
    returned(newcastle, files)

    page = signed_in("Anna").post("/newcastle/work/explorer/prepare/", {"purpose": PURPOSE}, follow=True)

    assert "are being made ready" in page.content.decode()
    (done,) = Prepared.objects.all()
    assert Event.objects.get(verb="read person-level data").reason == PURPOSE
    assert done.prepared_by == Event.objects.get(verb="prepared the explorer").actor


def test_why_it_could_not_be_done_stands_on_the_page_until_it_can(
    newcastle: Area, files: list[Path], signed_in: Callable[..., Client], tmp_path: Path
) -> None:
    release = returned(newcastle, files)
    table = min((tmp_path / "lake").rglob(f"{release.lake_id}*/*.parquet"))
    kept = table.read_bytes()
    table.chmod(0o644)
    table.write_bytes(b"not what was kept")

    page = signed_in("Anna").post("/newcastle/work/explorer/prepare/", {"purpose": PURPOSE}, follow=True)

    assert "could not be made ready" in page.content.decode()
    assert table.name in page.content.decode()
    table.write_bytes(kept)
    page = signed_in("Anna").post("/newcastle/work/explorer/prepare/", {"purpose": PURPOSE}, follow=True)
    assert "could not be made ready" not in page.content.decode()


def test_whoever_has_no_role_any_more_prepares_nothing(newcastle: Area, files: list[Path]) -> None:
    returned(newcastle, files)
    nobody = "00000000-0000-0000-0000-000000000000"

    prepare_later.enqueue("newcastle", nobody, "Somebody", NOW.isoformat(), PURPOSE)
    prepare_later.enqueue("nowhere", "", "Somebody", NOW.isoformat(), PURPOSE)

    assert not Prepared.objects.exists()
