"""Has a measure met its target, and on which figures do we say so?

A measure's status is met, on track, off track or cannot tell, always with a sentence that gives its figures. It says
nothing of whether the work was done or whether families agree: those are two other statuses, never joined to this one.
The rules are the table `RULES`; each states its own conditions. They share these:

- A target still to be determined, or none, is "cannot tell", whatever the figures.
- What may be compared with what is decided in `series`: breaks, missing figures and the order of periods.
- A change in a percentage whose denominators are both known counts only if it is more than chance would give: the 95
  per cent interval of the difference must leave out nought (Newcombe 1998, method 10; `figures.difference`).
- A figure is set against a comparator by its own 95 per cent interval: one that takes in the comparator is neither
  better nor worse (the benchmark method of the Fingertips public health profiles).
- What qualifies the answer is said after it: provisional, small numbers, missing or overdue figures, breaks.
- The caller suppresses first. These sentences repeat the counts they are given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import partial
from types import MappingProxyType

from .due import Due, read_due
from .figures import Number, Unit, say_period, say_value, to_one_place
from .judgement import Judgement
from .prose import quote, say_date
from .series import (
    Baseline,
    Observation,
    Point,
    Series,
    chance,
    comparable,
    interval_of,
    say_not_over,
    say_overdue,
    say_small,
)
from .wording import Precision


class MeasureStatus(StrEnum):
    MET = "met"
    ON_TRACK = "on track"
    OFF_TRACK = "off track"
    CANNOT_TELL = "cannot tell"


class TargetKind(StrEnum):
    ABSOLUTE = "absolute"
    DIRECTION = "direction"
    AGAINST_COMPARATOR = "against-comparator"
    CLOSING_GAP = "closing-gap"
    EVENT = "event"
    SURVEY_STATEMENT = "survey-statement"
    TO_BE_DETERMINED = "to-be-determined"
    NOT_STATED = "not-stated"


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class Target:
    """What a measure aims at, field for field as a strategy pack states it."""

    kind: TargetKind
    direction: Direction | None = None
    value: Number | None = None
    comparator: str = ""
    pace: str = ""
    due: str = ""


MeasureJudgement = Judgement[MeasureStatus]


@dataclass(frozen=True, slots=True)
class _Case:
    target: Target
    series: Series
    unit: Unit
    today: date

    @property
    def due(self) -> Due:
        return read_due(self.target.due)

    @property
    def is_year_on_year(self) -> bool:
        return bool(re.search(r"\byear (?:on|in|by) year\b|\b(?:each|every) year\b", self.target.pace.lower()))

    @property
    def is_awaited(self) -> bool:
        """Whether the target's date is still to come; an open-ended one ("from 2026") comes when it opens."""
        due = self.due
        last = due.latest if due.precision != Precision.AFTER else due.earliest
        return last is not None and self.today <= last

    def say(self, value: Number) -> str:
        return say_value(value, self.unit)

    @property
    def start_label(self) -> str:
        return "Baseline" if self.series.baseline else "Earliest comparable figure"


Rule = Callable[[_Case], MeasureJudgement]


def measure_status(
    target: Target,
    baseline: Baseline,
    observations: Sequence[Observation],
    today: date,
    *,
    unit: Unit | str,
    frequency: str = "",
) -> MeasureJudgement:
    """The status of a measure as known on `today`, and why. `frequency` is how often it is reported, as worded."""
    unit = Unit(unit)
    case = _Case(target, comparable(baseline, observations, today, unit), unit, today)
    judgement = RULES[TargetKind(target.kind)](case)
    notes = [] if target.kind in _WITHOUT_A_TARGET else _notes(case, frequency)
    return Judgement(judgement.status, " ".join([judgement.reason, *notes]))


_met = partial(Judgement, MeasureStatus.MET)
_on_track = partial(Judgement, MeasureStatus.ON_TRACK)
_off_track = partial(Judgement, MeasureStatus.OFF_TRACK)
_cannot_tell = partial(Judgement, MeasureStatus.CANNOT_TELL)


def _to_be_determined(case: _Case) -> MeasureJudgement:
    return _cannot_tell("The target is not yet set.")


def _not_stated(case: _Case) -> MeasureJudgement:
    return _cannot_tell("No target is stated.")


