"""A director before a partnership board, and a parent who has not signed in: what is worse, and who does something?"""

from __future__ import annotations

import pytest

from tests.journeys.hands import WAYS

pytestmark = pytest.mark.journey

WEEKS = "Plans issued within 20 weeks, without exceptions"
SUSPENSIONS = "Suspensions of pupils with a plan"


def to_stage(person, words: str):
    """Choose a stage, behind the menu on a phone."""
    if person.way == "phone":
        person.page.get_by_role("button", name="Menu").click()
    return person.follow(words)


@pytest.mark.parametrize("way", WAYS)
def test_a_parent_finds_what_is_worse_and_what_is_done_about_it(at_work, way):
    parent = at_work("", way=way).go("/newcastle/")

    to_stage(parent, "The data").sees("Education, health and care, side by side", "What is not here")
    assert parent.path == "/newcastle/dashboard/"
    parent.sees("Nothing in the strategy acts on this.", "No provider has sent a count of the children who wait here.")
    parent.follow(WEEKS).sees("42 of 476")


@pytest.mark.parametrize("way", ["desk", "phone", "no scripts"])
def test_a_parent_sees_how_many_children_there_will_be(at_work, way):
    parent = at_work("", way=way).go("/newcastle/dashboard/")

    parent.follow("Population").sees("A projection is not a forecast.", "2022 (base)")
    assert parent.path == "/newcastle/population/"


@pytest.mark.parametrize("way", ["desk", "phone", "no scripts"])
def test_a_director_sees_on_what_a_decision_is_needed(at_work, way):
    bola = at_work("Bola", "newcastle", way).go("/newcastle/work/")

    to_stage(bola, "Needs").sees("A decision is needed on", "Worse, and acted on")
    assert bola.path == "/newcastle/work/dashboard/"
    first = bola.page.get_by_role("region", name="What needs attention first")
    bola.within(first).follow(SUSPENSIONS)
    assert bola.path == "/newcastle/work/indicators/suspensions-with-a-plan/"


def test_a_contributor_who_may_not_see_the_data_is_not_led_there(at_work):
    connor = at_work("Connor", "newcastle").go("/newcastle/work/")

    row = connor.page.get_by_role("navigation", name="Your work")
    assert row.get_by_role("link").all_inner_texts() == ["Home", "Strategy", "Needs", "Delivery", "People"]
    connor.refused("/newcastle/work/dashboard/", 403)


def test_the_figures_go_along_as_a_file_and_on_paper(at_work):
    parent = at_work("").go("/newcastle/dashboard/")

    assert parent.download("Download these figures (CSV)").suggested_filename == "newcastle-dashboard.csv"
    parent.page.emulate_media(media="print")
    assert not parent.page.get_by_role("navigation", name="The data").is_visible()
    parent.sees("Social care", "What is not here")
