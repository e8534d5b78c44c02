"""Could what a pack says be so? Rates that no count makes, days that have not come, periods that are none.

These are the rules that the forms keep to as well (`analysis.doubts`, the policies of measures). They are asked of a
file that comes in, and not of what is held already. A vague wording is no fault: "March 2-21" is what a document says.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from goldenthread.analysis import Observation
from goldenthread.analysis.doubts import impossible
from goldenthread.analysis.due import no_such_day, read_period
from goldenthread.analysis.prose import say_date
from goldenthread.partnership.policies import Refused
from goldenthread.planning.measures import models
from goldenthread.planning.measures.policies import check_hangs_together

from . import format as pack
from .consistency import Inconsistency

Counted = pack.Figure | pack.Baseline | pack.Observation


def implausible(source: pack.Pack, today: date | None) -> Iterator[Inconsistency]:
    """(where, found, expected, remedy) for each. `today` None: no day is called future."""
    day = today or date.max
    for n, evidence in enumerate(source.evidence):
        for m, figure in enumerate(evidence.figures):
            where = f"evidence.{n}.figures.{m}"
            yield from _parts(
                where, figure, Observation("", None, figure.numerator, figure.denominator), figure.unit, day
            )
    for n, measure in enumerate(source.measures):
        yield from _measure(f"measures.{n}", measure, day)
    yield from _not_yet(source, day)
    yield from _no_days(source)


def _measure(where: str, measure: pack.Measure, today: date) -> Iterator[Inconsistency]:
    start, aim = measure.baseline, measure.target
    bare = Observation("", start.value, start.numerator, start.denominator)
    yield from _parts(f"{where}.baseline", start, bare, measure.unit, today)
    if aim.kind == "absolute":
        yield from _impossible(f"{where}.target", Observation("", aim.value), measure.unit, today)
    for n, seen in enumerate(measure.observations):
        place = f"{where}.observations.{n}"
        new = Observation(seen.period, seen.value, seen.numerator, seen.denominator, seen.comparator)
        yield from _parts(place, seen, new, measure.unit, today)
        question = read_period(seen.period).question
        if question and not seen.note.strip():
            remedy = f"{question} Write it such as “2024/25” or “July 2026”, or say in `note` why it cannot be clearer."
            yield f"{place}.period", repr(seen.period), "a period that can be placed in time", remedy


def _parts(where: str, given: Counted, new: Observation, unit: str, today: date) -> Iterator[Inconsistency]:
    """A value beside the two counts that it is made of."""
    wrong = list(_impossible(where, new, unit, today))
    yield from wrong
    if wrong:
        return
    state = "known" if isinstance(given, pack.Figure | pack.Baseline) else given.state
    row = models.Observation(value=given.value, numerator=given.numerator, denominator=given.denominator, state=state)
    try:
        check_hangs_together(row, unit)
    except Refused as refusal:
        yield f"{where}.value", _number(given.value), "a value that its numerator and denominator make", str(refusal)


def _impossible(where: str, new: Observation, unit: str, today: date) -> Iterator[Inconsistency]:
    for field, words in impossible(new, unit, today):
        held = getattr(new, field)
        found = repr(held) if isinstance(held, str) else _number(held)
        yield f"{where}.{field}", found, "a figure that can be so", words


def _number(value: Decimal | None) -> str:
    return "nothing" if value is None else f"{value:f}"


def _not_yet(source: pack.Pack, today: date) -> Iterator[Inconsistency]:
    """What was said, reported or agreed was so on a day that has come."""
    dated: list[tuple[str, tuple[Any, ...]]] = [
        (f"answers.{n}.verdicts", answer.verdicts) for n, answer in enumerate(source.answers)
    ]
    dated += [(f"actions.{n}.updates", action.updates) for n, action in enumerate(source.actions)]
    dated += [(f"actions.{n}.redatings", action.redatings) for n, action in enumerate(source.actions)]
    for where, rows in dated:
        for n, row in enumerate(rows):
            if row.on > today:
                yield f"{where}.{n}.on", f"{row.on}", f"a day up to today, {say_date(today)}", "Correct the date."


def _no_days(source: pack.Pack) -> Iterator[Inconsistency]:
    for where, wording in _promised(source):
        if question := no_such_day(wording):
            yield where, repr(wording), "a day that exists, or the words of the document", question


def _promised(source: pack.Pack) -> Iterator[tuple[str, str]]:
    """Every date that something is promised for. The date that a promise had before may be any."""
    for n, action in enumerate(source.actions):
        yield f"actions.{n}.due", action.due
        yield from ((f"actions.{n}.steps.{m}.due", step.due) for m, step in enumerate(action.steps))
        yield from ((f"actions.{n}.redatings.{m}.now", moved.now) for m, moved in enumerate(action.redatings))
    for n, measure in enumerate(source.measures):
        yield f"measures.{n}.target.due", measure.target.due
