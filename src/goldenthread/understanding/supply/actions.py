"""Recording what was promised, asking for it, what the partner answered, and what came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils.crypto import salted_hmac

from goldenthread.audit import log
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area, Organisation
from goldenthread.partnership.policies import Refused, check_is_named, check_is_open, check_unchanged_since
from goldenthread.partnership.queries import free_key, named_in

from . import policies
from .computing import Period
from .models import Answer, DataRequest, Delivery, Promise
from .queries import asked_for, hash_secret, measure_titles, owed_at, same_promise
from .states import Completeness, DeliveryState, Says

REQUEST_LASTS = timedelta(days=30)
promised = Signal()
"""Sent in the transaction that recorded or changed a promise: `promise`, `by`. What came already may be known elsewhere."""
RESERVED = {"add", "ask"}
_SAYS: dict[str, DeliveryState] = {Says.SENT: DeliveryState.SAID_SENT, Says.REFUSED: DeliveryState.REFUSED}


@transaction.atomic
def promise_data(
    *, area: Area, organisation: Organisation, values: Mapping[str, Any], by: AnyActor, reason: str = ""
) -> Promise:
    """Record that a partner promised a data set. The same promise sent again is the first one."""
    policies.check_can_keep_register(by, area)
    check_is_named(organisation, named_in(area), "organisation")
    same = same_promise(area, organisation, values["title"])
    if same is not None:
        if not log.difference(same, values):
            return same
        raise Refused(f"{organisation.label} has promised this already. Change that promise, or end it.", "title")
    _check(area, values)
    taken = RESERVED | set(Promise.objects.filter(area=area).values_list("key", flat=True))
    promise = Promise(area=area, organisation=organisation, key=free_key(values["title"], taken), **values)
    promise.full_clean()
    promise.save()
    data = {"organisation": organisation.name, "frequency": promise.frequency, "basis": promise.basis}
    _record("recorded a promise of data", promise, by, reason, data)
    promised.send(Promise, promise=promise, by=by)
    return promise


def _check(area: Area, values: Mapping[str, Any]) -> None:
    policies.check_rhythm(dict(values))
    policies.check_grace(dict(values))
    policies.check_feeds(values.get("measures", ()), measure_titles(area))


@transaction.atomic
def amend(
    *,
    promise: Promise,
    organisation: Organisation,
    values: Mapping[str, Any],
    opened: int,
    by: AnyActor,
    reason: str = "",
) -> Promise:
    """Put a promise right. How often it comes changes only while nothing of it is due."""
    current = _locked(promise)
    policies.check_can_keep_register(by, current.area)
    wanted = {**values, "organisation": organisation}
    changed = log.difference(current, wanted)
    if not changed:
        return current
    check_unchanged_since(current, opened)
    policies.check_not_ended(current)
    check_is_named(organisation, named_in(current.area), "organisation")
    policies.check_rhythm_may_change(current, dict(values), by.today)
    _check(current.area, values)
    for name in changed:
        setattr(current, name, wanted[name])
    _save(current)
    _record("amended a promise of data", current, by, reason, {"changed": changed})
    promised.send(Promise, promise=current, by=by)
    return current


@transaction.atomic
def end(*, promise: Promise, on: date, reason: str, by: AnyActor) -> Promise:
    """End a promise on a day. What was due before stays due, and what came stays recorded."""
    current = _locked(promise)
    policies.check_can_keep_register(by, current.area)
    if current.until == on:
        return current
    policies.check_can_end(current, on, reason)
    current.until = on
    _save(current)
    _record("ended a promise of data", current, by, reason, {"on": on.isoformat()})
    return current


# --- asking --------------------------------------------------------------------------------------------------


@transaction.atomic
def ask(
    *,
    organisation: Organisation,
    wanted: Sequence[tuple[Promise, date]],
    days: int,
    contact: str,
    token: str,
    by: AnyActor,
) -> tuple[DataRequest, str]:
    """Ask one partner for what has not come. Returns the request and the secret of its link, which is kept nowhere.

    `wanted`: each promise with the first day of the period. `token` is that of the form: the same form sent twice asks
    once. An earlier open request to the same partner stops working: one page each.
    """
    if by.area is None or not wanted:
        raise Refused("Tick at least one thing to ask for.", "wanted")
    policies.check_can_keep_register(by, by.area)
    secret = salted_hmac(f"data request {by.area.slug} {organisation.key}", token, algorithm="sha256").hexdigest()[:40]
    if same := DataRequest.objects.filter(secret_hash=hash_secret(secret)).first():
        return same, secret
    check_is_open(organisation, by.today)
    request = _open_request(by.area, organisation, days, contact, secret, by)
    for promise, start in wanted:
        delivery = _delivery(promise, start, by)
        policies.check_transition(delivery, DeliveryState.ASKED)
        delivery.state, delivery.asked_on = DeliveryState.ASKED, by.today
        delivery.refused_because = ""
        delivery.full_clean()
        delivery.save()
        request.deliveries.add(delivery)
        data = {"period": delivery.period.name, "due": delivery.due.isoformat(), "request": str(request.pk)}
        _record("asked for promised data", promise, by, "", data)
    return request, secret


def _open_request(
    area: Area, organisation: Organisation, days: int, contact: str, secret: str, by: AnyActor
) -> DataRequest:
    for earlier in DataRequest.objects.filter(area=area, organisation=organisation, closed_on__isnull=True):
        earlier.closed_on = by.today
        earlier.save()
    return DataRequest.objects.create(
        area=area,
        organisation=organisation,
        contact=contact,
        secret_hash=hash_secret(secret),
        asked_by=by.person,
        asked_on=by.today,
        due_on=by.today + timedelta(days=days),
        expires_on=by.today + REQUEST_LASTS,
    )


@transaction.atomic
def answer(
    *, request: DataRequest, delivery: Delivery, says: str, day: date | None, words: str, role: str, by: AnyActor
) -> Answer:
    """Record what the partner answered about one delivery. The same answer sent again is the first one."""
    policies.check_can_answer(request, by.today)
    policies.check_answer(says, day, words, by.today)
    if all(each.delivery != delivery for each in asked_for(request, by.today)):
        raise Refused("This was not asked for here.")
    given = {"says": says, "day": day, "words": words.strip(), "role": role.strip()}
    newest = request.answers.filter(delivery=delivery).order_by("-pk").first()
    if newest is not None and not log.difference(newest, given):
        return newest
    current = Delivery.objects.select_for_update().select_related("promise__area").get(pk=delivery.pk)
    _take_up(current, says, day, words)
    row = Answer(request=request, delivery=current, on=by.today, **given)
    row.full_clean()
    row.save()
    data = {"period": current.period.name, "says": says, "day": day.isoformat() if day else "", "role": row.role}
    _record("answered about promised data", current.promise, by, row.words, data)
    return row


def _take_up(delivery: Delivery, says: str, day: date | None, words: str) -> None:
    """The delivery's state follows the partner's word; only the area can say that something came."""
    target = _SAYS.get(says, DeliveryState.ASKED)
    if delivery.state == DeliveryState.RECEIVED:
        raise Refused("It has come, and is recorded as received. There is nothing more to do.")
    if delivery.state != target:
        policies.check_transition(delivery, target, words)
    delivery.state = target
    delivery.sent_on = day if says == Says.SENT else None
    delivery.comes_on = day if says == Says.WILL_SEND else None
    delivery.refused_because = words.strip() if says == Says.REFUSED else ""
    delivery.full_clean()
    delivery.save()


# --- what came -----------------------------------------------------------------------------------------------


@transaction.atomic
def record_received(
    *, promise: Promise, start: date, received_on: date, completeness: str, quality: str, release: str, by: AnyActor
) -> Delivery:
    """Record that a delivery came, or put right what was recorded of it. Sent twice, it is recorded once."""
    policies.check_can_keep_register(by, promise.area)
    policies.check_received_on(received_on, by.today)
    values = {"received_on": received_on, "completeness": completeness, "quality": quality, "release": release}
    delivery = _delivery(promise, start, by)
    changed = log.difference(delivery, {"state": DeliveryState.RECEIVED, **values})
    if not changed:
        return delivery
    move = policies.check_transition(delivery, DeliveryState.RECEIVED)
    verb = "corrected what came" if move.source == move.target else "received promised data"
    return _write(delivery, {"state": move.target, "refused_because": "", **values}, verb, by, quality, changed)


@transaction.atomic
def record_arrival(
    *, promise: Promise, start: date, received_on: date, complete: bool, quality: str, release: str, by: AnyActor
) -> Delivery:
    """Record that a delivery arrived where data are loaded. What somebody recorded of it before stays as it is, unless
    more of it came."""
    policies.check_can_record_arrival(by, promise.area)
    policies.check_received_on(received_on, by.today)
    delivery = _delivery(promise, start, by)
    whole = Completeness.COMPLETE if complete else Completeness.PARTIAL
    if delivery.state == DeliveryState.RECEIVED and (delivery.completeness == whole or not complete):
        return delivery
    move = policies.check_transition(delivery, DeliveryState.RECEIVED)
    values = {"state": move.target, "received_on": received_on, "completeness": whole, "quality": quality}
    values |= {"refused_because": "", "release": release[:80]}
    return _write(delivery, values, "received promised data", by, f"Its return was accepted: {release}.", {})


@transaction.atomic
def take_back_arrival(*, promise: Promise, start: date, reason: str, by: AnyActor) -> Delivery:
    """Record that nothing of a delivery stands any more where data are loaded."""
    policies.check_can_record_arrival(by, promise.area)
    return _take_back(promise, start, reason, by)


@transaction.atomic
def record_refused(*, promise: Promise, start: date, reason: str, by: AnyActor) -> Delivery:
    """Record that the partner will not send a delivery, and why."""
    policies.check_can_keep_register(by, promise.area)
    delivery = _delivery(promise, start, by)
    if delivery.state == DeliveryState.REFUSED and delivery.refused_because == reason.strip():
        return delivery
    move = policies.check_transition(delivery, DeliveryState.REFUSED, reason)
    values = {"state": move.target, "refused_because": reason.strip()}
    return _write(delivery, values, "recorded a refusal of data", by, reason, {})


@transaction.atomic
def take_back_received(*, promise: Promise, start: date, reason: str, by: AnyActor) -> Delivery:
    """Record that a delivery had not come after all: the wrong file, or another partner's."""
    policies.check_can_keep_register(by, promise.area)
    return _take_back(promise, start, reason, by)


