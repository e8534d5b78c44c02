"""Are totals, subtotals and shared cells made rightly, and is what does not add up refused in words?"""

import pytest

from goldenthread.analysis.disclosure import Cell, Dimension, Identity, Tables, lay_out, link, tabulate

AREA = Dimension("area", (("all", ("North", "South")), ("North", ("Ash", "Birch"))))
AGE = Dimension.flat("age", ["0 to 4", "5 to 9"])
LEAVES = {
    ("Ash", "0 to 4"): 3,
    ("Ash", "5 to 9"): 10,
    ("Birch", "0 to 4"): 7,
    ("Birch", "5 to 9"): 20,
    ("South", "0 to 4"): 30,
    ("South", "5 to 9"): 0,
}


def _cell(**where):
    return Cell.at("plans", where)


def test_totals_and_subtotals_are_added_up_and_each_is_an_identity():
    tables = tabulate("plans", [AREA, AGE], LEAVES)
    assert len(tables.cells) == 15
    assert tables.counts[_cell()] == 70
    assert tables.counts[_cell(area="North")] == 40
    assert tables.counts[_cell(area="North", age="0 to 4")] == 10
    parts = (_cell(area="Ash", age="0 to 4"), _cell(area="Birch", age="0 to 4"))
    assert Identity((_cell(area="North", age="0 to 4"),), parts) in tables.identities
    assert len(tables.identities) == 2 * 3 + 5


def test_one_area_may_be_divided_in_two_ways():
    places = (("all", ("LA1", "LA2")), ("LA1", ("a", "b")), ("LA2", ("c", "d")))
    health = (("all", ("ICB1", "ICB2")), ("ICB1", ("a", "c")), ("ICB2", ("b", "d")))
    tables = tabulate("plans", [Dimension("area", places + health)], {("a",): 1, ("b",): 2, ("c",): 3, ("d",): 4})
    assert (tables.counts[_cell(area="LA1")], tables.counts[_cell(area="ICB1")]) == (3, 4)
    assert len(tables.identities) == 6


def test_linked_tables_share_the_cells_that_count_the_same_people():
    by_age = tabulate("plans", [AREA, AGE], LEAVES)
    by_sex = tabulate("plans", [AREA], {("Ash",): 13, ("Birch",): 27, ("South",): 30})
    assert set(link(by_age, by_sex).cells) == set(by_age.cells)
    later = tabulate("plans a year later", [AGE], {("0 to 4",): 1, ("5 to 9",): 2})
    assert len(link(by_age, later).cells) == 18


def test_a_table_as_published_must_add_up():
    assert lay_out("plans", [AGE], {("all",): 5, ("0 to 4",): 2, ("5 to 9",): 3}).counts[_cell()] == 5
    with pytest.raises(ValueError, match=r"plans \(all\) = .* does not add up: 6 is not 5"):
        lay_out("plans", [AGE], {("all",): 6, ("0 to 4",): 2, ("5 to 9",): 3})


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: tabulate("plans", [AGE], {("0 to 4",): -1, ("5 to 9",): 3}), "is -1; expected a whole number"),
        (lambda: tabulate("plans", [AGE], {("0 to 4",): 1}), "has no count at 5 to 9"),
        (lambda: tabulate("plans", [AGE], {("0 to 4",): 1, ("5 to 9",): 1, ("10",): 1}), "has no place for 10"),
        (lambda: Tables({_cell(): 1.5}), "is 1.5; expected a whole number"),
        (lambda: Tables({_cell(): True}), "is True; expected a whole number"),
        (lambda: Tables({_cell(): 1}, (Identity((_cell(),), (_cell(age="9"),)),)), r"No count for plans \(age 9\)"),
        (lambda: Tables({_cell(): 0}, (Identity((_cell(),), (_cell(),)),)), "expected each cell once"),
        (lambda: link(Tables({_cell(): 1}), Tables({_cell(): 2})), "is 1 in one table and 2 in another"),
        (lambda: lay_out("plans", [AGE, AGE], {}), "expected each name once"),
        (lambda: Dimension("area", (("all", ()),)), "expected one or more, each once"),
        (lambda: Dimension("area", (("a", ("b",)), ("b", ("a",)))), "is part of itself"),
        (lambda: Dimension("area", (("all", ("a", "b")), ("b", ("a", "c")))), "the parts of all overlap"),
        (lambda: Dimension("area", (("all", ("a", "b")), ("all", ("a", "c")))), "do not cover the same people"),
    ],
)
def test_what_is_wrong_is_said(make, said):
    with pytest.raises(ValueError, match=said):
        make()
