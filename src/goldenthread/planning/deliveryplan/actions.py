"""Reporting progress, moving dates, changing steps, and asking owners for their updates."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Set
from datetime import timedelta
from typing import Any

from django.db import transaction

from goldenthread.accounts.models import Person
from goldenthread.audit import log
from goldenthread.partnership.actors import Actor, AnyActor
from goldenthread.partnership.models import Organisation
from goldenthread.partnership.policies import Refused
from goldenthread.thread import actions as thread
from goldenthread.thread.policies import check_not_withdrawn
from goldenthread.thread.queries import locked

from . import policies
from .models import Action, Redating, Step, Update, UpdateRequest
from .queries import hash_secret, updates_of

REQUEST_LASTS = timedelta(days=30)
_NO_STEPS: Mapping[str, str] = {}


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
    steps: Mapping[str, str] = _NO_STEPS,
) -> Update:
    """Add an update and move the action's state through `TRANSITIONS`; `steps` are the new states of steps, by key.

    The same report sent again, as by a second press of the button, is the first one.
    """
    current = locked(action)
    policies.check_can_report(by, current, responsible)
    check_not_withdrawn(current)
    if same := _sent_already(current, by, state=state, note=note, evidence_url=evidence_url, steps=steps):
        return same
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
    data: dict[str, Any] = {"from": str(move.source), "to": str(move.target), "evidence": evidence_url}
    data |= {"revision": current.revision, "steps": _move_steps(current, steps)}
    log.record(move.verb, _subject(current), by=by, area=current.area.slug, reason=note, data=data)
    return update


def _sent_already(action: Action, by: AnyActor, *, steps: Mapping[str, str], **said: str) -> Update | None:
    """The newest update of the action, where it is this very one and leaves no step to move."""
    newest = updates_of(action).first()
    if newest is None or (newest.on, newest.person_id) != (by.today, by.person and by.person.pk):
        return None
    if any(getattr(newest, name) != value for name, value in said.items()) or action.state != newest.state:
        return None
    moves = [step for step in action.steps.filter(key__in=steps) if step.state != steps[step.key]]
    return None if moves else newest


def _move_steps(action: Action, states: Mapping[str, str]) -> dict[str, list[str]]:
    moved = {}
    for step in action.steps.filter(key__in=states):
        if step.state != states[step.key]:
            move = policies.check_step_transition(step, states[step.key])
            step.state = move.target
            step.save()
            moved[step.key] = [str(move.source), str(move.target)]
    return moved


@transaction.atomic
def redate(
    *,
    action: Action,
    now: str,
    agreed_by: str,
    reason: str,
    by: AnyActor,
    step: Step | None = None,
    was: str | None = None,
) -> Redating:
    """Move the date of an action, or of one of its steps; the earlier date is kept with who agreed and why.

    `was` is the date that the person was shown: where somebody else has moved it since, nothing is written.
    """
    current = locked(action)
    policies.check_can_redate(by, current, agreed_by, reason)
    promise: Action | Step = current if step is None else current.steps.get(pk=step.pk)
    if isinstance(promise, Step):
        policies.check_step_is_kept(promise)
    if was is not None and promise.due != was:
        raise Refused(f"Somebody else moved this date while you were writing: it is now due {promise.due}.")
    if promise.due == now:
        raise Refused(f"It is already due {now or 'on no date'}.")
    moved = Redating(action=current, was=promise.due, now=now, on=by.today, agreed_by=agreed_by, reason=reason)
    moved.step = promise if isinstance(promise, Step) else None
    moved.full_clean()
    moved.save()
    promise.due = now
    if isinstance(promise, Step):
        promise.save()
    current.revision += 1
    current.full_clean()
    current.save()
    data: dict[str, Any] = {"step": moved.step.key if moved.step else "", "was": moved.was, "now": now}
    data |= {"agreed_by": agreed_by, "revision": current.revision}
    area = current.area.slug
    log.record("moved a date", _subject(current), by=by, area=area, reason=reason, authority=agreed_by, data=data)
    return moved


@transaction.atomic
def revise_action(*, action: Action, values: dict[str, Any], opened: int, by: AnyActor, reason: str = "") -> Action:
    """Give an action new values. A date that was promised is not among them: it moves by `redate`."""
    policies.check_date_is_unmoved(locked(action), values.get("due", action.due))
    return thread.revise(node=action, values=values, opened=opened, by=by, reason=reason)


# --- steps and milestones --------------------------------------------------------------------------------------


@transaction.atomic
def add_step(*, action: Action, values: dict[str, Any], opened: int, by: AnyActor, reason: str = "") -> Step:
    """Add a step or milestone at the end of an action. `values`: text, kind and due."""
    step = Step(action=action, **values)

    def write(current: Action) -> dict[str, Any]:
        taken = set(current.steps.values_list("key", flat=True))
        step.position = len(taken)
        letter = str(step.kind)[0]
        step.key = next(key for n in range(1, len(taken) + 2) if (key := f"{letter}{n}") not in taken)
        step.full_clean()
        step.save()
        return {"step": step.key, "text": step.text}

    thread.change_part(node=action, opened=opened, verb=f"added a {step.kind}", change=write, by=by, reason=reason)
    return step


@transaction.atomic
def revise_step(*, step: Step, values: dict[str, Any], opened: int, by: AnyActor, reason: str = "") -> Step:
    """Reword a step or give it its first date. A date that was promised moves by `redate`."""

    def write(_: Action) -> dict[str, Any]:
        policies.check_step_is_kept(step)
        policies.check_date_is_unmoved(step, values.get("due", step.due))
        changed = {n: [str(getattr(step, n)), str(v)] for n, v in values.items() if getattr(step, n) != v}
        for name in changed:
            setattr(step, name, values[name])
        step.full_clean()
        step.save()
        return {"step": step.key, "text": step.text, "changed": changed}

    thread.change_part(
        node=step.action, opened=opened, verb=f"revised a {step.kind}", change=write, by=by, reason=reason
    )
    return step


@transaction.atomic
def withdraw_step(*, step: Step, opened: int, by: AnyActor, reason: str) -> Step:
    """Take a step out of the plan. It stays in history."""
    if not reason.strip():
        raise Refused("Say why it is withdrawn: it was a promise.")

    def write(_: Action) -> dict[str, Any]:
        policies.check_step_is_kept(step)
        step.withdrawn_on = by.today
        step.save()
        return {"step": step.key, "text": step.text}

    thread.change_part(
        node=step.action, opened=opened, verb=f"withdrew a {step.kind}", change=write, by=by, reason=reason
    )
    return step


# --- asking owners ---------------------------------------------------------------------------------------------


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
