"""Which events of an area answer a question, and when was the log last proved whole?"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from goldenthread.audit.models import Event
from goldenthread.audit.queries import events
from goldenthread.partnership.actors import LONDON
from goldenthread.partnership.models import Area

CHECKED = "checked the event log"


def found(
    area: Area, *, who: str = "", kind: str = "", verb: str = "", first: date | None = None, last: date | None = None
) -> QuerySet[Event]:
    """The area's events, newest first, by whom, about what, from one day to another (both included)."""
    rows = events(area.slug)
    if who:
        rows = rows.filter(actor=who)
    if kind:
        rows = rows.filter(subject_kind=kind)
    if verb:
        rows = rows.filter(verb=verb)
    if first:
        rows = rows.filter(at__gte=_midnight(first))
    if last:
        rows = rows.filter(at__lt=_midnight(last + timedelta(days=1)))
    return rows


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)


def offered(area: Area) -> dict[str, list[str]]:
    """By whom, about what and by which verb there are events: what a filter can offer."""
    rows = events(area.slug).order_by()
    fields = {"who": "actor", "kind": "subject_kind", "verb": "verb"}
    return {name: sorted(set(rows.values_list(field, flat=True).distinct())) for name, field in fields.items()}


def last_check(area: Area) -> Event | None:
    """The last time that somebody of the area had the log checked, with what was found."""
    return events(area.slug).filter(verb=CHECKED).first()
