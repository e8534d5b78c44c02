"""Is a return compared with the area's own of the year before, and does the report say with which, or why with none?"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from goldenthread.audit.models import Event
from goldenthread.config.commands.dataset import bring_in, brought_in
from goldenthread.partnership.actors import SystemActor
from goldenthread.understanding.datasets import actions, presenters, queries
from goldenthread.understanding.datasets.lake.intake import read_in
from goldenthread.understanding.datasets.lake.keeping import listed_findings, place_of
from goldenthread.understanding.datasets.lake.manifest import Manifest
from goldenthread.understanding.datasets.models import Release
from goldenthread.understanding.datasets.reading.corrections import COLUMNS, LIST, VALUE
from goldenthread.understanding.datasets.reading.staged import Unreadable
from tests.fixtures import NOW
from tests.understanding.datasets.sen2_returns import child, whole, write_blade, write_xml

SCHOOL, OTHER, COLLEGE = "108001", "108002", "10012345"
FEWER, COMPARED = "sen2.placementdetail.fewer-than-before", "sen2.compared-with"
KEY = b"a key of a test, of forty characters ...."
CENSUS = {2022: "2022-01-20", 2023: "2023-01-19", 2024: "2024-01-18", 2025: "2025-01-16"}


@pytest.fixture(autouse=True)
def key(settings) -> None:
    settings.PSEUDONYM_KEY = KEY.decode()


def placed(*places: dict[str, str], year: int, first: int = 1) -> dict[str, list[dict[str, str]]]:
    """A return with one child for each place, who has been there since September before the census."""
    children = []
    for n, place in enumerate(places, start=first):
        made = child(n)
        row = made["placementdetail"][1] | {"ukprn": "", "entrydate": f"{year - 1}-09-01"}
        made["placementdetail"] = [row | place]
        children.append(made)
    return whole(*children, year=str(year), referencedate=CENSUS[year])


def at(urn: str, *, unit: str = "false", **more: str) -> dict[str, str]:
    return {"urn": urn, "senunitindicator": unit, **more}


def files(folder: Path, *places: dict[str, str], year: int, first: int = 1) -> list[Path]:
    folder.mkdir(exist_ok=True)
    return write_blade(placed(*places, year=year, first=first), folder)


def taken(lake: Path, paths: list[Path], **words: Any) -> Manifest:
    given = {"kind": "", "area": "oldmere", "lake": lake, "key": KEY, "today": NOW.date()} | words
    return read_in(paths, say=lambda words: None, **given)


def finding(manifest: Any, rule: str) -> dict[str, Any]:
    return next(each for each in manifest.findings if each["rule"] == rule)


def short(manifest: Manifest) -> list[tuple[str | None, ...]]:
    """Each setting that is told: number, in the SEN unit, children now and then."""
    names = ("urn", "ukprn", "senunitindicator", "children_now", "children_then")
    return sorted(tuple(one["found"][name] for name in names) for one in finding(manifest, FEWER)["examples"])


def test_a_setting_with_fewer_children_than_last_year_is_told_and_another_is_not(lake, tmp_path):
    before = taken(lake, files(tmp_path / "a", at(SCHOOL), at(SCHOOL), at(OTHER), year=2024))
    now = taken(lake, files(tmp_path / "b", at(SCHOOL), at(OTHER), at(OTHER), year=2025), returns={2024: before.id})

    assert finding(now, FEWER)["count"] == 1
    assert short(now) == [(SCHOOL, None, "false", "1", "2")]
    assert finding(now, COMPARED)["sentence"] == f"Compared with the return of 2024, release {before.id}."
    assert finding(now, FEWER)["severity"] == "query"


def test_as_many_children_elsewhere_in_the_country_of_keys_are_as_many(lake, tmp_path):
    """Other children under other keys in other rows: settings are compared, never a child with a child."""
    before = taken(lake, files(tmp_path / "a", at(SCHOOL), at(OTHER), year=2024))
    now = taken(lake, files(tmp_path / "b", at(OTHER), at(SCHOOL), year=2025, first=70), returns={2024: before.id})

    assert finding(now, FEWER)["count"] == 0
    assert before.id in finding(now, COMPARED)["sentence"], "it says so where nothing was found, too"


def test_a_mark_that_is_missing_this_year_is_seen_though_the_setting_has_as_many_children(lake, tmp_path):
    before = taken(lake, files(tmp_path / "a", at(SCHOOL, unit="true"), at(SCHOOL), year=2024))
    now = taken(lake, files(tmp_path / "b", at(SCHOOL, unit=""), at(SCHOOL), year=2025), returns={2024: before.id})

    assert short(now) == [(SCHOOL, None, "true", "0", "1")]


def test_a_setting_that_nobody_attends_any_more_and_one_known_by_its_ukprn_are_told(lake, tmp_path):
    college = {"urn": "", "ukprn": COLLEGE}
    before = taken(lake, files(tmp_path / "a", college, at(OTHER, ukprn=COLLEGE), at(SCHOOL), year=2024))
    now = taken(lake, files(tmp_path / "b", at(SCHOOL), at(OTHER), year=2025), returns={2024: before.id})

    assert short(now) == [(None, COLLEGE, "false", "0", "1")]


def test_each_return_is_counted_on_its_own_census_date(lake, tmp_path):
    left, to_come = at(SCHOOL, leavingdate="2024-01-17"), at(SCHOOL, entrydate="2024-01-19")
    before = taken(lake, files(tmp_path / "a", at(SCHOOL), left, to_come, year=2024))
    now = taken(lake, files(tmp_path / "b", at(SCHOOL), year=2025), returns={2024: before.id})

    assert finding(now, FEWER)["count"] == 0


@pytest.mark.parametrize("returns", [{}, {2023: "of two years before"}, {2025: "of the same year"}])
def test_without_a_return_of_the_year_before_the_rule_was_not_checked_and_says_so(lake, tmp_path, returns):
    now = taken(lake, files(tmp_path / "b", at(SCHOOL), year=2025), returns=returns)

    assert finding(now, FEWER)["count"] is None
    assert finding(now, FEWER)["because"] == "no return of 2024 was in use when this one was read"
    assert not [each for each in now.findings if each["rule"] == COMPARED]


def test_the_year_may_be_said_by_whoever_loads_it(lake, tmp_path):
    """A vendor's or an XML file need not say the year; the return before is that of the year that was said."""
    before = taken(lake, files(tmp_path / "a", at(SCHOOL), year=2024))
    (tmp_path / "b").mkdir()
    made = placed(at(OTHER), year=2025)
    del made["sen2"][0]["year"], made["sen2"][0]["referencedate"]
    now = taken(lake, write_xml(made, tmp_path / "b"), returns={2024: before.id}, year=2025)

    assert short(now) == [(SCHOOL, None, "false", "0", "1")]


