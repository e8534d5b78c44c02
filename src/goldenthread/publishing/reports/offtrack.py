"""What is off track, why, since when and who must decide; and what cannot be told, and why not?

Things that stand alike for the same reason, since the same day and before the same board are said once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from goldenthread.analysis import ActionStatus, Judgement, MeasureStatus, join_words, say_date
from goldenthread.publishing.documents.cells import titled
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.deciders import Decider, answers_to, owners_of, who_decides
from goldenthread.publishing.packs.judgements import (
    FamiliesSay,
    action_judgement,
    families_judgement,
    measure_judgement,
)
from goldenthread.publishing.packs.reading.standing import measures_of
from goldenthread.publishing.packs.since import Since, action_since, measure_since

from .basis import Basis

OFF_TRACK = (ActionStatus.BLOCKED, ActionStatus.OVERDUE, MeasureStatus.OFF_TRACK, ActionStatus.AT_RISK)
CONTESTED = (FamiliesSay.NOT_TRUE, FamiliesSay.DIFFER, FamiliesSay.PARTLY)
FINISHED = (ActionStatus.DONE, ActionStatus.EMBEDDED)
_ORDER = ("actions", "measures", "answers")
_BASELINE = re.compile(r"since the baseline \(([^()]+(?:\([^()]*\)[^()]*)?)\)")


@dataclass(frozen=True, slots=True)
class Concern:
    """Things that stand alike. `kind` is the list they are of: actions, measures or answers."""

    kind: str
    status: StrEnum
    reason: str
    since: Since
    decides: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DoneNotBetter:
    """An action that is done while a measure it is meant to move is off track, or families do not find it true."""

    action: str
    status: StrEnum
    against: tuple[str, ...]


def off_track(basis: Basis) -> tuple[Concern, ...]:
    """Actions, then measures, then answers that families do not find true; in each the worst first, then the longest."""
    concerns = [*_actions(basis), *_measures(basis), *_answers(basis)]
    ranks: list[StrEnum] = [*OFF_TRACK, *CONTESTED]
    return tuple(
        sorted(_grouped(concerns), key=lambda c: (_ORDER.index(c.kind), ranks.index(c.status), c.since.day or date.max))
    )


def cannot_tell(basis: Basis) -> tuple[Concern, ...]:
    """What cannot be told, by reason; the commonest reason first in each list."""
    actions = [(action, action_judgement(action, basis.day)) for action in basis.pack.actions]
    measures = [(measure, measure_judgement(measure, basis.day)) for measure in basis.pack.measures]
    answers = [(answer, families_judgement(_by(answer, basis.day))) for answer in basis.pack.answers]
    found = [
        *(_unknown("actions", *pair) for pair in actions if pair[1].status == ActionStatus.CANNOT_TELL),
        *(_unknown("measures", *pair) for pair in measures if pair[1].status == MeasureStatus.CANNOT_TELL),
        *(_unknown("answers", *pair) for pair in answers if pair[1].status == FamiliesSay.NOT_ASKED),
    ]
    return tuple(sorted(_grouped(found), key=lambda c: (_ORDER.index(c.kind), -len(c.titles))))


def _unknown(kind: str, item: Any, judged: Judgement[Any]) -> Concern:
    """Reasons that differ only by a measure's baseline are one reason: the baseline goes with the title instead."""
    figure = _BASELINE.search(judged.reason)
    reason = judged.reason.replace(figure[0], "since the baseline") if figure else judged.reason
    title = f"{titled(item)} (baseline {figure[1]})" if figure else titled(item)
    return Concern(kind, judged.status, reason, Since(""), "", (title,))


def done_not_better(basis: Basis) -> tuple[DoneNotBetter, ...]:
    """Every finished action that has a measure off track, or a promise that families do not find true."""
    found = []
    for action in basis.pack.actions:
        judged = action_judgement(action, basis.day)
        if judged.status not in FINISHED:
            continue
        wrong = [
            f"{each.ref.title}: off track{f' (through {each.through})' if each.through else ''}"
            for each in measures_of(basis.edition.index, action, basis.day)
            if each.judgement.status == MeasureStatus.OFF_TRACK
        ]
        wrong += [f"{said.status}: “{titled(answer)}” {said.reason}" for answer, said in _contested_of(basis, action)]
        if wrong:
            found.append(DoneNotBetter(titled(action), judged.status, tuple(wrong)))
    return tuple(found)


