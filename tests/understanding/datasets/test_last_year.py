"""Is a return compared with the area's own of the year before, and does the report say with which, or why with none?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings as configured
from django.core.files import File

from goldenthread.audit.models import Event
from goldenthread.config.commands.dataset import bring_in, brought_in
from goldenthread.partnership.actors import SystemActor
from goldenthread.understanding.datasets import actions, presenters, queries, tasks
from goldenthread.understanding.datasets.lake.intake import read_in
from goldenthread.understanding.datasets.lake.keeping import listed_findings, place_of
from goldenthread.understanding.datasets.lake.last_year import return_before
from goldenthread.understanding.datasets.lake.manifest import Manifest
from goldenthread.understanding.datasets.models import Release
from goldenthread.understanding.datasets.reading.corrections import COLUMNS, LIST, VALUE
from goldenthread.understanding.datasets.reading.staged import Unreadable, workbench
from tests.fixtures import NOW
from tests.understanding.datasets.sen2_returns import KIND, child, whole, write_blade, write_xml
from tests.understanding.datasets.small import manifest_of

SCHOOL, OTHER, UNIT, MOVED, NEW, COLLEGE = "108001", "108002", "108003", "108004", "108005", "10012345"
FEWER, COMPARED = "sen2.placementdetail.fewer-than-before", "sen2.compared-with"
KEY = b"a key of a test, of forty characters ...."
CENSUS = {2023: "2023-01-19", 2024: "2024-01-18", 2025: "2025-01-16"}


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


def short(manifest: Any) -> list[tuple[str | None, ...]]:
    """Each setting that is told: number, in the SEN unit, children now and then."""
    names = ("urn", "ukprn", "senunitindicator", "children_now", "children_then")
    return sorted(tuple(one["found"][name] or "" for name in names) for one in finding(manifest, FEWER)["examples"])


@pytest.fixture(scope="module")
def compared(tmp_path_factory) -> tuple[Path, Manifest, Manifest, list[Path]]:
    """A lake, last year's return in it, this year's that was compared with it, and its files."""
    folder = tmp_path_factory.mktemp("compared")
    lake = folder / "lake"
    left, to_come = at(MOVED, leavingdate="2024-01-17"), at(MOVED, entrydate="2024-01-19")
    then = (at(SCHOOL), at(SCHOOL), at(OTHER, ukprn=COLLEGE), at(UNIT, unit="true"), at(UNIT), at(MOVED), left, to_come)
    before = taken(lake, files(folder / "a", *then, {"urn": "", "ukprn": COLLEGE}, year=2024))
    today = (at(OTHER), at(SCHOOL), at(UNIT, unit=""), at(UNIT), at(MOVED), at(NEW))
    mine = files(folder / "b", *today, year=2025, first=70)
    return lake, before, taken(lake, mine, returns={2024: before.id}), mine


def test_a_setting_with_fewer_children_than_last_year_is_told_and_no_other(compared):
    """Other children, under other keys, in other rows: settings are compared, on each year's own census date."""
    _, _, now, _ = compared

    assert short(now) == [
        ("", COLLEGE, "false", "0", "1"),  # known by its UKPRN, and nobody is there any more
        (SCHOOL, "", "false", "1", "2"),
        (UNIT, "", "true", "0", "1"),  # as many children as before: it is the mark that is missing
    ]
    assert finding(now, FEWER)["count"] == 3
    assert finding(now, FEWER)["severity"] == "query"


def test_the_report_says_with_which_release(compared):
    _, before, now, _ = compared

    assert finding(now, COMPARED)["sentence"] == f"Compared with the return of 2024, release {before.id}."
    assert finding(now, COMPARED)["severity"] == "information"


def test_what_it_was_compared_with_makes_no_other_release_of_it(compared):
    lake, _, now, mine = compared
    alone = taken(lake, mine, keep_it=False)

    assert taken(lake, mine) == now, "what was read stays as it was read"
    assert alone.id == now.id
    assert finding(alone, FEWER)["count"] is None
    assert finding(alone, FEWER)["because"] == "no return of 2024 was in use when this one was read"
    assert not [each for each in alone.findings if each["rule"] == COMPARED]


