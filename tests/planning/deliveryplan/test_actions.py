"""Are reports, dates and steps written whole, in order, with every earlier date kept?"""

from datetime import date, timedelta

import pytest

from goldenthread.partnership.policies import EditConflict, NotAllowed, Refused
from goldenthread.planning.deliveryplan import actions
from goldenthread.planning.deliveryplan.models import Action, Redating, Step, Update
from goldenthread.planning.deliveryplan.queries import redatings_of, step_by_key, steps_of, updates_of
from goldenthread.publishing.packs.judgements import action_judgement
from goldenthread.publishing.packs.queries import pack_of
from goldenthread.thread.actions import withdraw
from goldenthread.thread.queries import bodies_responsible
from tests.acting import NOW, no_event, one_event


@pytest.fixture
def action(newcastle) -> Action:
    return Action.objects.get(area=newcastle, key="a-short-breaks")


def report(action, by, state="in-progress", note="It began.", **more):
    bodies = bodies_responsible(action.area, action.pk, by.today)
    return actions.report_progress(action=action, state=state, note=note, responsible=bodies, by=by, **more)


def in_pack(action):
    return next(each for each in pack_of(action.area).actions if each.key == action.key)


def test_a_report_is_an_update_and_moves_the_action(action, actor):
    with one_event() as written:
        update = report(action, actor("Connor"), evidence_url="https://example.org/minutes")
    action.refresh_from_db()
    assert (action.state, action.revision) == ("in-progress", 2)
    assert (update.organisation, update.on) == (actor("Connor").organisation, date(2026, 11, 22))
    assert (written[0].verb, written[0].reason) == ("report as in progress", "It began.")
    assert written[0].data["evidence"] == "https://example.org/minutes"


def test_a_report_may_move_steps_in_the_same_breath(action, actor):
    with one_event() as written:
        report(action, actor("Cora"), steps={"s1": "done", "s2": "in-progress"})

    assert {s.key: s.state for s in steps_of(action)} | {"s1": "done", "s2": "in-progress"} == {
        s.key: s.state for s in steps_of(action)
    }
    assert written[0].data["steps"] == {"s1": ["not-stated", "done"], "s2": ["not-stated", "in-progress"]}


def test_a_step_that_cannot_move_so_stops_the_whole_report(action, actor):
    with no_event(), pytest.raises(Refused, match="cannot be reported as embedded"):
        report(action, actor("Cora"), steps={"s1": "done", "s2": "embedded"})
    action.refresh_from_db()
    assert action.state == "not-stated"
    assert not action.updates.exists()
    assert step_by_key(action, "s1").state == "not-stated"


def test_blocked_says_what_blocks_and_forgets_it_afterwards(action, actor):
    report(action, actor("Cora"), "blocked", "We wait.", blocked_reason="No premises")
    action.refresh_from_db()
    assert action.blocked_reason == "No premises"

    report(action, actor("Cora"), "in-progress", "Premises found.")
    action.refresh_from_db()
    assert action.blocked_reason == ""


def test_a_second_press_of_the_button_is_the_first_report(action, actor):
    first = report(action, actor("Cora"), "blocked", "We wait.", steps={"s1": "done"})

    with no_event():
        assert report(action, actor("Cora"), "blocked", "We wait.", steps={"s1": "done"}) == first
    with one_event():
        report(action, actor("Cora"), "blocked", "We still wait.")
    with one_event():
        report(action, actor("Ivan"), "blocked", "We still wait.")


def test_the_last_of_several_reports_on_one_day_is_the_one_that_counts(action, actor):
    for state in ("in-progress", "blocked", "in-progress", "done"):
        report(action, actor("Cora"), state, f"Now {state}.")

    assert [update.state for update in in_pack(action).updates] == ["in-progress", "blocked", "in-progress", "done"]
    assert updates_of(action).first().state == "done"
    assert action_judgement(in_pack(action), NOW.date()).status == "done"


