"""Are items, links and parts written by their forms, with every error at its box and nothing typed lost?"""

from __future__ import annotations

import pytest
from django.urls import reverse

from goldenthread.audit.queries import forget
from goldenthread.planning.deliveryplan.models import Action
from goldenthread.publishing.editing.queries import find
from goldenthread.publishing.packs.kinds import ITEM_KINDS
from goldenthread.thread.models import Link
from goldenthread.understanding.models import CitedFigure
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

    service = (
        next(kind for kind in ITEM_KINDS if kind.plural == "services").model.objects.filter(area=newcastle).first()
    )
    taken = service.parties.values("organisation")
    body = newcastle.mentions.exclude(organisation__in=taken).first().organisation
    form = {"organisation": body.key, "commissions": "no", "opened": "1"}
    shown = text(client.post(at("editing:add-part", service.key, "parties"), form, follow=True))
    assert f"{body.name} Provides it" in shown


@pytest.mark.parametrize("part", ["figures", "parties", "nonsense"])
def test_an_action_has_no_such_parts(part: str, signed_in):
    assert signed_in("Cora").get(at("editing:add-part", ACTION, part)).status_code == 404
