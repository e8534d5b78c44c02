"""Moving a strategy from one status to another."""

from __future__ import annotations

from django.db import transaction

from goldenthread.audit import log
from goldenthread.partnership.actors import AnyActor

from . import policies
from .models import Strategy


@transaction.atomic
def change_status(*, strategy: Strategy, target: str, by: AnyActor, reason: str = "", authority: str = "") -> Strategy:
    """Move the strategy through its `TRANSITIONS`. `authority` is the decision it rests on."""
    current = Strategy.objects.select_for_update().get(pk=strategy.pk)
    move = policies.check_can_change_status(by, current, target, reason)
    current.status = move.target
    current.revision += 1
    current.save()
    subject = log.Subject("strategy", current.pk, current.title)
    data = {"from": str(move.source), "to": str(move.target)}
    log.record(move.verb, subject, by=by, area=current.area.slug, reason=reason, authority=authority, data=data)
    return current
