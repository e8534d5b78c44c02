"""Who works in the area, and what may each role do?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from goldenthread.accounts.roles import ROLES, Permission
from goldenthread.analysis import join_words

if TYPE_CHECKING:
    from goldenthread.partnership.models import Membership, Organisation


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles held now, those to come and those that ended; and the bodies that ended while people act for them."""

    now: tuple[Membership, ...]
    to_come: tuple[Membership, ...]
    ended: tuple[Membership, ...]


def roles_held(members: Iterable[Membership], today: date) -> Roles:
    """Every role, sorted by whether it holds today."""
    every = list(members)
    now = tuple(m for m in every if m.holds_on(today) and m.person.is_active)
    to_come = tuple(m for m in every if m.start and m.start > today)
    ended = tuple(m for m in every if m not in now and m not in to_come)
    return Roles(now, to_come, ended)


def bodies(found: Iterable[Organisation]) -> list[tuple[str, str]]:
    """Bodies to choose from."""
    return [(body.key, body.name) for body in found]


def role_table() -> list[tuple[str, str]]:
    """Each permission in words, and which roles have it."""
    return [
        (
            permission.value[:1].upper() + permission.value[1:],
            join_words([role.title for role in ROLES if permission in role.permissions]),
        )
        for permission in Permission
    ]
