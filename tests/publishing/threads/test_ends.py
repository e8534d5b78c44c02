"""Is the thread broken exactly where nothing follows, and nowhere else?"""

from __future__ import annotations

from typing import Any

import pytest

from goldenthread.publishing.threads.ends import ENDS, broken, broken_in, held_by_heading
from tests.publishing.threads.tiny import (
    WIDER,
    action,
    answer,
    evidence,
    measure,
    need,
    outcome,
    priority,
    statement,
    thread,
)

# For each kind of broken end: a strategy in which item "x" is broken so, and one in which it is whole.
TABLE: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (
        "statement-joined-to-nothing",
        {"statements": [statement("x")]},
        {"statements": [statement("x")], "answers": [answer("an", answers=["x"])]},
    ),
    (
        "statement-joined-to-nothing",
        {"statements": [statement("x", themes=["t"])], "answers": [answer("an", themes=["u"])]},
        {"statements": [statement("x", themes=["t"])], "answers": [answer("an", themes=["t"])]},
    ),
    (
        "statement-without-answer",
        {"statements": [statement("x")], "needs": [need("n", raised_by=["x"])]},
        {
            "statements": [statement("x")],
            "needs": [need("n", raised_by=["x"])],
            "answers": [answer("a", answers=["x"])],
        },
    ),
    (
        "answer-to-nobody",
        {"answers": [answer("x")]},
        {"answers": [answer("x", themes=["t"])], "statements": [statement("s", themes=["t"])]},
    ),
    (
        "promise-without-action",
        {"answers": [answer("x", kind="what-next")]},
        {"answers": [answer("x", kind="what-next", kept_by=["a"])], "actions": [action("a")]},
    ),
    ("promise-without-action", {"answers": [answer("x", kind="what-next")]}, {"answers": [answer("x", kind="we-did")]}),
    (
        "need-resting-on-nothing",
        {"needs": [need("x")]},
        {"needs": [need("x", rests_on=["e"])], "evidence": [evidence("e")]},
    ),
    (
        "need-resting-on-nothing",
        {"needs": [need("x")]},
        {"needs": [need("x", raised_by=["s"])], "statements": [statement("s")]},
    ),
    (
        "need-without-priority",
        {"needs": [need("x")]},
        {"needs": [need("x")], "priorities": [priority("p", addresses=["x"])]},
    ),
    (
        "need-without-priority",
        {"needs": [need("x")]},
        {"needs": [need("x")], "actions": [action("a", addresses=["x"])]},
    ),
    (
        "priority-without-ground",
        {"priorities": [priority("x", themes=["t"])], "evidence": [evidence("e", themes=["t"])]},
        {"priorities": [priority("x", addresses=["e"])], "evidence": [evidence("e")]},
    ),
    (
        "priority-without-outcome",
        {"priorities": [priority("x")], "outcomes": [outcome("o")]},
        {"priorities": [priority("x", seeks=["o"])], "outcomes": [outcome("o")]},
    ),
    (
        "priority-without-outcome",
        {"priorities": [priority("x")], "actions": [action("a", delivers=["x"])]},
        {
            "priorities": [priority("x")],
            "actions": [action("a", delivers=["x"], achieves=["o"])],
            "outcomes": [outcome("o")],
        },
    ),
    (
        "priority-without-action",
        {"priorities": [priority("x")]},
        {"priorities": [priority("x")], "actions": [action("a", delivers=["x"])]},
    ),
    (
        "outcome-sought-by-nothing",
        {"outcomes": [outcome("x")]},
        {"outcomes": [outcome("x")], "actions": [action("a", achieves=["x"])]},
    ),
    (
        "outcome-without-measure",
        {"outcomes": [outcome("x")]},
        {"outcomes": [outcome("x")], "measures": [measure("m", measures=["x"])]},
    ),
    (
        "action-without-outcome",
        {"actions": [action("x")], "outcomes": [outcome("o")]},
        {"actions": [action("x")]},
    ),
    (
        "action-without-outcome",
        {"actions": [action("x", delivers=["p"])], "priorities": [priority("p")], "outcomes": [outcome("o")]},
        {
            "actions": [action("x", delivers=["p"])],
            "priorities": [priority("p", seeks=["o"])],
            "outcomes": [outcome("o")],
        },
    ),
    (
        "action-without-priority",
        {"actions": [action("x")], "priorities": [priority("p")]},
        {"actions": [action("x")], "priorities": [priority("p", strategy=WIDER)]},
    ),
    (
        "action-without-priority",
        {"actions": [action("x")], "priorities": [priority("p")]},
        {"actions": [action("x", themes=["t"])], "priorities": [priority("p", themes=["t"])]},
    ),
    (  # an empty cell in a plan that fills it in for its other rows
        "action-without-outcome",
        {
            "actions": [action("x", themes=["t"]), action("y", themes=["t"], achieves=["o"])],
            "outcomes": [outcome("o", themes=["t"])],
        },
        {"actions": [action("x", themes=["t"]), action("y", themes=["t"])], "outcomes": [outcome("o", themes=["t"])]},
    ),
    (
        "measure-of-nothing",
        {"measures": [measure("x")]},
        {"measures": [measure("x", themes=["t"])], "actions": [action("a", themes=["t"])]},
    ),
]


def ends_of(lists: dict[str, Any]) -> set[str]:
    made = thread(**lists)
    return {end.id for end in broken(made, made.items["x"])}


@pytest.mark.parametrize(("end", "torn", "mended"), TABLE, ids=[f"{row[0]}-{n}" for n, row in enumerate(TABLE)])
def test_an_item_is_broken_only_where_nothing_is_joined(end: str, torn: dict[str, Any], mended: dict[str, Any]):
    assert end in ends_of(torn)
    assert end not in ends_of(mended)


def test_every_kind_of_broken_end_is_in_the_table():
    assert {end.id for end in ENDS} == {row[0] for row in TABLE}


def test_items_of_another_strategy_are_never_broken():
    made = thread(priorities=[priority("p", strategy=WIDER)], outcomes=[outcome("o", strategy=WIDER)])

    assert broken_in(made) == {}


def test_what_only_the_heading_joins_is_said_to_be_so():
    made = thread(statements=[statement("s", themes=["t"])], answers=[answer("a", themes=["t"])])

    assert [end.id for end in held_by_heading(made, made.items["s"])] == ["statement-joined-to-nothing"]


def test_an_item_with_a_link_of_its_own_is_not_held_by_its_heading():
    made = thread(statements=[statement("s", themes=["t"])], answers=[answer("a", themes=["t"], answers=["s"])])

    assert held_by_heading(made, made.items["s"]) == ()
