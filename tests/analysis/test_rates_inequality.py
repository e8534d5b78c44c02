"""Are groups of deprivation and the indices of inequality right?"""

from math import ceil, exp, floor, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.analysis import rates
from goldenthread.analysis.rates import Group, Scale

VALUES = st.lists(st.integers(0, 60), min_size=1, max_size=60)
GROUPS = st.lists(
    st.builds(Group, st.integers(50, 900), st.floats(0.2, 0.8), st.floats(0.005, 0.05)), min_size=3, max_size=10
)


@given(VALUES, st.integers(1, 10))
def test_groups_agree_with_the_published_formula(values, number):
    """PHEindicatormethods, phe_quantile: floor((k + 1) − ceiling((N + 1 − r)/(N/k))), with the least rank for ties."""
    found, n = rates.quantile_groups(values, number).groups, len(values)
    if n < number:
        assert found == (None,) * n
        return
    for value, group in zip(values, found, strict=True):
        rank = sorted(values, reverse=True).index(value) + 1
        assert group == max(1, floor((number + 1) - ceil(round((n + 1 - rank) / (n / number), 9))))


@given(VALUES, st.integers(1, 10))
def test_groups_keep_the_order_of_the_values_and_turn_round(values, number):
    found = rates.quantile_groups(values, number).groups
    if found[0] is None:
        return
    by_value = [group for _, group in sorted(zip(values, found, strict=True), key=lambda pair: -pair[0])]
    assert by_value == sorted(by_value)
    assert rates.quantile_groups([-v for v in values], number, high_is_first=False).groups == found
    assert set(found) <= set(range(1, number + 1))


def test_fifths_of_ten_by_hand_with_one_missing():
    found = rates.quantile_groups([1, 2, 3, 4, 5, None, 6, 7, 8, 9, 10], 5)
    assert found.groups == (5, 5, 4, 4, 3, None, 3, 2, 2, 1, 1)
    assert found.sentence == (
        "10 values in 5 groups, of 2, 2, 2, 2, 2; group 1 has the highest values; 1 had no value and are in none."
    )


def test_too_few_values_make_no_groups():
    found = rates.quantile_groups([1, None, 2], 5)
    assert found.groups == (None, None, None)
    assert found.sentence == "There are too few values to make 5 groups."


LINE = [Group(100, 50, 2), Group(100, 40, 2), Group(100, 30, 2), Group(100, 20, 2)]


def test_slope_by_hand():
    """Midpoints 1/8, 3/8, 5/8, 7/8 and values falling 10 a step lie on 55 − 40b: from 55 to 15."""
    found = rates.slope_of_inequality(LINE)
    assert (found.start, found.end, found.slope, found.relative) == pytest.approx((55, 15, -40, 15 / 55))
    # Slope weights are ∓1.2 and ∓0.4, each value with error 2: √(2·1.44 + 2·0.16)·2 = 3.5777.
    assert found.slope_limits == pytest.approx((-40 - 1.959964 * 3.577709, -40 + 1.959964 * 3.577709), abs=1e-4)
    assert found.sentence.endswith("This is more than chance easily explains.")
    assert found.sentence.startswith("From one end of the population to the other the level goes from 55 to 15,")


@pytest.mark.parametrize("scale", Scale)
@given(groups=GROUPS)
def test_ends_are_those_of_weighted_least_squares(scale, groups):
    """numpy's polynomial fit takes weights as multipliers of the residual, hence the root."""
    forward = {Scale.PLAIN: lambda y: y, Scale.LOG: np.log, Scale.LOGIT: lambda y: np.log(y / (1 - y))}[scale]
    back = {Scale.PLAIN: lambda y: y, Scale.LOG: np.exp, Scale.LOGIT: lambda y: 1 / (1 + np.exp(-y))}[scale]
    a = np.array([group.population for group in groups]) / sum(group.population for group in groups)
    values = np.array([group.value for group in groups])
    slope, intercept = np.polyfit(np.cumsum(a) - a / 2, forward(values), 1, w=np.sqrt(a))
    found = rates.slope_of_inequality(groups, scale=scale)
    assert (found.start, found.end) == pytest.approx((back(intercept), back(intercept + slope)), rel=1e-6, abs=1e-9)
    assert found.slope_limits.contains(found.slope)
    if found.relative is not None:
        assert found.relative_limits.contains(found.relative)


@pytest.mark.parametrize("scale", Scale)
def test_limits_agree_with_seeded_draws(scale):
    """The anchor's way: draw every value from its normal distribution, fit again, take the percentiles."""
    groups = [Group(100, 0.5, 0.02), Group(140, 0.42, 0.02), Group(90, 0.4, 0.015), Group(120, 0.3, 0.02)]
    found, source, slopes, ratios = rates.slope_of_inequality(groups, scale=scale), np.random.default_rng(3), [], []
    for _ in range(4000):
        drawn = [Group(g.population, source.normal(g.value, g.error), g.error) for g in groups]
        again = rates.slope_of_inequality(drawn, scale=scale, confidence=None)
        slopes.append(again.slope)
        ratios.append(again.relative)
    assert found.slope_limits == pytest.approx(tuple(np.percentile(slopes, [2.5, 97.5])), abs=0.006)
    assert found.relative_limits == pytest.approx(tuple(np.percentile(ratios, [2.5, 97.5])), abs=0.02)


@given(GROUPS)
def test_turning_the_order_round_turns_the_signs(groups):
    one, other = rates.slope_of_inequality(groups), rates.slope_of_inequality(groups[::-1])
    assert (other.slope, other.start) == pytest.approx((-one.slope, one.end))
    assert other.slope_limits == pytest.approx((-one.slope_limits.upper, -one.slope_limits.lower))
    if one.relative is not None:
        assert other.relative == pytest.approx(1 / one.relative)


def test_log_scale_finds_a_constant_ratio():
    groups = [Group(10, exp(log(80) - step * 0.3), 1) for step in range(5)]
    found = rates.slope_of_inequality(groups, scale=Scale.LOG)
    assert found.relative == pytest.approx(exp(-1.5))


def test_line_below_nought_has_no_ratio():
    groups = [Group(100, 1, 0.5), Group(1, 3, 0.5), Group(100, 9, 0.5)]
    found = rates.slope_of_inequality(groups, confidence=None)
    assert (found.relative, found.relative_limits, found.slope_limits) == (None, None, None)
    assert "there is no ratio" in found.sentence


def test_no_difference_could_be_chance():
    found = rates.slope_of_inequality([Group(100, 5, 1), Group(100, 5.2, 1), Group(100, 5, 1)])
    assert found.sentence.endswith("It could be chance alone.")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: rates.quantile_groups([1], 0), "Found 0 groups"),
        (lambda: rates.quantile_groups([float("nan")], 1), "expected None where a value is missing"),
        (lambda: rates.slope_of_inequality(LINE[:2]), "Found 2 groups; expected 3 or more"),
        (lambda: rates.slope_of_inequality([Group(0, 1, 1)] * 3), "Population: found 0"),
        (lambda: rates.slope_of_inequality([Group(1, 1, -1)] * 3), "Standard error: found -1"),
        (lambda: rates.slope_of_inequality([Group(1, 0, 1)] * 3, scale=Scale.LOG), "Value: found 0"),
        (lambda: rates.slope_of_inequality([Group(1, 1, 1)] * 3, scale=Scale.LOGIT), "Value: found 1"),
    ],
)
def test_what_cannot_be_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