def _direction(case: _Case) -> MeasureJudgement:
    """On track if the latest figure moved the right way from the baseline (or, without one, from the earliest
    comparable figure); met if it has and the date is past; a direction without a date is never finished. "Year on year"
    compares with the same period a year before, and with nothing else."""
    latest, direction = case.series.latest, case.target.direction
    if direction is None:
        return _cannot_tell("The document does not say which way is better.")
    if latest is None:
        return _cannot_tell(case.series.absence)
    if case.is_year_on_year:
        before = case.series.year_before_latest()
        if before is None:
            return _cannot_tell(f"Latest {latest.say(case.unit)}: there is no comparable figure for a year before.")
        return _moved(case, direction, "A year before,", before, latest)
    if case.series.start is None:
        return _cannot_tell(_say_alone(case, latest))
    return _moved(case, direction, case.start_label, case.series.start, latest)


def _survey_statement(case: _Case) -> MeasureJudgement:
    """That more people say so, unless the target says fewer; judged as an absolute target where it has a figure."""
    target = case.target
    if target.value is not None:
        return _absolute(case)
    upward = Target(target.kind, target.direction or Direction.UP, None, target.comparator, target.pace, target.due)
    return _direction(_Case(upward, case.series, case.unit, case.today))


def _absolute(case: _Case) -> MeasureJudgement:
    """Met if reached. Not reached and past its date, off track. Before its date, on track if the latest figure is at or
    beyond the straight line from the baseline to the target at its last day, and the change is more than chance would
    give (a warning needs less proof than a reassurance); otherwise off track."""
    latest, goal, due = case.series.latest, case.target.value, case.due
    if goal is None:
        return _cannot_tell("The target has no figure.")
    if latest is None:
        return _cannot_tell(case.series.absence)
    figures = f"Target {case.say(goal)}; latest {latest.say(case.unit)}"
    better = _better_side(case, goal)
    if latest.value == goal or _beyond(better, latest.value, goal):
        return _met(f"{figures}: it is reached.")
    if better is None:
        return _cannot_tell(f"{figures}: the document does not say which side of the target is better.")
    if due.is_past(case.today) and due.latest:
        return _off_track(f"{figures}: it was not reached by {say_date(due.latest)}.")
    if due.latest is None:
        return _cannot_tell(
            f"{figures}: it is not reached, and {due.why_no_last_day()}, so there is no path to judge by."
        )
    return _on_path(case, goal, better, due.latest)


def _against_comparator(case: _Case) -> MeasureJudgement:
    """Met if better than the comparator of the same period; to hold is to be level with it. If it is worse and the date
    is still to come, on track if the gap has narrowed; otherwise off track."""
    latest, direction = case.series.latest, case.target.direction
    if direction is None:
        return _cannot_tell("The document does not say which side of the comparator is better.")
    if latest is None:
        return _cannot_tell(case.series.absence)
    if latest.comparator is None:
        return _cannot_tell(_say_no_comparator(case, latest))
    figures = f"Latest {latest.say(case.unit)}, against {case.say(latest.comparator)} for {_comparator(case)}"
    interval = interval_of(latest, case.unit)
    level = interval is not None and interval.contains(float(latest.comparator) / 100)
    if direction == Direction.HOLD and (level or latest.value == latest.comparator):
        return _met(f"{figures}: they are level, or no further apart than chance alone would give.")
    if level:
        return _cannot_tell(f"{figures}: the gap is within what chance alone would give ({latest.say_counts()}).")
    if _beyond(direction, latest.value, latest.comparator):
        return _met(f"{figures}: it is {latest.side}, as intended.")
    if case.is_awaited:
        return _gap_trend(case, latest, latest.comparator)
    return _off_track(f"{figures}: it is {latest.side}, and the aim is that it is {_AIMED_SIDE[direction]}.")


def _closing_gap(case: _Case) -> MeasureJudgement:
    """Met if there is no gap to the comparator, it is no wider than the target's figure, or the right side of it is
    reached. Otherwise on track if the gap has narrowed since it was first known (or in a year, if year on year), and
    off track if it has not or the date is past."""
    latest = case.series.latest
    if latest is None:
        return _cannot_tell(case.series.absence)
    if latest.comparator is None:
        return _cannot_tell(_say_no_comparator(case, latest))
    allowed = case.target.value or 0
    if latest.gap <= allowed or _beyond(case.target.direction, latest.value, latest.comparator):
        figures = f"Latest {latest.say(case.unit)}, against {case.say(latest.comparator)} for {_comparator(case)}"
        return _met(f"{figures}: the gap is {'no wider than the target' if allowed else 'closed'}.")
    if case.due.is_past(case.today) and case.due.latest:
        gap = latest.say_gap(case.unit)
        return _off_track(f"The gap to {_comparator(case)} was {gap}, and was to close by {say_date(case.due.latest)}.")
    return _gap_trend(case, latest, latest.comparator)


