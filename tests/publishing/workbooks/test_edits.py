"""Does each thing that a person changes in an exported workbook change that, and nothing else?"""

from __future__ import annotations

from typing import Any

import pytest
from openpyxl import Workbook

from tests.publishing.workbooks.conftest import choose
from tests.publishing.workbooks.looking import Weigh, copy_row, only_fault, sentences, write
from tests.publishing.workbooks.messy import TODAY, column_of
from tests.publishing.workbooks.small import SMALL

# --- actions -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "value", "sentence"),
    [
        ("Action", "Redesign all therapy", "The action “1 Redesign therapy” was reworded."),
        ("Description", "With families.", "The action “1 Redesign therapy” was reworded."),
        ("Ref", "1a", "The number of “1 Redesign therapy” changed from “1” to “1a”."),
        ("Area_of_focus", "Therapy\nShort breaks", "“1 Redesign therapy” now is under “Short breaks”."),
        (
            "Outcomes",
            "Children wait less\nFamilies get a break",
            "“1 Redesign therapy” now works towards “Families get a break”.",
        ),
        ("Outcomes", None, "“1 Redesign therapy” no longer works towards “Children wait less”."),
        ("Outcomes", "Children wait much less", "The outcome “Children wait less” was reworded."),
        ("Measures", None, "“Median wait” no longer measures “1 Redesign therapy”."),
    ],
)
def test_one_cell_changes_one_thing(book: Workbook, proposed: Weigh, heading: str, value: str | None, sentence: str):
    write(book, "Delivery plan", 2, **{heading: value})
    found = proposed(book, SMALL)

    assert sentences(found) == [sentence]
    assert found.questions == ()


def test_a_step_reworded_is_still_that_step(book: Workbook, proposed: Weigh):
    write(book, "Delivery plan", 2, Steps_to_be_taken="Review all the pathways [Done]\nTell families [by May 2026]")
    first, second, milestone = proposed(book, SMALL).pack.actions[0].steps

    assert (first.key, first.text, first.state) == ("s1", "Review all the pathways", "done")
    assert (second.key, second.text, second.due) == ("s2", "Tell families", "May 2026")
    assert milestone == SMALL.actions[0].steps[1]


def test_a_step_taken_out_is_withdrawn_and_no_other(book: Workbook, proposed: Weigh):
    write(book, "Delivery plan", 2, Steps_to_be_taken=None)

    assert [step.key for step in proposed(book, SMALL).pack.actions[0].steps] == ["m1"]


def test_a_new_row_is_a_new_action(book: Workbook, proposed: Weigh):
    write(
        book,
        "Delivery plan",
        4,
        Action="Train teachers",
        Lead="Head of SEND, Oxbow Council",
        Timescale="Spring 2027",
        Outcomes="Children wait less",
    )
    new = proposed(book, SMALL).pack.actions[-1]

    assert (new.key, new.title, new.due) == ("train-teachers", "Train teachers", "Spring 2027")
    assert [(link.key, link.basis) for link in new.achieves] == [("o1", "added")]
    assert new.leads[0].organisation == "oxbow-council"


def test_a_new_outcome_or_priority_is_added_and_joined(book: Workbook, proposed: Weigh):
    write(
        book,
        "Delivery plan",
        3,
        Commissioning_priorities="2.1 Time to breathe",
        Outcomes="Families get a break\nCarers sleep",
    )
    found = proposed(book, SMALL)

    assert [(p.ref, p.title) for p in found.pack.priorities][-1] == ("2.1", "Time to breathe")
    assert found.pack.outcomes[-1].text == "Carers sleep"
    assert [link.key for link in found.pack.actions[1].achieves] == ["o2", "carers-sleep"]


