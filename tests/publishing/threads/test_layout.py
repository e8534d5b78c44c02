"""Does the picture keep everything apart and leave nothing out, whatever the strategy?"""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings

from goldenthread.demo.load import AREAS, pack_named
from goldenthread.publishing.threads.cards import WIDTHS, card
from goldenthread.publishing.threads.ends import broken_in
from goldenthread.publishing.threads.lanes import Field, broken_strands, field_of
from goldenthread.publishing.threads.layout import Box, Plan, lay_out
from goldenthread.publishing.threads.shape import Thread, thread_in
from goldenthread.publishing.threads.strands import COLUMN, Strand, strands
from goldenthread.thread.states import Basis
from tests.publishing.threads.made_up import threads
from tests.publishing.threads.tiny import evidence, measure, need, of_set, outcome, priority, statement, thread

TOP, MARGIN = 100.0, 30.0


def laid_out(made: Thread) -> tuple[Field, tuple[Strand, ...], Plan]:
    ends = broken_in(made)
    field = field_of(made, ends)
    lines = (*strands(made), *broken_strands(field.empties))
    heights = {key: card(item, ends.get(key, ()), None).height for key, item in made.items.items()}
    heights |= {empty.name: 40.0 for empty in field.empties}
    return field, lines, lay_out(field, lines, heights, WIDTHS, TOP, MARGIN)


def overlap(one: Box, other: Box) -> bool:
    apart = one.right <= other.x or other.right <= one.x or one.bottom <= other.y + 0.01 or other.bottom <= one.y + 0.01
    return not apart


@settings(max_examples=30)
@given(threads())
def test_no_two_boxes_overlap(made: Thread):
    _, _, plan = laid_out(made)

    assert [pair for pair in combinations(plan.boxes.values(), 2) if overlap(*pair)] == []


@settings(max_examples=30)
@given(threads())
def test_every_item_stands_in_the_column_of_its_kind_within_its_lane_and_the_picture(made: Thread):
    field, _, plan = laid_out(made)
    rows = {row.lane.key: row.box for row in plan.rows}

    for key, item in made.items.items():
        box, lane = plan.boxes[key], rows[field.lane_of[key].key]
        assert box.x == plan.columns[COLUMN[item.kind]][0]
        assert lane.y <= box.y and box.bottom <= lane.bottom + 0.01
        assert box.y >= TOP and box.bottom <= plan.height and box.x >= 0 and box.right <= plan.width


@settings(max_examples=30)
@given(threads())
def test_no_two_lanes_overlap(made: Thread):
    _, _, plan = laid_out(made)
    halves = [[row.box for row in plan.rows if row.lane.half == half] for half in (0, 1)]

    assert [pair for half in halves for pair in combinations(half, 2) if overlap(*pair)] == []


@settings(max_examples=30)
@given(threads())
def test_every_link_is_drawn_or_followed_by_links_that_are(made: Thread):
    lines = strands(made)
    drawn = {(left, right) for line in lines for left in line.lefts for right in line.rights}
    onward: dict[str, set[str]] = {}
    for left, right in drawn:
        onward.setdefault(left, set()).add(right)

    for link in made.links:
        ahead, seen = [link.left], set()
        while ahead:
            for far in onward.get(ahead.pop(), ()):
                if far not in seen:
                    seen.add(far)
                    ahead.append(far)
        assert link.right in seen


@settings(max_examples=30)
@given(threads())
def test_no_line_is_drawn_that_is_not_a_link(made: Thread):
    links = {(link.left, link.right, link.kind) for link in made.links}
    drawn = {(left, right, line.kind) for line in strands(made) for left in line.lefts for right in line.rights}

    assert drawn <= links


@settings(max_examples=30)
@given(threads())
def test_the_same_thread_gives_the_same_picture(made: Thread):
    assert laid_out(made)[2].boxes == laid_out(made)[2].boxes


@pytest.mark.parametrize("slug", [*AREAS, "oldmere"])
def test_the_real_strategies_keep_everything_apart(slug: str):
    _, _, plan = laid_out(thread_in(pack_named(slug)))

    assert [pair for pair in combinations(plan.boxes.values(), 2) if overlap(*pair)] == []


def test_a_list_that_seeks_a_list_is_one_strand():
    outcomes = [outcome(f"o{n}") for n in range(5)]
    seeks = [of_set(each.key) for each in outcomes]
    made = thread(priorities=[priority(f"p{n}", seeks=seeks) for n in range(7)], outcomes=outcomes)

    (line,) = strands(made)

    assert (len(line.lefts), len(line.rights), line.basis) == (7, 5, Basis.SET)
    assert line.meets


def test_a_list_of_stated_links_is_never_made_into_one_strand():
    made = thread(
        priorities=[priority(f"p{n}", seeks=["o1", "o2"]) for n in range(2)], outcomes=[outcome("o1"), outcome("o2")]
    )

    assert [len(line.lefts) * len(line.rights) for line in strands(made)] == [1, 1, 1, 1]


def test_a_measure_of_what_was_said_leads_back_round_the_picture():
    (line,) = strands(thread(statements=[statement("s")], measures=[measure("m", measures=["s"])]))

    assert line.back


def test_a_place_where_nothing_stands_says_for_which_items():
    needs = {"evidence": [evidence("e")], "needs": [need("n", rests_on=["e"])]}
    made = thread(**needs, priorities=[priority("p", addresses=["n"], themes=["t"]), priority("q", themes=["t"])])
    field = field_of(made, broken_in(made))

    waiting = {empty.kind.value: empty.lefts for empty in field.empties}
    assert waiting == {"outcome": ("p", "q"), "action": ("p", "q")}
    assert field.said["q"] == {"priority-without-outcome", "priority-without-action"}


def test_headings_across_both_halves_make_lanes_across_the_picture():
    parts = {"statements": [statement("s", themes=["t"])], "measures": [measure("m", themes=["t"])]}
    field = field_of(made := thread(**parts), broken_in(made))

    assert {lane.title: sorted(lane.cells) for lane in field.lanes} == {"Theme t": [0, 1, 5]}  # 1: no answer is stated


def test_an_item_under_two_headings_stands_under_the_one_that_is_asked_for():
    made = thread(statements=[statement("s", themes=["t", "u"])])

    assert field_of(made, {}).lane_of["s"].theme == "t"
    assert field_of(made, {}, focus="u").lane_of["s"].theme == "u"
