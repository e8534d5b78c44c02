"""Who may load figures, and who may define an indicator?"""

from __future__ import annotations

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import Refused, check_may, check_same_area

from .definitions.registry import indicators
from .models import OwnIndicator


def check_can_load_figures(actor: AnyActor) -> None:
    """Those who load data sets."""
    check_may(actor, Permission.LOAD_DATA)


def check_can_define(actor: AnyActor, area: Area) -> None:
    """Those who define indicators, in their own area."""
    check_same_area(actor, area)
    check_may(actor, Permission.EDIT_INDICATORS)


def check_code_is_free(area: Area, code: str) -> None:
    """A code names one thing: not a built-in indicator, and not another of the area's own."""
    if code in indicators():
        raise Refused(f"{code} is the code of a built-in indicator. Choose another.", box="code")
    if OwnIndicator.objects.filter(area=area, code=code).exists():
        raise Refused(f"{code} is already the code of an indicator of {area}. Choose another.", box="code")


def check_not_withdrawn(own: OwnIndicator) -> None:
    """What is withdrawn is kept and no longer changed."""
    if own.withdrawn_on is not None:
        raise Refused(f"“{own}” was withdrawn on {own.withdrawn_on:%-d %B %Y}.")
