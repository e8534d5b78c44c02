"""Is a required plan a view of the one plan, and is a frozen version kept as it was?"""

from __future__ import annotations

import pytest

from goldenthread.partnership.policies import NotAllowed, Refused
from goldenthread.planning.deliveryplan.actions import redate, report_progress
from goldenthread.planning.deliveryplan.models import Action
from goldenthread.planning.required import actions, queries
from goldenthread.planning.required.models import Frozen, RequiredItem, RequiredPlan
from goldenthread.planning.required.states import Heading
from goldenthread.thread.actions import withdraw
from tests.acting import no_event, one_event
from tests.fixtures import NOW, _area

TODAY = NOW.date()


@pytest.fixture
def oldmere(db):
    return _area("oldmere")


@pytest.fixture
def lead(actor):
    return actor("Cora", "oldmere")


@pytest.fixture
def plan(oldmere, lead) -> RequiredPlan:
    start = {
        "title": "Reform plan",
        "requester": "The department",
        "purpose": "To change",
        "start": "local-send-reform-plan",
    }
    return actions.make_plan(area=oldmere, by=lead, **start)


@pytest.fixture
def club(oldmere) -> Action:
    return Action.objects.get(area=oldmere, title="A Saturday club for teenagers")


@pytest.fixture
def service(oldmere) -> Action:
    return Action.objects.get(area=oldmere, title="Buy one therapy service together")


def put(plan, lead, heading, *chosen):
    plan.refresh_from_db()
    return actions.choose(plan=plan, heading=heading, actions=chosen, opened=plan.revision, by=lead)


def said(plan, action):
    content = queries.content_of(plan, TODAY)
    return [a for heading in content["headings"] for a in heading["actions"] if a["key"] == action.key]


def test_a_plan_starts_with_the_headings_of_its_starting_point(plan):
    assert [h["title"] for h in plan.headings] == ["Early", "Local", "Fair", "Effective", "Shared", "Numbers and money"]
    assert [h["id"] for h in plan.headings] == [1, 2, 3, 4, 5, 6]


def test_two_plans_of_one_name_have_two_addresses_and_none_is_called_make(oldmere, lead, plan):
    given = {"requester": "X", "purpose": "", "start": "", "area": oldmere, "by": lead}

    keys = [actions.make_plan(title=title, **given).key for title in ("Reform plan", "Make", "¿?")]

    assert keys == ["reform-plan-2", "make-2", "plan"]


def test_the_plan_says_what_the_delivery_plan_says_today(plan, lead, club):
    put(plan, lead, 0, club)
    before = said(plan, club)[0]

    redate(action=club, now="Autumn 2027", agreed_by="SEND Partnership Board", reason="No building", by=lead)
    after = said(plan, club)[0]

    assert (before["due"], after["due"]) == ("Spring 2027", "Autumn 2027")
    assert after["redatings"][-1]["was"] == "Spring 2027"
    assert after["redatings"][-1]["agreed_by"] == "SEND Partnership Board"


def test_a_plan_keeps_the_three_statuses_apart(plan, lead, oldmere):
    done = Action.objects.get(area=oldmere, title="Call every family within two weeks of referral")
    put(plan, lead, 0, done)

    action = said(plan, done)[0]

    assert action["status"] == "done"
    assert {m["status"] for m in action["measures"]} == {"on track", "off track"}
    assert action["promises"][0]["said"] == ["Parents and carers said “partly true” on 18 June 2026"]


def test_a_plan_names_roles_and_bodies_and_never_a_person(plan, lead, club):
    put(plan, lead, 0, club)

    assert said(plan, club)[0]["leads"] == [{"part": "Lead", "who": "Short breaks manager, Oldmere Council (made up)"}]
    assert "Connor" not in str(queries.content_of(plan, TODAY))


def test_no_action_is_ever_copied(plan, lead, club, service):
    count = Action.objects.count()

    put(plan, lead, 0, club, service)
    put(plan, lead, 3, club)

    assert Action.objects.count() == count
    assert len(said(plan, club)) == 2


def test_choosing_says_what_was_put_in_and_taken_out(plan, lead, club, service):
    put(plan, lead, 0, club)

    with one_event() as written:
        put(plan, lead, 0, service)

    assert written[0].data == {"heading": "Early", "put in": [service.title], "taken out": [club.title]}


def test_an_action_that_is_taken_out_leaves_its_note_in_history(plan, lead, club):
    put(plan, lead, 0, club)
    item = plan.items.get()
    actions.write_note(item=item, note="Slows growth", by=lead)

    put(plan, lead, 0)

    assert RequiredItem.history.filter(id=item.pk, history_type="-").get().note == "Slows growth"


