"""Are the nearest areas the nearest, and is it said where one variable decides?"""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.analysis.nearness import Standard, nearest

AREAS = {
    "Oldmere": {"poverty": 20.0, "density": 10.0},
    "Ash": {"poverty": 22.0, "density": 30.0},
    "Beck": {"poverty": 30.0, "density": 10.0},
    "Crag": {"poverty": 40.0, "density": 50.0},
}
NUMBERS = st.integers(0, 50).map(float)
TABLES = st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=5, max_size=12).filter(
    lambda rows: all(len(set(column)) > 1 for column in zip(*rows, strict=True))
)


def tabled(rows):
    return {f"A{i:02}": dict(zip(("x", "y", "z"), row, strict=True)) for i, row in enumerate(rows)}


def test_distance_by_hand():
    """Ranges are 20 and 40, so Ash is 0.1 and 0.5 away and Beck 0.5 and 0: squares 0.01, 0.25 and 0.25, halved."""
    found = nearest(AREAS, "Oldmere", number=2, standard=Standard.RANGE)
    assert [(each.name, each.distance) for each in found.areas] == [
        ("Beck", pytest.approx(sqrt(0.125))),
        ("Ash", pytest.approx(sqrt(0.13))),
    ]
    assert found.areas[1].share == (("poverty", pytest.approx(0.01 / 0.26)), ("density", pytest.approx(0.25 / 0.26)))


def test_weights_decide():
    found = nearest(AREAS, "Oldmere", number=1, weights={"poverty": 3, "density": 1}, standard=Standard.RANGE)
    assert [each.name for each in found.areas] == ["Ash"]
    assert [each.name for each in nearest(AREAS, "Oldmere", number=1, weights={"density": 1}).areas] == ["Beck"]


def test_what_rests_on_one_variable_is_said():
    found = nearest(AREAS, "Oldmere", number=1, standard=Standard.RANGE)
    assert [(each.variable, each.gone, each.come, each.kept) for each in found.without] == [
        ("poverty", (), (), 1),
        ("density", ("Beck",), ("Ash",), 0),
    ]
    assert (found.stability, found.areas[0].kept) == (0.5, 0.5)
    assert found.sentence == (
        "Most like Oldmere: Beck. 0 neighbours of 1 would stay whichever one variable is left out; "
        "without density Beck would give way to Ash."
    )
    steady = nearest(AREAS, "Oldmere", number=2, standard=Standard.RANGE)
    assert "They stay the same whichever one variable is left out." in steady.sentence and steady.stability == 1
    single = nearest(AREAS, "Oldmere", number=2, weights={"poverty": 1})
    assert single.stability is None and "They rest on a single variable." in single.sentence


def test_area_without_a_variable_is_named_and_never_near():
    areas = AREAS | {"Dale": {"poverty": 20.0, "density": None}, "Eden": {"poverty": 20.0}}
    found = nearest(areas, "Oldmere", number=3)
    assert {each.name for each in found.areas} == {"Ash", "Beck", "Crag"}
    assert found.missing == (("Dale", ("density",)), ("Eden", ("density",)))
    assert found.sentence.endswith("Not compared, because a variable is not known: Dale and Eden.")
    assert not nearest(areas, "Oldmere", number=5, weights={"poverty": 1, "density": 0}).missing


@given(TABLES, st.sampled_from([Standard.STANDARD_DEVIATIONS, Standard.RANGE]))
def test_neither_unit_nor_size_of_weights_matters(rows, standard):
    areas, moved = tabled(rows), tabled([(4 * x + 8, y, z) for x, y, z in rows])
    one = nearest(areas, "A00", number=3, standard=standard)
    other = nearest(moved, "A00", number=3, weights={"x": 2, "y": 2, "z": 2}, standard=standard)
    assert [each.distance for each in one.areas] == pytest.approx([each.distance for each in other.areas])


@given(TABLES)
def test_leaving_out_agrees_with_asking_again(rows):
    areas = tabled(rows)
    found = nearest(areas, "A00", number=3, standard=Standard.RANGE)
    distances = [each.distance for each in found.areas]
    assert distances == sorted(distances) and len({each.name for each in found.areas}) == 3
    for each in found.without:
        weights = {name: 1 for name in "xyz" if name != each.variable}
        again = {near.name for near in nearest(areas, "A00", number=3, weights=weights, standard=Standard.RANGE).areas}
        assert len(again) == 3 and each.kept == pytest.approx(1 - len(each.gone) / 3)
        assert len(again - {near.name for near in found.areas}) <= len(each.come) + _ties(areas, weights)


def _ties(areas, weights):
    """How many areas are as far as another: among those, rounding decides which is listed."""
    found = nearest(areas, "A00", number=len(areas) - 1, weights=weights, standard=Standard.RANGE)
    distances = [round(each.distance, 9) for each in found.areas]
    return len(distances) - len(set(distances))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: nearest(AREAS, "Nowhere"), "Nowhere is not among the areas"),
        (lambda: nearest(AREAS, "Oldmere"), "Found 3 other areas with every variable; expected 10 or more"),
        (lambda: nearest(AREAS, "Oldmere", weights={"wealth": 1}), "a weight for wealth, which no area has"),
        (lambda: nearest(AREAS, "Oldmere", weights={"poverty": -1}), "Found a weight of -1 for poverty"),
        (lambda: nearest(AREAS, "Oldmere", weights={"poverty": 0}), "no variable with a weight"),
        (lambda: nearest(AREAS | {"Oldmere": {"poverty": 1.0}}, "Oldmere"), "Oldmere has no value of density"),
        (lambda: nearest({"a": {"x": 1.0}, "b": {"x": 1.0}}, "a", number=1), "x does not vary"),
        (lambda: nearest({"a": {"x": 1.0}, "b": {"x": float("inf")}}, "a", number=1), "Found inf for x in b"),
    ],
)
def test_what_cannot_be_is_refused_in_words(call, words):
    with pytest.raises(ValueError, match=words):
        call()
