"""Is a return taken in whole or not at all, once, with every answer and break in the log; and can it be taken back?"""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError

from goldenthread.audit.models import Event
from goldenthread.partnership.models import Organisation
from goldenthread.partnership.policies import NotAllowed, Refused
from goldenthread.understanding.datasets.reading.staged import Unreadable
from goldenthread.understanding.supply import queries as supply
from goldenthread.understanding.supply.actions import promise_data, record_received
from goldenthread.understanding.supply.models import Delivery
from goldenthread.understanding.supply.states import Standing
from goldenthread.understanding.waits import actions, queries
from goldenthread.understanding.waits.actions.register import update_register
from goldenthread.understanding.waits.models import WaitCount, WaitReturn, WaitWord
from goldenthread.understanding.waits.states import ReturnState
from tests.understanding.supply.making import VALUES

TEXT = b"Service,0-18 weeks,>18-52 weeks,>52 weeks\nHydro,30,*,0\n"
ANSWERS = {"service:hydro": ("new:Hydrotherapy", ""), "mark:*": ("under-5", "")}


@pytest.fixture
def anna(actor):
    return actor("Anna")


@pytest.fixture
def provider(newcastle) -> Organisation:
    return Organisation.objects.get(key="newcastle-city-council")


def bring(anna, provider, content=TEXT, name="waits 2026-07.csv", **options):
    found, parsed = actions.bring_in(area=anna.area, provider=provider, name=name, content=content, by=anna, **options)
    return found or parsed


def take(anna, provider, content=TEXT, name="waits 2026-07.csv", **answers):
    found = bring(anna, provider, content, name)
    while waiting := queries.understood(found).open:
        found = actions.answer(found=found, answers={q.id: {**ANSWERS, **answers}[q.id] for q in waiting}, by=anna)
    actions.accept(found=found, by=anna)
    return found


def verbs() -> list[str]:
    return list(
        Event.objects.filter(verb__contains="return of waits").order_by("sequence").values_list("verb", flat=True)
    )


def standing(area, provider):
    return next((each.lines for each in queries.standing_counts(area) if each.provider == provider.label), ())


def test_it_is_read_answered_and_accepted_with_an_event_each(anna, provider):
    seen = len(verbs())
    take(anna, provider)

    assert verbs()[seen:] == [
        "brought in a return of waits",
        "answered questions of a return of waits",
        "accepted a return of waits",
    ]
    assert [(line.service, line.least, line.most) for line in standing(anna.area, provider)] == [
        ("Hydrotherapy", 30, 30), ("Hydrotherapy", 1, 4), ("Hydrotherapy", 0, 0),
    ]  # fmt: skip


def test_the_same_bytes_again_change_nothing(anna, provider):
    first = take(anna, provider)
    events, counts = Event.objects.count(), WaitCount.objects.count()

    assert bring(anna, provider).pk == first.pk
    assert (Event.objects.count(), WaitCount.objects.count()) == (events, counts)


def test_what_was_answered_is_remembered_for_the_provider(anna, provider):
    take(anna, provider)
    again = bring(anna, provider, TEXT.replace(b"30", b"31"), "waits 2026-08.csv")

    assert queries.understood(again).open == []
    assert {(word.what, word.written, word.means) for word in WaitWord.objects.filter(area=anna.area)} == {
        ("service", "hydro", "Hydrotherapy"), ("mark", "*", "under-5"),
    }  # fmt: skip


def test_headings_are_remembered_and_the_file_is_not_kept(anna, provider):
    content = b"Line of work,Opened on\nOT,01/06/2026\n"
    before = WaitReturn.objects.count()
    parsed = bring(anna, provider, content)
    assert [what for what, *_ in parsed.asks] == ["service", "referred"]
    assert WaitReturn.objects.count() == before

    headings = {"service": "Line of work", "referred": "Opened on"}
    actions.remember_headings(area=anna.area, provider=provider, headings=headings, by=anna)
    assert isinstance(bring(anna, provider, content), WaitReturn)


def test_nothing_is_accepted_while_a_question_is_open(anna, provider):
    found = bring(anna, provider)

    with pytest.raises(Refused, match="2 questions are still open"):
        actions.accept(found=found, by=anna)
    assert not standing(anna.area, provider)


def test_a_fault_half_way_leaves_nothing(anna, provider, monkeypatch):
    found = bring(anna, provider)
    actions.answer(found=found, answers=ANSWERS, by=anna)

    def broken(*args, **options):
        raise IntegrityError

    monkeypatch.setattr(actions.returns, "_remember_answer", broken)
    with pytest.raises(IntegrityError):
        actions.accept(found=found, by=anna)
    found.refresh_from_db()
    assert found.state == ReturnState.WAITING
    assert not found.counts.exists()


