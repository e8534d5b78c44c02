"""A commissioning lead drops in the plan as the council keeps it: nothing is lost, nothing is guessed, little is asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.journeys.hands import WAYS

pytestmark = pytest.mark.journey

W = "/north-east-lincolnshire/work/workbooks"
HEADINGS = ("Area of focus", "Action", "Lead", "Outcomes", "Timescale", "Measures")


def messy(path: Path, way: str) -> Path:
    """Merged areas, initials, two leads in a cell, a season, a slip of the finger, an empty outcome, a formula-free mess."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Delivery plan"
    sheet.append(["Joint delivery plan 2026 (DRAFT v7 final)"])
    sheet.append([])
    sheet.append(HEADINGS)
    sheet.append(["Therapies", f"Map every therapy, {way}", "AJ and LB", None, "Autumn 2027", "Waits are shorter"])
    sheet.append(
        [
            None,
            f"Agree one referral form, {way}",
            "Head of SEND; Designated Clinical Officer",
            "One form",
            "March 2-21",
            None,
        ]
    )
    sheet.append(
        [
            "Short breaks",
            f"1. Ask families, {way}\n2. Write the offer, {way}\n3. Publish the offer, {way}",
            "Head of SEND",
            None,
            None,
            None,
        ]
    )
    sheet.merge_cells("A4:A5")
    book.save(path)
    return path


@pytest.mark.parametrize("way", WAYS)
def test_a_messy_plan_is_taken_in_whole_after_a_few_questions(at_work, tmp_path, way):
    file = messy(tmp_path / f"plan {way}.xlsx", way)
    cora = at_work("Cora", "north-east-lincolnshire", way).go(f"{W}/").press("Bring a workbook in")
    cora.attach("Your workbook", file).press("Read it")

    cora.sees("What the workbook leaves open", re.compile("March 2-21"), re.compile("AJ and LB"))
    at_work().go("/north-east-lincolnshire/delivery-plan/").does_not_see(f"Map every therapy, {way}")
    cora.press("Save, and leave the rest as it is written")
    for title in (
        "Map every therapy",
        "Agree one referral form",
        "Ask families",
        "Write the offer",
        "Publish the offer",
    ):
        cora.sees(re.compile(f"{title}, {way}"))

    cora.fill("Why is this changed?", f"The plan of November, by {way}").press(re.compile("^Accept"))
    cora.sees(re.compile("was taken in"))

    plan = at_work().go("/north-east-lincolnshire/delivery-plan/")
    plan.sees(re.compile(f"Map every therapy, {way}"), "Autumn 2027")
    plan.does_not_see("AJ and LB", "2 March 2021", "02/03/2021")

    back = cora.go(f"{W}/").download(re.compile(rf"Download the original of plan {way}"))
    assert back.path().read_bytes() == file.read_bytes()


def test_a_workbook_that_is_none_is_refused_in_a_sentence_and_changes_nothing(at_work, tmp_path):
    (tmp_path / "plan.xlsx").write_bytes(b"this is no workbook")
    cora = at_work("Cora", "northumberland").go("/northumberland/work/workbooks/import/")

    cora.attach("Your workbook", tmp_path / "plan.xlsx").press("Read it")

    cora.sees("There is a problem", re.compile("could not be read"))


def test_the_areas_own_workbook_comes_back_as_it_went_and_changes_nothing(at_work):
    cora = at_work("Cora", "northumberland").go("/northumberland/work/workbooks/")
    taken = cora.download("Download the plan as a workbook")

    cora.go("/northumberland/work/workbooks/import/").attach("Your workbook", taken.path()).press("Read it")

    cora.sees("Nothing would change.").press("Set it aside and change nothing").sees("was set aside")
