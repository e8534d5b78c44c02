"""What changed in the strategy between two days, sorted so that a board can read it?

Reports, figures and verdicts have sections of their own, so they are left out here. A moved date comes from the record
of who agreed to it where there is one; a date that was moved without that is said to be so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goldenthread.publishing.documents.cells import titled
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.changes import NOUNS, Change, Verb, changes_between

from .basis import Basis

_ELSEWHERE = (".updates", ".observations", ".verdicts", ".redatings")
_WHO = (".leads", ".owner")


@dataclass(frozen=True, slots=True)
class Moved:
    """A promise whose date moved. `agreed` is empty where nobody is recorded as agreeing."""

    what: str
    step: str
    was: str
    now: str
    agreed: str
    reason: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed, by kind. Sentences are as `packs.changes` says them."""

    moved: tuple[Moved, ...]
    added: tuple[str, ...]
    withdrawn: tuple[str, ...]
    reworded: tuple[Change, ...]
    joined: tuple[str, ...]
    who: tuple[str, ...]
    other: tuple[str, ...]

    @property
    def total(self) -> int:
        return sum(
            len(part)
            for part in (self.moved, self.added, self.withdrawn, self.reworded, self.joined, self.who, self.other)
        )


def changed(basis: Basis) -> Changed:
    """Everything that changed in the period, as far as it can be compared."""
    all_ = changes_between(basis.before.pack, basis.pack) if basis.before else ()
    told = [each for each in all_ if not each.where.endswith(_ELSEWHERE)]
    redated = [each for each in told if each.verb == Verb.REDATED and each.before and each.after]
    rest = [each for each in told if each not in redated]
    whole = [each for each in rest if each.where == f"{_PLURALS.get(each.noun, '')}.{each.key}"]
    parts = [each for each in rest if each not in whole]
    return Changed(
        moved=(*_agreed(basis), *(_unagreed(basis, each) for each in redated if not _recorded(basis, each))),
        added=_sentences(each for each in whole if each.verb == Verb.ADDED),
        withdrawn=_sentences(each for each in whole if each.verb == Verb.WITHDRAWN),
        reworded=tuple(each for each in parts if each.verb == Verb.REWORDED),
        joined=_sentences(each for each in parts if each.verb in (Verb.JOINED, Verb.PARTED)),
        who=_sentences(
            each for each in parts if each.where.endswith(_WHO) and each.verb not in (Verb.JOINED, Verb.PARTED)
        ),
        other=_sentences(
            each
            for each in parts
            if each.verb not in (Verb.REWORDED, Verb.JOINED, Verb.PARTED) and not each.where.endswith(_WHO)
        ),
    )


_PLURALS = {noun: plural for plural, noun in NOUNS.items()}


def _sentences(changes: Iterable[Change]) -> tuple[str, ...]:
    return tuple(each.sentence for each in changes)


def redatings(basis: Basis) -> list[tuple[pack.Action, pack.Redating]]:
    """Each move of a date that was agreed in the period, by the day of the agreement."""
    found = [
        (action, each) for action in basis.pack.actions for each in action.redatings if basis.period.holds(each.on)
    ]
    return sorted(found, key=lambda pair: pair[1].on)


def _agreed(basis: Basis) -> tuple[Moved, ...]:
    return tuple(
        Moved(
            titled(action),
            next((step.text for step in action.steps if step.key == each.step), ""),
            each.was or "No date",
            each.now,
            f"{each.on.day} {each.on:%B %Y}, agreed by {each.agreed_by}",
            each.reason,
        )
        for action, each in redatings(basis)
    )


def _recorded(basis: Basis, change: Change) -> bool:
    """Is the move recorded as agreed, in the period or outside it?"""
    return any(
        each.now == change.after
        for action in basis.pack.actions
        if action.key == change.key
        for each in action.redatings
    )


def _unagreed(basis: Basis, change: Change) -> Moved:
    item = next(
        (each for each in (*basis.pack.actions, *basis.pack.measures) if each.key == change.key),
        None,
    )
    return Moved(titled(item) if item else change.key, "", change.before, change.after, "", "")
