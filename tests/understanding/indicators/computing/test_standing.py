"""Does exactly one figure stand for each thing, whatever the order in which releases came?"""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.understanding.indicators.computing.standing import Candidate, Standing, standing

VALUES = st.one_of(st.none(), st.sampled_from((0.0, 1.0, 2.5)))
ENDS = st.sampled_from((date(2023, 12, 31), date(2024, 12, 31)))


@st.composite
def lists(draw: st.DrawFn) -> list[Candidate]:
    drawn = draw(st.lists(st.tuples(st.sampled_from("ab"), VALUES, ENDS, st.booleans()), max_size=7))
    return [Candidate(number, key, value, end, number, gone) for number, (key, value, end, gone) in enumerate(drawn)]


@given(lists(), st.randoms(use_true_random=False))
@settings(max_examples=80)
def test_one_stands_for_each_key_whatever_the_order(found: list[Candidate], random: object) -> None:
    places = standing(found)
    by_id = {each.id: each for each in found}
    assert set(places) == set(by_id)
    for key in {each.key for each in found}:
        here = [each for each in found if each.key == key and not each.withdrawn]
        standing_now = [each for each in here if places[each.id].superseded_by is None]
        assert len(standing_now) == bool(here)
        assert [each.rank for each in standing_now] == sorted(each.rank for each in here)[-1:]
    for number, place in places.items():
        if place.superseded_by is not None:
            assert by_id[place.superseded_by].key == by_id[number].key
        if place.revises is not None:
            assert by_id[place.revises].value != by_id[number].value
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert standing(shuffled) == places


def test_what_reaches_further_stands_over_what_was_loaded_later() -> None:
    shipped = Candidate(1, "k", 10.0, date(2024, 12, 31), 1)
    older = Candidate(2, "k", 9.0, date(2023, 12, 31), 2)
    assert standing([shipped, older]) == {1: Standing(None, 2), 2: Standing(1, None)}


def test_a_confirmed_figure_revises_nothing_but_one_before_it_that_differs() -> None:
    ends = date(2024, 12, 31)
    first, second, third = (Candidate(n, "k", value, ends, n) for n, value in enumerate((10.0, 12.0, 12.0 + 1e-9)))
    assert standing([second, third])[2].revises is None
    assert standing([first, second, third])[2].revises == 0
