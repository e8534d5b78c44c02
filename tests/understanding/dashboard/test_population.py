"""How many children and young people are there, and is a projection told as one?"""

from __future__ import annotations

import csv
import importlib.util
import io
from pathlib import Path

import pytest
from django.conf import settings

from goldenthread.understanding.dashboard.computing.ages import BANDS, EVERYBODY, checked, people, this_year
from goldenthread.understanding.dashboard.kinds.population import COLUMNS, populations, read_populations
from goldenthread.understanding.datasets.actions import accept, take_in
from goldenthread.understanding.datasets.lake.intake import read_in
from goldenthread.understanding.indicators.computing.shipping import AREAS
from tests.fixtures import NOW
from tests.understanding.datasets.conftest import published
from tests.understanding.indicators.returning import by

__all__ = ["published"]
NEWCASTLE = "E08000021"
HEADING = ",".join(COLUMNS)


def test_the_five_areas_ship_with_every_age_to_2035():
    assert set(populations()) == set(AREAS)
    assert all((each.years[0], each.years[-1]) == (2022, 2035) for each in populations().values())


def test_every_age_is_in_one_band():
    assert sorted(age for ages in BANDS.values() for age in ages) == list(EVERYBODY)


@pytest.mark.parametrize("gss", AREAS)
def test_the_bands_add_up_and_the_base_year_is_near_the_estimate(gss):
    """Typed anew, so checked: within 0.6% of the estimate of children of 0 to 17 for mid-2022."""
    found = populations()[gss]

    assert sum(people(found, ages, 2026) for ages in BANDS.values()) == people(found, EVERYBODY, 2026)
    assert abs(people(found, range(18), 2022) / found.children[2022] - 1) < 0.006


@pytest.mark.parametrize("gss", AREAS)
def test_children_grow_a_year_older_each_year(gss):
    """A cohort of school age keeps within 8% from one mid-year to the next."""
    found = populations()[gss]
    steps = [
        found.ages[age + 1][year + 1] / found.ages[age][year] for age in range(5, 15) for year in range(2024, 2035)
    ]

    assert min(steps) > 0.92 and max(steps) < 1.08


def test_a_projection_is_held_against_what_was_estimated_since():
    assert [each.year for each in checked(populations()[NEWCASTLE])] == [2023, 2024]


@pytest.mark.parametrize(("today", "year"), [(2020, 2022), (2026, 2026), (2040, 2035)])
def test_now_is_the_nearest_year_that_is_projected(today, year):
    assert this_year(populations()[NEWCASTLE], today) == year


def test_a_file_in_which_an_age_is_missing_is_refused():
    with pytest.raises(ValueError, match="every age from 0 to 25"):
        read_populations(f"# a comment\n{HEADING}\nE1,projection,0,2022,1 2 3\n")


@pytest.mark.django_db
def test_the_page_says_what_a_projection_is_and_how_it_has_done(client, newcastle, at_now):
    page = client.get("/newcastle/population/").text

    assert "124,069 in mid-2026; 1,208 more (1%) projected for mid-2035" in page
    assert "A projection is not a forecast." in page
    assert (
        "For mid-2024 it projected 60,538 children aged 0 to 17; the estimate made since is 61,206: it had 1.1% fewer."
        in page
    )
    assert "2022 (base)" in page and "Open Government Licence" in page and "typed again" in page
    assert "/newcastle/indicators/plans-rate/" in page


@pytest.mark.django_db
def test_the_file_says_of_each_number_what_it_is(client, newcastle):
    rows = list(
        csv.DictReader(io.StringIO(client.get("/newcastle/population/figures.csv").text.removeprefix("\ufeff")))
    )

    assert len(rows) == 26 * 14 + 13
    assert {row["tells"] for row in rows} == {"projection, base", "projection", "estimate"}


@pytest.mark.django_db
def test_where_no_projection_ships_the_page_says_so(client, oldmere):
    assert "No projection of the population of Oldmere" in client.get("/oldmere/population/").text
    assert client.get("/oldmere/population/figures.csv").status_code == 404


def test_what_ships_is_what_is_published(published):
    """The script makes the shipped file again, byte for byte."""
    script = Path(__file__).parents[3] / "scripts/ship_population.py"
    spec = importlib.util.spec_from_file_location("ship_population", script)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    assert "\n".join([*module.lines(published), ""]) == module.TARGET.read_text()


# --- what the area loaded -------------------------------------------------------------------------------------


@pytest.fixture
def lake(settings, tmp_path):
    settings.LAKE = tmp_path / "lake"


def loaded(area, path, text):
    """A file taken in and put to use, as an analyst does."""
    path.write_text(text)
    manifest = read_in(
        [path], kind=None, area=area.slug, lake=settings.LAKE, key=b"", today=NOW.date(), say=lambda _: None
    )
    return accept(release=take_in(area=area, manifest=manifest, by=by(area)), by=by(area))


def as_published(ages=range(26), gss=NEWCASTLE):
    """As the publisher writes it: headings in capitals, three decimals, a component, and ages that are no numbers."""
    heading = '"AREA_CODE","AREA_NAME","COMPONENT","SEX","AGE_GROUP","2022","2030"'
    named = [*ages, "90 and over", "All ages"]
    return "\n".join([heading, *(f"{gss},A place,Population,persons,{age},1000.000,1100.499" for age in named), ""])


ESTIMATED = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,"
    "new_la_code,la_name,age_group,population_estimate\n"
    "2025,Reporting year,Local authority,E92000001,England,E12000001,North East,391,"
    f"{NEWCASTLE},Newcastle upon Tyne,Children aged 0 to 17 years,61700\n"
)


@pytest.mark.django_db
def test_projections_that_the_area_loaded_stand_in_the_place_of_what_ships(client, newcastle, at_now, lake, tmp_path):
    release = loaded(newcastle, tmp_path / "2022 SNPP Population persons.csv", as_published())

    page = client.get("/newcastle/population/").text

    assert "26,000 in mid-2022; 2,600 more (10%) projected for mid-2030" in page
    assert release.lake_id[:8] in page and "typed again" not in page and "several variants" in page


@pytest.mark.django_db
def test_estimates_that_the_area_loaded_are_shown_and_the_projection_stays(client, newcastle, at_now, lake, tmp_path):
    loaded(newcastle, tmp_path / "mye.csv", ESTIMATED)

    page = client.get("/newcastle/population/").text

    assert "the estimate made since is 61,700" in page and "typed again" in page


@pytest.mark.django_db
def test_an_area_for_which_nothing_ships_shows_what_it_loaded(client, oldmere, lake, tmp_path):
    loaded(oldmere, tmp_path / "snpp.csv", as_published(gss=oldmere.gss_code))

    assert "2,600 more (10%)" in client.get("/oldmere/population/").text


@pytest.mark.django_db
@pytest.mark.parametrize("told", [as_published(ages=range(25)), as_published(gss="E06000047")])
def test_a_release_without_every_age_of_the_area_changes_nothing(client, newcastle, at_now, lake, tmp_path, told):
    loaded(newcastle, tmp_path / "snpp.csv", told)

    assert "124,069 in mid-2026" in client.get("/newcastle/population/").text


@pytest.mark.django_db
def test_a_damaged_release_changes_nothing(client, newcastle, at_now, lake, tmp_path):
    release = loaded(newcastle, tmp_path / "snpp.csv", as_published())
    (found,) = settings.LAKE.rglob(f"{release.lake_id}*/projections.parquet")
    found.chmod(0o644)
    found.write_bytes(b"not what was kept")

    assert "124,069 in mid-2026" in client.get("/newcastle/population/").text
