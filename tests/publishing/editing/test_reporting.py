"""Are reports, dates, values, verdicts and the status written by their forms, with every error at its box?"""

from __future__ import annotations

import pytest
from django.urls import reverse

from goldenthread.audit.queries import forget
from goldenthread.planning.measures.models import Measure
from goldenthread.voice.models import Answer
from tests.acting import no_event, one_event
from tests.reading import boxes, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
ACTION, MEASURE = "a-short-breaks", "m-waits-fall"


@pytest.fixture(autouse=True)
def _nothing_is_kept_between_tests():
    forget()
    yield
    forget()


def at(name: str, *args: object) -> str:
    return reverse(name, args=["newcastle", *args])


def test_a_report_is_made_and_shown(signed_in):
    client = signed_in("Connor")
    form = {"state": "in-progress", "note": "Two groups began in May.", "step_s1": "done"}
    with one_event():
        client.post(at("deliveryplan:report", ACTION), form)
    assert "Two groups began in May." in text(client.get(at("deliveryplan:report", ACTION)))
    assert "In progress (as now)" in text(client.get(at("deliveryplan:report", ACTION)))


def test_only_permitted_moves_are_offered(newcastle, signed_in):
    client = signed_in("Cora")
    offered = client.get(at("deliveryplan:report", ACTION)).content.decode()
    assert 'value="done"' in offered
    assert 'id="id_state" ' in offered
    assert 'value="embedded"' not in offered
    with no_event():
        assert client.post(at("deliveryplan:report", ACTION), {"state": "embedded", "note": "x"}).status_code == 200


def test_a_report_without_words_or_what_blocks_it_is_an_error_at_its_box(signed_in):
    with no_event():
        page = signed_in("Cora").post(at("deliveryplan:report", ACTION), {"state": "blocked", "note": ""})
    assert 'href="#id_note"' in page.content.decode()
    assert 'href="#id_blocked_reason"' in page.content.decode()


def test_a_moved_date_shows_every_earlier_one(signed_in):
    client = signed_in("Cora")
    for now in ("Autumn 2027", "Spring 2028"):
        was = boxes(client.get(at("deliveryplan:redate", ACTION)))["was"]
        form = {"was": was, "now": now, "agreed_by": "SEND board", "reason": "Staff left"}
        client.post(at("deliveryplan:redate", ACTION), form)
    shown = text(client.get(at("deliveryplan:redate", ACTION)))
    assert "from no date to Autumn 2027 on 22 November 2026, agreed by SEND board" in shown
    assert "from Autumn 2027 to Spring 2028" in shown


def test_a_date_moved_meanwhile_is_not_moved_unseen(signed_in):
    client = signed_in("Cora")
    form = {"was": "", "now": "Autumn 2027", "agreed_by": "SEND board", "reason": "Staff left"}
    client.post(at("deliveryplan:redate", ACTION), form)
    with no_event():
        page = client.post(at("deliveryplan:redate", ACTION), form | {"now": "Spring 2030"})
    assert "Somebody else moved this date while you were writing: it is now due Autumn 2027" in text(page)
    assert "Spring 2030" in page.content.decode()


def test_a_value_is_recorded(newcastle, signed_in):
    client = signed_in("Anna")
    client.post(at("measures:record", MEASURE), {"period": "2025", "state": "known", "value": "26"})
    assert Measure.objects.get(area=newcastle, key=MEASURE).observations.get().value == 26
    assert "26 weeks" in text(client.get(at("measures:record", MEASURE)))


