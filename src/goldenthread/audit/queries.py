"""Which events concern an area, or one thing in it?"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from .models import FIRST_HASH, ChainEnd, Event

P = ParamSpec("P")
R = TypeVar("R")
_forgetting: list[Callable[[], None]] = []


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


def kept_until_something_changes(function: Callable[P, R]) -> Callable[P, R]:
    """Keep in memory what the function returned, by its arguments, for as long as no event is added.

    Every change writes an event in its own transaction, so the end of the log says whether what is kept is still
    true. The arguments must be hashable and the result immutable: it is shared by every request of this process.
    """

    @lru_cache(maxsize=128)
    def remembered(_end: str, *args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    @wraps(function)
    def current(*args: P.args, **kwargs: P.kwargs) -> R:
        return remembered(end_of_log(), *args, **kwargs)  # type: ignore[arg-type]

    _forgetting.append(remembered.cache_clear)
    return current


def forget() -> None:
    """Forget everything that is kept: for tests, which undo what they did without an event."""
    for clear in _forgetting:
        clear()
