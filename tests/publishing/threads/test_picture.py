"""Is the picture well made, and does it say all that it shows?"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date

import pytest
from hypothesis import given, settings

from goldenthread.demo.load import AREAS, pack_named
from goldenthread.publishing.threads.ends import broken_in
from goldenthread.publishing.threads.overview import draw_overview, groups
from goldenthread.publishing.threads.paths import path
from goldenthread.publishing.threads.picture import Look, Picture, draw
from goldenthread.publishing.threads.shape import Thread, thread_in
from goldenthread.thread.states import NodeKind
from tests.publishing.threads.made_up import threads
from tests.publishing.threads.tiny import action, measure, outcome, priority, statement, thread

TODAY = date(2026, 11, 22)
SVG = "{http://www.w3.org/2000/svg}"
EVERY = [*AREAS, "oldmere"]


def pictured(made: Thread, lit: frozenset[str] = frozenset(), chosen: str = "") -> Picture:
    look = Look(address=lambda item: f"/tiny/{item.plural}/{item.key}/", today=TODAY, lit=lit, chosen=chosen)
    return draw(made, broken_in(made), made, look)


def parsed(picture: Picture) -> ET.Element:
    return ET.fromstring(picture.drawing)  # noqa: S314 (drawn here)


def words(root: ET.Element) -> str:
    return " ".join("".join(each.itertext()) for each in root.iter(f"{SVG}text"))


@pytest.mark.parametrize("slug", EVERY)
def test_every_item_is_a_link_with_a_name_of_its_own(slug: str):
    made = thread_in(pack_named(slug))
    links = {link.get("href"): link for link in parsed(pictured(made)).iter(f"{SVG}a")}

    for item in made.items.values():
        link = links[f"/tiny/{item.plural}/{item.key}/"]
        assert item.label.rstrip(".") in link.find(f"{SVG}title").text
        assert link.get("aria-label") is None  # it would hide what is seen from those who speak to their machine


@pytest.mark.parametrize("slug", EVERY)
def test_the_picture_has_a_title_and_a_description_and_no_style(slug: str):
    picture = pictured(thread_in(pack_named(slug)))
    root = parsed(picture)
    ids = {each.get("id"): each for each in root.iter() if each.get("id")}

    assert ids[root.get("aria-labelledby")].text == picture.title
    assert ids[root.get("aria-describedby")].text == picture.description
    assert root.get("role") == "group"
    assert not any(each.tag.endswith("style") or each.get("style") or each.get("onclick") for each in root.iter())


@settings(max_examples=30)
@given(threads())
def test_any_thread_is_drawn_as_well_formed_svg(made: Thread):
    root = parsed(pictured(made))

    assert len(list(root.iter(f"{SVG}a"))) >= len(made.items)


def test_what_people_wrote_is_never_taken_for_markup():
    drawing = pictured(thread(statements=[statement("s", text='<script>alert("x")</script> & more')])).drawing

    assert "<script" not in drawing
    assert "&lt;script&gt;" in drawing


def test_a_broken_end_is_said_in_words_and_drawn_as_an_open_ring():
    root = parsed(pictured(thread(priorities=[priority("p", addresses=[])])))

    assert "names no need or voice" in words(root)
    rings = [each for each in root.iter(f"{SVG}circle") if each.get("fill") == "#ffffff"]
    assert len(rings) > 2


def test_an_empty_place_says_what_is_not_stated_and_for_how_many():
    made = thread(priorities=[priority("p"), priority("q")])

    assert "No outcome is stated for these 2" in words(parsed(pictured(made)))


def test_a_stage_that_the_strategy_leaves_out_is_named_above_the_picture():
    assert words(parsed(pictured(thread(actions=[action("a")])))).count("none stated") == 3


def test_what_is_not_on_the_chosen_path_is_faint_and_what_is_stands_out():
    made = thread(outcomes=[outcome("o"), outcome("other")], measures=[measure("m", measures=["o"])])
    way = path(made, "o")
    assert way is not None
    links = {a.get("href"): a for a in parsed(pictured(made, way.keys, "o")).iter(f"{SVG}a")}

    assert links["/tiny/outcomes/other/"].get("opacity") == "0.3"
    assert links["/tiny/measures/m/"].get("opacity") is None
    assert links["/tiny/outcomes/o/"].find(f"{SVG}rect").get("stroke-width") == "3"


def test_how_an_action_stands_is_said_in_its_box():
    assert "Overdue" in words(parsed(pictured(thread(actions=[action("a", due="March 2020")]))))


def test_a_strategy_from_above_has_a_row_for_each_heading_that_leads_to_it():
    made = thread_in(pack_named("north-east-lincolnshire"))
    picture = draw_overview(made, groups(made, broken_in(made), TODAY), lambda key: f"?theme={key}")
    links = {a.get("href"): a.find(f"{SVG}title").text for a in parsed(picture).iter(f"{SVG}a")}

    assert set(links) == {f"?theme={key}" for key in made.themes}
    assert "Actions: 5 (5 overdue)." in links["?theme=t-ehcp"]


def test_a_heading_counts_what_is_under_it_and_what_is_broken():
    made = thread(
        priorities=[priority("p", themes=["t"]), priority("q", themes=["t", "u"])], actions=[action("a", due="2020")]
    )
    seen = {group.title: group for group in groups(made, broken_in(made), TODAY)}
    numbers = {title: {c.kind: c.number for c in group.cells if c.number} for title, group in seen.items()}

    assert numbers == {
        "Theme t": {NodeKind.PRIORITY: 2},
        "Theme u": {NodeKind.PRIORITY: 1},
        "Under no heading": {NodeKind.ACTION: 1},
    }
    assert "○ 2 lead to no outcome" in [words for cell in seen["Theme t"].cells for words, _ in cell.notes]
