"""May this person do this in this area? Each `check_…` says why not in a sentence; each `can_…` is the same as a bool."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied

from goldenthread.accounts.roles import ROLE_BY_CODE, ROLES, Permission

from .actors import AnyActor
from .models import Area, Membership, Organisation


class NotAllowed(PermissionDenied):
    """A refusal that a person can read."""


class Refused(ValueError):
    """The thing is not in a state in which this can be done. A sentence that a person can read.

    `box` names the field of the form in which the fault lies, where it lies in one.
    """

    def __init__(self, words: str = "", box: str = "") -> None:
        super().__init__(words)
        self.box = box


class EditConflict(Refused):
    """Somebody else saved this after it was opened. Nothing was written; what was typed is still the caller's.

    `node` is how it stands now; `opened` is the revision that the writer was shown.
    """

    def __init__(self, node: Any, opened: int) -> None:
        self.node, self.opened = node, opened
        super().__init__(
            "Somebody else changed this while you were writing. Nothing of yours is lost: compare and save again."
        )


def check_unchanged_since(row: Any, opened: int) -> None:
    """Raise `EditConflict` unless the revision that was opened is still the newest."""
    if row.revision != opened:
        raise EditConflict(row, opened)


def check_may(actor: AnyActor, permission: Permission) -> None:
    """Raise `NotAllowed`, naming the roles that may, unless the actor holds the permission."""
    if not actor.may(permission):
        holders = " or ".join(role.title.lower() for role in ROLES if permission in role.permissions)
        raise NotAllowed(f"To {permission.value} you must be {_a(holders)} in this area.")


def check_same_area(actor: AnyActor, area: Area) -> None:
    """Nobody acts on another area's things."""
    if actor.area is not None and actor.area.pk != area.pk:
        raise NotAllowed(f"You are working in {actor.area}; this belongs to another area.")


def allows(check: Callable[..., object], *args: Any) -> bool:
    """The same question as a bool, for templates and lists of buttons."""
    try:
        check(*args)
    except (NotAllowed, Refused):
        return False
    return True


def check_can_view_area(actor: AnyActor) -> None:
    """The area's working pages."""
    check_may(actor, Permission.VIEW_AREA)


def check_can_edit_partnership(actor: AnyActor, area: Area) -> None:
    """Write the area's boards and who serves it."""
    check_same_area(actor, area)
    check_may(actor, Permission.EDIT_PARTNERSHIP)


def check_can_manage_people(actor: AnyActor) -> None:
    """Give and end roles."""
    check_may(actor, Permission.MANAGE_PEOPLE)


def check_can_hand_over(actor: AnyActor) -> None:
    """Move responsibilities from one person to another."""
    check_may(actor, Permission.HAND_OVER)


def check_can_view_events(actor: AnyActor) -> None:
    """The area's event log."""
    check_may(actor, Permission.VIEW_EVENTS)


def check_can_end_role(actor: AnyActor, membership: Membership, reason: str) -> None:
    """End a role that has not ended, saying why. Nobody ends their own: an area would be left with no administrator."""
    check_same_area(actor, membership.area)
    check_can_manage_people(actor)
    if actor.person is not None and actor.person.pk == membership.person_id:
        raise Refused("You cannot end your own role. Ask another administrator of the area.")
    if membership.end is not None and membership.end < actor.today:
        raise Refused(f"This role already ended on {membership.end:%-d %B %Y}.")
    check_reason(reason)


def check_reason(reason: str) -> None:
    """Whoever reads the event log in three years must learn why."""
    if not reason.strip():
        raise Refused("Say why: the reason is kept in the event log.")


HOLDS_WITH = {"action": Permission.REPORT_PROGRESS, "measure": Permission.RECORD_OBSERVATION}


def check_can_hold(roles: Iterable[str], kind: str) -> None:
    """Whoever is given work must be able to report on it. `roles`: those the person holds in the area today."""
    held = [ROLE_BY_CODE[role] for role in roles]
    needed = HOLDS_WITH.get(kind, Permission.VIEW_AREA)
    if not any(needed in role.permissions for role in held):
        has = " and ".join(role.title.lower() for role in held) or "none here"
        raise Refused(
            f"To be given {_a(kind)} a person must be able to {needed.value}: the role of this person is {has}."
        )


def _a(noun: str) -> str:
    return f"an {noun}" if noun[:1] in "aeiou" else f"a {noun}"


def check_is_open(organisation: Organisation, day: date) -> None:
    """Work and roles are given to bodies that still exist."""
    if organisation.closed is not None and organisation.closed < day:
        raise Refused(
            f"{organisation.name} ended on {organisation.closed:%-d %B %Y}. Choose the body that followed it."
        )


def check_is_named(organisation: Organisation | None, named: Container[int], box: str = "") -> None:
    """Only a body that the area's strategy names can stand in it: its pack, its pages and its exports list those."""
    if organisation is not None and organisation.pk not in named:
        words = f"{organisation} is not among the organisations that this strategy names. Name it there first."
        raise Refused(words, box)


def check_can_succeed(actor: AnyActor, predecessor: Organisation, successor: Organisation, on: date) -> None:
    """Record that one body followed another. A body belongs to every area it serves, so only the operator may."""
    if actor.area is not None:
        raise NotAllowed("A body may serve other areas too: the operator of this installation records that it ended.")
    check_can_manage_people(actor)
    if predecessor.pk == successor.pk:
        raise Refused("No body follows itself.")
    last_day = on - timedelta(days=1)
    if predecessor.closed is not None and predecessor.closed != last_day:
        raise Refused(
            f"{predecessor.name} already ended on {predecessor.closed:%-d %B %Y}, not on {last_day:%-d %B %Y}."
        )
    if predecessor.opened is not None and predecessor.opened > last_day:
        raise Refused(f"{predecessor.name} opened on {predecessor.opened:%-d %B %Y}: it cannot end before that.")
    if successor.opened is not None and successor.opened > on:
        raise Refused(f"{successor.name} opens on {successor.opened:%-d %B %Y}, after {on:%-d %B %Y}.")
    check_is_open(successor, on)
