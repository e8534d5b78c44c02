"""Can a commissioner make a required plan, and a director agree it, by the pages alone?"""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from goldenthread.planning.deliveryplan.actions import redate
from goldenthread.planning.deliveryplan.models import Action
from goldenthread.planning.required import actions, presenters, queries
from goldenthread.planning.required.models import RequiredPlan
from tests.acting import no_event
from tests.fixtures import NOW, _area
from tests.reading import boxes, text

pytestmark = pytest.mark.django_db
PLANS = "/oldmere/work/required-plans/"
PLAN = f"{PLANS}priority-action-plan/"
CLUB = "A Saturday club for teenagers"


@pytest.fixture
def oldmere(db):
    return _area("oldmere")


@pytest.fixture
def plan(oldmere, actor) -> RequiredPlan:
    made = {"title": "Priority action plan", "requester": "Ofsted", "purpose": "", "start": "priority-action-plan"}
    plan = actions.make_plan(area=oldmere, by=actor("Cora", "oldmere"), **made)
    chosen = list(Action.objects.filter(area=oldmere, title=CLUB))
    return actions.choose(plan=plan, heading=0, actions=chosen, opened=plan.revision, by=actor("Cora", "oldmere"))


def test_a_plan_is_made_from_a_starting_point_with_its_own_name(signed_in, at_now, oldmere):
    client = signed_in("Cora", "oldmere")
    page = client.get(f"{PLANS}make/")
    assert text(page).count("Check before relying") == 4

    answer = client.post(f"{PLANS}make/", {"start": "priority-action-plan"})

    assert answer.headers["Location"] == PLAN
    assert "For Ofsted and the Care Quality Commission" in text(client.get(PLAN))


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"title": ""}, "Choose what the plan starts from"),
        ({"start": "none"}, "Say what it is called"),
        ({"start": "none", "title": "Recovery plan"}, "Say who requires it"),
        ({"start": "nonsense", "title": "x", "requester": "y"}, "Select a valid choice"),
    ],
)
def test_a_plan_without_a_start_or_a_name_is_not_made(signed_in, at_now, oldmere, sent, told):
    with no_event():
        answer = signed_in("Cora", "oldmere").post(f"{PLANS}make/", sent)

    assert told in text(answer)


def test_actions_are_chosen_by_ticking_and_the_ticks_are_kept(signed_in, at_now, plan):
    client = signed_in("Cora", "oldmere")
    ticked = client.get(f"{PLAN}headings/0/").content.decode()
    assert ticked.count("checked") == 1

    other = Action.objects.get(area=plan.area, title="Two Saturday clubs").key
    opened = boxes(client.get(f"{PLAN}headings/1/"))["opened"]
    client.post(f"{PLAN}headings/1/", {"actions": [other], "opened": opened})

    assert queries.chosen_under(plan, 1) == [other]
    assert "2.1 Two Saturday clubs" in text(client.get(PLAN))


def test_whoever_saves_second_is_told_and_keeps_their_ticks(signed_in, at_now, plan):
    client = signed_in("Cora", "oldmere")
    other = Action.objects.get(area=plan.area, title="Two Saturday clubs").key

    answer = client.post(f"{PLAN}headings/0/", {"actions": [other], "opened": "1"})

    assert "Somebody else changed this plan while you were writing" in text(answer)
    assert f'value="{other}" checked' in answer.content.decode()


def test_headings_are_reworded_ordered_added_and_taken_away(signed_in, at_now, plan):
    client = signed_in("Cora", "oldmere")
    sent = boxes(client.get(f"{PLAN}headings/"))
    sent |= {"headings-0-title": "What the inspectors found", "headings-0-ORDER": "9"}
    sent |= {"headings-1-DELETE": "on", "headings-5-title": "Risks", "headings-5-ORDER": "1"}

    answer = client.post(f"{PLAN}headings/", sent)

    assert answer.status_code == 302
    plan.refresh_from_db()
    titles = [heading["title"] for heading in plan.headings]
    assert titles == [
        "Risks",
        "Areas for improvement",
        "Leadership and oversight",
        "Families",
        "What the inspectors found",
    ]
    assert queries.chosen_under(plan, 4) == [Action.objects.get(title=CLUB).key]


def test_a_heading_with_actions_is_not_taken_away(signed_in, at_now, plan):
    client = signed_in("Cora", "oldmere")
    sent = boxes(client.get(f"{PLAN}headings/")) | {"headings-0-DELETE": "on"}

    with no_event():
        answer = client.post(f"{PLAN}headings/", sent)

    assert "Actions stand under “Area for priority action 1”. Take them out first" in text(answer)


