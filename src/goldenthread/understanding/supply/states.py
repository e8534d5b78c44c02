"""How often is a data set promised, in which states can one delivery of it be, and which moves are permitted?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices


class Frequency(TextChoices):
    """How often a data set is promised. A term is a third of a year, so termly is every four months."""

    MONTHLY = "monthly", "Every month"
    QUARTERLY = "quarterly", "Every quarter"
    TERMLY = "termly", "Every term (every four months)"
    HALF_YEARLY = "half-yearly", "Every half year"
    YEARLY = "yearly", "Every year"
    ONCE = "once", "Once"
    NOT_STATED = "not-stated", "Not stated"


MONTHS_BETWEEN: dict[str, int] = {
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.TERMLY: 4,
    Frequency.HALF_YEARLY: 6,
    Frequency.YEARLY: 12,
}


class DeliveryState(TextChoices):
    """What has been recorded of one delivery. Whether it is late is worked out from the dates, never stored."""

    EXPECTED = "expected", "Expected"
    ASKED = "asked", "Asked for"
    SAID_SENT = "said-sent", "Said to be sent"
    RECEIVED = "received", "Received"
    REFUSED = "refused", "Refused"


class Completeness(TextChoices):
    COMPLETE = "complete", "Complete"
    PARTIAL = "partial", "In part"


class Says(TextChoices):
    """What a partner can answer when asked."""

    SENT = "sent", "It has been sent"
    WILL_SEND = "will-send", "It will be sent"
    REFUSED = "refused", "It will not be sent"


@dataclass(frozen=True, slots=True)
class Transition:
    """One permitted move of a delivery."""

    source: DeliveryState
    target: DeliveryState
    verb: str
    reason_required: bool = False


_D = DeliveryState
_OPEN = (_D.EXPECTED, _D.ASKED, _D.SAID_SENT, _D.REFUSED)

TRANSITIONS: tuple[Transition, ...] = (
    *(Transition(start, _D.ASKED, "ask for it") for start in _OPEN),
    *(Transition(start, _D.SAID_SENT, "say that it was sent") for start in (_D.EXPECTED, _D.ASKED, _D.REFUSED)),
    *(Transition(start, _D.RECEIVED, "record that it came") for start in _OPEN),
    *(Transition(start, _D.REFUSED, "record a refusal", True) for start in (_D.EXPECTED, _D.ASKED, _D.SAID_SENT)),
    Transition(_D.RECEIVED, _D.RECEIVED, "put right what is recorded of it"),
    Transition(_D.RECEIVED, _D.EXPECTED, "record that it had not come after all", True),
)
TERMINAL: frozenset[DeliveryState] = frozenset()


def transition(source: str, target: str) -> Transition | None:
    """The move from one state to another, or None where it is not permitted."""
    return next((t for t in TRANSITIONS if t.source == source and t.target == target), None)


class Standing(StrEnum):
    """How one delivery stands on a day: its recorded state, read beside its dates."""

    NOT_DUE = "not due yet"
    DUE = "due now"
    LATE = "late"
    NEVER_CAME = "never came"
    REFUSED = "refused"
    IN_PART = "came in part"
    CAME_LATE = "came late"
    CAME = "came on time"


MISSING = frozenset({Standing.LATE, Standing.NEVER_CAME, Standing.REFUSED})
