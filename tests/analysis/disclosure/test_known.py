"""What becomes of what everybody knows beside the tables, and of counts that no table shows but somebody may work out?"""

import pytest

from goldenthread.analysis.disclosure import (
    COUNTS_UNDER_5,
    NHS_1_TO_7,
    CannotProtect,
    Cell,
    Dimension,
    Fact,
    Identity,
    Known,
    Tables,
    attack,
    lay_out,
    link,
    may_be_said,
    protect,
    tabulate,
)

ROWS = Dimension.flat("row", "ABCD")


def _at(row=None, counted="plans"):
    return Cell.at(counted, {"row": row} if row else {})


def _list(counts, counted="plans"):
    return tabulate(counted, [ROWS], dict(zip(((row,) for row in ROWS.leaves), counts, strict=True)))


def _never_more(later, earlier):
    return Fact(((later, 1.0), (earlier, -1.0)), 0.0)


def test_a_count_between_two_that_are_equal_is_no_secret():
    """10, hidden, 10, of a cohort that cannot grow: what protects its neighbour must be another count."""
    months = [_list((10, n, 30, 40), f"month {at}") for at, n in enumerate((9, 3, 9))]
    facts = tuple(_never_more(_at("A", f"month {at + 1}"), _at("A", f"month {at}")) for at in (0, 1))
    shown = [cell for tables in (months[0], months[2]) for cell in tables.counts]
    blind = protect(link(*months), COUNTS_UNDER_5, released=shown)
    aware = protect(link(*months), COUNTS_UNDER_5, released=shown, known=Known(facts))

    assert _at("A", "month 1") in blind.hidden
    assert not attack(link(*months), COUNTS_UNDER_5, blind.hidden, shown, known=Known(facts)).passed
    assert _at("A", "month 1") not in aware.hidden
    assert aware.report.passed


def test_what_is_left_of_a_total_is_protected_though_no_table_shows_it():
    rest = _at("not A")
    tables = link(
        _list((97, 1, 1, 1)),
        Tables({rest: 3, _at(): 100, _at("A"): 97}),
        identities=[Identity((_at(),), (_at("A"), rest))],
    )
    found = protect(tables, COUNTS_UNDER_5, known=Known(unseen=frozenset([rest])))
    assert found.hidden & {_at(), _at("A")}
    assert rest not in found.secondary


def test_what_is_left_and_is_large_may_be_worked_out():
    rest = _at("not A")
    tables = link(
        _list((40, 20, 20, 20)),
        Tables({rest: 60, _at(): 100, _at("A"): 40}),
        identities=[Identity((_at(),), (_at("A"), rest))],
    )
    found = protect(tables, COUNTS_UNDER_5, known=Known(unseen=frozenset([rest])))
    assert found.hidden == {rest}
    assert found.report.passed and not found.report.attempts


def test_words_are_said_only_while_the_attack_fails():
    found = protect(_list((3, 30, 40, 50)), COUNTS_UNDER_5)
    most = [(Fact(((_at("A"), 1.0),), float(limit)),) for limit in (5, 4)]
    assert may_be_said(found, most) == (True, False)


def test_a_fact_that_is_not_so_is_refused():
    with pytest.raises(ValueError, match="is not so"):
        protect(_list((3, 30, 40, 50)), COUNTS_UNDER_5, known=Known((_never_more(_at("B"), _at("A")),)))


def test_what_everybody_knows_may_leave_nothing_to_hide():
    with pytest.raises(CannotProtect):
        protect(_list((3, 30, 40, 50)), COUNTS_UNDER_5, known=Known((Fact(((_at("A"), 1.0),), 3.0),)))


def test_ways_that_cut_across_each_other_need_their_totals():
    waits = Dimension("how long", (("all", ("short", "long")), ("all", ("this year", "before"))), crossed=True)
    counts = {("all",): 9, ("short",): 5, ("long",): 4, ("this year",): 8, ("before",): 1}
    assert len(lay_out("children", [waits], counts).identities) == 2
    with pytest.raises(ValueError, match="its totals must be given"):
        tabulate("children", [waits], {})


def test_what_stands_in_no_table_may_be_a_nought_even_where_noughts_are_always_shown():
    """The rest of a total of which one part is the whole."""
    rest = _at("not A")
    tables = link(
        _list((20, 0, 0, 0)),
        Tables({rest: 0, _at(): 20, _at("A"): 20}),
        identities=[Identity((_at(),), (_at("A"), rest))],
    )
    found = protect(tables, NHS_1_TO_7, known=Known(unseen=frozenset([rest])))
    assert found.hidden == {rest}
