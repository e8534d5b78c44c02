"""Can anybody find a small group in all the tables that the explorer answers, put together? An attacker of another making.

He has every table of one, two and three ways at once, knows the rules word for word, how many children there are, how
many of them count nought and twice; on request also the true count of every category by itself, as national statistics
publish it. His linear programme is over the true population: for each combination of categories how many count nought,
once and twice. It shares nothing with the code under test, and the truth is used only to say whether he succeeded.
"""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from goldenthread.understanding.explorer.computing.blurring import weights
from goldenthread.understanding.explorer.computing.protecting import Row, protected

WAYS = {"need": ("autism", "hearing", "other"), "place": ("special", "mainstream"), "sex": ("f", "m", "x")}
FINEST = list(product(*WAYS.values()))
SMALL = range(1, 8)
WIDTH = 5
"""What he is left with must be at least so wide: as wide as any rounding to 5 leaves by itself."""


def population(seed: int, children: int, key: bytes = b"kept outside") -> list[Row]:
    """Children in very unequal groups, so that most combinations are small."""
    draw = random.Random(seed)  # noqa: S311  # made up
    places = draw.choices(FINEST, weights=[draw.paretovariate(0.7) for _ in FINEST], k=children)
    weighed = weights([f"child {n}" for n in range(children)], key)
    return [Row(f"child {n}", weighed[f"child {n}"], place) for n, place in enumerate(places)]


class Attacker:
    """Three unknowns for each finest combination: how many there count nought, once and twice."""

    def __init__(self, children: int) -> None:
        self.size = 3 * len(FINEST)
        self.upper: list[np.ndarray] = []
        self.most: list[float] = []
        self.equal: list[np.ndarray] = []
        self.sums: list[float] = []
        everyone = self.over({})
        self.knows(everyone @ [1, 1, 1], children)
        self.knows(everyone @ [1, 0, 0], children // 10)
        self.knows(everyone @ [0, 0, 1], children // 10)

    def over(self, at: dict[str, str]) -> np.ndarray:
        """Rows of unknowns, one for each way of counting, that pick the combinations in these categories."""
        inside = [all(at.get(way, value) == value for way, value in zip(WAYS, place, strict=True)) for place in FINEST]
        picked = np.zeros((self.size, 3))
        for n, chosen in enumerate(inside):
            for weight in range(3):
                picked[3 * n + weight, weight] = chosen
        return picked

    def knows(self, row: np.ndarray, value: float) -> None:
        self.equal.append(row)
        self.sums.append(value)

    def at_most(self, row: np.ndarray, value: float) -> None:
        self.upper.append(row)
        self.most.append(value)

    def reads(self, at: dict[str, str], shown: int | None) -> None:
        """A number is of 5 children or more, who count 8 or more, and within 2 of what they count. A hidden one counts at
        most 8: four children who all count twice."""
        children, blurred = self.over(at) @ [1, 1, 1], self.over(at) @ [0, 1, 2]
        if shown is None:
            self.at_most(blurred, 8)
            return
        self.at_most(blurred, shown + 2)
        self.at_most(-blurred, -(max(shown - 2, 8)))
        self.at_most(-children, -5)

    def range_of(self, at: dict[str, str]) -> tuple[int, int]:
        """The lowest and the highest number of children who may be in these categories."""
        wanted = self.over(at) @ [1, 1, 1]
        found = []
        for sign in (1, -1):
            below = {"A_ub": np.array(self.upper), "b_ub": self.most} if self.upper else {}
            done = linprog(
                sign * wanted,
                **below,
                A_eq=np.array(self.equal),
                b_eq=self.sums,
                bounds=(0, None),
            )
            assert done.status == 0, done.message
            found.append(sign * done.fun)
        return int(np.ceil(found[0] - 1e-6)), int(np.floor(found[1] + 1e-6))


def questions() -> list[dict[str, str]]:
    """Every place of every table."""
    return [
        dict(zip(ways, categories, strict=True))
        for number in range(4)
        for ways in combinations(WAYS, number)
        for categories in product(*(WAYS[way] for way in ways))
    ]


def truth(rows: list[Row], at: dict[str, str]) -> int:
    return sum(all(dict(zip(WAYS, row.places, strict=True))[way] == at[way] for way in at) for row in rows)


def attacked(
    rows: list[Row], *, knows_margins: bool = False, reads: bool = True
) -> dict[tuple[str, ...], tuple[int, int, int]]:
    """For every small count: itself, and the range that he is left with."""
    kept = protected(tuple(WAYS), rows)
    attacker = Attacker(len(rows))
    for at in questions():
        if reads:
            attacker.reads(at, kept.count(at))
        if knows_margins and len(at) == 1:
            attacker.knows(attacker.over(at) @ [1, 1, 1], truth(rows, at))
    small = [at for at in questions() if truth(rows, at) in SMALL and not (knows_margins and len(at) <= 1)]
    return {tuple(sorted(at.items())): (truth(rows, at), *attacker.range_of(at)) for at in small}


@pytest.mark.parametrize("seed", range(4))
def test_all_tables_together_leave_every_small_count_wide_open(seed: int) -> None:
    found = attacked(population(seed, 160))

    assert found
    for count, low, high in found.values():
        assert low <= count <= high
        assert high - low >= WIDTH


@pytest.mark.parametrize("seed", range(10, 14))
def test_nor_does_it_help_to_know_the_true_count_of_every_category(seed: int) -> None:
    """What follows from those true counts alone, without the explorer, he knew before."""
    rows = population(seed, 160)
    before = attacked(rows, knows_margins=True, reads=False)

    for at, (count, low, high) in attacked(rows, knows_margins=True).items():
        assert low <= count <= high
        assert high > low or before[at][1:] == (low, high)


def test_the_attacker_is_worth_his_name() -> None:
    """Where nothing is blurred and he knows it, rounding alone gives a count of 1 away: 10, 10, hidden, together 15."""
    attacker = Attacker(0)
    attacker.equal, attacker.sums = [], []
    attacker.knows(attacker.over({}) @ [1, 0, 0], 0)
    attacker.knows(attacker.over({}) @ [0, 0, 1], 0)
    for place in FINEST:
        if place[1:] != ("special", "f"):
            attacker.knows(attacker.over(dict(zip(WAYS, place, strict=True))) @ [1, 1, 1], 0)
    attacker.reads({"need": "autism"}, 10)
    attacker.reads({"need": "hearing"}, 10)
    attacker.at_most(-(attacker.over({"need": "other"}) @ [0, 1, 0]), -1)  # a mark of its own for 1 to 7
    attacker.reads({}, 15)

    assert attacker.range_of({"need": "other"}) == (1, 1)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), children=st.integers(120, 400))
