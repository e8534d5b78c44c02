"""Do the pages say what was read, refuse what cannot be, and show everybody no more than they may?"""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.understanding.waits.models import WaitReturn

W = "/oldmere/work/waits/"


def drop(client, content: str, name: str = "heron 2026-10.csv", **more):
    file = SimpleUploadedFile(name, content.encode())
    return client.post(f"{W}bring-in/", {"provider": "heron-breaks", "file": file, **more}, follow=True)


def text(response) -> str:
    return response.content.decode()


@pytest.mark.usefixtures("oldmere", "at_now")
def test_the_public_page_says_as_of_when_who_did_not_send_and_where_the_series_breaks(client):
    page = text(client.get("/oldmere/waits/"))

    assert "As of October 2026." in page
    assert "Heron Breaks (made up) did not" in page
    assert "counts from triage and not from referral" in page
    assert page.count("<svg") == 5


@pytest.mark.usefixtures("oldmere", "at_now")
def test_no_bare_small_count_stands_in_the_public_file(client):
    answer = client.get("/oldmere/waits/figures.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    counts = [
        cell for row in rows for name, cell in row.items() if name not in ("month", "service", "provider", "note")
    ]

    assert len({row["month"] for row in rows}) == 12
    assert "hidden" in counts
    assert not {"1", "2", "3", "4"} & set(counts)


def test_an_area_without_returns_says_so_beside_what_the_nhs_publishes(client, newcastle, at_now):
    page = text(client.get("/newcastle/waits/"))

    assert "No provider of health services has sent us a count" in page
    assert "North East and North Cumbria ICB" in page
    assert "Open Government Licence" in page


def test_the_page_needs_few_queries_and_keeps_them(client, oldmere, at_now, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        client.get("/oldmere/waits/")


def test_a_file_is_read_asked_about_and_accepted(oldmere, signed_in, at_now):
    anna = signed_in("Anna", "oldmere")
    asked = drop(
        anna, "Service,0-4 weeks,>4-12 weeks,>12-18 weeks,>18-52 weeks,>52 weeks\nSaturday clubs,90,40,9,*,0\n"
    )
    assert "1 question must be answered" in text(asked)
    assert "counted in the same way" in text(asked)

    found = WaitReturn.objects.get(state="waiting")
    name = re.findall(r'name="(q-[0-9a-f]+)"', text(asked))[0]
    without = anna.post(f"{W}{found.pk}/answers/", {name: "right"})
    assert "Say why" in text(without)
    kept = anna.post(
        f"{W}{found.pk}/answers/", {name: "right", f"{name}-why": "A new club opened its list."}, follow=True
    )
    assert "Nothing is left to ask" in text(kept)

    assert "is accepted" in text(anna.post(f"{W}{found.pk}/accept/", follow=True))
    assert "A new club opened its list." in text(anna.get(f"{W}{found.pk}/"))
    assert "3 of 3 known providers" in text(anna.get("/oldmere/waits/"))


def test_what_is_accepted_by_somebody_who_may_not_publish_waits_to_be_published(oldmere, signed_in, at_now):
    """The list says which month differs from what stands published; an analyst publishes it, saying why."""
    ada = signed_in("Ada", "oldmere")
    drop(ada, "Service,0-4 weeks,>4-12 weeks,>12-18 weeks,>18-52 weeks,>52 weeks\nSaturday clubs,18,21,8,6,0\n")
    found = WaitReturn.objects.get(state="waiting")
    listed = text(ada.post(f"{W}{found.pk}/accept/", follow=True))
    assert "Not yet as published:</strong> October 2026" in listed
    assert "Publish them" not in listed
    assert "Short breaks clubs" not in text(ada.get("/oldmere/waits/")).split("Month by month")[0]

    anna = signed_in("Anna", "oldmere")
    assert "Say why" in text(anna.post(f"{W}publish/", {"reason": ""}))
    assert "Who waits was published: October 2026." in text(
        anna.post(f"{W}publish/", {"reason": "Heron sent October."}, follow=True)
    )
    assert "Short breaks clubs" in text(anna.get("/oldmere/waits/")).split("Month by month")[0]
    assert "Everything that was accepted is published" in text(anna.get(f"{W}publish/")) + text(anna.get(W))


def test_the_list_shows_what_became_of_each_year_of_referral(oldmere, signed_in, at_now):
    page = text(signed_in("Otto", "oldmere").get(W))

    assert "What became of the children of each year of referral" in page
    assert "Closed without being seen" in page


def test_columns_that_are_not_recognised_are_asked_about_and_the_file_is_dropped_again(oldmere, signed_in, at_now):
    anna = signed_in("Anna", "oldmere")
    content = "Child name,Line of work,Opened on\nAnn Other,Saturday clubs,01/06/2026\n"
    asked = text(drop(anna, content))
    assert "Which column says which service it is?" in asked
    assert "Ann Other" not in asked

    said = {"heading-service": "Line of work", "heading-referred": "Opened on"}
    read = text(drop(anna, content, **said))
    assert "What this return says" in read
    assert "Child name" in read
    assert "Ann Other" not in str(WaitReturn.objects.get(state="waiting").read)


def test_what_cannot_be_read_is_listed_row_by_row(oldmere, signed_in, at_now):
    page = text(drop(signed_in("Anna", "oldmere"), "Service,0-4 weeks,>4 weeks\nSaturday clubs,many,-3\n"))

    assert "heron 2026-10.csv, row 2, 0-4 weeks" in page
    assert "Found: “many”" in page
    assert not WaitReturn.objects.filter(state="waiting").exists()


def test_the_list_says_who_did_not_send_and_an_auditor_may_not_load(oldmere, signed_in, at_now):
    otto = signed_in("Otto", "oldmere")
    page = text(otto.get(W))

    assert "Did not send" in page
    assert "Bring a return in" not in page


def test_another_areas_return_is_not_found(oldmere, signed_in, at_now):
    found = WaitReturn.objects.first()

    assert signed_in("Anna", "newcastle").get(f"/newcastle/work/waits/{found.pk}/").status_code == 404
