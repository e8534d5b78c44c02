"""Who answers to whom? A layered picture of boxes and arrows, the top board at the top, drawn without a browser.

The same drawing serves a page, where its boxes are links, and a PDF or a Word document, where they are not. It holds
presentation attributes only. The words it shows are in it as text; a page sets the same chain out as a list beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from textwrap import wrap
from typing import Literal

from django.utils.safestring import SafeString

from goldenthread.design import layers, svg

BOX, GAP, RISE, PAD = 192, 18, 60, 10
LINE, NOTE_LINE, LETTERS, NOTE_LETTERS = 20, 17, 20, 25
MOST_ACROSS = 4
INK, PAPER, EDGE = "#0b0c0c", "#ffffff", "#4a4f54"

Stroke = Literal["solid", "dashed", "dotted"]


@dataclass(frozen=True)
class Node:
    """A box. `note` is a quiet second line ("meets monthly"); `strong` marks the box the page is about."""

    key: str
    label: str
    note: str = ""
    href: str = ""
    strong: bool = False


@dataclass(frozen=True)
class Edge:
    """An arrow from the one that answers (`lower`) to the one it answers to (`upper`)."""

    lower: str
    upper: str
    label: str = ""
    stroke: Stroke = "solid"


@dataclass(frozen=True)
class Diagram:
    title: str
    description: str
    drawing: str

    @property
    def markup(self) -> SafeString:
        return SafeString(self.drawing)  # drawn below, every word of it escaped

    def png(self, scale: float = 2) -> bytes:
        return svg.as_png(self.drawing, scale=scale)


_End = tuple[str, Edge]
_Spot = tuple[float, float]


@dataclass(frozen=True)
class _Placed:
    node: Node | None
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


def tree_svg(nodes: Sequence[Node], edges: Sequence[Edge], title: str, desc: str = "", colour: str = INK) -> Diagram:
    """Draw the chain. Edges that name no known box are ignored; a circle of boxes is drawn, not refused."""
    if not nodes:
        raise ValueError(f"Found no box to draw for {title!r}; show a sentence instead of a diagram")
    known = {node.key: node for node in nodes}
    real = [edge for edge in edges if edge.lower in known and edge.upper in known and edge.lower != edge.upper]
    plan = layers.arrange(list(known), [(edge.lower, edge.upper) for edge in real], most_across=MOST_ACROSS)
    placed, width, height = _place(plan, known)
    description = desc or _words(real, known)
    ports = _ports(real, plan, placed)
    lines = [(edge, _points(edge, plan, placed, ports)) for edge in real]
    inside = [_arrow(edge, points) for edge, points in lines]
    inside += [_edge_label(edge.label, points) for edge, points in lines if edge.label]
    inside += [_box(each, each.node, colour) for each in placed.values() if each.node is not None]
    linked = any(node.href for node in nodes)
    return Diagram(title, description, _drawing(inside, width, height, title, description, linked=linked))


def _place(plan: layers.Plan, known: Mapping[str, Node]) -> tuple[dict[str, _Placed], float, float]:
    """Lay each row out around the centre line, boxes of a row as tall as the tallest."""
    widths = [sum(BOX if key in known else GAP for key in row) + GAP * (len(row) - 1) for row in plan.rows]
    full = max(widths) + 2 * GAP
    placed: dict[str, _Placed] = {}
    y = float(PAD)
    for row, wide in zip(plan.rows, widths, strict=True):
        tall = max((_height(known[key]) for key in row if key in known), default=0)
        x = (full - wide) / 2
        for key in row:
            across = BOX if key in known else GAP
            placed[key] = _Placed(known.get(key), x, y, across, tall)
            x += across + GAP
        y += tall + RISE
    return placed, full, y - RISE + PAD


def _height(node: Node) -> float:
    return 2 * PAD + LINE * len(_lines(node)) + (NOTE_LINE * len(_note(node)) + 3 if node.note else 0)


def _lines(node: Node) -> list[str]:
    return wrap(node.label, LETTERS) or [node.key]


def _note(node: Node) -> list[str]:
    return wrap(node.note, NOTE_LETTERS)


def _box(at: _Placed, node: Node, colour: str) -> str:
    fill, ink = (colour, PAPER) if node.strong else (PAPER, INK)
    y = at.y + (at.height - _height(node)) / 2 + PAD + 14
    words = []
    for line in _lines(node):
        words.append(_text(line, at.middle, y, size=16, weight="bold", fill=ink))
        y += LINE
    for line in _note(node):
        words.append(_text(line, at.middle, y + 1, size=14, weight="normal", fill=ink))
        y += NOTE_LINE
    rect = (
        f'<rect x="{at.x:.1f}" y="{at.y:.1f}" width="{at.width:.1f}" height="{at.height:.1f}" rx="4" '
        f'fill="{fill}" stroke="{colour}" stroke-width="2"/>'
    )
    drawn = rect + "".join(words)
    return f'<a href="{escape(node.href)}">{drawn}</a>' if node.href else drawn


def _ports(edges: Sequence[Edge], plan: layers.Plan, placed: Mapping[str, _Placed]) -> dict[_End, float]:
    """Where along its box each line starts or ends: spread out, in the order of where the lines go."""
    sides: dict[tuple[str, bool], list[tuple[float, _End]]] = defaultdict(list)
    for edge in edges:
        path = plan.path(edge.lower, edge.upper)
        for key, other in ((edge.lower, path[1]), (edge.upper, path[-2])):
            above = placed[other].y < placed[key].y
            sides[key, above].append((placed[other].middle, (key, edge)))
    ports: dict[_End, float] = {}
    for (key, _), ends in sides.items():
        step = min(30.0, BOX * 0.8 / len(ends))
        ends.sort(key=lambda end: end[0])
        for at, (_, end) in enumerate(ends):
            ports[end] = placed[key].middle + (at - (len(ends) - 1) / 2) * step
    return ports


def _points(edge: Edge, plan: layers.Plan, placed: Mapping[str, _Placed], ports: Mapping[_End, float]) -> list[_Spot]:
    """From the lower box, through the line's own places in the rows it passes, to the upper box."""
    path = [placed[key] for key in plan.path(edge.lower, edge.upper)]
    upward = path[0].y > path[-1].y
    points = [(ports[edge.lower, edge], path[0].y if upward else path[0].y + path[0].height)]
    for each in path[1:-1]:
        low, high = (each.y + each.height, each.y) if upward else (each.y, each.y + each.height)
        points += [(each.middle, low), (each.middle, high)]
    return [*points, (ports[edge.upper, edge], path[-1].y + path[-1].height if upward else path[-1].y)]


