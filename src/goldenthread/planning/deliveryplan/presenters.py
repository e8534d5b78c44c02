"""How is an action shown to the person who reports on it or moves its date?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.analysis import ActionStatus, Judgement, Redating, Step, Update, WorkState, action_status, read_due

from . import states


@dataclass(frozen=True, slots=True)
class Reported:
    """One update as shown. `by` is the body and the person."""

    on: date
    state: str
    note: str
    evidence_url: str
    by: str


@dataclass(frozen=True, slots=True)
class Moved:
    """One move of a date as shown. `step` is empty where it is the action's own date."""

    on: date
    step: str
    was: str
    now: str
    agreed_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class ActionAtWork:
    """An action with how it stands and what was said of it."""

    key: str
    title: str
    text: str
    due: str
    judgement: Judgement[ActionStatus]
    updates: tuple[Reported, ...]
    moved: tuple[Moved, ...]


def action_at_work(
    action: Any, steps: Iterable[Any], updates: Iterable[Any], redatings: Iterable[Any], today: date
) -> ActionAtWork:
    """From an action and its rows."""
    updates, redatings = tuple(updates), tuple(redatings)
    judgement = action_status(
        WorkState(action.state),
        action.due,
        [Step(step.key, step.text, step.kind, step.due, WorkState(step.state)) for step in steps],
        [Update(u.on, WorkState(u.state), u.note, u.evidence_url) for u in reversed(updates)],
        [Redating(r.was, r.now, r.on, r.agreed_by, r.reason, r.step.key if r.step else None) for r in redatings],
        today,
        blocked_reason=action.blocked_reason,
    )
    return ActionAtWork(
        action.key,
        action.title,
        action.text,
        read_due(action.due).describe(),
        judgement,
        tuple(_reported(update) for update in updates),
        tuple(_moved(moved) for moved in redatings),
    )


def _reported(update: Any) -> Reported:
    state = states.WorkState(update.state).label
    by = ", ".join(str(each) for each in (update.person, update.role, update.organisation) if each)
    return Reported(update.on, state, update.note, update.evidence_url, by)


def _moved(moved: Any) -> Moved:
    step = moved.step.text if moved.step else ""
    return Moved(moved.on, step, moved.was or "no date", moved.now, moved.agreed_by, moved.reason)