def _contested_of(basis: Basis, action: pack.Action) -> Iterable[tuple[pack.Answer, Judgement[FamiliesSay]]]:
    for answer in basis.pack.answers:
        if any(link.key == action.key for link in answer.kept_by):
            said = families_judgement(_by(answer, basis.day))
            if said.status in CONTESTED:
                yield answer, said


def _actions(basis: Basis) -> Iterable[Concern]:
    for action in basis.pack.actions:
        judged = action_judgement(action, basis.day)
        if judged.status in OFF_TRACK:
            yield _concern(basis, "actions", action, judged, action.leads)


def _measures(basis: Basis) -> Iterable[Concern]:
    for measure in basis.pack.measures:
        judged = measure_judgement(measure, basis.day)
        if judged.status in OFF_TRACK:
            yield _concern(basis, "measures", measure, judged, owners_of(measure))


def _answers(basis: Basis) -> Iterable[Concern]:
    for answer in basis.pack.answers:
        known = _by(answer, basis.day)
        judged = families_judgement(known)
        if judged.status in CONTESTED:
            first = min(verdict.on for verdict in known.verdicts if verdict.verdict != "true")
            leads = _leads_of(basis, answer)
            yield Concern(
                "answers",
                judged.status,
                f"{judged.reason}{_notes(known)}",
                Since(say_date(first), first),
                decides(basis, leads),
                (titled(answer),),
            )


def _by(answer: pack.Answer, day: date) -> pack.Answer:
    """What was known by a day."""
    return answer.model_copy(update={"verdicts": tuple(verdict for verdict in answer.verdicts if verdict.on <= day)})


def _notes(answer: pack.Answer) -> str:
    notes = [f"“{verdict.note}”" for verdict in answer.verdicts if verdict.note and verdict.verdict != "true"]
    return f" {join_words(notes)}" if notes else ""


def _leads_of(basis: Basis, answer: pack.Answer) -> tuple[pack.Lead, ...]:
    """Whoever leads the actions that keep the promise."""
    kept = {link.key for link in answer.kept_by}
    return tuple(lead for action in basis.pack.actions if action.key in kept for lead in action.leads)


def _concern(basis: Basis, kind: str, item: Any, judged: Judgement[Any], leads: tuple[pack.Lead, ...]) -> Concern:
    if kind == "actions":
        since = action_since(item, judged, basis.day, basis.earlier(kind, item.key))
    else:
        since = measure_since(item, judged, basis.day)
    return Concern(kind, judged.status, judged.reason, since, decides(basis, leads), (titled(item),))


def decides(basis: Basis, leads: tuple[pack.Lead, ...]) -> str:
    """Who must decide, seen from the board that the report is for; and who leads."""
    index = basis.edition.index
    decider = who_decides(index, leads)
    led = [index.who(lead) for lead in leads if lead.part == "lead"]
    named = f"Led by {join_words(led)}" if led else "No lead is named" if not leads or decider.board else ""
    return ". ".join(part for part in (_seen_from(basis, decider), named) if part) + "."


def _seen_from(basis: Basis, decider: Decider) -> str:
    if not decider.board or basis.board is None:
        return decider.says
    if decider.board == basis.board.key:
        return "This board"
    if answers_to(basis.pack, decider.board, basis.board.key):
        return f"{decider.says}; it answers to this board"
    return decider.says


def _grouped(concerns: Iterable[Concern]) -> Sequence[Concern]:
    groups: dict[Concern, list[str]] = {}
    for each in concerns:
        groups.setdefault(replace(each, titles=()), []).extend(each.titles)
    return [replace(alike, titles=tuple(titles)) for alike, titles in groups.items()]
