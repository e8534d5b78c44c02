"""A commissioning lead: the plan as the council keeps it, kept true: words, dates, links, versions."""

from __future__ import annotations

import re

import pytest

from tests.journeys.hands import WAYS

pytestmark = pytest.mark.journey

W = "/newcastle/work"


@pytest.mark.parametrize("way", WAYS)
def test_a_promised_date_is_moved_and_every_earlier_one_stays(at_work, way):
    new = {"desk": "Spring 2027", "phone": "Summer 2027", "keyboard": "Autumn 2027", "no scripts": "Spring 2028"}[way]
    cora = at_work("Cora", "newcastle", way).go(f"{W}/actions/a-child-therapies/date/m2/")
    cora.fill("The new date", new).fill("Who agreed it?", f"SEND Executive Board, told by {way}")
    cora.fill("Why?", "The groups started late.").press("Move the date").sees("The date is moved.")

    public = at_work().go("/newcastle/actions/a-child-therapies/")

    public.sees("Autumn 2024", new, f"SEND Executive Board, told by {way}")


def test_a_date_that_is_no_date_is_kept_as_worded_or_asked_about(at_work):
    cora = at_work("Cora").go(f"{W}/actions/a-child-therapies/date/s1/")

    cora.fill("The new date", "31/02/2027").fill("Who agreed it?", "The board").fill("Why?", "A slip")
    cora.press("Give it this date").sees("There is a problem")

    assert cora.page.get_by_label("The new date").input_value() == "31/02/2027"


@pytest.mark.parametrize("way", ["desk", "no scripts"])
def test_two_people_at_one_record_and_nothing_typed_is_lost(at_work, way):
    cora, ivan = at_work("Cora", "newcastle", way), at_work("Ivan", "newcastle", way)
    address = f"{W}/edit/a-alternative-provision/"
    cora.go(address), ivan.go(address)

    ivan.fill("More about it", f"Ivan's words by {way}.").fill("Why this change?", "Asked by the ICB").press("Save")
    cora.fill("More about it", f"Cora's words by {way}.").press("Save")

    cora.sees("Somebody else changed this while you were writing", f"Ivan's words by {way}.", "Ivan")
    assert cora.page.get_by_label("More about it").input_value() == f"Cora's words by {way}."
    cora.press("Save mine over it").sees("Saved.", f"Cora's words by {way}.")
    cora.go(f"{W}/item/a-alternative-provision/history/").sees(f"Ivan's words by {way}.", f"Cora's words by {way}.")


def test_two_people_at_different_fields_lose_neither(at_work):
    cora, ivan = at_work("Cora"), at_work("Ivan")
    address = f"{W}/edit/a-short-breaks/"
    cora.go(address), ivan.go(address)

    ivan.fill("Number", "9").press("Save")
    cora.fill("What this means for families", "More to do at weekends.").press("Save").press("Save mine over it")

    cora.sees("Saved.", "9", "More to do at weekends.")


@pytest.mark.parametrize("way", WAYS)
def test_an_item_is_added_joined_published_and_the_difference_reads_like_prose(at_work, way):
    title = f"Train every school in plain words, by {way}"
    cora = at_work("Cora", "newcastle", way).go(f"{W}/add/actions/")
    cora.fill("What will be done?", title).fill("When is it due?", "by March 2027").press("Add it").sees("Added.")
    cora.press("Join it to others")
    part = cora.within(cora.page.get_by_role("region", name="It delivers"))
    part.select("Choose what it delivers", "Making sure we are getting it right together")
    part.press("Join : It delivers").sees("Joined to")

    cora.go(f"{W}/publish/").unfold("Show every change").sees(re.compile(title))
    cora.fill("What changed, and why", f"An action was added, by {way}.").press(re.compile("Publish version"))
    cora.sees("is published")

    anybody = at_work("", way="phone").go("/newcastle/versions/1/to/now/")
    anybody.sees(re.compile(title))


def test_the_status_of_the_strategy_moves_only_as_its_table_says(at_work):
    cora = at_work("Cora", "newcastle").go(f"{W}/status/")

    cora.sees("Adopted")
    assert cora.page.get_by_role("radio", name="Draft", exact=True).count() == 0
