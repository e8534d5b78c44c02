"""Is a new figure impossible, or so unlike those before it that somebody should be asked before it is kept?

What is impossible is refused. What is doubtful is asked as a plain question and kept when somebody answers for it:
services do collapse, and waits do multiply. The figures that started this are a measure that went from the cases of a
year to the cases since it began, and a comparator of 3.99 beside a figure of 30.8.

`TIMES` is a choice of this product: a figure five times its neighbour is more often a mistake than news.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .breaks import RISES, becomes_running, far_apart, starts_again
from .due import Period, read_period
from .figures import State, Unit, say_period, say_value
from .prose import join_words, quote, say_date
from .series import Baseline, BaselineState, Observation

TIMES = 5
ADDS_UP = frozenset({Unit.COUNT, Unit.PEOPLE, Unit.PUPILS, Unit.PLACES, Unit.REFERRALS, Unit.POUNDS})
_RUNNING = re.compile(r"\b(?:cumulative(?:ly)?|year[ -]to[ -]date|ytd|running total|since the start)\b", re.IGNORECASE)


class Doubt(NamedTuple):
    """`field` is the part of the observation that it is about."""

    field: str
    words: str


@dataclass(frozen=True, slots=True)
class _Known:
    """A figure that the new one can be held against."""

    value: Decimal
    period: Period
    seen: Observation

    def say(self, unit: Unit) -> str:
        return f"{say_value(self.value, unit)} in {say_period(self.period.wording)}"


def impossible(new: Observation, unit: Unit | str, today: date) -> tuple[Doubt, ...]:
    """What cannot be so, each with what was found and what was expected."""
    return tuple(_impossible(new, Unit(unit), today))


def _impossible(new: Observation, unit: Unit, today: date) -> Iterator[Doubt]:
    if unit is Unit.PER_CENT:
        for field, value in (("value", new.value), ("comparator", new.comparator)):
            if value is not None and not 0 <= value <= 100:
                yield Doubt(field, f"{say_value(value, unit)} is not a percentage: expected a number from 0 to 100.")
        if new.numerator is not None and new.denominator is not None and 0 < new.denominator < new.numerator:
            parts = f"{say_value(new.numerator)} is more than {say_value(new.denominator)}"
            yield Doubt("numerator", f"{parts}, of which it is a part. Are the two the wrong way round?")
    elif unit is not Unit.POUNDS and new.value is not None and new.value < 0:
        yield Doubt("value", f"{say_value(new.value, unit)} is less than nothing: expected zero or more.")
    if new.numerator is not None and new.numerator < 0:
        yield Doubt("numerator", f"The numerator is {say_value(new.numerator)}: expected zero or more.")
    if new.denominator is not None and new.denominator <= 0:
        yield Doubt("denominator", f"The denominator is {say_value(new.denominator)}: expected more than zero.")
    period = read_period(new.period)
    if period.start is not None and period.start > today:
        yield Doubt("period", f"{quote(new.period)} has not begun: it starts on {say_date(period.start)}.")


def doubts(new: Observation, baseline: Baseline, others: Sequence[Observation], unit: Unit | str) -> tuple[Doubt, ...]:
    """What should be asked before this figure is kept. `others` are those already recorded, in any order."""
    return tuple(_doubts(new, baseline, others, Unit(unit)))


def _doubts(new: Observation, baseline: Baseline, others: Sequence[Observation], unit: Unit) -> Iterator[Doubt]:
    period = read_period(new.period)
    if period.question:
        yield Doubt("period", f"{period.question} As it stands it cannot be put in order or compared.")
    if new.value is None or new.state != State.KNOWN:
        return
    value = Decimal(new.value)
    if new.comparator is not None and _far_apart(value, Decimal(new.comparator)):
        beside = f"{say_value(value, unit)} beside {say_value(new.comparator, unit)}"
        yield Doubt("comparator", f"{beside}: do both count the same thing, in the same way?")
    known = [] if new.break_before.strip() else list(_known(baseline, others, period))
    before = _nearest(known, period)
    if before is None:
        return
    if _far_apart(value, before.value):
        moved = f"{say_value(value, unit)} in {say_period(new.period)}, where it was {before.say(unit)}"
        yield Doubt("value", f"{moved}. Is that right, and is it counted in the same way?")
    yield from _running_total(new, value, period, known, before, unit)


def _known(baseline: Baseline, others: Sequence[Observation], new: Period) -> Iterator[_Known]:
    if baseline.state == BaselineState.KNOWN and baseline.value is not None:
        start = read_period(baseline.period)
        yield _Known(
            Decimal(baseline.value), start, Observation(baseline.period, baseline.value, source=baseline.source)
        )
    for seen in others:
        period = read_period(seen.period)
        if seen.state == State.KNOWN and seen.value is not None and period.wording.strip() != new.wording.strip():
            yield _Known(Decimal(seen.value), period, seen)


def _nearest(known: Sequence[_Known], new: Period) -> _Known | None:
    """The last figure before the new period, or else the first after it."""
    earlier = [each for each in known if each.period.start is None or not new.sort_key < each.period.sort_key]
    if earlier:
        return max(earlier, key=lambda each: (each.period.start is not None, each.period.sort_key))
    return min(known, key=lambda each: each.period.sort_key, default=None)


def _far_apart(one: Decimal, other: Decimal) -> bool:
    return far_apart(one, other, TIMES)


def _running_total(
    new: Observation, value: Decimal, period: Period, known: Sequence[_Known], before: _Known, unit: Unit
) -> Iterator[Doubt]:
    """Signs that one figure is for a period and the other since a beginning."""
    if _says_running(new) != _says_running(before.seen):
        which, other = ("this one", "the one before") if _says_running(new) else ("the one before", "this one")
        yield Doubt("value", f"By its words {which} adds up from a beginning and {other} does not. Say so as a break.")
    if unit not in ADDS_UP:
        return
    within = [each for each in known if _takes_in(period, each.period)]
    if within:
        inside = join_words([quote(each.period.wording) for each in within])
        yield Doubt("period", f"{quote(new.period)} takes in {inside}. Is it a running total, where they were not?")
    passed = sorted((each for each in known if period.is_after(each.period)), key=lambda each: each.period.sort_key)
    earlier = [each.value for each in passed]
    if starts_again(earlier, value):
        run = ", ".join(say_value(each) for each in earlier[-RISES:])
        yield Doubt(
            "value",
            f"It had risen each time ({run}) and now stands at {say_value(value, unit)}. Was it a running total that "
            "starts again, as at the start of a year?",
        )
    if becomes_running(earlier, value):
        added = " + ".join(say_value(each) for each in earlier)
        yield Doubt(
            "value", f"{say_value(value, unit)} is as much as all before it together ({added}). Is it a running total?"
        )


def _says_running(seen: Observation) -> bool:
    return bool(_RUNNING.search(f"{seen.period} {seen.note} {seen.source}"))


def _takes_in(wide: Period, narrow: Period) -> bool:
    if wide.start is None or wide.end is None or narrow.start is None or narrow.end is None:
        return False
    return (wide.start, wide.end) != (narrow.start, narrow.end) and wide.start <= narrow.start <= narrow.end <= wide.end
