"""Do the charts flag what Making Data Count says they should, and nothing else?"""

from datetime import date, timedelta
from itertools import pairwise
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from goldenthread.analysis import spc
from goldenthread.analysis.spc import Assurance, Direction, Rebase, Rule, Variation
from goldenthread.analysis.spc.individuals import Limits, find_limits, flag

STEADY = [10, 12, 11, 13, 10, 12, 11, 9, 10, 12, 11, 10, 12]
VALUES = st.lists(st.integers(0, 100), min_size=2, max_size=40)
GAPPED = st.lists(st.none() | st.integers(0, 100), min_size=2, max_size=40).filter(lambda v: v[0] is not None)


def chart(values, **options):
    return spc.xmr([(f"P{i}", value) for i, value in enumerate(values, 1)], **options)


def rules(found):
    return [point.rule for point in found.points]


def test_limits_by_hand():
    """Mean (2 + 4 + 3 + 7)/4 = 4; moving ranges 2, 1 and 4 have mean 7/3; limits 4 ∓ 2.66 · 7/3."""
    limits = find_limits([2, 4, 3, 7])
    assert (limits.centre, limits.lower, limits.upper) == pytest.approx((4, 4 - 18.62 / 3, 4 + 18.62 / 3))


def test_extreme_moving_range_is_screened_out_once():
    """Eleven ranges of 1 and one of 30 have mean 41/12; 30 is beyond 3.267 of them, so only those of 1 remain."""
    values = [10, 11] * 6 + [41]
    assert find_limits(values).spread == 1
    assert find_limits(values, screened=False).spread == pytest.approx(41 / 12)


@given(VALUES)
def test_limits_are_the_mean_and_2_66_mean_moving_ranges(values):
    found = chart(values, screened=False).points[0]
    spread = fmean(abs(b - a) for a, b in pairwise(values))
    expected = (fmean(values), fmean(values) - 2.66 * spread, fmean(values) + 2.66 * spread)
    assert (found.centre, found.lower, found.upper) == pytest.approx(expected)


LIMITS = Limits(centre=50, spread=10)  # 23.4 to 76.6, near limits 32.27 and 67.73


@pytest.mark.parametrize(
    ("values", "rule", "flagged"),
    [
        ([50, 77, 50], Rule.OUTSIDE, [1]),
        ([50, 23, 50], Rule.OUTSIDE, [1]),
        ([50, 76.5, 50], Rule.OUTSIDE, []),
        ([45, 46, 47, 48, 49, 51, 52, 45], Rule.TREND, range(7)),
        ([52, 51, 49, 48, 47, 46, 45, 52], Rule.TREND, range(7)),
        ([45, 46, 47, 48, 49, 51, 45, 52], Rule.TREND, []),
        ([45, 46, 47, 47, 48, 49, 51, 52], Rule.TREND, []),
        ([51, 52, 51, 53, 51, 52, 51, 49], Rule.SHIFT, range(7)),
        ([49, 48, 47, 49, 48, 47, 49, 51], Rule.SHIFT, range(7)),
        ([51, 52, 51, 53, 51, 52, 49, 51], Rule.SHIFT, []),
        ([51, 52, 51, 50, 51, 52, 51, 53], Rule.SHIFT, []),
        ([50, 70, 51, 70, 50], Rule.TWO_IN_THREE, [1, 3]),
        ([50, 68, 51, 68, 50], Rule.TWO_IN_THREE, [1, 3]),
        ([50, 67, 51, 67, 50], Rule.TWO_IN_THREE, []),
        ([50, 70, 49, 70, 50], Rule.TWO_IN_THREE, []),
        ([50, 30, 49, 30, 50], Rule.TWO_IN_THREE, [1, 3]),
        ([50, 70, 30, 50, 50], Rule.TWO_IN_THREE, []),
        ([50, 77, 51, 70, 50], Rule.TWO_IN_THREE, []),
        ([50, 70, 71, 69, 50], Rule.TWO_IN_THREE, [1, 2, 3]),
    ],
)
def test_rules_on_fixed_limits(values, rule, flagged):
    """Each row is worked by hand from the rules of Making Data Count, 2023."""
    assert [i for i, (found, _) in enumerate(flag(values, LIMITS)) if found == rule] == list(flagged)


