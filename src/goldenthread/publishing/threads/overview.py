"""How does a large strategy look from above? One row for each heading: how many of each kind, and where it breaks.

The same columns as in the whole picture, each row leading to the thread of its heading alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from goldenthread.analysis import plural
from goldenthread.design.colours import readable
from goldenthread.design.statuses import Look
from goldenthread.thread.states import NodeKind

from . import ink
from .ends import ENDS, End
from .lettering import width, wrap
from .picture import Picture, framed
from .shape import NAMES, ORDER, Item, Thread
from .standings import looks

NO_HEADING = "none"
CELL, CELL_HEIGHT, BETWEEN, EDGE = 134.0, 62.0, 26.0, 26.0
TOP, TITLE, NOTE, ROW_GAP = 92.0, 27.0, 14.0, 14.0

_CORE = frozenset(ORDER) - {NodeKind.ANSWER, NodeKind.EVIDENCE}
TITLES: Mapping[NodeKind, str] = {
    NodeKind.STATEMENT: "What was said",
    NodeKind.ANSWER: "Answers",
    NodeKind.EVIDENCE: "Evidence",
    NodeKind.NEED: "Needs",
    NodeKind.PRIORITY: "Priorities",
    NodeKind.OUTCOME: "Outcomes",
    NodeKind.ACTION: "Actions",
    NodeKind.MEASURE: "Measures",
}
_ALARMING = ("bad", "warn", "unknown")


@dataclass(frozen=True, slots=True)
class Cell:
    """The items of one kind under one heading: how many, how they stand, and how they break."""

    kind: NodeKind
    number: int
    standings: tuple[tuple[Look, int], ...] = ()
    broken: tuple[tuple[End, int], ...] = ()

    @property
    def notes(self) -> tuple[tuple[str, str], ...]:
        """What is said below the number, each with its tone."""
        between = ": " if self.kind == NodeKind.ANSWER else " "
        stand = [
            (f"{look.mark} {number}{between}{look.word[0].lower()}{look.word[1:]}", look.tone)
            for look, number in self.standings
        ]
        return (*stand, *((f"○ {number} {said_of(end, number)}", "bad") for end, number in self.broken))

    @property
    def words(self) -> str:
        """ "Actions: 5 (5 overdue)."."""
        notes = "; ".join(words[2:] for words, _ in self.notes)
        return f"{TITLES[self.kind]}: {self.number}{f' ({notes})' if notes else ''}."


@dataclass(frozen=True, slots=True)
class Group:
    """One heading of the strategy, seen from above. An item under two headings is counted in both."""

    key: str
    title: str
    cells: tuple[Cell, ...]

    @property
    def broken(self) -> int:
        return sum(number for cell in self.cells for _, number in cell.broken)


def said_of(end: End, number: int) -> str:
    """ "is kept by no action", or of several "are kept by no action"."""
    first, _, rest = end.words.partition(" ")
    many = {"is": "are", "has": "have", "leads": "lead", "names": "name", "rests": "rest", "delivers": "deliver"}
    many |= {"answers": "answer", "measures": "measure"}
    return end.words if number == 1 else f"{many[first]} {rest}"


def groups(thread: Thread, ends: Mapping[str, tuple[End, ...]], today: date) -> tuple[Group, ...]:
    """Every heading with something under it, in the order of the document; last what stands under none."""
    loose = tuple(item for item in thread.items.values() if not item.themes)
    found = [(key, thread.themes[key], items) for key, items in thread.under.items()]
    found.append((NO_HEADING, "Under no heading", loose))
    stand = looks(thread, today)
    return tuple(
        Group(key, title, tuple(_cell(kind, items, ends, stand) for kind in ORDER))
        for key, title, items in found
        if items
    )


def _cell(
    kind: NodeKind, items: tuple[Item, ...], ends: Mapping[str, tuple[End, ...]], stand: Mapping[str, Look]
) -> Cell:
    own = [item for item in items if item.kind == kind]
    seen = Counter(look for item in own if (look := stand.get(item.key)) and look.tone in _ALARMING)
    torn = Counter(end for item in own for end in ends.get(item.key, ()))
    return Cell(
        kind=kind,
        number=len(own),
        standings=tuple(sorted(seen.items(), key=lambda each: _ALARMING.index(each[0].tone))),
        broken=tuple((end, torn[end]) for end in ENDS if torn[end]),
    )


def draw_overview(thread: Thread, seen: tuple[Group, ...], address: Callable[[str], str]) -> Picture:
    """The picture of the headings. `address` leads from a heading's key to its own thread."""
    kinds = [
        kind
        for kind in ORDER
        if kind in _CORE or any(cell.number for g in seen for cell in g.cells if cell.kind == kind)
    ]
    across = {kind: CELL if kind in thread.states or _any(seen, kind) else CELL * 0.62 for kind in kinds}
    lefts, x = {}, EDGE + 10
    for kind in kinds:
        lefts[kind], x = x, x + across[kind] + BETWEEN
    colour, wide = readable(thread.area.colour), x - BETWEEN + EDGE + 10
    inside = _head(thread, lefts, across, colour)
    y = TOP
    for group in seen:
        height = TITLE + CELL_HEIGHT + 12 + NOTE * max(len(_lines(cell)) for cell in group.cells)
        inside.append(_group(group, (lefts, across), y, (wide - 2 * EDGE, height), colour, address(group.key)))
        y += height + ROW_GAP
    title = f"The thread of {thread.area.name}, by heading"
    said = (
        f"{plural(len(seen), 'heading')}, each with how many items of each kind it holds and where its thread breaks."
    )
    return framed(title, said + " The list after the picture says the same.", inside, wide, y)


