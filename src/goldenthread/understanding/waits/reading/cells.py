"""What does one cell say: a day, a month, a count? British dates, and never a nought that was not written."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime

from goldenthread.analysis.prose import MONTHS
from goldenthread.understanding.waits.kinds import words

_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d/%m/%y", "%d-%b-%y")
_STARRED = re.compile(r"(?:<|under|less than|fewer than)\s*(\d{1,3})")
_RANGE = re.compile(r"(\d{1,6})\s*(?:-|–|to)\s*(\d{1,6})")
EARLIEST = 1990


class NotOne(ValueError):
    """The cell does not hold what its column should."""


def day(text: str) -> date | None:
    """The day; None where it says that nobody knows it. `NotOne` where it is no day at all."""
    text = re.sub(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$", "", text.strip())
    if words.is_no_date(text):
        return None
    for form in _FORMS:
        try:
            found = datetime.strptime(text, form).date()  # noqa: DTZ007 (a day has no time zone)
        except ValueError:
            continue
        if found.year >= EARLIEST:
            return found
    raise NotOne(text)


def month(text: str) -> str:
    """`July 2026`, `Jul-26`, `2026-07`, `07/2026` or a day, as `2026-07`; empty where it is none of these."""
    text = text.strip()
    found = re.fullmatch(r"(20\d\d)[-/ ]?(0[1-9]|1[0-2])", text)
    if found:
        return f"{found[1]}-{found[2]}"
    found = re.fullmatch(r"(0?[1-9]|1[0-2])[-/](20\d\d)", text)
    if found:
        return f"{found[2]}-{int(found[1]):02}"
    found = re.fullmatch(r"([A-Za-z]{3,9})[ \-'’]*(20\d\d|\d\d)", text)
    if found:
        starts = [at for at, name in enumerate(MONTHS, 1) if name.lower().startswith(found[1].lower())]
        return f"20{found[2][-2:]}-{starts[0]:02}" if starts else ""
    try:
        whole = day(text)
    except NotOne:
        return ""
    return f"{whole.year}-{whole.month:02}" if whole else ""


def month_in(name: str) -> str:
    """The month that a file's name tells: `waits_2026-07.csv`, `SLT July 2026.xlsx`; empty where it tells none."""
    found = re.search(r"(20\d\d)[-_ ]?(0[1-9]|1[0-2])(?!\d)", name)
    if found:
        return f"{found[1]}-{found[2]}"
    found = re.search(rf"({'|'.join(each[:3] for each in MONTHS)})[a-z]*[-_ ]*(20\d\d)", name, re.IGNORECASE)
    return month(f"{found[1]} {found[2]}") if found else ""


def end_of(a_month: str) -> date:
    """The last day of the month."""
    year, number = (int(part) for part in a_month.split("-"))
    return date(year, number, monthrange(year, number)[1])


def say_month(a_month: str) -> str:
    """`July 2026`."""
    year, number = a_month.split("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def count(text: str) -> tuple[int, int | None, str]:
    """The least and the most that the cell allows, and the mark where it holds no number.

    A blank is a return that was not made: any number. `<5` is 1 to 4. `NotOne` where it is neither number nor mark.
    """
    text = text.strip().replace(",", "")
    if not text:
        return 0, None, "no return"
    if text.isdecimal() and text.isascii() and len(text) <= 7:
        return int(text), int(text), ""
    found = _STARRED.fullmatch(text.lower())
    if found and int(found[1]) > 1:
        return 1, int(found[1]) - 1, "suppressed"
    found = _RANGE.fullmatch(text)
    if found and int(found[1]) < int(found[2]):
        return int(found[1]), int(found[2]), "suppressed"
    meaning = words.mark(text)
    if not meaning:
        raise NotOne(text)
    return 0, None, meaning