@given(st.lists(st.integers(51, 60), min_size=7, max_size=7))
def test_exactly_seven_on_one_side_are_flagged_and_six_are_not(run):
    seven = flag([49, 51, 49, *run, 49], LIMITS)
    assert [bool(rule) for rule, _ in seven] == [False] * 3 + [True] * 7 + [False]
    assert not any(rule for rule, _ in flag([49, *run[:6], 49], LIMITS))
    assert all(rule for rule, _ in flag([49, *run[:6], 49], LIMITS, run=6)[1:7])


@given(st.lists(st.integers(0, 100), min_size=3, max_size=30))
def test_high_and_low_mirror_each_other(values):
    mirrored = flag([100 - value for value in values], LIMITS)
    assert mirrored == [(rule, -side) for rule, side in flag(values, LIMITS)]


def _slow_trend(values, i):
    """Is the point in any seven that strictly rise or strictly fall?"""
    windows = [values[j : j + 7] for j in range(max(0, i - 6), i + 1) if j + 7 <= len(values)]
    return any(len(set(w)) == 7 and w in (sorted(w), sorted(w, reverse=True)) for w in windows)


@given(st.lists(st.integers(40, 60), min_size=7, max_size=12) | st.permutations(range(45, 54)))
def test_trend_agrees_with_looking_at_every_seven(values):
    for i, (rule, _) in enumerate(flag(list(values), Limits(50, 1000))):
        assert (rule == Rule.TREND) == _slow_trend(list(values), i)


def test_point_in_two_trends_takes_the_later_direction():
    values = [1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1]
    assert [side for _, side in flag(values, Limits(4, 1000))] == [1] * 6 + [-1] * 7


def test_precedence_is_outside_then_trend_then_two_in_three_then_shift():
    values = [51, 55, 60, 65, 70, 72, 78, 51, 52]
    assert [rule for rule, _ in flag(values, LIMITS)] == [Rule.TREND] * 6 + [Rule.OUTSIDE] + [Rule.SHIFT] * 2
    values = [51, 52, 51, 52, 51, 70, 70]
    assert [rule for rule, _ in flag(values, LIMITS)] == [Rule.SHIFT] * 5 + [Rule.TWO_IN_THREE] * 2


@pytest.mark.parametrize(
    ("last", "better", "variation"),
    [
        (40, Direction.UP, Variation.IMPROVEMENT),
        (40, Direction.DOWN, Variation.CONCERN),
        (40, None, Variation.HIGH),
        (0, Direction.UP, Variation.CONCERN),
        (0, Direction.DOWN, Variation.IMPROVEMENT),
        (0, Direction.HOLD, Variation.LOW),
        (11, Direction.UP, Variation.COMMON_CAUSE),
    ],
)
def test_variation_is_that_of_the_last_point(last, better, variation):
    assert chart([*STEADY, last], better=better).variation == variation


@pytest.mark.parametrize(
    ("target", "better", "assurance"),
    [
        (99, Direction.UP, Assurance.FAILS),
        (99, Direction.DOWN, Assurance.PASSES),
        (1, Direction.UP, Assurance.PASSES),
        (1, Direction.DOWN, Assurance.FAILS),
        (11, Direction.UP, Assurance.INCONSISTENT),
        (11, None, Assurance.NONE),
        (None, Direction.UP, Assurance.NONE),
    ],
)
def test_assurance_is_where_the_target_lies(target, better, assurance):
    assert chart(STEADY, better=better, target=target).assurance == assurance


def test_chart_is_said():
    found = chart([*STEADY, 40], better=Direction.UP, target=99)
    assert found.sentence.startswith("P14: 40, above the upper limit (usual limits ")
    assert "This is an improvement" not in found.sentence and "this is an improvement" in found.sentence
    assert found.sentence.endswith("As things run now, the target of 99 will not be met unless something changes.")
    assert not found.cautions


def test_neutral_measure_with_a_target_says_nothing_of_meeting_it():
    assert "target" not in chart(STEADY, target=11).sentence


@pytest.mark.parametrize(("number", "warned"), [(1, True), (12, True), (13, False)])
def test_fewer_than_thirteen_values_are_warned_of(number, warned):
    assert any("fewer than 13" in said for said in chart(STEADY[:number]).cautions) == warned


