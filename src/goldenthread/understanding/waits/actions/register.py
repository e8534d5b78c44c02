"""What arrived of a promised return of waits, or stands no longer, told to the data-supply register."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from goldenthread.analysis.prose import join_words
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area, Organisation
from goldenthread.understanding.supply.actions import record_arrival, take_back_arrival
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
    arrived = queries.arrived(area, provider)
    for month in sorted(arrived):
        for owed in waits_owed(area, provider, month, by.today):
            _record(owed, arrived, by)
    for month, names in queries.withdrawn(area, provider).items():
        for owed in waits_owed(area, provider, month, by.today) if month not in arrived else ():
            stands = any(each in arrived for each in _months(owed))
            if not stands and owed.delivery is not None and owed.delivery.release in names:
                reason = "The return was withdrawn, and no other tells of this period."
                take_back_arrival(promise=owed.promise, start=owed.period.start, reason=reason, by=by)


def _record(owed: Owed, arrived: dict[date, Arrived], by: AnyActor) -> None:
    inside = _months(owed)
    came = [arrived[month] for month in inside if month in arrived]
    lacks = sorted({each for one in came for each in one.lacks})
    gone = len(inside) - len(came)
    said = [f"{gone} of {len(inside)} months did not come"] if gone else []
    said += [f"It is not whole: {join_words(lacks)}"] if lacks else []
    record_arrival(
        promise=owed.promise,
        start=owed.period.start,
        received_on=max(one.on for one in came),
        complete=not said,
        quality=". ".join(said),
        release=came[-1].name,
        by=by,
    )


def _months(owed: Owed) -> list[date]:
    first, last = owed.period.start, owed.period.end or owed.period.start
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    at = first.year * 12 + first.month - 1
    return [date((at + n) // 12, (at + n) % 12 + 1, 1) for n in range(count)]
