"""When is a delivery due, what does it cover, and how does it stand? Truth tables, and what holds for every promise."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.understanding.supply.computing import last_day, months_later, period_at, periods, standing_of
from goldenthread.understanding.supply.states import (
    MONTHS_BETWEEN,
    TRANSITIONS,
    DeliveryState,
    Frequency,
    Standing,
    transition,
)

DUE = date(2026, 11, 15)
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
RHYTHMS = st.sampled_from(sorted(MONTHS_BETWEEN))


def stands(today: date, *, state="expected", grace=3, frequency="monthly", received=None, complete=""):
    return standing_of(state, DUE, grace, frequency, today, received=received, complete=complete)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 14), Standing.NOT_DUE),
        (date(2026, 11, 15), Standing.DUE),  # the due day itself
        (date(2026, 11, 18), Standing.DUE),  # the last day of grace
        (date(2026, 11, 19), Standing.LATE),
        (date(2026, 12, 18), Standing.LATE),  # a whole further month has not gone by
        (date(2026, 12, 19), Standing.NEVER_CAME),
    ],
)
@pytest.mark.parametrize("state", ["expected", "asked", "said-sent"])
def test_what_has_not_come_is_late_by_its_dates_whatever_was_asked_or_said(state, today, expected):
    assert stands(today, state=state) == expected


def test_without_grace_it_is_late_on_the_next_day():
    assert stands(date(2026, 11, 15), grace=0) == Standing.DUE
    assert stands(date(2026, 11, 16), grace=0) == Standing.LATE


@pytest.mark.parametrize(
    ("frequency", "last_late_day"),
    [
        ("monthly", date(2026, 12, 15)),
        ("quarterly", date(2027, 2, 15)),
        ("termly", date(2027, 3, 15)),
        ("half-yearly", date(2027, 5, 15)),
        ("yearly", date(2027, 11, 15)),
        ("once", date(2027, 11, 15)),
    ],
)
def test_it_never_came_once_a_whole_further_period_has_gone_by(frequency, last_late_day):
    assert stands(last_late_day, grace=0, frequency=frequency) == Standing.LATE
    assert stands(last_late_day + timedelta(1), grace=0, frequency=frequency) == Standing.NEVER_CAME


@pytest.mark.parametrize(
    ("received", "complete", "expected"),
    [
        (date(2026, 11, 1), "complete", Standing.CAME),  # before it was due
        (date(2026, 11, 18), "complete", Standing.CAME),
        (date(2026, 11, 19), "complete", Standing.CAME_LATE),
        (date(2026, 11, 1), "partial", Standing.IN_PART),
        (date(2026, 11, 19), "partial", Standing.IN_PART),
    ],
)
def test_what_came_is_judged_by_the_day_on_which_it_came(received, complete, expected):
    assert stands(date(2027, 6, 1), state="received", received=received, complete=complete) == expected


def test_a_refusal_is_a_refusal_on_every_day():
    assert stands(date(2026, 1, 1), state="refused") == stands(date(2030, 1, 1), state="refused") == Standing.REFUSED


@pytest.mark.parametrize(
    ("frequency", "first", "name"),
    [
        ("monthly", date(2026, 10, 1), "October 2026"),
        ("quarterly", date(2026, 7, 1), "July 2026 to September 2026"),
        ("termly", date(2026, 9, 1), "autumn term 2026"),
        ("termly", date(2026, 1, 1), "spring term 2026"),
        ("termly", date(2026, 5, 1), "summer term 2026"),
        ("termly", date(2026, 4, 1), "April 2026 to July 2026"),
        ("half-yearly", date(2026, 10, 1), "October 2026 to March 2027"),
        ("yearly", date(2026, 1, 1), "2026"),
        ("yearly", date(2026, 4, 1), "April 2026 to March 2027"),
        ("once", date(2026, 4, 1), ""),
    ],
)
def test_a_period_is_named_as_people_name_it(frequency, first, name):
    assert period_at(0, first, DUE, frequency).name == name


def test_a_due_day_at_the_end_of_a_month_comes_back_after_a_shorter_one():
    found = [period_at(n, date(2026, 12, 1), date(2027, 1, 31), "monthly").due for n in range(3)]

    assert found == [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)]


def test_every_delivery_due_by_the_day_is_expected_and_the_next():
    found = list(periods(date(2026, 8, 1), date(2026, 9, 15), "monthly", date(2026, 11, 15)))

    assert [each.name for each in found] == ["August 2026", "September 2026", "October 2026", "November 2026"]


def test_a_period_that_had_not_ended_when_the_promise_did_is_not_expected():
    found = list(periods(date(2026, 8, 1), date(2026, 9, 15), "monthly", date(2027, 6, 1), date(2026, 9, 30)))

    assert [each.name for each in found] == ["August 2026", "September 2026"]


def test_a_promise_without_dates_expects_nothing_and_one_made_once_expects_one():
    assert list(periods(None, None, "not-stated", DUE)) == []
    assert len(list(periods(date(2026, 8, 1), DUE, "once", date(2030, 1, 1)))) == 1


@given(first=DAYS, wait=st.integers(0, 400), frequency=RHYTHMS, later=st.integers(0, 1500))
def test_periods_follow_one_another_without_gap_or_overlap(first, wait, frequency, later):
    first = first.replace(day=1)
    due = first + timedelta(wait)
    found = list(periods(first, due, frequency, due + timedelta(later)))

    assert found[0].start == first
    for before, after in itertools.pairwise(found):
        assert after.start == before.end + timedelta(1)
        assert after.due > before.due
    assert [each.due > due + timedelta(later) for each in found] == [False] * (len(found) - 1) + [True]


@given(day=DAYS, months=st.integers(0, 240))
def test_months_later_keeps_the_day_or_the_end_of_the_month(day, months):
    found = months_later(day, months)

    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found.day < day.day and (found + timedelta(1)).day == 1)


@given(due=DAYS, grace=st.integers(0, 60), frequency=RHYTHMS, first=DAYS, second=DAYS)
def test_what_has_not_come_never_gets_better_as_days_go_by(due, grace, frequency, first, second):
    order = [Standing.NOT_DUE, Standing.DUE, Standing.LATE, Standing.NEVER_CAME]
    early, late = sorted((first, second))
    found = [
        order.index(standing_of("asked", due, grace, frequency, day, received=None, complete=""))
        for day in (early, late)
    ]

    assert found == sorted(found)
    assert (late > last_day(due, grace)) == (order[found[1]] in (Standing.LATE, Standing.NEVER_CAME))


def test_each_move_is_in_the_table_once_and_refusals_and_take_backs_say_why():
    moves = [(move.source, move.target) for move in TRANSITIONS]

    assert len(set(moves)) == len(moves)
    assert {move.target for move in TRANSITIONS if move.reason_required} == {
        DeliveryState.REFUSED,
        DeliveryState.EXPECTED,
    }
    assert transition("received", "asked") is None
    assert transition("received", "refused") is None


def test_every_rhythm_but_once_and_not_stated_has_a_length():
    assert set(Frequency) - set(MONTHS_BETWEEN) == {Frequency.ONCE, Frequency.NOT_STATED}
