"""Three questions asked of a whole strategy, each with its own answer and never added together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goldenthread.analysis import ActionStatus, MeasureStatus, join_words, plural
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.judgements import (
    FamiliesSay,
    action_judgement,
    families_judgement,
    measure_judgement,
)


@dataclass(frozen=True, slots=True)
class Tally:
    """One question: how many stand how, in the order that the statuses are listed."""

    question: str
    noun: tuple[str, str]
    total: int
    counts: tuple[tuple[StrEnum, int], ...]

    @property
    def answer(self) -> str:
        """`Of 6 actions: 1 done, 1 overdue and 4 where we cannot tell.`"""
        if not self.total:
            return f"The strategy states no {self.noun[0]}."
        said = [f"{count:,} {_SAID.get(status, status)}" for status, count in self.counts]
        return f"Of {plural(self.total, *self.noun)}: {join_words(said)}."


_SAID: dict[StrEnum, str] = {
    ActionStatus.CANNOT_TELL: "where we cannot tell",
    MeasureStatus.CANNOT_TELL: "where we cannot tell",
    FamiliesSay.NOT_ASKED: "that nobody has asked them about",
    FamiliesSay.TRUE: "that they say are true",
    FamiliesSay.PARTLY: "that they say are partly true",
    FamiliesSay.NOT_TRUE: "that they say are not true",
    FamiliesSay.DIFFER: "on which families differ",
}


def tallies(whole: pack.Pack, day: date) -> tuple[Tally, Tally, Tally]:
    """Is the work being done? Did the measures move? Do families say so?"""
    done = [action_judgement(action, day).status for action in whole.actions]
    moved = [measure_judgement(measure, day).status for measure in whole.measures]
    said = [families_judgement(answer).status for answer in whole.answers]
    return (
        _tally("Is the work being done?", ("action", "actions"), done, ActionStatus),
        _tally("Did the measures move?", ("measure", "measures"), moved, MeasureStatus),
        _tally("Do families say that it is true?", ("answer to families", "answers to families"), said, FamiliesSay),
    )


def _tally(question: str, noun: tuple[str, str], found: Sequence[StrEnum], order: type[StrEnum]) -> Tally:
    counts = Counter(found)
    return Tally(question, noun, len(found), tuple((status, counts[status]) for status in order if counts[status]))