def _event(case: _Case) -> MeasureJudgement:
    """Met once it is recorded as having happened (1, or the target's figure). Recorded as not having happened and past
    its date, off track. A record that is missing is not a record that it did not happen."""
    points, due = case.series.points, case.due
    needed = case.target.value if case.target.value is not None else 1
    happened = next((point for point in points if point.value >= needed), None)
    if happened:
        return _met(f"It is recorded as having happened in {say_period(happened.period.wording)}.")
    was_due = f", and it was due by {say_date(due.latest)}" if due.latest and due.is_past(case.today) else ""
    if not points:
        return _cannot_tell(f"Nothing is recorded that shows whether it happened{was_due}.")
    figures = f"It is recorded as not having happened in {say_period(points[-1].period.wording)}"
    if was_due:
        return _off_track(f"{figures}{was_due}.")
    return _cannot_tell(f"{figures}, and {'it is not yet due' if case.is_awaited else due.why_no_last_day()}.")


RULES: Mapping[TargetKind, Rule] = MappingProxyType(
    {
        TargetKind.ABSOLUTE: _absolute,
        TargetKind.DIRECTION: _direction,
        TargetKind.AGAINST_COMPARATOR: _against_comparator,
        TargetKind.CLOSING_GAP: _closing_gap,
        TargetKind.EVENT: _event,
        TargetKind.SURVEY_STATEMENT: _survey_statement,
        TargetKind.TO_BE_DETERMINED: _to_be_determined,
        TargetKind.NOT_STATED: _not_stated,
    }
)
_WITHOUT_A_TARGET = (TargetKind.TO_BE_DETERMINED, TargetKind.NOT_STATED)
_AIMS = {Direction.UP: "it rises", Direction.DOWN: "it falls", Direction.HOLD: "it holds steady"}
_AIMED_SIDE = {Direction.UP: "above", Direction.DOWN: "below", Direction.HOLD: "level"}


def _beyond(direction: Direction | None, value: Number, mark: Number) -> bool:
    """Whether `value` is on the better side of `mark`."""
    return (direction == Direction.UP and value > mark) or (direction == Direction.DOWN and value < mark)


def _moved(case: _Case, direction: Direction, label: str, before: Point, latest: Point) -> MeasureJudgement:
    """Judges one change against the direction that is better."""
    figures = f"{label} {before.say(case.unit)}; latest {latest.say(case.unit)}"
    aim = _AIMS[direction] + (" year on year" if case.is_year_on_year else "")
    interval = chance(before, latest, case.unit)
    counts = f"({before.say_counts()} against {latest.say_counts()})"
    by_chance = interval is not None and interval.contains(0)
    if direction == Direction.HOLD and (by_chance or before.value == latest.value):
        return _on_track(f"{figures}: it has not moved, or no more than chance alone would give.")
    if by_chance:
        return _cannot_tell(f"{figures}: the change is within what chance alone would give {counts}.")
    if interval is not None and not interval.agrees(latest.value - before.value):
        return _cannot_tell(f"{figures}: the percentages and the counts behind them disagree {counts}.")
    moved = "rose" if latest.value > before.value else "fell" if latest.value < before.value else "has not changed"
    if direction == Direction.HOLD and interval is None:
        return _cannot_tell(f"{figures}: it {moved}, and how much change is still steady is not stated.")
    if not _beyond(direction, latest.value, before.value):
        return _off_track(f"{figures}: it {moved}, and the aim is that {aim}.")
    status = MeasureStatus.MET if case.due.is_past(case.today) else MeasureStatus.ON_TRACK
    return Judgement(status, f"{figures}: it {moved}, as intended.")


def _better_side(case: _Case, goal: Number) -> Direction | None:
    """Which way is better, from the target or from where the baseline stands to it."""
    if case.target.direction in (Direction.UP, Direction.DOWN):
        return case.target.direction
    start = case.series.start
    if case.target.direction == Direction.HOLD or start is None or start.value == goal:
        return None
    return Direction.UP if goal > start.value else Direction.DOWN


