"""What is written in the box of an item: what it is, its words, how it stands, and where its thread breaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goldenthread.design.statuses import Look
from goldenthread.thread.states import NodeKind
from goldenthread.voice.states import AnswerKind, Speaker

from .ends import End
from .lettering import wrap
from .shape import Item
from .strands import column

WIDTHS = (192.0, 192.0, 166.0, 166.0, 166.0, 166.0)  # of the columns: what people say is longer than what is promised
BAR, PAD = 4.0, 8.0
SIZE, LINE, SMALL, SMALL_LINE = 13.0, 16.0, 11.0, 14.0
MOST_LINES = 3


def room(item: Item) -> float:
    """How wide a line in the box of an item may be."""
    return WIDTHS[column(item)] - BAR - 2 * PAD


@dataclass(frozen=True, slots=True)
class Card:
    """`meta` stands above the words, `status` below them; `broken` are broken ends said in the box itself, and `torn` the
    sides on which they are."""

    item: Item
    meta: str
    lines: tuple[str, ...]
    status: Look | None
    ends: tuple[End, ...]
    broken: tuple[str, ...]
    torn: frozenset[str]

    @property
    def height(self) -> float:
        small = bool(self.meta) + bool(self.status) + len(self.broken)
        return 2 * PAD - 3 + LINE * len(self.lines) + SMALL_LINE * small

    @property
    def spoken(self) -> str:
        """The whole box as one sentence or more, for a reader and for the tip of a pointer."""
        said = [f"{KIND_WORDS[self.item.kind]}: {self.item.name}".rstrip(".")]
        said += [self.status.word] if self.status else []
        said += [f"It {end.words}" for end in self.ends]
        return ". ".join(said) + "."


KIND_WORDS = {
    NodeKind.STATEMENT: "What was said",
    NodeKind.ANSWER: "Answer",
    NodeKind.EVIDENCE: "Evidence",
    NodeKind.NEED: "Need",
    NodeKind.PRIORITY: "Priority",
    NodeKind.OUTCOME: "Outcome",
    NodeKind.ACTION: "Action",
    NodeKind.MEASURE: "Measure",
}


def card(item: Item, ends: tuple[End, ...], status: Look | None, unsaid: Iterable[str] = ()) -> Card:
    """The box of an item. `unsaid`: broken ends that the picture says beside the box."""
    unsaid = frozenset(unsaid)
    own = [end for end in ends if end.id not in unsaid]
    return Card(
        item=item,
        meta=meta(item),
        lines=wrap(item.label, SIZE, room(item), MOST_LINES),
        status=status,
        ends=ends,
        broken=tuple(line for end in own for line in wrap(f"○ {end.words}", SMALL, room(item), 2, bold=True)),
        torn=frozenset(end.side for end in own),
    )


def meta(item: Item) -> str:
    """What it is: who said it, which kind of answer, its number, when it is due."""
    says = item.says
    match item.kind:
        case NodeKind.STATEMENT:
            return "Who said it is not stated" if says.speaker == "not-stated" else Speaker(says.speaker).label
        case NodeKind.ANSWER:
            words = AnswerKind(says.kind).label
            return f"{words}, {says.year}" if says.year else words
        case NodeKind.ACTION:
            due = f"Due {says.due}" if says.due else ""
            return " · ".join(part for part in (f"Action {item.ref}" if item.ref else "", due) if part)
        case NodeKind.NEED | NodeKind.EVIDENCE:
            return KIND_WORDS[item.kind]
        case _:
            return f"{KIND_WORDS[item.kind]} {item.ref}" if item.ref or item.of else ""
