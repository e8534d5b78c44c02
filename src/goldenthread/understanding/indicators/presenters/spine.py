"""Where does the area stand among its neighbours? One small line a figure: a spine chart, put together row by row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from goldenthread.design.svg import speaking

WIDTH, HEIGHT, EDGE = 180, 26, 8
MIDDLE = HEIGHT // 2

Scale = Callable[[float], float]
Mark = Callable[[Scale], str]


@dataclass(frozen=True, slots=True)
class Spine:
    """From the lowest to the highest of the ten neighbours; their pooled value, England, and the area's own."""

    lowest: float
    highest: float
    own: float
    pooled: float | None = None
    england: float | None = None


def drawn(spine: Spine, title: str) -> SafeString:
    """The picture: a bar for the neighbours, a line across it for their pooled value, a diamond for England, our dot."""
    marks = [_bar(spine.lowest, spine.highest)]
    values = [spine.lowest, spine.highest, spine.own]
    if spine.pooled is not None:
        values.append(spine.pooled)
        marks.append(_line(spine.pooled))
    if spine.england is not None:
        values.append(spine.england)
        marks.append(_diamond(spine.england))
    marks.append(_dot(spine.own))
    low, span = min(values), max(values) - min(values) or 1.0

    def x(value: float) -> float:
        return round(EDGE + (value - low) / span * (WIDTH - 2 * EDGE), 1)

    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    inside = "".join(mark(x) for mark in marks)
    bare = f'<svg xmlns="http://www.w3.org/2000/svg" class="app-spine" {size}><g>{inside}</g></svg>'
    return SafeString(speaking(bare, title=title))  # numbers and words of ours; `speaking` escapes the title


def _bar(low: float, high: float) -> Mark:
    rectangle = '<rect x="{}" y="{}" width="{:.1f}" height="8" fill="#b1b4b6"/>'
    return lambda x: rectangle.format(x(low), MIDDLE - 4, max(x(high) - x(low), 1))


def _line(value: float) -> Mark:
    return lambda x: f'<rect x="{x(value) - 1:.1f}" y="{MIDDLE - 8}" width="2" height="16" fill="#0b0c0c"/>'


def _diamond(value: float) -> Mark:
    path = '<path d="M{0} {1}l5 7l-5 7l-5 -7Z" fill="#ffffff" stroke="#0b0c0c"/>'
    return lambda x: path.format(x(value), MIDDLE - 7)


def _dot(value: float) -> Mark:
    return lambda x: f'<circle cx="{x(value)}" cy="{MIDDLE}" r="6" fill="#12436d" stroke="#ffffff"/>'
