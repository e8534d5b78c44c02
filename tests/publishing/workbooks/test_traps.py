"""Is each trap that real plans hold for an import met by a question, a note or a fault, and never by a guess?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from openpyxl.styles import Font

from goldenthread.publishing.packs.faults import Faulty
from goldenthread.publishing.packs.format import Action
from tests.publishing.workbooks.conftest import choose
from tests.publishing.workbooks.looking import added
from tests.publishing.workbooks.messy import book_of
from tests.publishing.workbooks.small import BARE

HEAD = ["Ref", "Action", "Lead", "Timescale", "Outcome"]


@pytest.mark.parametrize("when", ["Autumn 2024", "31/01/2024", "tbc", "n/a", "-", "ongoing", "from 2026", "2020/2021"])
def test_a_date_that_can_be_read_or_is_none_is_kept_in_its_own_words(proposed: Any, when: str):
    found = proposed(book_of(HEAD, [1, "Do it", None, when]), BARE)

    assert (added(found)[0].due, found.questions) == (when, ())


@pytest.mark.parametrize("when", ["31/02/2025", "30/02/2024", "31 April 2025", "01/13/2025"])
def test_a_day_that_does_not_exist_is_a_fault_of_its_cell(proposed: Any, when: str):
    with pytest.raises(Faulty) as refusal:
        proposed(book_of(HEAD, [1, "Do it", None, when]), BARE)

    (fault,) = refusal.value.faults
    assert fault.where == "sheet “Plan”, cell D2 (Timescale)"
    assert (fault.found, fault.expected) == (f"“{when}”", "a day that exists")
    assert (fault.sheet, fault.row, fault.field) == ("Plan", 2, "Timescale")


@pytest.mark.parametrize(
    ("value", "code", "due"),
    [
        (datetime(2024, 1, 31), "dd/mm/yyyy", "31 January 2024"),
        (datetime(2018, 3, 1), "mmm-yy", "March 2018"),
        (datetime(2024, 6, 1), "yyyy", "2024"),
        (2025, "General", "2025"),
        ("March 2025", "@", "March 2025"),
    ],
)
def test_a_date_cell_is_read_as_it_is_shown(proposed: Any, value: object, code: str, due: str):
    book = book_of(HEAD, [1, "Do it", None, value])
    book.active["D2"].number_format = code

    assert added(proposed(book, BARE))[0].due == due


def test_a_bare_serial_number_is_asked_about(proposed: Any):
    book = book_of(HEAD, [1, "Do it", None, 45322])

    assert added(proposed(book, BARE))[0].due == "45322"
    assert added(proposed(book, BARE, choose(date="0")))[0].due == "31 January 2024"


def test_several_dates_in_one_cell_become_milestones(proposed: Any):
    found = proposed(book_of(HEAD, [1, "Do it", None, "Draft by May 2024\nFinal by September 2024"]), BARE)
    action = added(found)[0]

    assert (action.due, [(step.text, step.due) for step in action.steps]) == (
        "",
        [("Draft by May 2024", "May 2024"), ("Final by September 2024", "September 2024")],
    )


def test_empty_cells_stay_empty(proposed: Any):
    action = added(proposed(book_of(HEAD, [None, "Do it"]), BARE))[0]

    assert action == Action(key="do-it", title="Do it")


def test_a_number_used_twice_is_asked_about_and_both_rows_are_kept(proposed: Any):
    book = book_of(HEAD, [3, "Do it"], [3, "Do something quite different"])
    found = proposed(book, BARE)
    mended = proposed(book, BARE, lambda q: {"choice": "write", "write": "4"} if q.id.startswith("number") else None)

    assert [action.ref for action in added(found)] == ["3", "3"]
    assert "row 2" in found.questions[0].text
    assert "row 3" in found.questions[0].text
    assert [action.ref for action in added(mended)] == ["3", "4"]


@pytest.mark.parametrize(("choice", "count"), [("two", 2), ("one", 1)])
def test_the_same_words_twice_are_one_action_or_two_as_answered(proposed: Any, choice: str, count: int):
    book = book_of(HEAD, [1, "Do it", "Head of SEND"], [2, "Do it", "Designated Clinical Officer"])
    found = proposed(book, BARE, choose(repeat=choice))

    assert len(added(found)) == count
    assert [lead.role for action in added(found) for lead in action.leads] == [
        "Head of SEND",
        "Designated Clinical Officer",
    ]


def test_rows_of_one_merged_action_are_one_action_and_each_date_stays_with_its_steps(proposed: Any):
    book = book_of(
        ["Action", "Steps", "Timescale"],
        ["Do it", "First", "May 2024"],
        [None, "Second", "June 2024"],
        ["Another", "Third", "July 2024"],
    )
    book.active.merge_cells("A2:A3")
    first, second = added(proposed(book, BARE))

    assert (first.due, [(step.text, step.due) for step in first.steps]) == (
        "",
        [("First", "May 2024"), ("Second", "June 2024")],
    )
    assert second.due == "July 2024"


@pytest.mark.parametrize(("choice", "titles"), [("own", ["Do it", "Second"]), ("more", ["Do it"])])
def test_a_row_that_names_no_action_is_asked_about(proposed: Any, choice: str, titles: list[str]):
    found = proposed(
        book_of(["Action", "Steps", "Lead"], ["Do it", "First", None], [None, "Second", "Head of SEND"]),
        BARE,
        choose(unnamed=choice),
    )

    assert [action.title for action in added(found)] == titles
    assert sum(len(action.steps) for action in added(found)) == 2


@pytest.mark.parametrize(
    ("choice", "themes", "count"), [("heading", ["Priority 2: Breaks"], 2), ("note", [], 2), ("action", [], 3)]
)
def test_a_line_across_the_table_is_asked_about(proposed: Any, choice: str, themes: list[str], count: int):
    book = book_of(HEAD, [1, "Do it", "Head of SEND"], ["Priority 2: Breaks"], [2, "Do more", "Head of SEND"])
    book.active.merge_cells("A3:E3")
    found = proposed(book, BARE, choose(lone=choice))

    assert len(added(found)) == count
    assert [theme.title for theme in found.pack.themes] == themes


@pytest.mark.parametrize(
    "note", ["* led jointly", "Note: subject to funding", "Key: red is late", "Source: board papers"]
)
def test_notes_below_the_table_are_said_and_are_no_rows(proposed: Any, note: str):
    found = proposed(book_of(HEAD, [1, "Do it"], [], [note]), BARE)

    assert len(added(found)) == 1
    assert any(note in said for said in found.notes)
    assert found.questions == ()


@pytest.mark.parametrize(("choice", "count"), [("in", 2), ("out", 1)])
def test_a_row_struck_through_is_asked_about(proposed: Any, choice: str, count: int):
    book = book_of(HEAD, [1, "Do it"], [2, "Do no more"])
    book.active["B3"].font = Font(strike=True)
    found = proposed(book, BARE, choose(struck=choice))

    assert len(added(found)) == count


@pytest.mark.parametrize(("choice", "count"), [("read", 2), ("leave", 1)])
def test_a_hidden_sheet_is_asked_about(proposed: Any, choice: str, count: int):
    book = book_of(HEAD, [1, "Do it"])
    old = book.create_sheet("Old plan")
    old.append(HEAD)
    old.append([9, "Did something else"])
    old.sheet_state = "hidden"

    assert len(added(proposed(book, BARE, choose(hidden=choice)))) == count


def test_a_sheet_that_is_no_plan_is_said_to_be_unread(proposed: Any):
    book = book_of(HEAD, [1, "Do it"])
    book.create_sheet("Contacts").append(["Telephone", "Room"])

    assert any("“Contacts” was not read" in note for note in proposed(book, BARE).notes)


def test_headings_may_stand_in_two_rows_and_far_down(proposed: Any):
    book = book_of(
        ["Our plan"],
        [],
        [],
        ["Action", "Timescale", None, "Lead"],
        [None, "Start", "End", None],
        ["Do it", "May 2024", "June 2024", "Head of SEND"],
    )
    book.active.merge_cells("B4:C4")
    action = added(proposed(book, BARE))[0]

    assert (action.title, action.due, action.text) == ("Do it", "June 2024", "Start: May 2024")


def test_wrong_headings_are_quoted_with_what_was_expected(proposed: Any):
    with pytest.raises(Faulty) as refusal:
        proposed(book_of(["Telephone", "Room", "Floor"], ["0191", "B2", "3"]), BARE)

    fault = str(refusal.value)
    assert "found the headings “Telephone”, “Room” and “Floor” in row 1" in fault
    assert "expected headings of a plan, such as “Action”" in fault


def test_formulas_and_bad_dates_are_listed_together_row_by_row(proposed: Any):
    book = book_of(
        HEAD, [1, "Do it", "=A2", "31/02/2025"], [2, "=B2", "Head of SEND", "May 2024"], [3, "Do more", "#REF!", None]
    )
    book.active["C4"].data_type = "e"
    with pytest.raises(Faulty) as refusal:
        proposed(book, BARE)

    assert [(fault.row, fault.field) for fault in refusal.value.faults] == [
        (2, "Lead"),
        (2, "Timescale"),
        (3, "Action"),
        (4, "Lead"),
    ]


def test_words_too_long_for_a_title_are_kept_whole_below_it(proposed: Any):
    words = "Do it " * 100
    action = added(proposed(book_of(HEAD, [1, words]), BARE))[0]

    assert len(action.title) <= 300
    assert action.text == words.strip()


def test_two_columns_of_leads_are_both_read(proposed: Any):
    book = book_of(["Action", "LA lead", "Health lead"], ["Do it", "Head of SEND", "Designated Clinical Officer"])

    assert [lead.role for lead in added(proposed(book, BARE))[0].leads] == [
        "Head of SEND",
        "Designated Clinical Officer",
    ]


def test_the_same_new_action_on_two_sheets_is_one(proposed: Any):
    book = book_of(HEAD, [1, "Do it", "Head of SEND", "May 2024"])
    short = book.create_sheet("Key actions")
    short.append(["Ref", "Key action", "By when"])
    short.append([1, "Do it", "June 2024"])
    found = proposed(book, BARE)

    assert [(action.title, action.due) for action in added(found)] == [("Do it", "May 2024")]
    assert "is “May 2024” on one sheet and “June 2024” on another" in found.questions[0].text


def test_a_status_in_colours_is_no_status_and_is_said(proposed: Any):
    found = proposed(book_of(["Action", "Status"], ["Do it", "Amber"], ["Do more", "Completed"]), BARE)

    assert [action.state for action in added(found)] == ["not-stated", "done"]
    assert any("“Amber”" in note for note in found.notes)
