"""Can a small count that is hidden be worked out of figures that are shown?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.understanding.indicators.computing.siblings import condition_of, groups_that_tell, part_of
from goldenthread.understanding.indicators.definitions.registry import indicators

EVERY = indicators()


@dataclass(frozen=True)
class Figure:
    code: str
    numerator: float | None
    denominator: float | None
    breakdown: str = ""
    band: str = ""
    period: str = "January 2025"
    state: str = "known"
    why: str = ""


@pytest.mark.parametrize(
    ("one", "other", "part"),
    [
        ("setting = 'special' and independent", "setting = 'special'", True),
        ("setting = 'special'", "setting = 'special' and independent", False),
        ("outcome = 'Y'", "outcome in ('Y', 'N')", True),
        ("outcome in ('Y', 'N')", "outcome = 'Y'", False),
        ("days <= 140", "days is not null", True),
        ("days is not null", "days <= 140", False),
        ("days <= 42", "days <= 140", True),
        ("days < 43", "days <= 42", True),
        ("days > 364", "days >= 365", True),
        ("age >= 16", "age > 16", False),
        ("decision_days between 0 and 28", "decision_days >= 0", True),
        ("outcome = 'Y' and days <= 140 and not excepted", "outcome = 'Y' and days <= 140", True),
        ("not excepted", "excepted", False),
        ("need = 'ASD'", "setting = 'special'", False),
        ("need = 'ASD'", "need is not null", True),
        ("need = 'ASD'", "true", True),
        ("true", "need = 'ASD'", False),
        ("need <> 'unknown'", "need <> 'unknown'", True),
        ("outcome = 'Y' or days > 3", "outcome = 'Y'", False),
    ],
)
def test_part_of(one, other, part):
    assert part_of(condition_of(one), condition_of(other)) == part


def hidden(*figures):
    return {code for code, *_ in groups_that_tell(figures, EVERY)}


def test_the_state_share_of_special_schools_gives_the_independent_one_away():
    figures = [
        Figure("placed-special", 60, 400),
        Figure("placed-special-state", 57, 400),
        Figure("placed-special-independent", 3, 400),
        Figure("plans-autism", 120, 400),
        Figure("plans-open", 400, None),
    ]
    assert hidden(*figures) == {"placed-special-state", "placed-special-independent"}
    assert hidden(figures[0], figures[1]) == {"placed-special-state"}, "the difference alone tells it"
    assert not hidden(figures[0], figures[3], figures[4])


def test_a_denominator_that_lacks_three_of_all_plans_is_hidden():
    reviewed = Figure("reviews-decided-in-4-weeks", 300, 397)
    assert hidden(Figure("plans-open", 400, None), reviewed) == {reviewed.code}
    assert not hidden(Figure("plans-open", 400, None), Figure(reviewed.code, 300, 400))


def test_what_a_total_leaves_beside_the_needs_that_are_counted_is_hidden():
    needs = [("plans-autism", 200), ("plans-semh", 150), ("plans-speech-language", 48)]
    figures = [Figure(code, x, 400) for code, x in needs]
    assert hidden(*figures) == {code for code, _ in needs}
    assert not hidden(*figures[:2])


def test_a_small_total_hides_its_bands_and_a_small_band_only_the_same_bands():
    total = [Figure("placed-special-independent", 3, 400), Figure("placed-special", 60, 400)]
    bands = [Figure("placed-special-state", 20, 200, "sex", band) for band in ("Female", "Male")]
    assert ("placed-special-state", "January 2025", "sex") in groups_that_tell([*total, *bands], EVERY)
    by_sex = [Figure("placed-mainstream", x, 100, "sex", band) for x, band in ((3, "Female"), (40, "Male"))]
    others = [Figure("placed-special", 20, 100, "sex", "Female"), Figure("placed-special", 60, 200, "age", "5 to 10")]
    assert groups_that_tell([*by_sex, *others], EVERY) == {
        ("placed-mainstream", "January 2025", "sex"),
        ("placed-special", "January 2025", "sex"),
    }


def test_other_periods_are_not_touched():
    small = Figure("placed-special-independent", 3, 400, period="January 2024")
    assert hidden(small, Figure("placed-special", 60, 400)) == {small.code}


KINDS = [
    (need, setting, own) for need in ("ASD", "SEMH", "OTH") for setting in ("mainstream", "special") for own in (0, 1)
]
RULES = {
    "plans-open": (lambda n, s, i: True, None),
    "plans-autism": (lambda n, s, i: n == "ASD", True),
    "plans-semh": (lambda n, s, i: n == "SEMH", True),
    "placed-mainstream": (lambda n, s, i: s == "mainstream", True),
    "placed-special": (lambda n, s, i: s == "special", True),
    "placed-special-state": (lambda n, s, i: s == "special" and not i, True),
    "placed-special-independent": (lambda n, s, i: s == "special" and i, True),
}


@settings(max_examples=60)
@given(st.lists(st.integers(0, 12), min_size=len(KINDS), max_size=len(KINDS)))
def test_no_small_count_of_an_indicator_is_a_sum_of_what_is_shown(counts):
    """By linear algebra: a count is told where the rows it counts are a combination of those that are shown."""
    vectors = {code: np.array([float(bool(rule(*kind))) for kind in KINDS]) for code, (rule, _) in RULES.items()}
    number = {code: float(vector @ counts) for code, vector in vectors.items()}
    figures = [Figure(code, number[code], sum(counts) if of else None) for code, (_, of) in RULES.items()]
    telling = {code for code, *_ in groups_that_tell(figures, EVERY)}
    shown = [vectors[code] for code in RULES if code not in telling]
    for code, vector in vectors.items():
        if 1 <= number[code] < 5 and shown:
            together = np.linalg.matrix_rank(np.array([*shown, vector]))
            assert together > np.linalg.matrix_rank(np.array(shown)), code
