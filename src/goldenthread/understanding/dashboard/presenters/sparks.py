"""How has a figure moved, in a picture no larger than a word? Never across a break, and never across a missing value."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString

from goldenthread.design.svg import speaking

WIDTH, HEIGHT, EDGE = 120, 28, 5
FEWEST = 3


def spark(values: Sequence[float | None], title: str) -> SafeString | None:
    """A line for each unbroken part and a dot at the end; None for fewer than three values."""
    known = [value for value in values if value is not None]
    if len(known) < FEWEST:
        return None
    low, span = min(known), (max(known) - min(known)) or 1.0
    step = (WIDTH - 2 * EDGE) / (len(values) - 1)
    at = [
        None if v is None else (EDGE + n * step, HEIGHT - EDGE - (v - low) / span * (HEIGHT - 2 * EDGE))
        for n, v in enumerate(values)
    ]
    lines = "".join(_line(part) for part in _parts(at))
    x, y = next(place for place in reversed(at) if place is not None)
    dot = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#12436d"/>'
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    bare = f'<svg xmlns="http://www.w3.org/2000/svg" class="app-leg__spark" {size}><g>{lines}{dot}</g></svg>'
    return SafeString(speaking(bare, title=title))  # numbers of ours; `speaking` escapes the title


Place = tuple[float, float]


def _parts(places: Sequence[Place | None]) -> list[list[Place]]:
    parts: list[list[Place]] = [[]]
    for place in places:
        if place is None:
            parts.append([])
        else:
            parts[-1].append(place)
    return [part for part in parts if len(part) > 1]


def _line(part: Sequence[Place]) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in part)
    return f'<polyline points="{points}" fill="none" stroke="#12436d" stroke-width="2"/>'
