"""Is a file of statistics known by its headings, read strictly, and refused in a sentence when it is not as declared?"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.kinds.registry import all_kinds
from goldenthread.understanding.datasets.reading.published import read, recognised, recognises
from goldenthread.understanding.datasets.reading.staged import Unreadable, workbench

MADE = Callable[..., Path]
KINDS = all_kinds()
TIDY = "la_name,old_la_code,year,appeals_registered,total_appealable_decisions,appeal_rate_pc"
WAITS = "month,org_level,org_code,org_name,service,wait_band,value"
BALANCE = "time_period,geographic_level,region_name,la_name,deficit,DSG cumulative balance as a % of the total income,financial_year"


def test_a_table_is_staged_as_text_with_file_and_row(made: MADE, engine: Backend) -> None:
    path = made("any name.csv", TIDY, 'Darlington,841,2014, 0 ,"450",', '"Bristol, City of",801,2015,..,x,"1\n2"')
    staged = read([path], KINDS["send-tribunal-appeals"], engine)
    assert staged.tables == ("appeals",)
    rows = engine.table("appeals").order_by("_row").to_pyarrow().to_pylist()
    assert [(row["_file"], row["_row"], row["old_la_code"]) for row in rows] == [
        ("any name.csv", 2, "841"),
        ("any name.csv", 3, "801"),
    ]
    assert (rows[0]["appeals_registered"], rows[0]["total_appealable_decisions"]) == (" 0 ", "450")
    assert rows[0]["appeal_rate_pc"] is None
    assert rows[1]["appeal_rate_pc"] == "1\n2"


def test_headings_are_compared_without_case_blanks_and_order(made: MADE, engine: Backend) -> None:
    heading = "YEAR, la_name ,appeals_registered,total_appealable_decisions,Old_LA_code,appeal_rate_pc"
    read([made("a.csv", heading, "2014,Darlington,1,2,841,3")], KINDS["send-tribunal-appeals"], engine)
    assert engine.table("appeals").old_la_code.to_pyarrow().to_pylist() == ["841"]


@pytest.mark.parametrize(
    ("level", "slug"), [("ICB", "nhs-community-waits"), ("Provider", "nhs-community-waits-providers"), ("Ward", None)]
)
def test_the_same_headings_are_told_apart_by_what_stands_below(made: MADE, level: str, slug: str | None) -> None:
    path = made("waits.csv", WAITS, f"2023-01,{level},,X,Audiology,total,1")
    assert getattr(recognised([path]), "slug", None) == slug
    assert recognises([path], KINDS["nhs-community-waits"]) == (slug == "nhs-community-waits")


def test_what_is_no_statistic_is_not_recognised(made: MADE, tmp_path: Path) -> None:
    for path in (
        made("a.csv", "a,b", "1,2"),
        made("b.csv", "<html>"),
        made("c.csv", ""),
        tmp_path / "none.csv",
        tmp_path,
    ):
        assert recognised([path]) is None
    assert recognised([]) is None


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([BALANCE.replace("deficit,", ""), "201920,National,England,,-1,2019-20"], "no table of"),
        ([BALANCE.replace("region_name,", ""), "1,2,3,4,5,6"], "row 1: a column is missing. Expected: region_name."),
        ([BALANCE + ",La_Name", "1,2,3,4,5,6,7,8"], "row 1: a heading stands twice. Found: la_name."),
        ([BALANCE + ",", "1,2,3,4,5,6,7,8"], "row 1, column 8: a column has no heading."),
        ([BALANCE], "the table has headings but no rows."),
        (
            [BALANCE, "1,2,3,4,5,6,7", "1,2,3"],
            "row 3: the row has another length than the headings. Found: 3 cells. Expected: 7 cells.",
        ),
        (
            [BALANCE, "1,2,3,4,5,6,7,8"],
            "row 2: the row has another length than the headings. Found: 8 cells. Expected: 7 cells.",
        ),
        ([BALANCE, '1,"2\n2",3,4,5,6,7', "1,2"], "row 3: the row has another length"),
        ([BALANCE, "1,2,3,4,5,6,7", "", "1,2,3,4,5,6,7"], "row 3: the row is blank."),
        ([BALANCE, '1,2,3,4,5,6,"7'], "the row is not well-formed CSV."),
        ([BALANCE, '1,"2"x,3,4,5,6,7'], "the row is not well-formed CSV."),
        ([BALANCE.replace(",", ";"), "1;2;3;4;5;6;7"], "no table of"),
    ],
)
def test_a_file_that_is_not_as_declared_is_refused_in_words(
    made: MADE, engine: Backend, lines: list[str], said: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        read([made("balance.csv", *lines)], KINDS["dsg-balance"], engine)
    assert said in str(refused.value)
    assert "balance.csv" in str(refused.value)


def test_a_column_that_is_not_known_is_refused_where_none_is_expected(made: MADE, engine: Backend) -> None:
    path = made("codes.csv", "LA Number,LA Name,Region,Type,Mayor", "301,Barking,London,OLB,x")
    with pytest.raises(Unreadable, match=r"a column is not known\. Found: Mayor"):
        read([path], KINDS["lait-area-codes"], engine)


def test_a_new_figure_is_kept_and_remarked_on(made: MADE, engine: Backend) -> None:
    staged = read(
        [made("a.csv", TIDY + ",withdrawn", "Durham,840,2024,1,2,3,4")], KINDS["send-tribunal-appeals"], engine
    )
    assert [str(fault) for fault in staged.faults] == [
        "a.csv, column withdrawn: a figure that is not in the declaration is kept too."
    ]


def test_blank_lines_at_the_end_do_no_harm(made: MADE, engine: Backend) -> None:
    read([made("a.csv", TIDY, "Durham,840,2024,1,2,3", "", "")], KINDS["send-tribunal-appeals"], engine)
    assert engine.table("appeals").count().to_pyarrow().as_py() == 1


def test_two_files_of_one_table_are_two_releases(made: MADE, engine: Backend) -> None:
    paths = [made(name, TIDY, "Durham,840,2024,1,2,3") for name in ("a.csv", "b.csv")]
    with pytest.raises(Unreadable, match=r"b.csv: another file holds .* Found: a.csv"):
        read(paths, KINDS["send-tribunal-appeals"], engine)


def test_every_fault_of_every_file_is_told(made: MADE, engine: Backend) -> None:
    paths = [made("a.csv", "x,y", "1,2"), made("b.csv", TIDY, "1,2"), made("c.csv", "<html>")]
    with pytest.raises(Unreadable) as refused:
        read(paths, KINDS["send-tribunal-appeals"], engine)
    assert [fault.where for fault in refused.value.faults] == ["a.csv", "b.csv, row 2", "c.csv"]


def test_no_file_at_all_is_refused(engine: Backend) -> None:
    with pytest.raises(Unreadable, match="no file holds a table of this kind"):
        read([], KINDS["send-tribunal-appeals"], engine)


def test_an_archive_passes_over_other_kinds_but_not_strangers(made: MADE, tmp_path: Path, engine: Backend) -> None:
    path = tmp_path / "release.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(made("a.csv", TIDY, "Durham,840,2024,1,2,3"), "data/a.csv")
        archive.write(made("b.csv", WAITS, "2023-01,ICB,,X,Audiology,total,1"), "more/b.csv")
    staged = read([path], KINDS["send-tribunal-appeals"], engine)
    assert (staged.tables, staged.told) == (("appeals",), {"release.zip/more/b.csv": "passed over"})
    with zipfile.ZipFile(path, "a") as archive:
        archive.write(made("c.csv", "a,b", "1,2"), "c.csv")
    with pytest.raises(Unreadable, match=r"release.zip/c.csv: this is no table of"):
        read([path], KINDS["send-tribunal-appeals"], engine)


GOOD = (TIDY + "\n" + "\n".join(f"Durham,840,{year},1,2,3.5" for year in range(2014, 2024)) + "\n").encode()


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_file_is_read_or_refused_and_nothing_else(tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(len(content), start + 30)))
        content[start:end] = data.draw(
            st.binary(max_size=6) | st.sampled_from([b'"', b",", b"\n", b"\r", b"\n\n", b"\0", b"\xe9"])
        )
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with workbench() as engine:
        try:
            staged = read([path], KINDS["send-tribunal-appeals"], engine)
        except Unreadable as refused:
            assert all(str(fault) and fault.where for fault in refused.faults)
        else:
            assert engine.table(staged.tables[0]).count().to_pyarrow().as_py() > 0


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400), name=st.sampled_from(["a.csv", "a.zip", "caseload.csv"]))
def test_bytes_of_any_kind_are_refused(tmp_path: Path, content: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert recognised([path]) is None
    with workbench() as engine, pytest.raises(Unreadable):
        read([path], KINDS["dfe-ehc-plans"], engine)
