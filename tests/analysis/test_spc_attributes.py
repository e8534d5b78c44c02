"""Do charts of shares and rates allow for variation beyond chance, and say what chance alone would flag?"""

from math import factorial, sqrt
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.analysis import spc
from goldenthread.analysis.spc import Direction, Of, Rebase, Rule
from goldenthread.analysis.spc.many import Alarms

PAIRS = st.integers(50, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
MANY = st.lists(PAIRS, min_size=2, max_size=25)


def named(pairs):
    return [(f"P{i}", *pair) for i, pair in enumerate(pairs, 1)]


def test_sigma_z_and_limits_by_hand():
    """30, 50 and 40 of 100: mean 0.4, standard deviation sqrt(0.24/100) = 0.04899; z −2.0412, 2.0412 and 0.

    Moving ranges 4.0825 and 2.0412 have mean 3.0619; divided by 1.128 that is 2.7144. Limits 0.4 ∓ 3 · 2.7144 · 0.04899.
    """
    found = spc.p_prime(named([(30, 100), (50, 100), (40, 100)]))
    assert found.dispersion == pytest.approx([2.7144], abs=5e-5)
    assert [point.value for point in found.points] == pytest.approx([30, 50, 40])
    point = found.points[1]
    assert (point.centre, point.lower, point.upper) == pytest.approx((40, 0.1059, 79.8941), abs=1e-3)


def test_rates_by_hand():
    """4 in 100 and 12 in 300: the rate is the same, so nothing varies and limits are the rate. Then 4 and 16.

    20 in 400 is 0.05; standard deviations sqrt(0.05/100) = 0.02236 and sqrt(0.05/300) = 0.01291; z −0.44721 and 0.25820.
    One moving range of 0.70541, so sigma z is 0.62536; limits of the second 0.05 ∓ 3 · 0.62536 · 0.01291.
    """
    same = spc.u_prime(named([(4, 100), (12, 300)]), per=1000)
    assert [(p.lower, p.centre, p.upper) for p in same.points] == [pytest.approx((40, 40, 40))] * 2
    found = spc.u_prime(named([(4, 100), (16, 300)]), per=1000)
    assert found.dispersion == pytest.approx([0.62536], abs=5e-5)
    assert (found.last.lower, found.last.upper) == pytest.approx((25.78, 74.22), abs=1e-2)


def test_p_chart_of_four_hour_waits_is_too_narrow():
    """Six weeks of Mohammed and others (2013), BMJ Quality and Safety 22, 362 to 368, where p′ charts are advised.

    Their point: with over 270,000 attendances a week the ordinary limits make special causes of common ones.
    """
    weeks = [(266501, 280443), (264225, 276823), (276532, 291681), (281461, 296155), (269071, 282343), (261215, 275888)]
    plain, adjusted = (spc.p_prime(named(weeks), adjusted=adjusted) for adjusted in (False, True))
    assert sum(point.rule is Rule.OUTSIDE for point in plain.points) >= 3
    assert not any(point.rule for point in adjusted.points)
    assert adjusted.dispersion[0] > 5
    assert any("times as much as chance alone" in said for said in adjusted.cautions)


@given(MANY)
def test_limits_are_the_ordinary_ones_times_sigma_z(pairs):
    prime, plain = (spc.p_prime(named(pairs), adjusted=adjusted, per=1) for adjusted in (True, False))
    mean = sum(x for x, _ in pairs) / sum(n for _, n in pairs)
    assert plain.dispersion == (1.0,)
    for (_, n), point, other in zip(pairs, prime.points, plain.points, strict=True):
        reach = 3 * sqrt(mean * (1 - mean) / n)
        assert (other.lower, other.upper) == pytest.approx((max(0, mean - reach), min(1, mean + reach)))
        assert point.upper == pytest.approx(min(1, mean + prime.dispersion[0] * reach))
        assert 0 <= point.lower <= point.centre <= point.upper <= 1


@given(st.integers(100, 1000), st.lists(st.floats(0, 1), min_size=2, max_size=20))
def test_equal_denominators_give_an_xmr_chart_without_screening(n, shares):
    pairs = [(round(n * share), n) for share in shares]
    prime = spc.p_prime(named(pairs))
    plain = spc.xmr([(f"P{i}", 100 * x / n) for i, (x, _) in enumerate(pairs, 1)], screened=False, within=(0, 100))
    for one, other in zip(prime.points, plain.points, strict=True):
        assert (one.lower, one.centre, one.upper) == pytest.approx((other.lower, other.centre, other.upper), abs=0.05)


@pytest.mark.parametrize("rate", [False, True])
def test_sigma_z_is_one_where_chance_explains_everything(rate):
    """On average over 200 made-up series of 30 periods with sizes that differ."""
    random = np.random.default_rng(7)
    sizes = random.integers(200, 2000, 30)
    draw = (lambda: random.poisson(sizes * 0.2)) if rate else (lambda: random.binomial(sizes, 0.2))
    assert fmean(_sigma(draw(), sizes, rate) for _ in range(200)) == pytest.approx(1, abs=0.03)


def test_sigma_z_is_the_root_of_two_where_events_come_in_twos():
    """Every event twice: the same rate with twice the variance."""
    random = np.random.default_rng(7)
    sizes = random.integers(200, 2000, 30)
    found = fmean(_sigma(2 * random.poisson(sizes * 0.1), sizes, True) for _ in range(200))
    assert found == pytest.approx(sqrt(2), abs=0.05)


def _sigma(counts, sizes, rate):
    return spc.sigma_z(list(zip(counts.tolist(), sizes.tolist(), strict=True)), rate=rate)


def test_limits_are_wider_where_fewer_stand_behind_a_value():
    found = spc.p_prime(named([(40, 100), (450, 1000), (42, 100), (380, 1000)]))
    small, large = found.points[0], found.points[1]
    assert small.upper - small.lower > 3 * (large.upper - large.lower)


def test_missing_period_has_no_limits_and_nothing_is_drawn_across():
    found = spc.p_prime(named([(40, 100), (None, 100), (45, 100), (41, None), (39, 100)]))
    assert [point.value is None for point in found.points] == [False, True, False, True, False]
    assert {point.lower for point in found.points} == {None}
    assert "There is no value for P2 and P4, and nothing is drawn across." in found.cautions
    assert "no limits yet" in found.sentence


def test_rebase_starts_the_mean_and_sigma_z_afresh_with_its_reason():
    before, after = [(40, 100), (45, 100), (41, 100)], [(80, 100), (85, 100), (81, 100)]
    found = spc.p_prime(named([*before, *after]), rebases=[Rebase("P4", "a new form")])
    apart = [spc.p_prime(named(each)) for each in (before, after)]
    assert found.dispersion == pytest.approx([each.dispersion[0] for each in apart])
    assert [p.upper for p in found.points] == pytest.approx([p.upper for each in apart for p in each.points])
    assert "At P4 the limits start afresh: a new form." in found.cautions


def test_trend_is_one_of_the_shares_not_of_the_z_scores():
    """Shares rise by a little while denominators fall, so that z scores do not rise throughout."""
    sizes = [4000, 100, 4000, 100, 4000, 100, 4000, 4000]
    shares = [0.40, 0.41, 0.42, 0.43, 0.44, 0.45, 0.46, 0.40]
    found = spc.p_prime(named([(share * n, n) for share, n in zip(shares, sizes, strict=True)]))
    assert [point.rule for point in found.points[:7]] == [Rule.TREND] * 7
    assert found.points[7].rule is not Rule.TREND


def test_target_is_in_the_unit_that_is_shown():
    found = spc.p_prime(named([(40, 100), (45, 100), (41, 100)]), better=Direction.UP, target=99)
    assert "As things run now, the target of 99 will not be met unless something changes." in found.sentence
    assert found.assurance == "fails"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: spc.p_prime([]), "no values at all"),
        (lambda: spc.p_prime([("P1", 3, 2)]), "Found 3 of 2 at P1; a part is not more than its whole"),
        (lambda: spc.p_prime([("P1", 0, 0)]), "Found 0 of 0 at P1"),
        (lambda: spc.u_prime([("P1", -1, 9)]), "Found -1 of 9 at P1"),
        (lambda: spc.p_prime([("P1", 1, 9), ("P1", 1, 9)]), "Found P1 more than once"),
        (lambda: spc.p_prime([("P1", 1, 9)], target=float("nan")), "The target is nan"),
        (lambda: spc.p_prime([("P1", None, None)]), "no values at all"),
    ],
)
def test_what_cannot_be_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()


