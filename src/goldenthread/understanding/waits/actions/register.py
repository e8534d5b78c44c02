"""What arrived of a promised return of waits, or stands no longer, told to the data-supply register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from goldenthread.analysis.prose import join_words
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area, Organisation
from goldenthread.understanding.supply.actions import record_arrival, take_back_arrival
from goldenthread.understanding.supply.definitions import WAITS
from goldenthread.understanding.supply.models import Promise
from goldenthread.understanding.supply.queries import Owed, waits_owed
from goldenthread.understanding.waits import policies, queries
from goldenthread.understanding.waits.queries import Arrived


@transaction.atomic
def update_register(*, area: Area, provider: Organisation, by: AnyActor) -> None:
    """Record every promised month that an accepted return tells of, and take back those that none tells of any more.

    A month that did not come is late by itself: the register works that out from the dates. A period of several months
    is complete when all of them came. What somebody recorded by hand is not taken back.
    """
    policies.check_can_load(by, area)
    _bring_up_to_date(area, provider, by)


def _bring_up_to_date(area: Area, provider: Organisation, by: AnyActor) -> None:
    arrived = queries.arrived(area, provider)
    for month in sorted(arrived):
        for owed in waits_owed(area, provider, month, by.today):
            _record(owed, arrived, by)
    for month, names in queries.withdrawn(area, provider).items():
        for owed in waits_owed(area, provider, month, by.today) if month not in arrived else ():
            _lower(owed, arrived, names, by)


@transaction.atomic
def when_promised(*, promise: Promise, by: AnyActor, **_: object) -> None:
    """Returns of waits that were accepted before they were promised have come."""
    if promise.kind == WAITS:
        _bring_up_to_date(promise.area, promise.organisation, by)


def _lower(owed: Owed, arrived: dict[date, Arrived], names: set[str], by: AnyActor) -> None:
    """Take back what rested on a withdrawn return; where other months of the period stand, say what is left of it."""
    ours = names | {each.name[:80] for each in arrived.values()}
    if owed.delivery is None or owed.delivery.release not in ours:
        return
    stands = any(each in arrived for each in _months(owed))
    if stands and owed.delivery.quality == _told(owed, arrived).quality:
        return
    left = "it is not whole any more" if stands else "no other tells of this period"
    reason = f"The return was withdrawn, and {left}."
    take_back_arrival(promise=owed.promise, start=owed.period.start, reason=reason, by=by)
    if stands:
        _record(owed, arrived, by)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the returns that stand tell of a period: the last of them, since when, and what is wanting in them."""

    release: str
    received_on: date
    quality: str


def _told(owed: Owed, arrived: dict[date, Arrived]) -> _Told:
    inside = _months(owed)
    came = [arrived[month] for month in inside if month in arrived]
    lacks = sorted({each for one in came for each in one.lacks})
    gone = len(inside) - len(came)
    said = [f"{gone} of {len(inside)} months did not come"] if gone else []
    said += [f"It is not whole: {join_words(lacks)}"] if lacks else []
    return _Told(came[-1].name, max(one.on for one in came), ". ".join(said))


def _record(owed: Owed, arrived: dict[date, Arrived], by: AnyActor) -> None:
    told = _told(owed, arrived)
    record_arrival(
        promise=owed.promise,
        start=owed.period.start,
        received_on=told.received_on,
        complete=not told.quality,
        quality=told.quality,
        release=told.release,
        by=by,
    )


def _months(owed: Owed) -> list[date]:
    first, last = owed.period.start, owed.period.end or owed.period.start
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    at = first.year * 12 + first.month - 1
    return [date((at + n) // 12, (at + n) % 12 + 1, 1) for n in range(count)]
