"""What is an estimate, which levels of confidence are allowed, and how is an estimate said?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor, isfinite, log10

from goldenthread.analysis.figures import Interval
from goldenthread.analysis.prose import sentence

Confidence = float | tuple[float, float] | None
"""0.95 or 95; a pair such as (0.95, 0.998), the wider one last; None for the value alone."""

Amount = float | Sequence[float]
"""A number, or the numbers of groups that are to be summed."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with what makes it honest. `caution` says why limits are missing or what they leave out.

    `outer` are the limits at the second level of a pair; `confidence` is the first. `unit` is written after a value.
    """

    value: float
    lower: float | None
    upper: float | None
    numerator: float | None
    denominator: float | None
    confidence: float | None
    method: str
    counts: str = ""
    unit: str = ""
    per: float = 1
    outer: Interval | None = None
    caution: str = ""

    def say(self, value: float) -> str:
        """Any value on the scale of this estimate: `29.1%`, `13.2 per 10,000`."""
        return f"{say_figures(value)}{self.unit}"

    @property
    def interval(self) -> Interval | None:
        return None if self.lower is None or self.upper is None else Interval(self.lower, self.upper)

    @property
    def sentence(self) -> str:
        said = [f"{self.say(self.value)} ({self.counts})" if self.counts else self.say(self.value)]
        if self.lower is not None and self.upper is not None and self.confidence is not None:
            between = say_between(Interval(self.lower, self.upper), self.unit)
            said.append(f"the true level is likely to lie {between} ({say_confidence(self.confidence)})")
        return " ".join(sentence(words) for words in [*said, self.caution] if words)


def estimate(
    value: float,
    limits: Callable[[float], Interval],
    confidence: Confidence,
    *,
    method: str,
    numerator: float | None = None,
    denominator: float | None = None,
    counts: str = "",
    unit: str = "",
    per: float = 1,
    too_few: str = "",
) -> Estimate:
    """An estimate with its limits at every level asked for; `value` and `limits` are before multiplying by `per`.

    `too_few` is why there can be no limits, where there cannot; it becomes the caution if limits were asked for.
    """
    if not (isfinite(per) and per > 0):
        raise ValueError(f"The multiplier is {per}; expected a number above 0, such as 100 or 10,000.")
    levels = read_confidence(confidence)
    caution = too_few if levels else ""
    levels = () if too_few else levels
    found = [Interval(*(limit * per for limit in limits(level))) for level in levels]
    return Estimate(
        value=value * per,
        lower=found[0].lower if found else None,
        upper=found[0].upper if found else None,
        numerator=numerator,
        denominator=denominator,
        confidence=levels[0] if levels else None,
        method=method,
        counts=counts,
        unit=unit,
        per=per,
        outer=found[1] if len(found) > 1 else None,
        caution=caution,
    )


def read_confidence(confidence: Confidence) -> tuple[float, ...]:
    """The levels as parts of one: nothing for None, one, or two that widen."""
    if confidence is None:
        return ()
    if not isinstance(confidence, tuple):
        return (_read_level(confidence),)
    if len(confidence) != 2:
        raise ValueError(f"Confidence has {len(confidence)} levels; expected one, or a pair such as (0.95, 0.998).")
    first, second = map(_read_level, confidence)
    if first >= second:
        raise ValueError(f"Confidence is {confidence}; expected the wider level last, such as (0.95, 0.998).")
    return first, second


def _read_level(level: float) -> float:
    for whole in (1, 100):
        if 0.9 * whole <= level < whole:
            return level / whole
    raise ValueError(f"Confidence is {level}; expected 0.9 up to 1, or 90 up to 100, such as 0.95.")


def total(amount: Amount, what: str) -> float:
    """The sum of a count or of the counts of groups, each of which must be a number of 0 or more."""
    if not isinstance(amount, Sequence):
        return checked(amount, what)
    if not amount:
        raise ValueError(f"There are no {what}; expected at least one group.")
    return sum(checked(part, what) for part in amount)


def checked(number: float, what: str) -> float:
    if not (isfinite(number) and number >= 0):
        raise ValueError(f"{what.capitalize()}: found {number}, expected a number of 0 or more.")
    return float(number)


def positive(amount: Amount, what: str) -> float:
    """The same for what is divided by: every part must be above 0."""
    for part in amount if isinstance(amount, Sequence) else (amount,):
        if not (isfinite(part) and part > 0):
            raise ValueError(f"{what.capitalize()}: found {part}, expected a number above 0.")
    return total(amount, what)


def say_figures(value: float, figures: int = 3) -> str:
    """Three figures, and never fewer than the whole number: `0.0123`, `29.1`, `12,346`."""
    if value == 0 or not isfinite(value):
        return "0" if value == 0 else "no limit"
    places = max(0, figures - 1 - floor(log10(abs(value))))
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def say_count(value: float) -> str:
    """A count as it was given: `148`, `1,292`, `9.5`."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.6g}"


def say_between(interval: Interval, unit: str) -> str:
    """`between 22.3% and 36.8%`, `between 1.09 and 10.3 per 10,000`: a unit in words is written once."""
    lower = say_figures(interval.lower) + ("" if unit.startswith(" ") else unit)
    return f"between {lower} and {say_figures(interval.upper)}{unit}"


def say_confidence(level: float) -> str:
    return f"{100 * level:.6g}% confidence"


def say_per(per: float) -> str:
    """How a multiplier is written after a value: `%`, ` per 10,000`, nothing for 1."""
    if per == 100:
        return "%"
    return "" if per == 1 else f" per {say_count(per)}"
