"""Does every choice that passes satisfy every cut, and does the search end with a truth whatever it is allowed to spend?"""

from itertools import chain, combinations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from goldenthread.analysis.disclosure import (
    COUNTS_UNDER_5,
    NHS_1_TO_7,
    Aim,
    Dimension,
    Method,
    Policy,
    attack,
    protect,
    secondary,
    tabulate,
)
from goldenthread.analysis.disclosure.audit import Case
from goldenthread.analysis.disclosure.cutting import Cut
from goldenthread.analysis.disclosure.solver import Infeasible, Programme, Series, Unsolved, solve

EVEN = Policy("under 5, the rest even", "made up", 5, 5, round_to=2)


def square(*numbers):
    places = [(row, column) for row in "AB" for column in "xy"]
    dimensions = [Dimension.flat("row", "AB"), Dimension.flat("column", "xy")]
    return tabulate("plans", dimensions, dict(zip(places, numbers, strict=True)))


def cube(seed):
    dimensions = [Dimension.flat("area", "ABC"), Dimension.flat("need", "ABC"), Dimension.flat("sex", "AB")]
    counts = np.random.default_rng(seed).negative_binomial(0.8, 0.08, size=(3, 3, 2))
    return tabulate("plans", dimensions, {tuple("ABC"[i] for i in at): int(n) for at, n in np.ndenumerate(counts)})


def found_by_parts(tables, policy):
    case = Case.of(tables, policy, [cell for cell, n in tables.counts.items() if policy.is_small(n)], {})
    search = secondary.Search(case, secondary.weights(case, Aim.FEWEST_CELLS))
    search.relax()
    return case, [*search.bridges, *search.cuts]


# --- cuts


@pytest.mark.parametrize("policy", [COUNTS_UNDER_5, EVEN])
@pytest.mark.parametrize("numbers", [(3, 20, 30, 40), (1, 20, 30, 1)])
def test_no_choice_that_violates_a_cut_passes(policy, numbers):
    tables = square(*numbers)
    case, cuts = found_by_parts(tables, policy)
    violating = 0
    for more in chain.from_iterable(combinations(case.candidates, size) for size in (1, 3, 4)):
        hidden = case.forced | set(more)
        taken = np.array([cell in hidden for cell in tables.cells], dtype=float)
        if any(cut.lacks(taken) > 1e-9 for cut in cuts):
            assert not attack(tables, policy, hidden, whole=False).passed
            violating += 1
    assert violating


def test_a_cut_lacks_what_is_not_hidden():
    cut = Cut(np.array([0, 2]), np.array([1.0, 0.5]), 1.0)
    assert cut.lacks(np.array([0.0, 1.0, 1.0])) == pytest.approx(0.5)
    assert cut.lacks(np.array([1.0, 0.0, 0.0])) == pytest.approx(0.0)


# --- the search


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_is_spent_the_result_passes_and_the_gap_is_true(monkeypatch, seed):
    tables = cube(seed)
    best = protect(tables, COUNTS_UNDER_5, whole=False)
    monkeypatch.setattr(secondary, "WORK", 1)
    quick = protect(tables, COUNTS_UNDER_5, whole=False)
    case = Case.of(tables, COUNTS_UNDER_5, best.primary, {})
    cost = dict(zip(case.system.cells, secondary.weights(case, Aim.FEWEST_CELLS), strict=True))
    of_best, of_quick = (sum(cost[cell] for cell in found.hidden) for found in (best, quick))
    assert (best.method, best.gap) == (Method.EXACT, 0.0)
    assert quick.report.passed and of_best <= of_quick + 1e-9
    assert quick.gap >= 1 - of_best / of_quick - 1e-9
    if quick.method == Method.HEURISTIC:
        assert f"proven to be within {quick.gap:.0%} of the least" in quick.say_method()


def test_the_same_tables_are_always_protected_in_the_same_way():
    first, again = (protect(cube(3), COUNTS_UNDER_5, whole=False) for _ in range(2))
    assert first.hidden == again.hidden


def test_noughts_that_are_shown_are_in_no_cut():
    tables = square(3, 0, 30, 40)
    case, cuts = found_by_parts(tables, NHS_1_TO_7)
    noughts = {case.system.place[cell] for cell, count in tables.counts.items() if count == 0}
    assert not any(noughts & set(cut.columns.tolist()) for cut in cuts)


def test_a_cell_that_can_be_worked_out_all_the_same_is_shown_again():
    tables = square(3, 20, 30, 40)
    case = Case.of(tables, COUNTS_UNDER_5, [cell for cell, count in tables.counts.items() if count == 3], {})
    auditor = secondary.Auditor(case)
    best = protect(tables, COUNTS_UNDER_5).hidden
    alone = {cell for cell in tables.cells if cell not in best and tables.counts[cell] == 93}
    assert len(alone) == 1
    assert secondary._without_known(case, best | alone, auditor) == best


# --- one programme after another


def test_a_series_gives_what_each_programme_gives_by_itself():
    equal = csr_matrix([[1.0, -1.0, -1.0]])
    below, limit = csr_matrix([[0.0, 1.0, 2.0]]), np.array([4.0])
    series = Series(equal, below, limit)
    for number in range(6):
        chance = np.random.default_rng(number)
        low, high, cost = -chance.integers(0, 5, 3) * 1.0, chance.integers(0, 5, 3) * 1.0, chance.normal(size=3)
        series.bounds(low, high)
        series.prices(cost)
        once = solve(Programme(cost, equal, low, high, below, limit))
        found = series.solve()
        assert cost @ found.x == pytest.approx(cost @ once.x)
        assert (len(found.prices), len(found.limits)) == (1, 1)


def test_a_series_says_when_there_is_no_answer_and_goes_on():
    series = Series(csr_matrix((0, 1)), strategy=Series.DUAL)
    series.bounds(np.zeros(1), np.ones(1))
    series.prices(np.ones(1))
    series.require(np.array([0]), np.ones(1), 0.5)
    assert series.solve().x[0] == pytest.approx(0.5)
    series.bounds(np.zeros(1), np.full(1, 0.25))
    with pytest.raises(Infeasible):
        series.solve()
    series.bounds(np.zeros(1), np.ones(1))
    assert series.solve().x[0] == pytest.approx(0.5)


def test_a_series_that_stops_without_an_answer_gives_none(monkeypatch):
    series = Series(csr_matrix([[1.0, -1.0]]))
    monkeypatch.setattr(Series, "_run", lambda _: False)
    with pytest.raises(Unsolved, match="HiGHS stopped"):
        series.solve()
