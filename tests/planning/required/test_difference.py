"""Does the difference between two versions say everything that a reader would want to be told, and nothing else?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.planning.required.presenters import COLUMNS, csv_rows, difference


def action(key: str, **values: Any) -> dict[str, Any]:
    made = {
        "item": "", "key": key, "ref": "", "title": f"Action {key}", "text": "", "withdrawn": "", "due": "March 2027",
        "state": "in-progress", "status": "on track", "reason": "", "redatings": [], "leads": [{"part": "Lead", "who": "A council"}],
        "problems": [], "evidence": [], "priorities": [], "outcomes": [], "measures": [], "promises": [], "steps": [], "last": None,
        "note": "",
    }  # fmt: skip
    return made | values


def plan(*headings: tuple[int, str, list[dict[str, Any]]], **values: Any) -> dict[str, Any]:
    listed = [{"id": n, "title": title, "guidance": "", "actions": actions} for n, title, actions in headings]
    return {"title": "A plan", "requester": "Somebody", "purpose": "", "headings": listed} | values


MOVED = {
    "step": "",
    "was": "March 2027",
    "now": "June 2027",
    "on": "2026-11-03",
    "agreed_by": "The board",
    "reason": "No building.",
}
STEP_MOVED = MOVED | {"step": "Sign the contract", "was": "", "now": "May 2027"}
A = action("a")


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        (plan((1, "One", [A]), title="Another"), "The plan's name changed from “A plan” to “Another”."),
        (plan((1, "One", [A]), (2, "Two", [])), "The heading “Two” was added."),
        (plan((1, "The first", [A])), "The heading “One” was reworded: “The first”."),
        (plan((1, "One", [A, action("b")])), "“Action b” was added under “One”."),
        (plan((1, "One", [])), "“Action a” was taken out from under “One”."),
        (plan((1, "One", [action("a", title="Else")])), "“Action a” is now called “Else”."),
        (plan((1, "One", [action("a", text="More")])), "What “Action a” is was reworded."),
        (
            plan((1, "One", [action("a", withdrawn="2026-11-01")])),
            "“Action a” was withdrawn from the delivery plan on 1 November 2026.",
        ),
        (plan((1, "One", [action("a", due="")])), "The date of “Action a” moved from March 2027 to none."),
        (
            plan((1, "One", [action("a", due="June 2027", redatings=[MOVED])])),
            "The date of “Action a” moved from March 2027 to June 2027, as The board agreed on 3 November 2026: No building.",
        ),
        (plan((1, "One", [action("a", state="done")])), "“Action a” was in progress and is now reported as done."),
        (
            plan((1, "One", [action("a", leads=[{"part": "Lead", "who": "An ICB"}])])),
            "Who does “Action a” changed from A council (lead) to An ICB (lead).",
        ),
        (
            plan((1, "One", [action("a", leads=[])])),
            "Who does “Action a” changed from A council (lead) to nobody named.",
        ),
        (plan((1, "One", [action("a", steps=[{"text": "x"}])])), "The steps of “Action a” changed."),
        (plan((1, "One", [action("a", note="Costs nothing")])), "The note on “Action a” under “One” was written."),
        (
            plan((1, "One", [action("a", measures=[{"title": "Waits", "status": "on track"}])])),
            "“Action a” is now measured by “Waits”.",
        ),
    ],
)
def test_each_change_is_a_sentence(new, sentence):
    assert difference(plan((1, "One", [A])), new).sentences == (sentence,)


def test_an_action_that_moves_from_one_heading_to_another_says_so():
    old, new = plan((1, "One", [A]), (2, "Two", [])), plan((1, "One", []), (2, "Two", [A]))

    assert difference(old, new).sentences == ("“Action a” moved from “One” to “Two”.",)


def test_headings_that_change_places_are_said_once():
    old, new = plan((1, "One", []), (2, "Two", [])), plan((2, "Two", []), (1, "One", []))

    assert difference(old, new).sentences == ("The order of the headings changed.",)


def test_a_measure_that_turns_is_said_beside_the_action_it_measures():
    was, now = ({"title": "Waits", "status": status, "reason": ""} for status in ("on track", "off track"))
    old, new = plan((1, "One", [action("a", measures=[was])])), plan((1, "One", [action("a", measures=[now])]))

    assert difference(old, new).sentences == ("“Waits”, which measures “Action a”, was on track and is now off track.",)


def test_the_addendum_holds_every_date_that_moved_beside_what_was_promised():
    new = plan((1, "One", [action("a", due="June 2027", redatings=[MOVED, STEP_MOVED])]))

    own, step = difference(plan((1, "One", [A])), new).dates

    assert (own.title, own.who, own.was, own.now) == ("Action a", "A council (lead)", "March 2027", "June 2027")
    assert own.agreed == "The board, 3 November 2026: No building."
    assert (step.title, step.was, step.now) == ("Action a: Sign the contract", "No date", "May 2027")


def test_a_date_that_moved_before_the_older_version_is_not_told_again():
    moved = plan((1, "One", [action("a", redatings=[MOVED])]))

    assert difference(moved, moved).dates == ()


notes = st.sampled_from(["", "Slows growth", "Costs nothing"])
headings = st.dictionaries(st.sampled_from("abc"), notes, max_size=3)


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    """Some actions under some headings; an action says the same wherever it stands, but for its note."""
    due = {key: draw(st.sampled_from(["", "2027", "June 2027"])) for key in "abc"}
    listed = draw(st.lists(headings, min_size=1, max_size=3))
    made = [[action(key, due=due[key], note=note) for key, note in sorted(chosen.items())] for chosen in listed]
    return plan(*((number, f"Heading {number}", actions) for number, actions in enumerate(made)))


@given(plans(), plans())
def test_a_difference_is_said_if_and_only_if_there_is_one(one, other):
    assert (difference(one, other).sentences == ()) == (one == other)


@given(plans())
def test_every_action_has_its_row_and_every_row_its_columns(one):
    rows = list(csv_rows(one))

    assert all(len(row) == len(COLUMNS) for row in rows)
    assert len(rows) == sum(max(1, len(heading["actions"])) for heading in one["headings"])