@pytest.mark.parametrize(
    ("form", "box"),
    [
        ({"period": "2025", "state": "known", "value": "*"}, "value"),
        ({"period": "2025", "state": "known", "value": ""}, "value"),
        ({"period": "2025", "state": "suppressed", "value": "3"}, "value"),
        ({"period": "2025", "state": "known", "value": "-3"}, "value"),
        ({"period": "2031", "state": "known", "value": "3"}, "period"),
        ({"period": "", "state": "known", "value": "3"}, "period"),
        ({"period": "2025", "state": "known", "value": "30.8", "comparator": "3.99"}, "comparator"),
    ],
)
def test_what_is_impossible_or_doubtful_stops_at_its_box(form: dict, box: str, signed_in):
    with no_event():
        page = signed_in("Anna").post(at("measures:record", MEASURE), form).content.decode()
    assert f'href="#id_{box}"' in page


def test_a_wild_value_is_asked_about_and_kept_with_its_reason(newcastle, signed_in):
    client, page = signed_in("Anna"), at("measures:record", MEASURE)
    client.post(page, {"period": "2024", "state": "known", "value": "12"})
    form = {"period": "2025", "state": "known", "value": "96"}
    with no_event():
        asked = client.post(page, form)
    assert "96 weeks in 2025, where it was 12 weeks in 2024. Is that right" in text(asked)
    answer = form | {"asked": boxes(asked)["asked"], "sure": "on"}
    with no_event():
        assert 'href="#id_because"' in client.post(page, answer).content.decode()

    client.post(page, answer | {"because": "The clinic closed for a year"})
    kept = Measure.objects.get(area=newcastle, key=MEASURE).observations.get(period="2025")
    assert (kept.value, kept.note) == (96, "Checked: The clinic closed for a year")


def test_a_value_is_replaced_only_knowingly(newcastle, signed_in):
    client, page = signed_in("Anna"), at("measures:record", MEASURE)
    client.post(page, {"period": "2024", "state": "known", "value": "12"})
    form = {"period": "2024", "state": "known", "value": "13"}
    asked = client.post(page, form)
    assert "A value for 2024 is already recorded: 12" in text(asked)
    client.post(page, form | {"asked": boxes(asked)["asked"], "sure": "on", "because": "A recount"})
    assert Measure.objects.get(area=newcastle, key=MEASURE).observations.get().value == 13


def test_a_representative_says_that_it_is_not_true_and_it_stays(newcastle, signed_in):
    client, key = signed_in("Faith"), Answer.objects.filter(area=newcastle).first().key
    page = at("voice:confirm", key)
    refused = client.post(page, {"group": "parents-and-carers", "verdict": "not-true", "note": ""})
    assert 'href="#id_note"' in refused.content.decode()
    with one_event():
        client.post(page, {"group": "parents-and-carers", "verdict": "not-true", "note": "Nothing opened."})
    client.post(page, {"group": "parents-and-carers", "verdict": "true", "note": ""})
    shown = text(client.get(page))
    assert "Families say not true Nothing opened." in shown
    assert "Families say true" in shown


def test_a_strategy_moves_by_its_buttons(newcastle, signed_in):
    client, page = signed_in("Cora"), at("strategy:status")
    assert "Begin a review" in text(client.get(page))
    refused = client.post(page, {"target": "superseded", "reason": ""})
    assert 'href="#id_reason"' in refused.content.decode()
    with one_event():
        client.post(page, {"target": "under-review", "authority": "SEND board, 4 November 2026"})
    assert "Adopt after review" in text(client.get(page))
    with no_event():
        assert "cannot become draft" in text(client.post(page, {"target": "draft", "reason": "x"}))


def test_the_history_says_who_changed_what_and_how_it_stood(signed_in):
    client = signed_in("Cora")
    form = boxes(client.get(at("editing:edit", ACTION))) | {"title": "Breaks at weekends", "why": "Families asked"}
    client.post(at("editing:edit", ACTION), form)
    shown = text(client.get(at("editing:history", ACTION)))
    assert "Cora Commissioner (made up), for Newcastle City Council, revised it. Why: Families asked" in shown
    assert "was: Community Short Breaks Offer became: Breaks at weekends" in shown
    assert "How it stood after this" in shown
