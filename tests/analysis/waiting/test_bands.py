"""Is every spelling of a band read as the weeks it means, and nothing else as a band?"""

from __future__ import annotations

from fractions import Fraction

import pytest

from goldenthread.analysis.waiting import Band, band, bands, bands_differ


def weeks(low, high=None):
    return Band(Fraction(low), None if high is None else Fraction(high))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("0-1 weeks", weeks(0, 1)),
        (">1-2 weeks", weeks(1, 2)),
        (">18-52 weeks", weeks(18, 52)),
        (">52 weeks", weeks(52)),
        ("over 52 weeks", weeks(52)),
        ("52+ weeks", weeks(52)),
        ("104 weeks +", weeks(104)),
        ("52 weeks or more", weeks(52)),
        ("More than 2 years", weeks(Fraction(730, 7))),
        ("under 6 weeks", weeks(0, 6)),
        ("< 4 wks", weeks(0, 4)),
        ("up to 7 days", weeks(0, 1)),
        ("6 to 12 weeks", weeks(6, 12)),
        ("12 – 18", weeks(12, 18)),
        ("0-12 months", weeks(0, Fraction(365, 7))),
    ],
)
def test_a_band_is_read(words, expected):
    assert band(words) == expected


@pytest.mark.parametrize("words", ["", "weeks", "total", "18", "long", "18-12 weeks", "0-6 fortnights", "**"])
def test_what_is_no_band_is_refused(words):
    with pytest.raises(ValueError, match=r"band"):
        band(words)


def test_bands_of_whole_weeks_leave_no_gap():
    found = bands(["0-6 weeks", "7-12 weeks", "13-18 weeks", "19+ weeks"])

    assert found["7-12 weeks"] == weeks(6, 12)
    assert found["13-18 weeks"] == weeks(12, 18)
    assert found["19+ weeks"] == weeks(18)


def test_bands_that_touch_are_left_alone():
    assert bands(["0-1 weeks", ">1-2 weeks"])[">1-2 weeks"] == weeks(1, 2)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ([weeks(0, 18), weeks(18)], [weeks(0, 18), weeks(18)], ""),
        ([weeks(0, 18), weeks(18, 52), weeks(52)], [weeks(0, 12), weeks(12, 26), weeks(26)], "now one of them"),
        ([weeks(0, 12), weeks(12, 26), weeks(26)], [weeks(0, 18), weeks(18, 52), weeks(52)], "before one of them"),
        ([weeks(0, 4), weeks(4, 18), weeks(18, 52), weeks(52)], [weeks(0, 18), weeks(18, 52), weeks(52)], ""),
        ([], [weeks(0, 26)], ""),
    ],
)
def test_bands_that_can_no_longer_be_compared_are_told(before, after, said):
    told = bands_differ(before, after)

    assert (said in told) if said else told == ""


@pytest.mark.parametrize(("wait", "held"), [(0, True), (1, True), (1.01, False)])
def test_a_wait_belongs_to_the_band_that_ends_with_it(wait, held):
    assert weeks(0, 1).holds(wait) is held
