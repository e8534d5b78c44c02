"""In which row, and where in the row, does each box of a chain stand?

Whoever is answered to stands above. Rows are kept narrow enough to print: a row that would be too wide continues in
the next. A line that passes a row keeps a narrow place of its own there, so that it goes between boxes, not over them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

Link = tuple[str, str]  # lower, upper
SWEEPS = 6


@dataclass(frozen=True)
class Plan:
    """`rows` from the top, holding keys and, for lines that pass, places of their own; `paths` by (lower, upper)."""

    rows: tuple[tuple[str, ...], ...]
    paths: dict[Link, tuple[str, ...]]

    def path(self, lower: str, upper: str) -> tuple[str, ...]:
        return self.paths[(lower, upper)]


def arrange(keys: Sequence[str], links: Sequence[Link], *, most_across: int) -> Plan:
    """A plan for these boxes. The order of `keys` decides where nothing else does."""
    forward = _without_circles(keys, links)
    level = _levels(keys, forward, most_across)
    rows: list[list[str]] = [[] for _ in range(max(level.values(), default=0) + 1)]
    for key in keys:
        rows[level[key]].append(key)
    paths = {link: _path(link, level, rows) for link in dict.fromkeys(links)}
    _untangle(rows, list(paths.values()))
    return Plan(tuple(tuple(row) for row in rows), paths)


def _without_circles(keys: Sequence[str], links: Sequence[Link]) -> list[Link]:
    """The links, less any that would close a circle: those are still drawn, but decide no row."""
    uppers: dict[str, set[str]] = defaultdict(set)
    kept: list[Link] = []
    for lower, upper in links:
        if not _reaches(upper, lower, uppers):
            uppers[lower].add(upper)
            kept.append((lower, upper))
    return kept


def _reaches(start: str, goal: str, uppers: dict[str, set[str]]) -> bool:
    seen, ahead = {start}, [start]
    while ahead:
        at = ahead.pop()
        if at == goal:
            return True
        fresh = uppers.get(at, set()) - seen
        seen |= fresh
        ahead.extend(fresh)
    return False


def _levels(keys: Sequence[str], links: Sequence[Link], most_across: int) -> dict[str, int]:
    """Each box one row below the lowest it answers to, or lower where that row is full."""
    uppers: dict[str, set[str]] = {key: set() for key in keys}
    lowers: dict[str, set[str]] = {key: set() for key in keys}
    for lower, upper in links:
        uppers[lower].add(upper)
        lowers[upper].add(lower)
    level: dict[str, int] = {}
    held: dict[int, int] = defaultdict(int)
    waiting = list(keys)
    while waiting:
        ready = [key for key in waiting if uppers[key] <= level.keys()]
        ready.sort(key=lambda key: -_depth(key, lowers))  # those with most below them first, so that chains stay short
        for key in ready:
            at = max((level[upper] + 1 for upper in uppers[key]), default=0)
            while held[at] >= most_across:
                at += 1
            level[key] = at
            held[at] += 1
        waiting = [key for key in waiting if key not in level]
    return level


def _depth(key: str, lowers: dict[str, set[str]]) -> int:
    return 1 + max((_depth(lower, lowers) for lower in lowers[key]), default=0)


def _path(link: Link, level: dict[str, int], rows: list[list[str]]) -> tuple[str, ...]:
    """The link's own places in the rows it passes, put into those rows."""
    lower, upper = link
    step = -1 if level[lower] > level[upper] else 1
    places = []
    for row in range(level[lower] + step, level[upper], step):
        place = f"{lower}\0{upper}\0{row}"
        rows[row].append(place)
        places.append(place)
    return (lower, *places, upper)


def _untangle(rows: list[list[str]], paths: Iterable[tuple[str, ...]]) -> None:
    """Sort each row by where its neighbours stand, down and up in turn, so that few lines cross."""
    beside: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        for one, other in pairwise(path):
            beside[one].append(other)
            beside[other].append(one)
    for sweep in range(SWEEPS):
        order = range(1, len(rows)) if sweep % 2 == 0 else range(len(rows) - 2, -1, -1)
        for at in order:
            fixed = rows[at - 1] if sweep % 2 == 0 else rows[at + 1]
            _sort_by_neighbours(rows[at], fixed, beside)


def _sort_by_neighbours(row: list[str], fixed: list[str], beside: dict[str, list[str]]) -> None:
    place = {key: (at + 0.5) / len(fixed) for at, key in enumerate(fixed)}
    own = {key: (at + 0.5) / len(row) for at, key in enumerate(row)}

    def wish(key: str) -> float:
        near = [place[other] for other in beside[key] if other in place]
        return fmean(near) if near else own[key]

    row.sort(key=wish)