def test_a_status_changed_is_an_update_that_says_where_it_was_reported(book: Workbook, proposed: Weigh):
    write(book, "Delivery plan", 2, Status="Done")
    action = proposed(book, SMALL).pack.actions[0]

    assert (action.state, action.updates[0].state, action.updates[0].on) == ("done", "done", TODAY)
    assert action.updates[0].note == "Reported in the workbook “plan.xlsx”."


@pytest.mark.parametrize(
    ("status", "expected"),
    [("Nearly there", "one of Not stated, Not started"), ("Embedded", "something that can follow “In progress”")],
)
def test_a_status_that_cannot_be_is_a_fault_of_its_cell(book: Workbook, proposed: Weigh, status: str, expected: str):
    write(book, "Delivery plan", 2, Status=status)
    fault = only_fault(proposed, book)

    assert (fault.sheet, fault.row, fault.field) == ("Delivery plan", 2, "Status")
    assert fault.expected.startswith(expected)


def test_what_blocks_an_action_is_asked_for(book: Workbook, proposed: Weigh):
    write(book, "Delivery plan", 2, Status="Blocked")
    unanswered = proposed(book, SMALL)
    answered = proposed(book, SMALL, lambda q: {"choice": "write", "write": "No premises"})

    assert unanswered.pack.actions[0].state == "in-progress"
    assert (answered.pack.actions[0].state, answered.pack.actions[0].blocked_reason) == ("blocked", "No premises")


def test_a_change_made_on_both_sheets_is_one_change(book: Workbook, proposed: Weigh):
    write(book, "Delivery plan", 3, Timescale="May 2027")
    write(book, "Key actions", 3, Timescale="May 2027")
    found = proposed(book, SMALL)

    assert (sentences(found), found.questions) == (["“2 Offer weekend breaks” was given a date: May 2027."], ())


def test_different_changes_on_two_sheets_are_asked_about(book: Workbook, proposed: Weigh):
    write(book, "Delivery plan", 3, Timescale="May 2027")
    write(book, "Key actions", 3, Timescale="June 2027")

    assert "is “May 2027” on one sheet and “June 2027” on another" in proposed(book, SMALL).questions[0].text
    assert proposed(book, SMALL, choose(sheets="second")).pack.actions[1].due == "June 2027"


def test_a_lead_edited_into_a_name_is_asked_about(book: Workbook, proposed: Weigh):
    write(book, "Delivery plan", 2, Lead="Robin Madeup")
    found = proposed(book, SMALL)

    assert "Robin" not in found.pack.model_dump_json()
    assert "Who is “Robin Madeup”" in found.questions[0].text


# --- dates that move -----------------------------------------------------------------------------------------

AGREED = {"choice": "write", "agreed_by": "SEND Board, 12 November 2026", "reason": "The tender was late"}


def test_a_date_that_moves_waits_for_who_agreed_it_and_why(book: Workbook, proposed: Weigh):
    write(book, "Delivery plan", 2, Timescale="September 2026")
    found = proposed(book, SMALL)

    assert found.changes == ()
    assert "moved from March 2026 to September 2026. Who agreed it, and why?" in found.questions[0].text


def test_a_date_that_moves_keeps_the_earlier_one(book: Workbook, proposed: Weigh):
    write(book, "Delivery plan", 2, Timescale="September 2026")
    action = proposed(book, SMALL, lambda q: AGREED).pack.actions[0]
    (moved,) = action.redatings

    assert (action.due, moved.was, moved.now, moved.on) == ("September 2026", "March 2026", "September 2026", TODAY)
    assert (moved.agreed_by, moved.reason) == ("SEND Board, 12 November 2026", "The tender was late")


def test_several_dates_that_move_are_one_question_or_many(book: Workbook, proposed: Weigh):
    write(
        book,
        "Delivery plan",
        2,
        Timescale="September 2026",
        Target_and_timescales="New contract starts [by 1 October 2026]",
    )
    asked = proposed(book, SMALL)
    together = proposed(book, SMALL, lambda q: AGREED)
    apart = proposed(book, SMALL, choose(moved="each"))

    assert len(asked.open) == 1
    assert [(m.step, m.now) for m in together.pack.actions[0].redatings] == [
        (None, "September 2026"),
        ("m1", "1 October 2026"),
    ]
    assert len(apart.questions) == 3