def test_missing_period_is_named_and_nothing_is_drawn_across():
    found = chart([10, 12, None, 50, 52])
    assert "There is no value for P3, and nothing is drawn across." in found.cautions
    assert found.points[0].upper == pytest.approx(31 + 2.66 * 2)
    assert found.points[2].sentence == "P3: there is no value."
    run = [51, 52, 51, None, 52, 51, 53, 51]
    assert not any(rule for rule, _ in flag(run, LIMITS))


@pytest.mark.parametrize(
    ("periods", "between"),
    [
        (["2023-11", "2023-12", "2024-01", "2024-03"], "Between 2024-01 and 2024-03"),
        (["2019", "2020", "2022"], "Between 2020 and 2022"),
        (["March 2024", "June 2024", "December 2024"], "Between June 2024 and December 2024"),
        (["March 2024", "June 2024", "September 2024"], ""),
        (["2023-12", "2024-01"], ""),
        (["P1", "P3"], ""),
    ],
)
def test_period_left_out_is_noticed_where_periods_can_be_read(periods, between):
    said = [each for each in spc.xmr([(period, 1) for period in periods]).cautions if "left out" in each]
    expected = f"{between} a period seems to be left out; it should be there, without a value."
    assert said == ([expected] if between else [])


def test_values_that_never_stand_side_by_side_have_no_limits():
    found = chart([41, None, 44], better=Direction.UP, target=90)
    assert (found.last.lower, found.last.upper, found.last.rule, found.assurance) == (None, None, None, "none")
    assert found.sentence == (
        "P3: 44 (no limits yet): it is too soon to tell a change from usual variation. "
        "There are 2 values; with fewer than 13 the limits may still move a good deal. "
        "There is no value for P2, and nothing is drawn across."
    )


@given(GAPPED)
def test_every_period_is_on_the_chart_and_none_without_a_value_is_flagged(values):
    found = chart(values)
    assert [point.value for point in found.points] == values
    assert all(point.rule is None for point in found.points if point.value is None)
    assert all((point.rule is None) == (point.side == 0) for point in found.points)
    assert found.sentence.endswith(".") and "None" not in found.sentence


@given(VALUES, VALUES)
def test_nothing_crosses_a_rebase(before, after):
    start = f"P{len(before) + 1}"
    found = chart([*before, *after], rebases=[Rebase(start, "new forms")])
    apart = [*chart(before).points, *chart(after).points]
    drawn = [(p.value, p.centre, p.lower, p.upper, p.rule, p.side) for p in found.points]
    assert drawn == [(p.value, p.centre, p.lower, p.upper, p.rule, p.side) for p in apart]
    assert f"At {start} the limits start afresh: new forms." in found.cautions


@given(VALUES, st.integers(1, 50), st.integers(-100, 100))
def test_limits_move_with_the_scale(values, times, more):
    moved = [2**times * value + more for value in values]
    limits, other = find_limits(values), find_limits(moved)
    assert (other.centre, other.spread) == pytest.approx((2**times * limits.centre + more, 2**times * limits.spread))


@given(VALUES)
def test_no_limit_is_shown_beyond_what_values_can_be_and_no_rule_changes(values):
    bound, free = chart(values, within=(0, 100)), chart(values)
    assert rules(bound) == rules(free)
    assert all(0 <= point.lower <= point.centre <= point.upper <= 100 for point in bound.points)


def test_fixed_baseline_is_of_the_first_values_and_skips_gaps():
    values = [*STEADY[:5], None, *STEADY[5:], 90, 95]
    assert find_limits(values, 13) == find_limits([*STEADY[:5], None, *STEADY[5:]])


def test_values_that_never_vary_are_not_flagged():
    assert rules(chart([5] * 14)) == [None] * 14


def test_days_between_by_hand():
    """Nelson's roots of 30 days thrice: no variation, so limits are 30 days; the caution is there."""
    found = spc.days_between([date(2024, 1, 1) + timedelta(30 * i) for i in range(4)])
    assert [(p.value, round(p.centre, 9), round(p.upper, 9)) for p in found.points] == [(30, 30, 30)] * 3
    assert found.points[0].period == "31 January 2024"
    assert found.cautions == ("There are 3 values; with fewer than 13 the limits may still move a good deal.",)


