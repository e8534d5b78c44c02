"""Reporting progress, moving dates, and asking owners for their updates."""

from __future__ import annotations

import secrets
from collections.abc import Set
from datetime import timedelta

from django.db import transaction

from goldenthread.accounts.models import Person
from goldenthread.audit import log
from goldenthread.partnership.actors import Actor, AnyActor
from goldenthread.partnership.models import Organisation
from goldenthread.partnership.policies import Refused

from . import policies
from .models import Action, Redating, Step, Update, UpdateRequest
from .queries import hash_secret

REQUEST_LASTS = timedelta(days=30)


@transaction.atomic
def report_progress(
    *,
    action: Action,
    state: str,
    note: str,
    responsible: Set[int],
    by: AnyActor,
    evidence_url: str = "",
    blocked_reason: str = "",
    role: str = "",
) -> Update:
    """Add an update and move the action's state through `TRANSITIONS`."""
    current = Action.objects.select_for_update().get(pk=action.pk)
    policies.check_can_report(by, current, responsible)
    move = policies.check_transition(current, state, note)
    update = Update(
        action=current,
        on=by.today,
        state=state,
        note=note,
        evidence_url=evidence_url,
        organisation=by.organisation,
        role=role,
        person=by.person,
    )
    update.full_clean()
    update.save()
    current.state = move.target
    current.blocked_reason = blocked_reason or (note if state == "blocked" else "")
    current.revision += 1
    current.full_clean()
    current.save()
    data = {"from": str(move.source), "to": str(move.target), "evidence": evidence_url}
    log.record(move.verb, _subject(current), by=by, area=current.area.slug, reason=note, data=data)
    return update


@transaction.atomic
def redate(
    *, action: Action, now: str, agreed_by: str, reason: str, by: AnyActor, step: Step | None = None
) -> Redating:
    """Move the date of an action, or of one of its steps; the earlier date is kept with who agreed and why."""
    policies.check_can_redate(by, action, agreed_by, reason)
    promise: Action | Step = step if step is not None else action
    if promise.due == now:
        raise Refused(f"It is already due {now or 'on no date'}.")
    moved = Redating(
        action=action, step=step, was=promise.due, now=now, on=by.today, agreed_by=agreed_by, reason=reason
    )
    moved.full_clean()
    moved.save()
    promise.due = now
    promise.full_clean()
    promise.save()
    data = {"step": step.key if step else "", "was": moved.was, "now": now, "agreed_by": agreed_by}
    log.record(
        "moved a date", _subject(action), by=by, area=action.area.slug, reason=reason, authority=agreed_by, data=data
    )
    return moved


@transaction.atomic
def request_update(
    *, person: Person, organisation: Organisation | None, by: Actor, due_in: timedelta = timedelta(days=7)
) -> tuple[UpdateRequest, str]:
    """Ask one owner for their updates. Returns the request and the secret of its link, which is kept nowhere.

    An earlier open request to the same person in the area is closed: one page each.
    """
    policies.check_can_request_updates(by)
    for earlier in UpdateRequest.objects.filter(area=by.area, person=person, closed_on__isnull=True):
        earlier.closed_on = by.today
        earlier.save()
    secret = secrets.token_urlsafe(24)
    request = UpdateRequest.objects.create(
        area=by.area,
        person=person,
        organisation=organisation,
        secret_hash=hash_secret(secret),
        asked_by=by.person,
        asked_on=by.today,
        due_on=by.today + due_in,
        expires_on=by.today + REQUEST_LASTS,
    )
    subject = log.Subject("update request", request.pk, f"updates from {person.name}")
    log.record("asked for updates", subject, by=by, area=by.area.slug)
    return request, secret


@transaction.atomic
def close_request(*, request: UpdateRequest, by: AnyActor) -> UpdateRequest:
    """The owner has answered: note when. The link still shows their page until it expires, so they can add to it."""
    request.answered_at = request.answered_at or by.now
    request.save()
    subject = log.Subject("update request", request.pk, f"updates from {request.person.name}")
    log.record("answered a request for updates", subject, by=by, area=request.area.slug)
    return request


def _subject(action: Action) -> log.Subject:
    return log.Subject(action.KIND, action.pk, action.title)
