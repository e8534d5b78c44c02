"""What do the signed-in home and a person's own list show, and in which order for whom?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from goldenthread.accounts.roles import ROLE_BY_CODE, Permission
from goldenthread.partnership.actors import Actor
from goldenthread.publishing.packs.reading import Index, on_site

from . import standing
from .cycle import Stage, stages
from .facts import Facts
from .work import ACTION, Work

if TYPE_CHECKING:
    from goldenthread.partnership.models import Area, Membership

_P = Permission


@dataclass(frozen=True, slots=True)
class AtWork:
    """An area in which a person is at work, and as what."""

    area: Area
    roles: tuple[str, ...]


def by_area(held: Iterable[Membership]) -> list[AtWork]:
    """Each area once, with every role held there."""
    found: dict[Area, list[str]] = {}
    for membership in held:
        found.setdefault(membership.area, []).append(f"{membership.get_role_display()}, {membership.organisation}")
    return [AtWork(area, tuple(roles)) for area, roles in found.items()]


@dataclass(frozen=True, slots=True)
class Mine:
    """A person's own work, and their body's; most pressing first."""

    own: tuple[Work, ...]
    body: tuple[Work, ...]

    @property
    def pressing(self) -> tuple[Work, ...]:
        """Of their own, what something is wanted of."""
        return tuple(w for w in self.own if w.wants)


@dataclass(frozen=True, slots=True)
class Home:
    """The signed-in home. `blocks` names its parts in the order in which this person needs them."""

    blocks: tuple[str, ...]
    roles: str
    warning: str
    tallies: tuple[standing.Tally, ...]
    off_track: tuple[standing.Concern, ...]
    cannot_tell: tuple[standing.Concern, ...]
    done_but_not_better: tuple[tuple[Work, tuple[Work, ...]], ...]
    stages: tuple[Stage, ...]
    mine: Mine
    to_confirm: tuple[standing.Item, ...]


def mine(work: Iterable[Work], person: UUID, body: int | None) -> Mine:
    """What the person holds, and what else their body holds."""
    every = sorted(work, key=lambda w: w.urgency)
    own = tuple(w for w in every if any(holder.person == person for holder in w.holders))
    shared = (w for w in every if w not in own and body and any(body in holder.bodies for holder in w.holders))
    return Mine(own, tuple(shared))


def home(actor: Actor, found: Facts) -> Home:
    """The home of this person in this area."""
    own = mine(found.work, actor.person.pk, actor.organisation.pk if actor.organisation else None)
    index = Index(found.strategy, on_site(actor.area.slug))
    return Home(
        blocks=blocks(actor.roles, actor.permissions),
        roles=", ".join(ROLE_BY_CODE[role].title for role in actor.roles),
        warning=standing.warning(found.work),
        tallies=standing.tallies(found.work, found.strategy.answers),
        off_track=standing.off_track(found.work, index, found.today),
        cannot_tell=standing.cannot_tell(found.work, index, found.today),
        done_but_not_better=standing.done_but_not_better(found.work),
        stages=stages(found, actor.permissions),
        mine=own,
        to_confirm=to_confirm(actor.permissions, found),
    )


def blocks(roles: Sequence[str], permissions: frozenset[Permission]) -> tuple[str, ...]:
    """Whoever decides sees first what is off track; a families' representative what waits for their word; whoever does
    the work, what is theirs; whoever runs the strategy, the cycle."""
    if permissions & {_P.CONFIRM_FOR_PARENTS, _P.CONFIRM_FOR_YOUNG_PEOPLE}:
        return ("confirm", "off_track", "cannot_tell", "cycle", "mine")
    if "board-member" in roles or "auditor" in roles:
        return ("off_track", "cannot_tell", "cycle", "mine")
    if _P.EDIT_PLAN in permissions:
        return ("cycle", "off_track", "cannot_tell", "mine")
    return ("mine", "off_track", "cannot_tell", "cycle")


def to_confirm(permissions: frozenset[Permission], found: Facts) -> tuple[standing.Item, ...]:
    """Answers on which the group that this person speaks for has not yet been heard."""
    groups = {_P.CONFIRM_FOR_PARENTS: "parents-and-carers", _P.CONFIRM_FOR_YOUNG_PEOPLE: "young-people"}
    speaks_for = {group for permission, group in groups.items() if permission in permissions}
    return tuple(
        standing.Item("answers", answer.key, answer.text)
        for answer in found.strategy.answers
        if speaks_for - {verdict.group for verdict in answer.verdicts}
    )


def can_report(actor: Actor, work: Work) -> bool:
    """Is it of use to offer this person the form? The policies of the two actions have the last word."""
    sharing = {body for holder in work.holders for body in holder.bodies}
    shares = actor.organisation is not None and actor.organisation.pk in sharing
    if work.kind == ACTION:
        return actor.may(_P.REPORT_PROGRESS) and (shares or actor.may(_P.EDIT_PLAN))
    return actor.may(_P.RECORD_OBSERVATION) and (shares or actor.may(_P.EDIT_MEASURES))
