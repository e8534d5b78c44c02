"""What does the page of the thread show?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from urllib.parse import urlencode

from goldenthread.publishing.packs.reading import Address

from .ends import ENDS, End, broken_in
from .listing import Chapter, listing
from .overview import NO_HEADING, Group, draw_overview, groups, said_of
from .picture import Look, Picture, draw
from .select import Choice, ends_in, is_from_above, partners_in, select, statuses_in
from .shape import NAMES, Item, Thread


@dataclass(frozen=True, slots=True)
class Break:
    """One way in which the thread breaks here: the words, how many, and the way to those alone."""

    words: str
    number: int
    href: str


@dataclass(frozen=True, slots=True)
class Page:
    """`groups` is empty unless the strategy is shown from above, and then `chapters` is. `chosen` is the item followed."""

    picture: Picture | None
    groups: tuple[Group, ...]
    chapters: tuple[Chapter, ...]
    breaks: tuple[Break, ...]
    chosen: Item | None
    matched: int
    shown: int
    whole: int

    @property
    def is_part(self) -> bool:
        """Is less than the whole strategy shown?"""
        return self.shown < self.whole


def page(thread: Thread, choice: Choice, today: date, address: Address, here: str = "") -> Page:
    """The thread as it was asked for: a picture and the same as a list. `here`: the address of the page, for a file."""
    if is_from_above(thread, choice):
        return _from_above(thread, today, here)
    ends = broken_in(thread)
    chosen = select(thread, ends, choice, today)
    part = chosen.thread
    look = Look(
        address=lambda item: address(item.plural, item.key),
        today=today,
        theme_address=partial(_theme_address, here),
        lit=chosen.lit,
        chosen=choice.node,
        focus=choice.theme,
    )
    return Page(
        picture=draw(part, ends, thread, look) if part.items else None,
        groups=(),
        chapters=listing(part, ends, thread, today, choice.theme) if part.items else (),
        breaks=_breaks(thread, ends),
        chosen=part.items.get(choice.node),
        matched=len(chosen.matched),
        shown=len(part.items),
        whole=len(thread.items),
    )


@lru_cache(maxsize=64)
def _from_above(thread: Thread, today: date, here: str) -> Page:
    """A large strategy by its headings. Kept for the day: it is the first view, and the same for everybody."""
    ends, number = broken_in(thread), len(thread.items)
    seen = groups(thread, ends, today)
    picture = draw_overview(thread, seen, partial(_theme_address, here))
    return Page(picture, seen, (), _breaks(thread, ends), None, number, number, number)


@lru_cache(maxsize=64)
def choices(thread: Thread, today: date) -> Mapping[str, list[tuple[str, str]]]:
    """What the filter offers. Kept for the day."""
    themes = [(key, title) for key, title in thread.themes.items() if thread.under[key]]
    if any(not item.themes for item in thread.items.values()):
        themes.append((NO_HEADING, "Under no heading"))
    return {
        "themes": themes,
        "partners": partners_in(thread),
        "statuses": statuses_in(thread, today),
        "ends": ends_in(broken_in(thread)),
    }


def _theme_address(here: str, key: str) -> str:
    return f"{here}?{urlencode({'theme': key})}"


def _breaks(thread: Thread, ends: Mapping[str, tuple[End, ...]]) -> tuple[Break, ...]:
    """Each way in which this thread breaks, in the order of the thread."""
    torn = [end for found in ends.values() for end in found]
    numbers = [(end, torn.count(end)) for end in ENDS if end in torn]
    return tuple(
        Break(f"{NAMES[end.of][number != 1]} {said_of(end, number)}", number, f"?{urlencode({'end': end.id})}")
        for end, number in numbers
    )
