"""Can an administrator let a person in and out, and can anybody see what each role may do?"""

from __future__ import annotations

import re

import pytest
from django.core import mail

from goldenthread.accounts.models import Person
from goldenthread.accounts.roles import ROLES, Permission
from goldenthread.partnership.models import Membership
from goldenthread.publishing.home.people import presenters
from tests.acting import no_event
from tests.fixtures import NOW, person_called
from tests.reading import boxes, text

pytestmark = pytest.mark.django_db
LIST, GIVE = "/newcastle/work/people/", "/newcastle/work/people/give/"
NEW = {
    "email": "nell@example.org",
    "name": "Nell Newcomer",
    "organisation": "newcastle-city-council",
    "role": "contributor",
    "job_title": "Service manager",
    "reason": "Newly appointed",
}


def test_everybody_at_work_is_listed_with_their_role_and_body(signed_in, at_now, newcastle):
    said = text(signed_in("Otto").get(LIST))

    assert "Ivan Icebee (made up) Commissioning lead NHS North East and North Cumbria Integrated Care Board" in said
    assert "End the role" not in said


def test_an_administrator_gives_a_role_and_the_person_sets_a_password(
    signed_in, client, at_now, newcastle, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = signed_in("Ada").post(GIVE, NEW)

    assert answer.headers["Location"] == LIST
    (message,) = mail.outbox
    assert message.to == ["nell@example.org"]
    assert "contributor, for Newcastle City Council" in message.body
    path = re.search(r"http://[^/]+(/account/password/reset/key/\S+)", message.body)[1]
    client.logout()
    form = client.get(path, follow=True)
    assert form.status_code == 200
    client.post(form.request["PATH_INFO"], {"password1": "a quiet long walk", "password2": "a quiet long walk"})
    assert Person.objects.get(email="nell@example.org").check_password("a quiet long walk")


def test_the_link_never_stands_on_a_page(signed_in, at_now, newcastle, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = signed_in("Ada").post(GIVE, NEW, follow=True)

    assert "/account/password/reset/key/" not in answer.content.decode()


def test_somebody_with_an_account_is_told_to_sign_in(signed_in, at_now, newcastle, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        signed_in("Ada").post(GIVE, NEW | {"email": "cora@tameside.example"})

    assert "Sign in as you are used to" in mail.outbox[0].body
    assert "/password/reset/" not in mail.outbox[0].body


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("email", "nell", "in the form name@council.gov.uk"),
        ("name", "", "Enter their name"),
        ("organisation", "", "Choose the organisation they act for"),
        ("organisation", "newcastle-gateshead-ccg", "one of the organisations listed"),
        ("organisation", "schools", "one of the organisations listed"),
        ("role", "", "Choose a role"),
        ("role", "queen", "one of the roles listed"),
    ],
)
def test_a_form_that_is_wrong_lets_nobody_in(signed_in, at_now, newcastle, field, value, told):
    with no_event():
        answer = signed_in("Ada").post(GIVE, NEW | {field: value})

    assert told in text(answer)
    assert not Person.objects.filter(email="nell@example.org").exists()


def test_only_bodies_that_exist_can_be_acted_for(signed_in, at_now, newcastle):
    page = signed_in("Ada").get(GIVE).content.decode()

    assert 'value="nenc-icb"' in page
    assert 'value="newcastle-gateshead-ccg"' not in page


@pytest.mark.parametrize("name", ["Cora", "Bola", "Connor", "Otto"])
def test_only_an_administrator_gives_roles(signed_in, at_now, newcastle, name):
    client = signed_in(name)

    with no_event():
        answers = [client.get(GIVE), client.post(GIVE, NEW)]

    assert {answer.status_code for answer in answers} == {403}


def end_of(name: str, slug: str = "newcastle") -> str:
    return f"/newcastle/work/people/{Membership.objects.get(person=person_called(name, slug)).pk}/end/"


def test_a_role_is_ended_and_what_is_left_behind_is_shown(signed_in, at_now, newcastle):
    row = newcastle.responsibilities.first()
    row.person = person_called("Connor", "newcastle")
    row.save()
    client = signed_in("Ada")

    assert "They hold 1 piece of work" in text(client.get(end_of("Connor")))
    answer = client.post(end_of("Connor"), {"reason": "Left the council"}, follow=True)

    assert answer.redirect_chain[0][0].endswith(f"/people/handover/?from={row.person_id}")
    assert "Work in the name of Connor Contributor (made up)" in text(answer)


def test_a_role_is_not_ended_without_a_reason(signed_in, at_now, newcastle):
    with no_event():
        answer = signed_in("Ada").post(end_of("Connor"), {"reason": " "})

    assert "Say why it ends" in text(answer)


def test_nobody_ends_their_own_role(signed_in, at_now, newcastle):
    with no_event():
        answer = signed_in("Ada").post(end_of("Ada"), {"reason": "Tired"})

    assert "You cannot end your own role" in text(answer)


def test_a_role_of_another_area_is_not_found(signed_in, at_now, newcastle):
    assert signed_in("Ada").post(end_of("Connor", "tameside"), {"reason": "x"}).status_code == 404


def test_roles_are_sorted_by_whether_they_hold_today(newcastle):
    held = presenters.roles_held(Membership.objects.filter(area=newcastle), NOW.date())

    assert (len(held.now), held.to_come, held.ended) == (11, (), ())


def test_the_table_of_roles_agrees_with_the_roles(signed_in, at_now, newcastle):
    said = text(signed_in("Otto").get("/newcastle/work/people/roles/"))

    assert all(role.description in said for role in ROLES)
    assert "Give and end roles in the area Area administrator" in said
    assert (
        "Read the event log of the area Area administrator, Commissioning lead, Board member and Auditor (read only)"
        in said
    )
    for permission, (words, who) in zip(Permission, presenters.role_table(), strict=True):
        assert words.lower() == permission.value.lower()
        assert all(
            (role.title in who) == (permission in role.permissions) for role in ROLES if role.title != "Provider"
        )


def test_the_form_starts_empty_of_anybodys_data(signed_in, at_now, newcastle):
    assert set(boxes(signed_in("Ada").get(GIVE)).values()) == {""}
