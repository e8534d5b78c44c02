"""Do the two forms of each identifier's check agree, and do they find the mistakes that people make?"""

# ruff: noqa: S608 - statements are made of declared names only

from __future__ import annotations

from datetime import date

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.understanding.datasets.checking.expressions import Names, checked_expression
from goldenthread.understanding.datasets.checking.identifiers import (
    PYTHON,
    SQL,
    UPN_LETTERS,
    valid_la,
    valid_laestab,
    valid_nhs_number,
    valid_ods,
    valid_ukprn,
    valid_uln,
    valid_upn,
    valid_urn,
)
from tests.understanding.datasets.sen2_returns import made_up_upn

NAMES = Names(date(2025, 1, 16), 2025)
DIGITS = "0123456789"


def by_engine(name: str, values: list[str]) -> list[bool]:
    sql = checked_expression(f"{name}(x)", {"x"}, NAMES).sql("duckdb")
    con = duckdb.connect()
    con.register("t", pa.table({"x": values}))
    return [row[0] for row in con.execute(f"SELECT {sql} FROM t").fetchall()]


NEAR = {
    "valid_upn": st.from_regex(rf"[{UPN_LETTERS}IOS][0-9]{{11}}[0-9{UPN_LETTERS}IOS]", fullmatch=True),
    "valid_uln": st.text(DIGITS, min_size=10, max_size=10),
    "valid_nhs_number": st.from_regex(r"[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}", fullmatch=True),
    "valid_urn": st.text(DIGITS, min_size=5, max_size=7),
    "valid_ukprn": st.from_regex(r"[12][0-9]{6,8}", fullmatch=True),
    "valid_laestab": st.from_regex(r"[0-9]{3}/?[0-9]{3,4}", fullmatch=True),
    "valid_la": st.from_regex(r"[0-9]{3}|E(0[5-9]|10|11)[0-9]{6}", fullmatch=True),
    "valid_ods": st.from_regex(r"[RTQA][0-9A-Z]{2,5}|[0-9]{2}[A-Z]", fullmatch=True),
}


@pytest.mark.parametrize("name", sorted(SQL))
def test_the_engine_and_the_oracle_agree(name: str) -> None:
    @settings(max_examples=15, deadline=None)
    @given(st.lists(NEAR[name] | st.text(max_size=14), min_size=1, max_size=200))
    def agree(values: list[str]) -> None:
        assert by_engine(name, values) == [PYTHON[name](value) for value in values]

    agree()


@given(st.integers(0, 99_999_999), st.integers(1, 12), st.sampled_from(DIGITS))
def test_one_wrong_digit_of_a_upn_is_found(number: int, place: int, digit: str) -> None:
    """23 is prime and every weight is smaller, so that no single slip of a digit goes unseen."""
    upn = made_up_upn(number)
    assert valid_upn(upn)
    changed = upn[:place] + digit + upn[place + 1 :]
    assert valid_upn(changed) == (changed == upn)


@given(st.text(DIGITS, min_size=9, max_size=9))
def test_each_nine_digits_have_at_most_one_check_digit(nine: str) -> None:
    for valid in (valid_uln, valid_nhs_number):
        assert sum(valid(nine + digit) for digit in DIGITS) <= 1


@pytest.mark.parametrize(
    ("valid", "right", "wrong"),
    [
        (valid_upn, [made_up_upn(7), made_up_upn(12_345)], ["I391000000010", "T39100000001", "T39100000001I", "UN1", ""]),
        (valid_nhs_number, ["9434765919", "943 476 5919", "943-476-5919"], ["9434765918", "943476591", ""]),
        (valid_uln, ["9999999999"], ["0000000000", "123456789", ""]),
        (valid_urn, ["108001"], ["10800", "1080011", "008001", "SC123456", ""]),
        (valid_ukprn, ["10012345"], ["20012345", "1001234", ""]),
        (valid_laestab, ["3914000", "391/4000"], ["391400", "0914000", ""]),
        (valid_la, ["391", "E08000021"], ["39", "E05000021", "091", ""]),
        (valid_ods, ["RTD", "RTD01", "QHM", "13T", "A12345"], ["XTD", "RTD0", "QHMX", ""]),
    ],
)  # fmt: skip
def test_known_ones(valid: object, right: list[str], wrong: list[str]) -> None:
    assert callable(valid)
    assert [value for value in right if not valid(value)] == []
    assert [value for value in wrong if valid(value)] == []


def test_a_temporary_upn_ends_in_a_letter_that_counts_as_its_place() -> None:
    ends = [letter for letter in UPN_LETTERS if valid_upn(f"A39100000001{letter}")]
    assert len(ends) == 1
