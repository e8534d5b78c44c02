"""Who may say whether an answer is true?"""

from __future__ import annotations

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.policies import check_may, check_same_area

from .models import Answer
from .states import VerdictGroup

SPEAKS_FOR = {
    VerdictGroup.PARENTS: Permission.CONFIRM_FOR_PARENTS,
    VerdictGroup.YOUNG_PEOPLE: Permission.CONFIRM_FOR_YOUNG_PEOPLE,
}


def check_can_confirm(actor: AnyActor, answer: Answer, group: str) -> None:
    """Only a representative of that group speaks for it; the council cannot, and cannot take it back."""
    check_same_area(actor, answer.area)
    check_may(actor, SPEAKS_FOR[VerdictGroup(group)])
