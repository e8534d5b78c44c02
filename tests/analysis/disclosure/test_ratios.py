"""Is a percentage withheld exactly where it would give a hidden count away?"""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.analysis.disclosure import (
    COUNTS_UNDER_5,
    Cell,
    Dimension,
    Ratio,
    counts_behind,
    protect,
    ratios_to_withhold,
    tabulate,
)
from goldenthread.analysis.disclosure.ratios import percentage

ALL = Cell.at("plans", {})


def _protected(**counts):
    tables = tabulate("plans", [Dimension.flat("area", tuple(counts))], {(name,): n for name, n in counts.items()})
    return protect(tables, COUNTS_UNDER_5)


def _at(area):
    return Cell.at("plans", {"area": area})


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.integers(0, 2))
def test_the_counts_behind_a_percentage_are_all_those_that_round_to_it(counts, places):
    numerator, denominator = counts
    shown = percentage(numerator, denominator, places)
    slowly = [n for n in range(denominator + 2) if percentage(n, denominator, places) == shown]
    assert counts_behind(shown, denominator) == (slowly[0], slowly[-1])


def test_a_known_denominator_turns_a_percentage_into_a_count():
    assert counts_behind(Decimal("33"), 12) == (4, 4)
    assert counts_behind(Decimal("13"), 200) == (25, 26)
    with pytest.raises(ValueError, match="No whole number of 12 is 34%"):
        counts_behind(Decimal("34"), 12)
    with pytest.raises(ValueError, match="denominator is 0"):
        counts_behind(Decimal("34"), 0)


def test_a_percentage_that_gives_the_count_away_is_withheld():
    found = _protected(A=4, B=8, C=30)
    told, other = Ratio(_at("A"), ALL), Ratio(_at("C"), ALL, 1)
    assert ratios_to_withhold(found, [told, other]) == (told,)
    assert ratios_to_withhold(found, [Ratio(_at("B"), ALL)]) == (Ratio(_at("B"), ALL),)


def test_a_percentage_of_many_is_too_coarse_to_tell():
    found = _protected(A=4, B=1000, C=3000)
    coarse, fine = Ratio(_at("A"), ALL), Ratio(_at("A"), ALL, 2)
    assert ratios_to_withhold(found, [coarse, fine]) == (fine,)


def test_percentages_that_are_harmless_apart_are_not_allowed_together():
    """Each leaves five values or more; the half that both allow does not."""
    found = _protected(A=3, B=997, C=3000)
    apart = Ratio(_at("A"), ALL, 0)
    assert ratios_to_withhold(found, [apart]) == ()
    assert ratios_to_withhold(found, [apart, Ratio(_at("B"), ALL, 2)]) == (Ratio(_at("B"), ALL, 2),)


def test_nought_and_a_hundred_per_cent_need_a_denominator():
    with pytest.raises(ValueError, match="is 0; expected a denominator above 0"):
        Ratio(_at("A"), _at("B")).value(_protected(A=5, B=0).tables)
    with pytest.raises(ValueError, match="No count for plans"):
        Ratio(_at("Z"), ALL).value(_protected(A=5, B=0).tables)
