"""Is as little hidden as can be, and does the attack agree with trying every table that could be behind the page?"""

from dataclasses import replace
from functools import cache
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from goldenthread.analysis.disclosure import (
    COUNTS_UNDER_5,
    NHS_1_TO_7,
    POLICIES,
    ROUNDED_TO_5,
    Aim,
    CannotProtect,
    Cell,
    Dimension,
    Identity,
    Method,
    Policy,
    Reason,
    Tables,
    Zeros,
    attack,
    link,
    primary_cells,
    protect,
    secondary,
    tabulate,
)
from goldenthread.analysis.disclosure.primary import same_person
from goldenthread.analysis.disclosure.solver import Unsolved

UNDER_3 = Policy("counts under 3", "made up for the tests", 3, 3)
SQUARE = (Dimension.flat("row", "AB"), Dimension.flat("column", "xy"))
MOST = 11  # no innermost count of the tables tried is higher


def _at(**where):
    return Cell.at("plans", where)


def _table(rows):
    """A table of letters A, B, … by a, b, …"""
    down = Dimension.flat("row", "ABCDEFGH"[: len(rows)])
    across = Dimension.flat("column", "abcdefgh"[: len(rows[0])])
    cells = {(down.leaves[i], across.leaves[j]): n for i, row in enumerate(rows) for j, n in enumerate(row)}
    return tabulate("plans", [down, across], cells)


def _list(counts):
    letters = "ABCDEFGHIJ"[: len(counts)]
    return tabulate("plans", [Dimension.flat("row", letters)], dict(zip(((c,) for c in letters), counts, strict=True)))


@cache
def _every_square():
    """Each table of two by two with its totals, as one row in the order of its cells."""
    inner = np.array(list(product(range(MOST + 1), repeat=4)))
    a, b, c, d = inner.T
    by_place = {
        ("A", "x"): a,
        ("A", "y"): b,
        ("B", "x"): c,
        ("B", "y"): d,
        ("A", None): a + b,
        ("B", None): c + d,
        (None, "x"): a + c,
        (None, "y"): b + d,
        (None, None): a + b + c + d,
    }
    where = {_at(**{n: v for n, v in zip(("row", "column"), at, strict=True) if v}): n for at, n in by_place.items()}
    return np.column_stack([where[cell] for cell in sorted(where)])


def _agreeing(tables, policy, hidden, insider=None):
    """Every table of two by two that agrees with what is shown."""
    every = _every_square()
    for place, cell in enumerate(tables.cells):
        count, column = tables.counts[cell], every[:, place]
        if cell == insider:
            every = every[column == count]
        elif cell not in hidden:
            every = every[
                (column + policy.round_to // 2) // policy.round_to == policy.rounded(count) // policy.round_to
            ]
    return every


def _spread(tables, policy, hidden, cell, insider=None):
    values = _agreeing(tables, policy, hidden, insider)[:, tables.cells.index(cell)]
    return int(values.min()), int(values.max())


def _passes(tables, policy, hidden):
    primary = primary_cells(tables, policy)
    alone = [cell for cell in primary if tables.counts[cell] == 1]
    asked = [(cell, policy.width, None) for cell in primary]
    people = same_person(tables)
    asked += [(cell, 1, one) for one in alone for cell in primary if people.get(cell) != people[one]]
    for cell, width, insider in asked:
        low, high = _spread(tables, policy, hidden, cell, insider)
        if high - low < width:
            return False
    return True


def _fewest(tables, policy):
    primary = set(primary_cells(tables, policy))
    others = [cell for cell in tables.cells if cell not in primary]
    for size in range(len(others) + 1):
        if any(_passes(tables, policy, primary | set(more)) for more in combinations(others, size)):
            return len(primary) + size
    raise AssertionError("Hiding everything protects everything.")


SQUARES = st.lists(st.integers(0, 6), min_size=4, max_size=4).map(
    lambda n: tabulate("plans", SQUARE, dict(zip(product("AB", "xy"), n, strict=True)))
)
RECTANGLES = st.tuples(st.integers(2, 4), st.integers(2, 4)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 20), min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
    ).map(_table)
)
slowly = settings(deadline=None, max_examples=25)


@slowly
@given(SQUARES)
def test_no_choice_that_passes_hides_fewer_cells(tables):
    found = protect(tables, UNDER_3)
    assert found.method == Method.EXACT
    assert _passes(tables, UNDER_3, found.hidden)
    assert len(found.hidden) == _fewest(tables, UNDER_3)


