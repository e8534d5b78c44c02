"""Where does everything stand? Columns from voice to result, lanes by heading, and an order in which few lines cross.

Pure and repeatable: the same thread gives the same picture. Boxes of a column are sorted by where their neighbours
stand, to and fro (Sugiyama, Tagawa and Toda 1981), then each is drawn towards the middle of its neighbours as far as
the boxes above and below it let it go (pool adjacent violators, which is exact for that).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from .lanes import FRONT, Field, Lane
from .strands import COLUMNS, Strand

GAP, NARROW, SIDE = 44.0, 62.0, 26.0
ROW_GAP, LANE_PAD, LANE_TITLE, LANE_GAP = 8.0, 9.0, 15.0, 12.0
TRACK = 8.0
SWEEPS = 8


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.y + self.height / 2

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Row:
    """A lane as drawn."""

    lane: Lane
    box: Box


@dataclass(frozen=True, slots=True)
class Plan:
    """`columns`: left edge and width of each; `tracks`: the places that each strand passes through, from the left."""

    columns: tuple[tuple[float, float], ...]
    boxes: Mapping[str, Box]
    rows: tuple[Row, ...]
    tracks: Mapping[str, tuple[Box, ...]]
    width: float
    height: float

    def gutter(self, at: int) -> float:
        """The middle of the space to the right of a column."""
        x, width = self.columns[at]
        return x + width + GAP / 2


def lay_out(
    field: Field,
    strands: Sequence[Strand],
    heights: Mapping[str, float],
    widths: Sequence[float],
    top: float,
    margin: float,
) -> Plan:
    """Place every item and empty place of the field. `heights` of all of them; `margin` on either side."""
    chains = [strand for strand in strands if not strand.back and not strand.aside]
    tracks = {strand.name: _tracks(strand, field) for strand in chains}
    for strand in strands:
        for at, lane, name in tracks.get(strand.name, ()):
            lane.put(at, name)
    tall = defaultdict(lambda: TRACK, heights)
    beside = _neighbours(chains, tracks)
    middles = _stack(field.lanes, tall, top)
    for sweep in range(SWEEPS):
        _sort(field.lanes, beside, middles, rightward=sweep % 2 == 0)
        middles = _stack(field.lanes, tall, top)
    bounds = _bounds(field.lanes, tall, beside, middles, top)
    _settle(field.lanes, tall, beside, middles, bounds)
    return _plan(field, strands, tracks, tall, middles, bounds, widths, margin)


Place = tuple[int, Lane, str]
Bounds = dict[str, tuple[float, float]]


def _tracks(strand: Strand, field: Field) -> list[Place]:
    """The places a strand needs in the columns that it passes."""
    first = min(field.column_of[name] for name in strand.lefts)
    last = max(field.column_of[name] for name in strand.rights)
    left, right = field.lane_of[strand.lefts[0]], field.lane_of[strand.rights[0]]
    return [
        (at, left if at < FRONT and left.half == 0 else right, f"track:{strand.name}:{at}")
        for at in range(first + 1, last)
    ]


def _neighbours(chains: Iterable[Strand], tracks: Mapping[str, list[Place]]) -> dict[str, list[str]]:
    """What each box and each passing place is joined to on either side."""
    beside: dict[str, list[str]] = defaultdict(list)
    for strand in chains:
        way = [name for _, _, name in tracks[strand.name]]
        stations = [strand.lefts, *((name,) for name in way), strand.rights]
        for ones, others in pairwise(stations):
            for one in ones:
                beside[one].extend(others)
            for other in others:
                beside[other].extend(ones)
    return beside


def _stack(lanes: Sequence[Lane], tall: Mapping[str, float], top: float) -> dict[str, float]:
    """The middle of everything, lanes one below another in each half and each column's boxes in the middle of its lane."""
    middles: dict[str, float] = {}
    below: dict[int, float] = defaultdict(lambda: top)
    for lane in lanes:
        start = below[lane.half] + _above(lane)
        room = _height(lane, tall)
        for names in lane.cells.values():
            y = start + (room - _column_height(names, tall)) / 2
            for name in names:
                middles[name] = y + tall[name] / 2
                y += tall[name] + ROW_GAP
        below[lane.half] = start + room + LANE_PAD + LANE_GAP
    return middles


def _above(lane: Lane) -> float:
    """The room above the boxes of a lane, for its title."""
    return LANE_PAD + LANE_TITLE * len(lane.lines) + (4 if lane.lines else 0)


def _column_height(names: Sequence[str], tall: Mapping[str, float]) -> float:
    return sum(tall[name] for name in names) + ROW_GAP * (len(names) - 1)


def _height(lane: Lane, tall: Mapping[str, float]) -> float:
    return max(_column_height(names, tall) for names in lane.cells.values())


def _sort(
    lanes: Sequence[Lane], beside: Mapping[str, list[str]], middles: dict[str, float], *, rightward: bool
) -> None:
    """Sort each column of each lane by where the neighbours stand in the columns already sorted."""
    at = {name: column for lane in lanes for column, names in lane.cells.items() for name in names}
    for column in range(COLUMNS) if rightward else range(COLUMNS - 1, -1, -1):
        sorted_yet: Callable[[int, int], bool] = (lambda a, b: a < b) if rightward else (lambda a, b: a > b)
        for lane in lanes:
            names = lane.cells.get(column, [])
            wish = {
                name: fmean(near)
                if (near := [middles[far] for far in beside[name] if sorted_yet(at[far], column)])
                else middles[name]
                for name in names
            }
            places = sorted(middles[name] for name in names)
            names.sort(key=lambda name: wish[name])
            middles.update(zip(names, places, strict=True))


