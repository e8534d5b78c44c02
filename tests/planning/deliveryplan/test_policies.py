"""May this progress be reported, and may this date be moved? Every state, every move, every role."""

from datetime import date
from itertools import product

import pytest

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.models import Area, Organisation
from goldenthread.partnership.policies import NotAllowed, Refused
from goldenthread.planning.deliveryplan import policies
from goldenthread.planning.deliveryplan.models import Action, Step
from goldenthread.planning.deliveryplan.states import TRANSITIONS, WorkState, transition, transitions_from
from tests.acting import ROLE_CODES, acting_as, holders

HERE = Area(pk=1, name="Here")
MOVES = {(move.source, move.target): move for move in TRANSITIONS}
OURS, THEIRS = Organisation(pk=7, name="Ours"), Organisation(pk=8, name="Theirs")
SHARED = {7}


def action(**fields) -> Action:
    return Action(area=HERE, title="Review therapies", **fields)


@pytest.mark.parametrize(("source", "target"), list(product(WorkState, WorkState)))
def test_an_action_moves_only_as_the_table_says(source: WorkState, target: WorkState):
    if move := MOVES.get((source, target)):
        assert policies.check_transition(action(state=source), target, "It began.") == move
        return
    expected = f"An action that is {source.label.lower()} cannot be reported as {target.label.lower()}"
    with pytest.raises(Refused, match=expected):
        policies.check_transition(action(state=source), target, "It began.")


@pytest.mark.parametrize(("source", "target"), list(product(WorkState, WorkState)))
def test_a_step_moves_by_the_same_table(source: WorkState, target: WorkState):
    step = Step(text="Ask families", state=source)
    if move := MOVES.get((source, target)):
        assert policies.check_step_transition(step, target) == move
        return
    with pytest.raises(Refused, match=f"“Ask families” is {source.label.lower()} and cannot be reported as"):
        policies.check_step_transition(step, target)


def test_a_withdrawn_step_is_not_reported_on():
    step = Step(text="Ask families", state=WorkState.IN_PROGRESS, withdrawn_on=date(2026, 5, 1))
    with pytest.raises(Refused, match="is withdrawn"):
        policies.check_step_transition(step, WorkState.DONE)


@pytest.mark.parametrize("move", TRANSITIONS, ids=lambda move: f"{move.source}-{move.target}")
def test_no_report_is_made_without_words(move):
    with pytest.raises(Refused, match="Say in a sentence what has happened"):
        policies.check_transition(action(state=move.source), move.target, " ")


def test_nothing_is_reported_back_to_not_stated():
    assert not [move for move in TRANSITIONS if move.target == WorkState.NOT_STATED]


def test_every_state_has_a_way_on():
    assert all(transitions_from(state) for state in WorkState)
    assert all(transition(move.source, move.target) is move for move in TRANSITIONS)


@pytest.mark.parametrize("shares", [True, False])
@pytest.mark.parametrize("role", ROLE_CODES)
def test_a_role_reports_on_its_own_work_and_a_plan_writer_on_all(role: str, shares: bool):
    someone = acting_as(role, HERE, OURS if shares else THEIRS)
    if role not in holders(Permission.REPORT_PROGRESS):
        with pytest.raises(NotAllowed, match=r"To report progress on actions you must be an? "):
            policies.check_can_report(someone, action(), SHARED)
    elif shares or role in holders(Permission.EDIT_PLAN):
        policies.check_can_report(someone, action(), SHARED)
    else:
        with pytest.raises(NotAllowed, match="Your organisation does not share in this action"):
            policies.check_can_report(someone, action(), SHARED)


@pytest.mark.parametrize("role", ROLE_CODES)
def test_only_plan_writers_move_a_date(role: str):
    if role in holders(Permission.EDIT_PLAN):
        policies.check_can_redate(acting_as(role, HERE), action(), "The board", "Staff left")
    else:
        with pytest.raises(NotAllowed, match="To write the delivery plan"):
            policies.check_can_redate(acting_as(role, HERE), action(), "The board", "Staff left")


@pytest.mark.parametrize(("agreed_by", "reason"), [("", "Staff left"), ("The board", ""), (" ", " ")])
def test_a_date_moves_only_with_who_agreed_and_why(agreed_by: str, reason: str):
    with pytest.raises(Refused, match="Say who agreed the new date and why"):
        policies.check_can_redate(acting_as("commissioning-lead", HERE), action(), agreed_by, reason)


@pytest.mark.parametrize(
    ("promised", "written", "moves"),
    [("", "", False), ("", "Autumn 2027", False), ("Autumn 2027", "Autumn 2027", False), ("Autumn 2027", "", True),
     ("Autumn 2027", "Spring 2028", True)],
)  # fmt: skip
def test_a_promised_date_is_not_simply_overwritten(promised: str, written: str, moves: bool):
    if not moves:
        policies.check_date_is_unmoved(action(due=promised), written)
        return
    with pytest.raises(Refused, match=r"This was promised for Autumn 2027. Use “Move the date”"):
        policies.check_date_is_unmoved(action(due=promised), written)
