"""In which states can a published table be? In all of them it counts as known to the world."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices


class TableState(TextChoices):
    PUBLISHED = "published", "Published"
    SUPERSEDED = "superseded", "Replaced by a later edition"
    WITHDRAWN = "withdrawn", "Withdrawn"


@dataclass(frozen=True, slots=True)
class Transition:
    """One permitted move. `verb` is the button, the refusal and the event."""

    source: TableState
    target: TableState
    verb: str
    reason_required: bool = False


_S = TableState

TRANSITIONS: tuple[Transition, ...] = (
    Transition(_S.PUBLISHED, _S.SUPERSEDED, "supersede"),
    Transition(_S.PUBLISHED, _S.WITHDRAWN, "withdraw", reason_required=True),
    Transition(_S.SUPERSEDED, _S.WITHDRAWN, "withdraw", reason_required=True),
)
TERMINAL = frozenset({_S.WITHDRAWN})


def transition(source: str, target: TableState) -> Transition | None:
    """The permitted move between two states, if there is one."""
    return next((t for t in TRANSITIONS if t.source == source and t.target == target), None)
