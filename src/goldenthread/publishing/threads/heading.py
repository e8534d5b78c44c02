"""What stands at the top of the picture? The golden thread through the stages, broken where a stage is not stated."""

from __future__ import annotations

from collections import defaultdict

from goldenthread.thread.states import NodeKind

from . import ink
from .layout import GAP, Plan
from .lettering import wrap
from .shape import Item, Thread
from .strands import COLUMN, COLUMNS, column

HEAD = 98.0
BEAD = 24.0

# What a column is called when it holds one of its kinds, and when it holds both.
_NAMES: dict[tuple[NodeKind, ...], str] = {
    (): "",
    (NodeKind.STATEMENT,): "What was said",
    (NodeKind.EVIDENCE,): "Evidence",
    (NodeKind.STATEMENT, NodeKind.EVIDENCE): "What was said, and the evidence",
    (NodeKind.ANSWER,): "What was answered",
    (NodeKind.NEED,): "Need",
    (NodeKind.NEED, NodeKind.ANSWER): "Answers, and need",
    (NodeKind.PRIORITY,): "Priorities",
    (NodeKind.OUTCOME,): "Outcomes",
    (NodeKind.ACTION,): "Actions",
    (NodeKind.MEASURE,): "Measures",
}
_COUNTED = {
    NodeKind.STATEMENT: ("said", "said"),
    NodeKind.EVIDENCE: ("finding", "findings"),
    NodeKind.ANSWER: ("answer", "answers"),
    NodeKind.NEED: ("need", "needs"),
    NodeKind.PRIORITY: ("priority", "priorities"),
    NodeKind.OUTCOME: ("outcome", "outcomes"),
    NodeKind.ACTION: ("action", "actions"),
    NodeKind.MEASURE: ("measure", "measures"),
}
_EMPTY = ("What was said", "Need", "Priorities", "Outcomes", "Actions", "Measures")


# The kind without which the thread breaks at a column.
_STAGES = (
    NodeKind.STATEMENT,
    NodeKind.NEED,
    NodeKind.PRIORITY,
    NodeKind.OUTCOME,
    NodeKind.ACTION,
    NodeKind.MEASURE,
)
_MISSING = ("no voice", "no need", "none stated", "none stated", "none stated", "none stated")


def headings(thread: Thread, whole: Thread, plan: Plan, colour: str) -> list[str]:
    """The heading of each column, how many it holds, and the thread above them."""
    middles = [x + width / 2 for x, width in plan.columns]
    stated = [kind in whole.states for kind in _STAGES]
    drawn = [_thread(middles[at], middles[at + 1], whole=stated[at] and stated[at + 1]) for at in range(COLUMNS - 1)]
    for at, (x, width) in enumerate(plan.columns):
        drawn += _column(at, x, width, thread, stated=stated[at], colour=colour)
    return drawn


def _thread(start: float, end: float, *, whole: bool) -> str:
    d = f"M{start:.1f},{BEAD}H{end:.1f}"
    return ink.path(d, stroke=ink.GOLD, width=4.0) if whole else ink.path(d, stroke=ink.BROKEN, width=2.0, dash="4 5")


def _column(at: int, x: float, width: float, thread: Thread, *, stated: bool, colour: str) -> list[str]:
    items = [item for item in thread.items.values() if column(item) == at]
    middle = x + width / 2
    fill = colour if stated or items else ink.BROKEN
    drawn = [ink.tag("circle", cx=middle, cy=BEAD, r=9.0, fill=colour) if stated else ink.ring(middle, BEAD, 8.0)]
    y = BEAD + 29
    for line in wrap(_name(at, items), 14, width + GAP - 12, 2, bold=True):
        drawn.append(ink.text(line, middle, y, 14.0, fill=fill, bold=True, anchor="middle"))
        y += 17
    for words, tone in ((_counts(items), ink.QUIET), ("" if stated else _MISSING[at], ink.BROKEN)):
        if words:
            drawn.append(ink.text(words, middle, y - 1, 12.0, fill=tone, anchor="middle"))
            y += 15
    if stated and not items:
        drawn.append(ink.text("none here", middle, y - 1, 12.0, fill=ink.QUIET, anchor="middle"))
    return drawn


def _counts(items: list[Item]) -> str:
    """How many of each kind: "9 said, 6 findings"."""
    own: dict[NodeKind, int] = defaultdict(int)
    for item in items:
        own[item.kind] += not item.of
    borrowed = sum(bool(item.of) for item in items)
    said = [f"{number} {_COUNTED[kind][number != 1]}" for kind, number in own.items() if number]
    return ", ".join([*said, *([f"{borrowed} of another strategy"] if borrowed else [])])


def _name(at: int, items: list[Item]) -> str:
    kinds = tuple(kind for kind in NodeKind if COLUMN.get(kind) == at and any(item.kind == kind for item in items))
    return _NAMES.get(kinds) or _EMPTY[at]
