"""Who may say whether an answer is true, and who reads what people tell us?"""

from __future__ import annotations

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.policies import NotAllowed, Refused, check_may, check_same_area

from .models import Answer, Feedback
from .states import VerdictGroup, VerdictKind

SPEAKS_FOR = {
    VerdictGroup.PARENTS: Permission.CONFIRM_FOR_PARENTS,
    VerdictGroup.YOUNG_PEOPLE: Permission.CONFIRM_FOR_YOUNG_PEOPLE,
}


def check_can_confirm(actor: AnyActor, answer: Answer, group: str) -> None:
    """Only a representative of that group speaks for it; the council cannot, and cannot take it back."""
    check_same_area(actor, answer.area)
    check_may(actor, SPEAKS_FOR[VerdictGroup(group)])


def check_speaks_for_somebody(actor: AnyActor, answer: Answer) -> tuple[VerdictGroup, ...]:
    """The groups for which this person may say whether the answer is true; a refusal where there is none."""
    check_same_area(actor, answer.area)
    groups = tuple(group for group, permission in SPEAKS_FOR.items() if actor.may(permission))
    if not groups:
        raise NotAllowed(
            "Only a parent carer representative or a young person’s advocate says whether an answer is true. "
            "The council and the NHS cannot, and cannot take it back."
        )
    return groups


def check_says_why(verdict: str, note: str) -> None:
    """A doubt without its reason cannot be put right."""
    if verdict != VerdictKind.TRUE and not note.strip():
        raise Refused("Say what is not true, or not yet: those who answered can then put it right.")


MOST_A_DAY = 200
"""Messages from the public pages of one area that are taken in a day: more is a machine."""


def check_takes_feedback(today_so_far: int) -> None:
    """Anybody may write; a flood is stopped, and nobody is left to think that theirs arrived."""
    if today_so_far >= MOST_A_DAY:
        raise Refused("We cannot take more messages today. Your message has not been sent: please send it tomorrow.")


def check_can_read_feedback(actor: AnyActor) -> None:
    """Messages may hold what a person would not tell everybody: those who record what families said read them."""
    check_may(actor, Permission.EDIT_VOICE)


def check_can_close_feedback(actor: AnyActor, feedback: Feedback) -> None:
    """Once."""
    check_same_area(actor, feedback.area)
    check_can_read_feedback(actor)
    if feedback.closed_on is not None:
        raise Refused(f"This message was already dealt with on {feedback.closed_on:%-d %B %Y}.")
