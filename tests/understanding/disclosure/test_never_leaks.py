"""Does what is published, ever, give away what was withheld? An attacker of another making tries: he knows every
published number, every way in which the tables add up, the policy and the marks, and nothing of the code under test.

His linear programme is written from the published pages alone: it never sees a true count, and the true counts are used
only to say whether he succeeded. Releases follow each other in time; areas overlap; noughts, single persons, whole rows.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from goldenthread.analysis.disclosure import COUNTS_UNDER_5, POLICIES, ROUNDED_TO_5, Dimension, Identity, tabulate
from goldenthread.partnership.policies import Refused
from goldenthread.understanding.disclosure.computing import propose
from goldenthread.understanding.disclosure.definitions import Draft, Known

pytestmark = pytest.mark.once

slowly = settings(deadline=None, max_examples=30)
POLICY_NAMES = st.sampled_from(sorted(POLICIES))


def draft(key, period, dimensions, leaves, identities=()):
    counted = f"plans, {period}"
    tables = tabulate(counted, dimensions, leaves)
    made = Draft(key, key, "plans", period, "made up", tuple(dimensions), {}, tuple(identities))
    places = product(*(d.categories for d in dimensions))
    return replace(made, counts={place: tables.counts[made.cell(place)] for place in places})


def publish(new, policy, earlier):
    """The table as published, for the next to be protected with; or nothing, where it was refused."""
    try:
        found = propose(new, policy, earlier)
    except Refused:
        return None
    counts = {each.cell: found.tables.counts[each.cell] for each in found.shown}
    return Known(new.title, new.key, found.edition, found.shown, counts, found.identities, policy)


class Attacker:
    """Reads pages. A shown number of a rounded table may be off by the rounding; a mark says what its note says."""

    def __init__(self, pages, policy):
        self.names, self.rows, bounds = {}, [], {}
        for page in pages:
            for shown in page.shown:
                low, high = self.read(shown, policy)
                before = bounds.get(shown.cell, (0.0, np.inf))
                bounds[shown.cell] = max(low, before[0]), min(high, before[1])
        self.names = {cell: at for at, cell in enumerate(bounds)}
        self.bounds = list(bounds.values())
        for identity in {identity for page in pages for identity in page.identities}:
            row = np.zeros(len(self.names))
            for side, sign in ((identity.left, 1), (identity.right, -1)):
                for cell in side:
                    row[self.names[cell]] += sign
            self.rows.append(row)

    @staticmethod
    def read(shown, policy):
        if shown.value is None:
            if shown.mark == "*":
                return 1, policy.under - 1
            return (1 if "shown" in policy.zeros and "always" in policy.zeros else 0), np.inf
        if policy.round_to == 1:
            return shown.value, shown.value
        if policy.hides_small and shown.value == 0:
            return 0, 0
        half = policy.round_to // 2
        lowest = policy.under if policy.hides_small else 0
        return max(lowest, shown.value - half), shown.value + policy.round_to - half - 1

    def range_of(self, cell, also=None):
        """The least and the most that a count could be; `also` fixes a count that he knows of his own."""
        bounds = list(self.bounds)
        if also is not None:
            bounds[self.names[also[0]]] = (also[1], also[1])
        ends = []
        for sign in (1, -1):
            cost = np.zeros(len(self.names))
            cost[self.names[cell]] = sign
            equal = {"A_eq": np.array(self.rows), "b_eq": np.zeros(len(self.rows))} if self.rows else {}
            found = linprog(cost, bounds=bounds, method="highs", **equal)
            assert found.status in (0, 3), found.message
            ends.append(sign * np.inf * -1 if found.status == 3 else sign * found.fun)
        return ends


def check(pages, policy):
    """No small count is known closer than the policy allows, no hidden one exactly, no neighbour by a lone person."""
    attacker = Attacker(pages, policy)
    counts = {cell: count for page in pages for cell, count in page.counts.items()}
    hidden = {shown.cell for page in pages for shown in page.shown if shown.value is None}
    small = {cell for cell, count in counts.items() if 0 < count < policy.under}
    assert not policy.hides_small or small <= hidden
    for cell in hidden | small:
        low, high = attacker.range_of(cell)
        asked = policy.width if cell in small else 1
        assert low - 1e-6 <= counts[cell] <= high + 1e-6
        assert high - low >= asked - 1e-6, f"{cell.say()} is {counts[cell]}: between {low} and {high}"
    if policy.singletons:
        check_lone_persons(attacker, counts, small)


def check_lone_persons(attacker, counts, small):
    """Whoever is the only one in a cell and not in another's total must not learn the other count exactly."""
    alone = sorted(cell for cell in small if counts[cell] == 1)
    for person, other in product(alone[:2], sorted(cell for cell in small if counts[cell] > 1)[:4]):
        low, high = attacker.range_of(other, also=(person, 1))
        assert high - low >= 1 - 1e-6, f"The one in {person.say()} learns {other.say()}"


COUNT = st.one_of(st.sampled_from([0, 0, 1, 1, 2, 3]), st.integers(0, 40))


def leaves(dimensions, numbers):
    places = product(*(d.leaves for d in dimensions))
    return {place: next(numbers) for place in places}


LOCALITY = Dimension.flat("locality", ("North", "South", "East"))
NEED = Dimension.flat("need", ("a", "b", "c"))
AGE = Dimension.flat("age", ("young", "old"))


