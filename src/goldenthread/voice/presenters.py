"""How is an answer shown to those who say whether it is true?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from .states import AnswerKind, VerdictGroup


@dataclass(frozen=True, slots=True)
class Said:
    """One verdict as shown."""

    on: date
    verdict: str
    group: str
    note: str


@dataclass(frozen=True, slots=True)
class AnswerToConfirm:
    """What was said, what was answered, and what families' representatives said of it, newest first."""

    key: str
    said: tuple[str, ...]
    kind: str
    text: str
    reason: str
    year: str
    verdicts: tuple[Said, ...]


def answer_to_confirm(answer: Any, statements: Iterable[Any], verdicts: Iterable[Any]) -> AnswerToConfirm:
    """From an answer and its rows."""
    return AnswerToConfirm(
        answer.key,
        tuple(statement.text for statement in statements),
        AnswerKind(answer.kind).label,
        answer.text,
        answer.reason,
        answer.year,
        tuple(Said(v.on, v.verdict, VerdictGroup(v.group).label, v.note) for v in verdicts),
    )
