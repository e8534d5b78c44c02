"""Is a return corrected line by line, all of a file or none, with the return itself left as it came?"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from goldenthread.audit.models import Event
from goldenthread.partnership.policies import NotAllowed, Refused
from goldenthread.understanding.datasets import actions, presenters
from goldenthread.understanding.datasets.checking.door import pseudonym
from goldenthread.understanding.datasets.lake.correcting import correct
from goldenthread.understanding.datasets.lake.intake import read_in
from goldenthread.understanding.datasets.lake.keeping import kept, listed_findings, opened, place_of
from goldenthread.understanding.datasets.lake.manifest import Manifest, digest
from goldenthread.understanding.datasets.lake.overlays import OVERLAYS, Damaged, overlays
from goldenthread.understanding.datasets.lake.returns import key_of
from goldenthread.understanding.datasets.models import Release
from goldenthread.understanding.datasets.reading.corrections import COLUMNS, COMMENT, EMPTY, LIST, RELEASE, VALUE
from goldenthread.understanding.datasets.reading.staged import Unreadable, workbench
from tests.acting import no_event, one_event
from tests.fixtures import NOW
from tests.killing import NEVER, killable
from tests.understanding.datasets.sen2_returns import child, made_up_upn, whole, write_blade
from tests.understanding.datasets.small import manifest_of

pytestmark = pytest.mark.django_db

KEY = b"a key of a test, of forty characters ...."
TODAY = NOW.date()
UPN, REQUEST, SEX, ASKED = 3, 4, 5, 6
"""The rows of four children (the heading is row 1) and what is wrong with each."""


@pytest.fixture(autouse=True)
def key(settings) -> None:
    settings.PSEUDONYM_KEY = KEY.decode()


def wrong_return(folder: Path) -> list[Path]:
    """Children in rows 2 to 6: the first is as it should be, each other breaks one rule of severity “error”."""
    children = [child(n) for n in range(1, 6)]
    children[1]["person"][0]["upn"] = "A391000000010"
    children[2]["requests"][0]["receiveddate"] = "sometime"
    children[3]["person"][0]["sex"] = "Z"
    children[4]["requests"][0]["requestoutcomedate"] = "2024-01-01"
    folder.mkdir(exist_ok=True)
    return write_blade(whole(*children), folder)


@pytest.fixture
def anna(actor):
    return actor("Anna", "oldmere")


@pytest.fixture(scope="module")
def sent(tmp_path_factory) -> tuple[Path, Manifest]:
    """A lake in which the return was read, to be copied for each test."""
    folder = tmp_path_factory.mktemp("sent")
    words: Any = {"area": "oldmere", "lake": folder / "lake", "key": KEY, "today": TODAY, "say": lambda words: None}
    return folder / "lake", read_in(wrong_return(folder / "return"), kind="sen2", **words)


@pytest.fixture
def release(anna, lake, sent) -> Release:
    shutil.copytree(sent[0], lake)
    return actions.accept(release=actions.take_in(area=anna.area, manifest=sent[1], by=anna), by=anna)


Fill = Callable[..., Path]


@pytest.fixture
def fill(release, tmp_path, lake) -> Fill:
    """`fill({("person", 5, "sex"): "F"})`: the workbook of the release, filled; `added` are lines typed by hand."""

    def filled(
        values: dict[tuple[str, int, str], str],
        name: str = "filled.xlsx",
        added: tuple[tuple[str, object, str, str], ...] = (),
        of: str = "",
        comment: str = "",
    ) -> Path:
        path = tmp_path / name
        path.write_bytes(presenters.as_workbook(release, listed_findings(lake, release.lake_id)))
        book = openpyxl.load_workbook(path)
        sheet = book[LIST]
        at = {cell.value: cell.column for cell in sheet[1]}
        left = dict(values)
        for row in range(2, sheet.max_row + 1):
            cell = tuple(sheet.cell(row, at[n]).value for n in ("Table", "Row", "Field"))
            if cell in left:
                sheet.cell(row, at[VALUE]).value = left.pop(cell)
                sheet.cell(row, at[COMMENT]).value = comment or None
        for table, row_of, field, value in (*((*cell, value) for cell, value in left.items()), *added):
            line = {"Table": table, "Row": row_of, "Field": field, VALUE: value}
            sheet.append([line.get(column) for column in COLUMNS])
        if of:
            book[RELEASE]["B1"].value = of
        book.save(path)
        return path

    return filled


def rows(lake: Path, release: Release, table: str) -> dict[int, dict[str, Any]]:
    with workbench() as engine:
        return {row["_row"]: row for row in opened(lake, release.lake_id, engine)[table].to_pyarrow().to_pylist()}


def as_kept(lake: Path, release: Release) -> dict[str, str]:
    """Every file of the release but its corrections, by its hash."""
    place = place_of(lake, release.lake_id)
    return {path.name: digest(path) for path in place.iterdir() if path.is_file()}


PUT_RIGHT = {
    ("person", UPN, "upn"): made_up_upn(2),
    ("requests", REQUEST, "receiveddate"): "01/02/2024",
    ("person", SEX, "sex"): "f",
}


def test_rows_in_error_are_held_back_where_no_reader_meets_them(release, lake):
    assert SEX not in rows(lake, release, "person")
    assert {REQUEST, ASKED}.isdisjoint(rows(lake, release, "requests"))
    manifest = kept(lake, release.lake_id)
    assert manifest
    assert {table.name for table in manifest.held_back} >= {"held_back_person", "held_back_requests"}
    with workbench() as engine:
        assert not [name for name in opened(lake, release.lake_id, engine) if name.startswith("held_back")]


def test_what_belongs_to_a_child_is_out_while_the_child_is_and_comes_back_with_it(anna, release, lake, fill):
    """Row 5 of people is the child whose sex is no code; its plans and needs are two rows each from row 8 on."""
    assert SEX not in rows(lake, release, "requests")
    assert not {8, 9} & {*rows(lake, release, "plandetail"), *rows(lake, release, "senneed")}

    one = fill({("requests", REQUEST, "receiveddate"): "01/02/2024"}, "one.xlsx")
    actions.correct(release=release, path=one, by=anna)
    assert REQUEST in rows(lake, release, "requests")
    assert SEX not in rows(lake, release, "requests"), "its child is still out"
    told = actions.correct(release=release, path=fill({("person", SEX, "sex"): "f"}, "two.xlsx"), by=anna)
    assert SEX in rows(lake, release, "requests")
    assert {8, 9} <= {*rows(lake, release, "plandetail")}
    assert told.corrections[-1]["held_back"] > 0, "the children of rows 3 and 6 are out"


def test_corrected_rows_come_back_and_the_return_stays_as_it_came(anna, release, lake, fill):
    before, people, asked = as_kept(lake, release), rows(lake, release, "person"), rows(lake, release, "requests")
    assert SEX not in people
    assert REQUEST not in asked

    after = actions.correct(release=release, path=fill(PUT_RIGHT, comment="Asked the school."), by=anna)

    now = rows(lake, release, "person")
    assert now[SEX]["sex"] == "F"
    assert now[UPN]["upn"] == pseudonym(key_of("oldmere", KEY), "upn", made_up_upn(2))
    assert rows(lake, release, "requests")[REQUEST]["receiveddate"] == date(2024, 2, 1)
    assert as_kept(lake, release) == before
    assert {row: now[row] for row in people if row != UPN} == {row: people[row] for row in people if row != UPN}
    told = after.corrections[0]
    assert (told["fields"], told["by"], told["on"]) == (3, anna.log_name, anna.today.isoformat())
    assert told["back"] > 0


def test_what_a_rule_still_finds_stays_out(anna, release, lake, fill):
    asked = rows(lake, release, "requests")
    assert ASKED not in asked

    actions.correct(release=release, path=fill({("requests", ASKED, "requestoutcomedate"): "2024-01-15"}), by=anna)
    assert ASKED not in rows(lake, release, "requests")

    again = fill({("requests", ASKED, "requestoutcomedate"): "2024-03-01"}, "again.xlsx")
    after = actions.correct(release=release, path=again, by=anna)
    assert rows(lake, release, "requests")[ASKED]["requestoutcomedate"] == date(2024, 3, 1)
    assert [told["number"] for told in after.corrections] == [1, 2]


def test_the_latest_correction_wins_and_empty_is_empty(anna, release, lake, fill):
    cell = ("person", 2, "ethnicity")
    for n, value in enumerate(("WIRI", "MWBC")):
        actions.correct(release=release, path=fill({cell: value}, f"{n}.xlsx"), by=anna)
        assert rows(lake, release, "person")[2]["ethnicity"] == value
    actions.correct(release=release, path=fill({cell: EMPTY}, "empty.xlsx"), by=anna)
    assert rows(lake, release, "person")[2]["ethnicity"] is None


def test_dates_and_postcodes_pass_the_door_and_nothing_of_a_child_is_in_the_database(anna, release, lake, fill):
    values = {
        ("person", 2, "personbirthdate"): "17/05/2013",
        ("person", 2, "postcode"): "ne2 4yy",
        ("person", 2, "surname"): "Somebody",
        ("person", UPN, "upn"): made_up_upn(2),
    }
    after = actions.correct(release=release, path=fill(values), by=anna)

    row = rows(lake, release, "person")[2]
    assert (row["personbirthdate"], row["postcode"]) == (date(2013, 5, 1), "NE2")
    told = str([after.corrections, [event.data for event in Event.objects.all()]])
    stored = "".join(str(list(model.objects.values())) for model in (Release, Release.history.model))
    place = place_of(lake, release.lake_id)
    with workbench() as engine:
        laid = str(
            [engine.read_parquet(path).to_pyarrow().to_pylist() for path in place.glob(f"{OVERLAYS}/*/*.parquet")]
        )
    for value in ("2013-05-17", "17/05/2013", "NE2 4YY", "ne2 4yy", "Somebody", made_up_upn(2)):
        assert value not in told + stored + laid


def test_the_same_file_twice_changes_nothing(anna, release, lake, fill):
    path = fill(PUT_RIGHT)
    with one_event() as events:
        first = actions.correct(release=release, path=path, by=anna)
    assert (events[0].verb, events[0].data["fields"]) == ("corrected a data set", 3)

    with no_event():
        assert actions.correct(release=release, path=path, by=anna).corrections == first.corrections
    assert len(overlays(place_of(lake, release.lake_id))) == 1


FAULTS: list[tuple[tuple[str, object, str, str], str, str]] = [
    (("people", 2, "sex", "F"), "no such table", "person, requests"),
    (("person", 2, "gender", "F"), "no such field", "persontableid"),
    (("person", 99, "sex", "F"), "no such row", "99"),
    (("person", "two", "sex", "F"), "the row is no whole number", "two"),
    (("person", None, "sex", "F"), "the row is no whole number", "nothing"),
    (("person", 2, "sex", "X"), "the code is not in the list", "Found: X. Expected: "),
    (("person", 2, "personbirthdate", "2014-02-31"), "cannot be read", "a day, such as"),
    (("person", 2, "personbirthdate", EMPTY), "must be filled", "a day, such as"),
    (("person", 2, "upn", "A391000000010"), "cannot be such an identifier", "Unique pupil number"),
    (("person", 2, "postcode", "the High Street"), "no postcode", "such as NE1 4XX"),
    (("plandetail", 2, "urn", "12"), "cannot be such an identifier", "12"),
    (("requests", 2, "rya", "perhaps"), "cannot be read", "yes or no"),
    (("requests", 2, "requeststableid", "7"), "only a running number is kept", "import it again"),
    (("requests", 2, "requestoutcomedate", "2024-01-01"), "would break the rule", "row 2 of requests"),
]


@pytest.mark.parametrize(("line", "said", "also"), FAULTS)
def test_one_wrong_line_keeps_every_other_out(anna, release, lake, fill, line, said, also):
    before = rows(lake, release, "person")
    with no_event(), pytest.raises(Unreadable) as refused:
        actions.correct(release=release, path=fill(PUT_RIGHT, added=(line,)), by=anna)

    assert len(refused.value.faults) == 1
    told = str(refused.value)
    assert "filled.xlsx, To correct, row " in told
    assert said in told
    assert also in told
    assert rows(lake, release, "person") == before
    release.refresh_from_db()
    assert release.corrections == []


def test_every_wrong_value_is_told_at_once(anna, release, fill):
    lines = (("person", 2, "sex", "X"), ("person", UPN, "upn", "1"), ("requests", 2, "rya", "perhaps"))
    with pytest.raises(Unreadable) as refused:
        actions.correct(release=release, path=fill({}, added=lines), by=anna)

    assert len(refused.value.faults) == 3


def test_two_values_for_one_cell_are_refused(anna, release, fill):
    with pytest.raises(Unreadable, match="has another value in"):
        lines = (("person", 2, "sex", "F"), ("person", 2, "sex", "M"))
        actions.correct(release=release, path=fill({}, added=lines), by=anna)


def test_a_workbook_of_another_release_or_of_none_or_with_nothing_filled_is_refused(anna, release, fill, tmp_path):
    with pytest.raises(Unreadable, match="no corrections of this release"):
        actions.correct(release=release, path=fill(PUT_RIGHT, of="cd" * 16), by=anna)
    other = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(other)
    with pytest.raises(Unreadable, match="no corrections of this release"):
        actions.correct(release=release, path=other, by=anna)
    with pytest.raises(Unreadable, match="no line is filled"):
        actions.correct(release=release, path=fill({}), by=anna)


@pytest.mark.parametrize("change", ["headings", "sheet", "text"])
def test_a_workbook_that_was_pulled_about_says_what_is_missing(anna, release, fill, change):
    path = fill(PUT_RIGHT)
    if change == "text":
        path.write_text("no workbook")
    else:
        book = openpyxl.load_workbook(path)
        if change == "headings":
            book[LIST].cell(1, COLUMNS.index("Field") + 1).value = "Something"
        else:
            del book[LIST]
        book.save(path)
    with pytest.raises(Unreadable):
        actions.correct(release=release, path=path, by=anna)


def test_a_comment_that_is_too_long_is_refused(anna, release, fill):
    with pytest.raises(Unreadable, match="at most 300"):
        actions.correct(release=release, path=fill(PUT_RIGHT, comment="x" * 301), by=anna)


def test_a_changed_byte_of_a_correction_is_noticed(anna, release, lake, fill):
    actions.correct(release=release, path=fill(PUT_RIGHT), by=anna)
    path = next(place_of(lake, release.lake_id).glob(f"{OVERLAYS}/*/values.parquet"))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    with pytest.raises(Damaged, match="correction 1"):
        rows(lake, release, "person")


def test_who_may_not_load_may_not_correct_and_published_figures_are_not_corrected(actor, anna, release, fill):
    path = fill(PUT_RIGHT)
    with pytest.raises(NotAllowed):
        actions.correct(release=release, path=path, by=actor("Cora", "oldmere"))
    published = actions.take_in(area=anna.area, manifest=manifest_of({}), by=anna)
    with pytest.raises(Refused, match="not corrected here"):
        actions.correct(release=published, path=path, by=anna)


def test_a_retired_return_takes_its_corrections_with_it(
    anna, release, lake, fill, tmp_path, django_capture_on_commit_callbacks
):
    actions.correct(release=release, path=fill(PUT_RIGHT), by=anna)
    manifest = kept(lake, release.lake_id)
    with django_capture_on_commit_callbacks(execute=True):
        actions.retire(release=release, by=anna, reason="Its time is up.")

    assert not place_of(lake, release.lake_id).exists()
    assert manifest
    assert actions.take_in(area=anna.area, manifest=manifest, by=anna).corrections == []


# --- killed half way -------------------------------------------------------------------------------------------------

IMPORTS = """
from datetime import date
from pathlib import Path
from goldenthread.understanding.datasets.kinds.registry import all_kinds
from goldenthread.understanding.datasets.lake.correcting import correct
all_kinds()
"""
DEED = """
correct(Path(sys.argv[1]), lake=Path(sys.argv[2]), release=sys.argv[3], area="oldmere", key=sys.argv[4].encode(),
    by="A test", today=date(2026, 11, 22))
