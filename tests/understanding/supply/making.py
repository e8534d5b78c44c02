"""A promise of monthly data, as tests need one."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area, Organisation
from goldenthread.understanding.supply.actions import promise_data
from goldenthread.understanding.supply.models import Promise

OCTOBER = date(2026, 10, 1)
VALUES: dict[str, Any] = {
    "title": "Monthly therapy waits",
    "purpose": "To see who waits.",
    "unknown": "who waits for speech therapy there",
    "basis": "no-personal-data",
    "frequency": "monthly",
    "first_period": OCTOBER,
    "first_due": date(2026, 11, 15),
    "since": OCTOBER,
}


def partner_in(area: Area) -> Organisation:
    """The first body that the area's strategy names and that still exists."""
    named = Organisation.objects.filter(pk__in=area.mentions.values("organisation"))
    return named.filter(closed__isnull=True, collective=False)[0]


def made_promise(area: Area, by: AnyActor, **more: Any) -> Promise:
    """A promise whose delivery for October 2026 was due on 15 November 2026."""
    return promise_data(area=area, organisation=partner_in(area), values={**VALUES, **more}, by=by)
