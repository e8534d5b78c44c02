"""Is a figure beyond what it usually varies by? The values beside their average and limits, drawn on the server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.analysis.figures import Unit
from goldenthread.design.charts import Chart, Point, Series, drawn, range_of, say

COLUMNS = ("Period", "Figure", "Average", "Lower limit", "Upper limit", "What that says")


@dataclass(frozen=True)
class Charted:
    """One period of a control chart. `said`: what a mark on it says; nothing where the value is usual."""

    at: date
    label: str
    value: float | None
    centre: float
    lower: float | None
    upper: float | None
    said: str = ""


def control_chart(*, title: str, points: Sequence[Charted], unit: Unit | str = Unit.COUNT, method: str = "") -> Chart:
    """The values with their centre line and limits; marked where a rule found more than usual variation."""
    if not any(point.value is not None for point in points):
        raise ValueError(f"Found no value to draw for {title!r}; show a sentence instead of a chart")
    unit = Unit(unit)
    facts = {
        "points": _facts(points),
        "lines": _named(points),
        "unit": str(unit),
        "baseline": None,
        "ticks": {str(point.at.toordinal()): point.label for point in points if point.value is not None},
        "range": range_of([_line(points, unit)], [], unit, True),
    }
    rows = tuple(_row(point, unit) for point in points)
    marked = [f"{point.label}: {point.said}." for point in points if point.said]
    last = points[-1]
    words = [f"Control chart{f' ({method})' if method else ''}. Average {say(_short(last.centre), unit)}"]
    words[0] += f", usual limits {_limits(last, unit)}." if last.lower is not None or last.upper is not None else "."
    description = " ".join([*words, *(marked or ["No figure is beyond usual variation."])])
    notes: tuple[str, ...] = (
        "The dashed lines are the limits of usual variation; the line between them is the average.",
    )
    notes += ("A diamond marks a figure that shows more than usual variation.",) if marked else ()
    return Chart(title, description, drawn(facts, "control", title, description), COLUMNS, rows, "", notes)


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _end(limit: float | None, unit: Unit) -> str:
    return "none" if limit is None else say(_short(limit), unit)


def _limits(point: Charted, unit: Unit) -> str:
    low, high = (_end(each, unit) for each in (point.lower, point.upper))
    return f"{low} to {high}"


def _row(point: Charted, unit: Unit) -> tuple[str, ...]:
    ends = (_end(each, unit) for each in (point.lower, point.upper))
    return point.label, say(_short(point.value), unit), say(_short(point.centre), unit), *ends, point.said or "Usual"


def _facts(points: Sequence[Charted]) -> list[dict[str, Any]]:
    """The points that have a value, each numbered by the unbroken run it belongs to; limits only where there are any."""
    found: list[dict[str, Any]] = []
    run = 0
    for point in points:
        if point.value is None:
            run += 1
            continue
        ends = {name: each for name, each in (("lower", point.lower), ("upper", point.upper)) if each is not None}
        place = {"x": point.at.toordinal(), "y": point.value, "centre": point.centre, "run": str(run)}
        found.append(place | ends | {"kind": "beyond" if point.said else "usual"})
    return found


def _named(points: Sequence[Charted]) -> list[list[dict[str, Any]]]:
    """The names of the three lines, at their ends."""
    last = [point for point in points if point.value is not None][-1]
    ends = (("upper limit", last.upper), ("average", last.centre), ("lower limit", last.lower))
    return [[{"x": last.at.toordinal(), "y": y, "series": label}] for label, y in ends if y is not None]


def _line(points: Sequence[Charted], unit: Unit) -> Series:
    """The same as a line with whiskers, so that the scale holds values and limits."""
    return Series(
        str(unit),
        tuple(
            Point(each.at, each.label, each.value, "", _lowest(each), _highest(each))
            for each in points
            if each.value is not None
        ),
    )


def _lowest(point: Charted) -> float:
    return point.centre if point.lower is None else point.lower


def _highest(point: Charted) -> float:
    return point.centre if point.upper is None else point.upper
