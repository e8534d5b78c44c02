"""Giving and ending roles, and handing work over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction

from goldenthread.accounts.models import Person
from goldenthread.audit import log

from . import policies
from .actors import AnyActor
from .models import Area, Membership, Organisation, Responsibility


@transaction.atomic
def give_role(
    *,
    person: Person,
    organisation: Organisation,
    area: Area,
    role: str,
    by: AnyActor,
    job_title: str = "",
    reason: str = "",
) -> Membership:
    """Give a person a role in the area from today. Giving it again changes nothing."""
    policies.check_can_manage_people(by)
    policies.check_same_area(by, area)
    held = Membership.objects.filter(person=person, organisation=organisation, area=area, role=role, end__isnull=True)
    if existing := held.first():
        return existing
    membership = Membership(
        person=person, organisation=organisation, area=area, role=role, job_title=job_title, start=by.today
    )
    membership.full_clean()
    membership.save()
    subject = log.Subject("membership", membership.pk, str(membership))
    log.record("gave role", subject, by=by, area=area.slug, reason=reason)
    return membership


@transaction.atomic
def end_role(*, membership: Membership, by: AnyActor, reason: str) -> Membership:
    """End a role: yesterday was its last day. What the person led stays in their name and is listed as ownerless."""
    policies.check_can_manage_people(by)
    policies.check_same_area(by, membership.area)
    if membership.end is not None and membership.end < by.today:
        raise policies.Refused(f"This role already ended on {membership.end:%-d %B %Y}.")
    membership.end = max(by.today - timedelta(days=1), membership.start or by.today - timedelta(days=1))
    membership.save()
    subject = log.Subject("membership", membership.pk, str(membership))
    log.record("ended role", subject, by=by, area=membership.area.slug, reason=reason)
    return membership


@transaction.atomic
def name_holder(*, responsibility: Responsibility, person: Person, by: AnyActor, reason: str = "") -> Responsibility:
    """Say who holds a responsibility that nobody holds yet. To pass one on, hand it over."""
    policies.check_can_hand_over(by)
    policies.check_same_area(by, responsibility.area)
    if responsibility.person_id is not None:
        raise policies.Refused(f"{responsibility.person} holds this already. Hand it over instead.")
    responsibility.person = person
    responsibility.save()
    subject = log.Subject(responsibility.item_kind, responsibility.item_id, str(responsibility))
    log.record("named a holder", subject, by=by, area=responsibility.area.slug, reason=reason, data={"to": person.name})
    return responsibility


@transaction.atomic
def hand_over(
    *, responsibilities: Iterable[Responsibility], to: Person, organisation: Organisation, by: AnyActor, reason: str
) -> list[Responsibility]:
    """End each responsibility and open the same one for its new holder, from today; the old rows stay as history."""
    policies.check_can_hand_over(by)
    handed = []
    for old in responsibilities:
        policies.check_same_area(by, old.area)
        handed.append(_pass_on(old, to, organisation, by, reason))
    return handed


def _pass_on(old: Responsibility, to: Person, organisation: Organisation, by: AnyActor, reason: str) -> Responsibility:
    new = Responsibility(
        area=old.area,
        item_id=old.item_id,
        item_kind=old.item_kind,
        part=old.part,
        organisation=organisation,
        role=old.role,
        wording=old.wording,
        person=to,
        position=old.position,
        start=by.today,
    )
    old.end = max(by.today - timedelta(days=1), old.start or by.today - timedelta(days=1))
    old.save()
    new.save()
    data = {"from": str(old.person or old), "to": to.name, "item_kind": old.item_kind}
    log.record(
        "handed over",
        log.Subject(old.item_kind, old.item_id, str(new)),
        by=by,
        area=old.area.slug,
        reason=reason,
        data=data,
    )
    return new
