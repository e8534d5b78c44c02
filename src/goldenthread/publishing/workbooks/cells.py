"""What does one cell say, when what a spreadsheet holds is not what it shows?

A date is a number with a format; 29% is 0.29 with a format; "Dec 17", typed, becomes the 17th of December of the year in
which it was typed. A cell is read as it is shown, and where what it shows leaves a part of the date out, we know it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from goldenthread.analysis.prose import MONTHS, say_date

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u200b\u2060\ufeff]")
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_SIXTH = Decimal("0.000001")
LARGEST_NUMBER = Decimal(10) ** 14


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell is shown: its number format, and whether its text is struck through."""

    format: str = "General"
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as shown. `shown` names the parts of a date that its format shows ("dmy"); `fault` says why it is no value."""

    text: str
    number: Decimal | None = None
    day: date | None = None
    shown: str = ""
    fault: str = ""
    struck: bool = False


def looks(cells: Sequence[tuple[int, int]], formats: dict[int, str], struck: Sequence[bool]) -> list[Look]:
    """How each style looks: `cells` gives the number format and the font of each."""
    found = []
    for format_id, font in cells:
        code = formats.get(format_id) or BUILTIN_FORMATS.get(format_id) or "General"
        found.append(Look(code, font < len(struck) and struck[font]))
    return found


def plain_text(text: str) -> str:
    """The text without the marks of spreadsheets: escapes, control signs, hard spaces, spaces at line ends."""
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub("", text.replace("\xa0", " ").replace("\x85", "\n").replace("\u2028", "\n"))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def read_cell(kind: str, value: str, look: Look, *, is_1904: bool = False) -> Cell:
    """A cell of the file as it is shown. `kind` is the file's own letter for its type, or "formula"."""
    match kind:
        case "formula":
            return Cell("", fault="a formula")
        case "e":
            return Cell(value, fault=f"the error {value}")
        case "b":
            return Cell("Yes" if value.strip() == "1" else "No", struck=look.struck)
        case "s" | "str" | "inlineStr":
            return Cell(plain_text(value), struck=look.struck)
        case "d":
            return _moment(datetime.fromisoformat(value.strip().removesuffix("Z")), "dmy", look)
        case _:
            return _numeric(value.strip(), look, is_1904)


def _numeric(value: str, look: Look, is_1904: bool) -> Cell:
    if not value:
        return Cell("")
    held = float(value)
    if not math.isfinite(held):
        return Cell(value, fault=f"{value}, which is not a number")
    if is_date_format(look.format):
        return _dated(held, look, is_1904)
    number = Decimal(f"{held:.15g}")
    if "%" in _QUOTED.sub("", look.format):
        number = rounded(number * 100)
        return Cell(f"{number.normalize():f}%", number, struck=look.struck)
    number = rounded(number) if abs(number) < LARGEST_NUMBER else number
    pounds = "£" in look.format
    return Cell(f"£{number:,f}" if pounds else f"{number.normalize():f}", number, struck=look.struck)


def rounded(number: Decimal) -> Decimal:
    """To the six decimal places that are kept."""
    exponent = number.as_tuple().exponent
    return (
        number.quantize(_SIXTH, ROUND_HALF_EVEN).normalize() if isinstance(exponent, int) and exponent < -6 else number
    )


def _dated(held: float, look: Look, is_1904: bool) -> Cell:
    shown = parts_shown(look.format)
    try:
        moment = from_excel(held, CALENDAR_MAC_1904 if is_1904 else CALENDAR_WINDOWS_1900)
        if held < 0:
            raise ValueError("days are counted from 1900")
    except (ValueError, OverflowError):
        return Cell(f"{held:g}", fault=f"{held:g} in a cell for dates, which is no date")
    if isinstance(moment, timedelta | time) or not shown:
        return Cell(f"{held:g}", Decimal(f"{held:.15g}") if abs(held) < 1e14 else None, struck=look.struck)
    return _moment(moment, shown, look)


def _moment(moment: datetime | date | None, shown: str, look: Look) -> Cell:
    if moment is None:
        return Cell("")
    day = moment.date() if isinstance(moment, datetime) else moment
    month = MONTHS[day.month - 1]
    words = {"my": f"{month} {day.year}", "y": str(day.year), "dm": f"{day.day} {month}", "m": month}
    return Cell(words.get(shown, say_date(day)), day=day, shown=shown if shown in words else "dmy", struck=look.struck)


def parts_shown(code: str) -> str:
    """Which parts of a date a number format shows, as "dmy", "my", "dm", "y"; nothing for a time of day."""
    plain = _QUOTED.sub("", code.split(";")[0]).lower()
    has_day, has_year = "d" in plain, "y" in plain
    if not has_day and not has_year and "mmm" not in plain:
        return ""
    return ("d" if has_day else "") + ("m" if "m" in plain else "") + ("y" if has_year else "")
