"""What do pages say of data that did not come?"""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.understanding.supply.actions import end, record_received, record_refused
from goldenthread.understanding.supply.definitions import BASES, CONDITIONS
from goldenthread.understanding.supply.queries import (
    in_force,
    measure_titles,
    missing_for,
    missing_for_measures,
    not_come,
    uncapitalised,
)
from tests.fixtures import NOW
from tests.understanding.supply.making import OCTOBER, made_promise

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
MEASURE = "m-waits-fall"


def came(promise, by, completeness="complete", start=OCTOBER):
    record_received(
        promise=promise,
        start=start,
        received_on=by.today,
        completeness=completeness,
        quality="Secret of a service.",
        release="",
        by=by,
    )


def test_a_late_delivery_says_who_what_since_when_and_what_is_not_known(newcastle, actor):
    promise = made_promise(newcastle, actor("Anna"))
    who = promise.organisation.label

    assert missing_for(newcastle, TODAY) == [
        (
            f"{who} has not sent monthly therapy waits for October 2026 (due on 15 November 2026). "
            "So it is not known who waits for speech therapy there."
        )
    ]
    assert missing_for(newcastle, date(2026, 11, 15)) == []
    assert not_come(newcastle, TODAY) == 1


def test_several_missing_periods_are_named_and_many_are_counted(newcastle, actor):
    made_promise(newcastle, actor("Anna"))

    (three,) = missing_for(newcastle, date(2027, 1, 20))
    (five,) = missing_for(newcastle, date(2027, 3, 20))

    assert "for October 2026, November 2026 and December 2026 (the first was due on 15 November 2026)" in three
    assert "for 5 periods, the first October 2026 and the last February 2027" in five


def test_a_refusal_is_told_and_its_reason_is_not(newcastle, actor):
    anna = actor("Anna")
    promise = made_promise(newcastle, anna)
    record_refused(promise=promise, start=OCTOBER, reason="We do not trust you.", by=anna)

    (said,) = missing_for(newcastle, TODAY)
    assert "refused to send monthly therapy waits" in said
    assert "trust" not in said


def test_what_came_in_part_is_told_without_its_quality_note_and_what_came_whole_is_not_told(newcastle, actor):
    anna = actor("Anna")
    promise = made_promise(newcastle, anna)
    came(promise, anna, "partial")
    (said,) = missing_for(newcastle, TODAY)
    assert said.endswith("(due on 15 November 2026) only in part.")
    assert "Secret" not in said

    came(promise, anna)
    assert missing_for(newcastle, TODAY) == []


def test_only_the_pages_that_the_data_feed_say_so(newcastle, actor):
    made_promise(newcastle, actor("Anna"), measures=[MEASURE], indicators=["W1"], kind="waits")

    assert missing_for(newcastle, TODAY, measure=MEASURE)
    assert missing_for(newcastle, TODAY, indicator="W1")
    assert missing_for(newcastle, TODAY, kind="waits")
    assert missing_for_measures(newcastle, TODAY)
    assert not missing_for(newcastle, TODAY, measure="another")
    assert not missing_for(newcastle, TODAY, indicator="W2")
    assert not missing_for(newcastle, TODAY, kind="sen2")


def test_an_ended_promise_is_told_of_no_more_from_the_next_day(newcastle, actor):
    anna = actor("Anna")
    promise = made_promise(newcastle, anna)
    end(promise=promise, on=TODAY, reason="A new system.", by=anna)

    assert len(in_force(newcastle, TODAY)) == 1
    assert in_force(newcastle, date(2026, 11, 23)) == ()


def test_another_area_has_nothing_to_do_with_it(newcastle, tameside, actor):
    made_promise(newcastle, actor("Anna"))

    assert missing_for(tameside, TODAY) == []


def test_the_measures_are_those_of_the_area(newcastle):
    assert MEASURE in measure_titles(newcastle)


@pytest.mark.parametrize(
    ("title", "inside"),
    [("Monthly waits", "monthly waits"), ("SEN2 return", "SEN2 return"), ("A list", "a list"), ("", "")],
)
def test_a_title_reads_inside_a_sentence(title, inside):
    assert uncapitalised(title) == inside


def test_no_lawful_ground_is_offered_without_its_source_and_how_sure_we_are():
    assert all(ground.source and ground.confidence for ground in (*BASES, *CONDITIONS))
    assert all(ground.holds_on(TODAY) for ground in (*BASES, *CONDITIONS))


def test_the_register_costs_the_same_however_much_is_promised(newcastle, actor, django_assert_num_queries):
    anna = actor("Anna")
    for number in range(4):
        came(made_promise(newcastle, anna, title=f"Return {number}"), anna)

    with django_assert_num_queries(2):
        missing_for(newcastle, TODAY)
