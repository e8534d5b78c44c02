"""Who is acting, for which organisation, in which area, and what may they do there now?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from goldenthread.accounts.models import Person
from goldenthread.accounts.roles import Permission

from .models import Area, Organisation

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person at work in one area. Made by `queries.actor_for`; policies ask it and nothing else."""

    person: Person
    area: Area
    organisation: Organisation | None
    roles: tuple[str, ...]
    permissions: frozenset[Permission]
    now: datetime

    @property
    def today(self) -> date:
        """The date in London."""
        return self.now.astimezone(LONDON).date()

    @property
    def log_name(self) -> str:
        """The name written in the event log."""
        return self.person.name

    @property
    def log_id(self) -> str:
        """The identifier written in the event log."""
        return str(self.person.pk)

    @property
    def log_organisation(self) -> str:
        """The body acted for."""
        return self.organisation.name if self.organisation else ""

    def may(self, permission: Permission) -> bool:
        """Has this person that permission in this area, today?"""
        return permission in self.permissions


@dataclass(frozen=True, slots=True)
class SystemActor:
    """The software itself, acting under a stated name: an operator's command, or the demonstration."""

    area: Area | None
    name: str
    now: datetime
    permissions: frozenset[Permission] = frozenset(Permission)
    organisation: Organisation | None = None
    person: Person | None = None

    @property
    def today(self) -> date:
        """The date in London."""
        return self.now.astimezone(LONDON).date()

    @property
    def log_name(self) -> str:
        """The name written in the event log."""
        return self.name

    @property
    def log_id(self) -> str:
        """A system has no account."""
        return ""

    @property
    def log_organisation(self) -> str:
        """A system acts for nobody."""
        return ""

    def may(self, permission: Permission) -> bool:
        """An operator at the command line may do anything; every use is an event."""
        return permission in self.permissions


AnyActor = Actor | SystemActor
