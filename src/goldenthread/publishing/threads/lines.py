"""How do the lines run? From the right side of a box to the left side of the next, bundled where a list joins a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import fmean

from goldenthread.thread.states import Basis

from . import ink
from .lanes import Field
from .layout import Box, Plan
from .lettering import width
from .strands import Strand

DASHES = {Basis.STATED: "", Basis.SET: "6 4", Basis.ADDED: "1 5", None: "3 2.5"}
RETURN = 6.0
MOST_RETURNS = 6
_Spot = tuple[float, float]
_Ports = dict[tuple[str, str], float]


def returning_room(strands: Iterable[Strand]) -> float:
    """The room beside and below the picture for the threads that go back to those who spoke."""
    back = sum(strand.back for strand in strands)
    return RETURN * min(back, MOST_RETURNS) + (8 if back else 0)


def draw_strands(strands: Sequence[Strand], field: Field, plan: Plan, lit: frozenset[str], below: float) -> list[str]:
    """Every line, those that stand out last so that they lie on top."""
    forward = [strand for strand in strands if not strand.back and not strand.aside]
    ports = _ports(forward, plan)
    drawn = [(_is_lit(strand, field, lit), _strand(strand, field, plan, ports, lit)) for strand in forward]
    for at, strand in enumerate(strand for strand in strands if strand.aside):
        drawn.append((_is_lit(strand, field, lit), _aside(strand, plan, lit, at)))
    back = [strand for strand in strands if strand.back]
    for at, strand in enumerate(sorted(back, key=lambda strand: -plan.boxes[strand.rights[0]].y)):
        drawn.append((_is_lit(strand, field, lit), _returning(strand, plan, lit, below, min(at, MOST_RETURNS - 1))))
    return [line for _, line in sorted(drawn, key=lambda each: each[0])]


def _is_lit(strand: Strand, field: Field, lit: frozenset[str]) -> bool:
    """A line stands out when both its ends do; one that ends in an empty place, when its item does."""
    if not lit:
        return True
    ends = [
        {name for name in names if name in lit or name.startswith("empty:")} for names in (strand.lefts, strand.rights)
    ]
    return all(ends) and any(not name.startswith("empty:") for end in ends for name in end)


def _stroke(strand: Strand, *, lit: bool, emphasis: bool) -> ink.Stroke:
    colour = ink.BROKEN if strand.broken else ink.THREAD
    width = 2.6 if emphasis else 1.3 if strand.broken else 1.6
    return ink.Stroke(stroke=colour, width=width, dash=DASHES[strand.basis], opacity="" if lit else ink.FAINT)


def _strand(strand: Strand, field: Field, plan: Plan, ports: _Ports, lit: frozenset[str]) -> str:
    """Out of each left end, together through the columns between, and into each right end."""
    ways = plan.tracks[strand.name]
    starts = [(name, (plan.boxes[name].right, ports[strand.name, name])) for name in strand.lefts]
    stops = [(name, (plan.boxes[name].x, ports[strand.name, name])) for name in strand.rights]
    if not ways and not strand.meets:
        return "".join(_piece(strand, a, b, lit, one, other) for one, a in starts for other, b in stops)
    first, last = field.column_of[strand.lefts[0]], field.column_of[strand.rights[0]]
    if not ways:
        middle = fmean(y for _, (_, y) in (*starts, *stops))
        enter = leave = (plan.gutter(first), middle)
    else:
        enter = (plan.gutter(first), ways[0].middle) if len(starts) > 1 else starts[0][1]
        leave = (plan.gutter(last - 1), ways[-1].middle) if len(stops) > 1 else stops[0][1]
    drawn = [_piece(strand, spot, enter, lit, name) for name, spot in starts if spot != enter]
    drawn += [_trunk(strand, enter, leave, ways, field, lit)] if ways else []
    drawn += [_piece(strand, leave, spot, lit, name) for name, spot in stops if spot != leave]
    junctions = [spot for spot, ends in ((enter, starts), (leave, stops)) if len(ends) > 1]
    return "".join([*drawn, *(_dot(strand, spot, lit) for spot in dict.fromkeys(junctions))])


def _piece(strand: Strand, a: _Spot, b: _Spot, lit: frozenset[str], *names: str) -> str:
    on = not lit or all(name in lit or name.startswith("empty:") for name in names)
    d = f"M{a[0]:.1f},{a[1]:.1f}{ink.curve(*a, *b)}"
    return ink.path(d, **_stroke(strand, lit=on, emphasis=on and bool(lit)))


def _trunk(strand: Strand, enter: _Spot, leave: _Spot, ways: Sequence[Box], field: Field, lit: frozenset[str]) -> str:
    d, (x, y) = f"M{enter[0]:.1f},{enter[1]:.1f}", enter
    for way in ways:
        d += f"{ink.curve(x, y, way.x, way.middle)}H{way.right:.1f}"
        x, y = way.right, way.middle
    d += ink.curve(x, y, *leave)
    on = _is_lit(strand, field, lit)
    return ink.path(d, **_stroke(strand, lit=on, emphasis=on and bool(lit)))


def _dot(strand: Strand, spot: _Spot, lit: frozenset[str]) -> str:
    faint = ink.FAINT if lit and not lit & {*strand.lefts, *strand.rights} else ""
    colour = ink.BROKEN if strand.broken else ink.THREAD
    return ink.tag("circle", cx=spot[0], cy=spot[1], r=3.6, fill=colour, opacity=faint)


def _ports(strands: Sequence[Strand], plan: Plan) -> _Ports:
    """Where on its side of a box each line begins or ends: spread out in the order of where the lines go."""
    sides: dict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
    for strand in strands:
        ways = plan.tracks.get(strand.name, ())
        for side, names, others in (("right", strand.lefts, strand.rights), ("left", strand.rights, strand.lefts)):
            near = (
                ways[0 if side == "right" else -1].middle if ways else fmean(plan.boxes[name].middle for name in others)
            )
            for name in names:
                sides[name, side].append((near, strand.name))
    ports: _Ports = {}
    for (name, _), ends in sides.items():
        box = plan.boxes[name]
        step = 0.0 if name.startswith("empty:") else min(7.0, box.height * 0.7 / len(ends))
        for at, (_, strand_name) in enumerate(sorted(ends)):
            ports[strand_name, name] = box.middle + (at - (len(ends) - 1) / 2) * step
    return ports


def _returning(strand: Strand, plan: Plan, lit: frozenset[str], below: float, at: int) -> str:
    """Round the outside: a measure asks those who said it."""
    measure, said = plan.boxes[strand.rights[0]], plan.boxes[strand.lefts[0]]
    right, left, low = (
        measure.right + 8 + RETURN * at,
        said.x - 8 - RETURN * at,
        below - 8 - RETURN * (MOST_RETURNS - at) + 24,
    )
    d = f"M{measure.right:.1f},{measure.middle:.1f}"
    d += _corner(measure.right, measure.middle, right, low, left, said.middle, said.x)
    on = not lit or {strand.rights[0], strand.lefts[0]} <= lit
    return ink.path(d, **_stroke(strand, lit=on, emphasis=on and bool(lit)))


def returning_words(strands: Iterable[Strand], plan: Plan, below: float) -> list[str]:
    """What the threads round the outside are."""
    if not any(strand.back for strand in strands):
        return []
    words, middle = "measured by asking those who spoke", plan.width / 2
    across = width(words, 12, bold=True) + 16
    ground = ink.tag("rect", x=middle - across / 2, y=below - 34, width=across, height=30, fill=ink.PAPER)
    return [ground, ink.text(words, middle, below - 15, 12, fill=ink.THREAD, bold=True, anchor="middle")]


def draw_brackets(field: Field, plan: Plan, lit: frozenset[str]) -> list[str]:
    """A bracket round each of two lists that stand under one heading, and one line between them."""
    lanes = {lane.key: lane for lane in field.lanes}
    drawn = []
    for bracket in field.brackets:
        cells = lanes[bracket.lane].cells
        left, right = (_real(cells[at], field) for at in (bracket.left, bracket.right))
        on = not lit or bool(lit & {*left, *right})
        a = _bracket([plan.boxes[name] for name in left], 1)
        b = _bracket([plan.boxes[name] for name in right], -1)
        stroke = _stroke(Strand((), (), Basis.SET), lit=on, emphasis=False)
        join = f"M{a[1]:.1f},{a[2]:.1f}{ink.curve(a[1], a[2], b[1], b[2])}"
        drawn += [ink.path(d, **stroke) for d in (a[0], b[0], join)]
    return drawn


def _real(names: Iterable[str], field: Field) -> list[str]:
    return [name for name in names if name in field.lane_of]


def _bracket(boxes: Sequence[Box], side: int) -> tuple[str, float, float]:
    """The path of a bracket on one side of some boxes, and the point where it is joined."""
    edge = boxes[0].right + 6 if side > 0 else boxes[0].x - 6
    top, bottom = min(box.y for box in boxes) + 4, max(box.bottom for box in boxes) - 4
    x = edge + 6 * side
    return f"M{edge:.1f},{top:.1f}H{x:.1f}V{bottom:.1f}H{edge:.1f}", x, (top + bottom) / 2


def _aside(strand: Strand, plan: Plan, lit: frozenset[str], at: int) -> str:
    """Down the left side of a column, from one box to others in it."""
    drawn, r = [], 5.0
    for one in strand.lefts:
        for other in strand.rights:
            a, b = plan.boxes[one], plan.boxes[other]
            x, turn = a.x - 9 - 4.0 * (at % 3), r if b.middle > a.middle else -r
            on = not lit or {one, other} <= lit
            d = f"M{a.x:.1f},{a.middle:.1f}H{x + r:.1f}q{-r},0 {-r},{turn}V{b.middle - turn:.1f}q0,{turn} {r},{turn}H{b.x:.1f}"
            drawn.append(ink.path(d, **_stroke(strand, lit=on, emphasis=on and bool(lit))))
    return "".join(drawn)


def _corner(x: float, y: float, right: float, low: float, left: float, up: float, end: float) -> str:
    r = 5.0
    return (
        f"H{right - r:.1f}q{r},0 {r},{r}V{low - r:.1f}q0,{r} {-r},{r}H{left + r:.1f}q{-r},0 {-r},{-r}"
        f"V{up + r:.1f}q0,{-r} {r},{-r}H{end:.1f}"
    )