def test_a_file_that_cannot_be_read_is_not_kept(anna, provider):
    events = Event.objects.count()

    with pytest.raises(Unreadable):
        bring(anna, provider, b"Service,0-18 weeks,>18 weeks\nOT,many,2\n")
    assert Event.objects.count() == events


def test_a_correction_stands_until_it_is_withdrawn(anna, provider):
    take(anna, provider)
    corrected = take(
        anna,
        provider,
        TEXT.replace(b"30", b"33"),
        "corrected 2026-07.csv",
        replace=("correct", "They had left three out."),
    )
    assert standing(anna.area, provider)[0].least == 33

    actions.withdraw(found=corrected, reason="It was August's.", by=anna)
    assert standing(anna.area, provider)[0].least == 30
    assert verbs()[-1] == "withdrew a return of waits"


def test_a_withdrawal_says_why_and_happens_once(anna, provider):
    found = take(anna, provider)
    with pytest.raises(Refused, match="Say why"):
        actions.withdraw(found=found, reason=" ", by=anna)
    actions.withdraw(found=found, reason="Wrong month.", by=anna)

    with pytest.raises(Refused, match="it is withdrawn"):
        actions.withdraw(found=found, reason="Again.", by=anna)


def test_what_is_set_aside_is_forgotten(anna, provider):
    found = actions.set_aside(found=bring(anna, provider), by=anna)

    assert (found.state, found.read) == (ReturnState.SET_ASIDE, {})
    with pytest.raises(Refused, match="set aside"):
        actions.accept(found=found, by=anna)


def test_a_break_is_kept_with_its_reason_and_who_gave_it(anna, provider):
    take(anna, provider, b"Service,0-18 weeks,>18-52 weeks,>52 weeks\nOT,60,20,0\n", "waits 2026-06.csv")
    because = {"doubt:waiting:occupational therapy:2026-07": ("break", "They count from triage now.")}
    take(anna, provider, b"Service,0-18 weeks,>18-52 weeks,>52 weeks\nOT,160,60,0\n", **because)

    held = next(each for each in queries.standing_counts(anna.area) if each.provider == provider.label)
    assert [(each.month, each.reason) for each in held.breaks] == [("2026-07", "They count from triage now.")]
    event = Event.objects.filter(verb="accepted a return of waits").latest("sequence")
    assert ["break", "They count from triage now.", anna.log_name] in event.data["answers"].values()


def test_an_answer_to_what_was_not_asked_is_refused(anna, provider):
    with pytest.raises(Refused, match="has changed"):
        actions.answer(found=bring(anna, provider), answers={"doubt:x": ("right", "so")}, by=anna)


@pytest.mark.parametrize("name", ["Cora", "Priya", "Otto", "Bola"])
def test_only_those_who_load_data_may(actor, provider, name):
    with pytest.raises(NotAllowed, match="load, correct and retire"):
        bring(actor(name), provider)


def test_a_provider_of_another_area_is_refused(anna):
    with pytest.raises(Refused, match="is not a body of"):
        bring(anna, Organisation.objects.get(key="heron-breaks"))


def test_a_total_that_the_bands_deny_can_be_looked_at_answered_and_set_aside(anna, provider, signed_in):
    """Which the answer to what a mark hides brings to light: 10, 5 and 1 to 4 beside a total of 30."""
    found = bring(anna, provider, b"Service,0-18 weeks,>18-52 weeks,>52 weeks,Total\nHydro,10,5,*,30\n")
    while waiting := [each for each in queries.understood(found).open if each.id in ANSWERS]:
        found = actions.answer(found=found, answers={each.id: ANSWERS[each.id] for each in waiting}, by=anna)

    page = signed_in("Anna").get(f"/newcastle/work/waits/{found.pk}/").content.decode()

    assert "The bands do not add up to the total" in page and "at least 16, at most 19, beside a total of 30" in page
    assert [(line.least, line.most) for line in queries.understood(found).lines] == [(10, 10), (5, 5), (1, 4)]
    actions.set_aside(found=found, by=anna)


def test_a_month_that_has_not_begun_is_refused(anna, provider):
    with pytest.raises(Refused, match="It tells of November 2029, which has not begun"):
        bring(anna, provider, name="waits 2029-11.csv")
    assert not WaitReturn.objects.filter(provider=provider).exists()


# --- the data-supply register


@pytest.fixture
def promise(anna, provider):
    values = {**VALUES, "title": "Monthly waits", "kind": "waits", "first_period": date(2026, 6, 1)}
    values |= {"first_due": date(2026, 7, 20), "since": date(2026, 6, 1)}
    return promise_data(area=anna.area, organisation=provider, values=values, by=anna)


def standings(promise, anna):
    return {owed.period.name: owed.standing for owed in supply.entry_of(promise, anna.today).owed}


