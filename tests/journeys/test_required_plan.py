"""A plan that somebody else requires, from the one plan: chosen actions under their headings, frozen, agreed."""

from __future__ import annotations

import pytest

from tests.journeys.hands import WAYS

pytestmark = pytest.mark.journey

SLUG = "northumberland"
LIST = f"/{SLUG}/work/required-plans/"


@pytest.mark.parametrize("way", WAYS)
def test_a_required_plan_is_made_from_the_one_plan(at_work, way):
    title = f"Reform plan by {way}"
    cora = at_work("Cora", SLUG, way).go(f"{LIST}make/")
    cora.choose("Local SEND reform plan").fill("What the plan is called", title).press("Make the plan")
    cora.sees(f"“{title}” was made.", "Early", "Numbers and money")

    cora.follow("Choose actions for Early").choose_like("3 Therapies").press("Save")
    cora.sees("Therapies")

    cora.press("Freeze a version").fill("What this version is for", "The adviser's visit").press("Freeze version 1")
    cora.sees("Version 1 is frozen.")
    cora.press("Agree it for your organisation").fill(
        "On which decision it rests", "Joint board, 12 November 2026, item 5"
    )
    cora.press("Agree it").sees("agreed version 1")
    plan = cora.path.split("/required-plans/")[1].split("/")[0]

    ivan = at_work("Ivan", SLUG).go(f"{LIST}{plan}/versions/1/agree/")
    ivan.fill("On which decision it rests", "ICB committee, 14 November 2026").press("Agree it").sees(
        "agreed version 1"
    )
