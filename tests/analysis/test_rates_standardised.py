"""Are standardised rates, and rates of repeated events within them, right?"""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from goldenthread.analysis import rates
from goldenthread.analysis.rates.distributions import byar

GROUPS = st.lists(
    st.tuples(st.integers(4, 300), st.integers(500, 20_000), st.integers(100, 9000)), min_size=3, max_size=8
)


def test_directly_standardised_rate_by_hand():
    """Rates 10/1000 and 30/1000, weights 3 to 1: (3·0.01 + 1·0.03)/4 = 0.015.

    Variance (9·10/1000² + 1·30/1000²)/16 = 7.5e-6; 40 events, so limits move by √(7.5e-6/40) for each event.
    """
    found = rates.directly_standardised_rate([10, 30], [1000, 1000], [3, 1], per=1)
    assert found.value == pytest.approx(0.015)
    expected = [0.015 + sqrt(7.5e-6 / 40) * (limit - 40) for limit in byar(40, 0.95)]
    assert found.interval == pytest.approx(expected)


@given(GROUPS)
def test_own_population_as_standard_gives_the_crude_rate(groups):
    events, populations, _ = zip(*groups, strict=True)
    found, crude = rates.directly_standardised_rate(events, populations, populations), rates.count(sum(events))
    scale = 100_000 / sum(populations)
    assert found.value == pytest.approx(rates.rate(sum(events), sum(populations)).value)
    assert found.interval == pytest.approx((crude.lower * scale, crude.upper * scale))


@given(GROUPS, st.integers(2, 50))
def test_only_the_proportions_of_the_standard_matter(groups, times):
    events, populations, standard = zip(*groups, strict=True)
    one = rates.directly_standardised_rate(events, populations, standard)
    other = rates.directly_standardised_rate(events, populations, [times * w for w in standard])
    assert (one.value, *one.interval) == pytest.approx((other.value, *other.interval))
    assert one.lower < one.value < one.upper


@given(GROUPS)
def test_value_lies_among_the_rates_of_the_groups(groups):
    events, populations, standard = zip(*groups, strict=True)
    own = [x / n for x, n in zip(events, populations, strict=True)]
    found = rates.directly_standardised_rate(events, populations, standard, per=1)
    assert min(own) - 1e-12 <= found.value <= max(own) + 1e-12


def test_fewer_than_ten_events_have_no_limits():
    found = rates.directly_standardised_rate([4, 5], [1000, 1000], [1, 1])
    assert found.interval is None and found.value == pytest.approx(450)
    assert found.sentence.endswith("Fewer than 10 events are too few for limits by this method.")


def test_single_events_of_each_child_are_the_ordinary_standardised_rate():
    once = rates.directly_standardised_rate_of_repeated_events({1: [10, 30]}, [1000, 900], [3, 1])
    plain = rates.directly_standardised_rate([10, 30], [1000, 900], [3, 1])
    assert (once.value, *once.interval) == pytest.approx((plain.value, *plain.interval))


def test_repeated_events_standardised_by_themselves_are_the_crude_rate_of_repeated_events():
    found = rates.directly_standardised_rate_of_repeated_events({1: [30, 10], 3: [2, 4]}, [900, 100], [900, 100])
    crude = rates.rate_of_repeated_events({1: 40, 3: 6}, 1000)
    assert (found.value, *found.interval) == pytest.approx((crude.value, *crude.interval))


def test_interval_of_repeated_events_covers_the_truth_where_the_ordinary_one_does_not():
    """2,000 seeded draws: 30 children expected with one event and 15 with four. The truth is 90 events in 1,000."""
    source, covered, naive = np.random.default_rng(7), 0, 0
    for _ in range(2000):
        once, often = source.poisson((30, 15)).tolist()
        covered += rates.rate_of_repeated_events({1: once, 4: often}, 1000, per=1000).interval.contains(90)
        naive += rates.rate(once + 4 * often, 1000, per=1000).interval.contains(90)
    assert 0.93 < covered / 2000 < 0.97
    assert naive / 2000 < 0.85


def test_indirectly_standardised_ratio_by_hand():
    """Reference rates 1% and 4% on 500 and 250 children expect 5 + 10 = 15; 9 seen is a ratio of 0.6, exact limits."""
    found = rates.indirectly_standardised_ratio(9, [500, 250], [100, 200], [10_000, 5000])
    expected = (stats.chi2.ppf(0.025, 18) / 30, stats.chi2.ppf(0.975, 20) / 30)
    assert (found.value, *found.interval) == pytest.approx((0.6, *expected))
    assert found.sentence == (
        "0.6 (9 where 15 were expected). The true level is likely to lie between 0.274 and 1.14 (95% confidence)."
    )
    rate = rates.indirectly_standardised_rate([4, 5], [500, 250], [100, 200], [10_000, 5000], per=1000)
    assert rate.value == pytest.approx(0.6 * 20)
    assert rate.upper == pytest.approx(expected[1] * 20)


@given(GROUPS)
def test_area_that_is_its_own_reference_is_as_expected(groups):
    events, populations, _ = zip(*groups, strict=True)
    found = rates.indirectly_standardised_ratio(events, populations, events, populations, per=100)
    assert found.value == pytest.approx(100)
    assert found.interval.contains(100)


def test_no_events_at_all_still_have_an_upper_limit():
    found = rates.indirectly_standardised_ratio(0, [100], [1], [10])
    assert found.interval == pytest.approx((0, 3.6889 / 10), abs=1e-4)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: rates.directly_standardised_rate([1, 2], [10], [1, 1]), "Found 2 of events, 1 of populations, 2 of"),
        (lambda: rates.directly_standardised_rate([], [], []), "and at least one"),
        (lambda: rates.directly_standardised_rate([1], [0], [1]), "Population: found 0, expected a number above 0"),
        (lambda: rates.directly_standardised_rate([-1, 20], [9, 9], [1, 1]), "Events: found -1"),
        (lambda: rates.indirectly_standardised_ratio(3, [10], [0], [10]), "No events are expected"),
        (lambda: rates.indirectly_standardised_ratio(3, [10], [1, 2], [10, 10]), "Found 1 of populations, 2 of ref"),
    ],
)
def test_what_cannot_be_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
