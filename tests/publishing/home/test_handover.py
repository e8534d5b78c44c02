"""Is work without an owner listed, handed over with a briefing, and never passed on silently?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from goldenthread.partnership.actions import end_role, succeed
from goldenthread.partnership.actors import SystemActor
from goldenthread.partnership.models import Membership, Organisation
from goldenthread.publishing.home.handover import presenters
from goldenthread.publishing.home.work import work_of
from tests.acting import no_event
from tests.fixtures import NOW, _area, person_called
from tests.reading import boxes, text

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
LIST = "/oldmere/work/people/handover/"


@pytest.fixture
def oldmere(db):
    return _area("oldmere")


@pytest.fixture
def connor_left(actor, oldmere):
    connor = person_called("Connor", "oldmere")
    end_role(membership=Membership.objects.get(person=connor), by=actor("Ada", "oldmere"), reason="Left")
    return connor


def taker(name: str) -> str:
    return f"person:{Membership.objects.get(person=person_called(name, 'oldmere')).pk}"


def titles(pile) -> list[str]:
    return [w.title for w, _ in pile.rows]


def piles(area, today=TODAY):
    from goldenthread.publishing.home.handover.queries import followed_by

    work = work_of(area, today)
    return {pile.key: pile for pile in presenters.piles(work, followed_by(work, today))}


def test_work_that_nobody_leads_is_listed(oldmere):
    assert titles(piles(oldmere)["without"]) == [
        "3.2 Thirty supported internships",
        "Young people on supported internships",
    ]


def test_every_action_without_a_stated_lead_is_listed(north_east_lincolnshire):
    assert len(piles(north_east_lincolnshire)["without"].rows) == 93


def test_what_a_leaver_left_is_listed_under_their_name(oldmere, connor_left):
    found = piles(oldmere)

    assert set(titles(found[f"from={connor_left.pk}"])) >= {
        "2.2 A Saturday club for teenagers",
        "Weekend places for short breaks",
    }
    assert set(titles(found[f"from={connor_left.pk}"])) <= set(titles(found["without"]))


def test_everybody_at_work_sees_the_list_and_only_some_the_form(signed_in, at_now, oldmere):
    answer = signed_in("Otto", "oldmere").get(LIST)

    assert "3.2 Thirty supported internships" in text(answer)
    assert "<form" not in answer.content.decode()


def test_a_whole_pile_is_handed_over_and_its_briefing_opens(signed_in, at_now, connor_left, oldmere):
    client = signed_in("Cora", "oldmere")
    address = f"{LIST}?from={connor_left.pk}"
    rows = piles(oldmere)[f"from={connor_left.pk}"].rows

    answer = client.post(
        address, {"chosen": [presenters.value(r) for r in rows], "to": taker("Cora"), "reason": "Connor left"}
    )
    briefing = client.get(answer.headers["Location"])

    assert (
        answer.headers["Location"]
        == reverse("people:briefing", args=["oldmere", person_called("Cora", "oldmere").pk]) + f"?since={TODAY}"
    )
    said = text(briefing)
    assert f"{len(rows)} pieces of work" in said
    assert "Held before by Connor Contributor (made up)" in said or "handed over (Connor left)" in said
    assert f"from={connor_left.pk}" not in piles(oldmere)


def test_a_briefing_says_where_it_stands_what_was_promised_and_to_whom(signed_in, at_now, oldmere):
    connor = person_called("Connor", "oldmere")

    said = text(signed_in("Cora", "oldmere").get(reverse("people:briefing", args=["oldmere", connor.pk])))

    assert "Reported blocked on 3 November 2026" in said
    assert "“A Saturday club for teenagers, planned with them.”" in said
    assert "In answer to: “" in said
    assert "The priorities it delivers" in said
    assert (
        "Parents and carers said “true” on 2 July 2026 and Young people said “not true” on 10 September 2026." in said
    )


def test_an_open_request_for_updates_is_in_the_briefing(signed_in, at_now, actor, oldmere):
    from goldenthread.planning.deliveryplan.actions import request_update

    connor = person_called("Connor", "oldmere")
    request_update(person=connor, organisation=None, by=actor("Cora", "oldmere"))

    said = text(signed_in("Cora", "oldmere").get(reverse("people:briefing", args=["oldmere", connor.pk])))

    assert "Updates have been asked for: asked on 22 November 2026, due by 29 November 2026" in said


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "Tick at least one piece of work"),
        ({"to": ""}, "Choose who takes it"),
        ({"reason": ""}, "Say why it is handed over"),
        ({"chosen": ["held:0b1e7a52-7f0c-4c1c-9a53-1d6c1f0e8d11"]}, "handed over already"),
    ],
)
def test_a_form_that_is_wrong_says_so_and_moves_nothing(signed_in, at_now, oldmere, sent, told):
    rows = piles(oldmere)["without"].rows
    right = {"chosen": [presenters.value(rows[0])], "to": taker("Cora"), "reason": "Agreed"}
    data = {key: value for key, value in (right | sent).items() if sent or key != "chosen"}

    with no_event():
        answer = signed_in("Cora", "oldmere").post(LIST, data)

    assert answer.status_code == 200
    assert told in text(answer)


def test_a_refusal_of_one_piece_moves_none(signed_in, at_now, oldmere):
    rows = piles(oldmere)["without"].rows
    chosen = [presenters.value(row) for row in rows]

    with no_event():
        answer = signed_in("Cora", "oldmere").post(LIST, {"chosen": chosen, "to": taker("Anna"), "reason": "Agreed"})

    assert "To be given an action a person must be able to report progress" in text(answer)


def test_an_item_without_anybody_is_given_its_first_lead(signed_in, at_now, oldmere):
    rows = piles(oldmere)["without"].rows
    bare = next(row for row in rows if row[1] is None)

    signed_in("Cora", "oldmere").post(
        LIST, {"chosen": [presenters.value(bare)], "to": taker("Anna"), "reason": "Agreed"}
    )

    assert bare[0].id not in {w.id for w, _ in piles(oldmere)["without"].rows}


def test_nobody_without_the_permission_hands_anything_over(signed_in, at_now, oldmere):
    with no_event():
        answer = signed_in("Bola", "oldmere").post(LIST, {"reason": "x"})

    assert answer.status_code == 403
    assert "To hand work over from one person to another you must be" in text(answer)


def test_when_a_body_ended_its_successor_is_offered_first(signed_in, at_now, oldmere):
    old = Organisation.objects.get(key="mereside-icb")
    new = Organisation(key="wide-icb", name="Wide ICB", kind="icb")
    succeed(predecessor=old, successor=new, on=date(2026, 11, 1), by=SystemActor(None, "Operator", NOW))
    client = signed_in("Cora", "oldmere")

    pile = piles(oldmere)[f"body={old.pk}"]
    page = client.get(f"{LIST}?{pile.key}")

    assert [body.name for body in pile.offered] == ["Wide ICB"]
    assert "In the name of Mereside Integrated Care Board (made up), which ended on 31 October 2026" in text(page)
    assert boxes(page)["to"] == f"body:{pile.offered[0].pk}"
    first = presenters.taker_choices(_takers(oldmere), pile.offered)[0]
    assert "Ivan" in first[1]
    assert "Wide ICB" in first[1]


def _takers(area):
    from goldenthread.publishing.home.handover.queries import takers

    return takers(area, TODAY)


def test_work_of_an_ended_body_is_waiting_even_while_its_lead_works_on(oldmere):
    old = Organisation.objects.get(key="mereside-icb")
    new = Organisation(key="wide-icb", name="Wide ICB", kind="icb")
    succeed(predecessor=old, successor=new, on=TODAY + timedelta(days=1), by=SystemActor(None, "Operator", NOW))

    assert f"body={old.pk}" not in piles(oldmere, TODAY)
    assert f"body={old.pk}" in piles(oldmere, TODAY + timedelta(days=1))


def test_only_those_who_could_report_are_offered_as_takers(oldmere):
    names = {m.person.name.split()[0] for m in _takers(oldmere).people}

    assert "Otto" not in names
    assert {"Connor", "Cora", "Anna", "Priya"} <= names


@pytest.mark.parametrize("query", ["?from=nobody", "?from=0b1e7a52-7f0c-4c1c-9a53-1d6c1f0e8d11"])
def test_an_address_that_names_nobody_is_not_found(signed_in, at_now, oldmere, query):
    assert signed_in("Cora", "oldmere").get(LIST + query).status_code == 404


def test_nobody_is_briefed_on_a_person_of_another_area(signed_in, at_now, oldmere):
    stranger = person_called("Connor", "newcastle")

    assert (
        signed_in("Cora", "oldmere").get(reverse("people:briefing", args=["oldmere", stranger.pk])).status_code == 404
    )
