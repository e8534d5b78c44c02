"""Is a verdict given only where chance does not explain the difference, and is the doubt said aloud?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from goldenthread.analysis import Direction, difference, rates
from goldenthread.analysis.comparison import (
    Area,
    Kind,
    Verdict,
    apart,
    compare,
    compare_with_neighbours,
    pool_neighbours,
    rank,
)

AREAS = st.integers(20, 900).flatmap(lambda n: st.builds(Area, st.just(""), st.integers(0, n), st.just(n)))
LISTS = st.lists(AREAS, min_size=2, max_size=8).map(
    lambda areas: [Area(f"Area {i}", area.numerator, area.denominator) for i, area in enumerate(areas)]
)
KINDS = st.sampled_from(Kind)


@pytest.mark.parametrize(
    ("comparator", "better", "verdict"),
    [
        (46, Direction.UP, Verdict.WORSE),
        (46, Direction.DOWN, Verdict.BETTER),
        (46, None, Verdict.LOWER),
        (46, Direction.HOLD, Verdict.LOWER),
        (20, Direction.UP, Verdict.BETTER),
        (20, Direction.DOWN, Verdict.WORSE),
        (20, None, Verdict.HIGHER),
        (30, Direction.UP, Verdict.SIMILAR),
        (36.7, Direction.UP, Verdict.SIMILAR),
        (36.9, Direction.UP, Verdict.WORSE),
        (None, Direction.UP, Verdict.CANNOT_TELL),
    ],
)
def test_verdict_of_43_in_148_whose_interval_is_22_3_to_36_8(comparator, better, verdict):
    assert compare(rates.proportion(43, 148), comparator, better=better).verdict == verdict


def test_verdict_is_said():
    said = compare(rates.proportion(43, 148), 46.4, name="England", better=Direction.UP).sentence
    assert said == "29.1% is worse than England (46.4%); the true level is likely to lie between 22.3% and 36.8%."


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (None, "Cannot tell, because there is no figure for the area."),
        (rates.proportion(1, 2, confidence=None), "Cannot tell, because 50% has no interval."),
    ],
)
def test_nothing_is_claimed_without_an_interval(found, words):
    comparison = compare(found, 46)
    assert (comparison.verdict, comparison.sentence) == (Verdict.CANNOT_TELL, words)


def test_no_comparator_is_named():
    assert compare(rates.proportion(1, 2), None, name="England").sentence.endswith("no figure for England.")


@given(AREAS, AREAS, KINDS)
def test_being_apart_turns_round(one, other, kind):
    assert apart(one, other, kind) == -apart(other, one, kind)
    assert apart(one, one, kind) == 0


@given(AREAS, AREAS)
def test_proportions_are_apart_where_the_interval_of_their_difference_leaves_out_nought(one, other):
    interval = difference((other.numerator, other.denominator), (one.numerator, one.denominator))
    assert (apart(one, other, Kind.PROPORTION) == 0) == interval.contains(0)


@given(st.integers(0, 200), st.integers(0, 200), st.integers(1, 5))
def test_rates_are_apart_where_the_score_test_of_a_binomial_says_so(x, y, ratio):
    """Given all events, those of the first area are binomial: the score test by hand."""
    side = apart(Area("A", x, 1000 * ratio), Area("B", y, 1000), Kind.RATE)
    share, events = ratio / (ratio + 1), x + y
    z = (x - events * share) / (events * share * (1 - share)) ** 0.5 if events else 0
    if abs(abs(z) - 1.959964) > 1e-5:
        assert side == (z > 1.96) - (z < -1.96)


def test_overlapping_intervals_can_still_be_apart():
    """The trap: 95% intervals of 50 and 64 in 100 overlap, yet the difference is significant (z test, 1.997)."""
    one, other = Area("A", 50, 100), Area("B", 64, 100)
    assert one.estimate(Kind.PROPORTION).upper > other.estimate(Kind.PROPORTION).lower
    assert 2 * stats.norm.sf(0.14 / (0.57 * 0.43 * 0.02) ** 0.5) < 0.05
    assert apart(one, other, Kind.PROPORTION) == -1


NEIGHBOURS = [Area("Ayton", 10, 100), Area("Beeford", 90, 300), Area("Ceeham", None, 80), Area("Deeby", 40, 100)]


def test_neighbours_by_hand():
    """140 of 500 is 28%. Left out in turn: 130 of 400, 50 of 200 and 100 of 400."""
    found = pool_neighbours(NEIGHBOURS, Kind.PROPORTION)
    assert found.pooled == rates.proportion(140, 500)
    assert found.without == (("Ayton", 32.5), ("Beeford", 25.0), ("Deeby", 25.0))
    assert (found.median, found.missing) == (30.0, ("Ceeham",))
    assert found.sentence == (
        "3 neighbours together: 28% (140 of 500). "
        "The true level is likely to lie between 24.2% and 32.1% (95% confidence). "
        "One by one they run from 10% (Ayton) to 40% (Deeby), with 30% in the middle. "
        "Leaving out any one gives 25% to 32.5%; Ayton matters most (32.5%). No figure for Ceeham."
    )


@given(LISTS, KINDS)
def test_pooled_value_lies_among_the_neighbours_and_among_those_left_out(areas, kind):
    found = pool_neighbours(areas, kind)
    assert found.lowest[1] - 1e-9 <= found.pooled.value <= found.highest[1] + 1e-9
    values = [value for _, value in found.without]
    assert min(values) - 1e-9 <= found.pooled.value <= max(values) + 1e-9


def test_none_of_nobody_is_no_figure():
    """Published so: an area that issued no plan without exceptions had 0 of 0 in time."""
    found = pool_neighbours([*NEIGHBOURS, Area("Effield", 0, 0)], Kind.PROPORTION)
    assert found.missing == ("Ceeham", "Effield")
    assert found.pooled == rates.proportion(140, 500)


def test_one_neighbour_that_decides_is_named():
    """30% of 300 is below 140 in 300 with a large Deeby in, and not without."""
    others = [Area("Ayton", 30, 100), Area("Deeby", 300, 500)]
    found = compare_with_neighbours(Area("Here", 90, 300), others, Kind.PROPORTION, better=Direction.UP)
    assert (found.verdict, found.changed) == (Verdict.WORSE, ("Deeby",))
    assert found.sentence == (
        "Here, 30%, is worse than its neighbours together (55%); without Deeby the verdict would change."
    )


@given(LISTS, AREAS, KINDS)
def test_changed_neighbours_are_those_without_whom_the_verdict_differs(areas, area, kind):
    here = Area("Here", area.numerator, area.denominator)
    if len(areas) < 3:
        return
    found = compare_with_neighbours(here, areas, kind)
    again = {
        left.name
        for left in areas
        if compare_with_neighbours(here, [a for a in areas if a is not left], kind).verdict != found.verdict
    }
    assert set(found.changed) == again


def test_area_without_a_figure_cannot_be_compared():
    found = compare_with_neighbours(Area("Here", None, None), NEIGHBOURS, Kind.PROPORTION)
    assert (found.verdict, found.found) == (Verdict.CANNOT_TELL, None)
    assert found.sentence == "Cannot tell, because there is no figure for Here."


def test_places_by_hand():
    areas = [Area("A", 90, 100), Area("B", 52, 100), Area("C", 50, 100), Area("D", 5, 100), Area("E", None, 100)]
    found = rank(areas, Kind.PROPORTION)
    assert [(p.name, p.place, p.best, p.worst) for p in found.places] == [
        ("A", 1, 1, 1),
        ("B", 2, 2, 3),
        ("C", 3, 2, 3),
        ("D", 4, 4, 4),
    ]
    assert found.places[1].sentence == (
        "B is 2nd of 4, with 52%; it cannot be told apart from 1 other area, and could be anywhere from 2nd to 3rd."
    )
    assert found.places[0].sentence == (
        "A is 1st of 4, with 90%; every other area is further away than chance easily explains."
    )
    assert found.sentence == "Of 4 areas, 2 places are beyond what chance explains; no figure for E."


def test_equal_values_share_a_place():
    places = rank([Area("A", 5, 10), Area("B", 50, 100), Area("C", 1, 100)], Kind.PROPORTION).places
    assert [(p.place, p.shared_with) for p in places] == [(1, ("B",)), (1, ("A",)), (3, ())]


@given(LISTS, KINDS)
def test_place_lies_within_what_chance_leaves_open_and_turns_round(areas, kind):
    up, down = rank(areas, kind), {p.name: p for p in rank(areas, kind, better=Direction.DOWN).places}
    for place in up.places:
        assert 1 <= place.best <= place.place <= place.worst <= place.number
        other = down[place.name]
        assert (other.best, other.worst) == (place.number + 1 - place.worst, place.number + 1 - place.best)


def test_nothing_to_rank_is_said():
    found = rank([Area("A", None, 5)], Kind.RATE)
    assert found.sentence == "There is nothing to rank: no figure for A."


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: pool_neighbours(NEIGHBOURS[:1], Kind.RATE), "Found 1 neighbours with a figure; expected 2 or more"),
        (lambda: compare_with_neighbours(NEIGHBOURS[0], NEIGHBOURS, Kind.RATE), "Ayton is among its own neighbours"),
        (lambda: apart(NEIGHBOURS[2], NEIGHBOURS[0], Kind.RATE), "Ceeham has no figure"),
    ],
)
def test_what_cannot_be_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
