"""What is the thread of a strategy? Its items, in order from voice to result, and the links that join them.

A link in the strategy has a direction of its own ("a need rests on evidence"). In the thread it has another: from what
was said towards what changed. `before` and `after` of an item follow the second.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from textwrap import shorten
from typing import Any

from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.kinds import ITEM_KINDS
from goldenthread.publishing.packs.reading.index import words_of
from goldenthread.thread.states import Basis, LinkKind, NodeKind

_N, _L = NodeKind, LinkKind

# The kinds that the picture shows, as the thread runs.
ORDER: tuple[NodeKind, ...] = (
    _N.STATEMENT,
    _N.ANSWER,
    _N.EVIDENCE,
    _N.NEED,
    _N.PRIORITY,
    _N.OUTCOME,
    _N.ACTION,
    _N.MEASURE,
)

# Links whose source stands nearer to the voice than their target; all others run the other way.
_ONWARD = frozenset({_L.RAISES, _L.SEEKS, _L.KEPT_BY, _L.SHOWN_BY})

# How a link is read from its source, and from its target.
WORDS: Mapping[LinkKind, tuple[str, str]] = {
    _L.UNDER: ("is under", "has under it"),
    _L.RAISES: ("raises", "is raised by"),
    _L.RESTS_ON: ("rests on", "supports"),
    _L.ADDRESSES: ("addresses", "is addressed by"),
    _L.SEEKS: ("seeks", "is sought by"),
    _L.CARRIES_OUT: ("carries out", "is carried out by"),
    _L.DELIVERS: ("delivers", "is delivered by"),
    _L.ACHIEVES: ("works towards", "is worked towards by"),
    _L.MEASURES: ("measures", "is measured by"),
    _L.ANSWERS: ("answers", "is answered by"),
    _L.KEPT_BY: ("is kept by", "keeps"),
    _L.SHOWN_BY: ("is shown by", "shows"),
}


# On what basis a link is drawn, where the document does not join these two.
GROUNDS: Mapping[Basis, str] = {
    Basis.STATED: "",
    Basis.SET: "stated of the whole list, not of these two",
    Basis.ADDED: "added by the partnership",
}

# One of a kind, and several.
NAMES: Mapping[NodeKind, tuple[str, str]] = {
    _N.STATEMENT: ("thing that was said", "things that were said"),
    _N.ANSWER: ("answer", "answers"),
    _N.EVIDENCE: ("finding", "findings"),
    _N.NEED: ("need", "needs"),
    _N.PRIORITY: ("priority", "priorities"),
    _N.OUTCOME: ("outcome", "outcomes"),
    _N.ACTION: ("action", "actions"),
    _N.MEASURE: ("measure", "measures"),
}


def counted(kind: NodeKind, number: int) -> str:
    """ "1 need", "12 answers"."""
    return f"{number} {NAMES[kind][number != 1]}"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the thread. `of` names its strategy where that is not the area's own; `says` is the item itself."""

    key: str
    kind: NodeKind
    plural: str
    label: str
    ref: str
    of: str
    themes: tuple[str, ...]
    place: int
    says: Any = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        """The document's own number, where it has one, and the words."""
        return f"{self.ref}. {self.label}" if self.ref else self.label

    @property
    def short(self) -> str:
        """Its name in a line with others."""
        return shorten(self.name, 90, placeholder="…")


@dataclass(frozen=True, slots=True)
class Link:
    """A link as the strategy states it: source, kind, target, and on what basis."""

    source: str
    kind: LinkKind
    target: str
    basis: Basis

    @property
    def left(self) -> str:
        """The end nearer to what was said."""
        return self.source if self.kind in _ONWARD else self.target

    @property
    def right(self) -> str:
        """The end nearer to what changed."""
        return self.target if self.kind in _ONWARD else self.source