def _bounds(
    lanes: Sequence[Lane],
    tall: Mapping[str, float],
    beside: Mapping[str, list[str]],
    middles: Mapping[str, float],
    top: float,
) -> Bounds:
    """From where to where each lane reaches. The lanes of the shorter half are drawn towards what they are joined to."""
    bounds: Bounds = {}
    for half in sorted({lane.half for lane in lanes}):
        own = [lane for lane in lanes if lane.half == half]
        full = [_height(lane, tall) + LANE_PAD + _above(lane) for lane in own]
        ends = [end for _, end in bounds.values()]
        bottom = max([*ends, top + sum(full) + LANE_GAP * (len(full) - 1)])
        shift = _shift(own, beside, middles) if ends else [0.0] * len(own)
        starts = _start(own, middles, tall)
        wishes = [start + move + height / 2 for start, move, height in zip(starts, shift, full, strict=True)]
        for lane, middle, height in zip(own, _spread(wishes, full, LANE_GAP, top, bottom), full, strict=True):
            bounds[lane.key] = middle - height / 2, middle + height / 2
    return bounds


def _start(lanes: Sequence[Lane], middles: Mapping[str, float], tall: Mapping[str, float]) -> list[float]:
    """Where each lane begins as stacked."""
    starts = []
    for lane in lanes:
        upper = min(middles[name] - tall[name] / 2 for names in lane.cells.values() for name in names)
        starts.append(upper - _above(lane))
    return starts


def _shift(lanes: Sequence[Lane], beside: Mapping[str, list[str]], middles: Mapping[str, float]) -> list[float]:
    """How far each lane would have to move to stand level with what it is joined to outside itself."""
    shifts = []
    for lane in lanes:
        inside = {name for names in lane.cells.values() for name in names}
        pulls = [middles[far] - middles[name] for name in inside for far in beside[name] if far not in inside]
        shifts.append(fmean(pulls) if pulls else 0.0)
    return shifts


def _settle(
    lanes: Sequence[Lane],
    tall: Mapping[str, float],
    beside: Mapping[str, list[str]],
    middles: dict[str, float],
    bounds: Bounds,
) -> None:
    """Draw every box towards its neighbours, within its lane and without changing the order."""
    for sweep in range(SWEEPS):
        for column in range(COLUMNS) if sweep % 2 == 0 else range(COLUMNS - 1, -1, -1):
            for lane in lanes:
                names = lane.cells.get(column)
                if not names:
                    continue
                start, end = bounds[lane.key]
                wishes = [
                    fmean(middles[far] for far in beside[name]) if beside[name] else middles[name] for name in names
                ]
                heights = [tall[name] for name in names]
                upper = start + _above(lane)
                middles.update(zip(names, _spread(wishes, heights, ROW_GAP, upper, end - LANE_PAD), strict=True))


def _spread(wishes: Sequence[float], heights: Sequence[float], gap: float, top: float, bottom: float) -> list[float]:
    """Middles as near to the wishes as can be (least squares) in this order, apart by `gap`, from `top` to `bottom`."""
    offsets, y = [], 0.0
    for height in heights:
        offsets.append(y + height / 2)
        y += height + gap
    slack = max(0.0, bottom - top - (y - gap))
    pools: list[tuple[float, int]] = []
    for wish, offset in zip(wishes, offsets, strict=True):
        pools.append((wish - offset - top, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (one, n), (other, m) = pools.pop(-2), pools.pop()
            pools.append(((one * n + other * m) / (n + m), n + m))
    moves = [min(max(move, 0.0), slack) for move, count in pools for _ in range(count)]
    return [top + offset + move for offset, move in zip(offsets, moves, strict=True)]


def _plan(
    field: Field,
    strands: Sequence[Strand],
    tracks: Mapping[str, list[Place]],
    tall: Mapping[str, float],
    middles: Mapping[str, float],
    bounds: Bounds,
    widths: Sequence[float],
    margin: float,
) -> Plan:
    used = {at for name, at in field.column_of.items()}
    columns, x = [], margin
    for at in range(COLUMNS):
        columns.append((x, widths[at] if at in used else NARROW))
        x += columns[-1][1] + GAP
    at_of = {name: at for lane in field.lanes for at, names in lane.cells.items() for name in names}
    boxes = {
        name: Box(columns[at][0], middles[name] - tall[name] / 2, columns[at][1], tall[name])
        for name, at in at_of.items()
    }
    rows = []
    for lane in field.lanes:
        first, last = columns[min(lane.cells)], columns[max(lane.cells)]
        start, end = bounds[lane.key]
        rows.append(
            Row(lane, Box(first[0] - LANE_PAD, start, last[0] + last[1] - first[0] + 2 * LANE_PAD, end - start))
        )
    ways = {name: tuple(boxes[track] for _, _, track in way) for name, way in tracks.items()}
    height = max((end for _, end in bounds.values()), default=0.0)
    return Plan(tuple(columns), boxes, tuple(rows), ways, x - GAP + margin, height)
