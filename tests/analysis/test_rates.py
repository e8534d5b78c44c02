"""Are proportions, counts, rates and means right, with limits that mean what they say?"""

from math import isclose, nan, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from goldenthread.analysis import rates, wilson
from goldenthread.analysis.rates.distributions import byar, exact

COUNTS = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
LEVELS = st.sampled_from([0.9, 0.95, 0.99, 0.998])


@given(COUNTS, LEVELS)
def test_proportion_is_wilsons_interval_in_per_cent(counts, level):
    found = rates.proportion(*counts, confidence=level)
    assert found.interval == pytest.approx(tuple(100 * limit for limit in wilson(*counts, level)))
    assert found.lower <= found.value + 1e-9 and found.value <= found.upper + 1e-9
    assert found.value == pytest.approx(100 * counts[0] / counts[1])


@given(COUNTS)
def test_proportion_and_its_complement_mirror_each_other(counts):
    x, n = counts
    part, rest = rates.proportion(x, n), rates.proportion(n - x, n)
    assert (part.lower, part.upper) == pytest.approx((100 - rest.upper, 100 - rest.lower), abs=1e-9)


@pytest.mark.parametrize(
    ("x", "lower", "upper"),
    [(0, 0, 3.689), (1, 0.0253, 5.572), (2, 0.2422, 7.225), (3, 0.6187, 8.767), (5, 1.623, 11.668), (9, 4.115, 17.085)],
)
def test_small_counts_have_the_tabulated_exact_limits(x, lower, upper):
    """Pearson and Hartley, Biometrika tables for statisticians, volume 1, table 40: limits of a Poisson variable."""
    found = rates.count(x)
    assert found.method == "exact Poisson"
    assert found.interval == pytest.approx((lower, upper), abs=6e-4)


@given(st.integers(0, 9), LEVELS)
def test_exact_limits_leave_equal_tails_of_the_poisson_distribution(x, level):
    """The definition itself, by summing probabilities: no use of chi-squared."""
    found, tail = rates.count(x, confidence=level), (1 - level) / 2
    assert stats.poisson.cdf(x, found.upper) == pytest.approx(tail)
    if x:
        assert stats.poisson.sf(x - 1, found.lower) == pytest.approx(tail)
    else:
        assert found.lower == 0


@given(st.integers(10, 2000), LEVELS)
def test_larger_counts_have_byars_limits_close_to_the_exact_ones(x, level):
    found, tail = rates.count(x, confidence=level), (1 - level) / 2
    assert found.method == "Byar"
    expected = (stats.chi2.ppf(tail, 2 * x) / 2, stats.chi2.ppf(1 - tail, 2 * x + 2) / 2)
    assert found.interval == pytest.approx(expected, rel=0.015)


def test_byar_by_hand():
    """x = 16 makes the roots whole: lower 16(1 − 1/144 − 1.96/12)³, and 17(1 − 1/153 + 1.96/(3√17))³ above."""
    lower, upper = 16 * (1 - 1 / 144 - 1.95996398 / 12) ** 3, 17 * (1 - 1 / 153 + 1.95996398 / (3 * sqrt(17))) ** 3
    assert byar(16, 0.95) == pytest.approx((lower, upper))
    assert (lower, upper) == pytest.approx((9.139, 25.984), abs=1e-3)


@given(st.integers(0, 3000), st.integers(1, 10**6), st.sampled_from([1, 1000, 10_000, 100_000]))
def test_rate_is_the_count_over_the_population_whatever_the_multiplier(x, n, per):
    found, plain = rates.rate(x, n, per=per), rates.count(x)
    assert (found.value, *found.interval) == pytest.approx((per * x / n, per * plain.lower / n, per * plain.upper / n))
    assert found.lower <= found.value <= found.upper


@given(st.integers(0, 3000))
def test_limits_rise_with_the_count_even_where_the_method_changes(x):
    fewer, more = rates.count(x), rates.count(x + 1)
    assert fewer.lower < more.lower and fewer.upper < more.upper


@given(COUNTS)
def test_more_confidence_is_a_wider_interval_and_both_come_in_one_call(counts):
    both = rates.proportion(*counts, confidence=(0.95, 0.998))
    assert both.interval == rates.proportion(*counts).interval
    assert both.outer == rates.proportion(*counts, confidence=99.8).interval
    assert both.outer.lower <= both.lower and both.upper <= both.outer.upper


def test_groups_are_summed_first():
    assert rates.proportion([20, 23], [100, 48]) == rates.proportion(43, 148)
    assert rates.rate([1, 3], [4966, 5000]) == rates.rate(4, 9966)


def test_no_confidence_gives_the_value_alone():
    found = rates.proportion(43, 148, confidence=None)
    assert (found.lower, found.upper, found.interval) == (None, None, None)
    assert found.sentence == "29.1% (43 of 148)."


@pytest.mark.parametrize("people", [{1: 40}, {1: 10}, {1: 2000}])
def test_events_of_one_each_are_an_ordinary_rate(people):
    repeated, plain = rates.rate_of_repeated_events(people, 20_000), rates.rate(people[1], 20_000)
    assert (repeated.value, *repeated.interval) == pytest.approx((plain.value, *plain.interval))


