"""What does Altair draw for each kind of chart? Imported only when a chart has to be drawn: Altair is slow to load."""

from __future__ import annotations

import json
from textwrap import wrap
from typing import Any, Literal

import altair as alt

from goldenthread.design.svg import FONT

VEGA_LITE = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
WIDTH, HEIGHT = 500, 280
INK, GRID, GREY = "#0b0c0c", "#d8d8d8", "#5a6066"
# The Government Analysis Function's colours for charts, in its order: each can be told from the next without colour
# sight, and shape and dash differ as well.
COLOURS = ["#12436d", "#f46a25", "#801650", "#28a197", "#3d3d3d", "#a285d1"]
SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"]
WHOLE, DASHES = [1, 0], [[6, 4], [2, 3], [9, 3, 2, 3]]
SUFFIXES = {"per cent": "%", "days": " days", "weeks": " weeks", "months": " months", "years": " years"}

BREAKS: dict[str, Any] = {"lineBreak": "\n"}
Align = Literal["left", "center", "right"]


def line(facts: dict[str, Any]) -> dict[str, Any]:
    points = [point for each in facts["lines"] for point in each]
    places: dict[str, Any] = {"x": _time_axis(facts), "y": _value_axis(facts)}
    base = alt.Chart(alt.Data(values=points)).encode(**places, **_looks(facts), detail="run:N")
    drawn = [base.mark_line(strokeWidth=2.5), base.mark_point(size=70, filled=True, opacity=1)]
    if whiskered := [point for point in points if "lower" in point]:
        drawn = [_whiskers(whiskered, facts, places), *drawn]
    layers = [*_levels(facts, places), *drawn, *_names(facts, places)]
    return _finished(alt.layer(*layers).properties(width=WIDTH, height=HEIGHT))


def control(facts: dict[str, Any]) -> dict[str, Any]:
    """The values, the average and the limits of usual variation; what is beyond them is a diamond in another colour."""
    points = facts["points"]
    places: dict[str, Any] = {"x": _time_axis(facts), "y": _value_axis(facts)}
    base = alt.Chart(alt.Data(values=points))
    layers = []
    for name, dash in (("centre", WHOLE), ("lower", DASHES[0]), ("upper", DASHES[0])):
        there = alt.Chart(alt.Data(values=[each for each in points if name in each])).encode(
            x=places["x"], y=_value_axis(facts, name)
        )
        layers.append(there.mark_line(color=GREY, strokeWidth=1.5, strokeDash=dash))
    line = base.encode(**places, detail="run:N").mark_line(color=COLOURS[0], strokeWidth=2.5)
    kinds = ["usual", "beyond"]
    marked = base.encode(
        **places,
        color=alt.Color("kind:N", legend=None, scale=alt.Scale(domain=kinds, range=[COLOURS[0], COLOURS[2]])),
        shape=alt.Shape("kind:N", legend=None, scale=alt.Scale(domain=kinds, range=["circle", "diamond"])),
        size=alt.Size("kind:N", legend=None, scale=alt.Scale(domain=kinds, range=[60, 190])),
    ).mark_point(filled=True, opacity=1)
    layers += [line, marked, *_names(facts, places)]
    return _finished(alt.layer(*layers).properties(width=WIDTH, height=HEIGHT))


def _whiskers(points: list[dict[str, Any]], facts: dict[str, Any], places: dict[str, Any]) -> alt.Chart:
    """An upright line through each point, from the lower to the upper end of its interval."""
    there = alt.Chart(alt.Data(values=points)).encode(
        x=places["x"],
        y=_value_axis(facts, "lower"),
        y2="upper:Q",
        color=_looks(facts)["color"],
    )
    return there.mark_rule(strokeWidth=2, opacity=0.6)


def bar(facts: dict[str, Any]) -> dict[str, Any]:
    bars = [each | {"label": "\n".join(wrap(each["label"], 26))} for each in facts["bars"]]
    tall = max(each["label"].count("\n") for each in bars)
    values = [each["value"] or 0 for each in bars]
    least, most = min(0, *values), max(0, *values) or 1
    axis = alt.Axis(labelExpr="split(datum.label, '\\n')", labelLimit=240, ticks=False, domain=False, labelPadding=8)
    base = alt.Chart(alt.Data(values=bars)).encode(
        y=alt.Y("label:N", sort=[each["label"] for each in bars], title=None, axis=axis),
        x=alt.X("value:Q", title=None, axis=None, scale=alt.Scale(domain=[least * 1.2, most * 1.2])),
    )
    colours = alt.Scale(domain=["own", "comparator"], range=[COLOURS[0], "#9aa5ae"])
    drawn = base.mark_bar(height=20).encode(color=alt.Color("kind:N", legend=None, scale=colours))
    said = base.transform_calculate(at="isValid(datum.value) ? datum.value : 0").mark_text(
        align="left", dx=6, fontSize=14, fontWeight="bold", color=INK, font=FONT
    )
    words = said.encode(x=alt.X("at:Q", axis=None), text="said:N")
    return _finished(alt.layer(drawn, words).properties(width=400, height=(34 + 14 * tall) * len(bars)))