def _take_back(promise: Promise, start: date, reason: str, by: AnyActor) -> Delivery:
    delivery = _delivery(promise, start, by)
    if delivery.state == DeliveryState.EXPECTED:
        return delivery
    move = policies.check_transition(delivery, DeliveryState.EXPECTED, reason)
    values: dict[str, Any] = {"state": move.target, "received_on": None, "completeness": "", "quality": ""}
    return _write(delivery, {**values, "release": ""}, "took back that data came", by, reason, {})


def _write(
    delivery: Delivery, values: Mapping[str, Any], verb: str, by: AnyActor, reason: str, changed: dict[str, Any]
) -> Delivery:
    for name, value in values.items():
        setattr(delivery, name, value)
    delivery.full_clean()
    delivery.save()
    data = {"period": delivery.period.name, "due": delivery.due.isoformat(), "changed": changed}
    _record(verb, delivery.promise, by, reason, data)
    return delivery


def _delivery(promise: Promise, start: date, by: AnyActor) -> Delivery:
    """The row of one delivery, held until the transaction ends; made now where nothing was ever recorded of it."""
    if by.area is not None and promise.area_id != by.area.pk:
        raise Refused("This promise belongs to another area.")
    owed = owed_at(promise, start, by.today)
    if owed is None:
        raise Refused(f"This promise has no period that begins on {start:%-d %B %Y}.")
    found = Delivery.objects.select_for_update().filter(promise=promise, start=start).first()
    return found or _new(promise, owed.period)


def _new(promise: Promise, period: Period) -> Delivery:
    return Delivery(promise=promise, start=period.start, end=period.end, due=period.due)


def _locked(promise: Promise) -> Promise:
    return Promise.objects.select_for_update(of=("self",)).select_related("area", "organisation").get(pk=promise.pk)


def _save(promise: Promise) -> None:
    promise.revision += 1
    promise.full_clean()
    promise.save()


def _record(verb: str, promise: Promise, by: AnyActor, reason: str, data: Mapping[str, object]) -> None:
    subject = log.Subject("promise of data", promise.pk, str(promise))
    log.record(verb, subject, by=by, area=promise.area.slug, reason=reason, data=dict(data))
