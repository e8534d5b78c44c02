"""Are returns counted once, each figure under its release, and never shown outside the area's working pages?"""

from __future__ import annotations

import json
import re
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from typer.testing import CliRunner

from goldenthread.accounts.roles import Permission
from goldenthread.audit.models import Event
from goldenthread.config.cli import app
from goldenthread.partnership.actors import SystemActor
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import NotAllowed, Refused
from goldenthread.understanding.datasets.actions import accept, take_in
from goldenthread.understanding.datasets.lake.intake import read_in
from goldenthread.understanding.datasets.lake.keeping import opened
from goldenthread.understanding.datasets.lake.manifest import Manifest
from goldenthread.understanding.datasets.reading.staged import workbench
from goldenthread.understanding.indicators import queries
from goldenthread.understanding.indicators.actions import define_indicator, load_figures
from goldenthread.understanding.indicators.computing.figures import Worked
from goldenthread.understanding.indicators.definitions.registry import indicators, publications
from goldenthread.understanding.indicators.definitions.schema import Level
from goldenthread.understanding.indicators.models import FigureSource, IndicatorFigure
from goldenthread.understanding.indicators.states import Audience, FigureState
from goldenthread.understanding.indicators.tasks import compute_returns
from tests.addresses.people import EVERYBODY
from tests.addresses.understanding import FIGURES
from tests.fixtures import NOW
from tests.understanding.datasets.registering import register_file
from tests.understanding.datasets.small import manifest_of
from tests.understanding.indicators.returning import (
    PURPOSE,
    by,
    made_up_return,
    put_to_use,
    read_return,
    returned,
    small_figures,
)

pytestmark = pytest.mark.django_db
NEWCASTLE = "E08000021"


@pytest.fixture(autouse=True)
def lake(settings: object, tmp_path: Path) -> Path:
    settings.LAKE = tmp_path / "lake"  # type: ignore[attr-defined]
    return tmp_path / "lake"


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Manifest]:
    """A lake with the small return in it, for each test to copy: reading it takes two seconds."""
    folder, newcastle = tmp_path_factory.mktemp("small-return"), Area(slug="newcastle")
    files = made_up_return(newcastle, folder, 2025, figures=small_figures(newcastle))
    return folder / "lake", read_return(newcastle.slug, files, folder / "lake")


@pytest.fixture
def small_return(newcastle: Area, lake: Path, read_once: tuple[Path, Manifest]) -> object:
    held, manifest = read_once
    shutil.copytree(held, lake)
    return put_to_use(newcastle, manifest)


def counted(area: Area) -> dict[tuple[str, str, str, str], IndicatorFigure]:
    found = queries.figures_for(area, audience=Audience.ANALYSTS).filter(source__person_level=True)
    return {(each.code, each.period, each.breakdown, each.band): each for each in found}


def test_every_person_level_indicator_has_a_figure_or_says_why_not(newcastle: Area, small_return: object) -> None:
    (loaded,) = compute_returns(area=newcastle, by=by(newcastle), purpose=PURPOSE)

    found = counted(newcastle)
    assert {code for code, *_ in found} == {code for code, each in indicators().items() if each.person_level}
    assert loaded.source.release.startswith(small_return.lake_id)  # type: ignore[attr-defined]
    assert loaded.source.person_level
    special = found["placed-special", "January 2025", "", ""]
    assert (special.state, special.value) == (FigureState.NOT_AVAILABLE, None)
    assert "list of establishments" in special.why
    assert all(each.breakdown != "setting" for each in found.values())
    plans = found["plans-open", "January 2025", "", ""]
    assert plans.value == sum(
        each.value or 0 for key, each in found.items() if key[:3] == ("plans-open", "January 2025", "sex")
    )


def test_counting_twice_changes_nothing_and_opens_nothing(newcastle: Area, small_return: object) -> None:
    compute_returns(area=newcastle, by=by(newcastle), purpose=PURPOSE)
    before = (IndicatorFigure.objects.count(), Event.objects.count())
    reads = Event.objects.filter(verb="read person-level data")
    assert [each.reason for each in reads] == [PURPOSE]

    (again,) = compute_returns(area=newcastle, by=by(newcastle), purpose=PURPOSE)

    assert again.added == 0
    assert (IndicatorFigure.objects.count(), Event.objects.count()) == before