def _time_axis(facts: dict[str, Any]) -> alt.X:
    """Each period stands where it belongs in time, under its own label."""
    places = sorted(int(tick) for tick in facts["ticks"])
    names = json.dumps({str(place): facts["ticks"][str(place)] for place in places})
    start = (facts["baseline"] or {}).get("x") or places[0]
    first, last = min(places[0], start), max(places[-1], start)
    margin = (last - first) * 0.04 + 1
    edges = [first - margin, last + margin]
    axis = alt.Axis(
        values=places, labelExpr=f"{names}[datum.value]", labelOverlap="greedy", labelSeparation=12, grid=False
    )
    return alt.X("x:Q", title=None, axis=axis, scale=alt.Scale(domain=edges, nice=False))


def _value_axis(facts: dict[str, Any], field: str = "y") -> alt.Y:
    unit = facts["unit"]
    value = "format(datum.value, ',')"
    words = f"'£' + {value}" if unit == "pounds" else f"{value} + '{SUFFIXES.get(unit, '')}'"
    low, high, step = facts["range"]
    ticks = [low + step * at for at in range(round((high - low) / step) + 1)]
    axis = alt.Axis(labelExpr=words, values=ticks, domain=False, ticks=False)
    return alt.Y(f"{field}:Q", title=None, axis=axis, scale=alt.Scale(domain=[low, high], nice=False, zero=False))


def _looks(facts: dict[str, Any]) -> dict[str, Any]:
    """Colour, shape and dash of each series; a name at the end of each line says which it is, so there is no key."""
    names, others = facts["names"], facts["comparators"]
    colours = [GREY if other else COLOURS[at % len(COLOURS)] for at, other in enumerate(others)]
    dashes = [DASHES[at % len(DASHES)] if other else WHOLE for at, other in enumerate(others)]
    shapes = [SHAPES[at % len(SHAPES)] for at in range(len(names))]
    return {
        "color": alt.Color("series:N", legend=None, scale=alt.Scale(domain=names, range=colours)),
        "shape": alt.Shape("series:N", legend=None, scale=alt.Scale(domain=names, range=shapes)),
        "strokeDash": alt.StrokeDash("series:N", legend=None, scale=alt.Scale(domain=names, range=dashes)),
    }


def _names(facts: dict[str, Any], places: dict[str, Any]) -> list[alt.Chart]:
    """Each series' name beside its last point, moved apart where two would touch. One series needs none."""
    ends = [each[-1] for each in facts["lines"] if each]
    if len(facts["lines"]) < 2:
        return []
    low, high, _ = facts["range"]
    scale = HEIGHT / (high - low)
    lines = {end["series"]: wrap(end["series"], 18) for end in ends}
    floor, named = -1000.0, []
    for end in sorted(ends, key=lambda each: each["y"]):
        tall = 16 * len(lines[end["series"]])
        middle = max((end["y"] - low) * scale, floor + tall / 2)
        floor = middle + tall / 2 + 2
        first = middle + (tall - 16) / 2  # a picture puts the middle of the first line there, and the others below it
        named.append({"x": end["x"], "y": low + first / scale, "label": "\n".join(lines[end["series"]])})
    at = alt.Chart(alt.Data(values=named)).encode(**places)
    return [_words(at, dx=12, dy=0, align="left")]


def _levels(facts: dict[str, Any], places: dict[str, Any]) -> list[alt.Chart]:
    """The target across, the baseline as a ring, each break as a line nothing crosses; all named in the picture."""
    layers: list[alt.Chart] = []
    if target := facts["target"]:
        at = alt.Chart(alt.Data(values=[target])).encode(y=places["y"])
        layers.append(at.mark_rule(color=INK, strokeDash=[2, 3], strokeWidth=1.5))
        layers.append(_words(at, dx=4, dy=-9, align="left", x=alt.value(0)))
    if (baseline := facts["baseline"]) and baseline["x"] is not None:
        at = alt.Chart(alt.Data(values=[baseline])).encode(**places)
        layers.append(at.mark_point(shape="circle", size=260, color=INK, strokeWidth=1.5, filled=False, opacity=1))
        layers.append(_words(at, dx=-8, dy=22, align="left"))
    if facts["breaks"]:
        at = alt.Chart(alt.Data(values=facts["breaks"])).encode(x=places["x"])
        layers.append(at.mark_rule(color=GREY, strokeDash=[1, 3], strokeWidth=2))
        layers.append(_words(at, dx=6, dy=0, align="left", field="mark", y=alt.value(HEIGHT - 10)))
    return layers


def _words(at: alt.Chart, *, dx: int, dy: int, align: Align, field: str = "label", **places: Any) -> alt.Chart:
    words = at.mark_text(
        dx=dx,
        dy=dy,
        align=align,
        baseline="middle",
        fontSize=14,
        fontWeight="bold",
        color=INK,
        font=FONT,
        **BREAKS,
    )
    return words.encode(text=f"{field}:N", **places)


def _finished(chart: Any) -> dict[str, Any]:
    """The specification, in our type and without the labels on every mark that readers would have to sit through."""
    made: dict[str, Any] = chart.configure(
        aria=False,
        font=FONT,
        background="#ffffff",
        padding={"left": 5, "top": 8, "right": 12, "bottom": 5},
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(
            labelFontSize=14, labelColor=INK, gridColor=GRID, domainColor=GREY, tickColor=GREY, labelPadding=6
        ),
    ).to_dict()
    return made
