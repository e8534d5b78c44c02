"""What was done in the period, which measures moved, and what did families say? Three things, told apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from goldenthread.analysis import Judgement, read_period
from goldenthread.publishing.documents.cells import titled
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.judgements import FamiliesSay, families_judgement, measure_judgement
from goldenthread.publishing.packs.reading.pictures import in_order

from .basis import Basis

FINISHED = ("done", "embedded")


@dataclass(frozen=True, slots=True)
class NewFigure:
    """A measure with a figure that is new in the period. `before` is the figure before it, if there is one."""

    measure: pack.Measure
    before: pack.Observation | None
    latest: pack.Observation
    judgement: Judgement[Any]


@dataclass(frozen=True, slots=True)
class Said:
    """What one group said of one answer, in the period."""

    answer: str
    verdict: pack.Verdict


def reported(basis: Basis) -> list[tuple[pack.Action, pack.Update]]:
    """Every report made in the period, by action and then by day."""
    return [
        (action, update)
        for action in basis.pack.actions
        for update in sorted(action.updates, key=lambda each: each.on)
        if basis.period.holds(update.on)
    ]


def finished(basis: Basis) -> tuple[str, ...]:
    """Actions that were first reported finished in the period."""
    found = []
    for action in basis.pack.actions:
        days = sorted(update.on for update in action.updates if update.state in FINISHED and update.on <= basis.day)
        if days and basis.period.holds(days[0]):
            found.append(titled(action))
    return tuple(found)


def new_figures(basis: Basis) -> tuple[NewFigure, ...]:
    """Measures with a known figure that was recorded in the period, or that is for a time that ended in it or is not over."""
    found = []
    for measure in basis.pack.measures:
        ordered = in_order(measure)
        new = [seen for seen in ordered if _is_new(basis, measure, seen)]
        known = [seen for seen in new if seen.value is not None]
        if known:
            before = [seen for seen in ordered if seen.value is not None and seen not in new]
            judged = measure_judgement(measure, basis.day)
            found.append(NewFigure(measure, before[-1] if before else None, known[-1], judged))
    return tuple(found)


def _is_new(basis: Basis, measure: pack.Measure, seen: pack.Observation) -> bool:
    """Recorded in the time, as the state before it shows; else for a period that ended in it, or that is not over."""
    time = read_period(seen.period)
    if time.end is not None and basis.period.holds(time.end):
        return True
    if basis.before is not None and not _held(basis.before.pack, measure, seen):
        return True
    was_held = basis.before is not None and basis.before.exact
    return not was_held and time.start is not None and time.end is not None and time.start <= basis.day < time.end


def _held(whole: pack.Pack, measure: pack.Measure, seen: pack.Observation) -> bool:
    return any(seen in each.observations for each in whole.measures if each.key == measure.key)


def said(basis: Basis) -> tuple[Said, ...]:
    """What families' representatives said in the period, by day."""
    found = [
        Said(titled(answer), verdict)
        for answer in basis.pack.answers
        for verdict in answer.verdicts
        if basis.period.holds(verdict.on)
    ]
    return tuple(sorted(found, key=lambda each: each.verdict.on))


def not_asked(basis: Basis) -> int:
    """How many answers nobody has asked families about."""
    return sum(families_judgement(answer).status == FamiliesSay.NOT_ASKED for answer in basis.pack.answers)
