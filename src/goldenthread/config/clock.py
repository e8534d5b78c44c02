"""What is the time? The only place that asks the machine; everything else is told.

`GOLDENTHREAD_TODAY=2026-03-31` pretends that it is that day, so that a demonstration looks the same next year.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """The time in London; on a pretended day, that day's date with the real time of day."""
    real = datetime.now(LONDON)
    pretended: date | None = settings.TODAY
    return datetime.combine(pretended, real.timetz()) if pretended else real


def today() -> date:
    """The date in London."""
    return now().date()
