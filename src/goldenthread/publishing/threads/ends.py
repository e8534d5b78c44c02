"""Where does the thread break? Each way in which an item can be joined to nothing that should follow or precede it.

An item is broken in one of these ways when none of the named links, or chains of links, leads from it to anything. Two
things make it whole all the same. Where a strategy joins a whole list to a whole list by putting both under one
heading, an item of the right kind under the same heading will do (`together`): what families said under a heading is
answered by the answers under it; but what a plan states for each of its rows (`in_a_cell`), and for others under the
same heading, is not made up for by the heading where it is left empty. And where the strategy has no item of a kind at
all, that is said once, of the strategy, and not of each item (`if_stated`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from goldenthread.thread.states import LinkKind, NodeKind

from .shape import Item, Thread

_N, _L = NodeKind, LinkKind


@dataclass(frozen=True, slots=True)
class Joint:
    """A link of this kind, seen from an item: away from it (it is the source) or to it, from or to these kinds."""

    kind: LinkKind
    away: bool
    far: frozenset[NodeKind]


def to(kind: LinkKind, *far: NodeKind) -> Joint:
    """A link away from the item."""
    return Joint(kind, True, frozenset(far))


def by(kind: LinkKind, *far: NodeKind) -> Joint:
    """A link to the item."""
    return Joint(kind, False, frozenset(far))


Chain = tuple[Joint, ...]


@dataclass(frozen=True, slots=True)
class End:
    """A broken end. `words` follow the item; `side` is where its thread ends; `missing` is what should stand there."""

    id: str
    of: NodeKind
    words: str
    side: Literal["left", "right"]
    missing: NodeKind
    lacks: tuple[Chain, ...]
    has: tuple[Chain, ...] = ()
    together: frozenset[NodeKind] = frozenset()
    if_stated: NodeKind | None = None
    where: tuple[tuple[str, frozenset[str]], ...] = ()
    in_a_cell: bool = False


_TAKEN_UP: tuple[Chain, ...] = ((to(_L.RAISES, _N.NEED),), (by(_L.ADDRESSES, _N.PRIORITY, _N.ACTION),))
_ANSWERED: Chain = (by(_L.ANSWERS, _N.ANSWER),)

ENDS: tuple[End, ...] = (
    End(
        "statement-joined-to-nothing",
        _N.STATEMENT,
        "is joined to nothing",
        "right",
        _N.ANSWER,
        lacks=(_ANSWERED, *_TAKEN_UP),
        together=frozenset({_N.ANSWER}),
    ),
    End(
        "statement-without-answer",
        _N.STATEMENT,
        "has no answer",
        "right",
        _N.ANSWER,
        lacks=(_ANSWERED,),
        has=_TAKEN_UP,
        together=frozenset({_N.ANSWER}),
    ),
    End(
        "answer-to-nobody",
        _N.ANSWER,
        "answers nothing that was said",
        "left",
        _N.STATEMENT,
        lacks=((to(_L.ANSWERS, _N.STATEMENT),),),
        together=frozenset({_N.STATEMENT}),
    ),
    End(
        "promise-without-action",
        _N.ANSWER,
        "is kept by no action",
        "right",
        _N.ACTION,
        lacks=((to(_L.KEPT_BY, _N.ACTION),),),
        where=(("kind", frozenset({"what-next"})),),
    ),
    End(
        "need-resting-on-nothing",
        _N.NEED,
        "rests on no evidence or voice",
        "left",
        _N.EVIDENCE,
        lacks=((to(_L.RESTS_ON, _N.EVIDENCE),), (by(_L.RAISES, _N.STATEMENT),)),
    ),
    End(
        "need-without-priority",
        _N.NEED,
        "is met by no priority",
        "right",
        _N.PRIORITY,
        lacks=((by(_L.ADDRESSES, _N.PRIORITY, _N.ACTION),),),
        together=frozenset({_N.PRIORITY}),
    ),
    End(
        "priority-without-ground",
        _N.PRIORITY,
        "names no need or voice",
        "left",
        _N.NEED,
        lacks=((to(_L.ADDRESSES, _N.NEED, _N.STATEMENT, _N.EVIDENCE),),),
        together=frozenset({_N.NEED, _N.STATEMENT}),
    ),
    End(
        "priority-without-outcome",
        _N.PRIORITY,
        "leads to no outcome",
        "right",
        _N.OUTCOME,
        lacks=((to(_L.SEEKS, _N.OUTCOME),), (by(_L.DELIVERS, _N.ACTION), to(_L.ACHIEVES, _N.OUTCOME))),
        together=frozenset({_N.OUTCOME}),
    ),
    End(
        "priority-without-action",
        _N.PRIORITY,
        "has no action",
        "right",
        _N.ACTION,
        lacks=((by(_L.DELIVERS, _N.ACTION),),),
        together=frozenset({_N.ACTION}),
    ),
    End(
        "outcome-sought-by-nothing",
        _N.OUTCOME,
        "is sought by no priority or action",
        "left",
        _N.PRIORITY,
        lacks=((by(_L.SEEKS, _N.PRIORITY),), (by(_L.ACHIEVES, _N.ACTION),)),
        together=frozenset({_N.PRIORITY, _N.ACTION}),
    ),
    End(
        "outcome-without-measure",
        _N.OUTCOME,
        "has no measure",
        "right",
        _N.MEASURE,
        lacks=((by(_L.MEASURES, _N.MEASURE),),),
        together=frozenset({_N.MEASURE}),
    ),
    End(
        "action-without-outcome",
        _N.ACTION,
        "leads to no outcome",
        "left",
        _N.OUTCOME,
        lacks=((to(_L.ACHIEVES, _N.OUTCOME),), (to(_L.DELIVERS, _N.PRIORITY), to(_L.SEEKS, _N.OUTCOME))),
        together=frozenset({_N.OUTCOME}),
        in_a_cell=True,
        if_stated=_N.OUTCOME,
    ),
    End(
        "action-without-priority",
        _N.ACTION,
        "delivers no priority",
        "left",
        _N.PRIORITY,
        lacks=((to(_L.DELIVERS, _N.PRIORITY),),),
        together=frozenset({_N.PRIORITY}),
        in_a_cell=True,
        if_stated=_N.PRIORITY,
    ),
    End(
        "measure-of-nothing",
        _N.MEASURE,
        "measures nothing in the strategy",
        "left",
        _N.OUTCOME,
        lacks=((to(_L.MEASURES, _N.OUTCOME, _N.PRIORITY, _N.ACTION, _N.STATEMENT),),),
        together=frozenset({_N.OUTCOME, _N.PRIORITY, _N.ACTION, _N.STATEMENT}),
    ),
)
BY_ID: Mapping[str, End] = {end.id: end for end in ENDS}


@cache
def _ends_of(kind: NodeKind) -> tuple[End, ...]:
    return tuple(end for end in ENDS if end.of == kind)


def broken(thread: Thread, item: Item) -> tuple[End, ...]:
    """The ways in which this item is broken. Items that belong to another strategy are whole here: they are not ours."""
    return tuple(end for end in _ends_of(item.kind) if not item.of and is_broken(thread, item, end))


@lru_cache(maxsize=64)
def broken_in(thread: Thread) -> Mapping[str, tuple[End, ...]]:
    """Every item that is broken, with how."""
    found = ((key, broken(thread, item)) for key, item in thread.items.items())
    return {key: ends for key, ends in found if ends}


def is_broken(thread: Thread, item: Item, end: End) -> bool:
    """Is this item broken in this way?"""
    return _is_loose(thread, item, end) and not _held_by_heading(thread, item, end)


def _held_by_heading(thread: Thread, item: Item, end: End) -> bool:
    """Is it whole by what stands under its heading? Where a plan fills in a cell for each row, an empty one is a gap."""
    if not beside(thread, item, end.together):
        return False
    like = beside(thread, item, frozenset({item.kind})) if end.in_a_cell else ()
    return all(_is_loose(thread, other, end) for other in like)


def held_by_heading(thread: Thread, item: Item) -> tuple[End, ...]:
    """The ways in which this item is whole only because of what stands under the same heading."""
    ends = (end for end in _ends_of(item.kind) if end.together and not item.of)
    return tuple(end for end in ends if _is_loose(thread, item, end) and _held_by_heading(thread, item, end))


def _is_loose(thread: Thread, item: Item, end: End) -> bool:
    """Does no link of its own make it whole?"""
    if any(getattr(item.says, name) not in values for name, values in end.where):
        return False
    if end.if_stated is not None and end.if_stated not in thread.states:
        return False
    if end.has and not any(_leads(thread, item, chain) for chain in end.has):
        return False
    return not any(_leads(thread, item, chain) for chain in end.lacks)


def beside(thread: Thread, item: Item, kinds: frozenset[NodeKind]) -> tuple[Item, ...]:
    """Items of these kinds, of the area's own strategy, under the same headings as this one."""
    if not kinds:
        return ()
    near = (other for theme in item.themes for other in thread.under[theme])
    return tuple(other for other in near if other.kind in kinds and not other.of and other.key != item.key)


def follow(thread: Thread, key: str, chain: Chain) -> frozenset[str]:
    """What a chain of links leads to from an item, the item itself left out."""
    reached = {key}
    for joint in chain:
        reached = {far for at in reached for far in _far_ends(thread, at, joint)}
    return frozenset(reached - {key})


def _leads(thread: Thread, item: Item, chain: Chain) -> bool:
    return bool(follow(thread, item.key, chain))


def _far_ends(thread: Thread, key: str, joint: Joint) -> list[str]:
    far = (
        link.target if joint.away else link.source
        for link in thread.at.get(key, ())
        if link.kind == joint.kind and (link.source if joint.away else link.target) == key
    )
    return [end for end in far if thread.items[end].kind in joint.far]