def test_repeated_events_by_hand():
    """40 children with 1 and 6 with 2: 52 events, variance 40 + 4·6 = 64; the limits stretch by √(64/52)."""
    found, (lower, upper) = rates.rate_of_repeated_events({1: 40, 2: 6}, 20_000, per=1), byar(52, 0.95)
    stretch = sqrt(64 / 52)
    assert (found.numerator, found.value) == (52, 52 / 20_000)
    expected = [(52 + stretch * (limit - 52)) / 20_000 for limit in (lower, upper)]
    assert found.interval == pytest.approx(expected)


@given(st.integers(10, 200), st.integers(1, 50), st.integers(2, 6))
def test_repeated_events_are_always_less_certain_than_independent_ones(once, often, times):
    repeated = rates.rate_of_repeated_events({1: once, times: often}, 10_000)
    plain = rates.rate(once + times * often, 10_000)
    assert repeated.lower < plain.lower and plain.upper < repeated.upper


def test_too_few_repeated_events_have_no_limits_and_say_so():
    found = rates.rate_of_repeated_events({1: 5, 2: 2}, 1000, per=1000)
    assert found.interval is None
    assert found.sentence == (
        "9 per 1,000 (9 events of 7 people among 1,000). Fewer than 10 events are too few for limits by this method."
    )


@given(st.lists(st.integers(0, 500), min_size=2, max_size=40).filter(lambda v: len(set(v)) > 1), LEVELS)
def test_mean_has_students_limits(values, level):
    found = rates.mean(values, confidence=level)
    expected = stats.t.interval(level, len(values) - 1, loc=found.value, scale=stats.sem(values))
    assert found.interval == pytest.approx(expected)


def test_mean_of_one_value_has_no_limits():
    assert rates.mean([3]).sentence == "3 (mean of 1). One value alone says nothing about how values vary."


def test_impossible_confidence_is_refused_even_where_there_are_no_limits():
    for call in (lambda: rates.mean([3], confidence=2), lambda: rates.rate_of_repeated_events({1: 2}, 9, confidence=2)):
        with pytest.raises(ValueError, match="Confidence is 2"):
            call()
    assert rates.mean([3], confidence=None).sentence == "3 (mean of 1)."


def test_mean_of_equal_values_has_no_width():
    assert rates.mean([4, 4, 4]).interval == (4, 4)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (
            rates.proportion(43, 148),
            "29.1% (43 of 148). The true level is likely to lie between 22.3% and 36.8% (95% confidence).",
        ),
        (
            rates.rate(4, 9966, per=10_000, confidence=99.8),
            "4.01 per 10,000 (4 among 9,966). The true level is likely to lie between 0.43 and 14.8 per 10,000 (99.8% confidence).",
        ),
        (rates.count(0), "0 events. The true level is likely to lie between 0 and 3.69 events (95% confidence)."),
        (rates.proportion(1, 1, confidence=None, per=1), "1 (1 of 1)."),
    ],
)  # fmt: skip
def test_sentences(found, words):
    assert found.sentence == words


@pytest.mark.parametrize("level", [0, 0.5, 0.89, 1, 1.5, 89, 100, 101, nan])
def test_impossible_confidence_is_refused(level):
    with pytest.raises(ValueError, match=r"Confidence is .*; expected 0.9 up to 1, or 90 up to 100"):
        rates.proportion(1, 2, confidence=level)


@pytest.mark.parametrize("levels", [(0.95,), (0.998, 0.95), (0.95, 0.95), (0.95, 0.98, 0.99)])
def test_pair_of_levels_must_widen(levels):
    with pytest.raises(ValueError, match=r"such as \(0.95, 0.998\)"):
        rates.proportion(1, 2, confidence=levels)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: rates.proportion(11, 10), "Found 11 of 10; expected a numerator within its denominator"),
        (lambda: rates.proportion(-1, 10), "Numerator: found -1, expected a number of 0 or more"),
        (lambda: rates.proportion(1, 0), "Denominator: found 0, expected a number above 0"),
        (lambda: rates.proportion(nan, 10), "Numerator: found nan"),
        (lambda: rates.proportion([], [10]), "There are no numerator"),
        (lambda: rates.proportion([1, 2], [10, 0]), "Denominator: found 0"),
        (lambda: rates.rate(1, -5), "Population: found -5"),
        (lambda: rates.rate(1, 5, per=0), "The multiplier is 0"),
        (lambda: rates.mean([]), "Found 0 values"),
        (lambda: rates.mean([1, nan]), "expected at least one, and numbers only"),
        (lambda: rates.rate_of_repeated_events({0: 3}, 10), "Events of one person: found 0, expected 1 or more"),
        (lambda: rates.rate_of_repeated_events({1: -3}, 10), "People: found -3"),
    ],
)
def test_what_cannot_be_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_exact_limits_at_nought_do_not_divide_by_nought():
    """No degrees of freedom: scipy's own chi-squared gives nan here."""
    assert exact(0, 0.025).lower == 0
    assert isclose(exact(0, 0.025).upper, 3.6888794541)
