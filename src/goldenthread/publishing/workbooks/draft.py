"""How is a strategy changed a piece at a time, and never into something that is no strategy?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify

from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.kinds import BY_PLURAL, ITEM_KINDS

from .lines import ALIKE, likeness, line_of, same, split_number
from .outgoing import Writer

LONGEST_TITLE = 300


def title_from(text: str) -> tuple[str, bool]:
    """A title of at most 300 characters, and whether the text had to be cut for it."""
    line = " ".join(text.split())
    if len(line) <= LONGEST_TITLE:
        return line, False
    return line[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…", True


@dataclass(frozen=True, slots=True)
class Taken:
    """Keys that withdrawn items and steps still hold: a new item must not bring one of them back by chance."""

    keys: frozenset[str] = frozenset()
    steps: Mapping[str, frozenset[str]] = field(default_factory=dict)


class Draft:
    """A strategy in the making. Items are frozen; each change replaces one."""

    def __init__(self, source: pack.Pack, taken: Taken) -> None:
        self.source, self.taken = source, taken
        self.items: dict[str, dict[str, Any]] = {
            kind.plural: {item.key: item for item in getattr(source, kind.plural)} for kind in ITEM_KINDS
        }
        self.keys = set(taken.keys).union(*self.items.values())
        self.first_writer = Writer(source)
        self._writer: Writer | None = None
        self._named: dict[str, dict[str, list[str]]] = {}
        self.known = frozenset(self.keys - taken.keys) | frozenset(
            key for items in self.items.values() for key in items
        )

    @property
    def writer(self) -> Writer:
        """Writes the items as they stand in the draft now."""
        if self._writer is None:
            self._writer = Writer(pack.Pack.model_construct(**{**dict(self.source), **self._lists()}))
        return self._writer

    def _lists(self) -> dict[str, Any]:
        return {plural: tuple(items.values()) for plural, items in self.items.items()}

    def list(self, plural: str) -> list[Any]:
        """The items of one list, in order."""
        return list(self.items[plural].values())

    def get(self, plural: str, key: str) -> Any:
        """One item, or None."""
        return self.items[plural].get(key)

    def change(self, plural: str, key: str, **values: Any) -> None:
        """Give an item new values."""
        item = self.items[plural][key]
        self._forget(plural, item, values)
        self.items[plural][key] = type(item)(**{**dict(item), **values})

    def _forget(self, plural: str, item: Any, values: dict[str, Any]) -> None:
        """What was worked out from the item before it changed."""
        self._writer = None
        if values.keys() & {"ref", "title", "text"}:
            self._named.pop(plural, None)

    def add(self, plural: str, words: str, **values: Any) -> str:
        """Add an item at the end of its list, under a key made from its words. Returns the key."""
        key = self._free_key(words)
        self._writer = None
        item = self.items[plural][key] = BY_PLURAL[plural].shape(key=key, **values)
        for words in _names(item) if plural in self._named else ():
            self._named[plural].setdefault(words, []).append(key)
        self.keys.add(key)
        return key

    def drop(self, plural: str, key: str) -> None:
        """Take an item out, and every link to it."""
        self._writer = None
        self._named.pop(plural, None)
        del self.items[plural][key]
        for kind in ITEM_KINDS:
            fields = [name for name, _ in (*kind.links, *kind.incoming)]
            for item in self.list(kind.plural):
                without = {n: tuple(link for link in getattr(item, n) if link.key != key) for n in fields}
                changed = {n: links for n, links in without.items() if links != getattr(item, n)}
                if changed:
                    self.change(kind.plural, item.key, **changed)

    def is_new(self, key: str) -> bool:
        """Was it added here?"""
        return key not in self.known

    def _free_key(self, words: str) -> str:
        stem = slugify(words)[:60].strip("-") or "item"
        number, key = 1, stem
        while key in self.keys:
            number += 1
            key = f"{stem}-{number}"
        return key

    def step_key(self, action: str, kind: str, used: Iterable[str]) -> str:
        """A free key for a new step ("s4") or milestone ("m2") of an action."""
        stem = "m" if kind == "milestone" else "s"
        taken = set(used) | set(self.taken.steps.get(action, ()))
        return next(key for n in range(1, len(taken) + 2) if (key := f"{stem}{n}") not in taken)

    def find(self, plural: str, line: str) -> str:
        """The key of the first item that such a line names; empty where there is none."""
        return next(iter(self.named(plural, line)), "")

    def named(self, plural: str, line: str) -> Sequence[str]:
        """The keys of all items that such a line names, in order; a title that was cut to its length is named by the whole."""
        if plural not in self._named:
            self._named[plural] = {}
            for item in self.list(plural):
                for words in _names(item):
                    self._named[plural].setdefault(words, []).append(item.key)
        found = (self._named[plural].get(same(words), ()) for words in (line, *_cut(line)) if same(words))
        return next(filter(None, found), ())

    def pack(self) -> pack.Pack:
        """The whole, checked."""
        return pack.Pack(**{**dict(self.source), **self._lists()})


def _cut(line: str) -> tuple[str, ...]:
    """How a line too long for a title stands in the strategy: cut as a whole, or behind its number."""
    number, words = split_number(line)
    short, was_cut = title_from(line)
    return (short, f"{number} {title_from(words)[0]}") if was_cut else ()


def _names(item: Any) -> set[str]:
    """The words by which a line may name an item: with its number and without."""
    return {same(line_of(item)), same(getattr(item, "title", "") or getattr(item, "text", ""))}


def paired(old: list[str], new: list[str]) -> dict[str, str]:
    """Which of the new lines is which old line reworded: each new line to the old line most like it, each used once."""
    pairs: dict[str, str] = {}
    free = list(old)
    scored = sorted(((likeness(a, b), b, a) for b in new for a in old), reverse=True)
    for score, fresh, before in scored:
        if score >= ALIKE and fresh not in pairs and before in free:
            pairs[fresh] = before
            free.remove(before)
    return pairs
