"""Where does the area stand among its neighbours? One small line a figure: a spine chart, put together row by row."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from goldenthread.design.svg import speaking

WIDTH, HEIGHT, EDGE = 180, 26, 8


@dataclass(frozen=True, slots=True)
class Spine:
    """From the lowest to the highest of the ten neighbours; their pooled value, England, and the area's own."""

    lowest: float
    highest: float
    own: float
    pooled: float | None = None
    england: float | None = None


def drawn(spine: Spine, title: str) -> SafeString:
    """The picture: a bar for the neighbours, a line across it for their pooled value, a diamond for England, a dot for us."""
    found = [spine.lowest, spine.highest, spine.own]
    found += [value for value in (spine.pooled, spine.england) if value is not None]
    low, high = min(found), max(found)
    span = (high - low) or 1.0

    def x(value: float) -> float:
        return round(EDGE + (value - low) / span * (WIDTH - 2 * EDGE), 1)

    middle = HEIGHT / 2
    parts = [f'<rect x="{x(spine.lowest)}" y="{middle - 4}" width="{max(x(spine.highest) - x(spine.lowest), 1):.1f}" height="8" fill="#b1b4b6"/>']
    if spine.pooled is not None:
        parts.append(f'<rect x="{x(spine.pooled) - 1}" y="{middle - 8}" width="2" height="16" fill="#0b0c0c"/>')
    if spine.england is not None:
        at = x(spine.england)
        parts.append(f'<path d="M{at} {middle - 7}L{at + 5} {middle}L{at} {middle + 7}L{at - 5} {middle}Z" fill="#ffffff" stroke="#0b0c0c"/>')
    parts.append(f'<circle cx="{x(spine.own)}" cy="{middle}" r="6" fill="#12436d" stroke="#ffffff"/>')
    bare = f'<svg xmlns="http://www.w3.org/2000/svg" class="app-spine" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"><g>{"".join(parts)}</g></svg>'
    return SafeString(speaking(bare, title=escape(title, quote=False)))