def test_a_body_that_does_not_share_in_it_cannot_report(action, actor):
    with no_event(), pytest.raises(NotAllowed, match="does not share in this action"):
        report(action, actor("Priya"))
    assert not action.updates.exists()


def test_nothing_is_reported_on_a_withdrawn_action(action, actor):
    withdraw(node=action, by=actor("Cora"), reason="Done elsewhere")
    with no_event(), pytest.raises(Refused, match="was withdrawn"):
        report(action, actor("Cora"))


def test_an_auditor_reports_nothing(action, actor):
    with no_event(), pytest.raises(NotAllowed, match="To report progress on actions"):
        report(action, actor("Otto"))


# --- dates -------------------------------------------------------------------------------------------------------


def redate(action, by, now, **more):
    return actions.redate(action=action, now=now, agreed_by="SEND board", reason="Staff left", by=by, **more)


def test_every_date_stays_with_who_agreed_and_why(action, actor):
    with one_event() as written:
        redate(action, actor("Cora"), "Autumn 2027")
    redate(action, actor("Cora"), "Spring 2028")

    moves = [(moved.was, moved.now, moved.agreed_by) for moved in redatings_of(action)]
    assert moves == [("", "Autumn 2027", "SEND board"), ("Autumn 2027", "Spring 2028", "SEND board")]
    action.refresh_from_db()
    assert (action.due, action.due_latest, action.revision) == ("Spring 2028", date(2028, 5, 31), 3)
    assert [moved.now for moved in in_pack(action).redatings] == ["Autumn 2027", "Spring 2028"]
    assert (written[0].verb, written[0].authority, written[0].reason) == ("moved a date", "SEND board", "Staff left")


def test_the_date_of_a_step_moves_by_itself(action, actor):
    step = step_by_key(action, "m1")

    with one_event() as written:
        redate(action, actor("Cora"), "Summer 2027", step=step)
    action.refresh_from_db()
    assert (action.due, step_by_key(action, "m1").due) == ("", "Summer 2027")
    assert written[0].data["step"] == "m1"


def test_a_date_that_somebody_else_moved_is_not_moved_unseen(action, actor):
    redate(action, actor("Ivan"), "Autumn 2027")

    with no_event(), pytest.raises(Refused, match="it is now due Autumn 2027"):
        redate(action, actor("Cora"), "Spring 2028", was="")
    assert Redating.objects.filter(action=action).count() == 1


def test_the_same_date_is_no_move(action, actor):
    redate(action, actor("Cora"), "Autumn 2027")
    with no_event(), pytest.raises(Refused, match="It is already due Autumn 2027"):
        redate(action, actor("Cora"), "Autumn 2027")


def test_a_contributor_cannot_move_a_date(action, actor):
    with no_event(), pytest.raises(NotAllowed):
        redate(action, actor("Connor"), "Autumn 2027")


def test_the_date_of_a_withdrawn_step_is_not_moved(action, actor):
    step = step_by_key(action, "m1")
    actions.withdraw_step(step=step, opened=1, by=actor("Cora"), reason="Merged")
    with no_event(), pytest.raises(Refused, match="was withdrawn"):
        redate(action, actor("Cora"), "Summer 2027", step=step)


def test_a_first_date_is_written_by_an_edit_and_a_second_is_not(action, actor):
    actions.revise_action(action=action, values={"due": "Autumn 2027"}, opened=1, by=actor("Cora"))

    with no_event(), pytest.raises(Refused, match="Use “Move the date”"):
        actions.revise_action(action=action, values={"due": "Spring 2028"}, opened=2, by=actor("Cora"))
    action.refresh_from_db()
    assert (action.due, action.redatings.count()) == ("Autumn 2027", 0)


# --- steps -------------------------------------------------------------------------------------------------------


def test_a_step_is_added_last_with_a_key_of_its_own(action, actor):
    with one_event() as written:
        step = actions.add_step(
            action=action, values={"text": "Ask families", "kind": "step", "due": ""}, opened=1, by=actor("Cora")
        )
    action.refresh_from_db()
    assert (step.key, action.revision) == ("s4", 2)
    assert in_pack(action).steps[-1].text == "Ask families"
    assert (written[0].verb, written[0].data["text"]) == ("added a step", "Ask families")


