"""Does what a reader tells us arrive, once, and is nothing of theirs shown to the wrong people?"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from goldenthread.audit.models import Event
from goldenthread.partnership.models import Area
from goldenthread.voice.models import Feedback
from tests.reading import boxes, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

ADDRESS = "/newcastle/feedback/"
SENT = {"text": "Has the new short breaks offer started?", "reply_to": "reader@example.org", "page": "/newcastle/"}


def test_message_arrives_and_the_reader_is_thanked(client: Client, newcastle: Area):
    response = client.post(ADDRESS, SENT, follow=True)

    kept = Feedback.objects.get(area=newcastle)
    assert (kept.text, kept.reply_to, kept.page) == (SENT["text"], SENT["reply_to"], SENT["page"])
    assert "Thank you" in text(response)
    assert response.redirect_chain == [("/newcastle/feedback/thanks/", 302)]


def test_event_holds_neither_the_words_nor_the_address(client: Client, newcastle: Area):
    client.post(ADDRESS, SENT)

    event = Event.objects.latest("sequence")
    said = f"{event.verb} {event.subject} {event.reason} {event.data} {event.actor}"
    assert event.verb == "sent feedback"
    assert SENT["text"] not in said
    assert SENT["reply_to"] not in said


def test_page_the_reader_was_on_comes_with_the_form(client: Client):
    page = client.get(f"{ADDRESS}?page=/newcastle/measures/")

    assert boxes(page)["page"] == "/newcastle/measures/"


def test_form_has_no_mark_of_the_reader(client: Client):
    page = client.get(ADDRESS)

    assert "csrfmiddlewaretoken" not in page.content.decode()
    assert page.cookies == {}


def test_message_is_taken_without_a_token(newcastle: Area):
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(ADDRESS, SENT).status_code == 302
    assert Feedback.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": ""}, "Enter what you would like to tell us"),
        ({"text": "x" * 4001}, "at most 4000 characters"),
        ({"reply_to": "nobody"}, "Enter an email address in the correct format"),
    ],
)
def test_fault_is_said_and_nothing_typed_is_lost(client: Client, wrong: dict[str, str], said: str):
    response = client.post(ADDRESS, SENT | wrong)

    assert response.status_code == 400
    assert said in text(response)
    assert boxes(response)["text"].strip() == (SENT | wrong)["text"]
    assert boxes(response)["reply_to"] == (SENT | wrong)["reply_to"]
    assert Feedback.objects.count() == 0


def test_machine_that_fills_every_box_is_thanked_and_not_kept(client: Client):
    response = client.post(ADDRESS, SENT | {"website": "https://spam.example"}, follow=True)

    assert "Thank you" in text(response)
    assert Feedback.objects.count() == 0


def test_same_words_twice_are_kept_once(client: Client):
    client.post(ADDRESS, SENT)
    client.post(ADDRESS, SENT)

    assert Feedback.objects.count() == 1


def test_a_flood_is_stopped_and_the_reader_told(client: Client, newcastle: Area, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("goldenthread.voice.policies.MOST_A_DAY", 1)
    client.post(ADDRESS, SENT)

    response = client.post(ADDRESS, SENT | {"text": "Another thing."})

    assert response.status_code == 400
    assert "Your message has not been sent" in text(response)
    assert Feedback.objects.count() == 1


def test_it_is_read_and_dealt_with_by_those_who_record_what_families_said(
    client: Client, newcastle: Area, signed_in: Callable[..., Client], settings: object
):
    settings.AXES_ENABLED = False
    Client().post(ADDRESS, SENT)
    at_work = signed_in("Cora")
    kept = Feedback.objects.get()

    listed = text(at_work.get("/newcastle/work/feedback/"))
    answer = at_work.post(
        f"/newcastle/work/feedback/{kept.pk}/", {"outcome": "Answered: it starts in May."}, follow=True
    )

    kept.refresh_from_db()
    assert SENT["text"] in listed
    assert SENT["reply_to"] in listed
    assert "Dealt with on 22 November 2026" in text(answer)
    assert kept.reply_to == ""
    assert SENT["reply_to"] not in text(at_work.get("/newcastle/work/feedback/"))


def test_closing_says_what_was_done(newcastle: Area, signed_in: Callable[..., Client], settings: object):
    settings.AXES_ENABLED = False
    Client().post(ADDRESS, SENT)
    kept = Feedback.objects.get()

    response = signed_in("Faith").post(f"/newcastle/work/feedback/{kept.pk}/", {"outcome": ""})

    assert "Say what was done, even if it was nothing" in text(response)
    kept.refresh_from_db()
    assert kept.closed_on is None


def test_another_area_does_not_see_it(signed_in: Callable[..., Client], settings: object):
    settings.AXES_ENABLED = False
    Client().post(ADDRESS, SENT)

    assert SENT["text"] not in text(signed_in("Cora", "tameside").get("/tameside/work/feedback/"))
    assert signed_in("Cora", "tameside").get(f"/tameside/work/feedback/{Feedback.objects.get().pk}/").status_code == 404
