"""When is something due, and which period is a figure for, when the document is vague?

A date is kept as it was written and read beside it. "Autumn 2024" is not 1 September and not 30 November: it is late
only after 30 November 2024, and the page still says "Autumn 2024". The conventions are in `wording`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from .prose import quote, say_date
from .wording import Precision, Question, Span, plain, read_span

_LAST = (1, date.max, date.max, "")


@dataclass(frozen=True, slots=True)
class Due:
    """The outermost days that a wording could mean, beside the wording itself.

    `latest` is the last day on which the promise is not late; there is none for `after`, `none` and `unclear`.
    `question` says what to ask where the wording is unclear.
    """

    earliest: date | None
    latest: date | None
    precision: Precision
    wording: str
    question: str = ""

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"A due date runs from {self.earliest} back to {self.latest}; swap the two.")

    @property
    def is_stated(self) -> bool:
        """Whether the document states a date that we can read, open-ended ones included."""
        return self.earliest is not None

    def is_past(self, today: date) -> bool:
        """Late only after the last day that the wording could mean; an open-ended date is never late."""
        return self.latest is not None and today > self.latest

    def due_soon(self, today: date, days: int) -> bool:
        """Whether the last day falls from today to `days` from today."""
        return self.latest is not None and today <= self.latest <= today + timedelta(days)

    def overlaps(self, start: date, end: date) -> bool:
        """Whether any day that the wording could mean lies from `start` to `end`, both included."""
        if self.earliest is None:
            return False
        return self.earliest <= end and (self.latest is None or self.latest >= start)

    @property
    def sort_key(self) -> tuple[int, date, date, str]:
        """By last day, then first; open-ended dates by the day they open; what has no date comes last."""
        if self.earliest is None:
            return (*_LAST[:3], self.wording)
        return 0, self.latest or self.earliest, self.earliest, self.wording

    def describe(self) -> str:
        """`Autumn 2024 (by 30 November 2024)`: the wording, and the day after which it is late."""
        words = self.wording.strip()
        if self.precision == Precision.UNCLEAR:
            return f"{quote(words)}, which does not say clearly when"
        if self.earliest is None:
            return f"no date stated ({quote(words)})" if words else "no date stated"
        if self.latest is None:
            return f"{words} (any time from {say_date(self.earliest)}; no last day is stated)"
        return _beside(words, self.earliest == self.latest, say_date(self.latest))

    def why_no_last_day(self) -> str:
        """Why nothing can be late by this wording, as a clause; empty where it has a last day."""
        if self.latest is not None:
            return ""
        if self.precision == Precision.UNCLEAR:
            return f"the date {quote(self.wording)} is not clear"
        if self.precision == Precision.AFTER:
            return f"the date {quote(self.wording)} has no end"
        return f"no date is stated, only {quote(self.wording)}" if self.wording.strip() else "no date is stated"


def _beside(words: str, exact: bool, last: str) -> str:
    """The plain date alone where the wording adds nothing to it."""
    figures = re.fullmatch(r"(?:(by|on) )?[\d/.:T -]+", words, re.IGNORECASE)
    if exact and figures:
        return f"{figures[1] or ''} {last}".strip()
    return words if words.lower().endswith(last.lower()) else f"{words} (by {last})"


@lru_cache(maxsize=8192)
def read_due(wording: str) -> Due:
    """Reads the wording of a due date. Never raises: what cannot be read has precision `unclear` and a question.

    Nothing written, "ongoing" and "to be confirmed" have precision `none`: they are clear, and state no date.
    """
    try:
        span = read_span(wording)
    except Question as question:
        return Due(None, None, Precision.UNCLEAR, wording, str(question))
    return Due(span.start, span.end, span.precision, wording)


_IN_FIGURES = re.compile(r"(\d+)[/.-](\d+)[/.-](\d+)")


def no_such_day(wording: str) -> str:
    """What to ask of a date written in figures alone that is on no calendar, such as 31/02/2021; else nothing.

    Every other wording may stand however vague it is: "March 2-21" is what the document says.
    """
    figures = _IN_FIGURES.fullmatch(wording.strip())
    if figures is None:
        return ""
    first, month, last = figures.groups()
    year, day = (first, last) if len(first) > 2 else (last, first)
    if len(year) not in (2, 4, 5):
        return ""
    try:
        date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        question = read_due(wording).question
        return question if question.startswith("There is no") else f"There is no day {quote(wording)}. Which is meant?"
    return ""


@dataclass(frozen=True, slots=True)
class Period:
    """The outermost days of the period that a figure is for. Sorts by its end, then its start; unread ones last."""

    start: date | None
    end: date | None
    precision: Precision
    wording: str
    question: str = ""

    def __lt__(self, other: Period) -> bool:
        return self.sort_key < other.sort_key

    @property
    def sort_key(self) -> tuple[int, date, date, str]:
        if self.start is None or self.end is None:
            return (*_LAST[:3], self.wording)
        return 0, self.end, self.start, self.wording

    def is_after(self, other: Period) -> bool:
        """Whether this period both begins and ends later than `other`. A month is not after the year it is in."""
        mine, theirs = (self.start, self.end), (other.start, other.end)
        if mine[0] is None or mine[1] is None or theirs[0] is None or theirs[1] is None:
            return False
        return mine[0] > theirs[0] and mine[1] > theirs[1]

    def is_year_after(self, other: Period) -> bool:
        """Whether this is the same period of the next year (2023 after 2022, Autumn 2024 after Autumn 2023)."""
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return False
        return _a_year_later(other.start, self.start) and _a_year_later(
            other.end + timedelta(1), self.end + timedelta(1)
        )


def _a_year_later(earlier: date, later: date) -> bool:
    return (later.year - 1, later.month, later.day) == (earlier.year, earlier.month, earlier.day)


@lru_cache(maxsize=8192)
def read_period(wording: str) -> Period:
    """Reads the period of a figure: "2017/18", "July 2023", "year to March 2024". Never raises.

    It reads all that `read_due` reads, and years that end on a stated date. Where the first or last day is not stated
    ("from 2020") the period is unclear; where nothing is written its precision is `none`.
    """
    try:
        span = _period_span(wording)
    except Question as question:
        return Period(None, None, Precision.UNCLEAR, wording, str(question))
    if span.precision == Precision.AFTER:
        return Period(None, None, Precision.UNCLEAR, wording, f"When does the period {quote(wording)} end?")
    return Period(span.start, span.end, span.precision, wording)


def _period_span(wording: str) -> Span:
    text = plain(wording)
    year_to = re.fullmatch(r"(?:(?:12|twelve) months|year) (?:to|ending|ended)(?: end)? (.+)", text, re.IGNORECASE)
    if year_to:
        return _year_ending(read_span(year_to[1]), wording)
    return read_span(re.sub(r"^(?:as )?at ", "", wording.strip(), flags=re.IGNORECASE))


def _year_ending(last: Span, wording: str) -> Span:
    """The twelve months that end with `last`, a day or a month."""
    if last.end is None or last.precision not in (Precision.DAY, Precision.MONTH):
        raise Question(f"On which day does {quote(wording)} end?")
    after = last.end + timedelta(1)
    leap = (after.month, after.day) == (2, 29)
    start = date(after.year - 1, 3, 1) if leap else after.replace(year=after.year - 1)
    return Span(start, last.end, Precision.YEAR)