def test_a_heading_that_loses_its_words_is_an_error(signed_in, at_now, plan):
    client = signed_in("Cora", "oldmere")

    with no_event():
        answer = client.post(f"{PLAN}headings/", boxes(client.get(f"{PLAN}headings/")) | {"headings-0-title": ""})

    assert "Give the heading its words" in text(answer)


def test_a_note_is_written_beside_an_action(signed_in, at_now, plan):
    client = signed_in("Cora", "oldmere")

    client.post(f"{PLAN}items/{plan.items.get().pk}/", {"note": "Monitored by families\r\nevery month"})

    assert "Monitored by families every month" in text(client.get(PLAN))


def test_a_version_is_frozen_and_agreed_by_a_director_of_each_body(signed_in, at_now, plan):
    client = signed_in("Cora", "oldmere")
    assert client.post(f"{PLAN}freeze/", {"note": "Sent"}).headers["Location"] == f"{PLAN}versions/1/"
    assert "No body has agreed it yet" in text(client.get(f"{PLAN}versions/1/"))

    client = signed_in("Bola", "oldmere")
    day = {"on_day": "3", "on_month": "11", "on_year": "2026"}
    client.post(f"{PLAN}versions/1/agree/", {**day, "authority": "Cabinet, minute 12"})

    page = client.get(f"{PLAN}versions/1/")
    assert "Oldmere Council (made up), on 3 November 2026: Cabinet, minute 12" in text(page)
    assert "Agree it for your organisation" not in text(page)
    assert "Agree it for your organisation" in text(signed_in("Ivan", "oldmere").get(f"{PLAN}versions/1/"))


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"on_day": "3", "on_month": "11", "on_year": "2026"}, "Say on which decision it rests"),
        ({"on_day": "31", "on_month": "2", "on_year": "2026", "authority": "Cabinet"}, "Date must be a real date"),
        ({"on_day": "1", "on_month": "1", "on_year": "2030", "authority": "Cabinet"}, "is in the future"),
    ],
)
def test_an_agreement_needs_a_real_decision(signed_in, at_now, plan, actor, sent, told):
    actions.freeze(plan=plan, note="Sent", by=actor("Cora", "oldmere"))

    with no_event():
        answer = signed_in("Bola", "oldmere").post(f"{PLAN}versions/1/agree/", sent)

    assert told in text(answer)


def test_an_empty_plan_is_not_frozen(signed_in, at_now, plan):
    client = signed_in("Cora", "oldmere")
    client.post(f"{PLAN}headings/0/", {"opened": str(plan.revision)})

    assert "No action has been chosen yet" in text(client.post(f"{PLAN}freeze/", {"note": "Sent"}))


def test_the_difference_shows_the_date_promised_beside_the_date_now(signed_in, at_now, plan, actor):
    cora = actor("Cora", "oldmere")
    actions.freeze(plan=plan, note="Sent", by=cora)
    redate(
        action=Action.objects.get(title=CLUB),
        now="Autumn 2027",
        agreed_by="SEND Partnership Board",
        reason="No building",
        by=cora,
    )
    actions.freeze(plan=plan, note="Sent again", by=cora)

    for address in (f"{PLAN}versions/1/to/2/", f"{PLAN}versions/1/to/now/"):
        said = text(signed_in("Otto", "oldmere").get(address))
        assert (
            "moved from Spring 2027 to Autumn 2027, as SEND Partnership Board agreed on 22 November 2026: No building."
            in said
        )
        assert "Spring 2027 Autumn 2027 SEND Partnership Board, 22 November 2026: No building" in said


def test_the_file_holds_what_the_page_holds(signed_in, at_now, plan):
    answer = signed_in("Otto", "oldmere").get(f"{PLAN}plan.csv")

    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == list(presenters.COLUMNS)
    assert rows[1][:3] == ["Area for priority action 1", "2.2", CLUB]
    assert rows[1][8].startswith("Blocked") or rows[1][9].startswith("blocked")
    assert len(rows) == 6


@pytest.mark.parametrize(
    "address",
    [
        "none/",
        "priority-action-plan/versions/1/",
        "priority-action-plan/headings/5/",
        f"priority-action-plan/items/{'0' * 8}-0000-0000-0000-{'0' * 12}/",
    ],
)
def test_what_is_not_there_is_not_found(signed_in, at_now, plan, address):
    assert signed_in("Cora", "oldmere").get(PLANS + address).status_code == 404


def test_another_areas_plan_is_not_found(signed_in, at_now, plan):
    assert signed_in("Cora", "newcastle").get(PLAN).status_code == 404
    assert signed_in("Cora", "newcastle").get("/newcastle/work/required-plans/priority-action-plan/").status_code == 404


def test_a_plan_page_is_read_in_few_queries(signed_in, at_now, plan, django_assert_max_num_queries):
    client = signed_in("Otto", "oldmere")
    assert NOW

    with django_assert_max_num_queries(32):
        client.get(PLAN)
