"""Which lines are drawn? Fewer than there are links, and not one link less is told.

Where the strategy joins a whole list to a whole list, one junction stands for all the lines between them. Links that
span columns run together as far as they can. A link that other drawn links already follow from end to end is left out
of the drawing; the list beside it has every link.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from goldenthread.thread.states import Basis, LinkKind, NodeKind

from .shape import Item, Link, Thread

COLUMN: dict[NodeKind, int] = {
    NodeKind.STATEMENT: 0,
    NodeKind.EVIDENCE: 0,
    NodeKind.ANSWER: 1,
    NodeKind.NEED: 1,
    NodeKind.PRIORITY: 2,
    NodeKind.OUTCOME: 3,
    NodeKind.ACTION: 4,
    NodeKind.MEASURE: 5,
}
COLUMNS = 6


def column(item: Item) -> int:
    """In which column an item stands."""
    return COLUMN[item.kind]


@dataclass(frozen=True, slots=True)
class Strand:
    """Lines from every left end to every right end. `back`: from a measure back to those who said it; `aside`: both
    ends stand in one column, as a priority and the wider one that it carries out."""

    lefts: tuple[str, ...]
    rights: tuple[str, ...]
    basis: Basis | None
    kind: LinkKind | None = None
    broken: bool = False
    back: bool = False
    aside: bool = False

    @property
    def name(self) -> str:
        return f"{'+'.join(self.lefts)}>{'+'.join(self.rights)}>{self.kind or 'broken'}"

    @property
    def meets(self) -> bool:
        """Do several come together at a junction and part again?"""
        return len(self.lefts) > 1 and len(self.rights) > 1


def strands(thread: Thread) -> tuple[Strand, ...]:
    """The lines of a thread, in the order of its links."""
    at = {key: column(item) for key, item in thread.items.items()}
    back = [link for link in thread.links if _goes_back(link, thread)]
    returning = set(back)
    shown = _not_followed([link for link in thread.links if link not in returning], at)
    made = [Strand((link.left,), (link.right,), link.basis, link.kind, back=True) for link in back]
    within = [link for link in shown if at[link.left] == at[link.right]]
    made += [Strand(lefts, rights, within[0].basis, within[0].kind, aside=True) for lefts, rights in _stars(within)]
    groups: dict[tuple[LinkKind, Basis], list[Link]] = defaultdict(list)
    for link in shown:
        if at[link.left] == at[link.right]:
            continue
        groups[link.kind, link.basis].append(link)
    for (kind, basis), links in groups.items():
        rest = links
        if basis == Basis.SET:
            sets, rest = _sets(links)
            made += [Strand(lefts, rights, basis, kind) for lefts, rights in sets]
        far = [link for link in rest if at[link.right] - at[link.left] > 1]
        made += [Strand(lefts, rights, basis, kind) for lefts, rights in _stars(far)]
        made += [Strand((link.left,), (link.right,), basis, kind) for link in rest if link not in set(far)]
    return tuple(made)


def _goes_back(link: Link, thread: Thread) -> bool:
    return link.kind == LinkKind.MEASURES and thread.items[link.target].kind == NodeKind.STATEMENT


def _not_followed(links: Sequence[Link], at: Mapping[str, int]) -> list[Link]:
    """The links, less those of more than one column that the links kept follow from end to end."""
    kept: dict[str, dict[Link, None]] = defaultdict(dict)
    for link in links:
        kept[link.left][link] = None
    for link in links:
        if at[link.right] - at[link.left] > 1 and _is_followed(link, kept, at):
            del kept[link.left][link]
    return [link for link in links if link in kept[link.left]]


def _is_followed(link: Link, kept: Mapping[str, Mapping[Link, None]], at: Mapping[str, int]) -> bool:
    """Can its right end be reached from its left by other links, through the columns that it spans?"""
    ahead, seen = [link.left], {link.left}
    while ahead:
        key = ahead.pop()
        for other in kept.get(key, ()):
            if other.right == link.right and other != link and key != link.left:
                return True
            if at[key] <= at[other.right] < at[link.right] and other.right not in seen:
                seen.add(other.right)
                ahead.append(other.right)
    return False


Ends = tuple[tuple[str, ...], tuple[str, ...]]


def _sets(links: Iterable[Link]) -> tuple[list[Ends], list[Link]]:
    """Whole lists that are joined to whole lists, and the links of no such pair."""
    links = list(links)
    rights: dict[str, dict[str, None]] = defaultdict(dict)
    for link in links:
        rights[link.left][link.right] = None
    alike: dict[frozenset[str], list[str]] = defaultdict(list)
    for left, ends in rights.items():
        alike[frozenset(ends)].append(left)
    found = [
        (tuple(lefts), tuple(rights[lefts[0]])) for ends, lefts in alike.items() if len(lefts) > 1 and len(ends) > 1
    ]
    taken = {left for lefts, _ in found for left in lefts}
    return found, [link for link in links if link.left not in taken]


def _stars(links: list[Link]) -> list[Ends]:
    """Links gathered by the end that most of them share, so that they run together."""
    made: list[Ends] = []
    rest = links
    while rest:
        side, hub, star = _largest(rest)
        taken = set(star)
        rest = [link for link in rest if link not in taken]
        made.append(((hub,), tuple(x.right for x in star)) if side == "left" else (tuple(x.left for x in star), (hub,)))
    return made


def _largest(links: list[Link]) -> tuple[str, str, list[Link]]:
    sides: dict[str, Callable[[Link], str]] = {"left": lambda link: link.left, "right": lambda link: link.right}
    groups: dict[tuple[str, str], list[Link]] = defaultdict(list)
    for side, end in sides.items():
        for link in links:
            groups[side, end(link)].append(link)
    (side, hub), star = max(groups.items(), key=lambda group: len(group[1]))
    return side, hub, star
