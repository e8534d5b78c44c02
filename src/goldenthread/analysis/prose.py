"""How do we put numbers, dates and lists into plain British sentences?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def join_words(words: Sequence[str], last: str = "and") -> str:
    """`a, b and c`. No comma before the last word (GOV.UK style)."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def plural(count: int, one: str, many: str = "") -> str:
    """`1 action`, `1,200 actions`; give `many` where adding an s is wrong ("child", "children")."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def with_article(noun: str) -> str:
    """`an action`, `a measure`: by the first letter."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `11th`."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def say_date(day: date) -> str:
    """`30 November 2024`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def quote(words: str) -> str:
    """The document's own words, marked as such."""
    return f"“{words.strip()}”"


def sentence(words: str) -> str:
    """A capital at the start and a full stop at the end; every other letter is left as it was written."""
    words = words.strip()
    if not words:
        return ""
    return words[0].upper() + words[1:] + ("" if words[-1] in ".?!" else ".")
