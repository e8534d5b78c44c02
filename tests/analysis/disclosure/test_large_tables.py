"""What becomes of tables that are too large for the best choice, and of counts of which an earlier release says something?"""

import pytest

from goldenthread.analysis.disclosure import (
    COUNTS_UNDER_5,
    ROUNDED_TO_5,
    Aim,
    CannotProtect,
    Cell,
    Dimension,
    Identity,
    Method,
    Tables,
    attack,
    protect,
    protection,
    secondary,
    tabulate,
)
from goldenthread.analysis.disclosure.audit import Auditor, Case


def _at(**where):
    return Cell.at("plans", where)


def _list(counts):
    rows = Dimension.flat("row", "ABCDEFGH"[: len(counts)])
    return tabulate("plans", [rows], dict(zip(((row,) for row in rows.leaves), counts, strict=True)))


def _case(counts, hidden):
    return Case.of(_list(counts), COUNTS_UNDER_5, [_at(row=row) for row in hidden], {})


# --- where the detours of fractions lead nowhere


def test_the_cheapest_of_the_cells_that_hold_the_interval_is_hidden_next():
    case = _case([3, 30, 10, 20], "A")
    cost = secondary.weights(case, Aim.FEWEST_CELLS)
    (failure,) = Auditor(case).failures(case.forced)
    assert secondary._cheapest_holder(case, cost, case.forced, failure.held_by) == {_at(row="C")}


def test_where_nothing_holds_it_the_cheapest_of_all_that_may_be_hidden_is():
    case = _case([3, 30, 10, 20], "AC")
    cost = secondary.weights(case, Aim.FEWEST_CELLS)
    nothing = Auditor(_case([3, 30, 10, 20], "A")).failures([_at(row="A")])[0].held_by & False
    assert secondary._cheapest_holder(case, cost, case.forced, nothing) == {_at(row="D")}


def test_where_nothing_may_be_hidden_any_more_it_says_so():
    case = _case([3, 30], "AB")
    cost = secondary.weights(case, Aim.FEWEST_CELLS)
    every = frozenset(case.system.cells)
    with pytest.raises(CannotProtect, match="Nothing that may still be hidden protects"):
        secondary._cheapest_holder(case, cost, every, Auditor(case).failures([_at(row="A")])[0].held_by)


def test_the_heuristic_ends_and_passes_though_no_detour_is_ever_found(monkeypatch):
    monkeypatch.setattr(secondary, "_detour", lambda *_: frozenset())
    tables = _list([3, 30, 10, 20, 2])
    found = protect(tables, COUNTS_UNDER_5, exact_up_to=0)
    assert (found.method, found.report.passed) == (Method.HEURISTIC, True)
    assert found.hidden == protect(tables, COUNTS_UNDER_5).hidden


# --- how good


def _square(numbers):
    dimensions = [Dimension.flat("row", "ABC"), Dimension.flat("column", "xyz")]
    places = [(row, column) for row in "ABC" for column in "xyz"]
    return tabulate("plans", dimensions, dict(zip(places, numbers, strict=True)))


@pytest.mark.parametrize("numbers", [(3, 10, 20, 30, 40, 12, 9, 40, 50), (1, 2, 3, 30, 40, 12, 9, 4, 50)])
def test_the_stated_gap_is_no_smaller_than_the_true_one(numbers):
    tables = _square(numbers)
    best, quick = (protect(tables, COUNTS_UNDER_5, exact_up_to=n) for n in (300, 0))
    case = Case.of(tables, COUNTS_UNDER_5, best.primary, {})
    cost = {cell: secondary.weights(case, Aim.FEWEST_CELLS)[case.system.place[cell]] for cell in tables.cells}
    of_best, of_quick = (sum(cost[cell] for cell in found.hidden) for found in (best, quick))
    assert best.gap == 0
    assert quick.gap >= 1 - of_best / of_quick - 1e-9
    assert "proven to be within" in quick.say_method()


def test_showing_again_is_bounded_by_work_and_what_it_leaves_still_passes(monkeypatch):
    monkeypatch.setattr(secondary, "PROGRAMMES", 0)
    found = protect(_square((1, 2, 3, 30, 40, 12, 9, 4, 50)), COUNTS_UNDER_5, exact_up_to=0)
    assert found.report.passed


def test_in_a_very_large_table_a_range_is_proven_to_be_at_least_so_wide(monkeypatch):
    tables = _square((3, 10, 20, 30, 40, 12, 9, 40, 50))
    hidden = protect(tables, COUNTS_UNDER_5).hidden
    whole = {a.cell: a for a in attack(tables, COUNTS_UNDER_5, hidden).attempts}
    monkeypatch.setattr(protection, "WHOLE_UP_TO", 0)
    for part in attack(tables, COUNTS_UNDER_5, hidden).attempts:
        assert whole[part.cell].lowest <= part.lowest <= tables.counts[part.cell] <= part.highest
        assert part.highest <= whole[part.cell].highest
        assert part.safe and not part.whole
        assert "cannot rule out any value" in part.say()


# --- what an earlier release says


def test_what_was_hidden_or_rounded_before_stays_as_it_was():
    tables = _list([3, 12, 30, 20])
    told = {_at(row="A"): (0, None), _at(row="B"): (10, 14), _at(row="C"): (30, 30)}
    found = protect(tables, COUNTS_UNDER_5, told=told, withheld=[_at(row="A")])
    assert found.report.passed
    assert found.hidden == {_at(row="A"), _at(row="D")} or found.hidden == {_at(row="A"), _at()}


def test_what_was_only_rounded_before_is_granted_to_the_attacker_as_a_range():
    tables = _list([3, 12, 30, 20])
    told = {cell: ROUNDED_TO_5.range_of_shown(count) for cell, count in tables.counts.items()}
    report = attack(tables, ROUNDED_TO_5, [], told=told)
    assert report.passed
    assert [(a.lowest, a.highest) for a in report.attempts] == [(3, 7)]


def test_what_is_said_to_be_out_must_be_so():
    with pytest.raises(ValueError, match="what is out already says otherwise"):
        protect(_list([3, 12]), COUNTS_UNDER_5, told={_at(row="B"): (13, 20)})
    with pytest.raises(CannotProtect, match="already public"):
        protect(_list([3, 12]), COUNTS_UNDER_5, told={_at(row="A"): (3, 3)})


def test_identities_may_join_counts_without_parts():
    tables = Tables({_at(row="A"): 3, _at(row="B"): 3}, (Identity((_at(row="A"),), (_at(row="B"),)),))
    found = protect(tables, COUNTS_UNDER_5)
    assert found.hidden == {_at(row="A"), _at(row="B")}
