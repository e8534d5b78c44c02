"""May this person do this in this area? Each `check_…` says why not in a sentence; each `can_…` is the same as a bool."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied

from goldenthread.accounts.roles import ROLES, Permission

from .actors import AnyActor
from .models import Area


class NotAllowed(PermissionDenied):
    """A refusal that a person can read."""


class Refused(ValueError):
    """The thing is not in a state in which this can be done. A sentence that a person can read."""


def check_may(actor: AnyActor, permission: Permission) -> None:
    """Raise `NotAllowed`, naming the roles that may, unless the actor holds the permission."""
    if not actor.may(permission):
        holders = " or ".join(role.title.lower() for role in ROLES if permission in role.permissions)
        raise NotAllowed(f"To {permission.value} you must be a {holders} in this area.")


def check_same_area(actor: AnyActor, area: Area) -> None:
    """Nobody acts on another area's things."""
    if actor.area is not None and actor.area.pk != area.pk:
        raise NotAllowed(f"You are working in {actor.area}; this belongs to another area.")


def allows(check: Callable[..., None], *args: Any) -> bool:
    """The same question as a bool, for templates and lists of buttons."""
    try:
        check(*args)
    except (NotAllowed, Refused):
        return False
    return True


def check_can_view_area(actor: AnyActor) -> None:
    """The area's working pages."""
    check_may(actor, Permission.VIEW_AREA)


def check_can_manage_people(actor: AnyActor) -> None:
    """Give and end roles."""
    check_may(actor, Permission.MANAGE_PEOPLE)


def check_can_hand_over(actor: AnyActor) -> None:
    """Move responsibilities from one person to another."""
    check_may(actor, Permission.HAND_OVER)