def test_a_return_that_is_damaged_or_gone_is_said_and_keeps_no_other_return_out(lake, tmp_path):
    before = taken(lake, files(tmp_path / "a", at(SCHOOL), year=2024))
    path = place_of(lake, before.id) / "placementdetail.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    damaged = taken(lake, files(tmp_path / "b", at(OTHER), year=2025), returns={2024: before.id})
    gone = taken(lake, files(tmp_path / "c", at(OTHER), year=2023), returns={2022: "ab" * 16})

    assert "placementdetail.parquet" in finding(damaged, FEWER)["because"]
    assert finding(gone, FEWER)["because"] == "the return of 2022 that is in use is not in the lake"


def test_what_it_was_compared_with_makes_no_other_release_of_it(lake, tmp_path):
    before = taken(lake, files(tmp_path / "a", at(SCHOOL), year=2024))
    mine = files(tmp_path / "b", at(OTHER), year=2025)
    alone = taken(lake, mine)
    again = taken(lake, mine, returns={2024: before.id})

    assert again == alone
    assert finding(again, FEWER)["count"] is None, "what was read stays as it was read"
    dry = taken(lake, mine, returns={2024: before.id}, keep_it=False)
    assert (dry.id, finding(dry, FEWER)["count"]) == (alone.id, 1)


