"""Are figures honest, their intervals right, and their words plain?"""

from decimal import Decimal
from math import inf, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.analysis.figures import (
    Figure,
    State,
    Unit,
    difference,
    say_number,
    say_period,
    say_value,
    wilson,
)

COUNTS = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("x", "n", "lower", "upper"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_published_examples(x, n, lower, upper):
    """Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I, method 3."""
    assert wilson(x, n) == pytest.approx((lower, upper), abs=5e-5)


@pytest.mark.parametrize(
    ("later", "earlier", "lower", "upper"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
    ],
)
def test_difference_gives_the_published_examples(later, earlier, lower, upper):
    """Newcombe (1998), "Interval estimation for the difference between …", table II, method 10."""
    assert difference(earlier, later) == pytest.approx((lower, upper), abs=5e-5)


def _score_limit(x, n, inside, outside):
    """The slow and obvious limit: walk by halves to where the score test just fails at 1.96 standard errors."""
    for _ in range(200):
        middle = (inside + outside) / 2
        error = sqrt(middle * (1 - middle) / n)
        score = abs(x / n - middle) / error if error else inf * abs(x / n - middle) if x / n != middle else 0
        inside, outside = (middle, outside) if score <= 1.959963984540054 else (inside, middle)
    return inside


@given(COUNTS)
def test_wilson_agrees_with_walking_to_where_the_score_test_fails(counts):
    x, n = counts
    expected = (_score_limit(x, n, x / n, 0.0), _score_limit(x, n, x / n, 1.0))
    assert wilson(x, n) == pytest.approx(expected, abs=1e-9)


@given(COUNTS)
def test_wilson_contains_the_proportion_and_stays_in_bounds(counts):
    x, n = counts
    interval = wilson(x, n)
    assert 0 <= interval.lower <= x / n <= interval.upper <= 1
    assert wilson(x, n, 0.998).lower <= interval.lower <= interval.upper <= wilson(x, n, 0.998).upper


@given(COUNTS, COUNTS)
def test_difference_contains_the_difference_and_turns_round(first, second):
    forward, back = difference(first, second), difference(second, first)
    assert forward.contains(second[0] / second[1] - first[0] / first[1])
    assert forward == pytest.approx((-back.upper, -back.lower))


@pytest.mark.parametrize(("x", "n"), [(1, 0), (-1, 10), (11, 10), (0, -5)])
def test_wilson_refuses_what_is_not_a_proportion(x, n):
    with pytest.raises(ValueError, match=f"{x} of {n} is not a proportion"):
        wilson(x, n)


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_wilson_refuses_an_impossible_confidence(confidence):
    with pytest.raises(ValueError, match="between 0 and 1"):
        wilson(1, 2, confidence)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1292, "1,292"),
        (Decimal("9.70"), "9.7"),
        (Decimal("3.00"), "3"),
        (Decimal("100"), "100"),
        (Decimal("1E+3"), "1,000"),
        (Decimal("-0.0"), "0"),
        (Decimal("-1200.50"), "-1,200.5"),
        (0, "0"),
    ],
)
def test_number_is_said_plainly(value, words):
    assert say_number(value) == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (Decimal("29.0"), "per cent", "29%"),
        (36_000_000, "pounds", "£36,000,000"),
        (Decimal("1.5"), "pounds", "£1.50"),
        (Decimal("-1200000"), "pounds", "-£1,200,000"),
        (1, "days", "1 day"),
        (18, "weeks", "18 weeks"),
        (1, "people", "1 person"),
        (1292, "people", "1,292 people"),
        (1, "pupils", "1 pupil"),
        (Decimal("3.99"), "ratio", "3.99"),
        (5, "count", "5"),
        (0, "places", "0 places"),
    ],
)
def test_value_is_said_with_its_unit(value, unit, words):
    assert say_value(value, unit) == words


@pytest.mark.parametrize("unit", Unit)
def test_every_unit_can_be_said(unit):
    assert "2" in say_value(2, unit)


@pytest.mark.parametrize(
    ("period", "words"),
    [("2020", "2020"), (" July 2023 ", "July 2023"), ("Year to March 2024", "the year to March 2024")],
)
def test_period_reads_inside_a_sentence(period, words):
    assert say_period(period) == words


def test_figure_says_its_counts_and_period():
    figure = Figure(29, numerator=43, denominator=148, period="2020", unit=Unit.PER_CENT)
    assert figure.say() == "29% (43 of 148), 2020"


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (Figure(1292, period="2017"), "1,292, 2017"),
        (Figure(821), "821"),
        (Figure(None, state=State.SUPPRESSED, why="fewer than 5 children", period="2020"),
         "suppressed (fewer than 5 children), 2020"),
        (Figure(None, state=State.NOT_COLLECTED, period="2021"), "not collected, 2021"),
        (Figure(None, state=State.NOT_YET_SET), "not yet set"),
    ],
)  # fmt: skip
def test_figure_is_said(figure, words):
    assert figure.say() == words


def test_nought_is_a_number_and_not_an_absence():
    assert Figure(0, period="2020").say() == "0, 2020"


def test_proportion_carries_its_interval():
    figure = Figure.proportion(43, 148, period="2020", places=1)
    assert figure.say() == "29.1% (43 of 148), 2020"
    assert figure.say_interval() == "between 22.3% and 36.8%"
    assert Figure(29).say_interval() == ""


def test_proportion_rounds_halves_up():
    assert Figure.proportion(1, 8).value == 13


@pytest.mark.parametrize("state", [State.SUPPRESSED, State.NOT_COLLECTED, State.NOT_YET_SET])
@pytest.mark.parametrize("field", ["value", "numerator", "lower", "upper"])
def test_hidden_figure_cannot_carry_a_number(state, field):
    with pytest.raises(ValueError, match="must not carry a number"):
        Figure(**{"value": None, "state": state, field: 0})


def test_known_figure_needs_a_value():
    with pytest.raises(ValueError, match="needs a value"):
        Figure(None)