@pytest.mark.parametrize(
    ("returns", "why"),
    [
        ({}, "no return of 2024 was in use when this one was read"),
        ({2023: "of two years before", 2025: "of this year"}, "no return of 2024 was in use when this one was read"),
        ({2024: "ab" * 16}, "the return of 2024 that is in use is not in the lake"),
    ],
)
def test_with_nothing_to_compare_the_rule_is_told_why(lake, engine, returns, why):
    before = return_before(lake, returns, KIND, engine, 2025)

    assert before.beside == {"last_year": why}
    assert not before.findings


def test_a_return_that_was_damaged_is_not_compared_and_is_named(compared):
    lake, before, *_ = compared
    path = place_of(lake, before.id) / "placementdetail.parquet"
    whole_file = path.read_bytes()
    path.write_bytes(whole_file[:-1] + b"x")
    try:
        with workbench() as engine:
            told = return_before(lake, {2024: before.id}, KIND, engine, 2025)
    finally:
        path.write_bytes(whole_file)

    assert str(told.beside["last_year"]).startswith("the return of 2024 cannot be read: placementdetail.parquet")


def test_a_return_of_the_first_year_made_up_and_a_year_that_only_its_loader_says(lake, tmp_path):
    made = placed(at(SCHOOL, unit="true"), year=2023)
    made["person"][0]["surname"] = "Testchild"
    (tmp_path / "a").mkdir()
    before = taken(lake, write_blade(made, tmp_path / "a"))
    made = placed(at(SCHOOL), year=2024)
    del made["sen2"][0]["year"], made["sen2"][0]["referencedate"]
    now = taken(lake, write_xml(made, tmp_path), returns={2023: before.id}, year=2024)

    assert short(now) == [(SCHOOL, "", "true", "0", "1")]
    assert finding(now, COMPARED)["sentence"] == f"Compared with the return of 2023 (made up), release {before.id}."


# --- as an area loads it ------------------------------------------------------------------------------------


@pytest.fixture
def anna(actor):
    return actor("Anna", "oldmere")


def loaded(area: Any, paths: list[Path], *, dry_run: bool = False) -> tuple[Manifest, Release | None]:
    return bring_in(paths, area, "", lambda words: None, dry_run=dry_run)


def dropped(anna: Any, paths: list[Path]) -> Release:
    """As on the page: laid down, and read in the background."""
    given = [File(path.open("rb"), name=path.name) for path in paths]
    arrival = actions.receive(area=anna.area, kind="", files=given, by=anna)
    for file in given:
        file.close()
    tasks.read_arrival.call(str(arrival.pk), anna.now.isoformat())
    arrival.refresh_from_db()
    return arrival.release


@pytest.mark.django_db
def test_every_form_of_the_report_says_it_however_the_return_came(anna, tmp_path):
    first, before = loaded(anna.area, files(tmp_path / "a", at(SCHOOL), year=2024))
    paths = files(tmp_path / "b", at(OTHER), year=2025)
    dry, nothing = loaded(anna.area, paths, dry_run=True)
    now = dropped(anna, paths)

    assert before
    assert list(dry.findings) == now.findings
    said = f"Compared with the return of 2024, release {before.lake_id}."
    path = tmp_path / "report.xlsx"
    path.write_bytes(presenters.as_workbook(now))
    cells = [cell for row in openpyxl.load_workbook(path)["Findings"].iter_rows(values_only=True) for cell in row]
    for form in ("\n".join(brought_in(dry, nothing)), json.dumps(presenters.as_data(now)), presenters.as_html(now)):
        assert said in form
        assert "A setting has fewer children placed than last year" in form
    assert said in cells
    why = "no return of 2023 was in use when this one was read"
    assert why in presenters.as_html(before)
    path.write_bytes(presenters.as_workbook(before))
    (row,) = [r for r in openpyxl.load_workbook(path)["Findings"].iter_rows(values_only=True) if r[0] == FEWER]
    assert (row[3], row[-1]) == (None, why)
    assert any(line.startswith("  not checked") and why in line for line in brought_in(first, before))
    read = [event.data.get("compared_with") for event in Event.objects.filter(verb="read a data set").order_by("pk")]
    assert read == [None, before.lake_id]
    assert loaded(anna.area, paths)[1] == now, "the same files twice are the same release"


