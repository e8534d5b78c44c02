"""Do the pages of the register, the measures, the home and the gap report say what has not come?"""

from __future__ import annotations

import csv
import re
from datetime import date
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.db import transaction

from goldenthread.audit import log
from goldenthread.publishing.gaps.queries import gaps_of
from goldenthread.publishing.home.queries import facts
from goldenthread.understanding.supply.actions import promise_data, record_received
from goldenthread.understanding.supply.models import Answer, DataRequest, Promise
from goldenthread.understanding.supply.presenters import COLUMNS
from tests.fixtures import NOW
from tests.reading import text
from tests.understanding.supply.making import OCTOBER, VALUES, made_promise, partner_in

pytestmark = pytest.mark.django_db
REGISTER = "/newcastle/work/data-supply/"
MEASURE = "m-waits-fall"
TODAY = NOW.date()


@pytest.fixture
def promise(newcastle, actor) -> Promise:
    return made_promise(newcastle, actor("Anna"), measures=[MEASURE])


def test_an_empty_register_says_what_to_begin_with(signed_in, newcastle, at_now):
    said = text(signed_in("Anna").get(REGISTER))

    assert "Nobody has recorded yet what a partner promised" in said


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("stands=missing", True),
        ("stands=late", True),
        ("stands=never-came", False),
        ("stands=agreement", True),
        ("stands=ended", False),
        ("partner=nobody", True),  # no such choice: the form says so, and nothing is left out
    ],
)
def test_the_register_is_filtered_without_scripts(signed_in, promise, at_now, asked, shown):
    said = text(signed_in("Anna").get(f"{REGISTER}?{asked}"))

    assert ("None is recorded" in said) == shown


def test_the_files_hold_a_row_for_each_delivery_and_no_formula(signed_in, newcastle, actor, at_now):
    anna = actor("Anna")
    promise = made_promise(newcastle, anna, title="=HYPERLINK(1)")
    partner = promise.organisation.name
    made_promise(newcastle, anna, title="No rhythm", frequency="not-stated", first_period=None, first_due=None)
    client = signed_in("Anna")

    rows = list(csv.reader(StringIO(client.get("/newcastle/work/data-supply.csv").content.decode("utf-8-sig"))))
    book = openpyxl.load_workbook(BytesIO(client.get("/newcastle/work/data-supply.xlsx").content))

    assert tuple(rows[0]) == COLUMNS
    assert [row[10] for row in rows[1:]] == ["October 2026", "November 2026", ""]
    assert rows[1][:2] == [partner, "'=HYPERLINK(1)"]
    cells = list(book.active.iter_rows(values_only=True))
    assert cells[1][1] == "=HYPERLINK(1)"
    assert book.active["B2"].data_type == "s"
    assert cells[1][11] == "2026-11-15"


def test_a_promise_is_recorded_by_its_form_and_a_fault_is_told_beside_its_box(signed_in, newcastle, at_now):
    client = signed_in("Anna")
    typed = {**VALUES, "organisation": partner_in(newcastle).key, "grace_days": 0, "measures": [MEASURE]}
    typed |= {"first_period": "2026-10-02", "first_due": "2026-11-15", "since": "2026-10-01"}

    wrong = client.post(f"{REGISTER}add/", typed)
    right = client.post(f"{REGISTER}add/", {**typed, "first_period": "2026-10-01"})

    assert "A period begins on the first day of a month." in text(wrong)
    assert right.status_code == 302
    assert Promise.objects.get(area=newcastle).measures == [MEASURE]


def test_a_measure_that_the_data_feed_says_that_they_have_not_come(signed_in, promise, at_now, client):
    missing = "has not sent monthly therapy waits for October 2026"

    assert missing in text(client.get(f"/newcastle/measures/{MEASURE}/"))
    assert missing in text(client.get("/newcastle/measures/"))
    working = signed_in("Anna")
    assert missing in text(working.get(f"/newcastle/work/item/{MEASURE}/"))
    assert missing in text(working.get(f"/newcastle/work/measures/{MEASURE}/record/"))


def test_a_measure_on_an_earlier_day_says_nothing_of_what_is_late_today(client, promise, at_now):
    said = text(client.get(f"/newcastle/measures/{MEASURE}/?as-at=2026-11-22"))

    assert "has not sent" not in said


