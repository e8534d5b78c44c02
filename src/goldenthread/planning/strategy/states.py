"""In which states can a strategy be, and how does it move between them?"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices


class StrategyStatus(TextChoices):
    DRAFT = "draft", "Draft"
    CONSULTATION = "in-consultation", "In consultation"
    ADOPTED = "adopted", "Adopted"
    REVIEW = "under-review", "Under review"
    SUPERSEDED = "superseded", "Superseded"


class ClauseKind(TextChoices):
    VISION = "vision", "Vision"
    AIM = "aim", "Aim"
    PRINCIPLE = "principle", "Principle"
    COMMITMENT = "commitment", "Commitment"
    SCOPE = "scope", "Scope"
    DEFINITION = "definition", "Definition"
    INTENTION = "intention", "Commissioning intention"
    APPROACH = "approach", "Approach"
    LEVEL = "commissioning-level", "Level of commissioning"
    DECOMMISSIONING_TEST = "decommissioning-test", "Test before decommissioning"
    SUCCESS_TEST = "success-test", "What success looks like"
    DISPUTE_PRINCIPLE = "dispute-principle", "Principle for settling disputes"
    DISPUTE_STEP = "dispute-step", "Step in settling a dispute"
    ENGAGEMENT_PROMISE = "engagement-promise", "Promise about engagement"
    TRANSITION_CONTENT = "transition-content", "Preparing for adulthood"
    ACCOUNTABLE_ROLE = "accountable-role", "Role and responsibility"
    RELATED_DOCUMENT = "related-document", "Related document"
    LEGAL_CONTEXT = "legal-context", "Law and guidance"
    FINANCIAL_CONTEXT = "financial-context", "Money"


@dataclass(frozen=True, slots=True)
class Transition:
    """One permitted move. `verb` is the button, the refusal and the event."""

    source: StrategyStatus
    target: StrategyStatus
    verb: str
    reason_required: bool = False


_S = StrategyStatus

TRANSITIONS: tuple[Transition, ...] = (
    Transition(_S.DRAFT, _S.CONSULTATION, "open for consultation"),
    Transition(_S.DRAFT, _S.ADOPTED, "adopt"),
    Transition(_S.CONSULTATION, _S.DRAFT, "take back to draft", reason_required=True),
    Transition(_S.CONSULTATION, _S.ADOPTED, "adopt"),
    Transition(_S.ADOPTED, _S.REVIEW, "begin a review"),
    Transition(_S.REVIEW, _S.ADOPTED, "adopt after review"),
    Transition(_S.REVIEW, _S.CONSULTATION, "open for consultation"),
    Transition(_S.ADOPTED, _S.SUPERSEDED, "supersede", reason_required=True),
    Transition(_S.REVIEW, _S.SUPERSEDED, "supersede", reason_required=True),
)
TERMINAL = frozenset({_S.SUPERSEDED})


def transitions_from(status: str) -> tuple[Transition, ...]:
    """Every move permitted from this status."""
    return tuple(t for t in TRANSITIONS if t.source == status)