# --- as an area loads it ------------------------------------------------------------------------------------


def loaded(area: Any, paths: list[Path], *, dry_run: bool = False) -> tuple[Manifest, Release | None]:
    return bring_in(paths, area, "", lambda words: None, dry_run=dry_run)


@pytest.fixture
def oldmere(actor):
    return actor("Anna", "oldmere").area


@pytest.mark.django_db
def test_every_form_of_the_report_says_which_release_it_was_compared_with(oldmere, tmp_path):
    _, before = loaded(oldmere, files(tmp_path / "a", at(SCHOOL), year=2024))
    paths = files(tmp_path / "b", at(OTHER), year=2025)
    dry, nothing = loaded(oldmere, paths, dry_run=True)
    manifest, now = loaded(oldmere, paths)

    assert before
    assert now
    assert dry.findings == manifest.findings
    said = f"Compared with the return of 2024, release {before.lake_id}."
    path = tmp_path / "report.xlsx"
    path.write_bytes(presenters.as_workbook(now))
    cells = [cell for row in openpyxl.load_workbook(path)["Findings"].iter_rows(values_only=True) for cell in row]
    for form in ("\n".join(brought_in(dry, nothing)), json.dumps(presenters.as_data(now)), presenters.as_html(now)):
        assert said in form
        assert "A setting has fewer children placed than last year" in form
    assert said in cells
    assert Event.objects.filter(verb="read a data set").last().data["compared_with"] == before.lake_id
    assert "compared_with" not in Event.objects.filter(verb="read a data set").first().data


@pytest.mark.django_db
def test_the_return_that_is_in_use_counts_and_none_that_waits_was_set_aside_or_was_retired(oldmere, tmp_path):
    by = SystemActor(oldmere, "A test", NOW)
    _, first = loaded(oldmere, files(tmp_path / "a", at(SCHOOL), year=2024))
    assert first
    assert queries.returns_in_use(oldmere) == {2024: first.lake_id}
    waiting = actions.take_in(
        area=oldmere, by=by,
        manifest=taken(tmp_path / "lake", files(tmp_path / "b", at(SCHOOL), at(SCHOOL), year=2024)),
    )  # fmt: skip
    assert queries.returns_in_use(oldmere) == {2024: first.lake_id}
    actions.accept(release=waiting, by=by)
    assert queries.returns_in_use(oldmere) == {2024: waiting.lake_id}, "the older gave way to it"
    waiting.refresh_from_db()
    actions.retire(release=waiting, by=by, reason="Its time is up.")
    assert queries.returns_in_use(oldmere) == {}


@pytest.mark.django_db
def test_no_area_is_compared_with_the_return_of_another(oldmere, tameside, tmp_path):
    made = placed(at(SCHOOL), at(SCHOOL), year=2024)
    made["sen2"][0]["lea"] = "357"
    (tmp_path / "a").mkdir()
    _, theirs = loaded(tameside, write_blade(made, tmp_path / "a"))
    manifest, _ = loaded(oldmere, files(tmp_path / "b", at(OTHER), year=2025))

    assert theirs
    assert queries.returns_in_use(tameside) == {2024: theirs.lake_id}
    assert 2024 not in queries.returns_in_use(oldmere)
    assert finding(manifest, FEWER)["count"] is None


@pytest.mark.django_db
def test_the_same_files_twice_change_nothing(oldmere, tmp_path):
    loaded(oldmere, files(tmp_path / "a", at(SCHOOL), year=2024))
    paths = files(tmp_path / "b", at(OTHER), year=2025)
    once = loaded(oldmere, paths)
    events = Event.objects.count()

    assert loaded(oldmere, paths) == once
    assert Event.objects.count() == events


