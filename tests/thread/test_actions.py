"""Are nodes added, revised, withdrawn and joined whole or not at all, and is nobody's work overwritten?"""

from datetime import timedelta

import pytest

from goldenthread.partnership.models import Organisation, Responsibility
from goldenthread.partnership.policies import EditConflict, NotAllowed, Refused
from goldenthread.planning.deliveryplan.models import Action
from goldenthread.planning.strategy.models import Outcome, Priority
from goldenthread.thread import actions
from goldenthread.thread.models import Link
from goldenthread.thread.queries import bodies_responsible
from tests.acting import no_event, one_event


@pytest.fixture
def action(newcastle) -> Action:
    return Action.objects.get(area=newcastle, key="a-short-breaks")


@pytest.fixture
def priority(newcastle) -> Priority:
    return Priority.objects.filter(area=newcastle).first()


def test_a_new_node_stands_last_under_a_key_made_from_its_words(newcastle, actor, priority):
    new = Priority(area=newcastle, strategy=priority.strategy, title="Short breaks at weekends!")

    with one_event() as written:
        added = actions.add(node=new, taken={"short-breaks-at-weekends"}, by=actor("Cora"))

    assert added.key == "short-breaks-at-weekends-2"
    assert added.position == Priority.objects.filter(area=newcastle).count() - 1
    assert written[0].verb == "added priority"


def test_a_revision_says_what_changed_and_why(action, actor):
    with one_event() as written:
        actions.revise(node=action, values={"title": "New title"}, opened=1, by=actor("Cora"), reason="Clearer")

    event = written[0]
    assert (event.verb, event.reason, event.actor) == ("revised action", "Clearer", actor("Cora").person.name)
    assert event.data == {"revision": 2, "changed": {"title": ["Community Short Breaks Offer", "New title"]}}
    assert action.history.first().title == "New title"


def test_the_same_values_again_change_nothing(action, actor):
    with no_event():
        same = actions.revise(node=action, values={"title": action.title}, opened=1, by=actor("Cora"))

    assert same.revision == 1


def test_the_second_of_two_writers_is_refused_and_nothing_is_written(action, actor):
    actions.revise(node=action, values={"title": "Cora's"}, opened=1, by=actor("Cora"))

    with no_event(), pytest.raises(EditConflict):
        actions.revise(node=action, values={"title": "Ivan's"}, opened=1, by=actor("Ivan"))
    action.refresh_from_db()
    assert action.title == "Cora's"


def test_a_withdrawal_needs_a_reason_and_keeps_the_row(action, actor):
    with no_event(), pytest.raises(Refused, match="Say why"):
        actions.withdraw(node=action, by=actor("Cora"), reason=" ")

    with one_event() as written:
        actions.withdraw(node=action, by=actor("Cora"), reason="Done elsewhere")
    action.refresh_from_db()
    assert (action.withdrawn_on, written[0].verb) == (actor("Cora").today, "withdrew action")
    with pytest.raises(Refused, match="was withdrawn on 22 November 2026"):
        actions.revise(node=action, values={"title": "x"}, opened=2, by=actor("Cora"))


def test_a_withdrawal_that_somebody_else_made_is_seen(action, actor):
    """The caller's copy is from before."""
    stale = Action.objects.get(pk=action.pk)
    actions.withdraw(node=action, by=actor("Cora"), reason="Done elsewhere")

    with pytest.raises(Refused, match="was withdrawn"):
        actions.withdraw(node=stale, by=actor("Ivan"), reason="Again")


def test_what_was_withdrawn_comes_back_once(action, actor):
    actions.withdraw(node=action, by=actor("Cora"), reason="Done elsewhere")

    with one_event() as written:
        back = actions.bring_back(node=action, by=actor("Cora"))
    with no_event():
        actions.bring_back(node=back, by=actor("Cora"))
    assert (back.withdrawn_on, written[0].verb) == (None, "brought back action")


def test_joining_is_marked_as_the_partnerships_own_and_done_once(action, newcastle, actor):
    outcome = Outcome.objects.filter(area=newcastle).last()

    with one_event() as written:
        link = actions.join(source=action, kind="achieves", target=outcome, by=actor("Cora"))
    with no_event():
        assert actions.join(source=action, kind="achieves", target=outcome, by=actor("Ivan")) == link
    assert link.basis == "added"
    assert written[0].data["to_id"] == str(outcome.pk)


def test_parting_is_an_event_and_leaves_history(action, actor):
    link = Link.objects.filter(source_id=action.pk, kind="delivers").first()
    pk, target = link.pk, Priority.objects.get(pk=link.target_id)

    with one_event() as written:
        actions.part(link=link, source=action, target=target, by=actor("Cora"))
    assert not Link.objects.filter(pk=pk).exists()
    assert Link.history.filter(id=pk, history_type="-").exists()
    assert (written[0].verb, written[0].data["to"]) == ("parted", target.title)


