"""Do the pages lead a commissioner from the workbook out to the workbook in, and keep everybody else outside?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.partnership.models import Area
from goldenthread.planning.deliveryplan.models import Action
from goldenthread.publishing.workbooks import queries
from goldenthread.publishing.workbooks.models import WorkbookImport
from tests.publishing.workbooks import messy
from tests.publishing.workbooks.messy import TODAY, book_of, column_of, content, opened

SignIn = Callable[..., Client]
pytestmark = pytest.mark.usefixtures("at_now")


def upload(client: Client, slug: str, data: bytes, name: str = "plan.xlsx") -> Any:
    file = BytesIO(data)
    file.name = name
    return client.post(reverse("workbooks:import", args=[slug]), {"file": file}, follow=True)


def brought() -> WorkbookImport:
    return WorkbookImport.objects.get()


def test_anybody_may_take_the_workbook_away(client: Client, newcastle: Area, at_now: datetime):
    response = client.get(reverse("workbooks:export", args=["newcastle"]))

    assert response.status_code == 200
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert response["Content-Disposition"] == 'attachment; filename="newcastle-plan-2026-11-22.xlsx"'
    assert "public" in response["Cache-Control"]
    assert "Delivery plan" in opened(response.content).sheetnames


def test_a_reader_who_has_it_already_is_not_sent_it_again(client: Client, newcastle: Area):
    first = client.get(reverse("workbooks:export", args=["newcastle"]))
    again = client.get(reverse("workbooks:export", args=["newcastle"]), headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304


def test_an_area_that_is_not_there_has_no_workbook(client: Client, db: None):
    assert client.get("/nowhere/documents/workbook.xlsx").status_code == 404


def test_a_real_plan_goes_in_with_its_questions_answered(signed_in: SignIn, tameside: Area):
    client = signed_in("Cora", "tameside")
    page = upload(client, "tameside", content(messy.york_shaped()), "York plan.xlsx").content.decode()
    assert "7 questions first" in page
    assert "March 2-21" in page
    assert "Accept" not in page

    found = brought()
    questions = queries.proposal_for(found, TODAY)[0].open
    said = {question.id: question.otherwise for question in questions}
    dated = next(question for question in questions if question.id.startswith("date"))
    said |= {dated.id: "write", f"{dated.id}-write": "31 March 2021"}
    page = client.post(reverse("workbooks:answer", args=["tameside", found.pk]), said, follow=True).content.decode()
    assert "Accept 8 changes" in page

    seen = queries.proposal_for(brought(), TODAY)[1]
    page = client.post(
        reverse("workbooks:accept", args=["tameside", found.pk]),
        {"reason": "The council's plan", "seen": seen},
        follow=True,
    ).content.decode()
    assert "York plan.xlsx was taken in: 8 changes." in page
    assert Action.objects.get(area=tameside, title__startswith="Map the offer").due == "31 March 2021"


def test_the_rest_may_be_left_as_it_is_written(signed_in: SignIn, tameside: Area):
    client = signed_in("Cora", "tameside")
    upload(client, "tameside", content(messy.york_shaped()))
    page = client.post(
        reverse("workbooks:answer", args=["tameside", brought().pk]), {"leave": "yes"}, follow=True
    ).content.decode()

    assert "nothing is left to ask" in page


def test_an_answer_that_needs_words_is_refused_without_them(signed_in: SignIn, tameside: Area):
    client = signed_in("Cora", "tameside")
    upload(client, "tameside", content(messy.york_shaped()))
    questions = {q.id.split("-")[0]: q.id for q in queries.proposal_for(brought(), TODAY)[0].open}
    said = {
        questions["date"]: "write",
        f"{questions['date']}-write": "31/02/2021",
        questions["who"]: "write",
        f"{questions['who']}-write": "RM",
    }
    response = client.post(reverse("workbooks:answer", args=["tameside", brought().pk]), said)
    page = response.content.decode()

    assert response.status_code == 200
    assert "There is no day 31 in February 2021" in page
    assert "“RM” is initials. Write the role or the body" in page
    assert brought().answers == {}


def test_the_original_comes_back_byte_for_byte(signed_in: SignIn, tameside: Area):
    data = content(messy.york_shaped())
    client = signed_in("Cora", "tameside")
    upload(client, "tameside", data, 'Pl“a”n "v2".xlsx')
    response = client.get(reverse("workbooks:original", args=["tameside", brought().pk]))

    assert response.content == data
    assert response["Content-Disposition"] == 'attachment; filename="Pl_a_n _v2_.xlsx"'


def test_faults_are_shown_row_by_row_and_nothing_is_changed(signed_in: SignIn, tameside: Area):
    book = book_of(["Action", "Lead", "Timescale"], ["Do it", "=B1", "31/02/2025"])
    page = upload(signed_in("Cora", "tameside"), "tameside", content(book)).content.decode()

    assert "2 places must be put right" in page
    assert "cell B2 (Lead)" in page
    assert "cell C2 (Timescale)" in page
    assert brought().state == "refused"
    assert not Action.objects.filter(area=tameside).exists()


def test_a_file_that_is_no_workbook_is_refused_on_the_form(signed_in: SignIn, tameside: Area):
    page = upload(signed_in("Cora", "tameside"), "tameside", b"%PDF-1.7", "plan.xlsx").content.decode()

    assert "plan.xlsx could not be read: found a PDF document" in page
    assert not WorkbookImport.objects.exists()


def test_a_file_too_large_is_refused_before_it_is_read(signed_in: SignIn, tameside: Area):
    page = upload(signed_in("Cora", "tameside"), "tameside", b"PK\x03\x04" + b"\0" * 10_000_000).content.decode()

    assert "This file has 10,000,004 bytes" in page


def test_the_strategy_changed_meanwhile_shows_a_new_preview(signed_in: SignIn, newcastle: Area):
    client = signed_in("Cora")
    book = opened(queries.workbook_of(newcastle, TODAY))
    page = book["Delivery plan"]
    page.cell(2, column_of(page, "Description")).value = "New."
    upload(client, "newcastle", content(book))
    seen = queries.proposal_for(brought(), TODAY)[1]
    action = Action.objects.get(area=newcastle, key="a-short-breaks")
    action.text = "Changed meanwhile."
    action.save()

    address = reverse("workbooks:accept", args=["newcastle", brought().pk])
    response = client.post(address, {"reason": "A reason", "seen": seen})
    shown = response.content.decode()

    assert "has changed since you were shown the preview" in shown
    assert queries.proposal_for(brought(), TODAY)[1] in shown
    assert brought().state == "previewed"


def test_a_workbook_accepted_is_not_accepted_again(signed_in: SignIn, tameside: Area):
    client = signed_in("Cora", "tameside")
    upload(client, "tameside", content(book_of(["Action", "Lead"], ["Do it", None])))
    address = reverse("workbooks:accept", args=["tameside", brought().pk])
    said = {"reason": "A reason", "seen": brought().seen}
    client.post(address, said)

    assert "no longer waits" in client.post(address, said).content.decode()
    assert Action.objects.filter(area=tameside).count() == 1


def test_setting_aside_changes_nothing(signed_in: SignIn, tameside: Area):
    client = signed_in("Cora", "tameside")
    upload(client, "tameside", content(book_of(["Action", "Lead"], ["Do it", None])))
    page = client.post(reverse("workbooks:set-aside", args=["tameside", brought().pk]), follow=True).content.decode()

    assert "was set aside" in page
    assert not Action.objects.filter(area=tameside).exists()


@pytest.mark.parametrize("name", ["Connor", "Anna", "Finn", "Bola", "Priya", "Faith", "Yusuf", "Otto"])
def test_others_see_the_list_and_may_not_import(signed_in: SignIn, tameside: Area, name: str):
    upload(signed_in("Cora", "tameside"), "tameside", content(messy.york_shaped()))
    client = signed_in(name, "tameside")

    assert client.get(reverse("workbooks:list", args=["tameside"])).status_code == 200
    for view in ("preview", "original"):
        assert client.get(reverse(f"workbooks:{view}", args=["tameside", brought().pk])).status_code == 403
    for view in ("answer", "accept", "set-aside"):
        assert client.post(reverse(f"workbooks:{view}", args=["tameside", brought().pk])).status_code == 403
    assert client.get(reverse("workbooks:import", args=["tameside"])).status_code == 403


def test_another_areas_workbook_does_not_exist(signed_in: SignIn, tameside: Area, newcastle: Area):
    upload(signed_in("Cora", "tameside"), "tameside", content(messy.york_shaped()))
    client = signed_in("Cora", "newcastle")

    assert client.get(reverse("workbooks:preview", args=["newcastle", brought().pk])).status_code == 404
    assert client.get(reverse("workbooks:preview", args=["tameside", brought().pk])).status_code == 404
    assert client.get(reverse("workbooks:list", args=["tameside"])).status_code == 404
