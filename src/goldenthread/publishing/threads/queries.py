"""What is the thread of an area, and of one of its items?"""

from __future__ import annotations

from datetime import datetime

from goldenthread.audit.queries import kept_until_something_changes
from goldenthread.partnership.models import Area
from goldenthread.publishing.packs.queries import current_pack, pack_of

from .paths import Path, path
from .shape import Thread, thread_in


def thread_of(area: Area, as_at: datetime | None = None) -> Thread:
    """The area's thread as it stands, or as it stood. As it stands: one query while nothing changes."""
    return thread_in(pack_of(area, as_at)) if as_at is not None else _current_thread(area)


@kept_until_something_changes
def _current_thread(area: Area) -> Thread:
    return thread_in(current_pack(area))


def path_of(area: Area, key: str, as_at: datetime | None = None) -> Path | None:
    """The thread of one item, up and down; None where the area has no such item in its thread."""
    return path(thread_of(area, as_at), key)
