"""Does the picture of who answers to whom put the top board on top, lose nothing, and speak?"""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.design import layers
from goldenthread.design.diagrams import Edge, Node, tree_svg

KEYS = [f"b{at}" for at in range(9)]
LINKS = st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)).filter(lambda link: link[0] != link[1]))


def test_board_stands_below_the_board_it_answers_to() -> None:
    plan = layers.arrange(["group", "board", "council"], [("group", "board"), ("board", "council")], most_across=4)

    assert plan.rows == (("council",), ("board",), ("group",))


def test_line_that_passes_a_row_has_a_place_of_its_own_there() -> None:
    links = [("group", "board"), ("board", "council"), ("group", "council")]
    plan = layers.arrange(["council", "board", "group"], links, most_across=4)

    assert len(plan.path("group", "council")) == 3
    assert len(plan.rows[1]) == 2


@given(LINKS)
def test_every_box_has_one_place_and_rows_stay_narrow(links: list[tuple[str, str]]) -> None:
    plan = layers.arrange(KEYS, links, most_across=3)

    boxes = [[key for key in row if key in KEYS] for row in plan.rows]
    assert sorted(key for row in boxes for key in row) == KEYS
    assert max(len(row) for row in boxes) <= 3
    assert set(plan.paths) == set(links)


@given(LINKS)
def test_line_goes_row_by_row_from_the_lower_to_the_upper(links: list[tuple[str, str]]) -> None:
    plan = layers.arrange(KEYS, links, most_across=3)

    row_of = {key: at for at, row in enumerate(plan.rows) for key in row}
    for (lower, upper), path in plan.paths.items():
        assert (path[0], path[-1]) == (lower, upper)
        steps = {row_of[after] - row_of[before] for before, after in pairwise(path)}
        assert steps in ({-1}, {1})


def test_diagram_is_one_named_image_and_its_words_are_escaped() -> None:
    diagram = tree_svg([Node("a", "Council & <NHS>"), Node("b", "Group")], [Edge("b", "a")], "Who <decides>")

    assert diagram.drawing.startswith("<svg")
    assert 'role="img"' in diagram.drawing
    assert "Who &lt;decides&gt;</title>" in diagram.drawing
    assert "Council &amp; &lt;NHS&gt;" in diagram.drawing
    assert diagram.description == "Group reports to Council & <NHS>."


def test_diagram_of_links_keeps_them_open_to_readers() -> None:
    diagram = tree_svg([Node("a", "Council", href="/a/?x=1&y=2")], [], "Who decides")

    assert 'role="group"' in diagram.drawing
    assert "aria-hidden" not in diagram.drawing
    assert '<a href="/a/?x=1&amp;y=2">' in diagram.drawing


def test_diagram_holds_no_style_and_an_arrow_for_each_known_edge() -> None:
    nodes = [Node("a", "A"), Node("b", "B")]
    diagram = tree_svg(nodes, [Edge("b", "a"), Edge("a", "b"), Edge("a", "a"), Edge("a", "nobody")], "t")

    assert not re.search(r"style|<script", diagram.drawing)
    assert diagram.drawing.count("<polygon") == 2


def test_diagram_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="show a sentence instead"):
        tree_svg([], [], "Empty")


def test_diagram_becomes_a_bitmap() -> None:
    assert tree_svg([Node("a", "A")], [], "t").png().startswith(b"\x89PNG")
