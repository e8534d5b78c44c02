"""Is the period of a figure read so that figures can be put in order and compared?"""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.analysis.due import read_period
from goldenthread.analysis.wording import Precision


@pytest.mark.parametrize(
    ("wording", "start", "end", "precision"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31), "year"),
        ("2017/18", date(2017, 4, 1), date(2018, 8, 31), "split_year"),
        ("Autumn term 2024", date(2024, 9, 1), date(2024, 12, 31), "season"),
        ("July 2023", date(2023, 7, 1), date(2023, 7, 31), "month"),
        ("2024-25 Q1", date(2024, 4, 1), date(2024, 6, 30), "quarter"),
        ("academic year 2023/24", date(2023, 9, 1), date(2024, 8, 31), "year"),
        ("year to March 2024", date(2023, 4, 1), date(2024, 3, 31), "year"),
        ("Year ending 31 March 2024", date(2023, 4, 1), date(2024, 3, 31), "year"),
        ("the year to the end of March 2024", date(2023, 4, 1), date(2024, 3, 31), "year"),
        ("12 months to 28 February 2024", date(2023, 3, 1), date(2024, 2, 28), "year"),
        ("twelve months to February 2024", date(2023, 3, 1), date(2024, 2, 29), "year"),
        ("as at 31 March 2024", date(2024, 3, 31), date(2024, 3, 31), "day"),
        ("2017 to July 2023", date(2017, 1, 1), date(2023, 7, 31), "year"),
        ("", None, None, "none"),
        ("from 2020", None, None, "unclear"),
        ("last year", None, None, "unclear"),
        ("year to Autumn 2024", None, None, "unclear"),
        ("year to someday", None, None, "unclear"),
        ("Q1 2024", None, None, "unclear"),
    ],
)
def test_period_is_read_or_asked_about(wording, start, end, precision):
    period = read_period(wording)
    assert (period.start, period.end, period.precision, period.wording) == (start, end, precision, wording)
    assert bool(period.question) == (precision == "unclear")


def test_periods_sort_by_their_end_with_unread_ones_last():
    in_order = ["2017/18", "2018/19", "2020", "July 2023", "2023", "year to March 2024", "2024-25 Q1", "last year"]
    assert [period.wording for period in sorted(read_period(wording) for wording in reversed(in_order))] == in_order


@pytest.mark.parametrize(
    ("later", "earlier", "expected"),
    [
        ("2023", "2022", True),
        ("2018/19", "2017/18", True),
        ("Autumn term 2024", "Autumn term 2023", True),
        ("February 2024", "February 2023", True),
        ("year to March 2024", "year to March 2023", True),
        ("2024-25 Q1", "2023-24 Q1", True),
        ("2024-25 Q1", "2023-24 Q2", False),
        ("2023", "2021", False),
        ("2022", "2023", False),
        ("2023", "July 2022", False),
        ("2023", "", False),
        ("soon", "2022", False),
    ],
)
def test_period_is_a_year_after_only_the_same_period_of_the_year_before(later, earlier, expected):
    assert read_period(later).is_year_after(read_period(earlier)) is expected


@pytest.mark.parametrize(
    ("later", "earlier", "expected"),
    [
        ("2021", "2020", True),
        ("2018", "2017/18", True),
        ("July 2023", "2023", False),
        ("2023", "July 2023", False),
        ("2020", "2020", False),
        ("2020", "", False),
        ("eventually", "2020", False),
    ],
)
def test_period_is_after_another_only_if_it_begins_and_ends_later(later, earlier, expected):
    assert read_period(later).is_after(read_period(earlier)) is expected


@given(st.text(max_size=90))
def test_any_period_has_both_ends_or_neither(wording):
    period = read_period(wording)
    assert (period.start is None) == (period.end is None)
    assert (period.start is None) == (period.precision in (Precision.NONE, Precision.UNCLEAR))
    assert read_period(period.wording) == period


@given(st.integers(1990, 2060))
def test_years_follow_one_another(first):
    years = [read_period(f"{year}/{(year + 1) % 100:02}") for year in range(first, first + 5)]
    for earlier, later in pairwise(years):
        assert later.is_year_after(earlier)
        assert later.is_after(earlier)
        assert earlier < later
