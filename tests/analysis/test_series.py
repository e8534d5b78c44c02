"""Are figures put in order, kept apart where they must be, and their lateness and smallness said?"""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from goldenthread.analysis.due import read_period
from goldenthread.analysis.figures import State, Unit
from goldenthread.analysis.series import (
    Baseline,
    BaselineState,
    Observation,
    Point,
    comparable,
    months_between,
    say_overdue,
    say_small,
)

TODAY = date(2024, 6, 1)
UNSTATED = Baseline(BaselineState.NOT_STATED)


def series(*observations, baseline=UNSTATED):
    return comparable(baseline, observations, TODAY, Unit.PER_CENT)


def periods(result):
    return [point.period.wording for point in result.points]


def test_figures_are_put_in_order_of_their_period():
    recorded = [Observation(period, 1) for period in ("July 2023", "2017/18", "2022", "2018/19")]
    assert periods(series(*recorded)) == ["2017/18", "2018/19", "2022", "July 2023"]


@pytest.mark.parametrize("state", [State.SUPPRESSED, State.NOT_COLLECTED, State.NOT_YET_SET])
def test_a_missing_figure_is_not_a_point_even_if_it_carries_a_number(state):
    result = series(Observation("2022", 5), Observation("2023", 0, state=state))
    assert periods(result) == ["2022"]
    assert result.latest is not None and result.latest.value == 5


def test_only_figures_from_the_last_break_on_are_kept():
    recorded = [
        Observation("2019", 1),
        Observation("2020", 2, break_before="first"),
        Observation("2021", 3),
        Observation("2022", 4, break_before="second"),
        Observation("2023", 5),
    ]
    assert periods(series(*recorded)) == ["2022", "2023"]
    assert series(*recorded).notes == ("Figures from before 2022 are not compared with those after it. Second.",)


def test_a_break_before_the_first_figure_shuts_out_the_baseline():
    baseline = Baseline(BaselineState.KNOWN, 29, period="2020")
    result = series(Observation("2021", 40, break_before="new wording"), baseline=baseline)
    assert result.baseline is None
    assert result.no_baseline == "the baseline (29% in 2020) is from before a break in the series"


@pytest.mark.parametrize(
    ("point", "counts"),
    [
        ({"numerator": 43, "denominator": 148}, (43, 148)),
        ({"denominator": 148}, (43, 148)),
        ({"numerator": 43}, None),
        ({"numerator": 5, "denominator": 0}, None),
        ({"numerator": 149, "denominator": 148}, None),
        ({"numerator": -1, "denominator": 148}, None),
        ({}, None),
    ],
)
def test_counts_behind_a_percentage(point, counts):
    assert Point(Decimal(29), read_period("2020"), **point).counts == counts


@pytest.mark.parametrize(
    ("denominators", "words"),
    [
        ([9, 10], "The numbers are small: a total of only 9 in 2020."),
        ([9, 8], "The numbers are small: a total of only 9 in 2020 and 8 in 2021."),
        ([10, None], ""),
        ([], ""),
    ],
)
def test_small_numbers_are_mentioned(denominators, words):
    points = [Point(1, read_period(str(2020 + i)), None, n) for i, n in enumerate(denominators)]
    assert say_small(points) == words


@pytest.mark.parametrize(
    ("frequency", "months"),
    [
        ("annual", 12),
        ("Annually", 12),
        ("every year", 12),
        ("half-yearly", 6),
        ("every six months", 6),
        ("termly", 5),
        ("Quarterly", 3),
        ("monthly", 1),
        ("every two years", 24),
        ("biannual", None),
        ("when needed", None),
        ("", None),
    ],
)
def test_frequency_is_read_in_months(frequency, months):
    assert months_between(frequency) == months


@pytest.mark.parametrize(
    ("period", "frequency", "last_day_in_time"),
    [
        ("2023", "annual", date(2024, 12, 31)),
        ("2022/23", "annual", date(2024, 8, 31)),
        ("February 2024", "monthly", date(2024, 3, 31)),
        ("2023-24 Q4", "quarterly", date(2024, 6, 30)),
        ("30 November 2023", "quarterly", date(2024, 2, 29)),
        ("15 January 2024", "monthly", date(2024, 2, 15)),
        ("Autumn term 2023", "termly", date(2024, 5, 31)),
    ],
)
def test_a_figure_is_overdue_after_one_more_whole_period(period, frequency, last_day_in_time):
    reported = read_period(period)
    assert say_overdue(reported, frequency, last_day_in_time) == ""
    assert say_overdue(reported, frequency, last_day_in_time + timedelta(1)) == (
        f"A new figure is overdue: the last is for {period}, and the stated frequency is “{frequency}”."
    )


@pytest.mark.parametrize(("period", "frequency"), [("2000", ""), ("2000", "when needed"), ("whenever", "annual")])
def test_nothing_is_overdue_that_was_not_promised(period, frequency):
    assert say_overdue(read_period(period), frequency, TODAY) == ""
    assert say_overdue(None, "annual", TODAY) == ""


@pytest.mark.parametrize(
    ("state", "reported"),
    [(State.SUPPRESSED, "2023"), (State.NOT_COLLECTED, "2021"), (State.NOT_YET_SET, "2021"), (State.KNOWN, "2023")],
)
def test_a_suppressed_figure_was_reported_and_an_uncollected_one_was_not(state, reported):
    value = 3 if state == State.KNOWN else None
    result = series(Observation("2021", 2), Observation("2023", value, state=state))
    assert result.reported == read_period(reported)
