"""How is a shown count, a hidden one, a share and a verdict said? Nothing here ever sees a count that is not shown."""

from __future__ import annotations

from typing import Any

from goldenthread.analysis.figures import Interval

HIDDEN = "hidden"
WHY_HIDDEN = (
    "Counts under 8 are hidden, noughts too, and any of truly fewer than 5 children, so that nobody can be recognised. "
    "So are shares of fewer than 20."
)
HOW_KEPT = (
    "Every count is near the true one, not equal to it: a tenth of the children, chosen by a key that nobody sees, "
    "count nought, and a tenth count twice, the same ones in every table and every year; then it is rounded to the "
    "nearest 5. Tables therefore need not add up, and no number of tables can be set against each other to find a "
    "small count. The intervals allow for it."
)
NOT_FOR_PUBLICATION = "For work in the area. To publish a figure, use the published tables or the indicators."


def said(count: int | None) -> str:
    """A count as it is shown."""
    return HIDDEN if count is None else f"{count:,}"


def per_cent(value: float) -> str:
    """In whole points: rounding to 5 leaves no more to be said."""
    return f"{value:.0f}%"


def between(limits: Interval | None, unit: str = "%", places: int = 0) -> str:
    """`23% to 29%`."""
    return f"{limits.lower:z.{places}f}{unit} to {limits.upper:z.{places}f}{unit}".replace("-", "−") if limits else ""


def resting_on(found: Any) -> list[tuple[str, str]]:
    """From which release, of when, and who prepared it."""
    prepared = found.prepared
    return [
        ("Return", str(prepared.release)),
        ("Release", prepared.release.lake_id[:12]),
        ("Of when", found.period),
        ("Prepared", f"{prepared.prepared_on:%-d %B %Y}, {prepared.prepared_by}"),
    ]
