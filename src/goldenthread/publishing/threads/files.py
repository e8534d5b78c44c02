"""How is a thread given away? As lines of text, as nodes and links for a script, as a picture that stands alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from goldenthread.analysis import plural
from goldenthread.publishing.packs.reading import on_site

from .ends import broken_in
from .listing import as_text, listing
from .picture import Look, draw
from .shape import NAMES, ORDER, Thread
from .standings import standings


def as_lines(thread: Thread, today: date) -> Iterator[str]:
    """The thread as an ordered list; a line with a ring (○) is where it breaks."""
    ends = broken_in(thread)
    yield f"The thread of {thread.area.name}: {plural(len(thread.items), 'item')}, {len(ends)} with a broken end"
    yield from as_text(listing(thread, ends, thread, today))


def as_json(thread: Thread, today: date) -> dict[str, Any]:
    """Nodes and links, each status with its reason, each broken end by its id."""
    ends, stand = broken_in(thread), standings(thread, today)
    return {
        "area": thread.area.slug,
        "name": thread.area.name,
        "as_of": today.isoformat(),
        "stated": {NAMES[kind][1]: kind in thread.states for kind in ORDER},
        "headings": [{"key": key, "title": title} for key, title in thread.themes.items()],
        "nodes": [
            {
                "key": item.key,
                "kind": str(item.kind),
                "ref": item.ref,
                "label": item.label,
                "strategy": item.of,
                "headings": list(item.themes),
                "path": on_site(thread.area.slug)(item.plural, item.key),
                "status": {"status": str(judged.status), "reason": judged.reason}
                if (judged := stand.get(key))
                else None,
                "broken": [end.id for end in ends.get(key, ())],
            }
            for key, item in thread.items.items()
        ],
        "links": [
            {"source": link.source, "kind": str(link.kind), "target": link.target, "basis": str(link.basis)}
            for link in thread.links
        ],
    }


def as_svg(thread: Thread, today: date, site: str = "") -> str:
    """The whole picture, with addresses that begin with `site`."""
    address = on_site(thread.area.slug)
    look = Look(address=lambda item: site + address(item.plural, item.key), today=today)
    return draw(thread, broken_in(thread), thread, look).drawing
