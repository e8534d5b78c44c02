"""Which gaps has an area's strategy today?"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from goldenthread.audit.queries import kept_until_something_changes
from goldenthread.partnership.models import Area
from goldenthread.partnership.queries import ownerless
from goldenthread.publishing.packs.kinds import BY_KIND
from goldenthread.publishing.packs.queries import current_pack
from goldenthread.publishing.threads.queries import thread_of
from goldenthread.thread.states import NodeKind
from goldenthread.understanding.assessment.queries import agreed, now, standing
from goldenthread.understanding.supply.queries import in_force

from .engine import GapReport, gaps_in


@kept_until_something_changes
def gaps_of(area: Area, today: date) -> GapReport:
    """The gap report of an area: counts by rule, and each gap with what is said of it."""
    return gaps_in(
        current_pack(area), today, _unheld(area, today), thread_of(area), in_force(area, today), _outdated(area)
    )


def _outdated(area: Area) -> list[str]:
    """The figures of the agreed needs assessment of which there is a newer one."""
    found = agreed(area)
    beside = now(area, standing(found)) if found else {}
    return [str(each.pin) for each in beside.values() if each.newer is not None]


def _unheld(area: Area, today: date) -> frozenset[str]:
    """The keys of actions and measures whose lead nobody at work in the area holds."""
    rows = ownerless(area, today).values_list("item_kind", "item_id")
    ids: dict[str, list[UUID]] = {}
    for kind, item in rows:
        ids.setdefault(kind, []).append(item)
    return frozenset(
        key
        for kind, found in ids.items()
        for key in BY_KIND[NodeKind(kind)].model._default_manager.filter(pk__in=found).values_list("key", flat=True)
    )