@slowly
@given(st.lists(COUNT, min_size=18, max_size=18), POLICY_NAMES)
def test_linked_tables_of_the_same_people_never_leak(numbers, name):
    """By locality and need, by need and age, by locality and age: each is a margin of the others' whole."""
    policy, inner = POLICIES[name], iter(numbers)
    whole = leaves((LOCALITY, NEED, AGE), inner)
    pages = []
    for axes in ((0, 1), (1, 2), (0, 2)):
        dimensions = tuple((LOCALITY, NEED, AGE)[axis] for axis in axes)
        summed = dict.fromkeys(product(*(d.leaves for d in dimensions)), 0)
        for place, count in whole.items():
            summed[tuple(place[axis] for axis in axes)] += count
        page = publish(draft(f"table-{axes}", "2026", dimensions, summed), policy, pages)
        pages += [page] if page else []
        if pages:
            check(pages, policy)


@slowly
@given(st.lists(COUNT, min_size=9, max_size=9), st.lists(COUNT, min_size=9, max_size=9))
def test_releases_that_follow_each_other_never_leak(first, new):
    """Plans in 2026, then plans in 2027, then the new plans between them, which are the difference."""
    policy = COUNTS_UNDER_5
    dimensions = (LOCALITY, NEED)
    start = leaves(dimensions, iter(first))
    added = leaves(dimensions, iter(new))
    grown = {place: start[place] + added[place] for place in start}
    pages = []
    for key, period, counts in (("start", "2026", start), ("grown", "2027", grown), ("added", "during 2026", added)):
        joins = added_up(dimensions) if key == "added" else ()
        page = publish(draft(key, period, dimensions, counts, joins), policy, pages)
        if page:
            pages.append(page)
            check(pages, policy)


def added_up(dimensions):
    """2027 is 2026 and what was added, everywhere. Where a release was refused, there is nothing to add up with."""
    then, later, between = (
        draft("", period, dimensions, dict.fromkeys(product(*(d.leaves for d in dimensions)), 0))
        for period in ("2026", "2027", "during 2026")
    )
    for place in then.counts:
        yield Identity((later.cell(place),), (then.cell(place), between.cell(place)))


@slowly
@given(st.lists(COUNT, min_size=9, max_size=9), st.integers(0, 3), POLICY_NAMES)
def test_a_revised_edition_never_leaks_what_the_first_hid(numbers, more, name):
    policy, dimensions = POLICIES[name], (LOCALITY, NEED)
    first = leaves(dimensions, iter(numbers))
    second = {place: count + (more if place == ("North", "a") else 0) for place, count in first.items()}
    pages = []
    for counts in (first, second, first):
        page = publish(draft("plans", "2026", dimensions, counts), policy, pages)
        if page:
            pages.append(page)
            check(pages, policy)


@slowly
@given(st.lists(COUNT, min_size=9, max_size=9))
def test_overlapping_areas_never_leak(numbers):
    """The health area is North and South: whoever has both tables could take East away from the whole."""
    policy = COUNTS_UNDER_5
    first = leaves((LOCALITY, NEED), iter(numbers))
    health = Dimension("locality", (("all", ("Health area", "East")),))
    second = {
        (area, need): first["North", need] + first["South", need] if area == "Health area" else first["East", need]
        for area, need in product(health.leaves, NEED.leaves)
    }
    both = draft("", "2026", (LOCALITY, NEED), first)
    other = draft("", "2026", (health, NEED), second)
    joins = [
        Identity((other.cell(("Health area", need)),), (both.cell(("North", need)), both.cell(("South", need))))
        for need in NEED.categories
    ]
    pages = [page for page in [publish(draft("localities", "2026", (LOCALITY, NEED), first), policy, [])] if page]
    page = publish(draft("health", "2026", (health, NEED), second, joins if pages else ()), policy, pages)
    pages += [page] if page else []
    if pages:
        check(pages, policy)


def test_the_attacker_of_the_test_does_find_what_is_not_protected():
    """A page whose small count alone is hidden: one subtraction tells it, and this attacker subtracts."""
    made = draft("plans", "2026", (LOCALITY,), {("North",): 3, ("South",): 20, ("East",): 30})
    found = propose(made, COUNTS_UNDER_5, [])
    bare = tuple(
        replace(each, value=None if each.place == ("North",) else found.tables.counts[each.cell], mark="c")
        for each in found.shown
    )
    page = Known("plans", "plans", 1, bare, dict(found.tables.counts), found.identities, COUNTS_UNDER_5)
    low, high = Attacker([page], COUNTS_UNDER_5).range_of(made.cell(("North",)))
    assert abs(low - 3) < 1e-6 and abs(high - 3) < 1e-6


def test_whole_rows_and_rows_of_nothing_are_protected():
    counts = {
        ("North", "a"): 7,
        ("North", "b"): 0,
        ("North", "c"): 0,
        ("South", "a"): 0,
        ("South", "b"): 0,
        ("South", "c"): 0,
        ("East", "a"): 2,
        ("East", "b"): 1,
        ("East", "c"): 40,
    }
    for policy in (COUNTS_UNDER_5, ROUNDED_TO_5, replace(COUNTS_UNDER_5, name="strict", full_rows=True)):
        page = publish(draft("plans", "2026", (LOCALITY, NEED), counts), policy, [])
        assert page is not None
        check([page], policy)
