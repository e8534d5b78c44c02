"""What is each item of a pack called, where does it lead, and where in the published document was it found?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.analysis.prose import join_words, say_date
from goldenthread.planning.strategy.states import ClauseKind
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.kinds import ITEM_KINDS

Address = Callable[[str, str], str]
"""The address of an item, from its list and key."""

KINDS = {
    "clauses": "Part of the strategy",
    "themes": "Theme",
    "evidence": "Evidence",
    "needs": "Need",
    "statements": "What was said",
    "answers": "Answer",
    "priorities": "Priority",
    "outcomes": "Outcome",
    "actions": "Action",
    "measures": "Measure",
    "services": "Service",
}

# Each link field: is its far end nearer to the voice (up) or to the result (down), and what stands over the list of
# far ends as seen from the item that holds it, and from the far end.
_FIELDS = {
    "themes": ("up", "The theme it is under", "Under this theme"),
    "raised_by": ("up", "Who raised it", "The needs this raises"),
    "rests_on": ("up", "The evidence for it", "The needs that rest on it"),
    "addresses": ("up", "What it answers to", "What is meant to meet it"),
    "carries_out": ("up", "The wider priority it carries out", "The priorities that carry it out"),
    "delivers": ("up", "The priorities it delivers", "The actions that deliver it"),
    "answers": ("up", "What it answers", "What was answered"),
    "measures": ("up", "What it measures", "How it will be measured"),
    "seeks": ("down", "The outcomes it seeks", "The priorities that seek it"),
    "achieves": ("down", "The outcomes it works towards", "The actions that work towards it"),
    "kept_by": ("down", "The actions that keep this promise", "The promises it keeps"),
    "shown_by": ("down", "The measures that will show it", "The answers it should show"),
}
_OTHER_WAY = {"up": "down", "down": "up"}
_GROUNDS = {
    "stated": "",
    "stated-of-the-set": "said of the whole list, not of these two",
    "added": "joined by the partnership afterwards",
}


@dataclass(frozen=True, slots=True)
class Ref:
    """A way to another item. `ground` says on what the link rests, where the document does not join these two."""

    plural: str
    key: str
    kind: str
    title: str
    href: str
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Links:
    """The far ends of one kind of link. `way` is up, towards what was said, or down, towards what changed."""

    field: str
    way: str
    heading: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A section of the published document."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as a page shows it. `of` names its strategy where that is not the area's own."""

    plural: str
    key: str
    kind: str
    ref: str
    title: str
    text: str
    families: str
    cite: Source | None
    href: str
    of: str = ""


def on_site(slug: str, query: str = "") -> Address:
    """Items at their own addresses on the public site; `query` keeps a day in them."""
    return lambda plural, key: f"/{slug}/{plural}/{key}/{query}"


def in_page(plural: str, key: str) -> str:
    """Items within one page, as in a frozen version."""
    return f"#{key}"


def words_of(item: Any) -> str:
    """The words an item is known by: its title, or its name, or what it says."""
    return str(getattr(item, "title", "") or getattr(item, "name", "") or getattr(item, "text", ""))


class Index:
    """Everything in one pack by its key, with the links both ways."""

    def __init__(self, whole: pack.Pack, address: Address) -> None:
        self.pack, self.address = whole, address
        self.items: dict[str, tuple[str, Any]] = {
            item.key: (kind.plural, item) for kind in ITEM_KINDS for item in getattr(whole, kind.plural)
        }
        self.bodies = {body.key: body for body in whole.organisations}
        self.sections = {section.id: Source(section.id, section.title) for section in whole.sections}
        self.strategies = {strategy.key: strategy for strategy in whole.strategies}
        self.principal = next(strategy for strategy in whole.strategies if strategy.principal)
        self._back: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for key, field, link in self._all_links():
            self._back[link.key, field].append((key, link.basis))

    def _all_links(self) -> Iterator[tuple[str, str, pack.LinkTo]]:
        for kind in ITEM_KINDS:
            fields = [field for field, _ in (*kind.links, *kind.incoming)]
            for item in getattr(self.pack, kind.plural):
                for field in fields:
                    for link in getattr(item, field):
                        yield item.key, field, link

    def ref(self, key: str, basis: str = "stated") -> Ref:
        """A way to the item of this key."""
        plural, item = self.items[key]
        title = f"{item.ref} {words_of(item)}".strip() if getattr(item, "ref", "") else words_of(item)
        return Ref(plural, key, KINDS[plural], title, self.address(plural, key), _GROUNDS[basis])

    def refs(self, links: tuple[pack.LinkTo, ...]) -> tuple[Ref, ...]:
        """A way to each far end."""
        return tuple(self.ref(link.key, link.basis) for link in links)

    def back(self, key: str, field: str) -> tuple[Ref, ...]:
        """A way to each item whose `field` names this key."""
        return tuple(self.ref(source, basis) for source, basis in self._back.get((key, field), ()))

    def links(self, key: str) -> tuple[Links, ...]:
        """Every link of an item, those towards what was said first; within a direction, as the thread runs."""
        _, item = self.items[key]
        found = []
        for field, (way, forwards, backwards) in _FIELDS.items():
            if refs := self.refs(getattr(item, field, ())):
                found.append(Links(field, way, forwards, refs))
            if refs := self.back(key, field):
                found.append(Links(field, _OTHER_WAY[way], backwards, refs))
        return tuple(sorted(found, key=lambda group: group.way != "up"))

    def entry(self, key: str) -> Entry:
        """An item as a page shows it."""
        plural, item = self.items[key]
        title = words_of(item)
        text = getattr(item, "text", "")
        kind = ClauseKind(item.kind).label if plural == "clauses" else KINDS[plural]
        own = item.strategy is None or item.strategy == self.principal.key
        return Entry(
            plural=plural,
            key=key,
            kind=kind,
            ref=getattr(item, "ref", ""),
            title=title,
            text=text if text != title else "",
            families=item.families,
            cite=self.sections.get(item.cite),
            href=self.address(plural, key),
            of="" if own else self.strategies[item.strategy].title,
        )

    def entries(self, plural: str) -> tuple[Entry, ...]:
        """Every item of a list."""
        return tuple(self.entry(item.key) for item in getattr(self.pack, plural))

    def body(self, key: str | None) -> str:
        """The name of an organisation, or nothing."""
        return self.bodies[key].name if key in self.bodies else ""

    def ended(self, key: str | None, day: date) -> str:
        """`ended on 30 June 2022; now NHS … Integrated Care Board`, where the body had ended by this day."""
        body = self.bodies.get(key or "")
        if body is None or body.closed is None or body.closed >= day:
            return ""
        after = [self.body(each.key) or each.key for each in body.successors if each.on <= day]
        return f"ended on {say_date(body.closed)}{f'; now {join_words(after)}' if after else ''}"

    def who(self, lead: pack.Lead) -> str:
        """Who leads or takes part, as a role, a body, or the document's own words where it gives neither."""
        body = self.body(lead.organisation)
        if lead.role:
            return f"{lead.role}, {body}" if body else lead.role
        return body or lead.wording

    def leads(self, leads: tuple[pack.Lead, ...]) -> dict[str, tuple[str, ...]]:
        """Who does what: by "Lead", "Partners", "Accountable", each part only where there is somebody."""
        parts = {"accountable": "Accountable", "lead": "Lead", "partner": "Partners"}
        named = {name: tuple(self.who(each) for each in leads if each.part == part) for part, name in parts.items()}
        return {name: people for name, people in named.items() if people}