@dataclass(frozen=True, eq=False)
class Thread:
    """Items by key in order of kind, then of the document; links between them; headings by key; bodies by key.

    Equal only to itself, so that what is worked out from it can be kept beside it.
    """

    area: pack.Area
    items: Mapping[str, Item]
    links: tuple[Link, ...]
    themes: Mapping[str, str]
    bodies: Mapping[str, str]

    @cached_property
    def at(self) -> Mapping[str, tuple[Link, ...]]:
        """Every link of each item, whichever end it is."""
        found: dict[str, list[Link]] = defaultdict(list)
        for link in self.links:
            found[link.source].append(link)
            found[link.target].append(link)
        return {key: tuple(links) for key, links in found.items()}

    @cached_property
    def under(self) -> Mapping[str, tuple[Item, ...]]:
        """The items under each heading."""
        found: dict[str, list[Item]] = {key: [] for key in self.themes}
        for item in self.items.values():
            for theme in item.themes:
                found[theme].append(item)
        return {key: tuple(items) for key, items in found.items()}

    @cached_property
    def states(self) -> frozenset[NodeKind]:
        """The kinds of which the area's own strategy states at least one."""
        return frozenset(item.kind for item in self.items.values() if not item.of)

    @cached_property
    def kinds_joined_as_lists(self) -> frozenset[str]:
        """The kinds of link that the strategy draws from a whole list to a whole list."""
        return frozenset(link.kind for link in self.links if link.basis == Basis.SET)

    def kind(self, kind: NodeKind) -> tuple[Item, ...]:
        """The items of one kind."""
        return tuple(item for item in self.items.values() if item.kind == kind)

    def before(self, key: str) -> Iterator[str]:
        """The items joined to this one on the side of what was said."""
        return (link.left for link in self.at.get(key, ()) if link.right == key)

    def after(self, key: str) -> Iterator[str]:
        """The items joined to this one on the side of what changed."""
        return (link.right for link in self.at.get(key, ()) if link.left == key)

    def only(self, keys: frozenset[str]) -> Thread:
        """The same thread with these items alone."""
        items = {key: item for key, item in self.items.items() if key in keys}
        links = tuple(link for link in self.links if link.source in items and link.target in items)
        return Thread(self.area, items, links, self.themes, self.bodies)


def thread_in(whole: pack.Pack) -> Thread:
    """The thread of a pack: as it stands, as it stood, or as it was frozen."""
    items = {item.key: item for item in sorted(_items(whole), key=lambda item: (ORDER.index(item.kind), item.place))}
    links = tuple(link for link in _links(whole) if link.source in items and link.target in items)
    return Thread(
        area=whole.area,
        items=items,
        links=links,
        themes={theme.key: theme.title for theme in whole.themes},
        bodies={body.key: body.short_name or body.name for body in whole.organisations},
    )


def _items(whole: pack.Pack) -> Iterator[Item]:
    titles = {strategy.key: "" if strategy.principal else strategy.title for strategy in whole.strategies}
    for kind in ITEM_KINDS:
        if kind.kind not in ORDER:
            continue
        for place, item in enumerate(getattr(whole, kind.plural)):
            yield Item(
                key=item.key,
                kind=kind.kind,
                plural=kind.plural,
                label=words_of(item),
                ref=getattr(item, "ref", ""),
                of=titles.get(item.strategy, ""),
                themes=tuple(link.key for link in item.themes),
                place=place,
                says=item,
            )


def _links(whole: pack.Pack) -> Iterator[Link]:
    """Every link but those to headings, as source, kind, target."""
    for kind in ITEM_KINDS:
        for item in getattr(whole, kind.plural):
            for name, link_kind in kind.links:
                if link_kind != _L.UNDER:
                    yield from (Link(item.key, link_kind, far.key, Basis(far.basis)) for far in getattr(item, name))
            for name, link_kind in kind.incoming:
                yield from (Link(far.key, link_kind, item.key, Basis(far.basis)) for far in getattr(item, name))
