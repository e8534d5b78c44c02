"""Which part of the thread is asked for? By heading, by who takes part, by how it stands, by how it breaks, or by item.

What is shown is what was asked for with the whole thread of each: an item by itself says nothing of where it comes from
or what it leads to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.design.statuses import Look
from goldenthread.thread.states import NodeKind

from .ends import BY_ID, End
from .overview import NO_HEADING
from .paths import with_their_threads
from .shape import Item, Thread
from .standings import looks

LARGE = 60  # items: beyond this the first view is the headings


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader asked for. Each is empty where nothing was asked."""

    theme: str = ""
    partner: str = ""
    status: str = ""
    end: str = ""
    node: str = ""
    everything: bool = False

    @property
    def filters(self) -> bool:
        return bool(self.theme or self.partner or self.status or self.end)


@dataclass(frozen=True, slots=True)
class Selection:
    """The part that is shown, which items were asked for by name, and which stand out in the picture."""

    thread: Thread
    matched: frozenset[str]
    lit: frozenset[str]


def select(thread: Thread, ends: Mapping[str, tuple[End, ...]], choice: Choice, today: date) -> Selection:
    """The part of the thread that was asked for."""
    shown = thread
    matched = frozenset(thread.items)
    if choice.filters:
        stand = looks(thread, today)
        matched = frozenset(
            key for key, item in thread.items.items() if _fits(item, ends.get(key, ()), stand.get(key), choice)
        )
        shown = thread.only(with_their_threads(thread, matched))
    if choice.node not in shown.items:
        return Selection(shown, matched, frozenset())
    on_its_way = with_their_threads(shown, (choice.node,))
    if len(shown.items) > LARGE and not choice.everything:
        return Selection(shown.only(on_its_way), matched, frozenset())
    return Selection(shown, matched, on_its_way)


def is_from_above(thread: Thread, choice: Choice) -> bool:
    """Is the strategy so large that its headings are shown first?"""
    return (
        len(thread.items) > LARGE and bool(thread.themes) and not (choice.filters or choice.node or choice.everything)
    )


def partners(item: Item) -> Iterator[str]:
    """The bodies that lead or take part in an action, or own a measure."""
    leads = {NodeKind.ACTION: "leads", NodeKind.MEASURE: "owner"}.get(item.kind)
    return (lead.organisation for lead in getattr(item.says, leads, ()) if lead.organisation) if leads else iter(())


def partners_in(thread: Thread) -> list[tuple[str, str]]:
    """Every body that takes part in something, by name."""
    keys = {key for item in thread.items.values() for key in partners(item)}
    return sorted(((key, thread.bodies.get(key, key)) for key in keys), key=lambda pair: pair[1].lower())


def statuses_in(thread: Thread, today: date) -> list[tuple[str, str]]:
    """Every way in which an action, a measure or an answer stands."""
    return [(_slug(word), word) for word in sorted({look.word for look in looks(thread, today).values()})]


def ends_in(ends: Mapping[str, tuple[End, ...]]) -> list[tuple[str, str]]:
    """Every way in which something is broken, with how many are."""
    found = [end for torn in ends.values() for end in torn]
    return [(end.id, f"{end.of.label} {end.words} ({found.count(end)})") for end in BY_ID.values() if end in found]


def _fits(item: Item, ends: tuple[End, ...], look: Look | None, choice: Choice) -> bool:
    if choice.theme and not (choice.theme in item.themes or (choice.theme == NO_HEADING and not item.themes)):
        return False
    if choice.partner and choice.partner not in partners(item):
        return False
    if choice.end and choice.end not in {end.id for end in ends}:
        return False
    return not choice.status or (look is not None and _slug(look.word) == choice.status)


def _slug(word: str) -> str:
    return word.lower().replace(" ", "-")
