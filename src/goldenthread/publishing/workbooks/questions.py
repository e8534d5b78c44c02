"""What must a person answer before a workbook can be taken in, and what happens to what nobody can answer?

Every question has an answer that changes and invents nothing (`otherwise`), so that "we do not know yet" is always
possible. Until a question is answered, the preview shows that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

EACH = "each"
WRITE = "write"
MOST_PLACES = 40


@dataclass(frozen=True, slots=True)
class Option:
    """One answer. `writes`: something must be written beside it."""

    value: str
    label: str
    writes: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A box to write in. `check` names what the words must be: a date, a year, somebody's role, or any words."""

    name: str
    label: str
    hint: str = ""
    check: str = ""
    lines: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Something that the workbook leaves open. The same question of several rows is asked once, with their places."""

    id: str
    text: str
    options: tuple[Option, ...]
    otherwise: str
    places: tuple[str, ...] = ()
    written: tuple[Written, ...] = ()
    why: str = ""

    @property
    def shown(self) -> tuple[Option, ...]:
        """The options, without "ask me about each" where there is one place only."""
        return tuple(option for option in self.options if option.value != EACH or len(self.places) > 1)

    @property
    def where(self) -> tuple[str, ...]:
        """The places, not too many."""
        more = len(self.places) - MOST_PLACES
        return self.places if more <= 0 else (*self.places[:MOST_PLACES], f"and {more} more")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered; `given` is false while nobody has."""

    choice: str
    given: bool
    texts: dict[str, str] = field(default_factory=dict)

    def text(self, name: str = WRITE) -> str:
        """What was written beside it."""
        return self.texts.get(name, "")


class Asker:
    """Asks, and answers from what was answered before. Nothing is remembered here but which questions arose."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self.answers = answers
        self.asked: dict[str, Question] = {}

    def ask(self, question: Question, place: str = "") -> Answer:
        """The answer to a question, or its harmless one."""
        known = self.asked.get(question.id, question)
        if place and place not in known.places:
            known = replace(known, places=(*known.places, place))
        self.asked[question.id] = known
        return self._answer(question)

    def ask_together(self, together: Question, alone: Question, place: str) -> Answer:
        """One question for all such rows, unless its answer was to be asked about each."""
        answer = self.ask(together, place)
        return self.ask(alone, place) if answer.choice == EACH else answer

    def _answer(self, question: Question) -> Answer:
        stored = self.answers.get(question.id)
        if isinstance(stored, dict):
            choice = str(stored.get("choice", ""))
            option = next((option for option in question.options if option.value == choice), None)
            texts = {w.name: str(stored.get(w.name, "")).strip() for w in question.written}
            if option and not (option.writes and any(not text for text in texts.values())):
                return Answer(choice, True, texts)
        return Answer(question.otherwise, False)

    @property
    def open(self) -> tuple[Question, ...]:
        """Those still to be answered."""
        return tuple(question for question in self.asked.values() if not self._answer(question).given)


def identity(kind: str, *words: str) -> str:
    """The same for the same question about the same words, whatever the row."""
    return f"{kind}-{hashlib.sha256('|'.join(words).encode()).hexdigest()[:12]}"
