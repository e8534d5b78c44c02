"""Does a verdict stay, whatever is said afterwards?"""

from datetime import timedelta

import pytest

from goldenthread.partnership.policies import NotAllowed, Refused
from goldenthread.publishing.packs.judgements import FamiliesSay, families_judgement
from goldenthread.publishing.packs.queries import pack_of
from goldenthread.thread.actions import withdraw
from goldenthread.voice.actions import give_verdict
from goldenthread.voice.models import Answer, Verdict
from goldenthread.voice.queries import statements_answered, verdicts_on
from tests.acting import NOW, no_event, one_event


@pytest.fixture
def answer(north_east_lincolnshire) -> Answer:
    return Answer.objects.filter(area=north_east_lincolnshire).first()


def say(answer, by, verdict="true", group="parents-and-carers", note="As we see it."):
    return give_verdict(answer=answer, verdict=verdict, group=group, by=by, note=note)


def test_a_verdict_is_dated_and_says_for_whom(answer, actor):
    faith = actor("Faith", "north-east-lincolnshire")

    with one_event() as written:
        given = say(answer, faith, "partly", note="Only in the north.")
    assert (given.on, given.group, given.person) == (faith.today, "parents-and-carers", faith.person)
    assert (written[0].verb, written[0].reason) == ("confirmed an answer", "Only in the north.")
    assert written[0].data == {"verdict": "partly", "group": "parents-and-carers"}


@pytest.mark.parametrize("name", ["Cora", "Ivan", "Ada", "Bola", "Connor", "Otto"])
def test_the_council_and_the_nhs_cannot_say_that_it_is_true(name, answer, actor):
    with no_event(), pytest.raises(NotAllowed):
        say(answer, actor(name, "north-east-lincolnshire"))
    assert not answer.verdicts.exists()


def test_an_advocate_does_not_speak_for_parents(answer, actor):
    yusuf = actor("Yusuf", "north-east-lincolnshire")
    with no_event(), pytest.raises(NotAllowed):
        say(answer, yusuf)
    assert say(answer, yusuf, group="young-people").group == "young-people"


def test_a_doubt_without_a_reason_is_refused(answer, actor):
    with no_event(), pytest.raises(Refused, match="Say what is not true"):
        say(answer, actor("Faith", "north-east-lincolnshire"), "not-true", note="")


def test_a_withdrawn_answer_is_not_confirmed(answer, actor):
    withdraw(node=answer, by=actor("Cora", "north-east-lincolnshire"), reason="Said twice")
    answer.refresh_from_db()
    with no_event(), pytest.raises(Refused, match="was withdrawn"):
        say(answer, actor("Faith", "north-east-lincolnshire"))


def test_every_verdict_stays_and_the_last_of_a_day_counts(answer, actor):
    """Two on one day keep their order, in the database and in the pack."""
    faith = actor("Faith", "north-east-lincolnshire")
    for verdict in ("not-true", "partly", "true", "not-true", "true", "partly"):
        say(answer, faith, verdict)

    assert [each.verdict for each in Verdict.objects.filter(answer=answer)][-2:] == ["true", "partly"]
    assert verdicts_on(answer).first().verdict == "partly"
    said = next(each for each in pack_of(answer.area).answers if each.key == answer.key)
    assert len(said.verdicts) == 6
    assert families_judgement(said).status == FamiliesSay.PARTLY


def test_two_groups_that_differ_are_both_shown(answer, actor):
    later = NOW + timedelta(days=3)
    say(answer, actor("Faith", "north-east-lincolnshire"), "true")
    say(answer, actor("Yusuf", "north-east-lincolnshire", later), "not-true", "young-people")

    said = next(each for each in pack_of(answer.area).answers if each.key == answer.key)
    assert families_judgement(said).status == FamiliesSay.DIFFER


def test_what_was_said_stands_beside_its_answer(newcastle):
    answered = next(a for a in Answer.objects.filter(area=newcastle) if statements_answered(a))

    said = statements_answered(answered).first()
    said.withdrawn_on = NOW.date()
    said.save()
    assert said not in statements_answered(answered)
