"""How is what was protected written down, as plain JSON, and read again?"""

from __future__ import annotations

from typing import Any

from .protecting import Median, Protected


def as_json(found: Protected) -> dict[str, Any]:
    """Lists throughout: nothing is put together out of names that could hold a separator."""
    return {
        "dimensions": list(found.dimensions),
        "counts": [
            [list(ways), [[list(place), count] for place, count in cells.items()]]
            for ways, cells in found.counts.items()
        ],
        "medians": [
            [list(ways), [[list(place), [m.value, m.lower, m.upper, m.of]] for place, m in cells.items()]]
            for ways, cells in found.medians.items()
        ],
    }


def as_protected(kept: dict[str, Any]) -> Protected:
    """What was written, as it was."""
    return Protected(
        tuple(kept["dimensions"]),
        {tuple(ways): {tuple(place): count for place, count in cells} for ways, cells in kept["counts"]},
        {tuple(ways): {tuple(place): Median(*told) for place, told in cells} for ways, cells in kept["medians"]},
    )
