"""A contributor: what is mine, what happened, in a minute or two."""

from __future__ import annotations

import pytest

from tests.journeys.hands import WAYS

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("way", WAYS)
def test_a_contributor_finds_what_is_theirs_and_says_what_happened(at_work, way):
    connor = at_work("Connor", "oldmere", way).go("/oldmere/work/mine/")
    connor.sees("In your name", "2.2 A Saturday club for teenagers")

    connor.follow("Report progress on 2.2 A Saturday club for teenagers").choose("Blocked (as now)")
    connor.fill("What has happened?", f"Two more buildings were seen, told from a {way}.")
    connor.fill("If it is blocked: what is blocking it?", "Neither has a changing room.").press("Report")
    connor.sees("Reported: A Saturday club for teenagers.", f"Two more buildings were seen, told from a {way}.")

    connor.go("/oldmere/actions/a-teen-club/").sees("Neither has a changing room.")


def test_a_report_without_words_is_sent_back_and_keeps_what_was_chosen(at_work):
    connor = at_work("Connor", "oldmere").go("/oldmere/work/actions/a-teen-club/report/")

    connor.choose("In progress").press("Report")

    connor.sees("There is a problem")
    assert connor.page.get_by_label("In progress", exact=True).is_checked()
    assert connor.page.title().startswith("Error:")


def test_a_contributor_cannot_move_a_date_or_reword_the_plan(at_work):
    connor = at_work("Connor", "oldmere").go("/oldmere/work/item/a-teen-club/")

    connor.may_not("Edit", "Move the date", "Withdraw", "Join it to others")
    connor.refused("/oldmere/work/edit/a-teen-club/", 403).sees("commissioning lead")
    connor.refused("/newcastle/work/mine/", 404)
