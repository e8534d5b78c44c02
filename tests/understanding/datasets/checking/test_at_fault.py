"""Is a file refused whole when its columns, and not its children, are at fault; and a slip still held back alone?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from goldenthread.understanding.datasets.checking.at_fault import FEWEST_ROWS, masked
from goldenthread.understanding.datasets.lake.intake import read_in
from goldenthread.understanding.datasets.lake.manifest import Manifest
from goldenthread.understanding.datasets.reading.staged import Fault, Unreadable
from tests.understanding.datasets.sen2_returns import Return, child, whole, write_blade, write_xml, xml_text

TODAY = date(2026, 11, 22)


def load(paths: list[Path], lake: Path, year: int | None = None) -> Manifest:
    words = {"area": "oldmere", "lake": lake, "key": b"k" * 40, "today": TODAY, "year": year}
    return read_in(paths, kind="", say=lambda said: None, **words)  # type: ignore[arg-type]


def refusal(paths: list[Path], lake: Path) -> tuple[Fault, ...]:
    with pytest.raises(Unreadable) as refused:
        load(paths, lake)
    assert not list(lake.rglob("*.parquet"))
    return refused.value.faults


def children(count: int = FEWEST_ROWS) -> Return:
    return whole(*(child(n) for n in range(1, count + 1)))


def swapped(made: Return, table: str, one: str, other: str) -> Return:
    for row in made[table]:
        row[one], row[other] = row.get(other, ""), row.get(one, "")
    return made


def test_two_columns_that_changed_places_are_named_and_nothing_is_kept(lake: Path, tmp_path: Path) -> None:
    of_birth, of_upn = refusal(write_blade(swapped(children(), "person", "upn", "personbirthdate"), tmp_path), lake)

    assert "_person.csv, people, column personbirthdate" in of_birth.where
    assert "in 20 of 20 rows" in of_birth.what
    assert of_birth.found == "A999999999999 (letters are shown as A or a, digits as 9)", (
        "the shape of a UPN, never the UPN of a child"
    )
    assert "a day, such as" in of_birth.expected
    assert "look like those of upn (“Unique pupil number”)" in of_birth.do
    assert "look like those of personbirthdate" in of_upn.do


def test_a_date_that_few_children_have_is_judged_by_the_cells_that_are_filled(lake: Path, tmp_path: Path) -> None:
    made = children(50)
    for row in made["namedplan"][:FEWEST_ROWS]:
        row |= {"ceasedate": "3", "ceasereason": "2024-07-01"}

    told = refusal(write_blade(made, tmp_path), lake)

    assert any("column ceasedate" in fault.where and "20 of 20 filled cells" in fault.what for fault in told)


def test_codes_of_another_column_are_told(lake: Path, tmp_path: Path) -> None:
    told = refusal(write_blade(swapped(children(), "senneed", "sentype", "sentyperank"), tmp_path), lake)

    assert {fault.where.rpartition(" ")[2] for fault in told} == {"sentype", "sentyperank"}


@pytest.mark.parametrize("count", [2, FEWEST_ROWS])
def test_a_misspelt_element_is_refused_with_the_name_that_is_nearest(lake: Path, tmp_path: Path, count: int) -> None:
    path = tmp_path / "return.xml"
    path.write_text(xml_text(children(count)).replace("Receiveddate>", "RecievedDate>"))

    (fault,) = refusal([path], lake)

    assert "“requests: recieveddate” is not part of the return" in fault.what
    assert fault.found == f"{count} times"
    assert "meant for receiveddate (“Date received”)" in fault.do


def test_a_misspelt_heading_is_refused_with_the_name_that_is_nearest(lake: Path, tmp_path: Path) -> None:
    files = write_blade(children(), tmp_path)
    requests = next(file for file in files if file.name.endswith("_requests.csv"))
    requests.write_text(requests.read_text().replace("receiveddate", "RecievedDate"))

    told = refusal(files, lake)

    assert "“Date received” is missing, in 20 of 20 rows" in told[0].what
    assert any("meant for receiveddate" in fault.do for fault in told)


def test_slips_of_up_to_half_of_the_children_are_held_back_with_all_that_belongs_to_them(
    lake: Path, tmp_path: Path
) -> None:
    made = children()
    for row in made["person"][: FEWEST_ROWS // 2]:
        row["personbirthdate"] = "unknown"

    manifest = load(write_blade(made, tmp_path), lake)

    tables = {table.name: table for table in manifest.tables}
    for name in ("person", "requests", "assessment", "namedplan", "plandetail", "activeplans", "senneed"):
        assert tables[name].rows_kept == tables[name].rows_read / 2, name
    said = {each["rule"]: each for each in manifest.findings}
    assert said["sen2.requests.parent-held-back"]["count"] == 10
    assert "the row of people that it belongs to" in said["sen2.requests.parent-held-back"]["sentence"]
    assert said["sen2.plandetail.parent-held-back"]["count"] == 20


def test_half_of_a_few_children_are_slips(lake: Path, tmp_path: Path) -> None:
    made = children(3)
    for row in made["person"][:2]:
        row["personbirthdate"] = "unknown"

    assert load(write_xml(made, tmp_path), lake).rows_kept


def test_a_return_of_which_no_child_is_left_is_refused(lake: Path, tmp_path: Path) -> None:
    made = children(3)
    for row in made["person"]:
        row["personbirthdate"] = "unknown"

    (fault,) = refusal(write_blade(made, tmp_path), lake)

    assert "no row of people is left" in fault.what
    assert "“Date of birth” cannot be read as a day." in fault.found


@pytest.mark.parametrize(("text", "shape"), [("B391000000010", "A999999999999"), ("Éva O'Neil-Ray", "Aaa A'Aaaa-Aaa")])
def test_what_is_found_under_a_wrong_heading_is_told_by_its_shape(text: str, shape: str) -> None:
    assert masked(text) == shape
