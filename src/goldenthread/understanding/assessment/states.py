"""Which states has a needs assessment, and how does it pass from one to the next?"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices


class AssessmentState(TextChoices):
    DRAFT = "draft", "Draft"
    AGREED = "agreed", "Agreed"
    SUPERSEDED = "superseded", "Superseded by a later one"


@dataclass(frozen=True, slots=True)
class Transition:
    """One way from a state to another; `verb` is the word of the event."""

    source: AssessmentState
    target: AssessmentState
    verb: str


_S = AssessmentState
TRANSITIONS: tuple[Transition, ...] = (
    Transition(_S.DRAFT, _S.AGREED, "agreed a needs assessment"),
    Transition(_S.AGREED, _S.SUPERSEDED, "superseded a needs assessment"),
)
TERMINAL = (_S.SUPERSEDED,)


def transition(source: str, target: str) -> Transition | None:
    """The way from one state to another, when there is one."""
    return next((each for each in TRANSITIONS if each.source == source and each.target == target), None)
