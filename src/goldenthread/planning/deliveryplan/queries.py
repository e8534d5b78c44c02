"""Which actions does an area hold, who reported on them, and who has been asked?"""

from __future__ import annotations

import hashlib
from datetime import date

from django.db.models import QuerySet

from goldenthread.partnership.models import Area

from .models import Action, Redating, Step, Update, UpdateRequest


def actions(area: Area) -> QuerySet[Action]:
    """The area's actions in order, with steps, updates and moved dates."""
    rows = Action.objects.filter(area=area, withdrawn_on__isnull=True)
    return rows.select_related("strategy").prefetch_related("steps", "updates", "redatings")


def action_by_key(area: Area, key: str) -> Action | None:
    """One action, or None."""
    return Action.objects.filter(area=area, key=key).select_related("area", "strategy").first()


def step_by_key(action: Action, key: str) -> Step | None:
    """One step of an action that has not been withdrawn, or None."""
    return action.steps.filter(key=key, withdrawn_on__isnull=True).select_related("action__area").first()


def steps_of(action: Action) -> QuerySet[Step]:
    """The steps and milestones of an action that have not been withdrawn, in order."""
    return action.steps.filter(withdrawn_on__isnull=True)


def updates_of(action: Action) -> QuerySet[Update]:
    """What has been reported of an action, newest first."""
    return action.updates.select_related("organisation", "person").order_by("-on", "-pk")


def redatings_of(action: Action) -> QuerySet[Redating]:
    """Every time a date of this action or of one of its steps moved, oldest first."""
    return action.redatings.select_related("step").order_by("on", "pk")


def open_requests(area: Area, today: date) -> QuerySet[UpdateRequest]:
    """Requests for updates that can still be answered, oldest first."""
    rows = UpdateRequest.objects.filter(area=area, closed_on__isnull=True, expires_on__gte=today)
    return rows.select_related("person", "organisation").order_by("asked_on", "pk")


def hash_secret(secret: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def request_by_secret(secret: str, today: date) -> UpdateRequest | None:
    """The open request that a link's secret belongs to; None when it has expired, closed or never was."""
    rows = UpdateRequest.objects.filter(secret_hash=hash_secret(secret), closed_on__isnull=True, expires_on__gte=today)
    return rows.select_related("area", "person", "organisation").first()
