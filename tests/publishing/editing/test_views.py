"""Do the pages at work let in those who may, refuse the others in words, and keep what was typed?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.accounts.roles import ROLE_BY_CODE
from goldenthread.demo.personas import PERSONAS
from goldenthread.planning.deliveryplan.models import Action
from goldenthread.planning.measures.models import Measure
from goldenthread.publishing.editing.queries import find
from goldenthread.publishing.packs.kinds import ITEM_KINDS
from goldenthread.audit.queries import forget
from goldenthread.thread.models import Link
from goldenthread.thread.policies import EDITED_WITH
from goldenthread.understanding.models import CitedFigure
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


# --- who may -------------------------------------------------------------------------------------------------------


def roles_of(persona) -> frozenset:
    return ROLE_BY_CODE[persona.role].permissions


@pytest.mark.parametrize("kind", ITEM_KINDS, ids=lambda kind: kind.plural)
@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.first_name.split()[0])
def test_a_persona_opens_the_forms_of_the_kinds_it_writes(persona, kind, newcastle, signed_in):
    client = signed_in(persona.first_name)
    node = kind.model.objects.filter(area=newcastle).first()
    expected = 200 if EDITED_WITH[kind.kind] in roles_of(persona) else 403

    for page in (at("editing:add", kind.plural), at("editing:edit", node.key), at("editing:withdraw", node.key)):
        response = client.get(page)
        assert response.status_code == expected, page
        assert expected == 200 or f"To {EDITED_WITH[kind.kind].value} you must be a" in text(response)


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.first_name.split()[0])
def test_everybody_at_work_sees_every_item_with_only_their_buttons(persona, newcastle, signed_in):
    client = signed_in(persona.first_name)
    for kind in ITEM_KINDS:
        node = kind.model.objects.filter(area=newcastle).first()
        response = client.get(at("editing:item", node.key))
        assert response.status_code == 200
        page = response.content.decode()
        for name in ("edit", "withdraw"):
            assert (at(f"editing:{name}", node.key) in page) == (EDITED_WITH[kind.kind] in roles_of(persona))
    assert client.get(at("editing:items")).status_code == 200


@pytest.mark.parametrize(
    "name",
    ["editing:item", "editing:edit", "editing:links", "editing:history", "deliveryplan:report", "deliveryplan:redate"],
)
def test_another_areas_pages_do_not_exist(name: str, client: Client, signed_in):
    client = signed_in("Cora", "tameside")
    assert client.get(at(name, ACTION)).status_code == 404


def test_without_signing_in_there_is_nothing_to_see(client: Client, newcastle):
    response = client.get(at("editing:item", ACTION))
    assert (response.status_code, "/account/login/" in response["Location"]) == (302, True)


@pytest.mark.parametrize("name", ["editing:item", "editing:edit", "editing:links", "deliveryplan:report", "measures:record"])
def test_what_is_not_there_is_not_found(name: str, signed_in):
    assert signed_in("Cora").get(at(name, "no-such-item")).status_code == 404


@pytest.mark.parametrize(
    ("persona", "status"),
    [("Cora", 403), ("Ivan", 403), ("Ada", 403), ("Bola", 403), ("Otto", 403), ("Faith", 200), ("Yusuf", 200)],
)
def test_only_families_representatives_say_whether_an_answer_is_true(persona, status, newcastle, signed_in):
    key = Answer.objects.filter(area=newcastle).first().key
    response = signed_in(persona).get(at("voice:confirm", key))
    assert response.status_code == status
    assert status == 200 or "The council and the NHS cannot, and cannot take it back." in text(response)


@pytest.mark.parametrize(
    ("persona", "status"),
    [("Cora", 200), ("Ivan", 200), ("Connor", 200), ("Priya", 403), ("Finn", 200), ("Anna", 403), ("Faith", 403)],
)
def test_progress_is_reported_by_those_who_share_in_the_work(persona, status, signed_in):
    assert signed_in(persona).get(at("deliveryplan:report", ACTION)).status_code == status


@pytest.mark.parametrize(
    ("persona", "status"), [("Cora", 200), ("Ada", 200), ("Connor", 403), ("Bola", 403), ("Otto", 403)]
)
def test_the_status_of_the_strategy_is_for_those_who_move_it(persona, status, signed_in):
    assert signed_in(persona).get(at("strategy:status")).status_code == status


# --- writing -------------------------------------------------------------------------------------------------------


def test_an_item_is_added_and_opened(newcastle, signed_in):
    with one_event() as written:
        response = signed_in("Cora").post(
            at("editing:add", "priorities"), {"title": "Weekend breaks", "in_strategy": "jcs", "why": "Families asked"}
        )
    assert response.url == at("editing:item", "weekend-breaks")
    assert find(newcastle, "weekend-breaks").node.strategy.principal
    assert (written[0].verb, written[0].reason) == ("added priority", "Families asked")


def test_families_words_are_recorded_by_their_representative(newcastle, signed_in):
    client = signed_in("Faith")
    response = client.post(
        at("editing:add", "statements"), {"text": "There are no breaks at weekends.", "speaker": "parents-and-carers"}
    )
    assert "There are no breaks at weekends." in text(client.get(response.url))


def test_an_error_leads_to_its_box_and_keeps_what_was_typed(signed_in):
    with no_event():
        response = signed_in("Cora").post(
            at("editing:add", "answers"), {"kind": "could-not", "text": "We looked everywhere.", "opened": "1"}
        )
    page = response.content.decode()
    assert response.status_code == 200
    assert '<a href="#id_reason">Say why it could not be done: families are owed the reason</a>' in page
    assert "<title>Error: " in " ".join(page.split())
    assert "We looked everywhere." in page
    assert page.count("<h1") == 1


def test_a_first_date_is_explained_after_it_is_saved(newcastle, signed_in):
    client = signed_in("Cora")
    form = boxes(client.get(at("editing:edit", ACTION))) | {"due": "Autumn 2027"}
    response = client.post(at("editing:edit", ACTION), form, follow=True)
    assert "Autumn 2027: late only after 30 November 2027." in text(response)


def test_an_unclear_date_is_asked_and_kept_when_answered(newcastle, signed_in):
    client = signed_in("Cora")
    form = boxes(client.get(at("editing:edit", ACTION))) | {"due": "March 2-21"}
    asked = client.post(at("editing:edit", ACTION), form)
    assert "keep it as worded" in text(asked)

    client.post(at("editing:edit", ACTION), form | {"asked": boxes(asked)["asked"], "sure": "on"})
    assert Action.objects.get(area=newcastle, key=ACTION).due == "March 2-21"


def test_a_withdrawal_says_why_and_can_be_undone(newcastle, signed_in):
    client = signed_in("Cora")
    assert 'href="#id_why"' in client.post(at("editing:withdraw", ACTION), {"why": ""}).content.decode()

    client.post(at("editing:withdraw", ACTION), {"why": "Done elsewhere"})
    shown = text(client.get(at("editing:item", ACTION)))
    assert "It was withdrawn on 22 November 2026" in shown
    assert "Why: Done elsewhere" in shown
    for name in ("editing:edit", "editing:links", "deliveryplan:report", "deliveryplan:redate"):
        assert client.get(at(name, ACTION)).url == at("editing:item", ACTION)

    client.post(at("editing:bring-back", ACTION), {"why": "It was not"})
    assert Action.objects.get(area=newcastle, key=ACTION).withdrawn_on is None


def test_an_item_is_joined_and_parted(newcastle, signed_in):
    client = signed_in("Cora")
    form = {"way": "achieves", "to": "o-waiting-lists-reduced"}
    with one_event():
        response = client.post(at("editing:links", ACTION), form, follow=True)
    assert "Joined to" in text(response)
    action = find(newcastle, ACTION).node
    link = Link.objects.get(source_id=action.pk, kind="achieves", basis="added")

    with one_event():
        client.post(at("editing:unlink", ACTION, link.pk))
    with no_event():  # somebody else was quicker
        assert client.post(at("editing:unlink", ACTION, link.pk)).status_code == 302
    assert not Link.objects.filter(pk=link.pk).exists()


def test_choosing_nothing_to_join_is_an_error_at_its_box(signed_in):
    with no_event():
        response = signed_in("Cora").post(at("editing:links", ACTION), {"way": "delivers", "to": ""})
    assert '<a href="#to-delivers">Choose what to join it to</a>' in response.content.decode()


@pytest.mark.parametrize("to", ["th-therapies", "no-such-key"])
def test_what_may_not_be_joined_is_refused(to: str, signed_in):
    with no_event():
        response = signed_in("Cora").post(at("editing:links", ACTION), {"way": "delivers", "to": to})
    assert response.status_code == 200
    assert 'href="#to-delivers"' in response.content.decode()


def test_a_link_cannot_be_taken_away_by_following_an_address(signed_in, newcastle):
    link = Link.objects.filter(area=newcastle).first()
    assert signed_in("Cora").get(at("editing:unlink", ACTION, link.pk)).status_code == 405


# --- parts ---------------------------------------------------------------------------------------------------------


def test_a_step_is_added_changed_and_withdrawn(newcastle, signed_in):
    client = signed_in("Cora")
    action = find(newcastle, ACTION).node
    new = {"kind": "milestone", "text": "Open at weekends", "due": "Summer 2027", "opened": "1"}
    response = client.post(at("editing:add-part", ACTION, "steps"), new, follow=True)
    assert "Summer 2027: late only after 31 August 2027." in text(response)
    step = action.steps.get(text="Open at weekends")

    changed = {"kind": "milestone", "text": "Open on Saturdays", "opened": "2"}
    client.post(at("editing:edit-part", ACTION, "steps", step.pk), changed)
    step.refresh_from_db()
    assert (step.text, step.due) == ("Open on Saturdays", "Summer 2027")

    refused = client.post(at("editing:remove-part", ACTION, "steps", step.pk), {"why": "", "opened": "3"})
    assert 'href="#id_why"' in refused.content.decode()
    client.post(at("editing:remove-part", ACTION, "steps", step.pk), {"why": "Merged", "opened": "3"})
    step.refresh_from_db()
    assert step.withdrawn_on is not None


def test_a_lead_is_named_corrected_and_taken_away(newcastle, actor, signed_in):
    client = signed_in("Cora")
    form = {"part": "lead", "organisation": "newcastle-city-council", "role": "Head of SEND", "opened": "1"}
    form["person"] = str(actor("Connor").person.pk)
    response = client.post(at("editing:add-part", ACTION, "leads"), form, follow=True)
    assert "Lead: Head of SEND, Newcastle City Council Held by Connor" in text(response)

    held = newcastle.responsibilities.get(role="Head of SEND")
    client.post(at("editing:edit-part", ACTION, "leads", held.pk), form | {"role": "Head of inclusion", "opened": "2"})
    held.refresh_from_db()
    assert held.role == "Head of inclusion"
    client.post(at("editing:remove-part", ACTION, "leads", held.pk), {"opened": "3", "why": ""})
    assert not newcastle.responsibilities.filter(pk=held.pk).exists()


def test_a_figure_and_a_provider_are_written(newcastle, signed_in):
    client = signed_in("Cora")
    figure = CitedFigure.objects.filter(evidence__area=newcastle).first()
    evidence = figure.evidence
    new = {"label": "Pupils waiting", "value": "1,292", "unit": "pupils", "opened": "1"}
    shown = text(client.post(at("editing:add-part", evidence.key, "figures"), new, follow=True))
    assert "Pupils waiting 1,292 pupils" in shown
    client.post(at("editing:remove-part", evidence.key, "figures", figure.pk), {"opened": "2", "why": ""})
    assert not CitedFigure.objects.filter(pk=figure.pk).exists()

    service = next(kind for kind in ITEM_KINDS if kind.plural == "services").model.objects.filter(area=newcastle).first()
    taken = service.parties.values("organisation")
    body = newcastle.mentions.exclude(organisation__in=taken).first().organisation
    form = {"organisation": body.key, "commissions": "no", "opened": "1"}
    shown = text(client.post(at("editing:add-part", service.key, "parties"), form, follow=True))
    assert f"{body.name} Provides it" in shown


@pytest.mark.parametrize("part", ["figures", "parties", "nonsense"])
def test_an_action_has_no_such_parts(part: str, signed_in):
    assert signed_in("Cora").get(at("editing:add-part", ACTION, part)).status_code == 404


# --- reporting, recording, confirming ------------------------------------------------------------------------------


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