@slowly
@given(SQUARES, st.sets(st.integers(0, 7)))
def test_the_attack_finds_what_trying_every_table_finds(tables, places):
    hidden = {[cell for cell in tables.cells if cell.where][place] for place in places}
    for attempt in attack(tables, UNDER_3, hidden).attempts:
        if tables.counts[_at()] <= MOST:  # every table with this total is among those tried
            assert (attempt.lowest, attempt.highest) == _spread(tables, UNDER_3, hidden, attempt.cell)


@slowly
@given(SQUARES)
def test_the_attack_on_rounded_tables_finds_what_trying_every_table_finds(tables):
    if tables.counts[_at()] <= MOST - 2:
        for attempt in attack(tables, ROUNDED_TO_5, ()).attempts:
            assert (attempt.lowest, attempt.highest) == _spread(tables, ROUNDED_TO_5, (), attempt.cell)


@slowly
@given(RECTANGLES, st.sampled_from(sorted(POLICIES)), st.sampled_from([300, 0]), st.sampled_from(Aim))
def test_every_protected_count_stays_as_uncertain_as_the_policy_asks(tables, name, exact_up_to, aim):
    policy = POLICIES[name]
    found = protect(tables, policy, aim=aim, exact_up_to=exact_up_to)
    again = attack(tables, found.policy, found.hidden)
    assert found.policy in (policy, replace(policy, says_small=False))
    assert again.passed
    for attempt in again.attempts:
        width = policy.width if attempt.cell in found.primary else 1
        assert attempt.highest is None or attempt.highest - attempt.lowest >= width
        assert attempt.lowest <= tables.counts[attempt.cell] <= (attempt.highest or 10**9)


@slowly
@example(_table([[1, 0], [3, 1]]))
@given(RECTANGLES)
def test_the_heuristic_never_hides_less_than_the_best(tables):
    best, quick = protect(tables, COUNTS_UNDER_5), protect(tables, COUNTS_UNDER_5, exact_up_to=0)
    assert quick.method == Method.HEURISTIC
    assert len(best.hidden) <= len(quick.hidden)


def test_primary_suppression_alone_is_undone_by_one_subtraction():
    tables = _table([[3, 10, 20], [30, 40, 12], [9, 40, 50]])
    (attempt,) = attack(tables, COUNTS_UNDER_5, [_at(row="A", column="a")]).attempts
    assert attempt.known and not attempt.safe
    assert attempt.say() == "plans (column a, row A) can be worked out: it is 3."


def test_four_cells_of_a_rectangle_are_enough_for_one_small_count():
    found = protect(_table([[3, 10, 20], [30, 40, 12], [9, 40, 50]]), COUNTS_UNDER_5)
    corners = {_at(row=row, column=column) for row in "AC" for column in "ab"}
    assert found.hidden == corners
    assert len(found.secondary) == 3
    assert found.shown(_at(row="A", column="a")) == "c"
    assert found.shown(_at(row="B", column="a")) == "30"
    assert found.say()[0] == (
        "1 count hidden under “counts under 5”, and 3 more to protect them, aiming to hide the fewest cells."
    )
    assert "The attacker" not in " ".join(found.say())


def test_the_only_person_in_a_cell_must_not_learn_another():
    tables = _list([1, 2, 30, 40])
    loose = replace(UNDER_3, singletons=False, width=1)
    pair = {_at(row="A"), _at(row="B")}
    assert protect(tables, loose).hidden == pair
    report = attack(tables, replace(loose, singletons=True), pair)
    assert report.insiders == ((_at(row="A"), _at(row="B")),)
    assert report.say()[-1] == "The only person in plans (row A) could work out plans (row B)."
    assert len(protect(tables, replace(loose, singletons=True)).hidden) == 3


def test_noughts_and_full_rows_are_protected_where_the_policy_says_so():
    tables = _table([[12, 0], [8, 9], [30, 20]])
    strict = replace(COUNTS_UNDER_5, name="strict", zeros=Zeros.DISCLOSE, full_rows=True)
    everybody, nobody = _at(row="A", column="a"), _at(row="A", column="b")
    assert primary_cells(tables, COUNTS_UNDER_5) == {}
    assert primary_cells(tables, strict) == {everybody: Reason.FULL, nobody: Reason.ZERO}
    found = protect(tables, strict)
    assert found.hidden >= {everybody, nobody}
    assert all(attempt.highest - attempt.lowest >= 5 for attempt in found.report.attempts if attempt.asked == 5)


