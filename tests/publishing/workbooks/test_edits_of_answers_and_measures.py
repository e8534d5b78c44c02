"""Does each change to answers, measures and values in an exported workbook change that, and nothing else?"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook

from goldenthread.publishing.packs.changes import Verb
from goldenthread.publishing.packs.format import Observation, Target
from goldenthread.publishing.workbooks.export import write_workbook
from tests.publishing.workbooks.conftest import choose
from tests.publishing.workbooks.looking import Weigh, faults, only_fault, write
from tests.publishing.workbooks.messy import TODAY, opened
from tests.publishing.workbooks.small import SMALL

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


@pytest.mark.parametrize(("choice", "kind"), [("keep", "absolute"), ("go", "not-stated"), (None, "absolute")])
def test_a_target_goes_only_if_a_person_says_so(proposed: Weigh, choice: str | None, kind: str):
    target = Target(kind="absolute", direction="down", value=Decimal(10))
    held = SMALL.model_copy(
        update={"measures": (SMALL.measures[0].model_copy(update={"target": target}), *SMALL.measures[1:])}
    )
    book = opened(write_workbook(held, TODAY))
    write(book, "Measures", 2, Target=None)

    (question,) = proposed(book, held).questions

    assert question.text.endswith(", 10, is emptied. Is it to go?")
    assert proposed(book, held, choose(emptied=choice) if choice else None).pack.measures[0].target.kind == kind


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
    assert field in {fault.field for fault in faults(proposed, book)}


@pytest.mark.parametrize(
    ("sheet", "values", "field", "expected"),
    [
        ("Observations", {"Value": 40, "Numerator": -5, "Denominator": 100}, "Numerator", "zero or more"),
        ("Observations", {"Value": 9999}, "Value", "a number from 0 to 100"),
        ("Observations", {"Value": 31, "Numerator": 40, "Denominator": 100}, "Value", "40 of 100 is 40.0 per cent, not 31"),
        ("Observations", {"Value": 40, "Numerator": 5, "Denominator": 2}, "Numerator", "5 is more than 2"),
        ("Observations", {"Value": 4, "State": "Suppressed"}, "Value", "is left empty; it is never zero"),
        ("Observations", {"Period": "2031", "Value": 4}, "Period", "has not begun"),
        ("Measures", {"Latest_period": "2026", "Latest_value": 140}, "Latest value", "a number from 0 to 100"),
        ("Measures", {"Latest_period": "2026", "Latest_value": 4, "Denominator": 0}, "Denominator", "more than zero"),
    ],
)  # fmt: skip
def test_a_value_that_the_form_refuses_is_a_fault_of_its_cell(
    book: Workbook, proposed: Weigh, sheet: str, values: dict[str, Any], field: str, expected: str
):
    new = {"Measure": "Parents who feel heard", "Period": "2026"} if sheet == "Observations" else {}
    write(book, sheet, 3, **{**new, **values})
    fault = only_fault(proposed, book)

    assert (fault.sheet, fault.row, fault.field) == (sheet, 3, field)
    assert expected in str(fault)


def test_a_value_that_was_odd_already_is_left_as_it_is(proposed: Weigh):
    odd = SMALL.measures[1].model_copy(update={"observations": (Observation(period="2026", value=Decimal(140)),)})
    source = SMALL.model_copy(update={"measures": (SMALL.measures[0], odd)})

    assert proposed(write_workbook(source, TODAY), source).changes == ()


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
