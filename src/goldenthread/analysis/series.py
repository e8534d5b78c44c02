"""Which of a measure's recorded figures may be compared with which?

- Figures are put in order of their period. One whose period cannot be read, or has not begun, is left out, and said so.
- A break in the series (a new definition, provisional against final) is never compared across: only figures from the
  last break on are comparable, and a baseline from before it is not.
  A break whose own period cannot be read could lie anywhere, so then nothing is comparable.
- A figure that is suppressed, not collected or not yet set is a missing figure and never nought.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .due import Period, read_period
from .figures import Interval, Number, State, Unit, difference, say_number, say_period, say_value, wilson
from .prose import join_words, quote, say_date, sentence

SMALL = 10  # a rate on fewer than this is mentioned: one answer moves it by more than ten points


class BaselineState(StrEnum):
    KNOWN = "known"
    TO_BE_DETERMINED = "to-be-determined"
    NOT_STATED = "not-stated"


@dataclass(frozen=True, slots=True)
class Baseline:
    """Where a measure started, field for field as a strategy pack states it."""

    state: BaselineState
    value: Number | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    period: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """One recorded figure. `break_before` says why it must not be compared with those before it."""

    period: str
    value: Number | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    comparator: Number | None = None
    state: State = State.KNOWN
    note: str = ""
    source: str = ""
    provisional: bool = False
    break_before: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A known figure that can be compared."""

    value: Number
    period: Period
    numerator: Number | None = None
    denominator: Number | None = None
    comparator: Number | None = None
    provisional: bool = False

    @property
    def counts(self) -> tuple[Number, Number] | None:
        """Numerator and denominator of a percentage; where only the denominator is stated, the nearest whole number."""
        if self.denominator is None or self.denominator <= 0:
            return None
        x = self.numerator if self.numerator is not None else round(self.value * self.denominator / 100)
        return (x, self.denominator) if 0 <= x <= self.denominator else None

    @property
    def gap(self) -> Decimal:
        """The distance to the comparator, whichever is higher."""
        return abs(Decimal(self.value) - Decimal(self.comparator or 0))

    @property
    def side(self) -> str:
        comparator = self.comparator or 0
        return "above" if self.value > comparator else "below" if self.value < comparator else "level"

    def say_gap(self, unit: Unit) -> str:
        points = f"{say_number(self.gap)} percentage {'point' if self.gap == 1 else 'points'}"
        size = points if unit == Unit.PER_CENT else say_value(self.gap, unit)
        return f"{size} in {say_period(self.period.wording)}"

    def say(self, unit: Unit) -> str:
        when = f"in {say_period(self.period.wording)}" if self.period.wording.strip() else "(period not stated)"
        return f"{say_value(self.value, unit)} {when}"

    def say_counts(self) -> str:
        counts = self.counts
        return f"{say_number(counts[0])} of {say_number(counts[1])}" if counts else ""


@dataclass(frozen=True, slots=True)
class Series:
    """`points` are comparable with one another and, where there is one, with `baseline`; `no_baseline` says why not."""

    points: tuple[Point, ...]
    baseline: Point | None
    no_baseline: str
    absence: str
    notes: tuple[str, ...]
    reported: Period | None

    @property
    def latest(self) -> Point | None:
        return self.points[-1] if self.points else None

    @property
    def start(self) -> Point | None:
        """What the latest figure is measured from: the baseline, else the earliest comparable figure before it."""
        return self.baseline or (self.points[0] if len(self.points) > 1 else None)

    def year_before_latest(self) -> Point | None:
        """The figure for the same period of the year before, which may be the baseline."""
        known = [point for point in (self.baseline, *self.points) if point is not None]
        latest = self.latest
        return next((point for point in known if latest and latest.period.is_year_after(point.period)), None)


def comparable(baseline: Baseline, observations: Sequence[Observation], today: date, unit: Unit) -> Series:
    """Puts observations in order and keeps what may be compared."""
    dated = sorted(((read_period(o.period), o) for o in observations), key=lambda pair: pair[0].sort_key)
    usable = [(period, o) for period, o in dated if period.start is not None and period.start <= today]
    last_break = max((index for index, (_, o) in enumerate(usable) if o.break_before.strip()), default=0)
    kept = usable[last_break:]
    broken = bool(kept) and bool(kept[0][1].break_before.strip())
    start, no_baseline = _baseline(baseline, kept[0] if broken else None, unit)
    points = tuple(
        _point(period, o) for period, o in kept if _is_known(o) and (start is None or _follows(period, start.period))
    )
    unplaced = [o for period, o in dated if period.start is None or period.start > today]
    lost_break = [o for period, o in dated if period.start is None and o.break_before.strip()]
    points = () if lost_break else points
    notes = [_say_unplaced(unplaced), _say_break(kept[0]) if broken else "", _say_missing_since(points, kept)]
    reported = [period for period, o in kept if o.state in (State.KNOWN, State.SUPPRESSED)]
    return Series(
        points=points,
        baseline=start,
        no_baseline=no_baseline,
        absence=_say_lost_break(lost_break) or ("" if points else _say_absence(kept, start, no_baseline, unit)),
        notes=tuple(note for note in notes if note),
        reported=max(reported, key=lambda period: period.sort_key, default=start.period if start else None),
    )


def _is_known(observation: Observation) -> bool:
    return observation.state == State.KNOWN and observation.value is not None


