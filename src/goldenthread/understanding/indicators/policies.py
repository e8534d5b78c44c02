"""Who may load figures, count a return, see what it says, and define an indicator?"""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import Refused, check_may, check_same_area
from goldenthread.understanding.datasets.models import Release
from goldenthread.understanding.datasets.states import ReleaseState

from .computing.returned import KIND
from .definitions.registry import indicators, publications
from .models import OwnIndicator
from .states import Audience

FEEDING = frozenset({KIND})
"""Kinds of returns in which indicators are counted; those of published statistics are the publications’."""


def check_can_load_figures(actor: AnyActor) -> None:
    """Those who load data sets."""
    check_may(actor, Permission.LOAD_DATA)


def check_can_see(actor: AnyActor) -> None:
    """The area's working pages of figures."""
    check_may(actor, Permission.VIEW_DATA)


def audience_of(actor: AnyActor) -> Audience:
    """Small counts in a return are for those who may analyse its rows anyway."""
    return Audience.ANALYSTS if actor.may(Permission.ANALYSE_DATA) else Audience.AREA


def check_can_compute(actor: AnyActor, area: Area) -> None:
    """Counting opens the rows of children and writes figures: whoever asks for it may do both, in their own area."""
    check_same_area(actor, area)
    check_may(actor, Permission.ANALYSE_DATA)
    check_can_load_figures(actor)


def check_can_work_out(actor: AnyActor, area: Area) -> None:
    """Published statistics are for anybody to read; whoever loads them in the area says that they become figures."""
    check_same_area(actor, area)
    check_can_load_figures(actor)


def check_can_ask(actor: AnyActor, release: Release) -> None:
    """Whoever may work out what the release says, if any indicator is read from data of its kind and it is in use."""
    if release.person_level:
        check_can_compute(actor, release.area)
    else:
        check_can_work_out(actor, release.area)
    if release.kind not in FEEDING | {each.kind for each in publications().values()}:
        raise Refused(f"No indicator is read from data of this kind, so {release} gives no figures.")
    if release.state != ReleaseState.ACCEPTED:
        raise Refused(f"{release} is not in use, so no figures are worked out from it.")


def check_there_is_anything(area: Area, returns: Sequence[Release], releases: Sequence[Release]) -> None:
    """A return, or a published release, must have been loaded and accepted."""
    if not returns and not releases:
        raise Refused(
            f"{area} has neither a SEN2 return nor published statistics in use, so nothing can be counted. Load some "
            f"with goldenthread dataset import FILE… --area {area.slug}, or on the Data page, and accept them."
        )


def check_there_is_a_return(area: Area, releases: Sequence[Release]) -> None:
    """A return must have been loaded and accepted."""
    if not releases:
        raise Refused(
            f"{area} has no SEN2 return in use, so nothing can be counted. Load one with goldenthread dataset import "
            f"FILE… --kind sen2 --area {area.slug}, or on the Data page, and accept it."
        )


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
