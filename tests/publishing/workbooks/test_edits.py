"""Does each thing that a person changes in an exported workbook change that, and nothing else?"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook

from goldenthread.publishing.packs.changes import Verb
from goldenthread.publishing.packs.faults import Faulty
from goldenthread.publishing.workbooks.export import write_workbook
from goldenthread.publishing.workbooks.propose import Proposal
from tests.publishing.workbooks.conftest import choose
from tests.publishing.workbooks.messy import TODAY, column_of, opened
from tests.publishing.workbooks.small import SMALL

Weigh = Callable[..., Proposal]


@pytest.fixture
def book() -> Workbook:
    return opened(write_workbook(SMALL, TODAY))


def write(book: Workbook, sheet: str, row: int, **values: object) -> None:
    """Write into cells by heading: underscores stand for spaces."""
    page = book[sheet]
    for heading, value in values.items():
        page.cell(row, column_of(page, heading.replace("_", " "))).value = value


def sentences(found: Proposal) -> list[str]:
    return [change.sentence for change in found.changes]


def only_fault(weigh: Weigh, book: Workbook) -> Any:
    with pytest.raises(Faulty) as refusal:
        weigh(book, SMALL)
    (fault,) = refusal.value.faults
    return fault


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
    page = book["Delivery plan"]
    for cell in page[2]:
        page.cell(4, cell.column).value = cell.value
    write(book, "Delivery plan", 4, Action="Redesign equipment", Steps_to_be_taken=None, Target_and_timescales=None)
    found = proposed(book, SMALL)

    assert [action.key for action in found.pack.actions] == ["a1", "a2", "redesign-equipment"]
    assert found.pack.actions[0] == SMALL.actions[0]


def test_a_row_copied_and_left_as_it_is_is_read_once(book: Workbook, proposed: Weigh):
    page = book["Delivery plan"]
    for cell in page[2]:
        page.cell(4, cell.column).value = cell.value

    assert proposed(book, SMALL).changes == ()


# --- answers -------------------------------------------------------------------------------------------------


def answer_rows(book: Workbook) -> dict[str, int]:
    page = book["You said we did"]
    return {str(page.cell(n, 1).value).partition(":")[2]: n for n in range(2, page.max_row + 1)}


def test_what_was_said_and_not_answered_can_be_answered(book: Workbook, proposed: Weigh):
    write(
        book,
        "You said we did",
        answer_rows(book)["s2"],
        We_did="Opened a youth club",
        Measures="Young people who say there is something to do",
    )
    found = proposed(book, SMALL)
    new = found.pack.answers[-1]

    assert (new.kind, new.text, [link.key for link in new.answers]) == ("we-did", "Opened a youth club", ["s2"])
    assert found.pack.measures[-1].title == "Young people who say there is something to do"


def test_what_was_next_becomes_what_was_done(book: Workbook, proposed: Weigh):
    row = answer_rows(book)["n2"]
    write(book, "You said we did", row, What_next=None, We_did="Opened a second clinic")
    answer = proposed(book, SMALL).pack.answers[1]

    assert (answer.key, answer.kind, answer.text) == ("n2", "we-did", "Opened a second clinic")


def test_what_cannot_be_done_asks_why(book: Workbook, proposed: Weigh):
    row = answer_rows(book)["n2"]
    write(book, "You said we did", row, What_next=None, We_could_not="Open a second clinic")
    unanswered = proposed(book, SMALL).pack.answers[1]
    answered = proposed(book, SMALL, lambda q: {"choice": "write", "write": "No money"}).pack.answers[1]

    assert (unanswered.kind, unanswered.reason) == ("could-not", "The workbook does not say why.")
    assert answered.reason == "No money"


def test_a_speaker_is_chosen_from_the_list_or_asked_about(book: Workbook, proposed: Weigh):
    row = answer_rows(book)["s2"]
    write(book, "You said we did", row, Who_said_it="Schools")
    chosen = proposed(book, SMALL)
    write(book, "You said we did", row, Who_said_it="The youth forum")
    asked = proposed(book, SMALL, choose(speaker="young-people"))

    assert chosen.pack.statements[1].speaker == "schools"
    assert "Whose voice is that?" in asked.questions[0].text
    assert asked.pack.statements[1].speaker == "young-people"


def test_a_statement_reworded_is_the_same_statement(book: Workbook, proposed: Weigh):
    write(book, "You said we did", answer_rows(book)["n1"], You_said="We wait far too long")
    found = proposed(book, SMALL)

    assert [(s.key, s.text) for s in found.pack.statements] == [
        ("s1", "We wait far too long"),
        ("s2", "Nothing to do at weekends"),
    ]


def test_an_answer_with_no_words_is_a_fault(book: Workbook, proposed: Weigh):
    write(book, "You said we did", answer_rows(book)["n1"], We_did=None)

    assert "To withdraw an answer, take its whole row out." in str(only_fault(proposed, book))


# --- measures and values -------------------------------------------------------------------------------------


def test_a_new_period_adds_a_value_and_keeps_the_others(book: Workbook, proposed: Weigh):
    write(book, "Measures", 2, Latest_period="2026/27", Latest_value=24)

    assert [(seen.period, seen.value) for seen in proposed(book, SMALL).pack.measures[0].observations] == [
        ("2025/26", 27),
        ("2026/27", 24),
    ]


def test_a_value_is_corrected_on_either_sheet(book: Workbook, proposed: Weigh):
    write(book, "Measures", 2, Latest_value=26.5)
    one = proposed(book, SMALL).pack.measures[0].observations
    other = opened(write_workbook(SMALL, TODAY))
    write(other, "Observations", 2, Value=26.5)

    assert (
        [seen.value for seen in one]
        == [Decimal("26.5")]
        == [seen.value for seen in proposed(other, SMALL).pack.measures[0].observations]
    )


def test_a_value_emptied_is_a_fault_until_its_state_says_why(book: Workbook, proposed: Weigh):
    write(book, "Observations", 2, Value=None)
    assert only_fault(proposed, book).field == "Value"

    write(book, "Observations", 2, State="Suppressed")
    seen = proposed(book, SMALL).pack.measures[0].observations[0]
    assert (seen.value, seen.state) == (None, "suppressed")


def test_new_values_are_added_to_the_measure_they_name(book: Workbook, proposed: Weigh):
    write(
        book,
        "Observations",
        3,
        Measure="Parents who feel heard",
        Period="2026",
        Value="41%",
        Numerator=41,
        Denominator=100,
    )
    (seen,) = proposed(book, SMALL).pack.measures[1].observations

    assert (seen.period, seen.value, seen.numerator, seen.denominator) == ("2026", 41, 41, 100)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"Measure": "Nobody knows", "Period": "2026", "Value": 1}, "Measure"),
        ({"Measure": "Median wait", "Period": None, "Value": 1}, "Period"),
        ({"Measure": "Median wait", "Period": "2027", "Value": "about ten"}, "Value"),
        ({"Measure": "Median wait", "Period": "2027", "Value": 1, "Denominator": 0}, "Denominator"),
        ({"Measure": "Median wait", "Period": "2027", "Value": 10**15}, "Value"),
        ({"Measure": "Median wait", "Period": "2027", "Value": 1, "State": "lost"}, "State"),
    ],
)
def test_a_value_that_cannot_be_is_a_fault_of_its_cell(
    book: Workbook, proposed: Weigh, values: dict[str, Any], field: str
):
    write(book, "Observations", 3, **values)
    with pytest.raises(Faulty) as refusal:
        proposed(book, SMALL)

    assert field in {fault.field for fault in refusal.value.faults}


@pytest.mark.parametrize(
    ("value", "state", "baseline"),
    [
        (31, "known", 31),
        ("31", "known", 31),
        ("28% in 2020", "known", 28),
        ("tbc", "to-be-determined", None),
        (None, "not-stated", None),
    ],
)
def test_a_baseline_is_a_number_or_says_that_it_is_none(
    book: Workbook, proposed: Weigh, value: object, state: str, baseline: int | None
):
    write(book, "Measures", 2, Baseline=value)
    found = proposed(book, SMALL).pack.measures[0].baseline

    assert (found.state, found.value) == (state, baseline)


def test_a_share_typed_without_its_sign_is_a_fault(book: Workbook, proposed: Weigh):
    write(book, "Measures", 3, Baseline=29, Latest_period="2026", Latest_value=0.31)

    assert "31% or 0.31%" in only_fault(proposed, book).expected


def test_a_unit_or_kind_that_is_none_of_the_list_is_a_fault(book: Workbook, proposed: Weigh):
    write(book, "Measures", 2, Unit="furlongs")

    assert only_fault(proposed, book).expected.startswith("one of Per cent, Count")


def test_nothing_is_withdrawn_by_what_a_workbook_cannot_carry(book: Workbook, proposed: Weigh):
    write(book, "Delivery plan", 2, Description="Changed.")
    found = proposed(book, SMALL)

    assert {change.verb for change in found.changes} == {Verb.REWORDED}
    assert found.pack.organisations == SMALL.organisations
    assert found.pack.actions[0].model_copy(update={"text": SMALL.actions[0].text}) == SMALL.actions[0]
