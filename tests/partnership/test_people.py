"""How does a person come into an area, and how do they leave it?"""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.accounts.models import Person
from goldenthread.partnership.actions import end_role, give_role, invite
from goldenthread.partnership.models import Membership, Organisation
from goldenthread.partnership.policies import NotAllowed, Refused
from goldenthread.partnership.queries import actor_for, at_work, memberships_of, ownerless
from tests.acting import no_event, one_event
from tests.fixtures import NOW, person_called

TODAY = NOW.date()


@pytest.fixture
def council(newcastle) -> Organisation:
    return Organisation.objects.get(key="newcastle-city-council")


def invited(actor, council, **values):
    given = {
        "email": "new.person@example.org",
        "name": "New Person",
        "role": "contributor",
        "reason": "Newly appointed",
    }
    return invite(**given | values, organisation=council, area=actor("Ada").area, by=actor("Ada"))


def test_a_new_address_gets_an_account_without_a_password_and_a_role_from_today(actor, council):
    given, made = invited(actor, council, email=" New.Person@Example.org ")

    assert made
    assert given.person.email == "new.person@example.org"
    assert not given.person.has_usable_password()
    assert (given.start, given.end) == (TODAY, None)


def test_a_known_address_gets_the_role_and_keeps_its_account(actor, council):
    known = person_called("Cora", "tameside")

    given, made = invited(actor, council, email=known.email.upper(), name="Somebody Else")

    assert (given.person, made) == (known, False)
    assert Person.objects.get(pk=known.pk).name == known.name


def test_each_part_of_an_invitation_is_an_event(actor, council):
    from goldenthread.audit.models import Event

    last = Event.objects.count()
    invited(actor, council)

    verbs = list(Event.objects.filter(sequence__gt=last).order_by("sequence").values_list("verb", "reason"))
    assert verbs == [("made an account", "Newly appointed"), ("gave role", "Newly appointed")]


def test_a_closed_account_is_not_opened_again_by_an_invitation(actor, council):
    person = person_called("Cora", "tameside")
    person.is_active = False
    person.save()

    with no_event(), pytest.raises(Refused, match="is closed"):
        invited(actor, council, email=person.email)


def test_giving_the_same_role_again_changes_nothing(actor, council):
    first, _ = invited(actor, council)

    with no_event():
        again, made = invited(actor, council)

    assert (again, made) == (first, False)


def test_nobody_is_invited_for_a_body_that_ended(actor, newcastle):
    ended = Organisation.objects.get(key="newcastle-gateshead-ccg")

    with pytest.raises(Refused, match="ended on 30 June 2022"):
        invited(actor, ended)


def test_somebody_who_may_not_manage_people_makes_no_account(actor, council):
    with pytest.raises(NotAllowed):
        invite(
            email="new@example.org",
            name="New",
            organisation=council,
            area=actor("Cora").area,
            role="contributor",
            by=actor("Cora"),
        )

    assert not Person.objects.filter(email="new@example.org").exists()


def test_a_role_that_ends_lets_its_holder_in_no_more(actor, newcastle):
    connor = person_called("Connor", "newcastle")
    held = Membership.objects.get(person=connor)
    held.start = TODAY - timedelta(days=30)
    held.save()

    with one_event() as written:
        end_role(membership=held, by=actor("Ada"), reason="Moved to another council")

    held.refresh_from_db()
    assert held.end == TODAY - timedelta(days=1)
    assert actor_for(connor, newcastle, NOW) is None
    assert actor_for(connor, newcastle, NOW - timedelta(days=1)) is not None
    assert (written[0].verb, written[0].reason) == ("ended role", "Moved to another council")


def test_a_role_given_today_is_taken_back_and_history_keeps_it(actor, newcastle):
    connor = person_called("Connor", "newcastle")
    held = Membership.objects.get(person=connor)
    pk = held.pk
    assert held.start == TODAY

    end_role(membership=held, by=actor("Ada"), reason="A mistake")

    assert actor_for(connor, newcastle, NOW) is None
    assert list(Membership.history.filter(id=pk).values_list("history_type", flat=True)) == ["-", "+"]


def test_what_a_leaver_led_stays_in_their_name_and_is_ownerless(actor, newcastle):
    connor = person_called("Connor", "newcastle")
    row = newcastle.responsibilities.first()
    row.part, row.person = "lead", connor
    row.save()
    assert row not in ownerless(newcastle, TODAY)

    end_role(membership=Membership.objects.get(person=connor), by=actor("Ada"), reason="Left")

    row.refresh_from_db()
    assert row.person == connor
    assert row in ownerless(newcastle, TODAY)


def test_a_role_holds_on_its_first_and_last_day_and_on_no_other(actor, council, newcastle):
    person = person_called("Cora", "tameside")
    given = give_role(person=person, organisation=council, area=newcastle, role="contributor", by=actor("Ada"))
    given.end = TODAY + timedelta(days=2)
    given.save()

    days = [
        d for d in range(-2, 5) if memberships_of(person, TODAY + timedelta(days=d)).filter(area=newcastle).exists()
    ]

    assert days == [0, 1, 2]


def test_a_closed_account_is_nobody_at_work(actor, newcastle):
    connor = person_called("Connor", "newcastle")
    connor.is_active = False
    connor.save()

    assert connor.pk not in set(at_work(newcastle, TODAY).values_list("person", flat=True))
