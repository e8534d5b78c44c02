"""How do counts by length of wait become lines? A star stays a star, a blank stays a blank, and a total stays apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from goldenthread.analysis.prose import plural
from goldenthread.analysis.waiting import Band, Standing, bands
from goldenthread.understanding.datasets.reading.staged import Fault
from goldenthread.understanding.waits.kinds import words

from . import cells
from .headings import Layout
from .parsed import Line, Parsed
from .sheets import Sheet

_Where = tuple[int, int]


def read_bands(parsed: Parsed, sheet: Sheet, made: Layout, month: str, faults: list[Fault]) -> None:
    """Fill `parsed` with one line for each count of the file, wherever its band and its month stand."""
    labels = _labels(parsed, sheet, made, faults)
    totals, ended, below = 0, False, 0
    for number, row in enumerate(sheet.rows[made.row + 1 :], start=made.row + 2):
        held = {what: row[at] if at < len(row) else "" for what, at in made.at.items()}
        if not any(row):
            ended = parsed.rows > 0
            continue
        if ended and sum(map(bool, row)) == 1:
            below += 1
            continue
        if words.heading(held.get("service", "")) == "total":
            totals += 1
            continue
        start = _start(parsed, made, held, month, number, faults)
        if start is None:
            continue
        parsed.rows += 1
        parsed.lines += list(_lines(parsed, start, made, row, held, labels, number, faults))
    if "standing" not in made.at and "waiting" not in made.at:
        parsed.notes.append("No column says who is still waiting, so every count is read as children still waiting.")
    if below:
        parsed.notes.append(f"{plural(below, 'line')} of words below the table not read.")
    if totals:
        parsed.notes.append(
            f"{plural(totals, 'row')} with a total over all services not read: it counts everybody twice."
        )


def _labels(parsed: Parsed, sheet: Sheet, made: Layout, faults: list[Fault]) -> dict[str, Band]:
    """Every label of the column of bands with its band."""
    if "band" not in made.at:
        return {}
    at = made.at["band"]
    first: dict[str, int] = {}
    for number, row in enumerate(sheet.rows[made.row + 1 :], start=made.row + 2):
        text = row[at] if at < len(row) else ""
        if text and words.heading(text) not in ("total", "unknown"):
            first.setdefault(text, number)
    good = []
    for text, number in first.items():
        try:
            bands([text])
            good.append(text)
        except ValueError:
            where = f"{parsed.name}, row {number}, {made.name('band')}"
            faults.append(Fault(where, "this is no length of wait", f"“{text}”", "a band such as >18-52 weeks"))
    return bands(good)


def _start(
    parsed: Parsed, made: Layout, held: dict[str, str], month: str, number: int, faults: list[Fault]
) -> Line | None:
    """The line before its count: service, month, standing, provider, year."""
    a_month = cells.month(held["month"]) if "month" in held else month
    if not a_month and not made.months:
        where = f"{parsed.name}, row {number}, {made.name('month')}"
        faults.append(Fault(where, "this is no month", f"“{held['month']}”", "a month such as July 2026"))
        return None
    year = held.get("year", "")
    if year and not (year.isdecimal() and 1990 <= int(year) <= 2100) and words.heading(year) != "unknown":
        where = f"{parsed.name}, row {number}, {made.name('year')}"
        faults.append(Fault(where, "this is no year", f"“{year}”", "a year such as 2024"))
        return None
    return Line(
        held.get("service") or "(not stated)",
        a_month,
        held.get("standing", "") or Standing.WAITING,
        held.get("provider", ""),
        year=int(year) if year.isdecimal() else None,
    )


def _lines(
    parsed: Parsed,
    start: Line,
    made: Layout,
    row: list[str],
    held: dict[str, str],
    labels: dict[str, Band],
    number: int,
    faults: list[Fault],
) -> Iterator[Line]:
    for at, line in _places(start, made, held, labels):
        text = row[at] if at < len(row) else ""
        try:
            least, most, mark = cells.count(text)
        except cells.NotOne:
            where = f"{parsed.name}, row {number}, {made.headings[at]}"
            expected = "a whole number of children, or a mark such as *"
            faults.append(
                Fault(where, "this is no count", f"“{text[:60]}”", expected, "Ask the provider what it means.")
            )
            continue
        yield replace(line, least=least, most=most, mark=mark)


def _places(start: Line, made: Layout, held: dict[str, str], labels: dict[str, Band]) -> Iterator[tuple[int, Line]]:
    """Each cell of the row that holds a count, with what it is a count of."""
    if made.bands:
        for at, each in made.bands.items():
            yield at, _banded(start, each)
        if "unknown" in made.at:
            yield made.at["unknown"], start
        if "total" in made.at:
            yield made.at["total"], replace(start, whole=True)
        return
    label = held.get("band", "")
    kind = words.heading(label)
    line = start if kind == "unknown" or not label else replace(start, whole=True) if kind == "total" else None
    if line is None:
        if label not in labels:
            return  # its fault is told already
        line = _banded(start, labels[label])
    if made.months:
        for at, a_month in made.months.items():
            yield at, replace(line, month=a_month)
        return
    yield made.at["waiting" if "waiting" in made.at else "count"], line


def _banded(line: Line, each: Band) -> Line:
    return replace(line, low=str(each.low), high="" if each.high is None else str(each.high))