def test_an_accepted_return_is_received_in_the_register_and_the_months_that_did_not_come_are_late(
    anna, provider, promise, client, at_now
):
    assert "has not sent monthly waits for" in client.get("/newcastle/waits/").content.decode()
    take(anna, provider)

    held = standings(promise, anna)
    assert (held["July 2026"], held["June 2026"]) == (Standing.CAME_LATE, Standing.NEVER_CAME)
    delivery = promise.deliveries.get(start=date(2026, 7, 1))
    assert (delivery.completeness, delivery.release) == ("complete", "waits 2026-07.csv")
    event = Event.objects.filter(verb="received promised data").order_by("-sequence").first()
    assert "waits 2026-07.csv" in event.reason
    assert any("Monthly waits" in said or "monthly waits" in said for said in supply.missing_for(anna.area, anna.today))


def test_what_came_before_it_was_promised_has_come(anna, provider):
    take(anna, provider)
    values = {**VALUES, "title": "Waits each month", "kind": "waits", "first_period": date(2026, 6, 1)}
    values |= {"first_due": date(2026, 7, 20), "since": date(2026, 6, 1)}
    promise = promise_data(area=anna.area, organisation=provider, values=values, by=anna)

    held = standings(promise, anna)
    assert (held["July 2026"], held["June 2026"]) == (Standing.CAME_LATE, Standing.NEVER_CAME)


def test_a_return_of_which_not_every_count_is_known_came_in_part(anna, provider, promise):
    take(anna, provider, b"Service,0-18 weeks,>18-52 weeks,>52 weeks\nHydro,30,,0\n")

    delivery = promise.deliveries.get(start=date(2026, 7, 1))
    assert (delivery.completeness, "Hydrotherapy is known" in delivery.quality) == ("partial", True)


def test_a_withdrawn_return_had_not_come_after_all(anna, provider, promise):
    found = take(anna, provider)
    actions.withdraw(found=found, reason="The wrong file.", by=anna)

    assert standings(promise, anna)["July 2026"] == Standing.NEVER_CAME
    assert Event.objects.filter(verb="took back that data came").count() == 1


def test_a_quarter_is_whole_when_its_months_came_and_is_no_more_when_one_is_withdrawn(anna, provider):
    values = {**VALUES, "title": "Quarterly waits", "kind": "waits", "first_period": date(2026, 7, 1)}
    values |= {"first_due": date(2026, 10, 20), "since": date(2026, 6, 1), "frequency": "quarterly"}
    promise = promise_data(area=anna.area, organisation=provider, values=values, by=anna)
    at = {"promise": promise, "start": date(2026, 7, 1)}
    taken = {month: take(anna, provider, TEXT + b"\n" * month, f"waits 2026-{month:02}.csv") for month in (7, 8, 9)}
    assert Delivery.objects.get(**at).completeness == "complete"

    actions.withdraw(found=taken[9], reason="The wrong file.", by=anna)
    left = Delivery.objects.get(**at)
    assert (left.completeness, left.quality, left.release) == (
        *("partial", "1 of 3 months did not come"),
        "waits 2026-08.csv",
    )
    events = Event.objects.count()
    update_register(area=anna.area, provider=provider, by=anna)
    assert Event.objects.count() == events

    for month in (7, 8):
        actions.withdraw(found=taken[month], reason="The wrong file.", by=anna)
    assert Delivery.objects.get(**at).state == "expected"


def test_what_somebody_recorded_by_hand_stays(anna, provider, promise):
    values = {"received_on": date(2026, 8, 1), "completeness": "complete", "quality": "By post", "release": ""}
    record_received(promise=promise, start=date(2026, 7, 1), by=anna, **values)
    found = take(anna, provider)
    actions.withdraw(found=found, reason="The wrong file.", by=anna)

    assert promise.deliveries.get(start=date(2026, 7, 1)).quality == "By post"


# --- publishing


def test_every_month_is_published_once_through_the_ledger_and_again_when_it_changes(anna, provider):
    found = take(anna, provider)
    assert queries.to_publish(anna.area) == ("2026-07",)
    outcome = actions.publish_waits(area=anna.area, by=anna, reason="It came.")
    again = actions.publish_waits(area=anna.area, by=anna, reason="It came.")

    assert (outcome.published, again.published) == (("2026-07",), ())
    (month,) = queries.published_months(anna.area)
    assert (month.month, month.numbers["Hydrotherapy, " + provider.label, "up to 18 weeks"]) == ("2026-07", 30)
    actions.withdraw(found=found, reason="The wrong file.", by=anna)
    gone = actions.publish_waits(area=anna.area, by=anna, reason="It was the wrong file.")
    assert (gone.withdrawn, queries.published_months(anna.area)) == (("2026-07",), ())


def test_nobody_publishes_who_may_not(actor, anna, provider):
    take(anna, provider)
    with pytest.raises(NotAllowed):
        actions.publish_waits(area=anna.area, by=actor("Ada"), reason="I would like to.")
