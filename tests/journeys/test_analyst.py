"""A data analyst: a new value, with what it rests on; and a number that cannot be."""

from __future__ import annotations

import pytest

from tests.journeys.hands import WAYS

pytestmark = pytest.mark.journey

SLUG = "north-east-lincolnshire"
RECORD = f"/{SLUG}/work/measures/m-understand-plan/record/"


@pytest.mark.parametrize(("way", "year"), list(zip(WAYS, (2021, 2022, 2023, 2024), strict=True)))
def test_the_analyst_records_a_value_with_what_it_rests_on(at_work, way, year):
    anna = at_work("Anna", SLUG, way).go(RECORD)
    anna.fill("Which period is it for?", str(year)).fill("Value", "71.4").fill("Numerator", "50").fill(
        "Denominator", "70"
    )
    anna.fill("Source", "Annual survey of parents").press("Record this value")
    anna.sees(f"Recorded for {year}")

    at_work("", way="desk").go(f"/{SLUG}/measures/m-understand-plan/").sees(str(year), "50 of 70")


def test_a_percentage_that_its_parts_deny_is_sent_back(at_work):
    anna = at_work("Anna", SLUG).go(RECORD)

    anna.fill("Which period is it for?", "2025").fill("Value", "90").fill("Numerator", "50").fill("Denominator", "70")
    anna.press("Record this value")

    anna.sees("50 of 70 is 71.4 per cent, not 90")
    assert anna.page.get_by_label("Which period is it for?").input_value() == "2025"


def test_a_hidden_value_stays_hidden_and_is_never_zero(at_work):
    anna = at_work("Anna", SLUG).go(RECORD)

    anna.fill("Which period is it for?", "2026").choose("Suppressed").press("Record this value").sees(
        "Recorded for 2026"
    )

    row = anna.go(RECORD).page.get_by_role("row").filter(has_text="2026")
    assert "Suppressed" in row.inner_text()
    assert "0" not in row.inner_text().replace("2026", "")


def test_a_running_total_beside_years_is_marked_as_a_break(at_work):
    anna = at_work("Anna", "oldmere").go("/oldmere/work/measures/m-speech-over-18/record/")

    anna.fill("Which period is it for?", "October 2026").fill("Value", "51")
    anna.fill("Why it must not be compared with earlier values", "The trust now counts from triage, not referral.")
    anna.press("Record this value").sees("Recorded for October 2026")

    at_work().go("/oldmere/measures/m-speech-over-18/").sees("The trust now counts from triage, not referral.")


def test_a_value_far_beside_its_comparator_is_asked_about(at_work):
    anna = at_work("Anna", SLUG).go(RECORD)

    anna.fill("Which period is it for?", "2025").fill("Value", "3.99").fill("Comparator", "80").press(
        "Record this value"
    )

    anna.sees("There is a problem")
    assert anna.page.get_by_label("Value, in per cent", exact=True).input_value() == "3.99"