def test_nothing_small_is_kept_and_everything_kept_is_a_multiple_of_five(seed: int, children: int) -> None:
    rows = population(seed, children)
    try:
        kept = protected(tuple(WAYS), rows)
    except ValueError:
        return
    for at in questions():
        shown = kept.count(at)
        if shown is not None:
            assert shown % 5 == 0
            assert truth(rows, at) >= 5
    assert all(count >= 10 for cells in kept.counts.values() for count in cells.values())


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_whoever_counts_nought_may_be_anywhere(seed: int) -> None:
    """The proof in one step: move a child without a trace wherever you like, and no table that shows it changes but by
    what is hidden for being truly small."""
    rows = population(seed, 200)
    moved = [Row(r.child, r.weight, FINEST[0] if not r.weight else r.places) for r in rows]

    before, after = protected(tuple(WAYS), rows), protected(tuple(WAYS), moved)

    for at in questions():
        both = before.count(at), after.count(at)
        assert both[0] == both[1] or (None in both and min(truth(rows, at), truth(moved, at)) < 5)


def test_one_child_counts_alike_in_every_year_and_the_whole_stays_what_it_is() -> None:
    children = [f"child {n}" for n in range(500)]
    first, second = weights(children, b"key"), weights(children[25:] + [f"new {n}" for n in range(25)], b"key")

    assert Counter(first.values()) == {0: 50, 1: 400, 2: 50}
    changed = sum(first[child] != second[child] for child in children[25:])
    assert changed < 15
    assert weights(children, b"another key") != first