"""


@pytest.mark.once
def test_killed_at_any_moment_a_correction_is_whole_or_not_there(release, lake, fill, tmp_path):
    path = fill(PUT_RIGHT)
    before = rows(lake, release, "person")
    copy = tmp_path / "copy"
    shutil.copytree(lake, copy)
    words: Any = {"release": release.lake_id, "area": "oldmere", "key": KEY, "by": "A test", "today": TODAY}
    started = time.monotonic()
    correct(path, lake=copy, **words)
    lasts = time.monotonic() - started
    after = rows(copy, release, "person")
    with killable(IMPORTS, DEED, str(path), str(lake), release.lake_id, KEY.decode()) as kill_after:
        for share in (0.0, 0.6, 0.9, 1.0, 1.1):
            kill_after(lasts * share)
            assert rows(lake, release, "person") in (before, after)
        kill_after(NEVER)
        assert rows(lake, release, "person") == after, "what is killed here would have finished"

    assert correct(path, lake=lake, **words).number == 1
    assert rows(lake, release, "person") == after


def test_a_process_that_dies_before_the_move_leaves_nothing_that_is_read(release, lake, fill, monkeypatch):
    before = rows(lake, release, "person")

    def dies(self: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", dies)
        words: Any = {"release": release.lake_id, "area": "oldmere", "key": KEY, "by": "A test", "today": TODAY}
        with pytest.raises(KeyboardInterrupt):
            correct(fill(PUT_RIGHT), lake=lake, **words)

    assert overlays(place_of(lake, release.lake_id)) == []
    assert rows(lake, release, "person") == before


def test_the_whole_list_has_one_line_a_field(release, lake, fill):
    listed = listed_findings(lake, release.lake_id)
    lines = openpyxl.load_workbook(fill({}))[LIST].max_row - 1

    assert lines == sum(len(row["field"].split("; ")) for row in listed) > len(release.findings[0]["examples"])
