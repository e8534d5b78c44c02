"""Which published figures ship, and how are they written? A compact file of our own; each line names its source."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterable, Iterator
from importlib.resources import files

from goldenthread.understanding.datasets.kinds.councils import councils
from goldenthread.understanding.indicators.definitions.places import ENGLAND
from goldenthread.understanding.indicators.definitions.registry import indicators
from goldenthread.understanding.indicators.definitions.schema import Breakdown, Indicator, Level, Published

from .figures import KNOWN, Worked
from .periods import span_of
from .pooled import neighbours_of
from .published import Row, Tables, figures

AREAS = ("E08000021", "E08000023", "E06000057", "E06000012", "E08000008")
"""Newcastle upon Tyne, South Tyneside, Northumberland, North East Lincolnshire, Tameside."""
KEY_BREAKDOWNS = frozenset(
    {
        "requests-agreed",
        "plans-in-20-weeks",
        "plans-open",
        "new-plans",
        "plans-autism",
        "plans-semh",
        "plans-speech-language",
        "placed-mainstream",
        "placed-special",
        "placed-special-independent",
        "placed-elsewhere",
        "reviews-held",
        "not-in-learning-with-a-plan",
    }
)
"""Indicators whose newest figures ship by band too."""
NATIONAL_BY_SETTING = frozenset(
    {
        "plans-moderate-learning",
        "plans-severe-learning",
        "plans-profound-learning",
        "plans-specific-learning",
        "plans-physical-sensory",
        "plans-need-not-recorded",
    }
)
"""Needs of which only England’s newest figures by setting ship: the rates with which an area’s own are compared."""
FIGURES = "figures.csv"
COUNCILS = """\
# Councils of England, their regions and statistical neighbours (nearest first).
# Sources: Department for Education, statistical neighbours model, May 2025, and Education, health and care plans 2025.
# Contains public sector information licensed under the Open Government Licence v3.0.
gss,dfe,name,region,neighbours,icb,icb_ods,icb_name"""
COLUMNS = (
    *("code", "level", "place", "period", "source", "breakdown", "band", "numerator", "denominator", "value"),
    *("lower", "upper", "method", "state", "why", "provisional", "lowest", "highest", "without_low", "without_high"),
)


def figures_to_ship(read: Callable[[str, str], Iterable[Row]]) -> Iterator[Worked]:
    """The figures of the five areas, their regions, boards and neighbours, and England, from the preferred source."""
    tables = Tables(read)
    for indicator in indicators().values():
        yield from figures_beside(indicator, tables, AREAS)


def figures_beside(indicator: Indicator, tables: Tables, areas: Collection[str]) -> Iterator[Worked]:
    """One indicator’s figures of these councils and of all whom they are compared with.

    From the preferred source; from the next where the preferred one has no number.
    """
    here = [councils()[gss] for gss in areas]
    told = frozenset({ENGLAND, *areas, *(each.region for each in here), *(each.icb for each in here)}) - {""}
    read = told.union(*(each.neighbours for each in here))
    chosen: dict[tuple[str, ...], Worked] = {}
    for source in indicator.published:
        every = list(figures(indicator, source.model_copy(update={"by": _by(indicator, source)}), tables, read))
        pooled = [figure for council in here for figure in neighbours_of(council, indicator, every)]
        newest = max((figure.period for figure in every if figure.breakdown), key=span_of, default="")
        for figure in (each for each in [*every, *pooled] if each.place in told and _is_wanted(each, newest)):
            name = (figure.level, figure.place, figure.period, figure.breakdown, figure.band)
            if name not in chosen or chosen[name].state != KNOWN == figure.state:
                chosen[name] = figure
    yield from sorted(chosen.values(), key=_in_order)


def _by(indicator: Indicator, source: Published) -> tuple[Breakdown, ...]:
    if indicator.code in KEY_BREAKDOWNS:
        return source.by
    return tuple(each for each in source.by if each is Breakdown.SETTING and indicator.code in NATIONAL_BY_SETTING)


def _is_wanted(figure: Worked, newest: str) -> bool:
    if not figure.breakdown:
        return True
    return figure.period == newest and (figure.place == ENGLAND or figure.code in KEY_BREAKDOWNS)


def _in_order(figure: Worked) -> tuple[object, ...]:
    return (*span_of(figure.period), figure.level, figure.place, figure.breakdown, figure.band)


def figures_text(found: Iterable[Worked]) -> str:
    """The file, whole. The same figures give the same bytes."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(cell) for cell in _cells(figure)] for figure in found)
    return out.getvalue()


def _cells(figure: Worked) -> tuple[object, ...]:
    plain = tuple(getattr(figure, name) for name in COLUMNS[:-2])
    return (*plain, *(figure.without or ("", "")))


def _cell(value: object) -> str:
    """A number to nine figures, which is more than any publisher gives."""
    if isinstance(value, bool):
        return "1" if value else ""
    return f"{value:.9g}" if isinstance(value, float) else "" if value is None else str(value)


def shipped() -> Iterator[Worked]:
    """The figures that ship."""
    text = files("goldenthread.understanding.indicators").joinpath("shipped", FIGURES).read_text("utf-8")
    lines = csv.reader(io.StringIO(text))
    next(lines)
    for line in lines:
        code, level, place, period, source, breakdown, band, *numbers, method, state, why, provisional = line[:16]
        x, n, value, lower, upper = (float(number) if number else None for number in numbers)
        lowest, highest, low, high = (float(number) if number else None for number in line[16:])
        without = (low, high) if low is not None and high is not None else None
        yield Worked(
            *(code, Level(level), place, period, source, breakdown, band, x, n, value, lower, upper),
            *(method, state, why, provisional == "1", lowest, highest, without),
        )
