"""What is a figure, how sure can we be of it, and how is it said in plain words?

A figure is never a bare number: a percentage keeps its numerator and denominator, and a number that is suppressed, not
collected or not yet set says so and is never nought.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

from .prose import join_words

Number = Decimal | int


class State(StrEnum):
    """Whether there is a number to show. Only a `known` figure has one."""

    KNOWN = "known"
    SUPPRESSED = "suppressed"
    NOT_COLLECTED = "not-collected"
    NOT_YET_SET = "not-yet-set"

    def say(self) -> str:
        return self.value.replace("-", " ")


class Unit(StrEnum):
    PER_CENT = "per cent"
    COUNT = "count"
    RATIO = "ratio"
    POUNDS = "pounds"
    PEOPLE = "people"
    PUPILS = "pupils"
    PLACES = "places"
    REFERRALS = "referrals"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    EVENT = "event"
    WORDS = "words"


_BARE = frozenset({Unit.COUNT, Unit.RATIO, Unit.EVENT, Unit.WORDS})


class Interval(NamedTuple):
    lower: float
    upper: float

    def contains(self, value: float) -> bool:
        return self.lower <= value <= self.upper

    def agrees(self, change: Number) -> bool:
        """Whether a change goes the same way as the whole of this interval does."""
        return change > 0 if self.lower > 0 else change < 0


def _normal_quantile(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError(f"Confidence is {confidence}; it must lie between 0 and 1, such as 0.95.")
    return NormalDist().inv_cdf(1 - (1 - confidence) / 2)


def wilson(numerator: Number, denominator: Number, confidence: float = 0.95) -> Interval:
    """The score interval of a proportion, from 0 to 1. It behaves at 0 and 1 and for small numbers.

    Source: Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference", Journal of
    the American Statistical Association 22, 209 to 212; the method of public health profiles in England.
    """
    x, n = float(numerator), float(denominator)
    if n <= 0 or not 0 <= x <= n:
        raise ValueError(f"{numerator} of {denominator} is not a proportion; expected part of a whole above 0.")
    z = _normal_quantile(confidence)
    centre = 2 * x + z * z
    half = z * sqrt(z * z + 4 * x * (1 - x / n))
    width = 2 * (n + z * z)
    lower = 0.0 if x == 0 else max(0.0, (centre - half) / width)
    upper = 1.0 if x == n else min(1.0, (centre + half) / width)
    return Interval(lower, upper)


def difference(earlier: tuple[Number, Number], later: tuple[Number, Number], confidence: float = 0.95) -> Interval:
    """The interval of `later` minus `earlier`, two independent proportions each given as (numerator, denominator).

    Source: Newcombe, R. G. (1998), "Interval estimation for the difference between independent proportions", Statistics
    in Medicine 17, 873 to 890, method 10: two Wilson intervals joined by square and add. Comparing whether two
    intervals overlap is a different and worse test, and is not used.
    """
    before, after = wilson(*earlier, confidence), wilson(*later, confidence)
    p, q = float(earlier[0]) / float(earlier[1]), float(later[0]) / float(later[1])
    return Interval(
        q - p - sqrt((q - after.lower) ** 2 + (before.upper - p) ** 2),
        q - p + sqrt((after.upper - q) ** 2 + (p - before.lower) ** 2),
    )


def say_number(value: Number) -> str:
    """`1,292`, `9.7`, `3`: thousands separated, trailing noughts after the point trimmed."""
    text = f"{value:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def say_value(value: Number, unit: Unit | str = Unit.COUNT) -> str:
    """A number with its unit: `29%`, `1 day`, `£36`, `£1.50`, `1,292 people`."""
    unit = Unit(unit)
    if unit is Unit.PER_CENT:
        return f"{say_number(value)}%"
    if unit is Unit.POUNDS:
        pence = ",.0f" if value == int(value) else ",.2f"
        return f"{'-' if value < 0 else ''}£{abs(value):{pence}}"
    if unit in _BARE:
        return say_number(value)
    return f"{say_number(value)} {_noun(unit) if value == 1 else unit.value}"


def _noun(unit: Unit) -> str:
    return "person" if unit is Unit.PEOPLE else unit.value.removesuffix("s")


def say_period(period: str) -> str:
    """A period as it reads after "in": `2020`, `July 2023`, `the year to March 2024`."""
    words = period.strip()
    if words.lower().startswith(("year ", "twelve months ", "12 months ")):
        return f"the {words[0].lower()}{words[1:]}"
    return words


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with what makes it honest. `why` says why it is suppressed, not collected or not yet set."""

    value: Number | None
    numerator: Number | None = None
    denominator: Number | None = None
    lower: Number | None = None
    upper: Number | None = None
    period: str = ""
    area: str = ""
    source: str = ""
    state: State = State.KNOWN
    unit: Unit = Unit.COUNT
    why: str = ""

    def __post_init__(self) -> None:
        if self.state == State.KNOWN and self.value is None:
            raise ValueError("A known figure needs a value; if there is none, give its state.")
        hidden = (self.value, self.numerator, self.lower, self.upper)
        if self.state != State.KNOWN and any(number is not None for number in hidden):
            raise ValueError(f"A figure that is {State(self.state).say()} must not carry a number.")

    @classmethod
    def proportion(
        cls, numerator: int, denominator: int, *, period: str = "", area: str = "", source: str = "", places: int = 0
    ) -> Figure:
        """A percentage from its counts, with its 95 per cent Wilson interval, rounded to `places` decimals."""
        interval = wilson(numerator, denominator)
        step = Decimal(1).scaleb(-places)
        return cls(
            value=(Decimal(100 * numerator) / Decimal(denominator)).quantize(step, ROUND_HALF_UP),
            numerator=numerator,
            denominator=denominator,
            lower=Decimal(100 * interval.lower).quantize(step, ROUND_HALF_UP),
            upper=Decimal(100 * interval.upper).quantize(step, ROUND_HALF_UP),
            period=period,
            area=area,
            source=source,
            unit=Unit.PER_CENT,
        )

    def say(self) -> str:
        """`29% (43 of 148), 2020`; `suppressed (fewer than 5 children), 2020`."""
        parts = [self._say_value(), self.period.strip()]
        return ", ".join(part for part in parts if part)

    def say_interval(self) -> str:
        """`between 22% and 37%`, or nothing where no interval is known."""
        if self.lower is None or self.upper is None:
            return ""
        return f"between {join_words([say_value(self.lower, self.unit), say_value(self.upper, self.unit)])}"

    def _say_value(self) -> str:
        if self.value is None:
            return State(self.state).say() + (f" ({self.why})" if self.why else "")
        counts = ""
        if self.numerator is not None and self.denominator is not None:
            counts = f" ({say_number(self.numerator)} of {say_number(self.denominator)})"
        return say_value(self.value, self.unit) + counts


def to_one_place(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / value.denominator).quantize(Decimal("0.1"), ROUND_HALF_UP)
