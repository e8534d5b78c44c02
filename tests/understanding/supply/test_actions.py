"""Is what was promised, asked for, answered and received recorded as the rules allow, once, with its event?"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.models import Organisation
from goldenthread.partnership.policies import EditConflict, NotAllowed, Refused, allows
from goldenthread.understanding.supply import actions
from goldenthread.understanding.supply.models import Answer, DataRequest, Delivery, Promise
from goldenthread.understanding.supply.policies import check_can_keep_register, check_can_view_data
from goldenthread.understanding.supply.queries import by_link, entry_of, missing_for, owed_at, promise_by_key
from goldenthread.understanding.supply.states import Standing
from tests.acting import ROLE_CODES, acting_as, holders, no_event, one_event
from tests.fixtures import NOW
from tests.understanding.supply.making import OCTOBER, VALUES, made_promise, partner_in

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
TOKEN = "a token of twenty signs or more"


@pytest.fixture
def anna(actor):
    return actor("Anna")


@pytest.fixture
def promise(newcastle, anna) -> Promise:
    return made_promise(newcastle, anna)


def asked_by(who, promise, token=TOKEN):
    return actions.ask(
        organisation=promise.organisation, wanted=[(promise, OCTOBER)], days=14, contact="", token=token, by=who
    )


def standing(promise) -> Standing:
    fresh = promise_by_key(promise.area, promise.key)
    return owed_at(fresh, OCTOBER, TODAY).standing


@pytest.mark.parametrize("role", ROLE_CODES)
def test_the_roles_that_keep_and_read_the_register_are_those_of_the_table(role):
    who = acting_as(role)

    assert allows(check_can_keep_register, who, who.area) == (role in holders(Permission.EDIT_SUPPLY))
    assert allows(check_can_view_data, who) == (role in holders(Permission.VIEW_DATA))


# --- promising -----------------------------------------------------------------------------------------------


def test_a_promise_is_recorded_once_however_often_it_is_sent(newcastle, anna):
    with one_event() as events:
        first = made_promise(newcastle, anna)
    with no_event():
        second = made_promise(newcastle, anna)

    assert first == second
    assert events[0].verb == "recorded a promise of data"
    assert first.history.count() == 1


def test_the_same_data_promised_otherwise_is_refused(newcastle, anna, promise):
    with pytest.raises(Refused, match="promised this already"):
        made_promise(newcastle, anna, purpose="Another.")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"first_period": None}, "first day of the first period"),
        ({"first_due": None}, "first due"),
        ({"first_period": date(2026, 10, 2)}, "first day of a month"),
        ({"first_due": date(2026, 9, 30)}, "cannot be due before"),
        ({"grace_days": 400}, "at most 365"),
        ({"measures": ["no-such-measure"]}, "no measure no-such-measure"),
    ],
)
def test_a_promise_that_cannot_be_kept_account_of_is_refused(newcastle, anna, more, said):
    with no_event(), pytest.raises(Refused, match=said):
        made_promise(newcastle, anna, **more)


def test_a_body_that_the_strategy_does_not_name_promises_nothing_here(newcastle, anna):
    other = Organisation.objects.exclude(pk__in=newcastle.mentions.values("organisation")).first()

    with pytest.raises(Refused, match="is not among the organisations"):
        actions.promise_data(area=newcastle, organisation=other, values=VALUES, by=anna)


def test_a_promise_of_another_area_is_not_theirs_to_change(promise, actor):
    cora = actor("Cora", "tameside")

    with pytest.raises(NotAllowed, match="another area"):
        actions.end(promise=promise, on=TODAY, reason="Mine.", by=cora)
    with pytest.raises(Refused, match="another area"):
        asked_by(cora, promise)


def test_a_promise_without_a_rhythm_is_never_late(newcastle, anna):
    promise = made_promise(newcastle, anna, frequency="not-stated", first_period=None, first_due=None)

    assert entry_of(promise, TODAY).owed == ()
    assert missing_for(newcastle, TODAY) == []


# --- amending and ending -------------------------------------------------------------------------------------


def amend(promise, by, opened=None, **more):
    values = {**VALUES, **more}
    opened = promise.revision if opened is None else opened
    return actions.amend(promise=promise, organisation=promise.organisation, values=values, opened=opened, by=by)


def test_what_changed_is_in_the_event_and_nothing_changed_is_no_event(promise, anna):
    with one_event() as events:
        changed = amend(promise, anna, grace_days=5)
    with no_event():
        amend(promise, anna, grace_days=5)

    assert events[0].data["changed"] == {"grace_days": ["0", "5"]}
    assert changed.revision == 2


def test_two_people_do_not_overwrite_one_another(promise, anna):
    amend(promise, anna, opened=1, grace_days=5)

    with pytest.raises(EditConflict):
        amend(promise, anna, opened=1, purpose="Another.")


def test_how_often_it_comes_cannot_be_changed_once_something_was_due(promise, anna):
    with pytest.raises(Refused, match="what was late stays late"):
        amend(promise, anna, frequency="yearly")


def test_how_often_it_comes_can_be_put_right_before_anything_is_due(newcastle, anna):
    promise = made_promise(newcastle, anna, first_due=date(2027, 1, 15))

    assert amend(promise, anna, first_due=date(2027, 1, 20)).first_due == date(2027, 1, 20)


def test_a_promise_ends_with_a_reason_and_what_was_late_stays(promise, anna):
    with pytest.raises(Refused, match="Say why it ends"):
        actions.end(promise=promise, on=TODAY, reason=" ", by=anna)
    with one_event():
        ended = actions.end(promise=promise, on=TODAY, reason="A new system.", by=anna)
    with no_event():
        actions.end(promise=promise, on=TODAY, reason="A new system.", by=anna)
    with pytest.raises(Refused, match="ended on 22 November 2026"):
        actions.end(promise=ended, on=TODAY - timedelta(1), reason="Again.", by=anna)

    assert [owed.period.name for owed in entry_of(ended, date(2027, 6, 1)).owed] == ["October 2026"]


# --- asking and answering ------------------------------------------------------------------------------------


def test_the_same_form_sent_twice_asks_once_and_keeps_only_a_hash(promise, anna):
    with one_event():
        first, secret = asked_by(anna, promise)
    with no_event():
        second, again = asked_by(anna, promise)

    assert (first, secret) == (second, again)
    assert secret not in str(vars(first))
    assert Delivery.objects.get(promise=promise).asked_on == TODAY


def test_asking_again_stops_the_earlier_link(promise, anna):
    first, _ = asked_by(anna, promise)
    asked_by(anna, promise, "another token of twenty signs")

    assert DataRequest.objects.get(pk=first.pk).closed_on == TODAY


def answer(promise, anna, says, day=None, words="", now=NOW, token=TOKEN):
    asked, _ = asked_by(anna, promise, token)
    delivery = Delivery.objects.get(promise=promise)
    by = by_link(asked, now)
    return actions.answer(request=asked, delivery=delivery, says=says, day=day, words=words, role="Manager", by=by)


def test_a_partner_says_that_it_was_sent_and_it_is_still_late_until_it_is_found(promise, anna):
    answer(promise, anna, "sent", TODAY)

    assert Delivery.objects.get(promise=promise).state == "said-sent"
    assert standing(promise) == Standing.LATE


def test_a_partner_says_by_when_and_the_due_day_does_not_move(promise, anna):
    answer(promise, anna, "will-send", TODAY + timedelta(7))

    row = Delivery.objects.get(promise=promise)
    assert (row.due, row.comes_on, row.state) == (date(2026, 11, 15), TODAY + timedelta(7), "asked")


def test_a_partner_refuses_with_its_reason_and_can_think_again(promise, anna):
    answer(promise, anna, "refused", words="No agreement.")
    assert standing(promise) == Standing.REFUSED

    answer(promise, anna, "will-send", TODAY, now=NOW)
    row = Delivery.objects.get(promise=promise)
    assert (row.state, row.refused_because) == ("asked", "")
    assert Answer.objects.count() == 2


def test_the_same_answer_sent_twice_is_one(promise, anna):
    answer(promise, anna, "sent", TODAY)
    with no_event():
        answer(promise, anna, "sent", TODAY)


@pytest.mark.parametrize(
    ("says", "day", "words", "said"),
    [
        ("sent", None, "", "Say when it was sent"),
        ("sent", TODAY + timedelta(1), "", "today or earlier"),
        ("will-send", None, "", "Say by when"),
        ("will-send", TODAY - timedelta(1), "", "today or later"),
        ("refused", None, " ", "Say why"),
    ],
)
def test_an_answer_says_what_it_must(promise, anna, says, day, words, said):
    with pytest.raises(Refused, match=said):
        answer(promise, anna, says, day, words)


def test_a_link_that_has_expired_answers_nothing(promise, anna):
    with pytest.raises(Refused, match="does not work any more"):
        answer(promise, anna, "sent", TODAY, now=NOW + timedelta(days=31))


def test_whoever_answers_by_link_may_do_nothing_else(promise, anna):
    asked, _ = asked_by(anna, promise)
    by = by_link(asked, datetime.fromisoformat(NOW.isoformat()))

    assert not by.permissions
    with pytest.raises(NotAllowed):
        received(promise, by)


# --- what came -----------------------------------------------------------------------------------------------


def received(promise, by, completeness="complete", day=TODAY, quality="", start=OCTOBER):
    return actions.record_received(
        promise=promise,
        start=start,
        received_on=day,
        completeness=completeness,
        quality=quality,
        release="",
        by=by,
    )


def test_what_came_is_recorded_once_then_put_right(promise, anna):
    with one_event() as came:
        received(promise, anna)
    with no_event():
        received(promise, anna)
    with one_event() as corrected:
        received(promise, anna, "partial", quality="Physiotherapy is missing.")

    assert (came[0].verb, corrected[0].verb) == ("received promised data", "corrected what came")
    assert standing(promise) == Standing.IN_PART


def test_nothing_comes_from_the_future_or_for_a_period_that_is_none(promise, anna):
    with pytest.raises(Refused, match="in the future"):
        received(promise, anna, day=TODAY + timedelta(1))
    with pytest.raises(Refused, match="no period that begins on 2 October 2026"):
        received(promise, anna, start=date(2026, 10, 2))


def test_what_came_cannot_be_refused_but_can_be_taken_back_with_a_reason(promise, anna):
    received(promise, anna)

    with pytest.raises(Refused, match="recorded as received"):
        actions.record_refused(promise=promise, start=OCTOBER, reason="No.", by=anna)
    with pytest.raises(Refused, match="Say why"):
        actions.take_back_received(promise=promise, start=OCTOBER, reason="", by=anna)
    actions.take_back_received(promise=promise, start=OCTOBER, reason="The wrong file.", by=anna)
    with no_event():
        actions.take_back_received(promise=promise, start=OCTOBER, reason="The wrong file.", by=anna)

    assert standing(promise) == Standing.LATE


def test_a_refusal_is_recorded_once_with_its_reason(promise, anna):
    with pytest.raises(Refused, match="Say why"):
        actions.record_refused(promise=promise, start=OCTOBER, reason=" ", by=anna)
    with one_event():
        actions.record_refused(promise=promise, start=OCTOBER, reason="No agreement.", by=anna)
    with no_event():
        actions.record_refused(promise=promise, start=OCTOBER, reason="No agreement.", by=anna)


def test_a_partner_that_has_promised_nothing_cannot_be_asked(newcastle, anna):
    with pytest.raises(Refused, match="Tick at least one"):
        actions.ask(organisation=partner_in(newcastle), wanted=[], days=7, contact="", token=TOKEN, by=anna)