def _any(seen: tuple[Group, ...], kind: NodeKind) -> bool:
    return any(cell.number for group in seen for cell in group.cells if cell.kind == kind)


def _lines(cell: Cell) -> list[tuple[str, str]]:
    return [(line, tone) for words, tone in cell.notes for line in wrap(words, 11, CELL - 4, 2, bold=True)]


def _head(thread: Thread, lefts: Mapping[NodeKind, float], across: Mapping[NodeKind, float], colour: str) -> list[str]:
    """The golden thread through the kinds, broken where the strategy states none."""
    kinds, drawn = list(lefts), []
    middle = {kind: lefts[kind] + across[kind] / 2 for kind in kinds}
    for one, other in pairwise(kinds):
        torn = one not in thread.states or other not in thread.states
        d = f"M{middle[one]:.1f},24H{middle[other]:.1f}"
        drawn.append(
            ink.path(d, stroke=ink.BROKEN, width=2.0, dash="4 5") if torn else ink.path(d, stroke=ink.GOLD, width=4.0)
        )
    for kind in kinds:
        stated = kind in thread.states
        bead = (
            ink.tag("circle", cx=middle[kind], cy=24.0, r=9.0, fill=colour)
            if stated
            else ink.ring(middle[kind], 24.0, 8.0)
        )
        fill = colour if stated else ink.BROKEN
        drawn += [bead, ink.text(TITLES[kind], middle[kind], 54, 14.0, fill=fill, bold=True, anchor="middle")]
        if not stated:
            drawn.append(ink.text("none stated", middle[kind], 70, 12.0, fill=ink.BROKEN, anchor="middle"))
    return drawn


def _group(
    group: Group,
    places: tuple[Mapping[NodeKind, float], Mapping[NodeKind, float]],
    y: float,
    size: tuple[float, float],
    colour: str,
    href: str,
) -> str:
    """One heading as a row that leads to its own thread."""
    lefts, across = places
    drawn = [ink.tag("rect", x=EDGE, y=y, width=size[0], height=size[1], rx=6.0, fill=ink.GROUND)]
    title = wrap(group.title, 14, size[0] - 170, 1, bold=True)[0]
    drawn.append(ink.text(title, EDGE + 10, y + 20, 14.0, fill=colour, bold=True))
    drawn.append(ink.text("Follow it ›", EDGE + size[0] - 12, y + 20, 13.0, fill=colour, anchor="end"))
    shown = [cell for cell in group.cells if cell.kind in lefts]
    full = [cell.kind for cell in shown if cell.number]
    level = y + TITLE + CELL_HEIGHT / 2
    for one, other in pairwise(full):
        d = f"M{lefts[one] + across[one]:.1f},{level:.1f}H{lefts[other]:.1f}"
        passed = [kind for kind in lefts if ORDER.index(one) < ORDER.index(kind) < ORDER.index(other)]
        dash = "4 5" if any(kind in _CORE for kind in passed) else ""
        drawn.append(ink.path(d, stroke=ink.BROKEN if dash else ink.THREAD, width=1.5 if dash else 2.2, dash=dash))
    drawn += [
        part for cell in shown for part in _cell_drawn(cell, lefts[cell.kind], across[cell.kind], y + TITLE, colour)
    ]
    said = f"{group.title}. " + " ".join(cell.words for cell in shown if cell.number)
    return ink.link(href, f"{said} Follow its thread.", drawn, classes="app-thread__group")


def _cell_drawn(cell: Cell, x: float, wide: float, y: float, colour: str) -> list[str]:
    if not cell.number:
        middle, level = x + wide / 2, y + CELL_HEIGHT / 2
        return [
            ink.ring(middle, level, 6.0),
            ink.text("none", middle, level + 22, 12.0, fill=ink.BROKEN, anchor="middle"),
        ]
    box = ink.tag(
        "rect", x=x, y=y, width=wide, height=CELL_HEIGHT, rx=3.0, fill=ink.PAPER, stroke=ink.EDGE, stroke_width=1
    )
    number = ink.text(str(cell.number), x + 14, y + 40, 30.0, bold=True)
    beside = x + 22 + width(str(cell.number), 30, bold=True)
    words = "said" if cell.kind == NodeKind.STATEMENT else NAMES[cell.kind][cell.number != 1]
    drawn = [box, number, ink.text(words, beside, y + 40, 14.0, fill=ink.QUIET)]
    drawn.append(ink.path(f"M{x + 2:.1f},{y + 1.5:.1f}v{CELL_HEIGHT - 3:.1f}", stroke=colour, width=4.0, cap="butt"))
    for at, (line, tone) in enumerate(_lines(cell)):
        drawn.append(ink.marked(line, x + 2, y + CELL_HEIGHT + 15 + NOTE * at, 11.0, fill=ink.TONES[tone]))
    return drawn
