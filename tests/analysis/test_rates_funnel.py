"""Do the limits of a funnel lie exactly where chance alone would leave off?"""

from math import sqrt
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from goldenthread.analysis import rates, wilson
from goldenthread.analysis.rates import Signal
from goldenthread.analysis.rates.distributions import exact

AVERAGES = st.floats(0.02, 0.98)


@given(AVERAGES, st.integers(200, 5000))
def test_limit_is_where_the_wilson_interval_just_touches_the_average(average, n):
    funnel = rates.funnel_proportion(0, n, average, per=1)
    for limits, confidence in ((funnel.inner, 0.95), (funnel.outer, 0.998)):
        if limits.lower > 0:
            assert wilson(limits.lower * n, n, confidence).upper == pytest.approx(average)
        if limits.upper < 1:
            assert wilson(limits.upper * n, n, confidence).lower == pytest.approx(average)


@given(AVERAGES, st.integers(50, 5000))
def test_limit_is_the_published_formula(average, n):
    """PHEindicatormethods, phe_funnels, as its formula is written out in the reference on analytics."""
    k = NormalDist().inv_cdf(0.975) ** 2
    f, d = average * (n / k + 1), 1 / k + 1 / n
    root = sqrt(f * f - d * average * (n * (average * (n / k + 2) - 1) + k * (average - 1)))
    expected = (max(0, (f - root) / (d * n)), min(1, (f + root) / (d * n)))
    assert rates.funnel_proportion(0, n, average, per=1).inner == pytest.approx(expected, abs=1e-9)


@given(st.floats(0.01, 500))
def test_limit_of_a_ratio_is_where_the_exact_poisson_limit_touches_what_was_expected(expected):
    funnel = rates.funnel_ratio(0, expected)
    for limits, tail in ((funnel.inner, 0.025), (funnel.outer, 0.001)):
        assert exact(limits.upper * expected, tail).lower == pytest.approx(expected, rel=1e-6)
        if limits.lower > 0:
            assert exact(limits.lower * expected, tail).upper == pytest.approx(expected, rel=1e-6)


@given(st.integers(0, 300), st.floats(0.01, 200))
def test_signal_is_that_of_adding_up_poisson_chances(observed, expected):
    """Slow and obvious: how likely are so many events or more, or so few or fewer?"""
    few, many = stats.poisson.cdf(observed, expected), stats.poisson.sf(observed - 1, expected)
    signal = rates.funnel_ratio(observed, expected).signal
    if min(abs(few - t) for t in (0.001, 0.025)) < 1e-9 or min(abs(many - t) for t in (0.001, 0.025)) < 1e-9:
        return
    if many < 0.025:
        assert signal == (Signal.HIGH_OUTER if many < 0.001 else Signal.HIGH_INNER)
    elif few < 0.025:
        assert signal == (Signal.LOW_OUTER if few < 0.001 else Signal.LOW_INNER)
    else:
        assert signal == Signal.NOT_SIGNIFICANT


@given(st.integers(0, 60), st.integers(100, 9000), st.floats(1, 50))
def test_rate_is_the_ratio_on_another_scale(events, population, average):
    rate = rates.funnel_rate(events, population, average, per=1000)
    ratio = rates.funnel_ratio(events, population * average / 1000)
    assert rate.signal == ratio.signal
    assert rate.inner == pytest.approx(tuple(limit * average for limit in ratio.inner))
    assert rate.average == pytest.approx(average)


@given(AVERAGES, st.integers(10, 5000))
def test_complement_mirrors_and_outer_limits_hold_the_inner(average, n):
    part, rest = rates.funnel_proportion(n, n, average), rates.funnel_proportion(0, n, 1 - average)
    assert part.inner == pytest.approx((100 - rest.inner.upper, 100 - rest.inner.lower), abs=1e-9)
    assert part.outer.lower <= part.inner.lower <= 100 * average <= part.inner.upper <= part.outer.upper


@pytest.mark.parametrize(
    ("x", "signal"),
    [
        (30, Signal.LOW_OUTER),
        (38, Signal.LOW_INNER),
        (50, Signal.NOT_SIGNIFICANT),
        (62, Signal.HIGH_INNER),
        (70, Signal.HIGH_OUTER),
    ],
)
def test_signals_of_a_hundred_against_a_half(x, signal):
    """One standard error is 5, so limits are 50 ∓ 9.8 and 50 ∓ 15.5."""
    funnel = rates.funnel_proportion(x, 100, 0.5)
    assert funnel.signal == signal
    assert (*funnel.inner, *funnel.outer) == pytest.approx((40.2, 59.8, 34.55, 65.45), abs=0.01)


@pytest.mark.parametrize(("x", "average"), [(0, 0), (10, 1)])
def test_value_on_its_limit_is_in_keeping_with_the_average(x, average):
    assert rates.funnel_proportion(x, 10, average).signal == Signal.NOT_SIGNIFICANT


def test_sentence():
    assert rates.funnel_proportion(30, 100, 0.5).sentence == (
        "30% is far below the average, more than chance explains: "
        "by chance alone, about 95% of areas of this size would lie between 40.2% and 59.8%."
    )
    assert "in keeping with the average" in rates.funnel_rate(5, 1000, 10, per=1000).sentence


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: rates.funnel_proportion(5, 4, 0.5), "Found 5.0 of 4.0"),
        (lambda: rates.funnel_proportion(1, 4, 46), "average of 46; expected part of a whole, and 0 to 1"),
        (lambda: rates.funnel_ratio(5, 0), "Expected events: found 0"),
        (lambda: rates.funnel_rate(5, 0, 1), "Population: found 0"),
        (lambda: rates.funnel_rate(-5, 10, 1), "Observed events: found -5"),
    ],
)
def test_what_cannot_be_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