@pytest.mark.parametrize("name", ["Connor", "Faith", "Otto", "Priya", "Bola"])
def test_others_cannot_write_an_action(name, action, actor):
    with no_event(), pytest.raises(NotAllowed):
        actions.revise(node=action, values={"title": "x"}, opened=1, by=actor(name))


# --- who holds it --------------------------------------------------------------------------------------------------


def held_by(**given):
    return {"part": "lead", "organisation": None, "role": "", "wording": "", "person": None, **given}


@pytest.fixture
def council(newcastle) -> Organisation:
    return newcastle.mentions.get(organisation__key="newcastle-city-council").organisation


def test_a_lead_is_named_from_today_and_moves_the_revision_on(action, actor, council):
    cora = actor("Cora")

    with one_event() as written:
        values = held_by(organisation=council, role="Head of SEND", person=cora.person)
        held = actions.assign(node=action, values=values, opened=1, by=cora)
    action.refresh_from_db()
    assert (held.start, action.revision) == (cora.today, 2)
    assert written[0].data == {"revision": 2, "part": "lead", "to": "Head of SEND"}
    assert council.pk in bodies_responsible(action.area, action.pk, cora.today)


def test_leads_are_protected_by_the_revision_of_their_action(action, actor):
    actions.revise(node=action, values={"title": "x"}, opened=1, by=actor("Ivan"))

    with no_event(), pytest.raises(EditConflict):
        actions.assign(node=action, values=held_by(role="Head of SEND"), opened=1, by=actor("Cora"))
    assert not Responsibility.objects.filter(item_id=action.pk, role="Head of SEND").exists()


def test_a_body_that_the_strategy_does_not_name_cannot_lead(action, actor, tameside):
    elsewhere = tameside.mentions.exclude(organisation__in=action.area.mentions.values("organisation")).first()

    with no_event(), pytest.raises(Refused, match="is not among the organisations that this strategy names"):
        actions.assign(node=action, values=held_by(organisation=elsewhere.organisation), opened=1, by=actor("Cora"))


def test_passing_to_another_body_ends_the_old_row_and_begins_a_new_one(action, actor):
    old = Responsibility.objects.filter(item_id=action.pk).first()
    other = action.area.mentions.exclude(organisation=old.organisation).first().organisation

    new = actions.reassign(node=action, held=old, values=held_by(organisation=other), opened=1, by=actor("Cora"))
    old.refresh_from_db()
    assert (old.end, new.start) == (actor("Cora").today - timedelta(days=1), actor("Cora").today)
    assert new.pk != old.pk


def test_correcting_the_role_keeps_the_row(action, actor):
    old = Responsibility.objects.filter(item_id=action.pk).first()
    values = held_by(organisation=old.organisation, role="Head of SEND")

    assert actions.reassign(node=action, held=old, values=values, opened=1, by=actor("Cora")).pk == old.pk
    assert Responsibility.objects.get(pk=old.pk).end is None


def test_a_part_ends_yesterday_but_one_given_today_is_taken_back(action, actor):
    cora = actor("Cora")
    old = Responsibility.objects.filter(item_id=action.pk).first()
    new = actions.assign(node=action, values=held_by(role="Head of SEND"), opened=1, by=cora)

    with one_event():
        actions.unassign(node=action, held=old, opened=2, by=cora)
    with one_event():
        actions.unassign(node=action, held=new, opened=3, by=cora)
    assert Responsibility.objects.get(pk=old.pk).end == cora.today - timedelta(days=1)
    assert not Responsibility.objects.filter(pk=new.pk).exists()


def test_work_that_was_handed_over_meanwhile_is_not_taken_away(action, actor):
    held = Responsibility.objects.filter(item_id=action.pk).first()
    stale = Responsibility.objects.get(pk=held.pk)
    held.end = actor("Cora").today - timedelta(days=1)
    held.save()

    with no_event(), pytest.raises(Refused, match="handed over or ended since"):
        actions.unassign(node=action, held=stale, opened=1, by=actor("Cora"))
    with no_event(), pytest.raises(Refused, match="handed over or ended since"):
        actions.reassign(node=action, held=stale, values=held_by(role="x"), opened=1, by=actor("Cora"))


def test_a_successor_answers_for_the_body_it_followed(newcastle, actor):
    ccg = newcastle.mentions.get(organisation__key="newcastle-gateshead-ccg").organisation
    icb = newcastle.mentions.get(organisation__key="nenc-icb").organisation
    action = Action.objects.get(area=newcastle, key="a-alternative-provision")
    actions.assign(node=action, values=held_by(organisation=ccg), opened=1, by=actor("Cora"))

    assert {ccg.pk, icb.pk} <= bodies_responsible(newcastle, action.pk, actor("Cora").today)
