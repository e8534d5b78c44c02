"""How does the thread read as a list? The same as the picture, in order, each item with what it is joined to and lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from goldenthread.analysis import Judgement, join_words
from goldenthread.design.statuses import Look
from goldenthread.thread.states import NodeKind

from .cards import KIND_WORDS, meta
from .ends import End, held_by_heading
from .overview import TITLES
from .shape import GROUNDS, ORDER, WORDS, Item, Thread, counted
from .standings import look_of, standings


@dataclass(frozen=True, slots=True)
class Join:
    """How an item is joined to others: in words, on what ground, and to which."""

    words: str
    ground: str
    to: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the list. `together`: what joins it by its heading alone; `broken`: where its thread ends."""

    item: Item
    meta: str
    status: Judgement | None
    joins: tuple[Join, ...]
    together: str
    broken: tuple[str, ...]

    @property
    def look(self) -> Look | None:
        return look_of(self.status)


@dataclass(frozen=True, slots=True)
class Part:
    """Items of one kind under one heading; `title` is empty where they stand under none."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """All items of one kind; `empty` says so where the strategy states none."""

    kind: NodeKind
    title: str
    parts: tuple[Part, ...]
    empty: str = ""


def listing(
    thread: Thread, ends: Mapping[str, tuple[End, ...]], whole: Thread, today: date, focus: str = ""
) -> tuple[Chapter, ...]:
    """The list of a thread, or of a part of it, in the order of the thread."""
    made = (_chapter(kind, thread, ends, whole, today, focus) for kind in ORDER)
    return tuple(chapter for chapter in made if chapter.parts or chapter.empty)


def _chapter(
    kind: NodeKind, thread: Thread, ends: Mapping[str, tuple[End, ...]], whole: Thread, today: date, focus: str
) -> Chapter:
    parts: dict[str, list[Entry]] = {}
    stand = standings(whole, today)
    for item in thread.kind(kind):
        theme = focus if focus in item.themes else next(iter(item.themes), "")
        title = item.of or thread.themes.get(theme, "")
        entry = Entry(
            item=item,
            meta=meta(item),
            status=stand.get(item.key),
            joins=tuple(_joins(thread, item)),
            together=_together(whole, item),
            broken=tuple(f"It {end.words}." for end in ends.get(item.key, ())),
        )
        parts.setdefault(title, []).append(entry)
    optional = kind in (NodeKind.ANSWER, NodeKind.EVIDENCE)
    empty = "" if kind in whole.states or optional else f"The strategy states no {KIND_WORDS[kind].lower()}."
    if kind == NodeKind.STATEMENT and empty:
        empty = "The strategy does not report what anybody said."
    return Chapter(kind, TITLES[kind], tuple(Part(title, tuple(found)) for title, found in parts.items()), empty)


def _joins(thread: Thread, item: Item) -> Iterator[Join]:
    found: dict[tuple[str, str], list[Item]] = {}
    for link in thread.at.get(item.key, ()):
        away = link.source == item.key
        words, far = WORDS[link.kind][0 if away else 1], link.target if away else link.source
        found.setdefault((words, GROUNDS[link.basis]), []).append(thread.items[far])
    yield from (Join(words, ground, tuple(items)) for (words, ground), items in found.items())


def _together(whole: Thread, item: Item) -> str:
    """ "Joined only by their heading to 12 answers", or nothing."""
    kinds = {kind for end in held_by_heading(whole, item) for kind in end.together}
    near = [other for theme in item.themes for other in whole.under[theme] if other.kind in kinds and not other.of]
    counts = {kind: len({other.key for other in near if other.kind == kind}) for kind in ORDER}
    said = join_words([counted(kind, number) for kind, number in counts.items() if number])
    return f"Joined by its heading alone to {said}." if said else ""


def as_text(chapters: tuple[Chapter, ...]) -> Iterator[str]:
    """The list as lines of plain text."""
    for chapter in chapters:
        yield ""
        yield chapter.title.upper()
        if chapter.empty:
            yield f"  {chapter.empty}"
        for part in chapter.parts:
            if part.title:
                yield f"  {part.title}"
            for number, entry in enumerate(part.entries, 1):
                yield from _entry_lines(number, entry)


def _entry_lines(number: int, entry: Entry) -> Iterator[str]:
    notes = "; ".join(note for note in (entry.meta, entry.look.word if entry.look else "") if note)
    yield f"    {number}. {entry.item.name}{f' ({notes})' if notes else ''} [{entry.item.key}]"
    for join in entry.joins:
        ground = f" ({join.ground})" if join.ground else ""
        yield f"         {join.words}{ground}: {'; '.join(item.short for item in join.to)}"
    if entry.together:
        yield f"         {entry.together}"
    yield from (f"       ○ {words}" for words in entry.broken)
