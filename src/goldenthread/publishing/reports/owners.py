"""Whose work is late, and on whose work was nothing reported in the period? By organisation and role, never by name."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.analysis import ActionStatus
from goldenthread.publishing.documents.cells import titled
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.judgements import action_judgement

from .basis import Basis

NOBODY = "Nobody is named as lead"
_CLOSED = (ActionStatus.DONE, ActionStatus.EMBEDDED, ActionStatus.DROPPED)


@dataclass(frozen=True, slots=True)
class Owner:
    """One lead's open work: which of it is late, and on which of it nothing was reported in the period."""

    body: str
    role: str
    open: int
    late: tuple[str, ...]
    silent: tuple[str, ...]


def owners(basis: Basis) -> tuple[Owner, ...]:
    """Each lead with work that is late or silent, those with most first. Work that two lead stands under both."""
    held: dict[tuple[str, str], list[pack.Action]] = {}
    for action in _open(basis):
        for who in _leads(basis, action):
            held.setdefault(who, []).append(action)
    found = [_owner(basis, body, role, actions) for (body, role), actions in held.items()]
    wanting = [owner for owner in found if owner.late or owner.silent]
    return tuple(sorted(wanting, key=lambda owner: (-len(owner.late), -len(owner.silent), owner.body, owner.role)))


def count_late(basis: Basis) -> int:
    """How many open actions are past their day."""
    return sum(_is_late(basis, action) for action in _open(basis))


def count_silent(basis: Basis) -> int:
    """On how many open actions nothing was reported in the period."""
    return sum(_is_silent(basis, action) for action in _open(basis))


def _open(basis: Basis) -> list[pack.Action]:
    return [action for action in basis.pack.actions if action_judgement(action, basis.day).status not in _CLOSED]


def _is_late(basis: Basis, action: pack.Action) -> bool:
    return action_judgement(action, basis.day).status == ActionStatus.OVERDUE


def _is_silent(basis: Basis, action: pack.Action) -> bool:
    return not any(basis.period.holds(update.on) for update in action.updates)


def _leads(basis: Basis, action: pack.Action) -> list[tuple[str, str]]:
    index = basis.edition.index
    named = [(index.body(lead.organisation), lead.role or lead.wording) for lead in action.leads if lead.part == "lead"]
    return list(dict.fromkeys(named)) or [(NOBODY, "")]


def _owner(basis: Basis, body: str, role: str, actions: list[pack.Action]) -> Owner:
    late = tuple(titled(each) for each in actions if _is_late(basis, each))
    silent = tuple(titled(each) for each in actions if _is_silent(basis, each))
    return Owner(body, role, len(actions), late, silent)
