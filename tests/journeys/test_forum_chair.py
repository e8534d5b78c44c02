"""The chair of a parent carer forum: you said "no short breaks at weekends"; is the answer true, and does our verdict stay?"""

from __future__ import annotations

import pytest

from tests.journeys.hands import WAYS

pytestmark = pytest.mark.journey

CLUB = "Heron Breaks runs a Saturday club in two places."


@pytest.mark.parametrize("way", WAYS)
def test_the_chair_finds_the_answer_and_says_whether_it_is_true(at_work, way):
    faith = at_work("Faith", "oldmere", way).go("/oldmere/you-said-we-did/")
    faith.sees(
        "There are no short breaks at weekends.", CLUB, "2.1 Two Saturday clubs", "Weekend places for short breaks"
    )

    faith.go("/oldmere/work/item/an-weekend-breaks/").press("Say whether this is true")
    faith.sees("There are no short breaks at weekends.", CLUB)
    faith.choose("Partly true").fill("What do families see?", f"The clubs run but nobody can get there, by {way}.")
    faith.press("Say so").sees("What you said is on the public page, and stays there.")

    anybody = at_work("", way="phone").go("/oldmere/you-said-we-did/")
    anybody.sees("Partly true on 22 November 2026", f"The clubs run but nobody can get there, by {way}.")


def test_a_doubt_needs_its_reason(at_work):
    faith = at_work("Faith", "oldmere").go("/oldmere/work/answers/an-careers/confirm/")

    faith.choose("Not true").press("Say so")

    faith.sees("Say what is not true, or not yet")


def test_the_council_can_neither_give_nor_hide_a_verdict(at_work):
    cora = at_work("Cora", "oldmere").go("/oldmere/work/item/an-triage/")
    cora.may_not("Say whether this is true")
    cora.refused("/oldmere/work/answers/an-triage/confirm/", 403).sees("The council and the NHS cannot")

    cora.go("/oldmere/work/edit/an-triage/").fill("The answer", "Every family gets a call within one week.")
    cora.press("Save").sees("Saved.")

    at_work().go("/oldmere/you-said-we-did/").sees("Every family gets a call within one week.")
    at_work("Faith", "oldmere").go("/oldmere/work/answers/an-triage/confirm/").sees(
        "The call comes, but some families then hear nothing for months."
    )


def test_a_verdict_is_added_to_the_ones_before_and_takes_none_away(at_work):
    faith = at_work("Faith", "oldmere").go("/oldmere/work/answers/an-triage/confirm/")

    faith.choose("True").fill("What do families see?", "It has got better since the summer.").press("Say so")

    faith.go("/oldmere/work/answers/an-triage/confirm/")
    faith.sees("It has got better since the summer.", "The call comes, but some families then hear nothing for months.")