def known(by: Any, name: str, *, year: int = 2024, **values: Any) -> Release:
    """A return that the area knows of, waiting to be accepted."""
    manifest = manifest_of({}, name * 16, kind="sen2", year=year, person_level=True, area=by.area.slug, **values)
    return actions.take_in(area=by.area, manifest=manifest, by=by)


@pytest.mark.django_db
def test_the_return_in_use_counts_and_none_that_waits_was_superseded_set_aside_or_retired(anna):
    first, second, third = (known(anna, name) for name in ("ab", "bc", "cd"))
    assert queries.returns_in_use(anna.area) == {}
    actions.accept(release=first, by=anna)
    assert queries.returns_in_use(anna.area) == {2024: first.lake_id}
    actions.accept(release=second, by=anna)
    actions.set_aside(release=third, by=anna)
    assert queries.returns_in_use(anna.area) == {2024: second.lake_id}
    actions.retire(release=second, by=anna, reason="Its time is up.")
    assert queries.returns_in_use(anna.area) == {}


@pytest.mark.django_db
def test_no_area_is_compared_with_the_return_of_another(anna, tameside):
    theirs = SystemActor(tameside, "A test", NOW)
    actions.accept(release=known(theirs, "ab"), by=theirs)

    assert queries.returns_in_use(tameside) == {2024: "ab" * 16}
    assert queries.returns_in_use(anna.area) == {}


# --- with corrections ---------------------------------------------------------------------------------------


def filled(release: Release, path: Path, *lines: tuple[str, int, str, str]) -> Path:
    """The report of the release with a line for each (table, row, field, value)."""
    path.write_bytes(presenters.as_workbook(release, listed_findings(Path(configured.LAKE), release.lake_id)))
    book = openpyxl.load_workbook(path)
    for table, row, field, value in lines:
        told = {"Table": table, "Row": row, "Field": field, VALUE: value}
        book[LIST].append([told.get(name) for name in COLUMNS])
    book.save(path)
    return path


@pytest.mark.django_db
def test_last_year_counts_as_it_was_corrected_and_a_compared_return_is_corrected_like_any_other(anna, tmp_path):
    _, before = loaded(anna.area, files(tmp_path / "a", at(SCHOOL, senunitindicator=""), at(SCHOOL), year=2024))
    assert before
    actions.correct(
        release=before, path=filled(before, tmp_path / "a.xlsx", ("placementdetail", 2, "urn", OTHER)), by=anna
    )
    manifest, now = loaded(anna.area, files(tmp_path / "b", at(SCHOOL), year=2025))
    assert now
    assert short(manifest) == [(OTHER, "", "false", "0", "1")]
    assert finding(manifest, COMPARED)["sentence"].endswith(f"release {before.lake_id}, with 1 file of corrections.")

    path = filled(now, tmp_path / "b.xlsx", ("placementdetail", 2, "urn", OTHER))
    after = actions.correct(release=now, path=path, by=anna)
    assert after.corrections[0]["fields"] == 1
    assert after.findings == now.findings, "a report stays as it was on the day on which the return was read"


@pytest.mark.django_db
def test_a_setting_is_one_line_of_the_list_and_has_no_row_that_could_be_filled(anna, compared, settings, tmp_path):
    settings.LAKE = compared[0]
    release = actions.take_in(area=anna.area, manifest=compared[2], by=anna)
    path = filled(release, tmp_path / "filled.xlsx")
    sheet = (book := openpyxl.load_workbook(path))[LIST]
    rows = [n for n in range(2, sheet.max_row + 1) if sheet.cell(n, 1).value == FEWER]
    told = {sheet.cell(n, COLUMNS.index("Found") + 1).value for n in rows}
    assert told == {
        f"; {COLLEGE}; false; false; 0; 1", f"{SCHOOL}; ; false; false; 1; 2", f"{UNIT}; ; true; false; 0; 1"
    }  # fmt: skip
    assert len(rows) == 3

    sheet.cell(rows[0], COLUMNS.index(VALUE) + 1).value = OTHER
    book.save(path)
    with pytest.raises(Unreadable, match="no whole number"):
        actions.correct(release=release, path=path, by=anna)
