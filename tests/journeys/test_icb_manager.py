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