def test_a_corrected_return_supersedes_what_the_earlier_said(
    newcastle: Area, small_return: object, tmp_path: Path
) -> None:
    compute_returns(area=newcastle, by=by(newcastle), purpose=PURPOSE)
    first = counted(newcastle)
    released = returned(newcastle, made_up_return(newcastle, tmp_path, 2025, figures=small_figures(newcastle), seed=2))

    (loaded,) = compute_returns(area=newcastle, by=by(newcastle), purpose=PURPOSE)

    second = counted(newcastle)
    assert set(first) <= set(second), "a band that is empty now is said to be empty"
    assert {each.source.release.split(".")[0] for each in second.values()} == {released.lake_id}
    assert loaded.superseded == len(first)
    assert all(IndicatorFigure.objects.get(pk=each.pk).superseded_by_id for each in first.values())


def test_two_years_are_counted_each_under_its_own_release(
    newcastle: Area, small_return: object, tmp_path: Path
) -> None:
    returned(newcastle, made_up_return(newcastle, tmp_path, 2023, figures=small_figures(newcastle)))

    loaded = compute_returns(area=newcastle, by=by(newcastle), purpose=PURPOSE)

    assert [each.source.title for each in loaded] == [
        "SEN2 person-level return, 2023 (made up)",
        "SEN2 person-level return, 2025 (made up)",
    ]
    found = counted(newcastle)
    assert {"January 2023", "January 2025"} == {period for code, period, *_ in found if code == "plans-open"}
    reviews = found["reviews-decided-in-4-weeks", "January 2023", "", ""]
    assert (reviews.state, reviews.value) == (FigureState.NOT_AVAILABLE, None)
    assert reviews.why == "The return of 2023 does not collect Meeting of the latest annual review."


def test_an_indicator_of_the_areas_own_is_counted_and_counted_again_when_there_is_another(
    newcastle: Area, small_return: object
) -> None:
    compute_returns(area=newcastle, by=by(newcastle), purpose=PURPOSE)
    own = indicators()["plans-autism"].model_dump(mode="json") | {"code": "plans-autism-here", "published": []}
    define_indicator(area=newcastle, definition=own, by=by(newcastle))

    (loaded,) = compute_returns(area=newcastle, by=by(newcastle), purpose=PURPOSE)

    found = counted(newcastle)
    key = ("January 2025", "", "")
    assert loaded.added
    assert found["plans-autism-here", *key].value == found["plans-autism", *key].value


def test_an_indicator_of_the_areas_own_that_cannot_be_counted_stops_no_other(
    newcastle: Area, small_return: object
) -> None:
    """Nine million thrice is more than a whole number of the engine holds."""
    autism = indicators()["plans-autism"].model_dump(mode="json") | {"published": []}
    too_large = {"base": "plans", "numerator": "age * 9999999 * 9999999 * 9999999 > 1"}
    define_indicator(
        area=newcastle, definition=autism | {"code": "too-large", "person_level": too_large}, by=by(newcastle)
    )
    define_indicator(area=newcastle, definition=autism | {"code": "plans-autism-here"}, by=by(newcastle))

    compute_returns(area=newcastle, by=by(newcastle), purpose=PURPOSE)

    found, key = counted(newcastle), ("January 2025", "", "")
    assert (found["too-large", *key].state, found["too-large", *key].value) == (FigureState.NOT_AVAILABLE, None)
    assert found["too-large", *key].why.startswith("It cannot be counted as it is defined: Out of Range Error")
    assert found["plans-autism-here", *key].value == found["plans-autism", *key].value


def test_without_a_return_in_use_it_says_so(newcastle: Area) -> None:
    take_in(area=newcastle, manifest=manifest_of({}, kind="sen2", person_level=True, year=2025), by=by(newcastle))
    with pytest.raises(Refused, match="has no SEN2 return in use"):
        compute_returns(area=newcastle, by=by(newcastle), purpose=PURPOSE)


def test_the_return_of_another_council_is_refused(newcastle: Area, tmp_path: Path) -> None:
    from goldenthread.demo.sen2.calibration import figures_for

    other = figures_for("tameside")
    assert other
    returned(
        newcastle,
        made_up_return(newcastle, tmp_path, 2025, figures=replace(small_figures(newcastle), la_code=other.la_code)),
    )
    with pytest.raises(Refused, match=f"is of council {other.la_code}, not of"):
        compute_returns(area=newcastle, by=by(newcastle), purpose=PURPOSE)
    assert not FigureSource.objects.filter(person_level=True).exists()


