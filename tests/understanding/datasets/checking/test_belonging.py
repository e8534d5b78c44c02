"""Is a return of another council, of another year or in two layouts refused at the load, with nothing kept?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from goldenthread.understanding.datasets.kinds.councils import by_dfe_code
from goldenthread.understanding.datasets.lake.intake import read_in
from goldenthread.understanding.datasets.lake.manifest import Manifest
from goldenthread.understanding.datasets.reading.staged import Unreadable
from tests.understanding.datasets.sen2_returns import (
    Return,
    child,
    whole,
    write_blade,
    write_template,
    write_vendor,
    write_xml,
)

Write = Callable[[Return, Path], list[Path]]
WITH_A_HEADER = [write_blade, write_xml, write_template]


def load(paths: list[Path], lake: Path, council: str = "391", year: int | None = None) -> Manifest:
    return read_in(
        paths,
        kind="",
        area="oldmere",
        lake=lake,
        key=b"a key of a test, of forty characters ....",
        today=date(2026, 11, 22),
        council=by_dfe_code().get(council),
        year=year,
        say=lambda words: None,
    )


def refusal(paths: list[Path], lake: Path, council: str = "391", year: int | None = None) -> Unreadable:
    with pytest.raises(Unreadable) as refused:
        load(paths, lake, council, year)
    assert not list(lake.rglob("*.parquet"))
    return refused.value


@pytest.mark.parametrize("write", WITH_A_HEADER)
def test_the_return_of_another_council_is_refused_in_every_layout_with_a_header(
    write: Write, lake: Path, tmp_path: Path
) -> None:
    (fault,) = refusal(write(whole(child(1), lea="390"), tmp_path), lake).faults

    assert "return of another council" in fault.what
    assert fault.found == "390 (Gateshead)"
    assert fault.expected == "391 (Newcastle upon Tyne)"
    assert "Give the return of Newcastle upon Tyne" in fault.do
    assert "LEA" in fault.where


@pytest.mark.parametrize("write", WITH_A_HEADER)
def test_the_area_s_own_return_is_read(write: Write, lake: Path, tmp_path: Path) -> None:
    told = load(write(whole(child(1)), tmp_path), lake)

    assert told.rows_kept > 0
    assert not any("of which council" in each["sentence"] for each in told.findings)


def test_a_workbook_without_a_header_is_read_and_says_that_this_could_not_be_compared(
    lake: Path, tmp_path: Path
) -> None:
    told = load(write_vendor(whole(child(1)), tmp_path), lake, year=2025)

    assert any("does not say of which council it is" in each["sentence"] for each in told.findings)


def test_a_council_that_is_no_more_is_told_as_such(lake: Path, tmp_path: Path) -> None:
    assert "909 (no council of England has this code today)" in str(
        refusal(write_xml(whole(child(1), lea="909"), tmp_path), lake)
    )


def test_an_area_that_is_no_council_has_no_code_to_compare(lake: Path, tmp_path: Path) -> None:
    assert load(write_xml(whole(child(1), lea="390"), tmp_path), lake, council="").rows_kept


def test_two_headers_of_two_councils_are_refused_for_the_one_that_is_wrong(lake: Path, tmp_path: Path) -> None:
    both = whole(child(1))
    both["sen2"].append(both["sen2"][0] | {"sen2tableid": "2", "lea": "390"})
    assert [fault.found for fault in refusal(write_blade(both, tmp_path), lake).faults] == ["390 (Gateshead)"]


@pytest.mark.parametrize("write", WITH_A_HEADER)
def test_another_year_than_was_said_is_refused(write: Write, lake: Path, tmp_path: Path) -> None:
    (fault,) = refusal(write(whole(child(1)), tmp_path), lake, year=2024).faults

    assert (fault.found, fault.expected) == ("2025", "2024")
    assert "2024" in fault.do


def test_a_reference_date_outside_the_year_is_refused(lake: Path, tmp_path: Path) -> None:
    (fault,) = refusal(write_blade(whole(child(1), year="2024"), tmp_path), lake).faults

    assert fault.found == "2025-01-16"
    assert "January 2024" in fault.expected


def test_the_census_day_is_the_one_that_the_header_states_however_it_is_written(lake: Path, tmp_path: Path) -> None:
    assert load(write_blade(whole(child(1)), tmp_path), lake).told["reference_date"] == "2025-01-16"


def test_two_returns_or_one_in_two_layouts_are_refused(lake: Path, tmp_path: Path) -> None:
    made = whole(child(1))
    xml, blade = write_xml(made, tmp_path), write_blade(made, tmp_path)
    again = tmp_path / "again.xml"
    again.write_bytes(xml[0].read_bytes() + b"\n")

    assert "return.xml: is a whole return by itself (XML)" in str(refusal([*blade, *xml], lake))
    assert [f.where for f in refusal([*xml, again], lake).faults] == ["return.xml", "again.xml"]


def test_a_file_beside_the_nine_that_is_no_csv_is_told(lake: Path, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("For the file.\n")
    told = load([*write_blade(whole(child(1)), tmp_path), notes], lake)

    assert any("notes.txt: is no CSV and was not read" in each["sentence"] for each in told.findings)