def test_a_date_emptied_is_a_promise_withdrawn_and_is_asked_about(book: Workbook, proposed: Weigh):
    write(book, "Delivery plan", 2, Timescale=None)
    action = proposed(book, SMALL, lambda q: AGREED).pack.actions[0]

    assert (action.due, action.redatings[0].now) == ("", "no date")


def test_a_date_written_another_way_did_not_move(book: Workbook, proposed: Weigh):
    write(book, "Delivery plan", 2, Target_and_timescales="New contract starts [by 01/04/2026]")

    assert proposed(book, SMALL).questions == ()


# --- rows taken out and put in -------------------------------------------------------------------------------


@pytest.mark.parametrize(("choice", "count"), [("keep", 2), ("withdraw", 1), (None, 2)])
def test_a_row_taken_out_is_withdrawn_only_if_a_person_says_so(
    book: Workbook, proposed: Weigh, choice: str | None, count: int
):
    book["Delivery plan"].delete_rows(3)
    book["Key actions"].delete_rows(3)
    found = proposed(book, SMALL, choose(gone=choice) if choice else None)

    assert "The row of “Offer weekend breaks” was taken out" in found.questions[0].text
    assert len(found.pack.actions) == count


def test_a_row_taken_out_of_one_of_two_sheets_changes_nothing(book: Workbook, proposed: Weigh):
    book["Key actions"].delete_rows(3)
    found = proposed(book, SMALL)

    assert (found.changes, found.questions) == ((), ())


def test_many_rows_taken_out_are_one_question(packs: Any, exported: Any, proposed: Weigh):
    book = exported("north-east-lincolnshire")
    book["Measures"].delete_rows(2, 20)
    found = proposed(book, packs["north-east-lincolnshire"])

    assert [question.id.split("-")[0] for question in found.questions] == ["gone"]
    assert len(found.questions[0].places) == 20


def test_a_sheet_taken_out_leaves_what_it_held(book: Workbook, proposed: Weigh):
    del book["Measures"]
    del book["You said we did"]
    found = proposed(book, SMALL)

    assert (found.changes, found.questions) == ((), ())
    assert any("no sheet “You said we did” or “Measures”" in note for note in found.notes)


def test_a_column_taken_out_leaves_what_it_held(book: Workbook, proposed: Weigh):
    page = book["Delivery plan"]
    page.delete_cols(column_of(page, "Outcomes"))
    found = proposed(book, SMALL)

    assert found.changes == ()
    assert any("no longer has “Outcomes”" in note for note in found.notes)


def test_a_heading_renamed_is_a_fault_that_says_what_was_expected(book: Workbook, proposed: Weigh):
    page = book["Delivery plan"]
    page.cell(1, column_of(page, "Outcomes")).value = "Hoped-for things"
    fault = only_fault(proposed, book)

    assert (fault.found, fault.expected) == ("the heading “Hoped-for things”", "one of “Outcomes”")


def test_a_row_copied_with_its_hidden_key_is_a_new_action(book: Workbook, proposed: Weigh):
    copy_row(book, "Delivery plan", 2, 4)
    write(book, "Delivery plan", 4, Action="Redesign equipment", Steps_to_be_taken=None, Target_and_timescales=None)
    found = proposed(book, SMALL)

    assert [action.key for action in found.pack.actions] == ["a1", "a2", "redesign-equipment"]
    assert found.pack.actions[0] == SMALL.actions[0]


def test_a_row_copied_and_left_as_it_is_is_read_once(book: Workbook, proposed: Weigh):
    copy_row(book, "Delivery plan", 2, 4)

    assert proposed(book, SMALL).changes == ()