# --- with corrections ---------------------------------------------------------------------------------------


def correct(release: Release, path: Path, *lines: tuple[str, int, str, str]) -> Release:
    """Lay those values over the release, each (table, row, field, value) as a line of its report."""
    from django.conf import settings

    path.write_bytes(presenters.as_workbook(release, listed_findings(Path(settings.LAKE), release.lake_id)))
    book = openpyxl.load_workbook(path)
    for table, row, field, value in lines:
        told = {"Table": table, "Row": row, "Field": field, VALUE: value}
        book[LIST].append([told.get(name) for name in COLUMNS])
    book.save(path)
    return actions.correct(release=release, path=path, by=SystemActor(release.area, "A test", NOW))


@pytest.mark.django_db
def test_last_years_return_is_compared_as_it_was_corrected(oldmere, tmp_path):
    flawed = at(SCHOOL, senunitindicator="")
    _, before = loaded(oldmere, files(tmp_path / "a", flawed, at(SCHOOL), year=2024))
    assert before
    correct(before, tmp_path / "filled.xlsx", ("placementdetail", 2, "urn", OTHER))
    manifest, _ = loaded(oldmere, files(tmp_path / "b", at(SCHOOL), year=2025))

    assert short(manifest) == [(OTHER, None, "false", "0", "1")]
    assert finding(manifest, COMPARED)["sentence"].endswith(f"release {before.lake_id}, with 1 file of corrections.")


@pytest.mark.django_db
def test_a_return_that_was_compared_is_corrected_like_any_other(oldmere, tmp_path):
    """The setting is one line of the list, with no row of its own: filling that is refused, another line is not."""
    loaded(oldmere, files(tmp_path / "a", at(SCHOOL), year=2024))
    _, now = loaded(oldmere, files(tmp_path / "b", at(OTHER), year=2025))
    assert now
    path = tmp_path / "filled.xlsx"
    after = correct(now, path, ("placementdetail", 2, "urn", SCHOOL))
    assert after.corrections[0]["fields"] == 1
    assert after.findings == now.findings, "a report stays as it was on the day on which the return was read"

    sheet = openpyxl.load_workbook(path)[LIST]
    lines = [dict(zip(COLUMNS, row, strict=True)) for row in sheet.iter_rows(min_row=2, values_only=True)]
    (line,) = [each for each in lines if each["Rule"] == FEWER]
    assert line["Row"] is None
    assert line["Found"] == f"{SCHOOL}; ; false; false; 0; 1"
    book = openpyxl.load_workbook(path)
    place = next(n for n in range(2, sheet.max_row + 1) if sheet.cell(n, 1).value == FEWER)
    book[LIST].cell(place, COLUMNS.index(VALUE) + 1).value = OTHER
    book.save(path)
    with pytest.raises(Unreadable, match="no whole number"):
        actions.correct(release=now, path=path, by=SystemActor(oldmere, "A test", NOW))


def test_a_made_up_return_is_said_to_be(lake, tmp_path):
    made = placed(at(SCHOOL), year=2024)
    made["person"][0]["surname"] = "Testchild"
    (tmp_path / "a").mkdir()
    before = taken(lake, write_blade(made, tmp_path / "a"))
    now = taken(lake, files(tmp_path / "b", at(SCHOOL), year=2025), returns={2024: before.id})

    assert finding(now, COMPARED)["sentence"].startswith("Compared with the return of 2024 (made up), release ")


def test_a_return_of_the_first_years_has_all_that_is_asked_of_it(lake, tmp_path):
    assert date.fromisoformat(CENSUS[2023]).weekday() == 3
    before = taken(lake, files(tmp_path / "a", at(SCHOOL, unit="true"), year=2023))
    now = taken(lake, files(tmp_path / "b", at(SCHOOL), year=2024), returns={2023: before.id})

    assert short(now) == [(SCHOOL, None, "true", "0", "1")]