def test_a_key_is_not_used_twice_even_after_a_withdrawal(action, actor):
    actions.withdraw_step(step=step_by_key(action, "s3"), opened=1, by=actor("Cora"), reason="Merged")
    values = {"text": "Ask families", "kind": "step", "due": ""}
    assert actions.add_step(action=action, values=values, opened=2, by=actor("Cora")).key == "s4"


def test_a_step_is_reworded_but_its_date_is_not(action, actor):
    step = step_by_key(action, "m1")

    with one_event() as written:
        actions.revise_step(step=step, values={"text": "A new offer"}, opened=1, by=actor("Cora"))
    assert written[0].data["changed"] == {"text": ["A revised Short Breaks offer.", "A new offer"]}
    with no_event(), pytest.raises(Refused, match="Use “Move the date”"):
        actions.revise_step(step=step, values={"due": "2030"}, opened=2, by=actor("Cora"))


def test_a_withdrawn_step_leaves_the_plan_and_stays_in_history(action, actor):
    step = step_by_key(action, "s1")
    with no_event(), pytest.raises(Refused, match="Say why"):
        actions.withdraw_step(step=step, opened=1, by=actor("Cora"), reason="")

    with one_event() as written:
        actions.withdraw_step(step=step, opened=1, by=actor("Cora"), reason="Merged with the next")
    assert "s1" not in [each.key for each in in_pack(action).steps]
    assert Step.objects.filter(action=action, key="s1").exists()
    assert written[0].verb == "withdrew a step"


@pytest.mark.parametrize("change", ["add", "revise", "withdraw"])
def test_steps_are_protected_by_the_revision_of_their_action(change, action, actor):
    report(action, actor("Connor"))  # moves the revision on
    step, cora = step_by_key(action, "s1"), actor("Cora")
    attempts = {
        "add": lambda: actions.add_step(
            action=action, values={"text": "x", "kind": "step", "due": ""}, opened=1, by=cora
        ),
        "revise": lambda: actions.revise_step(step=step, values={"text": "x"}, opened=1, by=cora),
        "withdraw": lambda: actions.withdraw_step(step=step, opened=1, by=cora, reason="x"),
    }

    with no_event(), pytest.raises(EditConflict):
        attempts[change]()
    assert next(each.text for each in steps_of(action)) == "Co-produce the short breaks offer."


# --- asking owners -----------------------------------------------------------------------------------------------


def test_one_owner_has_one_open_request(actor):
    cora, connor = actor("Cora"), actor("Connor")

    with one_event():
        first, _ = actions.request_update(person=connor.person, organisation=connor.organisation, by=cora)
    second, secret = actions.request_update(person=connor.person, organisation=connor.organisation, by=cora)
    first.refresh_from_db()
    assert (first.closed_on, second.closed_on) == (cora.today, None)
    assert second.due_on == cora.today + timedelta(days=7)
    assert secret not in str(second.__dict__)


def test_only_those_who_may_ask_owners(actor):
    with no_event(), pytest.raises(NotAllowed):
        actions.request_update(person=actor("Cora").person, organisation=None, by=actor("Connor"))


def test_a_request_is_answered_once(actor):
    cora = actor("Cora")
    request, _ = actions.request_update(person=actor("Connor").person, organisation=None, by=cora)
    with one_event():
        first = actions.close_request(request=request, by=cora).answered_at
    later = actor("Cora", now=NOW + timedelta(days=1))
    assert actions.close_request(request=request, by=later).answered_at == first


def test_updates_sort_by_when_they_were_added(action):
    made = [Update.objects.create(action=action, on=NOW.date(), state="in-progress", note=str(n)) for n in range(50)]
    assert [update.pk for update in action.updates.all()] == [update.pk for update in made]
