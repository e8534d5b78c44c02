"""Who may read the ledger of published tables, publish one and withdraw one?"""

from __future__ import annotations

from collections.abc import Collection

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import Refused, check_may, check_reason, check_same_area

from .definitions import MARKS, Proposal
from .models import PublishedTable
from .states import TableState, Transition, transition


class Outdated(Refused):
    """What was worked out no longer holds; worked out again, it may."""


def check_can_read(actor: AnyActor, area: Area) -> None:
    """The ledger and the attack reports."""
    check_same_area(actor, area)
    check_may(actor, Permission.VIEW_DATA)


def check_can_publish(actor: AnyActor, area: Area) -> None:
    """Propose a table, and publish it."""
    check_same_area(actor, area)
    check_may(actor, Permission.PUBLISH_FIGURES)


def check_was_seen(proposal: Proposal, published: Collection[tuple[str, int]]) -> None:
    """What is published is what was looked at, beside all that is published by now: key and edition of each."""
    if proposal.beside != frozenset(published):
        raise Outdated(
            "Another table was published since you looked at this one. Look at it again before you publish it."
        )


def check_is_safe(now: Proposal, reason: str) -> None:
    """Nobody can work out what it withholds."""
    check_reason(reason)
    if not now.report.passed:
        raise Refused("Somebody could work out a count that this table hides, so it is not published.")
    if not any(each.value is not None or each.mark not in MARKS for each in now.shown):
        raise Refused("Every count of this table would be hidden. Publish it with fewer categories.")


def check_can_withdraw(actor: AnyActor, table: PublishedTable, reason: str) -> Transition:
    """Take a table off the public pages, saying why. It stays in the ledger."""
    check_can_publish(actor, table.area)
    step = transition(table.state, TableState.WITHDRAWN)
    if step is None:
        raise Refused(f"“{table}” was withdrawn already.")
    check_reason(reason)
    return step
