"""A parent on a phone: the area, what was said and answered, and the thread as a list; with scripts or without."""

from __future__ import annotations

import pytest

from tests.journeys.hands import WAYS

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("way", WAYS)
def test_a_parent_reads_the_strategy_in_plain_words(at_work, way):
    parent = at_work("", way=way).go("/")
    parent.follow("Newcastle upon Tyne").sees("What is overdue")
    parent.follow("See everything that was said and answered").sees("You said, we did, what next")

    parent.go("/newcastle/actions/a-short-breaks/").sees("What this means for families")
    parent.go("/newcastle/thread/").follow("Read it as a list").sees("Community Short Breaks Offer")


@pytest.mark.parametrize("way", WAYS)
def test_a_reader_tells_the_partners_what_is_wrong_and_they_read_it(at_work, way):
    words = f"The page about short breaks is hard to follow, by {way}."
    parent = at_work("", way=way).go("/south-tyneside/feedback/")

    parent.fill("What would you like to tell us?", words).press("Send")

    assert parent.path == "/south-tyneside/feedback/thanks/"
    at_work("Faith", "south-tyneside").go("/south-tyneside/work/feedback/").sees(words)


def test_feedback_without_words_is_sent_back(at_work):
    parent = at_work("", way="no scripts").go("/tameside/feedback/")

    parent.page.get_by_role("button", name="Send").click()

    parent.sees("There is a problem")


@pytest.mark.parametrize("way", ["desk", "no scripts"])
def test_the_strategy_can_be_seen_as_it_stood_on_a_day(at_work, way):
    parent = at_work("", way=way).go("/newcastle/strategy/?as-at=2026-11-22")

    parent.sees("As it stood on 22 November 2026.").follow("See it as it stands today").does_not_see("As it stood on")


def test_the_questions_of_a_sceptic_have_answers(at_work):
    at_work("", way="phone").go("/about/questions/").sees(
        "How do we get our data out?", "Who can see a child?", "What if the other body will not join?"
    )


def test_an_address_that_is_not_there_says_so_kindly(at_work):
    at_work("", way="phone").refused("/nowhere/", 404)
