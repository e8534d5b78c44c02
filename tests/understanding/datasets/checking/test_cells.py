"""Is a figure told from a mark, and can the publisher's cell always be found again?"""

# ruff: noqa: S608  # the SQL under test is put together from its parts
from __future__ import annotations

from decimal import Decimal

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.understanding.datasets.checking.cells import is_rounded, mark, original, value, written
from goldenthread.understanding.datasets.kinds.schema import Kind, Mark, Table

PLAIN = Table(name="t", title="T", measures="every other column")
SHOWN = Table(name="t", title="T", number_style=("thousands commas", "per cent sign"), nil=("-",))
KIND = Kind(
    slug="k",
    title="K",
    what="w",
    subject="education",
    publisher="p",
    source="s",
    licence="l",
    marks={"x": Mark.NOT_AVAILABLE, "c": Mark.SUPPRESSED, "..": Mark.NOT_IN_EXISTENCE, "": Mark.NO_RETURN},
    tables=(PLAIN,),
)


def taken(cell: str | None, table: Table = PLAIN) -> tuple[float | None, str | None, str]:
    """The figure, the mark, and the cell that they give back."""
    kept = f"SELECT {value('c', table)} AS value, {mark('c', KIND, table)} AS mark, c FROM (SELECT CAST(? AS VARCHAR) AS c)"
    again = f"coalesce({written('value')}, '')"
    sql = f"SELECT *, CASE WHEN coalesce(c, '') <> {again} THEN c END AS as_published FROM ({kept})"
    with duckdb.connect() as engine:
        return engine.execute(f"SELECT value, mark, {original()} FROM ({sql})", [cell]).fetchall()[0]


@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        ("0", 0.0),
        ("12", 12.0),
        ("-3.5", -3.5),
        (" 7 ", 7.0),
        (".5", 0.5),
        ("57.900000000000", 57.9),
        ("7.0000000000000007E-2", 0.07),
        ("8.1999999999999993", 8.2),
        ("38.600000000000001", 38.6),
        ("57263.84999999999", 57263.85),
        ("44867520326.8435", 44867520326.8435),
        ("100.000000000000", 100.0),
        ("000000000000000001", 1.0),
    ],
)
def test_a_number_is_read(cell: str, figure: float) -> None:
    assert taken(cell) == (figure, None, cell)


@pytest.mark.parametrize(
    ("cell", "why"), [("x", "not available"), (" .. ", "not in existence"), (None, "no return"), ("c", "suppressed")]
)
def test_a_mark_is_no_number(cell: str | None, why: str) -> None:
    assert taken(cell) == (None, why, cell or "")


@pytest.mark.parametrize(
    "cell", ["-", "*", "1,071", "5%", "nan", "inf", "1e999", "1_000", "0x10", "1 2", "--1", "1.2.3", "٣", "X"]
)
def test_anything_else_is_neither(cell: str) -> None:
    assert taken(cell)[:2] == (None, None)


@pytest.mark.parametrize(
    ("cell", "figure"), [("1,071", 1071.0), ("0.40%", 0.4), (" - ", 0.0), ("22,276", 22276.0), ("12", 12.0)]
)
def test_a_table_may_declare_how_it_writes_numbers(cell: str, figure: float) -> None:
    assert taken(cell, SHOWN) == (figure, None, cell)


@pytest.mark.parametrize("cell", ["1,07", "10,71,000", ",5", "1,0714", "%"])
def test_a_comma_in_the_wrong_place_is_no_number(cell: str) -> None:
    assert taken(cell, SHOWN)[:2] == (None, None)


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
    | st.from_regex(r"-?\d{1,17}(\.\d{1,17})?(E-?\d)?", fullmatch=True)
)
def test_whatever_is_taken_can_be_given_back(cell: str) -> None:
    figure, why, back = taken(cell)
    assert back == cell
    if figure is not None:
        assert why is None
        assert figure == pytest.approx(float(Decimal(cell.strip())), rel=1e-14)


@pytest.mark.parametrize(
    ("cell", "rounded"),
    [("8.1999999999999993", True), ("100.000000000000000", False), ("0.000000000000000001", False), ("12", False)],
)
def test_only_significant_digits_count(cell: str, rounded: bool) -> None:
    with duckdb.connect() as engine:
        assert engine.execute(f"SELECT {is_rounded('c')} FROM (SELECT ? AS c)", [cell]).fetchall() == [(rounded,)]
