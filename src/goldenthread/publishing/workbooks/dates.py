"""When is a row due, in words that the plan can keep, and what must be asked about them?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from openpyxl.utils.datetime import from_excel

from goldenthread.analysis.due import read_due
from goldenthread.analysis.prose import MONTHS, quote, say_date
from goldenthread.analysis.wording import LONGEST, Precision

from .cells import Cell
from .questions import WRITE, Option, Question, Written, identity

_DAYS_OR_YEAR = re.compile(r"^(?P<month>[A-Za-z]{3,9})\.? (?P<first>\d{1,2}) ?[-–] ?(?P<last>\d{2})$")
_SERIALS = range(29_000, 80_000)  # 1979 to 2119
_NO_SUCH = ("There is no day", "There is no month")


@dataclass(frozen=True, slots=True)
class Wording:
    """What a cell says of a date. `question` asks; `fault` says that there is no such day; `readings` are its answers."""

    words: str
    question: Question | None = None
    fault: str = ""
    readings: tuple[str, ...] = ()
    lines: bool = False


def read_wording(cell: Cell) -> Wording:
    """The date in a cell, in the words that are kept, with what is to be asked."""
    if cell.day and cell.shown in ("dm", "m"):
        return _without_year(cell)
    if cell.day:
        return Wording(cell.text)
    if cell.number is not None and cell.number == int(cell.number) and int(cell.number) in _SERIALS:
        return _serial(cell)
    text = cell.text.strip()
    if "\n" in text or len(text) > LONGEST:
        return Wording(text, lines=True)
    return _worded(text)


def _worded(text: str) -> Wording:
    due = read_due(text)
    if due.precision != Precision.UNCLEAR:
        return Wording(text)
    if due.question.startswith(_NO_SUCH):
        return Wording(text, fault=due.question)
    readings = _readings(text)
    return Wording(text, _question(text, due.question, readings), readings=readings)


def _question(text: str, asked: str, readings: tuple[str, ...], why: str = "") -> Question:
    options = [Option(str(n), reading) for n, reading in enumerate(readings)]
    options.append(Option(WRITE, "Another date", writes=True))
    options.append(Option("keep", f"Nobody knows yet: keep it as {quote(text)}"))
    hint = "For example 21 March 2021, March 2021, Autumn 2024 or 2024/25"
    written = Written(WRITE, "Which date", hint, check="date")
    return Question(identity("date", text), asked, tuple(options), "keep", written=(written,), why=why)


def _readings(text: str) -> tuple[str, ...]:
    match = _DAYS_OR_YEAR.match(text)
    if not match:
        return ()
    month = next((m for m in MONTHS if m.lower().startswith(match["month"].lower()[:3])), "")
    if not month:
        return ()
    first, last = int(match["first"]), int(match["last"])
    days = (f"{first} to {last} {month}, of a year that it does not say",) if first < last <= 31 else ()
    return (f"{month} 20{match['last']}", *days)


def answered(wording: Wording, choice: str, written: str) -> str:
    """The words to keep, given an answer to the wording's question."""
    if choice == WRITE:
        return written
    if choice.isdigit() and int(choice) < len(wording.readings):
        return wording.readings[int(choice)].replace(", of a year that it does not say", "")
    return wording.words


def _without_year(cell: Cell) -> Wording:
    """Excel turns "Dec 17", typed, into the 17th of December of the year in which it is typed."""
    day: date = cell.day  # type: ignore[assignment]  # the caller has looked
    month = MONTHS[day.month - 1]
    if cell.shown == "m":
        return Wording(cell.text, _question(cell.text, f"Which year does {quote(cell.text)} belong to?", ()))
    readings = (say_date(day), f"{month} 20{day.day:02d}")
    asked = f"The cell shows {quote(cell.text)} without a year. Is it {readings[0]}, which the spreadsheet holds, or {readings[1]}?"
    why = "A spreadsheet turns “Dec 17”, typed, into the 17th of December of the year in which it was typed."
    return Wording(cell.text, _question(cell.text, asked, readings, why), readings=readings)


def _serial(cell: Cell) -> Wording:
    day = from_excel(int(cell.number or 0))
    readings = (say_date(day),)
    asked = f"{quote(cell.text)} is a number. As a spreadsheet counts days it is {readings[0]}. Is that meant?"
    return Wording(cell.text, _question(cell.text, asked, readings), readings=readings)


def same_day(one: str, other: str) -> bool:
    """Do two wordings mean the same days, so that nothing was moved?"""
    a, b = read_due(one), read_due(other)
    return a.precision != Precision.UNCLEAR and (a.earliest, a.latest, a.precision) == (
        b.earliest,
        b.latest,
        b.precision,
    )
