"""May this value be recorded?"""

from __future__ import annotations

from collections.abc import Set
from decimal import Decimal

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.policies import NotAllowed, Refused, check_may, check_same_area

from .models import Measure, Observation
from .states import ObservationState


def check_can_record(actor: AnyActor, measure: Measure, responsible: Set[int]) -> None:
    """Record a value. `responsible`: the organisations that own the measure; those who define measures need not be one."""
    check_same_area(actor, measure.area)
    check_may(actor, Permission.RECORD_OBSERVATION)
    if actor.may(Permission.EDIT_MEASURES) or (actor.organisation and actor.organisation.pk in responsible):
        return
    if responsible:
        raise NotAllowed("Another organisation owns this measure. Ask its owner, or an analyst, to record the value.")
    raise NotAllowed("Nobody owns this measure yet. Ask a commissioning lead to say who does, or to record the value.")


def check_hangs_together(observation: Observation, unit: str) -> None:
    """A percentage agrees with its numerator and denominator, to the rounding shown; no part exceeds its whole."""
    if observation.state != ObservationState.KNOWN:
        if observation.value is not None or observation.numerator is not None:
            raise Refused("A value that is suppressed or not collected is left empty; it is never zero.")
        return
    part, whole = observation.numerator, observation.denominator
    if part is None or whole is None or observation.value is None:
        return
    if unit == "per cent":
        if part > whole:
            raise Refused(f"The numerator, {part:f}, is more than the denominator, {whole:f}.")
        exact = 100 * part / whole
        if abs(exact - observation.value) > Decimal("0.6"):
            raise Refused(f"{part:f} of {whole:f} is {exact:.1f} per cent, not {observation.value:f}. Check all three.")


def check_replaces(observation: Observation, was: str, replaces: bool) -> None:
    """One period has one value: a second is recorded only by somebody who knows that it takes the place of the first."""
    if was and not replaces:
        raise Refused(f"A value for {observation.period} is already recorded: {was}. Say whether yours replaces it.")
