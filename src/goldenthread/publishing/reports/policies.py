"""May this person prepare a report for a board?"""

from __future__ import annotations

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.policies import check_may


def check_can_prepare(actor: AnyActor) -> None:
    """Commissioning leads, analysts, board members and administrators may."""
    check_may(actor, Permission.PREPARE_REPORT)
