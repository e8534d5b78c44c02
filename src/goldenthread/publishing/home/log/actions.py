"""Having the event log checked, which is itself an event."""

from __future__ import annotations

from django.db import transaction

from goldenthread.audit import log
from goldenthread.partnership.actors import Actor
from goldenthread.partnership.policies import check_can_view_events

from .queries import CHECKED


@transaction.atomic
def check_log(*, by: Actor) -> log.Verification:
    """Walk the whole log, every area's, and record in this area what was found."""
    check_can_view_events(by)
    found = log.verify()
    data = {"events": found.events, "last_hash": found.last_hash, "faults": list(found.faults[:20])}
    subject = log.Subject("event log", "", "unbroken" if not found.faults else f"broken: {len(found.faults)} faults")
    log.record(CHECKED, subject, by=by, area=by.area.slug, data=data)
    return found
