"""Giving and ending roles, handing work over, and recording that one body followed another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from goldenthread.accounts.models import Person
from goldenthread.audit import log

from . import policies
from .actors import AnyActor
from .models import Area, AreaService, Membership, Mention, Organisation, Responsibility, Seat, Succession
from .queries import at_work, holding_on, responsibilities
from .states import Part, SuccessionKind

_NO_TITLES: Mapping[UUID, str] = MappingProxyType({})


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
    policies.check_is_open(organisation, by.today)
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
def invite(
    *,
    email: str,
    name: str,
    organisation: Organisation,
    area: Area,
    role: str,
    by: AnyActor,
    job_title: str = "",
    reason: str = "",
) -> tuple[Membership, bool]:
    """Give a role to whoever has this e-mail address, making an account without a password where there is none.

    The flag says whether an account was made. The name of an account that exists is left as its holder has it.
    """
    policies.check_can_manage_people(by)
    person = Person.objects.filter(email__iexact=email.strip()).first()
    made = person is None
    if person is None:
        person = Person.objects.create_user(email, name=name)
        subject = log.Subject("person", person.pk, person.name)
        log.record("made an account", subject, by=by, area=area.slug, reason=reason)
    if not person.is_active:
        raise policies.Refused(f"The account of {person.name} is closed. Ask the operator of this installation.")
    given = give_role(
        person=person, organisation=organisation, area=area, role=role, by=by, job_title=job_title, reason=reason
    )
    return given, made


@transaction.atomic
def end_role(*, membership: Membership, by: AnyActor, reason: str) -> None:
    """End a role: yesterday was its last day; one given today is taken back. History keeps it either way.

    What the person led stays in their name and is listed as ownerless until it is handed over.
    """
    policies.check_can_end_role(by, membership, reason)
    subject = log.Subject("membership", membership.pk, str(membership))
    if membership.start == by.today:
        membership.delete()
    else:
        membership.end = by.today - timedelta(days=1)
        membership.save()
    log.record("ended role", subject, by=by, area=membership.area.slug, reason=reason)


# --- work and who holds it -----------------------------------------------------------------------------------


@transaction.atomic
def hand_over(
    *,
    responsibilities: Iterable[Responsibility],
    to: Person | None,
    organisation: Organisation,
    by: AnyActor,
    reason: str,
    titles: Mapping[UUID, str] = _NO_TITLES,
) -> list[Responsibility]:
    """End each responsibility and open the same one for its new holder, from today; the old rows stay as history.

    `to` is None where a body takes the work and names nobody yet: it stays on the list of ownerless work. `titles`
    says what each item is called, for the event log.
    """
    return [_pass_on(old, to, organisation, by, reason, titles) for old in responsibilities]


def _pass_on(
    old: Responsibility,
    to: Person | None,
    organisation: Organisation,
    by: AnyActor,
    reason: str,
    titles: Mapping[UUID, str],
) -> Responsibility:
    job_title = _take_on(old.area, old.item_kind, to, organisation, by, reason)
    before = f"{old.person.name}, {old.organisation or old}" if old.person else str(old.organisation or old)
    new = old
    if old.start != by.today:
        old.end = by.today - timedelta(days=1)
        old.save()
        new = Responsibility(area=old.area, item_id=old.item_id, item_kind=old.item_kind, part=old.part, start=by.today)
        new.position = old.position
    role = old.role if _has_the_posts_of(organisation, old.organisation) else ""
    new.organisation, new.person, new.role, new.wording = organisation, to, role or job_title, ""
    new.full_clean()
    new.save()
    _record_holder("handed over", new, by, reason, titles, before)
    return new


def _has_the_posts_of(body: Organisation, former: Organisation | None) -> bool:
    """A post of one body is not a post of another, unless the other took its place."""
    if former is None or former == body:
        return True
    return former.successions.filter(successor=body).exists()


@transaction.atomic
def name_holder(*, responsibility: Responsibility, person: Person, by: AnyActor, reason: str = "") -> Responsibility:
    """Say who holds a responsibility that nobody holds yet. To pass one on, hand it over."""
    policies.check_same_area(by, responsibility.area)
    policies.check_can_hand_over(by)
    if responsibility.person is not None:
        raise policies.Refused(f"{responsibility.person} holds this already. Hand it over instead.")
    responsibility.person = person
    responsibility.save()
    _record_holder("named a holder", responsibility, by, reason, _NO_TITLES, "nobody")
    return responsibility


@transaction.atomic
def name_lead(
    *,
    area: Area,
    item_id: UUID,
    item_kind: str,
    to: Person | None,
    organisation: Organisation,
    by: AnyActor,
    reason: str,
    titles: Mapping[UUID, str] = _NO_TITLES,
) -> Responsibility:
    """Give a lead to an item that has none, from today."""
    job_title = _take_on(area, item_kind, to, organisation, by, reason)
    held = responsibilities(area, by.today, [item_id])
    if held.filter(part=Part.LEAD).exists():
        raise policies.Refused("This already has a lead: hand it over instead.")
    named = Responsibility(
        area=area,
        item_id=item_id,
        item_kind=item_kind,
        part=Part.LEAD,
        organisation=organisation,
        person=to,
        role=job_title,
        position=held.count(),
        start=by.today,
    )
    named.full_clean()
    named.save()
    _record_holder("named a lead", named, by, reason, titles, "nobody")
    return named


def _take_on(area: Area, kind: str, to: Person | None, organisation: Organisation, by: AnyActor, reason: str) -> str:
    """Refuse, or return the new holder's job title. The area's strategy comes to name the body, if it did not."""
    policies.check_same_area(by, area)
    policies.check_can_hand_over(by)
    policies.check_reason(reason)
    policies.check_is_open(organisation, by.today)
    _mention(area, organisation)
    if to is None:
        return ""
    held = list(at_work(area, by.today).filter(person=to))
    policies.check_can_hold([m.role for m in held], kind)
    return next((m.job_title for m in held if m.organisation_id == organisation.pk and m.job_title), "")


def _record_holder(
    verb: str, new: Responsibility, by: AnyActor, reason: str, titles: Mapping[UUID, str], before: str
) -> None:
    after = f"{new.person.name}, {new.organisation}" if new.person else str(new.organisation)
    log.record(
        verb,
        log.Subject(new.item_kind, new.item_id, titles.get(new.item_id, str(new))),
        by=by,
        area=new.area.slug,
        reason=reason,
        data={"from": before, "to": after, "part": str(new.part)},
    )


# --- bodies that end -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Succeeded:
    """What followed from a succession in one area, and what was left for its people to settle."""

    area: Area
    moved: tuple[str, ...]
    work_left: int
    seats_left: int


@transaction.atomic
def succeed(
    *,
    predecessor: Organisation,
    successor: Organisation,
    on: date,
    by: AnyActor,
    kind: str = SuccessionKind.MERGED,
    move_people: bool = True,
    note: str = "",
    reason: str = "",
) -> tuple[Succeeded, ...]:
    """Record that one body followed another, from midnight as `on` begins. `successor` may be a new body, unsaved.

    The old body, its work and its seats keep their name: work is listed as waiting to be handed over, never passed on
    silently. What must not lapse at midnight goes on under the new name: which body serves which area, and the roles
    of its people (`move_people`; a body that splits cannot say who goes where).
    """
    if successor._state.adding:
        successor.opened = successor.opened or on
        successor.full_clean()
        successor.save()
    policies.check_can_succeed(by, predecessor, successor, on)
    predecessor.closed = on - timedelta(days=1)
    predecessor.revision += 1
    predecessor.full_clean()
    predecessor.save()
    Succession.objects.get_or_create(
        predecessor=predecessor, successor=successor, on=on, defaults={"kind": kind, "note": note}
    )
    touched = Q(services__organisation=predecessor) | Q(mentions__organisation=predecessor)
    areas = Area.objects.filter(touched | Q(memberships__organisation=predecessor)).distinct()
    return tuple(_succeed_in(area, predecessor, successor, on, by, move_people, reason) for area in areas)


def _succeed_in(
    area: Area, old: Organisation, new: Organisation, on: date, by: AnyActor, move_people: bool, reason: str
) -> Succeeded:
    _mention(area, new)
    begun = Q(start__isnull=True) | Q(start__lt=on)
    until_then = Q(end__isnull=True) | Q(end__gte=on - timedelta(days=1))
    for row in area.services.filter(begun, until_then, organisation=old):
        _serve_instead(row, new, on)
    lasting = Q(end__isnull=True) | Q(end__gte=on)
    held = area.memberships.filter(lasting, organisation=old).select_related("person") if move_people else ()
    moved = [_move_role(each, new, on, by, reason) for each in held]
    result = Succeeded(
        area=area,
        moved=tuple(moved),
        work_left=responsibilities(area, on).filter(organisation=old).count(),
        seats_left=Seat.objects.filter(holding_on(on), board__area=area, organisation=old).count(),
    )
    data = {"into": new.name, "on": on.isoformat(), "work left": result.work_left, "seats left": result.seats_left}
    subject = log.Subject("organisation", old.pk, old.name)
    log.record("recorded a successor", subject, by=by, area=area.slug, reason=reason, data=data)
    return result


def _serve_instead(row: AreaService, successor: Organisation, on: date) -> None:
    """End the old body's service the day before, and let the new body's begin unless it serves already."""
    serving = AreaService.objects.filter(holding_on(on), area=row.area, organisation=successor, role=row.role)
    if not serving.exists():
        AreaService.objects.create(
            area=row.area,
            organisation=successor,
            role=row.role,
            start=on,
            end=row.end if row.end and row.end >= on else None,
            position=row.position,
        )
    row.end = on - timedelta(days=1)
    row.revision += 1
    row.save()


def _move_role(held: Membership, successor: Organisation, on: date, by: AnyActor, reason: str) -> str:
    """The same person, role and area for the new body from that day: nobody is locked out at midnight.

    A role that was given after that day, before anybody recorded that the body had ended, comes to name its successor.
    """
    old = held.organisation
    same = {"person": held.person, "area": held.area, "role": held.role, "organisation": successor}
    moved = Membership.objects.filter(holding_on(max(on, held.start or on)), **same).first()
    if held.start is not None and held.start >= on and moved is None:
        moved, held.organisation = held, successor
    elif held.start is None or held.start < on:
        moved = moved or Membership.objects.create(**same, job_title=held.job_title, start=on, end=held.end)
        held.end = on - timedelta(days=1)
    held.save()
    subject = log.Subject("membership", (moved or held).pk, str(moved or held))
    data = {"from": old.name, "on": on.isoformat()}
    log.record("moved role to a successor", subject, by=by, area=held.area.slug, reason=reason, data=data)
    return str(moved or held)


def _mention(area: Area, organisation: Organisation) -> None:
    """Let the area's strategy name the body, last of those it names."""
    if not area.mentions.filter(organisation=organisation).exists():
        last = area.mentions.order_by("-position").first()
        Mention.objects.create(area=area, organisation=organisation, position=last.position + 1 if last else 0)
