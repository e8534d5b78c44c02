"""A board secretary: next week's report between two days, in Word and PDF, and what changed since the last board."""

from __future__ import annotations

import re
import zipfile

import pytest

from tests.journeys.hands import WAYS

pytestmark = pytest.mark.journey

REPORT = "/oldmere/work/report/"


def made(hands):
    """The report for the Partnership Board of Oldmere, as the form offers it."""
    hands.go(REPORT).select("For which board?", "SEND Partnership Board")
    return hands.fill("What you want to say first", "The autumn in a page.").press("Show the report")


@pytest.mark.parametrize("way", WAYS)
def test_the_report_says_what_is_off_track_and_what_cannot_be_told(at_work, way):
    secretary = made(at_work("Anna", "oldmere", way))

    secretary.sees("The autumn in a page.", "Children waiting over 18 weeks for speech and language therapy")
    said = secretary.text()
    assert "off track" in said.lower()
    assert "cannot be told" in said.lower() or "cannot tell" in said.lower()


def test_the_report_is_taken_away_in_word(at_work):
    secretary = made(at_work("Anna", "oldmere"))

    taken = secretary.download("Take it away: Word")

    assert taken.suggested_filename.endswith(".docx")
    with zipfile.ZipFile(taken.path()) as document:
        words = document.read("word/document.xml").decode()
    assert "The autumn in a page." in words
    assert "Children waiting over 18 weeks" in words


def test_the_strategy_is_taken_away_as_a_tagged_pdf(at_work, site):
    anybody = at_work().go("/oldmere/documents/")
    address = anybody.page.get_by_role("link", name="PDF").first.get_attribute("href")

    answer = anybody.page.request.get(address)

    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")
    assert b"/MarkInfo" in answer.body() or b"/ObjStm" in answer.body()


def test_days_that_cannot_be_reported_on_are_asked_about(at_work):
    secretary = at_work("Anna", "oldmere").go(REPORT)
    day = secretary.page.get_by_role("group", name="To the end of")
    for part, value in (("Day", "31"), ("Month", "2"), ("Year", "2026")):
        day.get_by_label(part).fill(value)

    secretary.press("Show the report").sees("There is a problem")

    assert secretary.page.get_by_role("group", name="To the end of").get_by_label("Day").input_value() == "31"


def test_what_changed_since_a_version_reads_like_prose(at_work):
    cora = at_work("Cora", "tameside").go("/tameside/work/add/actions/")
    cora.fill("What will be done?", "Open a third resource base").fill("When is it due?", "Autumn 2027").press("Add it")

    at_work("", way="phone").go("/tameside/versions/1/to/now/").sees(re.compile("Open a third resource base"))
