"""Does a council's own plan come in with every row kept, nothing guessed, and a short list of questions?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from goldenthread.publishing.packs.format import Pack
from tests.publishing.workbooks import messy
from tests.publishing.workbooks.conftest import choose
from tests.publishing.workbooks.looking import added, asked, words_of
from tests.publishing.workbooks.messy import book_of
from tests.publishing.workbooks.small import BARE

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
