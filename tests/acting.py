"""Somebody who holds one role and no other, and what an action leaves in the log: for tests of rules."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from goldenthread.accounts.models import Person
from goldenthread.accounts.roles import ROLE_BY_CODE, ROLES, Permission
from goldenthread.audit.models import Event
from goldenthread.partnership.actors import LONDON, Actor
from goldenthread.partnership.models import Area, Organisation

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=LONDON)
ROLE_CODES = tuple(role.code for role in ROLES)


def acting_as(role: str, area: Area | None = None, organisation: Organisation | None = None) -> Actor:
    """A person who holds that role, in that area, for that body; nothing is read from a database."""
    return Actor(
        person=Person(name=f"A {role}"),
        area=area or Area(pk=1, slug="somewhere", name="Somewhere"),
        organisation=organisation,
        roles=(role,),
        permissions=ROLE_BY_CODE[role].permissions,
        now=NOW,
    )


def holders(permission: Permission) -> set[str]:
    """The roles that have a permission."""
    return {role.code for role in ROLES if permission in role.permissions}


@contextmanager
def one_event() -> Iterator[list[Event]]:
    """Exactly one event is written inside; it is in the list afterwards."""
    last = Event.objects.count()
    written: list[Event] = []
    yield written
    written.extend(Event.objects.filter(sequence__gt=last).order_by("sequence"))
    assert len(written) == 1, [str(event) for event in written]


@contextmanager
def no_event() -> Iterator[None]:
    """Nothing is written to the log inside."""
    before = Event.objects.count()
    yield
    assert Event.objects.count() == before
