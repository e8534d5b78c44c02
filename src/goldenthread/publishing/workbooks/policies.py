"""Who may bring a workbook in, and may this one be accepted?"""

from __future__ import annotations

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import Refused, check_may, check_same_area

from .models import WorkbookImport


def check_can_import(actor: AnyActor, area: Area) -> None:
    """Bring a workbook in, answer its questions, accept it, have its original back."""
    check_same_area(actor, area)
    check_may(actor, Permission.IMPORT_STRATEGY)


def check_waiting(found: WorkbookImport) -> None:
    """Only a workbook that waits can be answered, accepted or set aside."""
    if found.state != WorkbookImport.State.PREVIEWED:
        raise Refused(
            f"This workbook no longer waits: {WorkbookImport.State(found.state).label.lower()}. Bring it in again."
        )


def check_answered(questions: int) -> None:
    """Nothing is accepted while a question is open."""
    if questions:
        noun = "question is" if questions == 1 else "questions are"
        raise Refused(f"{questions} {noun} still open. Answer what you can, then leave the rest as they are written.")
