"""Moving a strategy from one status to another, and writing what it says of itself."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from goldenthread.audit import log
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.policies import check_unchanged_since

from . import policies
from .models import Strategy


@transaction.atomic
def revise_details(
    *, strategy: Strategy, values: dict[str, Any], opened: int, by: AnyActor, reason: str = ""
) -> Strategy:
    """Give the strategy another title, period, summary or review. Raises `EditConflict` where saved after `opened`.

    Its status is moved by `change_status`, and its key never changes.
    """
    current = Strategy.objects.select_for_update().get(pk=strategy.pk)
    policies.check_can_revise(by, current)
    check_unchanged_since(current, opened)
    changed = log.difference(current, values)
    if not changed:
        return current
    for name in changed:
        setattr(current, name, values[name])
    current.revision += 1
    current.full_clean()
    current.save()
    subject = log.Subject("strategy", current.pk, current.title)
    data = {"revision": current.revision, "changed": changed}
    log.record("revised strategy", subject, by=by, area=current.area.slug, reason=reason, data=data)
    return current


@transaction.atomic
def change_status(*, strategy: Strategy, target: str, by: AnyActor, reason: str = "", authority: str = "") -> Strategy:
    """Move the strategy through its `TRANSITIONS`. `authority` is the decision it rests on."""
    current = Strategy.objects.select_for_update().get(pk=strategy.pk)
    move = policies.check_can_change_status(by, current, target, reason)
    current.status = move.target
    current.revision += 1
    current.save()
    subject = log.Subject("strategy", current.pk, current.title)
    data = {"from": str(move.source), "to": str(move.target), "revision": current.revision}
    log.record(move.verb, subject, by=by, area=current.area.slug, reason=reason, authority=authority, data=data)
    return current
