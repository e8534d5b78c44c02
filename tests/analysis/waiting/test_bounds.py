"""Do bounds hold the truth whatever is hidden, and are they no wider than they need be?"""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.analysis.waiting import ANY, Bounds, narrowed, share

COUNTS = st.lists(st.integers(0, 60), min_size=1, max_size=8)


@st.composite
def hidden_counts(draw):
    """True counts, what is shown of each, and whether the total is known."""
    true = draw(COUNTS)
    shown = []
    for count in true:
        least = draw(st.integers(0, count))
        most = draw(st.one_of(st.none(), st.integers(count, count + 20)))
        shown.append(draw(st.sampled_from([Bounds.exactly(count), Bounds(least, most), ANY])))
    return true, shown, draw(st.sampled_from([None, sum(true)]))


@given(hidden_counts(), st.data())
def test_bounds_hold_the_truth_whatever_is_hidden(case, data):
    true, shown, total = case
    where = [data.draw(st.sampled_from(["in", "either", "out"])) for _ in true]
    part = {each: [b for b, w in zip(shown, where, strict=True) if w == each] for each in ("in", "either", "out")}
    straddling = sum(data.draw(st.integers(0, count)) for count, w in zip(true, where, strict=True) if w == "either")
    truth = sum(count for count, w in zip(true, where, strict=True) if w == "in") + straddling

    assert truth in share(part["in"], part["either"], part["out"], total)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=4), st.integers(0, 16), st.data())
def test_with_a_total_they_are_the_narrowest_there_are(pairs, total, data):
    cells = [Bounds(min(pair), max(pair)) for pair in pairs]
    fillings = [each for each in product(*(range(c.least, (c.most or 0) + 1) for c in cells)) if sum(each) == total]
    if not fillings:
        with pytest.raises(ValueError, match="The total is"):
            narrowed(cells, total)
        return
    seen = [Bounds(min(column), max(column)) for column in zip(*fillings, strict=True)]

    assert narrowed(cells, total) == tuple(seen)


@pytest.mark.parametrize(
    ("bounds", "said", "children"),
    [
        (Bounds.exactly(0), "0", "0 children"),
        (Bounds.exactly(1), "1", "1 child"),
        (Bounds(12, 16), "at least 12, at most 16", "at least 12, at most 16 children"),
        (Bounds(1_200, None), "at least 1,200", "at least 1,200 children"),
        (ANY, "not known", "a number of children not known"),
    ],
)
def test_bounds_are_said_in_words(bounds, said, children):
    assert (bounds.say(), bounds.say_children()) == (said, children)


@pytest.mark.parametrize(("least", "most"), [(-1, 3), (4, 3)])
def test_bounds_that_hold_nothing_are_refused(least, most):
    with pytest.raises(ValueError, match="expected 0 or more"):
        Bounds(least, most)


def test_one_hidden_count_beside_a_total_is_no_longer_hidden():
    assert narrowed([Bounds.exactly(8), Bounds(1, 4)], 11) == (Bounds.exactly(8), Bounds.exactly(3))
