"""Do the pages at work let in those who may, refuse the others in words, and cost a bounded number of queries?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.accounts.roles import ROLE_BY_CODE
from goldenthread.audit.queries import forget
from goldenthread.demo.personas import PERSONAS
from goldenthread.planning.deliveryplan.models import Action
from goldenthread.publishing.packs.kinds import ITEM_KINDS
from goldenthread.thread.policies import EDITED_WITH
from goldenthread.voice.models import Answer
from tests.reading import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
ACTION, MEASURE = "a-short-breaks", "m-waits-fall"


@pytest.fixture(autouse=True)
def _nothing_is_kept_between_tests():
    forget()
    yield
    forget()


def at(name: str, *args: object) -> str:
    return reverse(name, args=["newcastle", *args])


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


@pytest.mark.parametrize(
    "name", ["editing:item", "editing:edit", "editing:links", "deliveryplan:report", "measures:record"]
)
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


@pytest.mark.parametrize("kind", ITEM_KINDS, ids=lambda kind: kind.plural)
def test_the_page_of_an_item_costs_a_bounded_number_of_queries(
    kind, newcastle, signed_in, django_assert_max_num_queries
):
    node = kind.model.objects.filter(area=newcastle).first()
    client = signed_in("Cora", "newcastle")
    page = reverse("editing:item", args=["newcastle", node.key])
    client.get(page)  # the pack is kept from here on
    with django_assert_max_num_queries(30):
        assert client.get(page).status_code == 200


@pytest.mark.parametrize(("name", "most"), [("editing:links", 30), ("editing:history", 20), ("editing:edit", 20)])
def test_the_other_pages_do_too(name, most, north_east_lincolnshire, signed_in, django_assert_max_num_queries):
    client = signed_in("Cora", "north-east-lincolnshire")
    key = Action.objects.filter(area=north_east_lincolnshire).first().key
    with django_assert_max_num_queries(most):
        assert client.get(reverse(name, args=["north-east-lincolnshire", key])).status_code == 200
