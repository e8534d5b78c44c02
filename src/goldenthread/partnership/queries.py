"""Which bodies, boards, people and responsibilities belong to this area?"""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date, datetime
from itertools import count
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils.text import slugify

from goldenthread.accounts.models import Person
from goldenthread.accounts.roles import ROLE_BY_CODE

from .actors import LONDON, Actor, AnyActor, SystemActor
from .models import Area, AreaService, Board, Membership, Organisation, Responsibility, Seat


def areas() -> QuerySet[Area]:
    """Every local area, by name."""
    return Area.objects.order_by("name")


def area_by_slug(slug: str) -> Area | None:
    """One area, or None."""
    return Area.objects.filter(slug=slug).first()


def holding_on(day: date) -> Q:
    """Rows of a `Dated` model that hold on that day."""
    return (Q(start__isnull=True) | Q(start__lte=day)) & (Q(end__isnull=True) | Q(end__gte=day))


def memberships_of(person: Person, day: date) -> QuerySet[Membership]:
    """Every role that this person holds on that day, in every area."""
    held = Membership.objects.filter(holding_on(day), person=person, person__is_active=True)
    return held.select_related("area", "organisation").order_by("area__name", "pk")


def actor_for(person: Person, area: Area, now: datetime) -> Actor | None:
    """The person at work in the area, with the permissions of every role held there now; None where there is none."""
    held = [m for m in memberships_of(person, now.astimezone(LONDON).date()) if m.area_id == area.pk]
    if not held:
        return None
    return Actor(
        person=person,
        area=area,
        organisation=held[0].organisation,
        roles=tuple(m.role for m in held),
        permissions=frozenset().union(*(ROLE_BY_CODE[m.role].permissions for m in held)),
        now=now,
    )


def members(area: Area) -> QuerySet[Membership]:
    """Everybody who holds or held a role in the area."""
    return Membership.objects.filter(area=area).select_related("person", "organisation")


def boards(area: Area) -> QuerySet[Board]:
    """The area's boards, withdrawn ones too, with their seats and lines of report, in order."""
    seats = Prefetch("seats", Seat.objects.select_related("organisation"))
    return Board.objects.filter(area=area).select_related("organisation").prefetch_related(seats, "reports_to__to")


def serving(area: Area, day: date | None = None) -> QuerySet[AreaService]:
    """Bodies that serve the area: on that day, or ever."""
    rows = AreaService.objects.filter(area=area).select_related("organisation")
    rows = rows.prefetch_related("organisation__identifiers", "organisation__successions__successor")
    return rows.filter(holding_on(day)) if day else rows


def body_on(organisation: Organisation, day: date) -> tuple[Organisation, ...]:
    """Which body or bodies stand for this one on that day: itself, or those that followed it, followed to the end."""
    followed: list[Organisation] = []
    waiting = [organisation]
    while waiting:
        body = waiting.pop(0)
        after = [s.successor for s in body.successions.select_related("successor").filter(on__lte=day)]
        if after:
            waiting.extend(a for a in after if a not in followed)
        elif body not in followed:
            followed.append(body)
    return tuple(followed)


def named_in(area: Area) -> frozenset[int]:
    """The identifiers of the bodies that the area's strategy names."""
    return frozenset(area.mentions.values_list("organisation_id", flat=True))


def free_key(words: str, taken: Container[str]) -> str:
    """A key made from words, with a number after it where it is taken."""
    stem = slugify(words)[:60].strip("-") or "item"
    return next(key for n in count(1) if (key := stem if n == 1 else f"{stem}-{n}") not in taken)


def responsibilities(area: Area, day: date, items: Iterable[UUID] | None = None) -> QuerySet[Responsibility]:
    """Responsibilities that hold on that day, for some items or for all."""
    rows = Responsibility.objects.filter(holding_on(day), area=area).select_related("organisation", "person")
    return rows if items is None else rows.filter(item_id__in=list(items))


def responsibilities_of(area: Area, person: Person, day: date) -> QuerySet[Responsibility]:
    """What this person leads or shares in."""
    return responsibilities(area, day).filter(person=person)


def ownerless(area: Area, day: date) -> QuerySet[Responsibility]:
    """Lead responsibilities that nobody holds now: never given to a person, or the person has left the area."""
    present = Membership.objects.filter(holding_on(day), area=area, person__is_active=True).values("person")
    led = responsibilities(area, day).filter(part="lead")
    return led.filter(Q(person__isnull=True) | ~Q(person__in=present))


def at_work(area: Area, day: date) -> QuerySet[Membership]:
    """Every role held in the area on that day, by people who can sign in."""
    return members(area).filter(holding_on(day), person__is_active=True)


def membership(area: Area, pk: int) -> Membership | None:
    """One role held or once held in the area, or None."""
    return members(area).filter(pk=pk).select_related("area").first()


def open_bodies(area: Area, day: date) -> QuerySet[Organisation]:
    """Bodies that the area's strategy names, or that serve it, and that exist on that day; not classes of bodies."""
    named = Q(pk__in=area.mentions.values("organisation"))
    serves = Q(pk__in=area.services.values("organisation"))
    existing = Q(closed__isnull=True) | Q(closed__gte=day)
    return Organisation.objects.filter(named | serves, existing, collective=False)


def organisation_by_key(key: str) -> Organisation | None:
    """One body, or None."""
    return Organisation.objects.filter(key=key).first()


def person_in(area: Area, pk: UUID) -> Person | None:
    """Somebody who works or worked in the area, or in whose name work of it stands; or None."""
    known_here = Q(memberships__area=area) | Q(responsibilities__area=area)
    return Person.objects.filter(known_here, pk=pk).distinct().first()


def who_asked(area: Area, person_id: str, name: str, now: datetime) -> AnyActor | None:
    """Who asked for a job that is done later: the service where no person did; None for who has no role there any more."""
    if not person_id:
        return SystemActor(area, name, now)
    person = person_in(area, UUID(person_id))
    return actor_for(person, area, now) if person else None


def of_ended_bodies(area: Area, day: date) -> QuerySet[Responsibility]:
    """Work that stands in the name of a body that had ended by that day: it waits to be handed over."""
    rows = responsibilities(area, day).filter(organisation__closed__lt=day)
    return rows.prefetch_related("organisation__successions__successor")
