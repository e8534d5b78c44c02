"""How does the thread look? One picture of a strategy from what was said to what changed, drawn without a browser.

Every item is a box that leads to its page. A solid line is stated by the document; a dashed one is stated of a whole
list; a dotted one was added by the partnership. Where a thread ends, there is an open ring and the words for it, so
that nothing rests on colour. Along the top runs the golden thread itself, broken at every stage that is not stated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape

from django.utils.safestring import SafeString, mark_safe

from goldenthread.analysis import plural as count_of
from goldenthread.design.colours import readable, tint
from goldenthread.design.svg import fingerprint
from goldenthread.thread.states import NodeKind

from . import ink
from .cards import BAR, LINE, PAD, SIZE, SMALL, SMALL_LINE, WIDTHS, Card, card, room
from .ends import End
from .heading import HEAD, headings
from .lanes import Empty, Field, broken_strands, field_of
from .layout import GAP, LANE_PAD, LANE_TITLE, SIDE, Plan, Row, lay_out
from .lettering import wrap
from .lines import draw_brackets, draw_strands, returning_room, returning_words
from .shape import Item, Thread
from .standings import looks
from .strands import COLUMN, strands

LEGEND = 46.0
EMPTY_LINE = 15.0

Address = Callable[[Item], str]


@dataclass(frozen=True, slots=True)
class Picture:
    """`markup` is the SVG, for a page and for a file alike."""

    title: str
    description: str
    drawing: str
    width: float
    height: float

    @property
    def markup(self) -> SafeString:
        return mark_safe(self.drawing)  # noqa: S308 (drawn here, every word escaped in `ink`)


@dataclass(frozen=True, slots=True)
class Look:
    """What a picture needs beside the thread: `lit` are the items to stand out, or none where all do."""

    address: Address
    today: date
    theme_address: Callable[[str], str] | None = None
    lit: frozenset[str] = frozenset()
    chosen: str = ""
    focus: str = ""


def draw(thread: Thread, ends: Mapping[str, tuple[End, ...]], whole: Thread, look: Look) -> Picture:
    """The picture of a thread, or of a part of it. `whole` says what the strategy states elsewhere."""
    field = field_of(thread, ends, look.focus)
    stand = looks(whole, look.today)
    cards = {
        key: card(item, ends.get(key, ()), stand.get(key), field.said.get(key, ()))
        for key, item in thread.items.items()
    }
    for lane in field.lanes:
        across = WIDTHS[min(lane.cells) : max(lane.cells) + 1]
        lane.lines = wrap(lane.title, SMALL + 1, sum(across) + GAP * (len(across) - 1), 3, bold=True)
    lines = (*strands(thread), *broken_strands(field.empties))
    heights = {key: each.height for key, each in cards.items()} | {
        each.name: _empty_height(each) for each in field.empties
    }
    back = returning_room(lines)
    plan = lay_out(field, lines, heights, WIDTHS, HEAD, SIDE + back)
    below = plan.height + 16 + back
    colour = readable(thread.area.colour)
    inside = [
        *headings(thread, whole, plan, colour),
        *(_row(row, colour, look) for row in plan.rows),
        *draw_brackets(field, plan, look.lit),
        *draw_strands(lines, field, plan, look.lit, below),
        *returning_words(lines, plan, below),
        *(_empty(each, plan, look.lit) for each in field.empties),
        *(_box(cards[key], plan, colour, look) for key in _reading_order(field)),
        *_legend(below + 8, SIDE + back),
    ]
    title = f"The thread of {thread.area.name}"
    return framed(title, _description(thread, ends), inside, plan.width, below + LEGEND)


def _reading_order(field: Field) -> list[str]:
    """Down each column in turn: the order in which the keyboard goes through the boxes."""
    empty = {each.name for each in field.empties}
    placed = [
        (at, place, name)
        for place, lane in enumerate(field.lanes)
        for at, names in lane.cells.items()
        for name in names
        if name in field.lane_of and name not in empty
    ]
    return [name for _, _, name in sorted(placed, key=lambda each: each[:2])]


def _row(row: Row, colour: str, look: Look) -> str:
    if not row.lane.title:
        return ""
    box = row.box
    ground = ink.tag("rect", x=box.x, y=box.y, width=box.width, height=box.height, rx=6.0, fill=ink.GROUND)
    title = "".join(
        ink.text(words, box.x + LANE_PAD, box.y + LANE_PAD + LANE_TITLE * at + 10, SMALL + 1, fill=colour, bold=True)
        for at, words in enumerate(row.lane.lines)
    )
    if row.lane.theme and look.theme_address:
        said = f"The thread of “{row.lane.title}” alone"
        title = ink.link(look.theme_address(row.lane.theme), said, [title], classes="app-thread__heading")
    return ground + title


def _box(card: Card, plan: Plan, colour: str, look: Look) -> str:
    box, item = plan.boxes[card.item.key], card.item
    chosen = item.key == look.chosen
    rect = ink.tag(
        "rect",
        x=box.x,
        y=box.y,
        width=box.width,
        height=box.height,
        rx=3.0,
        fill=tint(colour, 0.1) if chosen else ink.PAPER,
        stroke=colour if chosen else ink.EDGE,
        stroke_width=3 if chosen else 1,
    )
    bar = ink.path(f"M{box.x + 2:.1f},{box.y + 1.5:.1f}v{box.height - 3:.1f}", stroke=colour, width=BAR, cap="butt")
    faint = ink.FAINT if look.lit and item.key not in look.lit else ""
    drawn = [rect, bar, *_words(card, box.x + BAR + PAD, box.y + PAD - 3), *_stubs(card, plan)]
    return ink.link(look.address(item), card.spoken, drawn, opacity=faint, classes="app-thread__item")


def _words(card: Card, x: float, y: float) -> list[str]:
    drawn = []
    if card.meta:
        y += SMALL_LINE
        meta = wrap(card.meta, SMALL, room(card.item), 1)[0]
        drawn.append(ink.text(meta, x, y - 3, SMALL, fill=ink.QUIET))
    for line in card.lines:
        y += LINE
        drawn.append(ink.text(line, x, y - 3, SIZE))
    if card.status:
        y += SMALL_LINE
        words = f"{card.status.mark} {card.status.word}"
        drawn.append(ink.marked(words, x, y - 2, SMALL, fill=ink.TONES[card.status.tone]))
    for line in card.broken:
        y += SMALL_LINE
        drawn.append(ink.marked(line, x, y - 2, SMALL, fill=ink.BROKEN))
    return drawn


def _stubs(card: Card, plan: Plan) -> list[str]:
    """A thread that comes out of a box and ends in an open ring, on the side where something is missing."""
    box, drawn = plan.boxes[card.item.key], []
    y = box.bottom - 11
    for side in sorted(card.torn):
        x, far, middle = (
            (box.x, box.x - 11, box.x - 15) if side == "left" else (box.right, box.right + 11, box.right + 15)
        )
        drawn.append(ink.path(f"M{x:.1f},{y:.1f}H{far:.1f}", stroke=ink.BROKEN, width=2.0, dash="3 2.5"))
        drawn.append(ink.ring(middle, y, 4.0))
    return drawn


def _empty_height(empty: Empty) -> float:
    return 2 * PAD + EMPTY_LINE * len(_empty_words(empty))


def _empty_words(empty: Empty) -> tuple[str, ...]:
    kind = {NodeKind.STATEMENT: "voice"}.get(empty.kind, empty.kind.label.lower())
    waiting = len({*empty.lefts, *empty.rights})
    said = f"No {kind} is stated" if waiting == 1 else f"No {kind} is stated for these {waiting}"
    return wrap(said, SIZE, WIDTHS[COLUMN[empty.kind]] - 34, 3, bold=True)


def _empty(empty: Empty, plan: Plan, lit: frozenset[str]) -> str:
    """The place of what is not there: a broken outline, an open ring on each side where a thread ends, and the words."""
    box, lines = plan.boxes[empty.name], _empty_words(empty)
    faint = ink.FAINT if lit and not lit & {*empty.lefts, *empty.rights} else ""
    rect = ink.tag(
        "rect",
        x=box.x + 7,
        y=box.y,
        width=box.width - 14,
        height=box.height,
        rx=3.0,
        fill=ink.PAPER,
        stroke=ink.BROKEN,
        stroke_width=1.5,
        stroke_dasharray="5 4",
    )
    y = box.middle - EMPTY_LINE * len(lines) / 2 + EMPTY_LINE - 4
    words = [
        ink.text(line, box.x + box.width / 2, y + EMPTY_LINE * at, SIZE, fill=ink.BROKEN, bold=True, anchor="middle")
        for at, line in enumerate(lines)
    ]
    rings = [ink.ring(box.x + 7, box.middle, 5.0)] if empty.lefts else []
    rings += [ink.ring(box.right - 7, box.middle, 5.0)] if empty.rights else []
    return ink.tag("g", rect, *words, *rings, opacity=faint)


def _legend(y: float, x: float) -> list[str]:
    """What the lines mean, in the picture itself."""
    drawn = []
    for dash, words in (
        ("", "stated in the document"),
        ("6 4", "stated of a whole list, not of these two"),
        ("1 5", "added by the partnership"),
    ):
        drawn.append(ink.path(f"M{x:.1f},{y:.1f}h34", stroke=ink.THREAD, width=1.8, dash=dash))
        drawn.append(ink.text(words, x + 42, y + 4, 12, fill=ink.QUIET))
        x += 64 + 6.1 * len(words)
    drawn.append(ink.path(f"M{x:.1f},{y:.1f}h22", stroke=ink.BROKEN, width=1.8, dash="3 2.5"))
    drawn.append(ink.ring(x + 27, y, 5.0))
    drawn.append(ink.text("the thread breaks here", x + 40, y + 4, 12, fill=ink.BROKEN, bold=True))
    return drawn


def _description(thread: Thread, ends: Mapping[str, tuple[End, ...]]) -> str:
    """The picture in words: how many of each kind, and how many are broken."""
    numbers = {kind: sum(item.kind == kind for item in thread.items.values()) for kind in NodeKind}
    counts = [f"{kind.label.lower()}: {number}" for kind, number in numbers.items() if number]
    torn = sum(1 for key in thread.items if key in ends)
    said = f"{count_of(torn, 'item')} with a broken end." if torn else "No broken end."
    return f"Items by kind, from voice to result: {'; '.join(counts)}. {said} The list after the picture says the same."


def framed(title: str, description: str, inside: list[str], width: float, height: float) -> Picture:
    """A picture of links must stay open to readers, so it is a group and not one image."""
    body = "".join(inside)
    name = f"thread-{fingerprint(title, description, body)}"
    drawing = ink.tag(
        "svg",
        ink.tag("title", escape(title), id=f"{name}-title"),
        ink.tag("desc", escape(description), id=f"{name}-desc"),
        ink.tag("rect", width=round(width), height=round(height), fill=ink.PAPER),
        body,
        xmlns="http://www.w3.org/2000/svg",
        width=round(width),
        height=round(height),
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        role="group",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
    )
    return Picture(title, description, drawing, width, height)
