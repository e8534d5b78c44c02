"""Who may prepare a return for the explorer, and who may explore it?"""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import Refused, check_may, check_same_area
from goldenthread.understanding.datasets.models import Release


def check_can_explore(actor: AnyActor, area: Area) -> None:
    """Whoever reads the area's data. Everybody sees the same: what is hidden is hidden from analysts too."""
    check_same_area(actor, area)
    check_may(actor, Permission.VIEW_DATA)


def check_can_prepare(actor: AnyActor, area: Area) -> None:
    """Preparing opens the rows of children: whoever does it may analyse them."""
    check_same_area(actor, area)
    check_may(actor, Permission.ANALYSE_DATA)


def check_purpose(purpose: str) -> None:
    """It is written in the log beside who opened what."""
    if not purpose.strip():
        raise Refused("Say for what purpose person-level data are read. It is written in the log.", box="purpose")


def check_there_is_a_return(area: Area, releases: Sequence[Release]) -> None:
    """A return must have been loaded and accepted."""
    if not releases:
        raise Refused(f"{area} has no SEN2 return in use. Load one on the Data page and accept it.")
