"""When is each delivery due, for which period, and how does it stand on a day? Dates in, dates out: no database.

A promise names the first period and the day on which its data are first due; every later one follows from these two,
counted from the first and never from the one before, so that the 31st of a month comes back after a shorter month.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.analysis.prose import MONTHS, say_date

from .states import MONTHS_BETWEEN, Completeness, DeliveryState, Standing

_TERMS = {9: "autumn term", 1: "spring term", 5: "summer term"}
_YEAR = 12


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day."""
    year, month = divmod(day.year * _YEAR + day.month - 1 + months, _YEAR)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Period:
    """What one delivery covers, from `start` to `end`, and when it is due. A single delivery has no `end`."""

    start: date
    end: date | None
    due: date

    @property
    def name(self) -> str:
        """`October 2026`, `autumn term 2026`, `April 2026 to March 2027`; nothing for a single delivery."""
        if self.end is None:
            return ""
        months = (self.end.year - self.start.year) * _YEAR + self.end.month - self.start.month + 1
        if months == 1:
            return f"{MONTHS[self.start.month - 1]} {self.start.year}"
        if months == _YEAR and self.start.month == 1:
            return f"{self.start.year}"
        if months == 4 and self.start.month in _TERMS:
            return f"{_TERMS[self.start.month]} {self.start.year}"
        return f"{MONTHS[self.start.month - 1]} {self.start.year} to {MONTHS[self.end.month - 1]} {self.end.year}"


def period_at(number: int, first: date, due: date, frequency: str) -> Period:
    """The period of that number, counted from 0. `first`: the first day of the first period, the first of a month."""
    months = MONTHS_BETWEEN.get(frequency)
    if months is None:
        return Period(first, None, due)
    end = months_later(first, (number + 1) * months) - timedelta(days=1)
    return Period(months_later(first, number * months), end, months_later(due, number * months))


def periods(
    first: date | None, due: date | None, frequency: str, today: date, ended: date | None = None
) -> Iterator[Period]:
    """Every period whose data are due by today, and the next one. A period that had not ended when the promise did is
    not expected. A promise that states no rhythm expects nothing that could be late."""
    if first is None or due is None:
        return
    number, past = 0, True
    while past:
        period = period_at(number, first, due, frequency)
        if ended is not None and (period.end or period.due) > ended:
            return
        yield period
        past = period.due <= today and period.end is not None
        number += 1


def last_day(due: date, grace_days: int) -> date:
    """The last day on which it is not late."""
    return due + timedelta(days=grace_days)


def standing_of(
    state: str, due: date, grace_days: int, frequency: str, today: date, *, received: date | None, complete: str
) -> Standing:
    """How one delivery stands. It is late after the last day of grace; it never came once a whole further period has
    gone by since (a year, where it is promised once)."""
    last = last_day(due, grace_days)
    if state == DeliveryState.RECEIVED:
        if complete == Completeness.PARTIAL:
            return Standing.IN_PART
        return Standing.CAME_LATE if received is not None and received > last else Standing.CAME
    if state == DeliveryState.REFUSED:
        return Standing.REFUSED
    if today < due:
        return Standing.NOT_DUE
    if today <= last:
        return Standing.DUE
    gone = months_later(last, MONTHS_BETWEEN.get(frequency, _YEAR))
    return Standing.NEVER_CAME if today > gone else Standing.LATE


def say_due(due: date, grace_days: int) -> str:
    """When it is due, and until when it is not late."""
    return say_date(due) + (f" (late after {say_date(last_day(due, grace_days))})" if grace_days else "")