@given(st.lists(st.integers(0, 400), min_size=2, max_size=30).filter(any))
def test_days_between_is_an_xmr_chart_of_the_roots(gaps):
    days = [date(2000, 1, 1)]
    for gap in gaps:
        days.append(days[-1] + timedelta(gap))
    found, roots = spc.days_between(days), chart([gap ** (1 / 3.6) for gap in gaps])
    assert [(p.rule, p.side) for p in found.points] == [(p.rule, p.side) for p in roots.points]
    assert found.points[0].upper == pytest.approx(roots.points[0].upper ** 3.6)
    assert 0 <= found.points[0].lower <= found.points[0].centre <= found.points[0].upper


def test_long_time_without_an_event_is_an_improvement():
    gaps = [20, 31, 11, 25, 40, 18, 22, 35, 15, 28, 24, 33, 19, 900]
    days = [date(2020, 1, 1) + timedelta(sum(gaps[:i])) for i in range(len(gaps) + 1)]
    assert spc.days_between(days).variation == Variation.IMPROVEMENT
    assert spc.days_between(days, more_is_better=False).variation == Variation.CONCERN


@given(st.lists(st.integers(0, 300), min_size=2, max_size=30).filter(any))
def test_number_between_flags_what_the_geometric_distribution_makes_rarer_than_3_sigma(counts):
    """scipy's geometric counts the event itself, hence the ones."""
    chance = 1 / (1 + fmean(counts))
    found = spc.number_between([(str(i), number) for i, number in enumerate(counts)])
    for point in found.points:
        more, fewer = stats.geom.sf(point.value, chance), stats.geom.cdf(point.value + 1, chance)
        if min(abs(more - 0.00135), abs(fewer - 0.00135)) > 1e-9:
            assert (point.rule == Rule.OUTSIDE) == (more < 0.00135 or fewer < 0.00135)


def test_number_between_flags_seven_on_one_side_of_the_median():
    """Mean 9.5: median log(0.5)/log(9.5/10.5) − 1 = 5.93, upper limit log(0.00135)/log(9.5/10.5) = 66.02."""
    counts = [4, 30, 3, 7, 8, 7, 9, 8, 7, 12]
    found = spc.number_between([(str(i), number) for i, number in enumerate(counts)])
    assert (found.points[0].centre, found.points[0].upper) == pytest.approx((5.926, 66.021), abs=2e-3)
    assert rules(found) == [None] * 3 + [Rule.SHIFT] * 7


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: spc.xmr([]), "Found a stretch with no values at all"),
        (lambda: chart([None, None]), "no values at all"),
        (lambda: spc.xmr([("P1", 1), ("P1", 2)]), "Found P1 more than once"),
        (lambda: chart([1, float("nan")]), "Found nan at P2"),
        (lambda: chart(STEADY, baseline=11), "Found a baseline of 11 values; expected 12 or more"),
        (lambda: chart([50, 101], within=(0, 100)), "Found 101 at P2; expected 0 to 100"),
        (lambda: spc.xmr([("2024", 1), ("2023", 2)]), "Found periods out of order, from 2024 to 2023"),
        (lambda: chart(STEADY, run=8), "Found a run of 8; expected 7 points, or 6"),
        (lambda: chart(STEADY, target=float("inf")), "The target is inf"),
        (lambda: chart(STEADY, rebases=[Rebase("P99", "new")]), "Found a rebase at P99, which is not on the chart"),
        (lambda: Rebase("P1", " "), "The rebase at P1 has no reason"),
        (lambda: spc.days_between([date(2024, 2, 1), date(2024, 1, 1), date(2024, 3, 1)]), "events out of order"),
        (lambda: spc.days_between([date(2024, 1, 1)]), "Found 1 events; expected 3 or more"),
        (lambda: spc.number_between([("a", 1)]), "Found 1 counts; expected 2 or more"),
        (lambda: spc.number_between([("a", 0), ("b", 0)]), "Every count is 0"),
        (lambda: spc.number_between([("a", -1), ("b", 0)]), "Found -1 at a"),
    ],
)
def test_what_cannot_be_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
