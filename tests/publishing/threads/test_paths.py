"""Can any item be followed up to what was said and down to what changed?"""

from __future__ import annotations

import pytest

from goldenthread.publishing.packs.queries import pack_of
from goldenthread.publishing.threads.paths import Path, path
from goldenthread.publishing.threads.queries import path_of, thread_of
from goldenthread.publishing.threads.shape import thread_in
from goldenthread.thread.states import NodeKind
from tests.publishing.threads.tiny import (
    action,
    answer,
    evidence,
    measure,
    need,
    of_set,
    outcome,
    priority,
    statement,
    thread,
)

CHAIN = {
    "statements": [statement("s"), statement("other")],
    "evidence": [evidence("e")],
    "needs": [need("n", raised_by=["s"], rests_on=["e"])],
    "priorities": [priority("p", addresses=["n"], seeks=[of_set("o")])],
    "outcomes": [outcome("o")],
    "actions": [action("a", delivers=["p"], achieves=["o"])],
    "measures": [measure("m", measures=["a"])],
}


def keys(stages: tuple) -> list[str]:
    return [stop.item.key for stage in stages for stop in stage.stops]


def found(key: str) -> Path:
    way = path(thread(**CHAIN), key)
    assert way is not None
    return way


def test_a_path_runs_up_to_voice_and_down_to_result_in_order():
    way = found("p")

    assert keys(way.up) == ["s", "e", "n"]
    assert keys(way.down) == ["o", "a", "m"]
    assert [stage.kind for stage in way.up] == [NodeKind.STATEMENT, NodeKind.EVIDENCE, NodeKind.NEED]


def test_a_path_leaves_out_what_is_not_on_the_way():
    assert "other" not in found("m").keys


@pytest.mark.parametrize(
    ("key", "far", "joined", "ground"),
    [
        ("p", "n", "this addresses it", ""),
        ("n", "p", "it addresses this", ""),
        ("p", "o", "this seeks it", "stated of the whole list, not of these two"),
        ("p", "e", "", ""),
    ],
)
def test_a_path_says_how_its_nearest_are_joined_and_on_what_ground(key: str, far: str, joined: str, ground: str):
    way = found(key)
    stop = next(s for stage in (*way.up, *way.down) for s in stage.stops if s.item.key == far)

    assert (stop.joined, stop.ground) == (joined, ground)


def test_a_path_names_what_only_its_heading_joins():
    made = thread(
        statements=[statement("s", themes=["t"])], answers=[answer("a", themes=["t"]), answer("b", themes=["t"])]
    )
    way = path(made, "s")

    assert way is not None
    assert [stage.words for stage in way.together] == ["2 answers"]
    assert way.headings == ("Theme t",)


def test_there_is_no_path_of_what_is_not_there():
    assert path(thread(), "nothing") is None


@pytest.mark.parametrize("slug", ["newcastle", "north-east-lincolnshire"])
def test_the_thread_of_an_area_is_the_thread_of_its_pack(slug: str, area_called):
    area = area_called(slug)
    ours, theirs = thread_of(area), thread_in(pack_of(area))

    assert (ours.items, ours.links, ours.themes) == (theirs.items, theirs.links, theirs.themes)


def test_the_thread_is_kept_for_as_long_as_the_strategy_stands(newcastle):
    assert thread_of(newcastle) is thread_of(newcastle)


def test_a_path_costs_one_query_however_long_it_is(newcastle, django_assert_num_queries):
    thread_of(newcastle)

    with django_assert_num_queries(1):
        way = path_of(newcastle, "a-short-breaks")

    assert way is not None
    assert [end.id for end in way.broken] == ["action-without-outcome"]
    assert keys(way.down) == ["m-things-to-do", "m-places-to-chill"]
