"""Which states has a release of a data set, and how does it pass from one to the next?"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices


class ReleaseState(TextChoices):
    READ = "read", "Read, and waiting to be accepted"
    ACCEPTED = "accepted", "In use"
    SUPERSEDED = "superseded", "Superseded: still there for what cites it"
    SET_ASIDE = "set aside", "Set aside: never used"
    RETIRED = "retired", "Retired: the data are gone, the record stays"


@dataclass(frozen=True, slots=True)
class Transition:
    """One way from a state to another; `verb` is the button and the word of the event."""

    source: ReleaseState
    target: ReleaseState
    verb: str


_S = ReleaseState
TRANSITIONS: tuple[Transition, ...] = (
    Transition(_S.READ, _S.ACCEPTED, "accepted a data set"),
    Transition(_S.READ, _S.SET_ASIDE, "set a data set aside"),
    Transition(_S.ACCEPTED, _S.SUPERSEDED, "superseded a data set"),
    Transition(_S.ACCEPTED, _S.RETIRED, "retired a data set"),
    Transition(_S.SUPERSEDED, _S.RETIRED, "retired a data set"),
    Transition(_S.SET_ASIDE, _S.RETIRED, "retired a data set"),
)


class ArrivalState(TextChoices):
    WAITING = "waiting", "Waiting to be read"
    DONE = "done", "Read"
    REFUSED = "refused", "Refused: it could not be read"


TERMINAL = (ReleaseState.RETIRED,)
READABLE = (_S.READ, _S.ACCEPTED, _S.SUPERSEDED)
"""States in which the rows of a release are still in the lake and may be opened."""


CHANGEABLE = ("means", "from_year", "to_year", "source", "confidence", "retired_on")
"""What may change of a code that an area added."""


def transition(source: str, target: str) -> Transition | None:
    """The way from one state to another, when there is one."""
    return next((each for each in TRANSITIONS if each.source == source and each.target == target), None)