YEARS = [(f"{year}", 300 + year % 7, 500.0) for year in range(2015, 2025)]


@pytest.mark.parametrize(
    ("counts", "of", "method"),
    [
        (YEARS, Of.SHARE, "p′ chart"),
        (YEARS, Of.RATE, "u′ chart"),
        ([(year, x, None) for year, x, _ in YEARS], Of.NUMBER, "XmR"),
        ([(year, -x / 100, None) for year, x, _ in YEARS], Of.VALUE, "XmR"),
        (YEARS[:7], Of.SHARE, "There are 7 values that may be compared; to tell a change from usual variation takes 8"),
        ([(year, 2, 500) for year, *_ in YEARS], Of.RATE, "On average 2 are counted in a period, too few for limits"),
        ([(year, 498, 500) for year, *_ in YEARS], Of.SHARE, "On average 2 are counted in a period"),
        ([(year, x, None) for year, x, _ in YEARS], Of.SHARE, "There are 0 values"),
    ],
)
def test_chart_is_chosen_by_what_the_counts_are(counts, of, method):
    found = spc.chart_counts(counts, of)
    assert (found.chart.method == method) if found.chart else found.sentence.startswith(method)


def test_false_alarms_are_as_frequent_as_said():
    """Known limits, 7 normal values, 60,000 times: how often is the newest flagged?"""
    drawn = np.random.default_rng(3).normal(size=(60_000, 7))
    above, near = drawn > 0, (np.abs(drawn) > 2) & (np.abs(drawn) <= 3)
    shift = above.all(1) | (~above).all(1)
    trend = (np.diff(drawn) > 0).all(1) | (np.diff(drawn) < 0).all(1)
    same = above[:, 4:].all(1) | (~above[:, 4:]).all(1)
    pair = near[:, 6] & (near[:, 4] | near[:, 5]) & same
    seen = (shift | trend | pair | (np.abs(drawn[:, 6]) > 3)).mean()
    assert spc.false_alarm(7) == pytest.approx(0.0027 + 2 / factorial(7) + 2 / 2**7 + 0.0009, abs=1e-4)
    assert seen == pytest.approx(spc.false_alarm(7), abs=0.002) and seen < spc.false_alarm(7) + 0.001
    assert spc.false_alarm(2) == pytest.approx(0.0027, abs=1e-5)


def test_many_charts_are_read_together():
    steady = spc.p_prime(named([(40 + i % 3, 100) for i in range(14)]))
    gone = spc.p_prime(named([*[(40 + i % 3, 100) for i in range(14)], (95, 100)]))
    found = spc.read_together([("attendance", steady), ("timeliness", gone)])
    assert (found.charts, found.flagged, found.names) == (2, 1, ("timeliness",))
    assert found.expected == pytest.approx(2 * spc.false_alarm(14))
    assert found.sentence == (
        "Of 2 charts read at once, 1 shows more than usual variation (timeliness); about 0.039 would by chance alone, "
        "so this is more than chance explains."
    )
    assert spc.read_together([("attendance", steady)]).sentence.startswith("Of 1 chart read at once, none shows")
    assert (
        not Alarms(100, 2, 2.0, ("a", "b")).more_than_chance and Alarms(100, 6, 2.0, tuple("abcdef")).more_than_chance
    )
