"""What is done in the background: reading the files that somebody dropped."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django_tasks import task

from goldenthread.partnership.queries import actor_for

from . import actions, queries
from .kinds.councils import councils
from .lake import arriving
from .lake.intake import read_in
from .reading.staged import Unreadable


@task()
def read_arrival(arrival_id: str, at: str) -> None:
    """Read what waits, into the lake and the list of releases; or keep every fault. Twice does no harm."""
    arrival = queries.arrival_by_id(UUID(arrival_id))
    lake = Path(settings.LAKE)
    paths = arriving.waiting(lake, arrival_id)
    if arrival is None or not paths:
        return
    actor = actor_for(arrival.brought_by, arrival.area, datetime.fromisoformat(at))
    if actor is None:
        return
    try:
        manifest = read_in(
            paths,
            kind=arrival.kind,
            area=arrival.area.slug,
            lake=lake,
            key=settings.PSEUDONYM_KEY.encode(),
            today=actor.today,
            council=councils().get(arrival.area.gss_code),
            own_codes=queries.own_codes_of(arrival.area),
            registers=queries.registers_in_use(arrival.area),
            returns=queries.returns_in_use(arrival.area),
            year=arrival.year,
            say=partial(arriving.say, lake, arrival_id),
        )
    except Unreadable as unreadable:
        actions.refuse(arrival=arrival, faults=[fault.as_dict() for fault in unreadable.faults], by=actor)
    else:
        actions.finish(arrival=arrival, manifest=manifest, by=actor)
