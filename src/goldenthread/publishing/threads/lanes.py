"""Which items stand together in a row of the picture? Those under one heading, with the empty places among them.

The picture has six columns, in two halves: on the left what was said and what is needed, on the right what was
promised. A heading of the document makes a lane across the columns of one half, or across both where most headings
have items in both. A lane whose items all lack the same thing shows the empty place where it should stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from goldenthread.thread.states import NodeKind

from .ends import End, held_by_heading
from .shape import ORDER, Item, Thread
from .strands import COLUMN, Strand, column

FRONT = 2  # columns of the left half


@dataclass(slots=True)
class Lane:
    """A row of the picture: in each of its columns, the names of what stands there from the top down.

    `lines` are its title as it is written."""

    key: str
    title: str
    half: int
    theme: str = ""
    lines: tuple[str, ...] = ()
    cells: dict[int, list[str]] = field(default_factory=dict)

    def put(self, at: int, name: str) -> None:
        self.cells.setdefault(at, []).append(name)


@dataclass(frozen=True, slots=True)
class Empty:
    """A place where something should stand, and the items that wait for it on either side."""

    name: str
    lane: str
    kind: NodeKind
    lefts: tuple[str, ...]
    rights: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bracket:
    """All that a lane has in one column is joined to all that it has in another, by their heading alone."""

    lane: str
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Field:
    """All lanes in order, where each item is, the empty places, which broken ends these say, and the brackets."""

    lanes: tuple[Lane, ...]
    lane_of: Mapping[str, Lane]
    column_of: Mapping[str, int]
    empties: tuple[Empty, ...]
    said: Mapping[str, frozenset[str]]
    brackets: tuple[Bracket, ...]


def field_of(thread: Thread, ends: Mapping[str, tuple[End, ...]], focus: str = "") -> Field:
    """The lanes of a thread. Where an item is under several headings it stands under `focus`, or else the first."""
    whole = _is_whole(thread)
    lanes: dict[str, Lane] = {}
    lane_of, column_of = {}, {}
    for item in thread.items.values():
        at = column(item)
        lane = _lane(thread, item, 0 if whole or at < FRONT else 1, focus, lanes)
        lane.put(at, item.key)
        lane_of[item.key], column_of[item.key] = lane, at
    ordered = tuple(sorted(lanes.values(), key=lambda lane: _rank(lane, thread)))
    brackets = tuple(_brackets(thread, ordered))
    empties, said = _empties(ordered, ends, whole)
    for empty in empties:
        column_of[empty.name] = COLUMN[empty.kind]
        lane_of[empty.name] = lanes[empty.lane]
        lanes[empty.lane].put(COLUMN[empty.kind], empty.name)
    return Field(ordered, lane_of, column_of, empties, said, brackets)


def _is_whole(thread: Thread) -> bool:
    """Do most headings have items in both halves?"""
    halves = [{column(item) < FRONT for item in items} for items in thread.under.values() if items]
    return bool(halves) and 2 * sum(len(half) == 2 for half in halves) > len(halves)


def _lane(thread: Thread, item: Item, half: int, focus: str, lanes: dict[str, Lane]) -> Lane:
    theme = focus if focus in item.themes else next(iter(item.themes), "")
    title = thread.themes.get(theme, "")
    if item.of:
        theme, title = "", f"{item.of}"
    key = f"{half}/{theme or title}"
    return lanes.setdefault(key, Lane(key, title, half, theme))


def _rank(lane: Lane, thread: Thread) -> tuple[int, int, int, int]:
    """By half; another strategy's before ours; voice, then evidence that something is built on, then the rest."""
    themes = list(thread.themes)
    items = [thread.items[name] for names in lane.cells.values() for name in names]
    borrowed = all(item.of for item in items)
    spoken = any(ORDER.index(item.kind) < ORDER.index(NodeKind.EVIDENCE) for item in items)
    used = any(column(thread.items[far]) >= FRONT for item in items for far in thread.after(item.key))
    place = themes.index(lane.theme) if lane.theme else len(themes)
    return lane.half, not borrowed, 0 if lane.half or spoken else 1 if used else 2, place


def _brackets(thread: Thread, lanes: tuple[Lane, ...]) -> Iterator[Bracket]:
    """Between the columns of a lane that only its heading joins: each to the nearest that will do."""
    for lane in lanes:
        found: dict[tuple[int, int], None] = {}
        kinds = {at: {thread.items[name].kind for name in names} for at, names in lane.cells.items()}
        for at, names in lane.cells.items():
            for end in (end for name in names for end in held_by_heading(thread, thread.items[name])):
                near = [
                    other for other in kinds if kinds[other] & end.together and (other > at) == (end.side == "right")
                ]
                if near and at not in near:
                    found[(at, min(near)) if end.side == "right" else (max(near), at)] = None
        yield from (Bracket(lane.key, left, right) for left, right in found)


def _empties(
    lanes: tuple[Lane, ...], ends: Mapping[str, tuple[End, ...]], whole: bool
) -> tuple[tuple[Empty, ...], dict[str, frozenset[str]]]:
    """The empty places of each lane, and for each item the broken ends that they say."""
    found: list[Empty] = []
    said: dict[str, set[str]] = {}
    for lane in lanes:
        waiting: dict[NodeKind, dict[str, list[str]]] = {}
        for name in [name for names in lane.cells.values() for name in names]:
            for end in ends.get(name, ()):
                at = COLUMN[end.missing]
                if at not in lane.cells and (whole or (at < FRONT) == (lane.half == 0)):
                    waiting.setdefault(end.missing, {"right": [], "left": []})[end.side].append(name)
                    said.setdefault(name, set()).add(end.id)
        for kind, sides in waiting.items():
            lefts, rights = (tuple(dict.fromkeys(sides[side])) for side in ("right", "left"))
            found.append(Empty(f"empty:{lane.key}:{kind}", lane.key, kind, lefts, rights))
    return tuple(found), {name: frozenset(ids) for name, ids in said.items()}


def broken_strands(empties: tuple[Empty, ...]) -> tuple[Strand, ...]:
    """The threads that end in an empty place."""
    made = []
    for empty in empties:
        if empty.lefts:
            made.append(Strand(empty.lefts, (empty.name,), None, broken=True))
        if empty.rights:
            made.append(Strand((empty.name,), empty.rights, None, broken=True))
    return tuple(made)