def test_actions_go_where_their_heading_goes(plan, lead, club, service):
    put(plan, lead, 0, club)
    put(plan, lead, 1, club, service)
    plan.refresh_from_db()
    swapped = [
        (1, Heading("Local")),
        (0, Heading("Early")),
        *((n, Heading(plan.headings[n]["title"])) for n in range(2, 6)),
    ]

    actions.revise_plan(
        plan=plan, title="P", requester="R", purpose="", headings=swapped, opened=plan.revision, by=lead
    )

    plan.refresh_from_db()
    content = queries.content_of(plan, TODAY)
    assert [(h["title"], [a["key"] for a in h["actions"]]) for h in content["headings"][:2]] == [
        ("Local", [club.key, service.key]),
        ("Early", [club.key]),
    ]
    assert [h["id"] for h in plan.headings] == [2, 1, 3, 4, 5, 6]


def test_a_new_heading_never_takes_the_number_of_one_that_went(plan, lead):
    kept = [(n, Heading(plan.headings[n]["title"])) for n in range(5)]
    actions.revise_plan(plan=plan, title="P", requester="R", purpose="", headings=kept, opened=1, by=lead)
    plan.refresh_from_db()
    actions.revise_plan(
        plan=plan, title="P", requester="R", purpose="", headings=[*kept, (None, Heading("Risks"))], opened=2, by=lead
    )

    plan.refresh_from_db()
    assert plan.headings[-1]["title"] == "Risks"
    assert plan.headings[-1]["id"] == 6  # the largest of those that were there, and one


def test_whoever_saves_second_is_told_and_nothing_is_written_over(plan, lead, club, service):
    put(plan, lead, 0, club)

    with no_event(), pytest.raises(Refused, match="Somebody else changed this plan"):
        actions.choose(plan=plan, heading=0, actions=[service], opened=1, by=lead)

    assert queries.chosen_under(plan, 0) == [club.key]


def test_a_frozen_version_stays_as_it_was_when_the_plan_moves_on(plan, lead, club):
    put(plan, lead, 0, club)
    frozen = actions.freeze(plan=plan, note="Sent", by=lead)

    report_progress(
        action=club, state="in-progress", note="A hall was found", responsible={lead.organisation.pk}, by=lead
    )

    kept = queries.version(plan, 1).content["headings"][0]["actions"][0]
    assert (kept["state"], said(plan, club)[0]["state"]) == ("blocked", "in-progress")
    assert frozen.number == 1


def test_a_frozen_version_can_be_neither_changed_nor_removed(plan, lead, club):
    put(plan, lead, 0, club)
    frozen = actions.freeze(plan=plan, note="Sent", by=lead)

    with pytest.raises(Frozen):
        frozen.save()
    with pytest.raises(Frozen):
        frozen.delete()


def test_nothing_is_frozen_twice(plan, lead, club):
    put(plan, lead, 0, club)
    actions.freeze(plan=plan, note="Sent", by=lead)

    with no_event(), pytest.raises(Refused, match="Nothing has changed since version 1"):
        actions.freeze(plan=plan, note="Sent again", by=lead)


def test_each_body_agrees_for_itself(plan, lead, actor, club):
    put(plan, lead, 0, club)
    frozen = actions.freeze(plan=plan, note="Sent", by=lead)
    assert list(queries.plans_nobody_agreed(plan.area)) == [plan]

    with one_event() as written:
        actions.agree(version=frozen, on=TODAY, authority="Cabinet, minute 4", by=lead)
    actions.agree(version=frozen, on=TODAY, authority="Board, minute 9", by=actor("Ivan", "oldmere"))

    assert {a.organisation.key for a in queries.version(plan, 1).agreements.all()} == {
        "oldmere-council",
        "mereside-icb",
    }
    assert written[0].authority == "Cabinet, minute 4"
    assert list(queries.plans_nobody_agreed(plan.area)) == []


def test_a_withdrawn_action_stays_in_the_plan_and_says_so(plan, lead, club):
    put(plan, lead, 0, club)

    club.refresh_from_db()
    withdraw(node=club, by=lead, reason="Not wanted")

    assert said(plan, club)[0]["withdrawn"] == "2026-11-22"


def test_what_a_plan_says_costs_the_same_whatever_it_holds(plan, lead, oldmere, django_assert_max_num_queries):
    put(plan, lead, 0, *Action.objects.filter(area=oldmere))
    plan.refresh_from_db()

    with django_assert_max_num_queries(18):
        queries.content_of(plan, TODAY)


@pytest.mark.parametrize("name", ["Connor", "Bola", "Otto", "Faith"])
def test_only_those_who_run_the_strategy_change_a_plan(name, actor, plan, club):
    by = actor(name, "oldmere")

    with no_event():
        for act in (
            lambda: actions.choose(plan=plan, heading=0, actions=[club], opened=plan.revision, by=by),
            lambda: actions.freeze(plan=plan, note="x", by=by),
            lambda: actions.make_plan(area=plan.area, title="x", requester="x", purpose="", start="", by=by),
        ):
            with pytest.raises(NotAllowed):
                act()


def test_another_areas_action_is_refused(plan, lead, newcastle):
    foreign = Action.objects.filter(area=newcastle).first()

    with no_event(), pytest.raises(Refused, match="another area"):
        put(plan, lead, 0, foreign)
