"""What is there to hand over, what could be said of it in a briefing, and to whom can it go?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from goldenthread.accounts.roles import ROLE_BY_CODE
from goldenthread.audit.models import Event
from goldenthread.audit.queries import events
from goldenthread.partnership.models import Area, Membership, Organisation, Responsibility
from goldenthread.partnership.policies import HOLDS_WITH
from goldenthread.partnership.queries import at_work, body_on, open_bodies
from goldenthread.planning.deliveryplan.models import UpdateRequest
from goldenthread.planning.deliveryplan.queries import open_requests
from goldenthread.publishing.home.work import Work

RECENT = 5


@dataclass(frozen=True, slots=True)
class Takers:
    """To whom work can go: people at work in the area, and bodies that exist."""

    people: tuple[Membership, ...]
    bodies: tuple[Organisation, ...]


def takers(area: Area, today: date) -> Takers:
    """Everybody who may report on some kind of work, and every body, that work could be given to."""
    able = [m for m in at_work(area, today) if ROLE_BY_CODE[m.role].permissions & set(HOLDS_WITH.values())]
    return Takers(tuple(able), tuple(open_bodies(area, today)))


def followed_by(work: Iterable[Work], today: date) -> dict[int, tuple[Organisation, ...]]:
    """For each body that ended and in whose name work still stands: the bodies that stand for it today."""
    ended = {h.organisation for w in work for h in w.holders if h.body_ended and h.organisation}
    found = {body.pk: body_on(body, today) for body in Organisation.objects.filter(pk__in=ended)}
    return {pk: tuple(b for b in bodies if b.pk != pk) for pk, bodies in found.items()}


def responsibilities_called(area: Area, ids: Iterable[UUID]) -> list[Responsibility]:
    """The area's responsibilities with these identifiers."""
    return list(area.responsibilities.filter(pk__in=list(ids)).select_related("organisation", "person", "area"))


@dataclass(frozen=True, slots=True)
class Beside:
    """What the ledger knows of pieces of work beside what the strategy says of them."""

    events: dict[str, list[Event]]
    before: dict[UUID, list[Responsibility]]
    requests: list[UpdateRequest]


def beside(area: Area, work: Iterable[Work], today: date) -> Beside:
    """The last few events about each, who held each before, and what requests for updates are open; three queries."""
    ids = [w.id for w in work]
    told: dict[str, list[Event]] = defaultdict(list)
    for event in events(area.slug).filter(subject_id__in=[str(pk) for pk in ids]):
        if len(told[event.subject_id]) < RECENT:
            told[event.subject_id].append(event)
    before: dict[UUID, list[Responsibility]] = defaultdict(list)
    ended = area.responsibilities.filter(item_id__in=ids, end__lt=today).select_related("organisation", "person")
    for row in ended.order_by("-end", "pk"):
        before[row.item_id].append(row)
    return Beside(told, before, list(open_requests(area, today)))
