"""Which time does a publisher’s text for a period stand for, and which other period goes with it?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from goldenthread.analysis.due import read_period
from goldenthread.understanding.indicators.definitions.schema import Periods

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class UnreadPeriod(ValueError):
    """A period that is not written in the declared way."""


def label_of(periods: Periods, text: str, term: str = "") -> str:
    """The period as it is said: `January 2025`, `academic year 2024/25`, `year to March 2025`, `Autumn term 2024/25`."""
    plain = re.sub(r"\s*\(.*\)$", "", text.strip())
    if months := re.fullmatch(r"(\d{4})-(\d{2})", plain) if periods is Periods.MONTH else None:
        return f"{MONTHS[int(months[2]) - 1]} {months[1]}"
    first, last = _years(plain, text)
    match periods:
        case Periods.CALENDAR:
            return str(last)
        case Periods.JANUARY | Periods.JANUARY_OF:
            return f"January {last}"
        case Periods.MARCH_OF:
            return f"March {last}"
        case Periods.ACADEMIC | Periods.ACADEMIC_ENDING:
            return f"academic year {first}/{last % 100:02}"
        case Periods.FINANCIAL | Periods.FINANCIAL_ENDING:
            return f"year to March {last}"
        case Periods.TERM:
            return f"{term} {first}/{last % 100:02}"
        case Periods.WINTER:
            return f"December {first} to February {last}"
    raise UnreadPeriod(f"“{text}” is not {periods}.")


def _years(plain: str, text: str) -> tuple[int, int]:
    """The year in which it begins and the one in which it ends: `2025`, `202425`, `2024/25`, `2024-25`."""
    found = re.fullmatch(r"(\d{4})(?:[-/]?(\d{2}))?", plain)
    if not found:
        raise UnreadPeriod(f"“{text}” is not a period; expected 2025, 202425, 2024/25 or 2024-25.")
    year = int(found[1])
    return (year, year + 1) if found[2] else (year - 1, year)


@cache
def span_of(label: str) -> tuple[date, date]:
    """The first and the last day of a period."""
    period = read_period(label)
    if winter := re.fullmatch(r"(December \d{4}) to (February \d{4})", label):
        start, end = read_period(winter[1]).start, read_period(winter[2]).end
    else:
        start, end = period.start, period.end
    if start is None or end is None:
        raise UnreadPeriod(f"“{label}” has no first and last day.")
    return start, end


def going_with(label: str, others: Iterable[str]) -> str | None:
    """The period of a denominator: the same; else one within it; else the newest calendar year whose middle had passed."""
    there = set(others)
    if label in there:
        return label
    start, end = span_of(label)
    within = [other for other in there if start <= span_of(other)[0] and span_of(other)[1] <= end]
    if within:
        return max(within, key=lambda other: span_of(other)[0])
    middle = str(end.year if end >= date(end.year, 6, 30) else end.year - 1)
    return middle if middle in there else None
