"""How are a workbook's changes, faults and notes shown?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from goldenthread.analysis.prose import plural
from goldenthread.publishing.packs.changes import Change, Verb, summary
from goldenthread.publishing.packs.faults import Fault

from .forms import MOST_AT_ONCE
from .outgoing import Texts, rows_of
from .propose import Proposal
from .questions import Question
from .shapes import SHEETS, Sheet, columns

MOST_SHOWN = 400


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One change in words; both wordings where something was reworded; what was read of something that is new."""

    sentence: str
    before: str = ""
    after: str = ""
    read: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What accepting would do, ready to show."""

    summary: str
    groups: tuple[tuple[str, tuple[ShownChange, ...]], ...]
    count: int
    not_shown: int
    notes: tuple[str, ...]
    open: tuple[Question, ...]
    later: int
    answered: tuple[Question, ...]

    @property
    def open_count(self) -> int:
        """Questions still to be answered, those not shown yet among them."""
        return len(self.open) + self.later


@dataclass(frozen=True, slots=True)
class ShownImport:
    """A line of the list."""

    id: Any
    name: str
    by: str
    at: datetime
    state: str
    tone: str
    waits: bool


@dataclass(frozen=True, slots=True)
class ShownFault:
    """A fault, ready to show."""

    where: str
    found: str
    expected: str
    remedy: str


_TONES = {"previewed": "blue", "accepted": "green", "refused": "red", "abandoned": "grey"}


def preview(proposal: Proposal) -> Preview:
    """The changes by what they are about, not too many; the questions, not too many at once."""
    changes = proposal.changes[:MOST_SHOWN]
    written = rows_of(proposal.pack)
    cells = {
        row.key: (sheet, row.texts) for sheet in SHEETS for row in written[sheet.name] if sheet.name != "key-actions"
    }
    groups = tuple(
        (_heading(noun), tuple(_shown(change, cells) for change in found))
        for noun, found in groupby(changes, key=lambda change: change.noun)
    )
    open_ids = {question.id for question in proposal.open}
    return Preview(
        summary(proposal.changes),
        groups,
        len(proposal.changes),
        len(proposal.changes) - len(changes),
        proposal.notes,
        proposal.open[:MOST_AT_ONCE],
        max(0, len(proposal.open) - MOST_AT_ONCE),
        tuple(question for question in proposal.questions if question.id not in open_ids)[:MOST_AT_ONCE],
    )


def _heading(noun: str) -> str:
    return (
        plural(2, noun, {"priority": "priorities", "piece of evidence": "evidence"}.get(noun, ""))
        .removeprefix("2 ")
        .capitalize()
    )


def _shown(change: Change, cells: dict[str, tuple[Sheet, Texts]]) -> ShownChange:
    if change.verb is Verb.REWORDED:
        return ShownChange(change.sentence, change.before, change.after)
    if change.verb is Verb.ADDED and change.where.count(".") == 1 and change.key in cells:
        sheet, texts = cells[change.key]
        named = columns(sheet.rows)
        read = tuple(
            (named[name].heading, texts[name]) for name in sheet.columns if texts.get(name) and name != "title"
        )
        return ShownChange(change.sentence, read=read)
    return ShownChange(change.sentence)


def listed(imports: Iterable[Any]) -> tuple[ShownImport, ...]:
    """The workbooks that were brought in."""
    return tuple(
        ShownImport(
            row.pk,
            row.name,
            row.brought_by.name if row.brought_by else "An operator, at the command line",
            row.brought_at,
            row.get_state_display(),
            _TONES[row.state],
            row.state == "previewed",
        )
        for row in imports
    )


def faults(found: Iterable[Fault]) -> tuple[ShownFault, ...]:
    """The faults, in words."""
    return tuple(
        ShownFault(_capital(fault.where or "the file"), fault.found, fault.expected, fault.remedy) for fault in found
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
