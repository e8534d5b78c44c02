"""Is an impossible figure refused, and a doubtful one asked about and no other?"""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from goldenthread.analysis import Baseline, BaselineState, Observation, State
from goldenthread.analysis.doubts import TIMES, doubts, impossible

TODAY = date(2026, 11, 22)
NO_BASELINE = Baseline(BaselineState.NOT_STATED)


def seen(period: str, value: float | str | None, **more) -> Observation:
    return Observation(period, None if value is None else Decimal(str(value)), **more)


@pytest.mark.parametrize(
    ("unit", "new", "field", "words"),
    [
        ("per cent", seen("2025", 130), "value", "130% is not a percentage: expected a number from 0 to 100"),
        ("per cent", seen("2025", -1), "value", "-1% is not a percentage"),
        ("per cent", seen("2025", 30, comparator=Decimal(300)), "comparator", "300% is not a percentage"),
        ("per cent", seen("2025", 30, numerator=90, denominator=30), "numerator", "90 is more than 30, of which it is"),
        ("weeks", seen("2025", -3), "value", "less than nothing"),
        ("per cent", seen("2025", 30, denominator=0), "denominator", "The denominator is 0: expected more than zero"),
        ("per cent", seen("2025", 30, numerator=-1, denominator=9), "numerator", "expected zero or more"),
        ("count", seen("2027", 3), "period", "“2027” has not begun: it starts on 1 January 2027"),
    ],
)
def test_what_cannot_be_is_refused_in_words(unit: str, new: Observation, field: str, words: str):
    assert [(found.field, words in found.words) for found in impossible(new, unit, TODAY)] == [(field, True)]


@pytest.mark.parametrize(
    ("unit", "new"),
    [
        ("per cent", seen("2025", 0)),
        ("per cent", seen("2025", 100, numerator=9, denominator=9)),
        ("pounds", seen("2025", -300)),
        ("count", seen("2026", 3)),
        ("count", seen("2025", None, state=State.SUPPRESSED)),
    ],
)
def test_what_can_be_is_not_refused(unit: str, new: Observation):
    assert impossible(new, unit, TODAY) == ()


def ask(new: Observation, *others: Observation, unit: str = "count", baseline: Baseline = NO_BASELINE) -> list[str]:
    return [f"{found.field}: {found.words}" for found in doubts(new, baseline, others, unit)]


def test_a_comparator_that_counts_something_else_is_asked_about():
    assert ask(seen("2025", "30.8", comparator=Decimal("3.99")), unit="per cent") == [
        "comparator: 30.8% beside 3.99%: do both count the same thing, in the same way?"
    ]


@pytest.mark.parametrize(("before", "after", "asked"), [(12, 60, True), (12, 59, False), (60, 12, True), (1, 5, False)])
def test_a_figure_five_times_its_neighbour_is_asked_about(before: int, after: int, asked: bool):
    found = ask(seen("2025", after), seen("2024", before), unit="weeks")
    assert bool(found) == asked
    assert not asked or "is it counted in the same way?" in found[0]


def test_it_is_held_against_the_last_before_it_and_not_the_first():
    assert ask(seen("2025", 60), seen("2023", 2), seen("2024", 50), unit="weeks") == []


def test_it_is_held_against_the_baseline_where_there_is_nothing_else():
    baseline = Baseline(BaselineState.KNOWN, Decimal(10), period="2020")
    assert ask(seen("2025", 90), unit="weeks", baseline=baseline) == [
        "value: 90 weeks in 2025, where it was 10 weeks in 2020. Is that right, and is it counted in the same way?"
    ]


def test_a_break_answers_for_the_difference():
    assert ask(seen("2025", 900, break_before="A new definition"), seen("2024", 12)) == []


def test_a_running_total_after_figures_of_single_years_is_asked_about():
    found = ask(seen("2025", 36), seen("2022", 10), seen("2023", 12), seen("2024", 14))
    assert found == ["value: 36 is as much as all before it together (10 + 12 + 14). Is it a running total?"]


def test_a_period_that_takes_in_those_before_it_is_asked_about():
    found = ask(seen("2024/25", 30), seen("Q1 2024/25", 9), seen("Q2 2024/25", 11))
    assert any("takes in “Q1 2024/25” and “Q2 2024/25”. Is it a running total" in each for each in found)


def test_percentages_do_not_add_up_so_a_long_period_is_no_doubt():
    assert ask(seen("2024/25", 30), seen("Q1 2024/25", 29), unit="per cent") == []


def test_words_that_say_cumulative_are_asked_about():
    found = ask(seen("2025", 15, note="Cumulative since launch"), seen("2024", 12))
    assert found == [
        "value: By its words this one adds up from a beginning and the one before does not. Say so as a break."
    ]


def test_a_period_that_cannot_be_read_is_asked_about():
    assert ask(seen("the other day", 3))[0].startswith("period: Which date")


def test_the_value_it_replaces_is_not_held_against_it():
    assert ask(seen("2025", 90), seen("2025", 9)) == []


def test_a_figure_that_is_not_known_raises_no_doubt():
    assert ask(seen("2025", None, state=State.NOT_COLLECTED), seen("2024", 12)) == []


_amounts = some.decimals(0, 10_000, places=1, allow_nan=False)


@given(_amounts, some.lists(_amounts, max_size=6))
def test_a_figure_within_the_range_of_its_neighbours_is_never_asked_about(value: Decimal, spread: list[Decimal]):
    """Rates are held only against the nearest: one that is the same as it raises nothing."""
    others = [seen(str(2010 + year), amount) for year, amount in enumerate(spread)]
    assert ask(seen("2025", value), *others, seen("2024", value), unit="weeks") == []


@given(_amounts.filter(lambda amount: amount >= 2))
def test_times_is_the_edge(value: Decimal):
    assert ask(seen("2025", value * TIMES), seen("2024", value), unit="weeks")
    assert not ask(seen("2025", value * TIMES - Decimal("0.1")), seen("2024", value), unit="weeks")
