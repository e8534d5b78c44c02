"""How are the figures of an area given away: as lines that a program or a spreadsheet reads?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

import xlsxwriter

from goldenthread.analysis import spc
from goldenthread.design.csv_files import harmless
from goldenthread.understanding.indicators.definitions.places import name_of
from goldenthread.understanding.indicators.definitions.schema import Indicator, Level

from .changing import limits_of

OWN = ("numerator", "denominator", "value", "lower", "upper")
POOLED = ("value", "lower", "upper", "without_low", "without_high", "lowest", "highest")
COLUMNS = (
    *("code", "title", "group", "period", "period_start", "period_end", "breakdown", "band", "place", "level", *OWN),
    *("unit", "per", "method", "state", "why", "provisional", "revised_from", "break_before"),
    *(f"neighbours_{name}" for name in POOLED),
    *("neighbours_verdict", "neighbours_settled"),
    *("region_value", "region_verdict", "england_value", "england_verdict"),
    *("usual_centre", "usual_lower", "usual_upper", "beyond_usual"),
    *("publisher", "publication", "release", "published_on", "licence", "definition"),
)


def lines(area: Any, trends: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """A line for each figure, with its comparators; and one for each indicator of which there is none, saying so."""
    for each in trends:
        limits = limits_of(each)
        for point in each.points:
            yield line(each.indicator, point) | _usual(limits.get(point.figure.period))
        if not each.points:
            yield _empty(area, each.indicator, each.missing)


def line(indicator: Indicator, point: Any) -> dict[str, Any]:
    """One figure with everything that makes it honest."""
    figure = point.figure
    own = {name: getattr(figure, name) for name in (*OWN, "method", "state", "why", "provisional")}
    found = dict.fromkeys(COLUMNS) | _about(indicator) | own
    found |= {name: getattr(figure, name) for name in ("period", "period_start", "period_end", "breakdown", "band")}
    found |= {"place": name_of(figure.level, figure.place), "level": figure.level, "break_before": point.break_before}
    found["revised_from"] = figure.revises.value if figure.revises else None
    for level in (Level.NEIGHBOURS, Level.REGION, Level.ENGLAND):
        found |= _beside(indicator, point, level)
    return found | _source(figure.source)


def _usual(point: spc.Point | None) -> dict[str, Any]:
    """Average and limits of usual variation, and what the chart says of this figure; nothing where there is no chart."""
    if point is None:
        return {}
    ends = {"usual_lower": point.lower, "usual_upper": point.upper}
    return {"usual_centre": point.centre, **ends, "beyond_usual": point.said}


def _about(indicator: Indicator) -> dict[str, Any]:
    return {
        "code": indicator.code,
        "title": indicator.title,
        "group": str(indicator.group),
        "unit": str(indicator.unit),
        "per": indicator.per,
        "definition": " ".join(filter(None, (indicator.definition.document, indicator.definition.paragraph))),
    }


def _beside(indicator: Indicator, point: Any, level: Level) -> dict[str, Any]:
    other = point.beside.get(level)
    if other is None:
        return {}
    judged = point.judged(indicator, level)
    found = {f"{level}_value": other.value, f"{level}_verdict": str(judged.verdict)}
    if level is Level.NEIGHBOURS:
        found |= {f"neighbours_{name}": getattr(other, name) for name in POOLED}
        found["neighbours_settled"] = judged.settled
    return found


def _source(source: Any) -> dict[str, Any]:
    return {
        "publisher": source.publisher,
        "publication": source.title,
        "release": source.release,
        "published_on": source.published_on,
        "licence": source.licence,
    }


def _empty(area: Any, indicator: Indicator, missing: str) -> dict[str, Any]:
    state = {"state": "not-available", "why": missing, "place": area.name, "level": str(Level.AREA)}
    return dict.fromkeys(COLUMNS) | _about(indicator) | state


def as_csv(found: Iterable[dict[str, Any]]) -> str:
    """The lines as CSV that no spreadsheet takes for formulas."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([harmless(each[name]) for name in COLUMNS] for each in found)
    return "\ufeff" + out.getvalue()


def as_xlsx(found: Iterable[dict[str, Any]], title: str) -> bytes:
    """The lines as one sheet: text stays text, numbers stay numbers, and nothing is a formula."""
    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, {"in_memory": True, **plain}) as book:
        book.set_properties({"title": title})
        sheet, heading = book.add_worksheet("Figures"), book.add_format({"bold": True})
        guarded = book.add_format({"quote_prefix": True})
        for column, name in enumerate(COLUMNS):
            sheet.write_string(0, column, name, heading)
        for row, each in enumerate(found, start=1):
            for column, name in enumerate(COLUMNS):
                _write(sheet, row, column, each[name], guarded)
        sheet.freeze_panes(1, 2)
    return out.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any, guarded: Any) -> None:
    match value:
        case None | "":
            return
        case bool():
            sheet.write_boolean(row, column, value)
        case int() | float():
            sheet.write_number(row, column, value)
        case _:
            text = str(value)
            sheet.write_string(row, column, text, guarded if harmless(text) != text else None)
