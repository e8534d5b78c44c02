"""Of which collection is a return, and on which day does it look?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from goldenthread.understanding.datasets.kinds.schema import Kind
from goldenthread.understanding.datasets.reading.staged import Fault, Unreadable


def when(kind: Kind, header: Mapping[str, str], year: int | None, today: date) -> tuple[int, date]:
    """The collection year and the day on which ages are counted: the census date, or for lists of the day, today."""
    if kind.slug != "sen2":
        return year or today.year, today
    if year is None:
        raise Unreadable(Fault("The return", "does not say which year it is of.", do="Say the year: --year 2025."))
    return year, census_day(header, year)


def census_day(header: Mapping[str, str], year: int) -> date:
    """The census date as the header says it, else that of the collection."""
    try:
        return date.fromisoformat(header.get("reference_date", "")[:10])
    except ValueError:
        return census_date(year)


def census_date(year: int) -> date:
    """The third Thursday of January, on which the return looks (SEN2 guide 2025, reference date)."""
    first = date(year, 1, 1)
    return date(year, 1, 1 + (3 - first.weekday()) % 7 + 14)
