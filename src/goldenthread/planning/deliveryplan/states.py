"""In which states can a piece of work be?"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices


class WorkState(TextChoices):
    """What its owner last reported. Whether it is on time is worked out (`analysis.progress`), never stored."""

    NOT_STATED = "not-stated", "Not stated"
    NOT_STARTED = "not-started", "Not started"
    IN_PROGRESS = "in-progress", "In progress"
    BLOCKED = "blocked", "Blocked"
    DONE = "done", "Done"
    EMBEDDED = "embedded", "Embedded"
    DROPPED = "dropped", "Dropped"


class StepKind(TextChoices):
    STEP = "step", "Step"
    MILESTONE = "milestone", "Milestone"


@dataclass(frozen=True, slots=True)
class Transition:
    """One permitted move of a piece of work."""

    source: WorkState
    target: WorkState
    verb: str
    note_required: bool = True


_W = WorkState

TRANSITIONS: tuple[Transition, ...] = (
    *(
        Transition(start, target, verb)
        for start in (_W.NOT_STATED, _W.NOT_STARTED, _W.IN_PROGRESS, _W.BLOCKED)
        for target, verb in (
            (_W.NOT_STARTED, "report as not started"),
            (_W.IN_PROGRESS, "report as in progress"),
            (_W.BLOCKED, "report as blocked"),
            (_W.DONE, "report as done"),
            (_W.DROPPED, "drop"),
        )
    ),
    Transition(_W.DONE, _W.DONE, "add evidence after completion"),
    Transition(_W.DONE, _W.EMBEDDED, "report as embedded"),
    Transition(_W.DONE, _W.IN_PROGRESS, "reopen"),
    Transition(_W.EMBEDDED, _W.EMBEDDED, "report as still embedded"),
    Transition(_W.EMBEDDED, _W.IN_PROGRESS, "reopen"),
    Transition(_W.DROPPED, _W.IN_PROGRESS, "take up again"),
)
TERMINAL: frozenset[WorkState] = frozenset()


def transition(source: str, target: str) -> Transition | None:
    """The move from one state to another, or None where it is not permitted."""
    return next((t for t in TRANSITIONS if t.source == source and t.target == target), None)


def transitions_from(source: str) -> tuple[Transition, ...]:
    """Every move permitted from this state, in the order of the table."""
    return tuple(t for t in TRANSITIONS if t.source == source)