def test_noughts_that_are_always_shown_are_never_hidden():
    found = protect(_table([[3, 0, 9], [0, 20, 8], [12, 30, 0]]), replace(COUNTS_UNDER_5, zeros=Zeros.SHOWN))
    assert all(found.tables.counts[cell] for cell in found.hidden)


def test_least_information_hides_small_counts_though_they_be_more():
    tables = Tables(
        {_at(row=row): n for row, n in zip("PABCDEF", (2, 10**9, 6, 6, 6, 14, 10**9 + 2), strict=True)},
        (
            Identity((_at(row="F"),), (_at(row="P"), _at(row="A"))),
            Identity((_at(row="E"),), (_at(row="P"), _at(row="B"), _at(row="C"))),
        ),
    )
    few, little = (protect(tables, UNDER_3, aim=aim).hidden for aim in Aim)
    assert len(few) == len(little) == 3
    assert _at(row="P") in few & little


@pytest.mark.parametrize("exact_up_to", [300, 0])
def test_overlapping_areas_protect_each_other(exact_up_to):
    """A and B are hidden in the first table; the health area A and C would give A away in the second."""
    first = _list([3, 10, 20, 50])
    a, c, both = _at(row="A"), _at(row="C"), Cell.at("plans", {"health area": "AC"})
    second = Tables({a: 3, c: 20, both: 23}, (Identity((both,), (a, c)),))
    linked = link(first, second)
    assert not attack(linked, COUNTS_UNDER_5, protect(first, COUNTS_UNDER_5).hidden).passed
    found = protect(linked, COUNTS_UNDER_5, exact_up_to=exact_up_to)
    assert found.report.passed
    assert found.hidden & {c, both}


def test_a_later_release_may_not_give_an_earlier_one_away():
    """Plans a year later are plans at the start and new ones, so two of the three tell the third."""
    first = _list([3, 10, 20, 50])
    new = Cell.at("new plans", {"row": "A"})
    grown = Cell.at("plans a year later", {"row": "A"})
    change = Tables({_at(row="A"): 3, new: 12, grown: 15}, (Identity((grown,), (_at(row="A"), new)),))
    linked = link(first, change)
    out = {cell for cell in first.cells if cell not in (_at(row="A"), _at(row="B"))}
    found = protect(linked, COUNTS_UNDER_5, released=out, withheld=[_at(row="B")])
    assert found.hidden & {new, grown}
    assert found.secondary.isdisjoint(out)
    with pytest.raises(CannotProtect, match="Nothing that may still be hidden protects"):
        protect(linked, COUNTS_UNDER_5, released=out | {new, grown}, withheld=[_at(row="B")])
    with pytest.raises(CannotProtect, match=r"plans \(row A\): to be hidden, and already public"):
        protect(linked, COUNTS_UNDER_5, released=[_at(row="A")])


def test_the_nhs_rule_alone_gives_four_sevens_away():
    """28 is shown as 30, so it is at least 28, and four counts of at most 7 cannot make more."""
    tables = _list([7, 7, 7, 7])
    sevens = [_at(row=row) for row in "ABCD"]
    assert all(attempt.known for attempt in attack(tables, NHS_1_TO_7, sevens).attempts)
    found = protect(tables, NHS_1_TO_7)
    assert found.secondary == {_at()}
    assert (found.shown(sevens[0]), found.shown(_at())) == ("*", "c")


def test_one_symbol_serves_where_a_symbol_for_small_counts_would_tell():
    """Seven counts of at least 1 and a total of at most 7: whatever else is hidden, each is 1."""
    tables = _list([1] * 7)
    found = protect(tables, NHS_1_TO_7)
    assert (found.asked.says_small, found.policy.says_small) == (True, False)
    assert {found.shown(cell) for cell in tables.cells} == {"c"}
    assert "every hidden count must bear the same symbol" in found.say()[2]


def test_rounding_shows_noughts_hides_small_counts_and_rounds_the_rest():
    found = protect(_list([0, 7, 8, 13, 22]), NHS_1_TO_7)
    assert [found.shown(cell) for cell in found.tables.cells] == ["50", "0", "*", "10", "15", "20"]
    assert [ROUNDED_TO_5.rounded(count) for count in (2, 3, 7, 8)] == [0, 5, 5, 10]
    assert ROUNDED_TO_5.range_of_shown(4) == (3, 7)
    assert replace(ROUNDED_TO_5, round_to=10).range_of_shown(14) == (5, 14)


