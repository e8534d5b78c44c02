"""Can whoever may read the event log find out who did what, take it away, and have it proved whole?"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from io import StringIO

import pytest

from goldenthread.audit.models import Event
from goldenthread.partnership.actions import end_role
from goldenthread.partnership.models import Membership
from goldenthread.publishing.home.log import presenters, queries
from tests.fixtures import NOW, person_called
from tests.reading import text

pytestmark = pytest.mark.django_db
LOG = "/newcastle/work/log/"


@pytest.fixture
def ended(actor, newcastle) -> Event:
    held = Membership.objects.get(person=person_called("Connor", "newcastle"))
    end_role(membership=held, by=actor("Ada"), reason='=HYPERLINK("http://evil.example","Left")')
    return Event.objects.latest("sequence")


def found(area, **asked) -> list[str]:
    return [event.verb for event in queries.found(area, **asked)]


def test_the_page_tells_who_did_what_for_whom_and_why(signed_in, at_now, ended):
    said = text(signed_in("Otto").get(LOG))

    assert "Ada Administrator (made up), Newcastle City Council ended role: Connor Contributor (made up)" in said
    assert "Why: =HYPERLINK" in said


def test_events_of_another_area_are_not_there(signed_in, at_now, actor, tameside, newcastle):
    held = Membership.objects.get(person=person_called("Connor", "tameside"))
    end_role(membership=held, by=actor("Ada", "tameside"), reason="Elsewhere")

    assert "Elsewhere" not in text(signed_in("Otto").get(LOG))
    assert "Elsewhere" not in signed_in("Otto").get("/newcastle/work/log.csv").content.decode()


@pytest.mark.parametrize("name", ["Connor", "Finn", "Anna", "Priya", "Faith", "Yusuf"])
@pytest.mark.parametrize("address", [LOG, "/newcastle/work/log.csv"])
def test_those_who_may_not_read_it_are_told_who_may(signed_in, at_now, newcastle, name, address):
    answer = signed_in(name).get(address)

    assert answer.status_code == 403
    assert "To read the event log of the area you must be" in text(answer)


def test_the_log_is_filtered_by_person_kind_verb_and_day(newcastle, ended):
    ada = "Ada Administrator (made up)"

    assert found(newcastle, who=ada) == ["ended role"]
    assert found(newcastle, kind="membership", who=ada) == ["ended role"]
    assert found(newcastle, verb="ended role") == ["ended role"]
    assert found(newcastle, who=ada, kind="action") == []
    assert set(found(newcastle, kind="membership")) == {"gave role", "ended role"}


@pytest.mark.parametrize(
    ("first", "last", "inside"),
    [
        (None, None, True),
        (NOW.date(), NOW.date(), True),
        (NOW.date(), None, True),
        (None, NOW.date(), True),
        (NOW.date() + timedelta(days=1), None, False),
        (None, NOW.date() - timedelta(days=1), False),
    ],
)
def test_a_day_counts_from_midnight_to_midnight_in_london(newcastle, ended, first, last, inside):
    assert ("ended role" in found(newcastle, first=first, last=last)) == inside


def test_the_page_filters_and_says_when_nothing_answers(signed_in, at_now, ended):
    client = signed_in("Otto")

    assert "1 event." in text(client.get(LOG, {"verb": "ended role"}))
    nothing = {"verb": "ended role", "first_day": "1", "first_month": "1", "first_year": "2030"}
    assert "No event answers what you asked." in text(client.get(LOG, nothing))


def test_days_the_wrong_way_round_are_an_error(signed_in, at_now, ended):
    days = {
        "first_day": "2",
        "first_month": "1",
        "first_year": "2027",
        "last_day": "1",
        "last_month": "1",
        "last_year": "2027",
    }

    assert "The last day must not be before the first" in text(signed_in("Otto").get(LOG, days))


def test_the_log_is_read_fifty_at_a_time(signed_in, at_now, north_east_lincolnshire, actor):
    by = actor("Ada", "north-east-lincolnshire")
    from django.db import transaction

    from goldenthread.audit import log

    with transaction.atomic():
        for n in range(60):
            log.record("tried", log.Subject("thing", str(n), f"Thing {n}"), by=by, area="north-east-lincolnshire")
    client = signed_in("Otto", "north-east-lincolnshire")

    first = client.get("/north-east-lincolnshire/work/log/", {"verb": "tried"})
    second = client.get("/north-east-lincolnshire/work/log/", {"verb": "tried", "page": "2"})

    assert first.content.decode().count('class="app-events__item"') == 50
    assert second.content.decode().count('class="app-events__item"') == 10
    assert "verb=tried&amp;page=2" in first.content.decode() or "verb=tried&page=2" in first.content.decode()


def test_the_file_holds_every_event_and_no_formula(signed_in, at_now, newcastle, ended):
    answer = signed_in("Otto").get("/newcastle/work/log.csv")

    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == list(presenters.COLUMNS)
    assert len(rows) == 1 + Event.objects.filter(area="newcastle").count()
    assert rows[1][7] == '\'=HYPERLINK("http://evil.example","Left")'
    assert rows[1][-1] == ended.hash
    assert answer.headers["Content-Disposition"] == 'attachment; filename="newcastle-event-log-2026-11-22.csv"'


def test_a_check_says_that_the_log_is_whole_and_is_itself_an_event(signed_in, at_now, newcastle):
    client = signed_in("Otto")
    events = Event.objects.count()

    said = text(client.post("/newcastle/work/log/check/", follow=True))

    assert f"The log is unbroken: {events} events" in said
    assert "Last checked on 22 November 2026" in said
    last = Event.objects.latest("sequence")
    assert (last.verb, last.actor, last.data["events"]) == ("checked the event log", "Otto Auditor (made up)", events)


def test_the_address_of_the_check_alone_leads_to_the_log_and_checks_nothing(signed_in, at_now, newcastle):
    events = Event.objects.count()

    answer = signed_in("Otto").get("/newcastle/work/log/check/")

    assert (answer.status_code, answer.headers["Location"]) == (302, LOG)
    assert Event.objects.count() == events


def test_a_check_finds_an_event_that_was_altered(signed_in, at_now, newcastle, monkeypatch):
    event = Event.objects.filter(area="newcastle").first()
    real = Event.computed_hash
    monkeypatch.setattr(
        Event, "computed_hash", lambda self: "0" * 64 if self.sequence == event.sequence else real(self)
    )

    said = text(signed_in("Otto").post("/newcastle/work/log/check/", follow=True))

    assert "The log is broken: 1 fault" in said
    assert f"event {event.sequence} was altered" in said


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({}, []),
        ({"from": "draft", "to": "adopted"}, [("from", "draft"), ("to", "adopted")]),
        ({"changed": {"due": ["", "2027"]}}, [("due", "nothing → 2027")]),
        ({"agreed_by": "The board", "empty": "", "none": None}, [("agreed by", "The board")]),
        ({"taken out": ["A", "B"]}, [("taken out", "A; B")]),
        ({"on": str(date(2026, 1, 1)), "count": 0}, [("on", "2026-01-01"), ("count", "0")]),
    ],
)
def test_details_are_told_as_words(data, told):
    assert list(presenters.details(data)) == told
