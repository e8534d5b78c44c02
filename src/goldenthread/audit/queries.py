"""Which events concern an area, or one thing in it?"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from .models import FIRST_HASH, ChainEnd, Event


def events(area_slug: str) -> QuerySet[Event]:
    """Every event of the area, newest first."""
    return Event.objects.filter(area=area_slug).order_by("-sequence")


def events_about(area_slug: str, subject_id: UUID | str) -> QuerySet[Event]:
    """Every event about one thing, newest first."""
    return events(area_slug).filter(subject_id=str(subject_id))


def end_of_log() -> str:
    """The hash of the newest event: it differs whenever anything has changed."""
    found = ChainEnd.objects.values_list("hash", flat=True).filter(pk=1).first()
    return found or FIRST_HASH


def log_end() -> str:
    """The hash of the last event of all: it changes whenever anything does."""
    return ChainEnd.objects.filter(pk=1).values_list("hash", flat=True).first() or FIRST_HASH
