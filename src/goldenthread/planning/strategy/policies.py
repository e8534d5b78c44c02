"""May the strategy move so?"""

from __future__ import annotations

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.policies import Refused, check_may, check_same_area

from .models import Strategy
from .states import StrategyStatus, Transition, transitions_from


class ReasonNeeded(Refused):
    """This move is made only with a reason."""


def check_can_revise(actor: AnyActor, strategy: Strategy) -> None:
    """Write what this strategy says of itself: its title, period, summary and review."""
    check_same_area(actor, strategy.area)
    check_may(actor, Permission.EDIT_STRATEGY)


def check_can_change_any_status(actor: AnyActor, strategy: Strategy) -> None:
    """Move this strategy at all."""
    check_same_area(actor, strategy.area)
    check_may(actor, Permission.CHANGE_STATUS)


def check_can_change_status(actor: AnyActor, strategy: Strategy, target: str, reason: str = "") -> Transition:
    """The permitted transition, or a refusal that names what is permitted."""
    check_can_change_any_status(actor, strategy)
    permitted = transitions_from(strategy.status)
    found = next((move for move in permitted if move.target == target), None)
    if found is None:
        here = StrategyStatus(strategy.status).label.lower()
        offer = ", ".join(move.verb for move in permitted) or "nothing: it has ended"
        raise Refused(
            f"A strategy that is {here} cannot become {StrategyStatus(target).label.lower()}. From here you can: {offer}."
        )
    if found.reason_required and not reason.strip():
        raise ReasonNeeded(f"To {found.verb} say why.")
    return found
