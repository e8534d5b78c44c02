"""Whom can we ask for updates, and what may whoever answers by a link do?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from goldenthread.accounts.models import Person
from goldenthread.accounts.roles import Permission
from goldenthread.partnership.actors import Actor
from goldenthread.partnership.models import Area, Organisation
from goldenthread.partnership.queries import actor_for, at_work
from goldenthread.planning.deliveryplan.models import Action, UpdateRequest
from goldenthread.planning.deliveryplan.queries import actions, open_requests
from goldenthread.planning.measures.models import Measure
from goldenthread.planning.measures.queries import measures
from goldenthread.publishing.home.work import ACTION, MEASURE, Work

BY_LINK = frozenset({Permission.REPORT_PROGRESS, Permission.RECORD_OBSERVATION})


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody at work in the area in whose name work stands, and what was last asked of them."""

    person: Person
    organisation: Organisation
    job_title: str
    work: tuple[Work, ...]
    request: UpdateRequest | None

    @property
    def late(self) -> tuple[Work, ...]:
        """What something is wanted of."""
        return tuple(w for w in self.work if w.wants)

    def is_silent(self, today: date) -> bool:
        """Asked, not answered, and the day is past."""
        return self.request is not None and self.request.answered_at is None and self.request.due_on < today


def owners(area: Area, work: Iterable[Work], today: date) -> tuple[Owner, ...]:
    """Everybody at work who holds something, those with most to tell first."""
    held: dict[UUID, list[Work]] = {}
    for w in work:
        for person in {holder.person for holder in w.holders if holder.person and holder.at_work}:
            held.setdefault(person, []).append(w)
    asked = {request.person_id: request for request in open_requests(area, today)}
    found: dict[UUID, Owner] = {}
    for member in at_work(area, today).filter(person__in=held):
        if member.person_id not in found:
            pk = member.person_id
            found[pk] = Owner(member.person, member.organisation, member.job_title, tuple(held[pk]), asked.get(pk))
    return tuple(sorted(found.values(), key=lambda owner: (-len(owner.late), owner.person.name)))


def answering(request: UpdateRequest, now: datetime) -> Actor | None:
    """Whoever answers by the link of this request: that person, allowed to report on work and no more than their own
    roles allow. None where they no longer work in the area: the link dies with the role."""
    actor = actor_for(request.person, request.area, now)
    if actor is None:
        return None
    return replace(
        actor, permissions=actor.permissions & BY_LINK, organisation=request.organisation or actor.organisation
    )


def own_actions(area: Area, work: Iterable[Work]) -> dict[str, Action]:
    """The actions among these pieces of work, by key."""
    ids = [w.id for w in work if w.kind == ACTION]
    return {action.key: action for action in actions(area).filter(pk__in=ids).select_related("area")}


def own_measures(area: Area, work: Iterable[Work]) -> dict[str, Measure]:
    """The measures among these pieces of work, by key."""
    ids = [w.id for w in work if w.kind == MEASURE]
    return {measure.key: measure for measure in measures(area).filter(pk__in=ids).select_related("area")}
