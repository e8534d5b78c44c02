"""Does a council's own plan come in with every row kept, nothing guessed, and a short list of questions?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from openpyxl.styles import Font

from goldenthread.publishing.packs.faults import Faulty
from goldenthread.publishing.packs.format import Action, Pack
from goldenthread.publishing.workbooks.propose import Proposal
from tests.publishing.workbooks import messy
from tests.publishing.workbooks.conftest import choose
from tests.publishing.workbooks.messy import book_of
from tests.publishing.workbooks.small import BARE


def added(found: Proposal, source: Pack = BARE) -> list[Action]:
    """The actions that the workbook adds."""
    known = {action.key for action in source.actions}
    return [action for action in found.pack.actions if action.key not in known]


def asked(found: Proposal) -> list[str]:
    """The kinds of its questions, in order."""
    return [question.id.split("-")[0] for question in found.questions]


def words_of(found: Proposal) -> str:
    """Everything that the strategy would hold."""
    return found.pack.model_dump_json()


# --- York: outcome, action, start, end, two leads, success measure, evidence, dated ratings ---------------------


def test_york_every_row_is_an_action(proposed: Any):
    found = proposed(messy.york_shaped(), BARE)

    assert [action.title for action in added(found)] == [
        "Map the offer; Publish the map; Review it each term",
        "Train front-line staff",
        "Agree a protocol for advice",
        "Hold a workshop",
    ]


def test_york_asks_a_short_list_of_questions(proposed: Any):
    assert sorted(asked(proposed(messy.york_shaped(), BARE))) == sorted(
        ["several", "date", "who", "two", "nothing", "nothing", "who"]
    )


def test_york_a_misprinted_date_is_asked_with_both_readings_and_kept_as_it_is(proposed: Any):
    found = proposed(messy.york_shaped(), BARE)
    question = next(q for q in found.questions if q.id.startswith("date"))

    assert question.text == "Does “March 2-21” mean 2 to 21 March (and of which year), or March 2021?"
    assert [option.label for option in question.options] == [
        "March 2021",
        "2 to 21 March, of a year that it does not say",
        "Another date",
        "Nobody knows yet: keep it as “March 2-21”",
    ]
    assert added(found)[0].due == "March 2-21"


@pytest.mark.parametrize(
    ("answer", "due"),
    [
        ({"choice": "0"}, "March 2021"),
        ({"choice": "1"}, "2 to 21 March"),
        ({"choice": "write", "write": "21 March 2021"}, "21 March 2021"),
        ({"choice": "keep"}, "March 2-21"),
    ],
)
def test_york_the_answer_about_a_date_is_what_is_kept(proposed: Any, answer: dict[str, str], due: str):
    found = proposed(messy.york_shaped(), BARE, lambda q: answer if q.id.startswith("date") else None)

    assert added(found)[0].due == due


def test_york_initials_and_names_are_asked_about_and_never_kept(proposed: Any):
    found = proposed(messy.york_shaped(), BARE)

    assert [lead.wording for lead in added(found)[0].leads] == ["two leads named only by initials"]
    assert "AJ" not in words_of(found)
    assert "Robin" not in words_of(found)
    assert "Madeup" not in words_of(found)


def test_york_an_answer_names_the_role_and_the_body(proposed: Any):
    said = {"choice": "write", "write": "Head of SEND, Oxbow Council\nDesignated Clinical Officer"}
    found = proposed(messy.york_shaped(), BARE, lambda q: said if "AJ and LB" in q.text else None)

    assert [(lead.role, lead.organisation) for lead in added(found)[0].leads] == [
        ("Head of SEND", "oxbow-council"),
        ("Designated Clinical Officer", None),
    ]


def test_york_two_leads_in_one_cell_are_two(proposed: Any):
    found = proposed(messy.york_shaped(), BARE)

    assert [lead.role for lead in added(found)[1].leads] == ["Head of SEND", "Designated Clinical Officer"]


@pytest.mark.parametrize(
    ("choice", "roles"), [("apart", ["Head of SEND", "Health Lead"]), ("one", ["Head of SEND and Health Lead"])]
)
def test_york_an_and_between_two_roles_is_asked_about(proposed: Any, choice: str, roles: list[str]):
    found = proposed(messy.york_shaped(), BARE, choose(two=choice))

    assert [lead.role for lead in added(found)[2].leads] == roles


def test_york_a_merged_outcome_holds_for_each_of_its_rows_and_that_is_said(proposed: Any):
    found = proposed(messy.york_shaped(), BARE)

    assert added(found)[0].achieves == added(found)[1].achieves != ()
    assert "On “Plan”, “Outcome” in rows 3 to 4 is one merged cell, read for every one of its rows." in found.notes


def test_york_na_and_tbc_are_kept_as_words_and_are_no_outcome_or_measure(proposed: Any):
    found = proposed(messy.york_shaped(), BARE)
    workshop = added(found)[3]

    assert (workshop.achieves, workshop.text, workshop.due) == ((), "Outcome: “n/a”.", "tbc")
    assert "Success measure: “tbc”." in added(found)[2].text
    assert {outcome.text for outcome in found.pack.outcomes} == {
        "Families know what is on offer",
        "Plans are written on time",
    }


def test_york_what_was_not_read_is_said(proposed: Any):
    notes = " ".join(proposed(messy.york_shaped(), BARE).notes)

    for words in (
        "“Evidence”",
        "“Rating Jul 2020”",
        "“Rating Oct 2020”",
        "row 5 is hidden",
        "Written Statement of Action: progress",
    ):
        assert words in notes


def test_york_three_actions_in_one_cell_are_one_two_or_three_as_answered(proposed: Any):
    one = proposed(messy.york_shaped(), BARE, choose(several="one"))
    steps = proposed(messy.york_shaped(), BARE, choose(several="steps"))
    apart = proposed(messy.york_shaped(), BARE, choose(several="apart"))

    assert len(added(one)) == 4
    assert added(one)[0].text.startswith("1. Map the offer\n2. Publish the map")
    assert [step.text for step in added(steps)[0].steps] == ["Map the offer", "Publish the map", "Review it each term"]
    assert [action.title for action in added(apart)][:3] == ["Map the offer", "Publish the map", "Review it each term"]
    assert len({action.due for action in added(apart)[:3]}) == 1


# --- Devon: indicators ---------------------------------------------------------------------------------------


def test_devon_baselines_targets_and_values_are_read_with_their_periods(proposed: Any):
    plans, heard, waits, event = proposed(messy.devon_shaped(), BARE).pack.measures

    assert (plans.unit, str(plans.baseline.value), plans.baseline.period) == ("per cent", "4.5", "September 2023")
    assert [(seen.period, str(seen.value)) for seen in plans.observations] == [
        ("Autumn term 2023", "3.99"),
        ("Spring term 2024", "12.1"),
    ]
    assert (heard.baseline.value, heard.target.kind, heard.target.value) == (8, "absolute", 90)
    assert (waits.baseline.state, waits.baseline.value, waits.target.direction) == ("to-be-determined", None, "down")
    assert (event.baseline.state, event.baseline.value, event.target.kind) == ("not-stated", None, "not-stated")


def test_devon_a_star_is_asked_about_and_is_never_zero(proposed: Any):
    found = proposed(messy.devon_shaped(), BARE, choose(symbol="suppressed"))
    seen = found.pack.measures[1].observations[0]

    assert (seen.value, seen.state, seen.note) == (None, "suppressed", "The workbook says “*”.")


def test_devon_a_planned_path_is_said_to_be_unread(proposed: Any):
    assert any("“Autumn term 2023 milestone”" in note for note in proposed(messy.devon_shaped(), BARE).notes)


@pytest.mark.parametrize(("choice", "comparator"), [("both", "30.8"), ("leave", "None")])
def test_a_comparator_that_cannot_be_right_is_asked_about(proposed: Any, choice: str, comparator: str):
    book = book_of(
        ["Indicator", "Baseline", "Autumn term 2023 actual", "National"], ["Plans on time, per cent", 4.5, 3.99, 30.8]
    )
    found = proposed(book, BARE, choose(far=choice))

    assert "3.99 beside 30.8 elsewhere" in found.questions[0].text
    assert str(found.pack.measures[0].observations[0].comparator) == comparator


# --- Newcastle, Northumberland, North East Lincolnshire ------------------------------------------------------


def test_newcastle_each_row_is_an_action_though_no_column_says_so(proposed: Any):
    first, breaks, framework, schools = added(proposed(messy.newcastle_shaped(), BARE))

    assert first.title == "SEND Strategy priority 1.9: Reimagining of Child Therapies"
    assert breaks.achieves == ()
    assert framework.themes == schools.themes != ()
    assert [(step.due, step.state) for step in first.steps if step.kind == "milestone"] == [
        ("", "done"),
        ("Autumn 2024", "not-stated"),
        ("31/01/2024", "not-stated"),
    ]


def test_newcastle_rows_that_may_be_the_strategys_own_actions_are_asked_about(packs: dict[str, Pack], proposed: Any):
    source = packs["newcastle"]
    joined = proposed(messy.newcastle_shaped(), source, choose(**{"is": "yes"}))
    apart = proposed(messy.newcastle_shaped(), source, choose(**{"is": "no"}))

    assert len(joined.pack.actions) == len(source.actions) + 1
    assert len(apart.pack.actions) == len(source.actions) + 4
    assert {action.key for action in source.actions} <= {action.key for action in joined.pack.actions}


def test_northumberland_short_dates_stay_as_they_are_written(proposed: Any):
    actions = added(proposed(messy.northumberland_shaped(), BARE))

    assert [(action.ref, action.due) for action in actions] == [("1", "Dec 17"), ("2", "Mar 18"), ("3", "Dec17")]
    assert [action.leads[0].wording for action in actions] == [
        "two leads named only by initials",
        "three leads named only by initials",
        "two leads named only by initials",
    ]


def test_northumberland_a_date_that_the_spreadsheet_made_up_is_asked_about(proposed: Any):
    book = messy.northumberland_shaped()
    book.active["D2"] = datetime(2026, 12, 17)
    book.active["D2"].number_format = "d-mmm"
    found = proposed(book, BARE)
    question = next(q for q in found.questions if q.id.startswith("date"))

    assert "Is it 17 December 2026, which the spreadsheet holds, or December 2017?" in question.text
    assert added(found)[0].due == "17 December"
    assert added(proposed(book, BARE, choose(date="1")))[0].due == "December 2017"


def test_lincolnshire_each_line_is_an_answer_with_its_year(proposed: Any):
    found = proposed(messy.lincolnshire_shaped(), BARE)

    assert [(answer.kind, answer.text, answer.year) for answer in found.pack.answers][:4] == [
        ("we-did", "Reviewed the audit process", ""),
        ("we-did", "Procured a new system", ""),
        ("what-next", "Develop a new format", "2020/2021"),
        ("what-next", "Give parents direct access", "2021/2022"),
    ]
    assert [theme.title for theme in found.pack.themes] == ["Education Health and Care Plans", "Transitions"]
    assert {link.basis for link in found.pack.answers[0].answers} == {"stated-of-the-set"}


def test_lincolnshire_baselines_in_the_words_are_read_and_unset_ones_stay_unset(proposed: Any):
    plans, event, know = proposed(messy.lincolnshire_shaped(), BARE).pack.measures

    assert (plans.baseline.value, plans.baseline.period, plans.unit, plans.target.direction) == (
        63,
        "2020",
        "per cent",
        "up",
    )
    assert (event.baseline.state, event.baseline.value, event.unit) == ("not-stated", None, "words")
    assert (know.baseline.state, know.baseline.value) == ("to-be-determined", None)


# --- the traps, one by one -----------------------------------------------------------------------------------

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
