"""Which days could a British wording of a date mean?

Plans say "Autumn 2024", "Dec17", "Q3 2024/25" and "March 2-21". `read_span` gives the outermost days that a fair reader
could mean, or raises `Question` with what to ask. It never guesses. The conventions, each a choice of this product
unless a source is named:

- Figures are read day first (31/01/2024), except ISO dates, which begin with a year of four digits.
- Two-digit years 00 to 69 are 2000 to 2069; 70 to 99 are a question. A month followed by two digits is a month and a
  year ("Dec 17" is December 2017, as Northumberland's key actions of 2017-18 use it); by one digit, a question.
- Seasons are whole months: spring March to May, summer June to August, autumn September to November, winter December to
  the February after (the Met Office's meteorological seasons). Terms are the widest that English schools keep: autumn
  September to December, spring January to April (Easter falls as late as 25 April), summer April to July.
- "2020/2021" does not say financial or academic year, so it runs from the first day of the one (1 April 2020) to the
  last of the other (31 August 2021). "Financial year" is April to March and "academic year" September to August.
- Quarters and halves of a split year (Q3 2024/25) are financial; of a single year (Q3 2024) they are a question.
- "Early", "mid" and "late" narrow a year to its first, middle or second six months, and nothing shorter.
- "The end of" a span is its last day. "Before" a span ends the day before it; "before the end of" is
  taken as "by the end of". "By" a span lasts until it is over.
- "From 2026" opens and does not close. "Ongoing" and "to be confirmed" state no date at all.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .prose import MONTHS, WEEKDAYS, plural, quote, say_date

LONGEST = 80  # a longer text is a note, not a date
_DAY = timedelta(days=1)


class Precision(StrEnum):
    """How closely a wording fixes a date, from a day outwards; the last three fix no last day."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SPLIT_YEAR = "split_year"
    AFTER = "after"
    NONE = "none"
    UNCLEAR = "unclear"


_BREADTH = tuple(Precision)


class Question(ValueError):
    """A wording with no reading, or more than one. The message is what to ask its author; empty, the usual question."""


@dataclass(frozen=True, slots=True)
class Span:
    start: date | None
    end: date | None
    precision: Precision


Rule = Callable[[re.Match[str]], Span]

_PUNCTUATION = str.maketrans({"–": "-", "—": "-", "−": "-", "’": "'", "‘": "'", ",": " "})
_LEAD = r"^(?:(?:to be )?(?:due|completed?|delivered) )?(?:(?:no later than|by|in|during|on(?! going)) )?"

_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_SEASON = r"(spring|summer|autumn|winter)"
_YEAR = r"'?((?:19|20)\d\d|\d\d)"
_SPLIT = r"((?:19|20)\d\d|\d\d) ?[-/] ?((?:19|20)\d\d|\d\d)"
_WEEKDAY = r"(?:(mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)? )?"
_NTH = r"(\d{1,2})(?:st|nd|rd|th)?"
_SEASON_STARTS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_TERM_STARTS = {"autumn": 9, "spring": 1, "summer": 4}
_ENDLESS = "ongoing|on-going|on going|continuous|continuing"
_UNSET = "-|tbc|tbd|tba|to be (?:confirmed|determined|agreed|set)|n/a|none|not stated|not applicable|no date"


def read_span(wording: str) -> Span:
    """The days that a wording covers. Raises `Question`, which quotes the wording as it was written."""
    text = plain(wording)
    try:
        return _read(text)
    except Question as question:
        asked = str(question).replace(quote(text), quote(wording))
        raise Question(asked or f"Which date, month, season or year does {quote(wording)} mean?") from None


def plain(wording: str) -> str:
    """One space between words, plain hyphens and apostrophes, and none of the words that carry no date."""
    if len(wording) > LONGEST:
        raise Question("This is longer than a date. What date is meant?")
    text = re.sub(r"(?<=[A-Za-z])\.", " ", wording.translate(_PUNCTUATION))
    text = re.sub(r"\b(?:the|of)\b", " ", text, flags=re.IGNORECASE)
    text = " ".join(text.split()).rstrip(" .;")
    return re.sub(_LEAD, "", text, flags=re.IGNORECASE)


def _year(text: str) -> int:
    number = int(text)
    if len(text) == 4:
        return number
    if number > 69:
        raise Question(f"Is the year {quote(text)} 19{text} or 20{text}?")
    return 2000 + number


