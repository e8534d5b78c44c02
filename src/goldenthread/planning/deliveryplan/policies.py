"""May this progress be reported, and may this date be moved?"""

from __future__ import annotations

from collections.abc import Set

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.policies import NotAllowed, Refused, check_may, check_same_area
from goldenthread.thread.policies import check_not_withdrawn

from .models import Action, Step
from .states import Transition, WorkState, transition


def check_can_report(actor: AnyActor, action: Action, responsible: Set[int]) -> None:
    """Report on an action. `responsible`: the organisations that lead or share in it; plan writers need not be one."""
    check_same_area(actor, action.area)
    check_may(actor, Permission.REPORT_PROGRESS)
    outside = actor.organisation is None or actor.organisation.pk not in responsible
    if outside and not actor.may(Permission.EDIT_PLAN):
        raise NotAllowed(
            "Your organisation does not share in this action. Ask a commissioning lead to add it as a partner."
        )


def check_transition(action: Action, state: str, note: str) -> Transition:
    """The move that this report makes, or a refusal."""
    if not note.strip():
        raise Refused("Say in a sentence what has happened: a status with no words tells a board nothing.")
    move = transition(action.state, state)
    if move is None:
        now, then = WorkState(action.state).label.lower(), WorkState(state).label.lower()
        raise Refused(f"An action that is {now} cannot be reported as {then}.")
    return move


def check_step_transition(step: Step, state: str) -> Transition:
    """The move that a report makes of one step, or a refusal."""
    move = transition(step.state, state)
    if move is None or step.withdrawn_on is not None:
        now, then = WorkState(step.state).label.lower(), WorkState(state).label.lower()
        now = "withdrawn" if step.withdrawn_on else now
        raise Refused(f"The step “{step.text}” is {now} and cannot be reported as {then}.")
    return move


def check_can_redate(actor: AnyActor, action: Action, agreed_by: str, reason: str) -> None:
    """Move a promised date: somebody must have agreed it, and there must be a reason."""
    check_can_write_plan(actor, action)
    check_not_withdrawn(action)
    if not agreed_by.strip() or not reason.strip():
        raise Refused("Say who agreed the new date and why. The earlier date stays on the page beside it.")


def check_can_write_plan(actor: AnyActor, action: Action) -> None:
    """Move a date, or change a step."""
    check_same_area(actor, action.area)
    check_may(actor, Permission.EDIT_PLAN)


def check_date_is_unmoved(promise: Action | Step, due: str) -> None:
    """A first date may be written; one that was promised is moved by `redate`, which keeps it beside the new one."""
    if promise.due and due != promise.due:
        raise Refused(
            f"This was promised for {promise.due}. Use “Move the date”: it asks who agreed, and keeps the first date."
        )


def check_step_is_kept(step: Step) -> None:
    """A withdrawn step is history."""
    if step.withdrawn_on is not None:
        raise Refused(f"The step “{step.text}” was withdrawn on {step.withdrawn_on:%-d %B %Y}.")


def check_can_request_updates(actor: AnyActor) -> None:
    """Ask owners for their updates."""
    check_may(actor, Permission.REQUEST_UPDATES)