def _on_path(case: _Case, goal: Number, better: Direction, last: date) -> MeasureJudgement:
    """Compares the latest figure with the straight line from the start to the goal. Periods count at their last day."""
    start, latest = case.series.start, case.series.latest
    if start is None or latest is None:
        figures = f"Target {case.say(goal)}; latest {latest.say(case.unit) if latest else 'not known'}"
        return _cannot_tell(f"{figures}: {case.series.no_baseline}, so there is no path to judge by.")
    figures = (
        f"Target {case.say(goal)} by {say_date(last)}; {case.start_label.lower()} {start.say(case.unit)}; "
        f"latest {latest.say(case.unit)}"
    )
    if start.period.end is None or latest.period.end is None or start.period.end >= last:
        return _cannot_tell(f"{figures}: the dates do not give a path to judge by.")
    whole = (last - start.period.end).days
    gone = min((latest.period.end - start.period.end).days, whole)
    expected = Fraction(start.value) + Fraction(goal - start.value) * Fraction(gone, whole)
    path = f"a straight path would be at {case.say(to_one_place(expected))} by then"
    behind = latest.value < expected if better == Direction.UP else latest.value > expected
    if behind:
        return _off_track(f"{figures}: {path}.")
    interval = chance(start, latest, case.unit)
    if interval is not None and interval.contains(0):
        counts = f"{start.say_counts()} against {latest.say_counts()}"
        return _cannot_tell(f"{figures}: {path}, but the change is within what chance alone would give ({counts}).")
    return _on_track(f"{figures}: {path}.")


def _gap_trend(case: _Case, latest: Point, comparator: Number) -> MeasureJudgement:
    """Whether the gap to the comparator has narrowed."""
    earlier = [point for point in case.series.points[:-1] if point.comparator is not None]
    if case.is_year_on_year:
        earlier = [point for point in earlier if latest.period.is_year_after(point.period)]
    if not earlier:
        when = "for a year before" if case.is_year_on_year else "before that"
        return _cannot_tell(
            f"The gap to {_comparator(case)} was {latest.say_gap(case.unit)}; it is not known {when}, "
            "so whether it is closing cannot be judged."
        )
    first = earlier[0]
    figures = f"The gap to {_comparator(case)} was {first.say_gap(case.unit)} and {latest.say_gap(case.unit)}"
    interval = chance(first, latest, case.unit, shift=float(comparator - (first.comparator or 0)) / 100)
    if interval is not None and interval.contains(0):
        counts = f"{first.say_counts()} against {latest.say_counts()}"
        return _cannot_tell(f"{figures}: the change is within what chance alone would give ({counts}).")
    if latest.gap < first.gap:
        return _on_track(f"{figures}: it narrowed.")
    moved = "widened" if latest.gap > first.gap else "has not changed"
    return _off_track(f"{figures}: it {moved}, and the aim is that it closes.")


def _comparator(case: _Case) -> str:
    return case.target.comparator.strip() or "the comparator"


def _say_no_comparator(case: _Case, latest: Point) -> str:
    period = say_period(latest.period.wording)
    return f"Latest {latest.say(case.unit)}: no figure for {_comparator(case)} is recorded for {period}."


def _say_alone(case: _Case, latest: Point) -> str:
    return (
        f"There is one comparable figure ({latest.say(case.unit)}) and {case.series.no_baseline}, "
        "so there is nothing to compare it with."
    )


def _notes(case: _Case, frequency: str) -> list[str]:
    """What qualifies the answer, a sentence each."""
    latest, due = case.series.latest, case.due
    before = case.series.year_before_latest() if case.is_year_on_year else case.series.start
    compared = [point for point in (before, latest) if point is not None and latest is not None]
    checks_pace = case.target.kind in (TargetKind.DIRECTION, TargetKind.SURVEY_STATEMENT, TargetKind.CLOSING_GAP)
    unread_pace = case.target.pace.strip() and not (checks_pace and case.is_year_on_year)
    notes = [
        "The latest figure is provisional." if latest and latest.provisional else "",
        say_not_over(latest, case.today),
        say_small(compared),
        *case.series.notes,
        say_overdue(case.series.reported, frequency, case.today),
        f"The stated pace ({quote(case.target.pace)}) is not checked." if unread_pace else "",
        f"The date is not clear. {due.question}" if due.precision == Precision.UNCLEAR else "",
    ]
    return [note for note in notes if note]
