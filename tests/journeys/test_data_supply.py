"""The analyst says what a partner promised, asks for what has not come, and everybody can see what is not known."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from tests.journeys.hands import WAYS

pytestmark = pytest.mark.journey

REGISTER = "/oldmere/work/data-supply/"
CASELOADS = f"{REGISTER}monthly-therapy-caseloads-by-service/"


@pytest.mark.parametrize("way", WAYS)
def test_the_analyst_asks_for_what_has_not_come_and_the_partner_answers_by_link(at_work, way):
    anna = at_work("Anna", "oldmere", way).go(REGISTER)
    anna.sees("Mere Valley Trust has not sent monthly therapy caseloads by service for October 2026")
    anna.follow("Ask Mere Valley Trust for what has not come").press("Make the letter and its link")
    anna.sees("it is shown this once")
    link = urlsplit(anna.page.get_by_label("The link alone").input_value()).path

    partner = at_work("", way=way).go(link).sees("Data that was promised")
    partner.choose("It will not be sent").press("Send the answers").sees("Say why it will not be sent.")
    partner.choose("It will be sent").fill("Day", "30").fill("Month", "11").fill("Year", "2026")
    partner.fill("Anything to add", f"Our system was down, {way}.").fill("Your role", "Information manager")
    partner.press("Send the answers").sees("Your answer is saved.")

    anna.go(CASELOADS).sees("The partner says that it will come by 30 November 2026.")


@pytest.mark.parametrize("way", WAYS)
def test_the_analyst_records_a_promise_then_what_came_of_it(at_work, way):
    anna = at_work("Anna", "oldmere", way).go(f"{REGISTER}add/")
    anna.select("Which partner promised it?", "Heron Breaks").fill("What is the data set?", f"List of clubs, {way}")
    anna.fill("What is it for?", "To see where clubs are.")
    anna.fill("What is not known without it?", "where clubs are").select("How often is it promised?", "Every month")
    for box, day in (("First day of the first period", ("1", "9")), ("When is that first delivery due?", ("5", "10"))):
        part = anna.within(anna.main.get_by_role("group", name=box))
        part.fill("Day", day[0]).fill("Month", day[1]).fill("Year", "2026")
    anna.press("Save").sees("September 2026", "October 2026", "has not sent")

    anna.follow(re.compile("It came.*October 2026")).choose("In part")
    anna.fill("What to know of its quality", "Two clubs are missing.").press("Save").sees("Two clubs are missing.")
    anna.follow(re.compile("It was refused.*September 2026")).fill("Why?", "No agreement.").press("Save")
    anna.sees("Refused: No agreement.")


def test_the_register_is_filtered_and_taken_away(at_work):
    anna = at_work("Anna", "oldmere").go(REGISTER)
    anna.select("How it stands", "Refused").press("Show these").sees("Quarterly return of health advice")

    assert anna.download("Excel").suggested_filename.endswith(".xlsx")
    assert anna.download("CSV").suggested_filename.endswith(".csv")


@pytest.mark.parametrize("way", ["desk", "phone"])
def test_what_is_shared_on_which_ground_and_who_read_it_is_on_one_page(at_work, way):
    at_work("Otto", "oldmere", way).go("/oldmere/work/data-protection/").sees(
        "Quarterly return of health advice", "Nobody has read data about persons", "Check before relying"
    )


@pytest.mark.parametrize("way", ["desk", "phone"])
def test_the_public_is_told_what_a_measure_lacks(at_work, way):
    at_work("", way=way).go("/oldmere/measures/m-weekend-places/").sees("So it is not known how many families use")


def test_a_guessed_link_shows_nothing(at_work):
    at_work().refused("/data-requests/anything-at-all/", 404).does_not_see("Oldmere")


def test_whoever_has_no_business_with_data_is_not_let_in(at_work):
    at_work("Connor", "oldmere").refused(REGISTER, 403)
