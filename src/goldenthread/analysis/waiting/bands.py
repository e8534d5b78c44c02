"""Between how many weeks and how many does a band of waits lie?

Bands are read as NHS England writes them in the Community Health Services situation report ("0-1 weeks", ">1-2 weeks",
">52 weeks"): above the lower number, up to and with the higher. A list that counts whole weeks ("0-6", "7-12") has a
gap of one between its bands; nobody is meant to fall through it, so each band begins where the one before it ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

_UNITS = {
    "day": Fraction(1, 7),
    "week": Fraction(1),
    "wk": Fraction(1),
    "month": Fraction(365, 84),  # a twelfth of 365 days, in weeks
    "mth": Fraction(365, 84),
    "year": Fraction(365, 7),
    "yr": Fraction(365, 7),
}
_UNIT = r"(?P<unit>days?|weeks?|wks?|months?|mths?|years?|yrs?)?"
_NUMBER = r"(?P<{}>\d+(?:\.\d+)?)"
_BETWEEN = re.compile(
    rf"(?:>|over\s+)?\s*{_NUMBER.format('low')}\s*(?:-|–|—|to|<)\s*(?:<=?)?\s*{_NUMBER.format('high')}\s*{_UNIT}"
)
_OVER = re.compile(
    rf"(?:(?:>=?|over|more than|greater than|above)\s*{_NUMBER.format('low')}\s*{_UNIT}"
    rf"|{_NUMBER.format('plus')}\s*(?P<unit2>days?|weeks?|wks?|months?|mths?|years?|yrs?)?\s*(?:\+|plus|or more|and over|and above)"
    r"\s*(?P<unit3>days?|weeks?|wks?|months?|mths?|years?|yrs?)?)"
)
_UNDER = re.compile(rf"(?:<=?|under|less than|up to|within|below)\s*{_NUMBER.format('high')}\s*{_UNIT}")


@dataclass(frozen=True, slots=True, order=True)
class Band:
    """Waits of more than `low` weeks, up to and with `high`; no upper end where `high` is None. `low` 0 takes in 0."""

    low: Fraction
    high: Fraction | None

    def __post_init__(self) -> None:
        if self.low < 0 or (self.high is not None and self.high <= self.low):
            raise ValueError(
                f"Found a band from {self.low} to {self.high} weeks; expected one that ends after it begins."
            )

    def holds(self, weeks: float | Fraction) -> bool:
        """Does a wait of so many weeks belong in it?"""
        above = weeks > self.low or (weeks == self.low == 0)
        return above and (self.high is None or weeks <= self.high)

    def say(self) -> str:
        """`over 18 and up to 52 weeks`, `up to 1 week`, `over 52 weeks`."""
        if self.high is None:
            return f"over {_say(self.low)}"
        return f"over {_number(self.low)} and up to {_say(self.high)}" if self.low else f"up to {_say(self.high)}"


def _number(weeks: Fraction) -> str:
    return f"{float(weeks):.1f}".removesuffix(".0")


def _say(weeks: Fraction) -> str:
    return f"{_number(weeks)} {'week' if weeks == 1 else 'weeks'}"


def band(words: str) -> Band:
    """`>18-52 weeks`, `52+ weeks`, `over 2 years`, `under 6 weeks`; ValueError where it is none of these."""
    text = re.sub(r"\s+", " ", words.strip().lower().replace(",", ""))
    for pattern in (_BETWEEN, _OVER, _UNDER):
        found = pattern.fullmatch(text)
        if found:
            return _made(found.groupdict())
    raise ValueError(f"“{words}” is not a band of waits: expected one such as “>18-52 weeks” or “over 52 weeks”.")


def _made(parts: Mapping[str, str | None]) -> Band:
    word = next((parts[name] for name in ("unit", "unit2", "unit3") if parts.get(name)), None) or "week"
    unit = _UNITS[word.removesuffix("s")]
    low = parts.get("low") or parts.get("plus") or "0"
    high = parts.get("high")
    return Band(Fraction(low) * unit, Fraction(high) * unit if high else None)


def bands(labels: Iterable[str]) -> dict[str, Band]:
    """Every label with its band; a gap of one week between two of them is closed."""
    found = {label: band(label) for label in labels}
    ends = {each.high for each in found.values() if each.high is not None}
    return {
        label: Band(each.low - 1, each.high) if each.low not in ends and each.low - 1 in ends else each
        for label, each in found.items()
    }


def bands_differ(before: Iterable[Band], after: Iterable[Band], limits: Iterable[int] = (18, 52)) -> str:
    """Why waits over a limit cannot be compared between two sets of bands; empty where they can."""
    old, new = set(before), set(after)
    for limit in limits:
        for which, held in (("before", old), ("now", new)):
            straddles = next((each for each in sorted(held, key=_place) if _straddles(each, limit)), None)
            if old and new and old != new and straddles:
                return f"The bands are not the same as before, and {which} one of them ({straddles.say()}) straddles {limit} weeks."
    return ""


def _straddles(each: Band, limit: int) -> bool:
    return each.low < limit and (each.high is None or each.high > limit)


def _place(each: Band) -> tuple[Fraction, bool, Fraction]:
    return each.low, each.high is None, each.high or Fraction(0)
