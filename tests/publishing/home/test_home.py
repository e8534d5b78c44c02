"""Does each person's home lead with what is theirs to do?"""

from __future__ import annotations

import pytest

from goldenthread.accounts.roles import ROLE_BY_CODE
from goldenthread.partnership.actions import give_role
from goldenthread.partnership.models import Membership, Organisation
from goldenthread.publishing.gaps.queries import gaps_of
from goldenthread.publishing.home.presenters import blocks, mine
from goldenthread.publishing.home.queries import facts
from goldenthread.publishing.home.work import work_of
from tests.fixtures import NOW, _area, person_called
from tests.reading import text

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("role", "first"),
    [
        ("board-member", "off_track"),
        ("auditor", "off_track"),
        ("commissioning-lead", "cycle"),
        ("area-administrator", "cycle"),
        ("contributor", "mine"),
        ("provider", "mine"),
        ("finance", "mine"),
        ("analyst", "mine"),
        ("parent-carer-representative", "confirm"),
        ("young-persons-advocate", "confirm"),
    ],
)
def test_the_home_leads_with_what_the_role_is_for_and_leaves_nothing_out(role, first):
    found = blocks((role,), ROLE_BY_CODE[role].permissions)

    assert found[0] == first
    assert {"off_track", "cannot_tell", "cycle", "mine"} <= set(found)


@pytest.mark.parametrize("area_slug", ["newcastle", "northumberland", "oldmere"])
def test_home_counts_the_needs_that_rest_on_nothing_as_the_gap_report_does(area_slug, request):
    area = request.getfixturevalue(area_slug)
    found = gaps_of(area, TODAY).only("need-resting-on-nothing").gaps

    assert facts(area, TODAY).bare_needs == len(found)


def test_a_director_reads_what_is_off_track_and_what_cannot_be_told(signed_in, at_now):
    said = text(signed_in("Bola", "oldmere").get("/oldmere/work/"))

    assert (
        said.index("Off track, and who decides") < said.index("What cannot be told, and why") < said.index("The cycle")
    )
    assert "No building with an accessible changing room is free on Saturdays." in said
    assert "Since The figure for September 2025" in said
    assert "Who decides Joint Commissioning Group" in said
    assert "Families differ 1 of 5 answers" in said


def test_nothing_reported_is_never_shown_as_going_well(signed_in, at_now):
    said = text(signed_in("Bola", "north-east-lincolnshire").get("/north-east-lincolnshire/work/"))

    assert "Overdue 60 of 60 actions" in said
    assert "Cannot tell 33 of 33 measures" in said
    assert "No update has ever been made" in said
    assert "On track" not in said


def test_a_forum_chair_is_asked_for_their_word_first(signed_in, at_now):
    said = text(signed_in("Faith", "oldmere").get("/oldmere/work/"))

    assert said.index("Waiting for your word") < said.index("Off track, and who decides")
    assert "3 answers were given to families" in said


def test_a_contributor_sees_theirs_and_a_way_to_report(signed_in, at_now):
    client = signed_in("Connor", "oldmere")

    assert "A Saturday club for teenagers : blocked" in text(client.get("/oldmere/work/"))
    assert "/oldmere/work/actions/" in client.get("/oldmere/work/mine/").content.decode()


def test_my_work_is_mine_first_then_my_organisations(actor):
    connor = actor("Connor", "oldmere")

    found = mine(work_of(connor.area, TODAY), connor.person.pk, connor.organisation.pk)

    assert [w.title for w in found.own][:1] == ["2.2 A Saturday club for teenagers"]
    assert {w.title for w in found.body} == {"1.1 Buy one therapy service together"}
    assert not set(found.own) & set(found.body)


def test_the_people_of_a_successor_see_the_work_of_the_body_that_ended(newcastle, actor):
    row = newcastle.responsibilities.first()
    row.organisation = Organisation.objects.get(key="newcastle-gateshead-ccg")
    row.save()
    ivan = actor("Ivan")

    found = mine(work_of(newcastle, TODAY), ivan.person.pk, ivan.organisation.pk)

    assert row.item_id in {w.id for w in found.body}


def test_one_area_leads_straight_to_it(signed_in, at_now, newcastle):
    answer = signed_in("Cora").get("/home/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/newcastle/work/")


def test_two_areas_are_offered(signed_in, at_now, actor, newcastle):
    body = Organisation.objects.get(key="tameside-mbc") if Organisation.objects.filter(key="tameside-mbc") else None
    body = body or Membership.objects.filter(area__slug="tameside").first().organisation
    cora = person_called("Cora", "newcastle")
    give_role(person=cora, organisation=body, area=_area("tameside"), role="auditor", by=actor("Ada", "tameside"))

    said = text(signed_in("Cora").get("/home/"))

    assert "Newcastle upon Tyne Commissioning lead" in said
    assert "Tameside Auditor (read only)" in said


def test_whoever_has_no_role_is_told_whom_to_ask(signed_in, at_now, newcastle):
    Membership.objects.filter(person=person_called("Cora", "newcastle")).delete()

    said = text(signed_in("Cora").get("/home/"))

    assert "You have no role in any area yet" in said
    assert "Ask the administrator of the area" in said
    assert "cora@newcastle.example" in said


def test_a_home_costs_the_same_however_much_there_is(signed_in, at_now, django_assert_max_num_queries):
    small, large = signed_in("Bola", "oldmere"), "/north-east-lincolnshire/work/"
    small.get("/oldmere/work/")
    with django_assert_max_num_queries(30):
        small.get("/oldmere/work/")
    client = signed_in("Bola", "north-east-lincolnshire")
    client.get(large)
    with django_assert_max_num_queries(30):
        client.get(large)
