"""How has a figure moved? Line and bar charts drawn on the server, each with its words and its numbers beside it.

A chart's title says the finding ("Waits over 18 weeks have fallen for seven months"). A break in a series is marked
and never drawn across; a value that did not arrive leaves a gap, never a nought. Series differ by shape and dash as
well as colour, and a comparator is always dashed. The picture holds presentation attributes only, so that it may stand
in a page whose security policy forbids inline style.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.utils.safestring import SafeString

from goldenthread.analysis.figures import Unit, say_value
from goldenthread.design import svg

Value = Decimal | float | int | None
DRAWN_AS = "charts-4"  # changes when the drawing changes, so that nothing old is shown from the cache


@dataclass(frozen=True)
class Point:
    """One value in time. `at` places it; `label` is the period as it is written ("2023/24"); no value leaves a gap.

    Between `lower` and `upper` the true value is likely to lie: drawn as a whisker through the point.
    """

    at: date
    label: str
    value: Value
    note: str = ""
    lower: Value = None
    upper: Value = None


@dataclass(frozen=True)
class Series:
    """A line. `comparator` is somebody else's figure, such as England's, and is drawn dashed."""

    name: str
    points: tuple[Point, ...]
    comparator: bool = False


@dataclass(frozen=True)
class Break:
    """Values from `at` on must not be compared with those before it, because of `reason`."""

    at: date
    reason: str


@dataclass(frozen=True)
class Mark:
    """A level to aim at or to start from ("Target", 65): `at` places a baseline in time; a target runs across."""

    label: str
    value: Decimal | float | int
    at: date | None = None


@dataclass(frozen=True)
class Bar:
    label: str
    value: Value
    note: str = ""
    comparator: bool = False


@dataclass(frozen=True)
class Chart:
    """A finished chart: the picture, and the same in words and numbers."""

    title: str
    description: str
    drawing: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    subtitle: str = ""
    notes: tuple[str, ...] = ()

    @property
    def markup(self) -> SafeString:
        return SafeString(self.drawing)  # drawn here, its words escaped by svg.speaking

    def png(self, scale: float = 2) -> bytes:
        return svg.as_png(self.drawing, scale=scale)


def line_chart(
    *,
    title: str,
    series: Sequence[Series],
    unit: Unit | str = Unit.COUNT,
    subtitle: str = "",
    target: Mark | None = None,
    baseline: Mark | None = None,
    breaks: Sequence[Break] = (),
    from_nought: bool = True,
) -> Chart:
    """Lines over time. A percentage or a count starts at nought unless `from_nought` is false."""
    lines = [replace(each, points=tuple(sorted(each.points, key=lambda point: point.at))) for each in series]
    if not any(point.value is not None for each in lines for point in each.points):
        raise ValueError(f"Found no value to draw for {title!r}; show a sentence instead of a chart")
    told = [_line_facts(each, breaks) for each in lines]
    facts = {
        "lines": told,
        "names": [each.name for each in lines],
        "comparators": [each.comparator for each in lines],
        "unit": str(Unit(unit)),
        "target": _mark_facts(target, Unit(unit)),
        "baseline": _mark_facts(baseline, Unit(unit)),
        "breaks": _break_facts(lines, breaks),
        "ticks": {str(point.at.toordinal()): point.label for each in lines for point in each.points},
        "range": range_of(lines, [mark for mark in (target, baseline) if mark], Unit(unit), from_nought),
    }
    description = " ".join(_line_words(lines, Unit(unit), target, baseline, breaks))
    notes = tuple(f"Break in the series: {each.reason} The line is not drawn across it." for each in breaks)
    if any("lower" in fact for each in told for fact in each):
        notes = ("The upright line through a point is where the true figure is likely to lie.", *notes)
    columns, rows = _line_table(lines, Unit(unit))
    drawing = drawn(facts, "line", title, description)
    return Chart(title, description, drawing, columns, rows, subtitle, notes)


def bar_chart(
    *, title: str, bars: Sequence[Bar], unit: Unit | str = Unit.COUNT, subtitle: str = "", label: str = "Group"
) -> Chart:
    """Bars from nought, in the order given, each with its value written at its end."""
    if not any(bar.value is not None for bar in bars):
        raise ValueError(f"Found no value to draw for {title!r}; show a sentence instead of a chart")
    unit = Unit(unit)
    said = {bar.label: say(bar.value, unit, bar.note) for bar in bars}
    facts = {
        "bars": [
            {
                "label": bar.label,
                "value": None if bar.value is None else float(bar.value),
                "said": said[bar.label],
                "kind": "comparator" if bar.comparator else "own",
            }
            for bar in bars
        ]
    }
    description = "Bar chart. " + "; ".join(f"{name}: {value}" for name, value in said.items()) + "."
    rows = tuple((bar.label, said[bar.label]) for bar in bars)
    return Chart(title, description, drawn(facts, "bar", title, description), (label, "Value"), rows, subtitle)


# --- facts and words ----------------------------------------------------------------------------------------


def _line_facts(line: Series, breaks: Sequence[Break]) -> list[dict[str, Any]]:
    """The points with a value, each numbered by the unbroken run it belongs to."""
    facts: list[dict[str, Any]] = []
    run, fresh = 0, False
    for point in line.points:
        if point.value is None:
            fresh = True
            continue
        passed = sum(each.at <= point.at for each in breaks)
        if facts and (fresh or passed != facts[-1]["passed"]):
            run += 1
        fresh = False
        facts.append(
            {
                "x": point.at.toordinal(),
                "y": float(point.value),
                "series": line.name,
                "run": f"{line.name} {run}",
                "passed": passed,
            }
            | _whisker(point)
        )
    return facts


def _whisker(point: Point) -> dict[str, float]:
    if point.lower is None or point.upper is None:
        return {}
    return {"lower": float(point.lower), "upper": float(point.upper)}


def _mark_facts(mark: Mark | None, unit: Unit) -> dict[str, Any] | None:
    if mark is None:
        return None
    label = f"{mark.label} {say(mark.value, unit)}"
    return {"y": float(mark.value), "label": label, "x": mark.at.toordinal() if mark.at else None}


def _break_facts(lines: Sequence[Series], breaks: Sequence[Break]) -> list[dict[str, Any]]:
    """Each break that parts two points, half way between them."""
    places = sorted({point.at for line in lines for point in line.points})
    facts = []
    for each in breaks:
        before = [at for at in places if at < each.at]
        after = [at for at in places if at >= each.at]
        if before and after:
            facts.append({"x": (before[-1].toordinal() + after[0].toordinal()) / 2, "mark": "break"})
    return facts


def range_of(lines: Sequence[Series], marks: Sequence[Mark], unit: Unit, from_nought: bool) -> list[float]:
    """Where the scale starts and ends and its step: whole steps of 1, 2 or 5, and a percentage ends at 100."""
    points = [point for line in lines for point in line.points if point.value is not None]
    values = [float(each) for p in points for each in (p.value, p.lower, p.upper) if each is not None]
    values += [float(mark.value) for mark in marks] + ([0.0] if from_nought else [])
    low, high = min(values), max(values)
    if low == high:
        low, high = low - 1, high + 1
    power = 10.0 ** math.floor(math.log10((high - low) / 5))
    step = next(power * size for size in (1, 2, 5, 10) if power * size * 5 >= high - low - 1e-9)
    top = math.ceil((high + (high - low) * 0.02) / step - 1e-9) * step
    if unit is Unit.PER_CENT and high <= 100:
        top = min(top, 100.0)
    return [round(math.floor(low / step + 1e-9) * step, 9), round(top, 9), round(step, 9)]


def _line_words(
    lines: Sequence[Series], unit: Unit, target: Mark | None, baseline: Mark | None, breaks: Sequence[Break]
) -> list[str]:
    words = ["Line chart."]
    for line in lines:
        known = [point for point in line.points if point.value is not None]
        if not known:
            words.append(f"{line.name}: no values.")
            continue
        first, last = known[0], known[-1]
        said = f"{line.name}: {say(first.value, unit)} in {first.label}"
        words.append(said + ("." if first is last else f", {say(last.value, unit)} in {last.label}."))
    words += [f"{mark.label}: {say(mark.value, unit)}." for mark in (baseline, target) if mark]
    words += [f"Break in the series: {each.reason}" for each in breaks]
    return words


def _line_table(lines: Sequence[Series], unit: Unit) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    labels = {point.at: point.label for line in lines for point in line.points}
    held = [{point.at: _say_point(point, unit) for point in line.points} for line in lines]
    rows = tuple((labels[at], *(each.get(at, "–") for each in held)) for at in sorted(labels))
    return ("Period", *(line.name for line in lines)), rows


def say(value: Value, unit: Unit, note: str = "") -> str:
    if value is None:
        return note or "not known"
    exact = value if isinstance(value, Decimal | int) else Decimal(repr(value))
    return say_value(exact, unit) + (f" ({note})" if note else "")


def _say_point(point: Point, unit: Unit) -> str:
    said = say(point.value, unit, point.note)
    if point.value is None or point.lower is None or point.upper is None:
        return said
    return f"{said} (likely {say(point.lower, unit)} to {say(point.upper, unit)})"


# --- drawing ------------------------------------------------------------------------------------------------


def drawn(facts: dict[str, Any], kind: str, title: str, description: str) -> str:
    """The picture from the cache, or drawn now: the first drawing in a process costs over a second."""
    key = f"{DRAWN_AS}-{svg.fingerprint(kind, json.dumps(facts, sort_keys=True))}"
    bare = cache.get(key)
    if bare is None:
        bare = _draw(kind, facts)
        cache.set(key, bare, svg.MONTH)
    return svg.speaking(bare, title=title, description=description)


def _draw(kind: str, facts: dict[str, Any]) -> str:
    import vl_convert

    from goldenthread.design import chart_specs

    specify: Callable[[dict[str, Any]], dict[str, Any]] = getattr(chart_specs, kind)
    return str(vl_convert.vegalite_to_svg(specify(facts), vl_version=chart_specs.VEGA_LITE))
