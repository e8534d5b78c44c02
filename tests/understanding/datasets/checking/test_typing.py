"""Is each way of writing a day, a yes, a code and a number read as what it means, and is nothing else?"""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.understanding.datasets.checking.run import check
from goldenthread.understanding.datasets.checking.typing import Typed, typed
from goldenthread.understanding.datasets.kinds.schema import Code, CodeSet, Field, Holds, Kind, Table
from goldenthread.understanding.datasets.reading.gathering import Gathering
from goldenthread.understanding.datasets.reading.staged import Staged, workbench

SEX = CodeSet(
    name="sex",
    title="Sex",
    codes=(Code(code="M", means="male", also=("1",)), Code(code="F", means="female", also=("2",))),
)


def kind(holds: Holds) -> Kind:
    fields = (Field(name="k"), Field(name="x", title="It", holds=holds, codes="sex" if holds is Holds.CODE else ""))
    return Kind(
        slug="made-up", title="Made up", what="w", subject="education", publisher="p", source="s", licence="l",
        tables=(Table(name="t", title="Things", fields=fields, key=("k",)),), code_sets=(SEX,),
    )  # fmt: skip


def read(holds: Holds, *texts: str | None) -> tuple[list[object], int]:
    declared = kind(holds)
    with workbench("300MB") as engine:
        gathering = Gathering(declared, engine)
        for row, text in enumerate(texts, start=2):
            gathering.add("t", {"k": str(row), "x": text}, "f", row)
        made: Typed = typed(Staged(engine, gathering.finish()), declared)
        values = engine.con.execute("SELECT x FROM typed_t ORDER BY _row").fetchall()
        return [value for (value,) in values], made.lost.get(("t", "x"), 0)


def each(holds: Holds, texts: list[str]) -> list[object]:
    """Each text alone in its column, and all together: how one is read never hangs on the others."""
    together, _ = read(holds, *texts)
    assert together == [read(holds, text)[0][0] for text in texts]
    return together


DAY = date(2022, 9, 28)


def test_the_ways_of_writing_a_day() -> None:
    ways = ["2022-Sep-28 00:00:00", "2022-09-28", "28/09/2022", "44832", "44832.0", "2022-09-28 00:00:00", "2022-09-28T10:11:12",
            "28/09/2022 00:00", "28-Sep-2022", " 2022-09-28 ", "\u00a02022-09-28"]  # fmt: skip
    assert each(Holds.DATE, ways) == [DAY] * len(ways)


def test_what_is_no_day() -> None:
    wrong = [
        "31/02/2022",
        "09/28/2022",
        "2022-13-01",
        "0202-09-28",
        "soon",
        "28/09/22",
        "1",
        "99999",
        "20220928x",
        "2022",
    ]
    assert each(Holds.DATE, wrong) == [None] * len(wrong)
    assert read(Holds.DATE, *wrong)[1] == len(wrong)


def test_the_third_of_april_is_not_the_fourth_of_march() -> None:
    assert each(Holds.DATE, ["03/04/2024"]) == [date(2024, 4, 3)]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.dates(date(1900, 1, 1), date(2100, 12, 31)), min_size=1, max_size=20))
def test_a_day_survives_every_layout(days: list[date]) -> None:
    for write in ("%Y-%b-%d 00:00:00", "%Y-%m-%d", "%d/%m/%Y"):
        assert read(Holds.DATE, *(day.strftime(write) for day in days)) == (days, 0)


def test_yes_and_no() -> None:
    assert each(Holds.YES_NO, ["true", "1", "1.0", "Y", "Yes", "TRUE"]) == [True] * 6
    assert each(Holds.YES_NO, ["false", "0", "0.0", "N", "no", "FALSE"]) == [False] * 6
    assert each(Holds.YES_NO, ["2", "maybe", "yn"]) == [None] * 3


def test_codes_in_both_styles_and_numbers_that_were_floats() -> None:
    assert each(Holds.CODE, ["m", "M", "1", "1.0", "2", "Z"]) == ["M", "M", "M", "M", "F", "Z"]
    assert each(Holds.TEXT, ["123456.0", "123456", "1.5", "v1.0", " a "]) == ["123456", "123456", "1.5", "v1.0", "a"]
    assert each(Holds.WHOLE, ["12", "12.0", "12.5", "x", "-3"]) == [12, 12, None, None, -3]
    assert each(Holds.DECIMAL, ["1.5", "x"]) == [1.5, None]


def test_the_moment_of_making() -> None:
    assert (
        each(Holds.MOMENT, ["2025-01-31T12:00:00", "45688.5", "2025-Jan-31 12:00:00"])
        == [datetime(2025, 1, 31, 12)] * 3
    )


@pytest.mark.parametrize("blank", ["", " ", "\t", "\u00a0", None])
def test_a_blank_is_nothing_and_no_fault(blank: str | None) -> None:
    assert read(Holds.DATE, blank, "2022-09-28") == ([None, DAY], 0)


def test_what_cannot_be_read_is_a_fault_with_its_row_and_a_swapped_column_is_guessed() -> None:
    declared = kind(Holds.DATE)
    with workbench("300MB") as engine:
        gathering = Gathering(declared, engine)
        for row, text in enumerate(["WBRI", "MWBC", "AIND"], start=2):
            gathering.add("t", {"k": str(row), "x": text}, "f.csv", row)
        report = check(Staged(engine, gathering.finish()), declared, year=2025, reference_date=date(2025, 1, 16))
        result = report.result("made-up.t.x.type")
        assert result.count == 3
        assert "another field" in result.note
        assert (result.examples[0].row, dict(result.examples[0].found)) == (2, {"x": "WBRI"})
        assert report.listing("made-up.t.x.type")["found"].to_pylist() == ["WBRI", "MWBC", "AIND"]
        assert "f.csv, row 2" in str(result.examples[0].as_fault(result.rule.sentence, result.rule.do))
