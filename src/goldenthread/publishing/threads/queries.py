"""What is the thread of an area, and of one of its items?"""

from __future__ import annotations

from datetime import datetime

from goldenthread.partnership.models import Area
from goldenthread.publishing.packs.format import Pack
from goldenthread.publishing.packs.queries import current_pack, pack_of

from .paths import Path, path
from .shape import Thread, thread_in

_MOST_KEPT = 32
_kept: dict[str, tuple[Pack, Thread]] = {}


def thread_of(area: Area, as_at: datetime | None = None) -> Thread:
    """The area's thread as it stands, or as it stood. As it stands, it is kept for as long as its pack is."""
    if as_at is not None:
        return thread_in(pack_of(area, as_at))
    now = current_pack(area)
    held = _kept.get(area.slug)
    if held is not None and held[0] is now:
        return held[1]
    thread = thread_in(now)
    while len(_kept) >= _MOST_KEPT:
        _kept.pop(next(iter(_kept)), None)
    _kept[area.slug] = (now, thread)
    return thread


def path_of(area: Area, key: str, as_at: datetime | None = None) -> Path | None:
    """The thread of one item, up and down; None where the area has no such item in its thread."""
    return path(thread_of(area, as_at), key)
