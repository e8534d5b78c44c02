"""Which figures does a finding rest on, and is there a picture in them?

Each figure is shown as it is stated. Figures of one thing over three or more periods become a line, and of one thing in
three or more places become bars; the title of each picture says what it shows.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from goldenthread.analysis.due import read_period
from goldenthread.analysis.figures import say_period, say_value
from goldenthread.design import charts
from goldenthread.publishing.packs import format as pack

from .words import figure_in_words, out_of

FEWEST = 3
MOST_LINES = 6
Columns = tuple[Any, ...]
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    columns: Columns
    rows: Rows


@dataclass(frozen=True, slots=True)
class Finding:
    """`table`: figures as stated, one to a row; `series`: those that stand over time, a column to each period."""

    table: Table | None
    series: tuple[Table, ...]
    charts: tuple[charts.Chart, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    figures: tuple[pack.Figure, ...]

    @property
    def periods(self) -> tuple[str, ...]:
        return tuple(figure.period for figure in self.figures)

    @property
    def first(self) -> Decimal:
        return self.figures[0].value or Decimal(0)

    @property
    def last(self) -> Decimal:
        return self.figures[-1].value or Decimal(0)

    @property
    def growth(self) -> Decimal:
        return (self.last - self.first) / abs(self.first) if self.first else Decimal(0)


def finding(evidence: pack.Evidence, area: str) -> Finding:
    """The figures of one piece of evidence as tables and pictures."""
    lines = _lines(evidence.figures)
    in_lines = {id(figure) for line in lines for figure in line.figures}
    others = [figure for figure in evidence.figures if id(figure) not in in_lines]
    groups: dict[tuple[str, tuple[str, ...]], list[_Line]] = defaultdict(list)
    for line in lines:
        groups[line.figures[0].unit, line.periods].append(line)
    pictures = [_line_chart(group) for group in groups.values()]
    pictures += [_bar_chart(bars, area) for bars in _places(others)]
    return Finding(
        table=_table(others, area) if others else None,
        series=tuple(_series_table(group) for group in groups.values()),
        charts=tuple(picture for picture in pictures if picture is not None),
    )


def _lines(figures: tuple[pack.Figure, ...]) -> list[_Line]:
    """Figures of the same thing in the same place over at least three periods, in order of time."""
    groups: dict[tuple[str, str, str], dict[Any, pack.Figure]] = defaultdict(dict)
    for figure in figures:
        end = read_period(figure.period).end if figure.period else None
        if figure.value is not None and figure.unit != "words" and end is not None:
            groups[figure.label, figure.unit, figure.geography].setdefault(end, figure)
    return [
        _Line(f"{label}, {geography}" if geography else label, tuple(at[end] for end in sorted(at)))
        for (label, _, geography), at in groups.items()
        if len(at) >= FEWEST
    ]


def _places(figures: list[pack.Figure]) -> list[list[pack.Figure]]:
    """Figures of the same thing at the same time in at least three places."""
    groups: dict[tuple[str, str, str], dict[str, pack.Figure]] = defaultdict(dict)
    for figure in figures:
        if figure.value is not None and figure.unit != "words":
            groups[figure.label, figure.unit, figure.period].setdefault(figure.geography, figure)
    return [list(at.values()) for at in groups.values() if len(at) >= FEWEST]


def _table(figures: list[pack.Figure], area: str) -> Table:
    counted = any(figure.numerator is not None or figure.denominator is not None for figure in figures)
    columns = ("What", "Value", "When", "Where", *(("Out of",) if counted else ()))
    rows = tuple(
        (
            figure.label,
            figure_in_words(figure),
            figure.period or "Not stated",
            figure.geography or area,
            *((_counts(figure),) if counted else ()),
        )
        for figure in figures
    )
    return Table(columns, rows)


def _counts(figure: pack.Figure) -> str:
    stated = figure.numerator is not None or figure.denominator is not None
    return out_of(figure.numerator, figure.denominator) if stated else "Not stated"


def _series_table(lines: list[_Line]) -> Table:
    columns = ("What", *({"text": period, "numeric": True} for period in lines[0].periods))
    return Table(columns, tuple((line.name, *(figure_in_words(figure) for figure in line.figures)) for line in lines))


def _line_chart(lines: list[_Line]) -> charts.Chart | None:
    """One picture of lines that share a unit and periods. A total is left out of it: it would flatten the rest."""
    parts = [line for line in lines if not line.name.lower().startswith("total")] or lines
    if len(parts) > MOST_LINES:
        return None
    unit = parts[0].figures[0].unit
    series = [
        charts.Series(
            line.name,
            tuple(charts.Point(_end(figure.period), figure.period, figure.value) for figure in line.figures),
            comparator=bool(line.figures[0].geography),
        )
        for line in parts
    ]
    return charts.line_chart(title=_said_of_lines(parts, unit), series=series, unit=unit, from_nought=len(parts) == 1)


def _end(period: str) -> Any:
    return read_period(period).end


def _said_of_lines(lines: list[_Line], unit: str) -> str:
    start, end = (say_period(period) for period in (lines[0].periods[0], lines[0].periods[-1]))
    most = max(lines, key=lambda line: abs(line.growth))
    figures = f"from {say_value(most.first, unit)} to {say_value(most.last, unit)}"
    if len(lines) == 1:
        verb = "rose" if most.last > most.first else "fell" if most.last < most.first else "did not change"
        return f"{most.name} {verb} between {start} and {end}, {figures}"
    up = sum(line.last > line.first for line in lines)
    return f"From {start} to {end}, {up} of {len(lines)} go up. {most.name} changes most, {figures}"


def _bar_chart(figures: list[pack.Figure], area: str) -> charts.Chart:
    unit = figures[0].unit
    bars = [charts.Bar(figure.geography or area, figure.value, comparator=bool(figure.geography)) for figure in figures]
    period = f", {figures[0].period}" if figures[0].period else ", year not stated"
    title = _said_of_places(figures, area, unit)
    return charts.bar_chart(title=title, bars=bars, unit=unit, subtitle=f"{figures[0].label}{period}", label="Where")


def _said_of_places(figures: list[pack.Figure], area: str, unit: str) -> str:
    known = [figure for figure in figures if figure.value is not None]
    own = next((figure for figure in known if not figure.geography), None)
    others = [figure for figure in known if figure.geography]
    if own is None or own.value is None:
        high = max(known, key=lambda figure: figure.value or 0)
        return f"{high.geography} has the highest: {say_value(high.value or 0, unit)}"
    above = sum(own.value > (other.value or 0) for other in others)
    said = say_value(own.value, unit)
    if above == len(others):
        return f"At {said}, {area} is above all {len(others)} places it is compared with"
    if not above:
        return f"At {said}, {area} is not above any of the {len(others)} places it is compared with"
    return f"At {said}, {area} is above {above} of the {len(others)} places it is compared with"
