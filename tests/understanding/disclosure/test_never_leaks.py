"""Does what is published, ever, give away what was withheld? An attacker of another making tries: he knows every
published number, every way in which the tables add up, the policy and the marks, and nothing of the code under test.

See `attacker`. Releases follow each other in time; areas overlap; percentages stand beside and instead of counts;
noughts, single persons, whole rows.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.analysis.disclosure import COUNTS_UNDER_5, POLICIES, ROUNDED_TO_5, Dimension, Identity, Zeros
from goldenthread.understanding.disclosure.computing import propose
from goldenthread.understanding.disclosure.definitions import Known
from goldenthread.understanding.disclosure.reading import with_percentages

from .attacker import Attacker, check, draft, publish

pytestmark = [pytest.mark.once, pytest.mark.no_cover]

slowly = settings(deadline=None, max_examples=20)
POLICY_NAMES = st.sampled_from(sorted(POLICIES))


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


@slowly
@given(st.lists(COUNT, min_size=9, max_size=9), st.booleans(), st.booleans(), POLICY_NAMES)
def test_percentages_never_leak_the_count_nor_what_is_left_of_the_total(numbers, alone, counts_too, name):
    """Beside the counts, and instead of them; then the counts after the percentages."""
    policy, dimensions = POLICIES[name], (LOCALITY, NEED)
    first = draft("plans", "2026", dimensions, leaves(dimensions, iter(numbers)))
    pages = [page for page in [publish(with_percentages(first, "need", alone=alone), policy, [])] if page]
    printed = [
        (each.cell, page.places[each.place[0], "all"], each.mark)
        for page in pages
        for each in page.shown
        if each.mark.endswith("%")
    ]
    later = publish(replace(first, key="counts"), policy, pages) if counts_too else None
    pages += [later] if later else []
    if pages:
        check(pages, policy, percentages=printed)


@pytest.mark.parametrize(
    ("row", "policy", "printed"),
    [
        ((4, 4, 4), COUNTS_UNDER_5, False),  # 33% of 12 is 4 and nothing else
        ((0, 6, 6), COUNTS_UNDER_5, True),  # a nought is no small count here
        ((0, 6, 6), replace(COUNTS_UNDER_5, name="noughts", zeros=Zeros.DISCLOSE), False),
        ((12, 0, 0), replace(COUNTS_UNDER_5, name="whole", full_rows=True), False),  # 100%: everybody
        ((30, 40, 50), COUNTS_UNDER_5, True),
        ((117, 3, 0), COUNTS_UNDER_5, False),  # what is left of 120 is 3
    ],
)
def test_a_percentage_stands_alone_only_where_it_gives_no_count_away(row, policy, printed):
    counts = dict(zip((("North",), ("South",), ("East",)), row, strict=True))
    found = propose(with_percentages(draft("plans", "2026", (LOCALITY,), counts), "locality", alone=True), policy, [])
    first = next(each for each in found.shown if each.place == ("North",))
    assert (first.mark.endswith("%"), first.value) == (printed, None)


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