@pytest.mark.parametrize("exact_up_to", [300, 0])
def test_a_three_way_table_is_protected(exact_up_to):
    dimensions = [Dimension.flat(name, parts) for name, parts in (("area", "ABC"), ("age", "xyz"), ("sex", "fm"))]
    numbers = (1, 6, 9, 4, 12, 3, 2, 30, 8, 7, 5, 0, 11, 2, 6, 9, 20, 1)
    tables = tabulate("plans", dimensions, dict(zip(product("ABC", "xyz", "fm"), numbers, strict=True)))
    found = protect(tables, COUNTS_UNDER_5, exact_up_to=exact_up_to)
    assert attack(tables, COUNTS_UNDER_5, found.hidden).passed


def _triangles():
    """Two triangles of a, b, c: each pair, with a spare, makes 1. Halves of people would let all six make 3."""
    counts, identities = {_at(sum="six"): 2}, []
    for copy in "12":
        now = {"a": 1, "b": 0, "c": 0, "ab": 0, "bc": 1, "ac": 0}
        cells = {name: _at(copy=copy, name=name) for name in now}
        counts |= {cells[name]: count for name, count in now.items()}
        for pair in ("ab", "bc", "ac"):
            whole = _at(copy=copy, whole=pair)
            counts[whole] = 1
            identities.append(Identity((whole,), tuple(cells[name] for name in (*pair, pair))))
    six = tuple(_at(copy=copy, name=name) for copy in "12" for name in "abc")
    return Tables(counts, (*identities, Identity((_at(sum="six"),), six)))


@pytest.mark.parametrize("exact_up_to", [300, 0])
def test_the_attack_is_in_whole_people(exact_up_to):
    tables, six = _triangles(), _at(sum="six")
    hidden = {cell for cell in tables.cells if "whole" not in dict(cell.where)}
    attempts = {attempt.cell: attempt for attempt in attack(tables, UNDER_3, hidden).attempts}
    assert (attempts[six].lowest, attempts[six].highest) == (0, 2)
    assert protect(tables, UNDER_3, exact_up_to=exact_up_to).report.passed


def test_nothing_is_hidden_where_nothing_is_small_and_unknown_cells_are_refused():
    tables = _list([10, 20])
    assert protect(tables, COUNTS_UNDER_5).hidden == frozenset()
    for ask in (
        lambda: attack(tables, COUNTS_UNDER_5, [_at(row="Z")]),
        lambda: protect(tables, COUNTS_UNDER_5).shown(_at(z="z")),
    ):
        with pytest.raises(ValueError, match="expected a cell of the tables"):
            ask()


@pytest.mark.parametrize(("field", "said"), [({"under": 0}, "under is 0"), ({"width": 0}, "width is 0")])
def test_a_policy_that_protects_nothing_is_refused(field, said):
    with pytest.raises(ValueError, match=said):
        replace(COUNTS_UNDER_5, **field)
    with pytest.raises(ValueError, match="the symbol itself says"):
        replace(NHS_1_TO_7, width=9)


def test_the_heuristic_serves_when_the_best_choice_takes_too_long(monkeypatch):
    def too_long(*_):
        raise Unsolved("HiGHS stopped with status 1: time limit reached")

    monkeypatch.setattr(secondary, "solve_whole", too_long)
    found = protect(_table([[3, 10, 20], [30, 40, 12], [9, 40, 50]]), COUNTS_UNDER_5)
    assert found.method == Method.HEURISTIC
    assert found.report.passed
    assert "more may be hidden than is needed" in found.say()[1]


def test_a_count_whose_mark_says_that_it_is_not_small_is_at_least_the_first_that_is_not():
    """1, 1, 1, 1 and 8: “10” is at most 12, so were 8 hidden under a mark of its own, every count would be known."""
    table = _list((1, 1, 1, 1, 8))
    report = attack(table, NHS_1_TO_7, {_at(row=row) for row in "ABCDE"})

    assert not report.passed
    assert {(attempt.cell.say(), attempt.lowest) for attempt in report.attempts if attempt.known} >= {
        ("plans (row A)", 1),
        ("plans (row E)", 8),
    }
    found = protect(table, NHS_1_TO_7)
    assert found.report.passed
    assert found.shown(_at()) == "c"


def test_marks_of_their_own_for_small_counts_need_noughts_that_are_shown_or_hidden_for_themselves():
    with pytest.raises(ValueError, match="noughts must be always shown, or hidden"):
        replace(NHS_1_TO_7, zeros=Zeros.MAY_HIDE)
