"""Is everything said of a list true of the children on it, whatever is hidden or unknown?"""

from __future__ import annotations

from itertools import pairwise
from statistics import median_low

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.analysis.waiting import (
    ANY,
    Bounds,
    Completeness,
    Standing,
    Tally,
    band,
    cohorts,
    median,
    over,
    summarise,
)

LABELS = ("0-1 weeks", ">1-2 weeks", ">2-4 weeks", ">4-12 weeks", ">12-18 weeks", ">18-52 weeks", ">52 weeks")
NHS = tuple(map(band, LABELS))


def rows(*counts, unknown=None):
    held = [Tally(each, Bounds.exactly(count)) for each, count in zip(NHS, counts, strict=True)]
    return held + ([Tally(None, Bounds.exactly(unknown))] if unknown is not None else [])


@st.composite
def waits(draw):
    """Children with the weeks each has waited (None: nobody wrote it down), and what a return shows of them."""
    children = draw(st.lists(st.one_of(st.none(), st.integers(0, 200)), min_size=1, max_size=60))
    edges = sorted(draw(st.sets(st.sampled_from([1, 4, 6, 12, 18, 26, 52, 104]), min_size=1)))
    labels = [
        f"0-{edges[0]} weeks",
        *(f">{a}-{b} weeks" for a, b in pairwise(edges)),
        f">{edges[-1]} weeks",
    ]
    shown = []
    for each in [*map(band, labels), None]:
        count = sum((w is None) if each is None else (w is not None and each.holds(w)) for w in children)
        starred = 0 < count < 5 and draw(st.booleans())
        lost = draw(st.integers(0, 9)) == 0
        bounds = Bounds(1, 4) if starred else ANY if lost else Bounds.exactly(count)
        shown.append(Tally(each, bounds))
    return children, shown, draw(st.sampled_from([None, len(children)]))


@given(waits(), st.sampled_from([18, 52]))
def test_over_a_limit_holds_the_truth(case, limit):
    children, shown, total = case

    assert sum(w is not None and w > limit for w in children) in over(shown, limit, total)


@given(waits())
def test_a_summary_counts_everybody_and_those_without_a_start(case):
    children, shown, total = case
    found = summarise(shown, total)

    assert len(children) in found.total
    assert sum(w is None for w in children) in found.unknown
    assert found.longest is None or any(w is not None and w > found.longest.weeks for w in children)


@given(waits())
def test_the_middle_lies_within_its_bounds_wherever_the_unknown_are(case):
    children, shown, _ = case
    known = [w for w in children if w is not None]
    found = median(shown)
    if found is None:
        return
    for guess in (0, 500):
        true = median_low([*known, *[guess] * (len(children) - len(known))])
        assert found.least <= true + 1e-9
        assert found.most is None or true <= found.most + 1e-9


@pytest.mark.parametrize(
    ("counts", "unknown", "expected"),
    [
        ((0, 0, 0, 10, 0, 0, 0), None, 8.0),  # half way through the band from 4 to 12
        ((10, 0, 0, 10, 0, 0, 0), None, 1.0),
        ((0, 0, 0, 0, 0, 0, 9), None, None),  # a band without an end
        ((0, 0, 0, 10, 0, 0, 0), 3, None),  # somebody's start is unknown
    ],
)
def test_the_middle_is_interpolated_only_where_everything_is_known(counts, unknown, expected):
    found = median(rows(*counts, unknown=unknown))

    assert found is not None
    assert found.estimate == pytest.approx(expected) if expected is not None else found.estimate is None


def test_a_band_across_the_limit_may_be_over_it_or_not():
    held = [Tally(band("0-12 weeks"), Bounds.exactly(30)), Tally(band("12-26 weeks"), Bounds.exactly(8))]

    assert over(held, 18) == Bounds(0, 8)


def test_the_sentence_says_what_is_not_known():
    said = summarise(
        [*rows(5, 5, 5, 5, 5, 12, 0), Tally(band(">52 weeks"), Bounds(1, 4)), Tally(None, Bounds.exactly(9))]
    ).sentence

    assert said == (
        "At least 47, at most 50 children are waiting. Over 18 weeks: at least 13, at most 16; over a year: at least 1, "
        "at most 4. No start date is known for 9, who may have waited any time. The longest known wait is more than 52 "
        "weeks. The middle wait is between 2 and 18 weeks."
    )


def test_nobody_waiting_is_said_so():
    assert summarise(rows(0, 0, 0, 0, 0, 0, 0)).sentence == "Nobody is waiting."


def test_a_share_is_of_those_whose_start_is_known():
    found = summarise(rows(10, 0, 0, 0, 0, 10, 0, unknown=5)).share_over_18

    assert found is not None
    assert (found.numerator, found.denominator, found.method) == (10, 20, "Wilson score")
    assert summarise([*rows(1, 0, 0, 0, 0, 0, 0), Tally(NHS[5], Bounds(1, 4))]).share_over_18 is None


@given(
    st.lists(st.tuples(st.sampled_from([None, 2022, 2023, 2024]), st.sampled_from(list(Standing)), st.integers(0, 9)))
)
def test_cohorts_leave_nobody_out(parts):
    found = cohorts([Tally(None, Bounds.exactly(n), year, standing) for year, standing, n in parts])

    assert sum((each.waiting.least + each.seen.least + each.closed.least) for each in found) == sum(
        n for *_, n in parts
    )
    assert [each.year for each in found] == sorted({y for y, *_ in parts}, key=lambda y: (y is None, y or 0))


def test_a_cohort_is_said():
    found = cohorts([Tally(None, Bounds.exactly(1), 2022), Tally(None, Bounds.exactly(3), None)])

    assert found[0].sentence == "Of the children referred in 2022, 1 is still waiting."
    assert "year of referral is unknown, 3 are" in found[1].sentence


def test_who_did_not_send_is_said():
    said = Completeness("July 2026", ("Trust", "Heron", "Wren"), ("Trust",), rows=40, with_start=31).sentences

    assert said == (
        "1 of 3 known providers sent a return for July 2026.",
        "Heron and Wren did not. Their children are in none of these figures, and may be waiting.",
        "9 children of 40 have no known start date.",
    )
    assert "No provider is known" in Completeness("July 2026", (), ()).sentences[0]
