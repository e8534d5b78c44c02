"""A body merges at midnight. Is its history intact, does nobody lose the way in, and does nothing pass on silently?"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from goldenthread.audit import log
from goldenthread.audit.models import Event
from goldenthread.partnership.actions import succeed
from goldenthread.partnership.actors import LONDON, SystemActor
from goldenthread.partnership.models import Membership, Organisation, Succession
from goldenthread.partnership.policies import NotAllowed, Refused
from goldenthread.partnership.queries import actor_for, body_on, of_ended_bodies, serving
from goldenthread.publishing.packs.queries import pack_of
from tests.acting import no_event
from tests.fixtures import NOW, person_called

ON = date(2027, 4, 1)
EVE = datetime(2027, 3, 31, 23, 59, tzinfo=LONDON)
MIDNIGHT = datetime(2027, 4, 1, 0, 0, tzinfo=LONDON)


@pytest.fixture
def operator() -> SystemActor:
    return SystemActor(None, "The operator", NOW)


@pytest.fixture
def old(newcastle) -> Organisation:
    """It serves Newcastle, South Tyneside and Northumberland."""
    return Organisation.objects.get(key="nenc-icb")


def merged(old, operator, **values):
    new = Organisation(key="northern-icb", name="NHS Northern Integrated Care Board", kind="icb")
    return succeed(predecessor=old, successor=new, on=ON, by=operator, reason="The merger order", **values)


def test_every_area_that_it_served_is_told_and_no_other(old, operator):
    done = merged(old, operator)

    assert {result.area.slug for result in done} == {"newcastle", "south-tyneside", "northumberland"}
    told = Event.objects.filter(verb="recorded a successor")
    assert {event.area for event in told} == {"newcastle", "south-tyneside", "northumberland"}
    assert {event.reason for event in told} == {"The merger order"}
    assert log.verify().faults == ()


def test_the_old_body_serves_until_midnight_and_the_new_one_from_then(old, operator, newcastle):
    merged(old, operator)

    def bodies(day: date) -> set[str]:
        return {row.organisation.key for row in serving(newcastle, day) if row.role == "nhs-commissioner"}

    assert bodies(EVE.date()) == {"nenc-icb"}
    assert bodies(MIDNIGHT.date()) == {"northern-icb"}
    assert bodies(date(2020, 1, 1)) == {"newcastle-gateshead-ccg"}


def test_the_line_is_followed_from_the_body_of_2017_to_that_of_today(old, operator):
    merged(old, operator)

    first = Organisation.objects.get(key="newcastle-gateshead-ccg")
    assert [body.key for body in body_on(first, date(2021, 1, 1))] == ["newcastle-gateshead-ccg"]
    assert [body.key for body in body_on(first, EVE.date())] == ["nenc-icb"]
    assert [body.key for body in body_on(first, ON)] == ["northern-icb"]


def test_its_people_are_not_locked_out_at_midnight(old, operator, newcastle):
    ivan = person_called("Ivan", "newcastle")
    merged(old, operator)

    before, after = actor_for(ivan, newcastle, EVE), actor_for(ivan, newcastle, MIDNIGHT)

    assert (before.organisation.key, after.organisation.key) == ("nenc-icb", "northern-icb")
    assert before.permissions == after.permissions
    assert Membership.objects.filter(person=ivan, organisation=old).get().end == ON - timedelta(days=1)


def test_each_role_that_goes_on_is_an_event_of_its_own(old, operator):
    done = merged(old, operator)

    moved = Event.objects.filter(verb="moved role to a successor")
    assert moved.count() == sum(len(result.moved) for result in done) > 2
    assert {event.data["from"] for event in moved} == {old.name}


def test_its_work_keeps_its_name_and_is_listed_as_waiting(old, operator, northumberland):
    row = northumberland.responsibilities.filter(part="lead").first()
    row.organisation, row.person = old, person_called("Ivan", "northumberland")
    row.save()

    done = merged(old, operator)

    row.refresh_from_db()
    assert (row.organisation, row.end) == (old, None)
    assert next(r.work_left for r in done if r.area == northumberland) == 1
    assert list(of_ended_bodies(northumberland, EVE.date())) == []
    assert list(of_ended_bodies(northumberland, ON)) == [row]


def test_what_was_done_under_the_old_name_stays_under_it(old, operator, newcastle):
    before = pack_of(newcastle)
    merged(old, operator)
    after = pack_of(newcastle)

    assert after.actions == before.actions
    assert next(o for o in after.organisations if o.key == "nenc-icb").name == old.name
    assert {o.key for o in after.organisations} - {o.key for o in before.organisations} == {"northern-icb"}


def test_recording_it_twice_adds_no_row(old, operator, newcastle):
    merged(old, operator)
    rows = (
        newcastle.services.count(),
        newcastle.memberships.count(),
        newcastle.mentions.count(),
        Succession.objects.count(),
    )

    succeed(predecessor=old, successor=Organisation.objects.get(key="northern-icb"), on=ON, by=operator)

    assert rows == (
        newcastle.services.count(),
        newcastle.memberships.count(),
        newcastle.mentions.count(),
        Succession.objects.count(),
    )


def test_a_body_that_splits_moves_nobody_and_both_parts_serve(old, operator, newcastle):
    people = Membership.objects.filter(organisation=old)
    for key in ("north-icb", "south-icb"):
        new = Organisation(key=key, name=f"NHS {key}", kind="icb")
        succeed(predecessor=old, successor=new, on=ON, by=operator, kind="split", move_people=False)

    assert set(people.values_list("end", flat=True)) == {None}
    assert {r.organisation.key for r in serving(newcastle, ON) if r.role == "nhs-commissioner"} == {
        "north-icb",
        "south-icb",
    }
    assert {body.key for body in body_on(old, ON)} == {"north-icb", "south-icb"}


def test_nothing_is_kept_when_it_is_refused(old, actor, operator):
    stranger = Organisation(key="northern-icb", name="NHS Northern", kind="icb")

    with no_event(), pytest.raises(NotAllowed):
        succeed(predecessor=old, successor=stranger, on=ON, by=actor("Ada"))
    old.closed = date(2020, 1, 1)
    with no_event(), pytest.raises(Refused, match="already ended"):
        succeed(predecessor=old, successor=Organisation(key="y-icb", name="Y", kind="icb"), on=ON, by=operator)

    assert not Organisation.objects.filter(key__in=["northern-icb", "y-icb"]).exists()


def test_a_role_given_before_anybody_recorded_the_end_comes_to_name_the_successor(old, operator, newcastle):
    ivan = person_called("Ivan", "newcastle")
    began = Membership.objects.get(person=ivan).start
    new = Organisation(key="northern-icb", name="NHS Northern", kind="icb")

    succeed(predecessor=old, successor=new, on=began - timedelta(days=20), by=operator)

    (held,) = Membership.objects.filter(person=ivan)
    assert (held.organisation.key, held.start, held.end) == ("northern-icb", began, None)
    assert held.history.count() == 2
    assert actor_for(ivan, newcastle, NOW) is not None