def _split_year(first: str, second: str) -> int:
    """The first of two years that follow one another, or 0."""
    year = _year(first)
    after = int(second) if len(second) == 4 else year // 100 * 100 + int(second)
    after += 100 if len(second) == 2 and after < year and second == "00" else 0
    return year if after == year + 1 else 0


def _month_number(name: str) -> int:
    return next(index for index, month in enumerate(MONTHS, 1) if month.lower().startswith(name[:3].lower()))


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _months(year: int, month: int, count: int, precision: Precision) -> Span:
    """`count` whole months from the first of `month`."""
    last = month + count - 1
    return Span(date(year, month, 1), _last_day(year + (last - 1) // 12, (last - 1) % 12 + 1), precision)


def _one_day(year: int, month: int, day: int) -> Span:
    if not 1 <= month <= 12:
        other = f" Is {say_date(date(year, day, month))} meant?" if 1 <= day <= 12 and 1 <= month <= 28 else ""
        raise Question(f"There is no month {month}; dates are read day first.{other or ' Which date is meant?'}")
    length = monthrange(year, month)[1]
    if not 1 <= day <= length:
        name = f"{MONTHS[month - 1]} {year}"
        raise Question(f"There is no day {day} in {name}, which has {plural(length, 'day')}. Which day is meant?")
    exact = date(year, month, day)
    return Span(exact, exact, Precision.DAY)


def _weekday_date(m: re.Match[str]) -> Span:
    span = _one_day(_year(m[4]), _month_number(m[3]), int(m[2]))
    day = WEEKDAYS[_ends(span)[0].weekday()]
    if m[1] and not day.lower().startswith(m[1].lower()):
        raise Question(f"{say_date(_ends(span)[0])} is a {day}. Is the day of the week wrong, or the date?")
    return span


def _two_numbers(m: re.Match[str]) -> Span:
    """`2024-25` (split year), `2024-26` (years), `2025-04` (ISO month); `2011-12` could be two of them."""
    whole, first, second = m[0].strip(), m[1], m[2]
    split = _split_year(first, second) if _may_be_years(first, second) else 0
    maybe_month = len(second) == 2 and 1 <= int(second) <= 12 and (len(first) == 2 or "-" in whole)
    if split and maybe_month:
        raise Question(f"Is {quote(whole)} the year {split}/{(split + 1) % 100:02}, or does its {second} mean a month?")
    if split:
        return Span(date(split, 4, 1), date(split + 1, 8, 31), Precision.SPLIT_YEAR)
    if len(first) == 2:
        raise Question(f"What do the two numbers in {quote(whole)} mean: which day, month and year?")
    return _month_or_years(whole, first, second, maybe_month)


def _may_be_years(first: str, second: str) -> bool:
    return len(first) == 4 or (len(second) == 2 and int(first) <= 69)


def _month_or_years(whole: str, first: str, second: str, maybe_month: bool) -> Span:
    last = int(second) if len(second) == 4 else int(first[:2] + second)
    if last <= int(first) and maybe_month:
        return _months(int(first), int(second), 1, Precision.MONTH)
    if last <= int(first) or maybe_month:
        raise Question(f"Which date or years does {quote(whole)} mean?")
    return Span(date(int(first), 1, 1), date(last, 12, 31), Precision.YEAR)


def _season(m: re.Match[str]) -> Span:
    return _months(_year(m[2]), _SEASON_STARTS[m[1].lower()], 3, Precision.SEASON)


def _season_of_split(m: re.Match[str]) -> Span:
    """Autumn and winter fall in the first year of a financial and of an academic year alike; the others do not."""
    season, year = m[1].lower(), _split_year(m[2], m[3])
    if season not in ("autumn", "winter") or not year:
        raise Question(f"Which year is meant by {quote(m[0])}?")
    return _months(year, _SEASON_STARTS[season], 3, Precision.SEASON)


def _term(m: re.Match[str]) -> Span:
    term = m[1].lower()
    split = _split_year(m[2], m[3]) if m[3] else 0
    if m[3] and not split:
        raise Question(f"Which year is meant by {quote(m[0])}?")
    year = split + (term != "autumn") if split else _year(m[2])
    return _months(year, _TERM_STARTS[term], 4, Precision.SEASON)


def _financial_part(kind: str, number: int, first: str, second: str) -> Span:
    year = _split_year(first, second)
    if not year:
        raise Question(f"Which financial year does {quote(f'{first}/{second}')} mean?")
    length, precision = (3, Precision.QUARTER) if kind.lower() == "q" else (6, Precision.HALF)
    month = 4 + length * (number - 1)
    return _months(year + (month > 12), (month - 1) % 12 + 1, length, precision)


def _part_of_single_year(m: re.Match[str]) -> Span:
    year = _year(m[3])
    raise Question(
        f"Is {quote(m[0])} part of the calendar year {year}, "
        f"of {year - 1}/{year % 100:02} or of {year}/{(year + 1) % 100:02}?"
    )


def _named_year(whole: str, kind: str, first: str, second: str) -> Span:
    year = _split_year(first, second)
    if not year:
        raise Question(f"{quote(whole)} does not name two years that follow one another. Which year is meant?")
    return _months(year, 9 if kind.lower() in ("academic", "school", "ay") else 4, 12, Precision.YEAR)


def _part(m: re.Match[str]) -> Span:
    """Early, mid or late: six months of a calendar year, and the whole of anything shorter."""
    span = _closed(m[2])
    if span.precision in (Precision.DAY, Precision.MONTH, Precision.SEASON):
        return span
    start, end = _ends(span)
    if (start.month, start.day, end) != (1, 1, date(start.year, 12, 31)):
        raise Question(f"Which months does {quote(m[0])} mean?")
    first = {"early": 1, "start": 1, "beginning": 1, "first half": 1, "mid": 4, "middle": 4}.get(m[1].lower(), 7)
    return _months(start.year, first, 6, Precision.HALF)


def _end(m: re.Match[str]) -> Span:
    """The last day of a span; of a split year, any day from the end of the financial to that of the academic year."""
    span = _closed(m[1])
    _, end = _ends(span)
    if span.precision == Precision.SPLIT_YEAR:
        return Span(date(end.year, 3, 31), end, Precision.SPLIT_YEAR)
    return Span(end, end, Precision.DAY)


def _closed(text: str) -> Span:
    span = _read(text)
    if span.start is None or span.end is None:
        raise Question(f"Which date does {quote(text)} mean?")
    return span


def _ends(span: Span) -> tuple[date, date]:
    if span.start is None or span.end is None:
        raise Question("Which date is meant?")
    return span.start, span.end


def _from(m: re.Match[str]) -> Span:
    return Span(_closed(m[1]).start, None, Precision.AFTER)


def _after(m: re.Match[str]) -> Span:
    return Span(_ends(_closed(m[1]))[1] + _DAY, None, Precision.AFTER)


def _before(m: re.Match[str]) -> Span:
    day = _ends(_closed(m[1]))[0] - _DAY
    return Span(day, day, Precision.DAY)


def _range(m: re.Match[str]) -> Span:
    """From one span to another; a month or season without a year takes the year of the second."""
    later = _closed(m[2])
    bare = re.fullmatch(f"{_MONTH}|{_SEASON}", m[1], re.IGNORECASE)
    earlier = _closed(f"{m[1]} {_ends(later)[0].year}" if bare else m[1])
    if _ends(earlier)[0] > _ends(later)[0]:
        raise Question(f"{quote(m[0])} ends before it begins. Which years are meant?")
    breadth = max(_BREADTH.index(earlier.precision), _BREADTH.index(later.precision))
    return Span(earlier.start, later.end, _BREADTH[breadth])


def _ask(question: str) -> Rule:
    """A rule that asks; `{0}` stands for the wording."""

    def rule(m: re.Match[str]) -> Span:
        raise Question(question.format(quote(m[0])))

    return rule


def _ask_days_or_year(m: re.Match[str]) -> Span:
    month = MONTHS[_month_number(m[1]) - 1]
    other = f", or {month} 20{m[3]}" if len(m[3]) == 2 else ""
    raise Question(f"Does {quote(m[0])} mean {m[2]} to {m[3]} {month} (and of which year){other}?")


_WORDINGS: tuple[tuple[str, Rule], ...] = (
    (f"(?:{_ENDLESS}|{_UNSET})?", lambda m: Span(None, None, Precision.NONE)),
    (
        r"((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[t ]00:00(?::00)?)?",
        lambda m: _one_day(int(m[1]), int(m[2]), int(m[3])),
    ),
    (rf"(\d{{1,2}})[/.-](\d{{1,2}})[/.-]{_YEAR}", lambda m: _one_day(_year(m[3]), int(m[2]), int(m[1]))),
    (rf"{_WEEKDAY}{_NTH}[ -]?{_MONTH}[ -]?{_YEAR}", _weekday_date),
    (rf"{_MONTH} {_NTH} ((?:19|20)\d\d)", lambda m: _one_day(int(m[3]), _month_number(m[1]), int(m[2]))),
    (rf"{_MONTH}[ -]?{_YEAR}", lambda m: _months(_year(m[2]), _month_number(m[1]), 1, Precision.MONTH)),
    (
        r"(0?[1-9]|1[0-2])/((?:19|20)\d\d)",
        lambda m: _months(int(m[2]), int(m[1]), 1, Precision.MONTH),
    ),
    (_SPLIT, _two_numbers),
    (r"(?:calendar year )?((?:19|20)\d\d)", lambda m: _months(int(m[1]), 1, 12, Precision.YEAR)),
    (rf"{_SEASON}[ -]?{_YEAR}", _season),
    (rf"{_SEASON} {_SPLIT}", _season_of_split),
    (rf"(spring|summer|autumn) term {_YEAR}(?:[-/]((?:19|20)\d\d|\d\d))?", _term),
    (
        rf"(?:(q)(?:uarter)? ?([1-4])|(h)(?:alf)? ?([12])) ?(?:fy ?)?{_SPLIT}",
        lambda m: _financial_part(m[1] or m[3], int(m[2] or m[4]), m[5], m[6]),
    ),
    (
        rf"(?:fy ?)?{_SPLIT} (?:(q)(?:uarter)? ?([1-4])|(h)(?:alf)? ?([12]))",
        lambda m: _financial_part(m[3] or m[5], int(m[4] or m[6]), m[1], m[2]),
    ),
    (rf"(q(?:uarter)?|h(?:alf)?) ?([1-4]) {_YEAR}", _part_of_single_year),
    (rf"(?:financial|fiscal|academic|school) year {_YEAR}", _ask("Which two years does {0} run over?")),
    (
        rf"(financial|fiscal|academic|school|fy|ay)(?: year)? ?{_SPLIT}",
        lambda m: _named_year(m[0], m[1], m[2], m[3]),
    ),
    (
        rf"{_SPLIT} (financial|fiscal|academic|school)(?: year)?",
        lambda m: _named_year(m[0], m[3], m[1], m[2]),
    ),
    # Wordings with no single reading.
    (rf"{_MONTH} (\d{{1,2}}) ?- ?(\d{{1,2}})", _ask_days_or_year),
    (rf"(?:{_NTH} {_MONTH}|{_MONTH}|{_SEASON}(?: term)?|{_MONTH} {_NTH})", _ask("Which year does {0} belong to?")),
    (
        r".*\b(?:easter|christmas|half[ -]term|holidays?)\b.*",
        _ask("Which day ends {0}? Its date moves or is set locally."),
    ),
    (
        r"(?:weekly|monthly|quarterly|termly|annual(?:ly)?|yearly|(?:every|each) .+)",
        _ask("{0} says how often, not by when. What is the first date, and the last?"),
    ),
    # Wordings made of other wordings.
    (r"before (?:end (.+))", _end),
    (r"(?:before|prior to) (.+)", _before),
    (r"(?:from|between) (.+?) (?:to|until|and|-) (.+)", _range),
    (r"(?:from )?(.+) onwards?", _from),
    (r"(?:from|starting|beginning in) (.+)", _from),
    (r"after (.+)", _after),
    (r"end[ -](.+)", _end),
    (r"(early|mid|middle|late|start|beginning|first half|second half)[ -](?:in )?(.+)", _part),
    (r"(.+?)(?: (?:to|until|-) |(?<=[a-z])[-/](?=[a-z]))(.+)", _range),
)
_RULES = tuple((re.compile(pattern, re.ASCII | re.IGNORECASE), rule) for pattern, rule in _WORDINGS)


def _read(text: str) -> Span:
    for pattern, rule in _RULES:
        if match := pattern.fullmatch(text):
            return rule(match)
    raise Question
