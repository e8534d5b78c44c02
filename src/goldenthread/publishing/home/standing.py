"""What is off track, why, since when, and who must decide; and what cannot be told, and why not?

Three questions are asked apart and never rolled into one: is the work being done, did the measures move, do families
say that it is true? Where everything is done and a measure still falls, that is said first of all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goldenthread.analysis import ActionStatus, MeasureStatus, join_words
from goldenthread.analysis.prose import plural, say_date
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.deciders import owners_of, who_decides
from goldenthread.publishing.packs.judgements import FamiliesSay, families_judgement
from goldenthread.publishing.packs.reading import Index

from .work import ACTION, FINISHED, Work, since

OFF_TRACK = (ActionStatus.BLOCKED, ActionStatus.OVERDUE, MeasureStatus.OFF_TRACK, ActionStatus.AT_RISK)
UNKNOWN = (ActionStatus.CANNOT_TELL, MeasureStatus.CANNOT_TELL)
CONTESTED = (FamiliesSay.NOT_TRUE, FamiliesSay.DIFFER, FamiliesSay.PARTLY)


@dataclass(frozen=True, slots=True)
class Item:
    """A link to one thing: the plural and key of its page, and what it is called."""

    plural: str
    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Concern:
    """Things that stand alike for the same reason, said once for all of them."""

    noun: str
    status: StrEnum
    reason: str
    since: str
    decides: str
    led_by: str
    items: tuple[Item, ...]

    @property
    def count(self) -> str:
        """`3 actions`."""
        return plural(len(self.items), self.noun)


@dataclass(frozen=True, slots=True)
class Tally:
    """One of the three questions: how many stand how."""

    question: str
    noun: str
    total: int
    counts: tuple[tuple[StrEnum, int], ...]


def tallies(work: Sequence[Work], answers: Sequence[pack.Answer]) -> tuple[Tally, Tally, Tally]:
    """The three questions, each with its own counts."""
    actions = [w.judgement.status for w in work if w.kind == ACTION]
    measures = [w.judgement.status for w in work if w.kind != ACTION]
    said = [families_judgement(answer).status for answer in answers]
    return (
        _tally("Is the work being done?", "action", actions, ActionStatus),
        _tally("Did the measures move?", "measure", measures, MeasureStatus),
        _tally("Do families say so?", "answer", said, FamiliesSay),
    )


def _tally(question: str, noun: str, found: Sequence[StrEnum], order: type[StrEnum]) -> Tally:
    counts = Counter(found)
    return Tally(question, noun, len(found), tuple((status, counts[status]) for status in order if counts[status]))


def off_track(work: Iterable[Work], index: Index, today: date) -> tuple[Concern, ...]:
    """What is off track and what families do not find true, worst first; alike things together."""
    found = [w for w in work if w.judgement.status in OFF_TRACK]
    found.sort(key=lambda w: (OFF_TRACK.index(w.judgement.status), w.due.sort_key))
    return (*_grouped(found, index, today), *_contested(index))


def cannot_tell(work: Iterable[Work], index: Index, today: date) -> tuple[Concern, ...]:
    """What cannot be told, and why; the commonest reason first."""
    groups = _grouped([w for w in work if w.judgement.status in UNKNOWN], index, today)
    judged = [(answer, families_judgement(answer)) for answer in index.pack.answers]
    silent = [(answer, said) for answer, said in judged if said.status == FamiliesSay.NOT_ASKED]
    if silent:
        said = silent[0][1]
        items = tuple(_answer_item(answer) for answer, _ in silent)
        groups.append(Concern("answer", said.status, said.reason, "", who_decides(index).says, "", items))
    return tuple(sorted(groups, key=lambda group: -len(group.items)))


def _grouped(work: Iterable[Work], index: Index, today: date) -> list[Concern]:
    """Alike are things of one kind that stand the same since the same day for the same reason, whatever its figures."""
    groups: dict[tuple[str, StrEnum, str, str, str, str], list[Work]] = {}
    for w in work:
        named = w.item.leads if isinstance(w.item, pack.Action) else owners_of(w.item)
        general = _without_figures(w.judgement.reason)
        leads = join_words([holder.says for holder in w.leads])
        alike = (w.kind, w.judgement.status, general, since(w, today), who_decides(index, named).says, leads)
        groups.setdefault(alike, []).append(w)
    return [_concern(alike, found) for alike, found in groups.items()]


def _concern(alike: tuple[str, StrEnum, str, str, str, str], found: Sequence[Work]) -> Concern:
    noun, status, general, begun, who, leads = alike
    reasons = {w.judgement.reason for w in found}
    reason = reasons.pop() if len(reasons) == 1 else general
    return Concern(noun, status, reason, begun, who, leads, tuple(Item(w.plural, w.key, w.title) for w in found))


def _without_figures(reason: str) -> str:
    return re.sub(r" \([^)]*\)", "", reason)


def _contested(index: Index) -> list[Concern]:
    """Answers that families, or one group of them, do not find true."""
    found = []
    for answer in index.pack.answers:
        said = families_judgement(answer)
        if said.status in CONTESTED:
            on = say_date(max(verdict.on for verdict in answer.verdicts))
            item = _answer_item(answer)
            found.append(Concern("answer", said.status, said.reason, on, who_decides(index).says, "", (item,)))
    return sorted(found, key=lambda concern: CONTESTED.index(concern.status))


def _answer_item(answer: pack.Answer) -> Item:
    return Item("answers", answer.key, answer.text if len(answer.text) <= 120 else f"{answer.text[:117].rstrip()}…")


def done_but_not_better(work: Sequence[Work]) -> tuple[tuple[Work, tuple[Work, ...]], ...]:
    """Measures that are off track though every action they measure is finished: done is not the same as better."""
    actions = [w for w in work if w.kind == ACTION]
    found = []
    for measure in work:
        if measure.judgement.status == MeasureStatus.OFF_TRACK:
            behind = tuple(action for action in actions if _measured_by(action.item, measure.item))
            if behind and all(action.judgement.status in FINISHED for action in behind):
                found.append((measure, behind))
    return tuple(found)


def _measured_by(action: pack.Action | pack.Measure, measure: pack.Action | pack.Measure) -> bool:
    """Does the measure measure this action, or what this action delivers or works towards?"""
    if not isinstance(action, pack.Action) or not isinstance(measure, pack.Measure):
        return False
    ends = {action.key, *(link.key for link in (*action.delivers, *action.achieves))}
    return any(link.key in ends for link in measure.measures)


def warning(work: Sequence[Work]) -> str:
    """What a director must not miss: all the work may be done while a measure goes the wrong way."""
    actions = [w for w in work if w.kind == ACTION]
    wrong = [w for w in work if w.judgement.status == MeasureStatus.OFF_TRACK]
    if actions and wrong and all(w.judgement.status in FINISHED for w in actions):
        measures = plural(len(wrong), "measure")
        verb = "is" if len(wrong) == 1 else "are"
        return f"Every action is reported done, but {measures} {verb} off track. Done is not the same as better."
    return ""
