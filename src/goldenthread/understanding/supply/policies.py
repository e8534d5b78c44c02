"""Who may keep the register of promised data and read the data protection page, and what may be recorded of a delivery?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from goldenthread.accounts.roles import Permission
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import Refused, allows, check_may, check_same_area

from .models import DataRequest, Delivery, Promise
from .states import DeliveryState, Frequency, Says, Transition, transition

RHYTHM = ("frequency", "first_period", "first_due")
MOST_GRACE = 365


def check_can_view_data(actor: AnyActor) -> None:
    """Read the register and the data protection page."""
    check_may(actor, Permission.VIEW_DATA)


def check_can_keep_register(actor: AnyActor, area: Area) -> None:
    """Write what was promised, ask for what has not come, and record what came."""
    check_same_area(actor, area)
    check_may(actor, Permission.EDIT_SUPPLY)


def check_can_record_arrival(actor: AnyActor, area: Area) -> None:
    """What arrives where data are loaded is recorded by whoever loads it, or keeps the register."""
    check_same_area(actor, area)
    if not allows(check_can_keep_register, actor, area):
        check_may(actor, Permission.LOAD_DATA)


def check_rhythm(values: dict[str, Any]) -> None:
    """Periods begin with a month, and nothing is due before what it tells of has begun."""
    if values.get("frequency", Frequency.NOT_STATED) == Frequency.NOT_STATED:
        return
    first, due = values.get("first_period"), values.get("first_due")
    if first is None:
        raise Refused("Give the first day of the first period that it covers.", "first_period")
    if due is None:
        raise Refused("Give the day on which it is first due.", "first_due")
    if first.day != 1:
        raise Refused("A period begins on the first day of a month.", "first_period")
    if due < first:
        raise Refused("It cannot be due before the period that it covers has begun.", "first_due")


def check_grace(values: dict[str, Any]) -> None:
    """A promise with a year of grace is none."""
    if values.get("grace_days", 0) > MOST_GRACE:
        raise Refused(f"Days of grace are at most {MOST_GRACE}.", "grace_days")


def check_rhythm_may_change(promise: Promise, values: dict[str, Any], today: date) -> None:
    """What was due stays due: a promise that has run is ended, and the new rhythm is a promise of its own."""
    if all(getattr(promise, name) == values.get(name, getattr(promise, name)) for name in RHYTHM):
        return
    begun = promise.first_due is not None and promise.first_due <= today
    if begun or promise.deliveries.exists():
        raise Refused(
            "Deliveries of it are due or recorded already, so how often it comes cannot be changed here. "
            "End this promise, and record the new one: what was late stays late.",
            "frequency",
        )


def check_feeds(measures: Iterable[str], known: Iterable[str]) -> None:
    """A promise feeds measures that the area has."""
    if missing := sorted(set(measures) - set(known)):
        raise Refused(f"The strategy has no measure {', '.join(missing)}.", "measures")


def check_not_ended(promise: Promise) -> None:
    """A promise that has ended is history."""
    if promise.until is not None:
        raise Refused(f"This promise ended on {promise.until:%-d %B %Y}.")


def check_can_end(promise: Promise, on: date, reason: str) -> None:
    """End it on a day that its partner, or those who rely on it, can be told of, and say why."""
    check_not_ended(promise)
    if promise.since is not None and on < promise.since:
        raise Refused(f"It was promised from {promise.since:%-d %B %Y}: it cannot end before that.", "on")
    if not reason.strip():
        raise Refused("Say why it ends: it was a promise.", "reason")


def check_transition(delivery: Delivery, target: DeliveryState, reason: str = "") -> Transition:
    """Only a move that the table permits, with a reason where the move needs one."""
    move = transition(delivery.state, target)
    if move is None:
        raise Refused(f"It is recorded as {delivery.get_state_display().lower()}: this cannot be done to it now.")
    if move.reason_required and not reason.strip():
        raise Refused("Say why.", "reason")
    return move


def check_received_on(received: date, today: date) -> None:
    """Nothing has come on a day that is not here yet."""
    if received > today:
        raise Refused("The day on which it came cannot be in the future.", "received_on")


def check_can_answer(request: DataRequest, today: date) -> None:
    """Whoever holds the link answers for the partner, for as long as it works."""
    if request.closed_on is not None or request.expires_on < today:
        raise Refused("This link does not work any more.")


def check_answer(says: str, day: date | None, words: str, today: date) -> None:
    """What was sent was sent by today; what will be sent comes from today on; a refusal says why."""
    if says == Says.SENT and (day is None or day > today):
        raise Refused("Say when it was sent: today or earlier.", "day")
    if says == Says.WILL_SEND and (day is None or day < today):
        raise Refused("Say by when it will be sent: today or later.", "day")
    if says == Says.REFUSED and not words.strip():
        raise Refused("Say why it will not be sent.", "words")
