"""An area's administrator: people come and go, and nothing that they held is lost."""

from __future__ import annotations

import re

import pytest

from tests.journeys.hands import WAYS

pytestmark = pytest.mark.journey

SLUG = "tameside"
PEOPLE = f"/{SLUG}/work/people/"


@pytest.mark.parametrize("way", WAYS)
def test_a_role_is_given_and_ended_with_its_reason(at_work, way):
    name = f"Morgan Newcomer, {way}"
    ada = at_work("Ada", SLUG, way).go(PEOPLE).press("Give a role")
    ada.fill("E-mail address", f"morgan-{way.replace(' ', '-')}@{SLUG}.example").fill("Name", name)
    ada.select("For which organisation", "Tameside").fill("Why", "Joined the team")
    ada.choose_like("Contributor:").press("Give the role").sees(f"{name} now has the role.")

    ada.follow(re.compile(rf"End the role of {name}")).fill("Why does it end?", "Moved to another team")
    ada.press("End the role").sees(f"The role of {name} has ended.")

    ada.go(f"/{SLUG}/work/log/").sees("Joined the team", "Moved to another team")


def test_what_a_leaver_held_is_listed_and_handed_over_with_a_briefing(at_work):
    ada = at_work("Ada", "oldmere").go("/oldmere/work/people/")
    ada.follow(re.compile("End the role of Priya")).sees("piece of work")
    ada.fill("Why does it end?", "The trust moved her").press("End the role")
    ada.sees("The role of Priya Provider (made up) has ended.", re.compile("Priya"))

    for box in ada.main.get_by_role("checkbox").all():
        box.check()
    ada.select("Who takes it", "Ivan").fill("Why", "Nobody at the trust yet").press("Hand it over")

    ada.sees(re.compile("handed over to Ivan"), "Where it stands", "What was promised, to whom", "Priya Provider")
    at_work("Priya", "oldmere").refused("/oldmere/work/", 404)


def test_nobody_ends_their_own_role(at_work):
    ada = at_work("Ada", SLUG).go(PEOPLE)

    assert ada.page.get_by_role("link", name=re.compile("End the role of Ada")).count() == 0
    assert ada.page.get_by_role("link", name=re.compile("End the role of Otto")).count() == 1


def test_what_each_role_may_do_is_a_table_that_can_be_read(at_work):
    ada = at_work("Ada", SLUG, "phone").go(f"{PEOPLE}roles/")

    ada.sees("Auditor (read only)", "give and end roles in the area")
