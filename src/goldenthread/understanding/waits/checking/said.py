"""What is asked of a return, what was answered, and what is known before: the shapes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from goldenthread.understanding.waits.reading.parsed import Line


@dataclass(frozen=True, slots=True)
class Question:
    """`remember`: under which kind of word the answer is kept for the provider's next return."""

    id: str
    text: str
    options: tuple[tuple[str, str], ...]
    why: bool = False
    remember: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered, why, by whom; `asked` and `said` are the question and the answer in words."""

    choice: str
    reason: str = ""
    by: str = ""
    asked: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """Figures of the service from this month on must not be compared with those before it."""

    service: str
    month: str
    reason: str


@dataclass(frozen=True, slots=True)
class Before:
    """What is known before: `words` by kind and plain spelling, the services, and the counts accepted already."""

    provider: str
    words: Mapping[tuple[str, str], str] = field(default_factory=dict)
    services: Sequence[str] = ()
    before: Sequence[Line] = ()


@dataclass(slots=True)
class Understood:
    """`lines` are under our words; they are complete only when no question is open."""

    lines: list[Line] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)
    open: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    breaks: list[Break] = field(default_factory=list)
