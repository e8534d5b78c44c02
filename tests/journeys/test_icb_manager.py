"""A manager at the ICB, not of the council's staff: sees the areas given and no other, and acts without the council."""

from __future__ import annotations

import pytest

from tests.journeys.hands import WAYS

pytestmark = pytest.mark.journey

SLUG = "south-tyneside"
W = f"/{SLUG}/work"


@pytest.mark.parametrize("way", WAYS)
def test_the_manager_acts_for_the_nhs_without_the_council(at_work, way):
    ivan = at_work("Ivan", SLUG, way).go("/home/")
    assert ivan.path == f"{W}/"
    ivan.sees("Commissioning lead, NHS North East and North Cumbria Integrated Care Board")

    ivan.go(f"{W}/item/p1-local-offer-reach/").press("Edit")
    ivan.fill("Why this change?", f"Agreed in the ICB, by {way}")
    ivan.fill("What this means for families", f"Easier to find help, says the NHS by {way}.").press("Save")
    ivan.sees("Saved.", f"Easier to find help, says the NHS by {way}.")

    ivan.go(f"{W}/log/").sees(f"Agreed in the ICB, by {way}", "Ivan Icebee")


def test_the_manager_sees_no_area_but_those_given(at_work):
    ivan = at_work("Ivan", SLUG)

    for slug in ("newcastle", "oldmere", "nowhere"):
        ivan.refused(f"/{slug}/work/", 404)
        ivan.refused(f"/{slug}/work/log/", 404)
    ivan.refused(f"{W}/people/give/", 403).sees("area administrator")


def test_the_body_of_2019_is_shown_with_the_body_that_followed_it(at_work):
    ivan = at_work("Ivan", SLUG).go(f"/{SLUG}/who-decides/")

    ivan.sees("NHS South Tyneside CCG").sees("NHS North East and North Cumbria Integrated Care Board")


def test_the_nhs_gives_its_own_leg_of_a_decision_and_only_then_is_it_whole(at_work):
    """Each body's approval is a milestone of its own: one does not stand for the other."""
    legs = {
        "council": "The council approves its share of the budget.",
        "icb": "The ICB approves its share of the budget.",
    }
    public = at_work().go("/oldmere/actions/a-joint-therapies/")
    standing = {name: public.page.get_by_role("listitem").filter(has_text=words).first for name, words in legs.items()}
    assert "Done" in standing["council"].inner_text()
    assert "Done" not in standing["icb"].inner_text()

    ivan = at_work("Ivan", "oldmere").go("/oldmere/work/actions/a-joint-therapies/report/")
    ivan.choose_like("In progress").fill("What has happened?", "The ICB's board has approved its share.")
    ivan.select(legs["icb"], "Done").press("Report")

    later = at_work().go("/oldmere/actions/a-joint-therapies/")  # a public page may be a minute old in one browser
    assert "Done" in later.page.get_by_role("listitem").filter(has_text=legs["icb"]).first.inner_text()