def test_nothing_is_read_without_a_purpose(newcastle: Area, small_return: object) -> None:
    with pytest.raises(Refused, match="for what purpose"):
        compute_returns(area=newcastle, by=by(newcastle), purpose=" ")


@pytest.mark.parametrize("missing", [Permission.ANALYSE_DATA, Permission.LOAD_DATA])
def test_who_may_count(newcastle: Area, missing: Permission) -> None:
    whole = by(newcastle)
    less = SystemActor(newcastle, "A test", whole.now, permissions=frozenset(Permission) - {missing})
    with pytest.raises(NotAllowed):
        compute_returns(area=newcastle, by=less, purpose=PURPOSE)


def test_nobody_counts_for_another_area(newcastle: Area, tameside: Area) -> None:
    with pytest.raises(NotAllowed):
        compute_returns(area=tameside, by=by(newcastle), purpose=PURPOSE)


# --- who sees it ------------------------------------------------------------------------------------------------------


def secrets_of(area: Area) -> None:
    """A figure of a return for every indicator: newer than any that is published, of a value seen nowhere else."""
    numbers = {"numerator": 271.0, "denominator": 828.0, "value": 31.4159265, "lower": 30.4159265, "upper": 32.4159265}
    figures = [
        Worked(code, Level.AREA, area.gss_code, period, "sen2", breakdown, band, **numbers)
        for code in indicators()
        for period in ("2024", "January 2025", "2031")
        for breakdown, band in (("", ""), ("sex", "Female"), ("primary need", "Autistic spectrum disorder"))
    ]
    like = publications()["ehc-plans"].model_copy(
        update={"key": queries.own_publication(area), "title": "A return about single children"}
    )
    load_figures(publication=like, figures=figures, by=by(area), release="secret", person_level=True)


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r'nonce="[^"]*"|nonce-[\w+/=-]+', "", answer.content.decode())


PUBLIC = [row.address for row in FIGURES if row.readers == EVERYBODY]


@pytest.mark.parametrize("address", PUBLIC)
def test_no_public_address_changes_by_a_byte_when_returns_are_counted(
    address: str, newcastle: Area, client: Client
) -> None:
    before = read(client, address)

    secrets_of(newcastle)

    assert (
        queries.trend(newcastle, indicators()["plans-open"], audience=Audience.AREA).latest.figure.value == 31.4159265
    )  # type: ignore[union-attr]
    assert read(client, address) == before


def test_every_public_address_of_figures_is_looked_at() -> None:
    from goldenthread.understanding.indicators.urls import urlpatterns

    public = [str(each.pattern) for each in urlpatterns if "/work/" not in str(each.pattern)]
    assert len(public) == len([address for address in PUBLIC if address.startswith("/newcastle/indicators/")])


def test_the_figures_of_another_areas_return_are_not_there(newcastle: Area, tameside: Area) -> None:
    secrets_of(newcastle)
    assert not queries.figures_for(tameside, audience=Audience.ANALYSTS).filter(source__person_level=True).exists()


def test_the_command_gives_returns_only_when_it_is_asked(newcastle: Area) -> None:
    secrets_of(newcastle)
    asked = ("indicators", "newcastle", "--code", "plans-open")
    assert "31.4159265" not in CliRunner().invoke(app, [*asked]).stdout
    given = json.loads(CliRunner().invoke(app, [*asked, "--with-returns"]).stdout)
    assert 31.4159265 in [each["value"] for each in given]


# --- small counts -----------------------------------------------------------------------------------------------------


def with_counts(area: Area, counts: dict[str, float]) -> None:
    """A breakdown by sex of a return, and its total."""
    figures = [
        Worked("plans-autism", Level.AREA, area.gss_code, "2031", "sen2", "sex", band, x, 50.0, 2 * x)
        for band, x in counts.items()
    ]
    total = sum(counts.values())
    figures.append(
        Worked(
            "plans-autism", Level.AREA, area.gss_code, "2031", "sen2", numerator=total, denominator=100.0, value=total
        )
    )
    like = publications()["ehc-plans"].model_copy(update={"key": queries.own_publication(area)})
    load_figures(publication=like, figures=figures, by=by(area), release="small", person_level=True)


