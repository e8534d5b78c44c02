"""Are figures that are no longer counted as they were asked about, and ordinary ones left alone?"""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.analysis import Baseline, BaselineState, Observation
from goldenthread.analysis.breaks import becomes_running, far_apart, starts_again
from goldenthread.analysis.doubts import doubts


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Decimal("30.8"), Decimal("3.99"), True),
        (Decimal("3.99"), Decimal("30.8"), True),
        (20, 3, True),
        (5, 1, False),  # five times, but only four apart
        (100, 60, False),
        (0, 50, False),
    ],
)
def test_far_apart(one, other, expected):
    assert far_apart(one, other, times=5) is expected


@pytest.mark.parametrize(
    ("before", "new", "expected"),
    [
        ([12, 30, 55, 80], 9, True),
        ([12, 30, 55, 80], 41, False),  # more than half
        ([12, 30, 25, 80], 9, False),  # it did not rise each time
        ([30, 55], 9, False),  # too few to tell
        ([1, 2, 3], 1, False),  # too small to matter
    ],
)
def test_a_total_that_starts_again(before, new, expected):
    assert starts_again(before, new) is expected


@pytest.mark.parametrize(
    ("before", "new", "expected"),
    [([10, 12, 11], 33, True), ([10, 12, 11], 32, False), ([10], 40, False), ([0, 9], 30, False)],
)
def test_a_figure_that_becomes_a_running_total(before, new, expected):
    assert becomes_running(before, new) is expected


def test_an_observation_after_a_running_total_that_starts_again_is_asked_about():
    others = [
        Observation(f"{month} 2026", Decimal(value)) for month, value in (("April", 12), ("May", 30), ("June", 55))
    ]
    asked = doubts(Observation("July 2026", Decimal(20)), Baseline(BaselineState.NOT_STATED), others, "count")

    assert any("12, 30, 55" in each.words and "starts again" in each.words for each in asked)


def test_one_that_says_where_the_break_is_is_not():
    others = [
        Observation(f"{month} 2026", Decimal(value)) for month, value in (("April", 12), ("May", 30), ("June", 55))
    ]
    new = Observation("July 2026", Decimal(20), break_before="The count starts again each July.")

    assert doubts(new, Baseline(BaselineState.NOT_STATED), others, "count") == ()
