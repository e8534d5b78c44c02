"""Which days can be reported on, and what is said of those that cannot?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.publishing.reports.period import Bounds, Period, bounds
from tests.publishing.documents.making import TODAY, published

HELD, BEGINNING = date(2026, 9, 1), date(2026, 1, 15)
BOUNDS = Bounds(TODAY, HELD, BEGINNING)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@pytest.mark.parametrize(
    ("start", "end", "field", "sentence"),
    [
        (
            date(2026, 10, 1),
            date(2026, 11, 23),
            "end",
            "23 November 2026 is in the future. Choose 22 November 2026, which is today",
        ),
        (date(2026, 11, 23), TODAY, "start", "23 November 2026 is in the future"),
        (
            date(2026, 11, 2),
            date(2026, 11, 1),
            "start",
            "The report would run backwards, from 2 November 2026 to 1 November 2026.",
        ),
        (
            date(2026, 1, 14),
            TODAY,
            "start",
            "Nothing that is recorded here is older than 15 January 2026. Choose 15 January 2026",
        ),
        (
            date(2026, 8, 1),
            date(2026, 8, 31),
            "end",
            "held here since 1 September 2026, so how it stood on 31 August 2026 is not known",
        ),
    ],
)
def test_days_that_cannot_be_reported_on_are_refused_with_what_to_do(start: date, end: date, field: str, sentence: str):
    faults = BOUNDS.faults(start, end)

    assert list(faults) == [field]
    assert sentence in faults[field]


@pytest.mark.parametrize(
    ("start", "end"),
    [(BEGINNING, TODAY), (TODAY, TODAY), (HELD, HELD), (date(2026, 2, 1), HELD)],
)
def test_days_that_can_be_reported_on_are_let_pass(start: date, end: date):
    assert BOUNDS.faults(start, end) == {}


def test_both_days_in_the_future_are_both_named():
    assert set(BOUNDS.faults(date(2027, 2, 1), date(2027, 1, 1))) == {"start", "end"}


@pytest.mark.parametrize("missing", [(None, TODAY), (TODAY, None), (None, None)])
def test_day_that_was_not_given_is_left_to_the_form(missing: tuple[date | None, date | None]):
    assert BOUNDS.faults(*missing) == {}


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (date(2026, 10, 20), Period(date(2026, 10, 21), TODAY)),
        (None, Period(date(2026, 10, 23), TODAY)),
        (date(2026, 11, 22), Period(TODAY, TODAY)),
        (date(2025, 12, 31), Period(BEGINNING, TODAY)),
    ],
)
def test_usual_period_begins_after_the_last_report(last: date | None, expected: Period):
    assert BOUNDS.usual(last) == expected


@given(held=DAYS, beginning=DAYS, today=DAYS, last=st.none() | DAYS)
def test_usual_period_is_always_one_that_can_be_reported_on(
    held: date, beginning: date, today: date, last: date | None
):
    held = min(held, today)
    possible = Bounds(today, held, min(beginning, held))

    usual = possible.usual(last)

    assert possible.faults(usual.start, usual.end) == {}


@given(start=DAYS, end=DAYS, day=DAYS)
def test_both_days_belong_to_the_period(start: date, end: date, day: date):
    start, end = sorted((start, end))
    period = Period(start, end)

    assert period.holds(start)
    assert period.holds(end)
    assert not period.holds(start - timedelta(1))
    assert not period.holds(end + timedelta(1))
    assert period.holds(day) == (start <= day <= end)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2026, 10, 1), TODAY, "1 October to 22 November 2026"),
        (date(2025, 12, 1), TODAY, "1 December 2025 to 22 November 2026"),
        (TODAY, TODAY, "22 November 2026"),
    ],
)
def test_period_in_words(start: date, end: date, words: str):
    assert Period(start, end).says == words


@pytest.mark.parametrize(("slug", "beginning"), [("oldmere", BEGINNING), ("newcastle", TODAY)])
def test_beginning_is_the_first_thing_that_carries_a_date(slug: str, beginning: date):
    assert bounds(published(slug), TODAY, TODAY) == Bounds(TODAY, TODAY, beginning)
