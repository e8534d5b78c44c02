"""In which state is a return, and what may become of it?"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices


class ReturnState(TextChoices):
    WAITING = "waiting", "To be accepted"
    ACCEPTED = "accepted", "Accepted"
    SET_ASIDE = "set-aside", "Set aside"
    WITHDRAWN = "withdrawn", "Withdrawn"


@dataclass(frozen=True, slots=True)
class Transition:
    """One way on. `verb` stands on the button and in the event log."""

    source: ReturnState
    target: ReturnState
    verb: str


TRANSITIONS = (
    Transition(ReturnState.WAITING, ReturnState.ACCEPTED, "accept"),
    Transition(ReturnState.WAITING, ReturnState.SET_ASIDE, "set aside"),
    Transition(ReturnState.ACCEPTED, ReturnState.WITHDRAWN, "withdraw"),
)
TERMINAL = (ReturnState.SET_ASIDE, ReturnState.WITHDRAWN)


def can_move(source: str, target: str) -> bool:
    """Is there a way from one state to the other?"""
    return any((each.source, each.target) == (source, target) for each in TRANSITIONS)