def _arrow(edge: Edge, points: Sequence[_Spot]) -> str:
    (ex, ey), upward = points[-1], points[0][1] > points[-1][1]
    tip = ey + (9 if upward else -9)
    dash = {"solid": "", "dashed": ' stroke-dasharray="7 4"', "dotted": ' stroke-dasharray="2 4"'}[edge.stroke]
    path = _curve([*points[:-1], (ex, tip)])
    line = f'<path d="{path}" fill="none" stroke="{EDGE}" stroke-width="2"{dash}/>'
    head = f'<polygon points="{ex - 6:.1f},{tip:.1f} {ex + 6:.1f},{tip:.1f} {ex:.1f},{ey:.1f}" fill="{EDGE}"/>'
    return line + head


def _curve(points: Sequence[_Spot]) -> str:
    path = f"M{points[0][0]:.1f},{points[0][1]:.1f}"
    for (ax, ay), (bx, by) in pairwise(points):
        bend = (ay + by) / 2
        path += f" C{ax:.1f},{bend:.1f} {bx:.1f},{bend:.1f} {bx:.1f},{by:.1f}"
    return path


def _edge_label(label: str, points: Sequence[_Spot]) -> str:
    (ax, ay), (bx, by) = points[0], points[1]
    x, y = ax + (bx - ax) * 0.3, ay + (by - ay) * 0.36 + 4
    across = 7.2 * len(label) + 8
    back = f'<rect x="{x - across / 2:.1f}" y="{y - 13:.1f}" width="{across:.1f}" height="18" fill="{PAPER}"/>'
    return back + _text(label, x, y, size=13.5, weight="normal", fill=EDGE)


def _text(words: str, x: float, y: float, *, size: float, weight: str, fill: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-family="{svg.FONT}" font-size="{size}" '
        f'font-weight="{weight}" fill="{fill}">{escape(words)}</text>'
    )


def _drawing(inside: Sequence[str], width: float, height: float, title: str, desc: str, *, linked: bool) -> str:
    """A picture of links must stay open to readers, so it is a group; without links it is one named image."""
    size = f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}"'
    root = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
    body = f'<g><rect width="{width:.0f}" height="{height:.0f}" fill="{PAPER}"/>{"".join(inside)}</g></svg>'
    if not linked:
        return svg.speaking(root + body, title=title, description=desc)
    name = f"diagram-{svg.fingerprint(title, desc, body)}"
    words = f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(desc)}</desc>'
    return f'{root[:-1]} role="group" aria-labelledby="{name}-title" aria-describedby="{name}-desc">{words}{body}'


def _words(edges: Sequence[Edge], known: Mapping[str, Node]) -> str:
    said = [f"{known[edge.lower].label} {edge.label or 'reports to'} {known[edge.upper].label}." for edge in edges]
    return " ".join(said) or "No line between these boxes is recorded."
