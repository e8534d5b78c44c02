"""Does the list say all that the picture says?"""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.demo.load import AREAS, pack_named
from goldenthread.publishing.threads.ends import broken_in
from goldenthread.publishing.threads.files import as_json, as_lines
from goldenthread.publishing.threads.listing import Entry, listing
from goldenthread.publishing.threads.shape import Thread, thread_in
from goldenthread.thread.states import may_join
from tests.publishing.threads.tiny import answer, need, of_set, outcome, priority, statement, thread

TODAY = date(2026, 11, 22)


def entries(made: Thread) -> dict[str, Entry]:
    chapters = listing(made, broken_in(made), made, TODAY)
    return {e.item.key: e for chapter in chapters for part in chapter.parts for e in part.entries}


@pytest.mark.parametrize("slug", AREAS)
def test_the_list_has_every_item_every_link_and_every_broken_end(slug: str):
    made = thread_in(pack_named(slug))
    found, ends = entries(made), broken_in(made)

    assert set(found) == set(made.items)
    joined = {(key, item.key) for key, entry in found.items() for join in entry.joins for item in join.to}
    assert joined == {pair for link in made.links for pair in ((link.source, link.target), (link.target, link.source))}
    assert {key: len(entry.broken) for key, entry in found.items() if entry.broken} == {
        key: len(torn) for key, torn in ends.items()
    }


def test_the_list_says_on_what_ground_two_are_joined():
    made = thread(priorities=[priority("p", seeks=[of_set("o")])], outcomes=[outcome("o")])
    (join,) = entries(made)["o"].joins

    assert (join.words, join.ground) == ("is sought by", "stated of the whole list, not of these two")


def test_the_list_says_what_only_a_heading_joins():
    made = thread(
        statements=[statement("s", themes=["t"])], answers=[answer("a", themes=["t"]), answer("b", themes=["t"])]
    )

    assert entries(made)["s"].together == "Joined by its heading alone to 2 answers."


def test_a_stage_that_is_not_stated_has_a_sentence_in_the_list():
    made = thread(needs=[need("n")])
    said = {chapter.title: chapter.empty for chapter in listing(made, {}, made, TODAY) if chapter.empty}

    assert said["Outcomes"] == "The strategy states no outcome."
    assert said["What was said"] == "The strategy does not report what anybody said."
    assert "Evidence" not in said


def test_a_line_of_text_with_a_ring_is_where_the_thread_breaks():
    made = thread(priorities=[priority("p")])

    assert [line.strip() for line in as_lines(made, TODAY) if line.strip().startswith("○")] == [
        "○ It names no need or voice.",
        "○ It leads to no outcome.",
        "○ It has no action.",
    ]


@pytest.mark.parametrize("slug", AREAS)
def test_the_nodes_and_links_for_a_script_hang_together(slug: str):
    given = as_json(thread_in(pack_named(slug)), TODAY)
    kinds = {node["key"]: node["kind"] for node in given["nodes"]}

    assert all(may_join(kinds[link["source"]], link["kind"], kinds[link["target"]]) for link in given["links"])
    assert all(node["status"]["reason"] for node in given["nodes"] if node["status"])