def test_the_home_counts_what_has_not_come(signed_in, newcastle, promise, at_now):
    assert facts(newcastle, TODAY).not_come == 1
    assert "1 data set that partners promised has not come whole." in text(signed_in("Anna").get("/newcastle/work/"))


def test_the_letter_shows_its_link_once_and_the_partner_answers_without_a_sign_in(signed_in, client, promise, at_now):
    page = signed_in("Anna")
    address = f"{REGISTER}ask/{promise.organisation.key}/"
    typed = {"wanted": [f"{promise.key} 2026-10-01"], "days": 14, "token": "a token of twenty signs or more"}
    asked = page.post(address, typed)
    path, again = re.findall(r"/data-requests/[^/]+/", asked.content.decode())
    page.logout()

    assert path == again
    assert asked.headers["Cache-Control"] == "no-store, private"
    delivery = DataRequest.objects.get().deliveries.get().pk
    assert "Monthly therapy waits, October 2026" in text(client.get(path))
    wrong = client.post(path, {f"{delivery}-says": "refused"})
    assert "Say why it will not be sent." in text(wrong)
    assert client.post(path, {f"{delivery}-says": "refused", f"{delivery}-words": "No."}).status_code == 302
    assert Answer.objects.get().words == "No."
    assert client.get("/data-requests/guessed/").status_code == 404


def test_the_data_protection_page_says_who_read_what_and_for_which_purpose(
    signed_in, newcastle, promise, actor, at_now
):
    with transaction.atomic():
        subject = log.Subject("release", "r1", "SEN2 2026")
        data = {"purpose": "To plan places.", "kind": "sen2"}
        log.record("read person-level data", subject, by=actor("Anna"), area="newcastle", data=data)
        log.record("read person-level data", subject, by=actor("Anna", "tameside"), area="tameside", data=data)

    said = text(signed_in("Otto").get("/newcastle/work/data-protection/"))

    assert "1 reading in all" in said
    assert "SEN2 2026 (sen2) To plan places." in said
    assert "Monthly therapy waits" in said
    assert "None is recorded" in said


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, {"data-without-agreement"}),
        ({"agreement": "One", "agreement_review": date(2026, 11, 22)}, set()),
        ({"agreement": "One", "agreement_review": date(2026, 11, 21)}, {"data-agreement-expired"}),
        ({"agreement": "One", "first_period": date(2026, 9, 1), "first_due": date(2026, 10, 15)}, {"data-late"}),
        (
            {"agreement": "One", "frequency": "not-stated", "first_period": None, "first_due": None},
            {"data-without-dates"},
        ),
    ],
)
def test_the_gap_report_finds_promises_that_are_late_or_rest_on_no_agreement(newcastle, actor, more, expected):
    promise = made_promise(newcastle, actor("Anna"), **more)

    found = {gap.rule.id for gap in gaps_of(newcastle, TODAY).gaps if gap.key == promise.key}
    assert found == expected


def test_a_gap_in_data_leads_to_the_promise(signed_in, promise, at_now):
    said = signed_in("Anna").get("/newcastle/work/gaps/").content.decode()

    assert f'href="{REGISTER}{promise.key}/"' in said


def test_the_pages_of_the_register_are_whole_for_whoever_only_reads(signed_in, newcastle, actor, promise, at_now):
    record_received(
        promise=promise,
        start=OCTOBER,
        received_on=TODAY,
        completeness="partial",
        quality="Physiotherapy is missing.",
        release="",
        by=actor("Anna"),
    )
    said = text(signed_in("Bola").get(f"{REGISTER}{promise.key}/"))

    assert "Physiotherapy is missing." in said
    assert "Put right what came" not in said
    assert "Change this promise" not in said


def test_only_what_it_states_is_recorded_of_a_published_strategy(north_east_lincolnshire, oldmere):
    stated = Promise.objects.filter(area=north_east_lincolnshire)

    assert {promise.cite for promise in stated} == {"plan-leadership"}
    assert all((p.frequency, p.basis, p.agreement) == ("not-stated", "not-stated", "") for p in stated)
    assert Promise.objects.filter(area=oldmere).count() == 4


def test_a_promise_named_as_a_page_of_the_register_gets_another_key(newcastle, actor):
    values = {**VALUES, "title": "Add"}
    promise = promise_data(area=newcastle, organisation=partner_in(newcastle), values=values, by=actor("Anna"))

    assert promise.key == "add-2"