def _point(period: Period, o: Observation) -> Point:
    value = o.value if o.value is not None else 0
    return Point(value, period, o.numerator, o.denominator, o.comparator, o.provisional)


def _follows(period: Period, start: Period) -> bool:
    """A baseline whose period is not stated comes before everything: it is what the aim is measured from."""
    return start.start is None or period.is_after(start)


def _baseline(baseline: Baseline, broken: tuple[Period, Observation] | None, unit: Unit) -> tuple[Point | None, str]:
    """The baseline as a point, or why there is none to compare with."""
    if baseline.state == BaselineState.TO_BE_DETERMINED:
        return None, "the baseline is still to be determined"
    if baseline.state == BaselineState.NOT_STATED:
        return None, "no baseline is stated"
    if baseline.value is None:
        return None, "the baseline has no figure"
    point = Point(baseline.value, read_period(baseline.period), baseline.numerator, baseline.denominator)
    if broken and not (point.period == broken[0] or point.period.is_after(broken[0])):
        return None, f"the baseline ({point.say(unit)}) is from before a break in the series"
    return point, ""


def _say_unplaced(unplaced: list[Observation]) -> str:
    if not unplaced:
        return ""
    periods = join_words([quote(o.period) for o in unplaced])
    return f"Left out, because the period cannot be read or has not begun: {periods}."


def _say_lost_break(lost: list[Observation]) -> str:
    if not lost:
        return ""
    periods = join_words([quote(o.period) for o in lost])
    return f"The series has a break, but its period cannot be read ({periods}), so no figures can be compared."


def _say_break(first: tuple[Period, Observation]) -> str:
    why = sentence(first[1].break_before)
    return f"Figures from before {first[0].wording.strip()} are not compared with those after it. {why}"


def _say_missing_since(points: tuple[Point, ...], kept: list[tuple[Period, Observation]]) -> str:
    """What was due to be known after the latest figure, and is not."""
    if not points:
        return ""
    since = [_say_missing(o) for period, o in kept if not _is_known(o) and points[-1].period < period]
    return sentence(join_words(since)) if since else ""


def _say_missing(o: Observation) -> str:
    state = "recorded without a number" if o.state == State.KNOWN else State(o.state).say()
    return f"{say_period(o.period)} is {state}"


def _say_absence(kept: list[tuple[Period, Observation]], start: Point | None, no_baseline: str, unit: Unit) -> str:
    """Why there is no latest figure."""
    missing = [_say_missing(o) for _, o in kept if not _is_known(o)]
    since = f" since the baseline ({start.say(unit)})" if start else f", and {no_baseline}"
    because = f": {join_words(missing)}" if missing else ""
    return f"No figure is known{since}{because}."


def chance(before: Point, after: Point, unit: Unit, shift: float = 0) -> Interval | None:
    """The interval of the change in a percentage, where both denominators are known (see `figures.difference`).

    `shift` is taken from the change: the movement, as a proportion, of a comparator that has no sampling error.
    """
    first, second = before.counts, after.counts
    if unit != Unit.PER_CENT or first is None or second is None:
        return None
    interval = difference(first, second)
    return Interval(interval.lower - shift, interval.upper - shift)


def interval_of(point: Point, unit: Unit) -> Interval | None:
    """The interval of one percentage, as proportions, where its denominator is known."""
    return wilson(*point.counts) if unit == Unit.PER_CENT and point.counts else None


def say_small(points: Sequence[Point]) -> str:
    small = [p for p in points if p.denominator is not None and 0 < p.denominator < SMALL]
    if not small:
        return ""
    each = [f"{say_number(p.denominator or 0)} in {say_period(p.period.wording)}" for p in small]
    return f"The numbers are small: a total of only {join_words(each)}."


_FREQUENCIES = (
    (r"(?:two|2) years|biennial(?:ly)?|every other year", 24),
    (r"half[ -]?yearly|twice a year|(?:six|6) months", 6),
    (r"quarterly|(?:each|every) quarter|(?:three|3) months", 3),
    (r"termly|(?:each|every) term", 5),  # the longest from the end of one term to the end of the next
    (r"annual(?:ly)?|yearly|(?:each|every|once a) year|(?:twelve|12) months", 12),
    (r"monthly|(?:each|every) month", 1),
)


def months_between(frequency: str) -> int | None:
    """How many months apart a measure is reported: `annual` is 12. None where the wording is not one we read."""
    words = frequency.lower()
    return next((months for pattern, months in _FREQUENCIES if re.search(rf"\b(?:{pattern})\b", words)), None)


def say_overdue(reported: Period | None, frequency: str, today: date) -> str:
    """A new figure is overdue once a whole further period has ended since the last that was reported."""
    months = months_between(frequency)
    if months is None or reported is None or reported.end is None or today <= _months_later(reported.end, months):
        return ""
    last = say_period(reported.wording)
    return f"A new figure is overdue: the last is for {last}, and the stated frequency is {quote(frequency)}."


def say_not_over(latest: Point | None, today: date) -> str:
    """A figure for a time that still runs may change before it ends."""
    if latest is None or latest.period.end is None or latest.period.end <= today:
        return ""
    period = say_period(latest.period.wording)
    return f"The time of the latest figure ({period}) is not over: it ends on {say_date(latest.period.end)}."


def _months_later(day: date, months: int) -> date:
    """The same day of a later month; the last day of a month goes to the last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    length = monthrange(year, month + 1)[1]
    at_end = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, length if at_end else min(day.day, length))