@pytest.mark.parametrize(
    ("few", "hidden"), [(0.0, False), (1.0, True), (4.0, True), (5.0, False), (46.0, True), (45.0, False)]
)
def test_a_small_count_hides_its_whole_breakdown_from_who_may_not_analyse(
    few: float, hidden: bool, newcastle: Area
) -> None:
    """Forty-six of fifty leave four, who are as few."""
    with_counts(newcastle, {"Female": few, "Male": 20.0})
    plans = indicators()["plans-autism"]

    seen = queries.by_band(newcastle, {"plans-autism": plans}, audience=Audience.AREA)
    values = [each.points[-1].figure.value for each in seen if each.points[-1].figure.period == "2031"]
    assert values == ([None, None] if hidden else [2 * few, 40.0])
    total = queries.trend(newcastle, plans, audience=Audience.AREA).points[-1].figure
    assert total.value == few + 20.0
    analysts = queries.by_band(newcastle, {"plans-autism": plans}, audience=Audience.ANALYSTS)
    assert 2 * few in [each.points[-1].figure.value for each in analysts]
    assert IndicatorFigure.objects.filter(period="2031", value=2 * few).exists(), "hiding stores nothing"


def test_the_command_counts_and_says_what_it_added(newcastle: Area, small_return: object) -> None:
    asked = ["indicators", "newcastle", "--compute", "--purpose", PURPOSE, "--code", "plans-open"]
    result = CliRunner().invoke(app, asked)

    assert result.exit_code == 0
    assert "SEN2 person-level return, 2025 (made up): " in result.stderr
    assert " figures added, 0 there already" in result.stderr
    assert Event.objects.get(verb="read person-level data").reason == PURPOSE
    assert not [each for each in json.loads(result.stdout) if "SEN2" in each["publication"]]


def test_the_command_says_when_there_is_no_return(newcastle: Area) -> None:
    result = CliRunner().invoke(app, ["indicators", "newcastle", "--compute"])
    assert result.exit_code == 2
    assert "has neither a SEN2 return nor published statistics in use" in result.stderr


def test_with_the_register_in_use_a_return_says_where_its_children_are_placed(
    newcastle: Area, small_return: object, tmp_path: Path
) -> None:
    """The made-up children attend made-up schools; one of them is put into a made-up register as a special school."""
    compute_returns(area=newcastle, by=by(newcastle), purpose=PURPOSE)
    assert placed_in(newcastle, "placed-special").state == FigureState.NOT_AVAILABLE
    with workbench() as engine:
        placed = opened(Path(settings.LAKE), small_return.lake_id, engine)["placementdetail"].to_pyarrow().to_pylist()  # type: ignore[attr-defined]
    urn = next(row["urn"] for row in placed if row["urn"])
    path = register_file(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"108002", urn.encode()).replace(b"31-08-2023", b""))
    read = {"lake": Path(settings.LAKE), "key": b"", "today": NOW.date(), "say": lambda words: None}
    manifest = read_in([path], kind="", area=newcastle.slug, **read)  # type: ignore[arg-type]
    accept(release=take_in(area=newcastle, manifest=manifest, by=by(newcastle)), by=by(newcastle))

    compute_returns(area=newcastle, by=by(newcastle), purpose=PURPOSE)

    assert placed_in(newcastle, "placed-special-independent").state == FigureState.KNOWN
    assert placed_in(newcastle, "placed-special-independent").numerator
    assert placed_in(newcastle, "placed-special-state").numerator == 0


def placed_in(area: Area, code: str) -> IndicatorFigure:
    """The newest figure for all children."""
    return next(each for (of, _, breakdown, _), each in counted(area).items() if of == code and not breakdown)


def test_spark_without_its_extra_says_what_to_install(
    newcastle: Area, small_return: object, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    settings.LAKE_ENGINE = "pyspark"  # type: ignore[attr-defined]

    result = CliRunner().invoke(app, ["indicators", "newcastle", "--compute"])

    assert result.exit_code == 2
    assert 'pip install "goldenthread[spark]"' in result.stderr
