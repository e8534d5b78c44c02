"""Which counts disclose something by themselves?"""

from __future__ import annotations

from enum import StrEnum

from .policies import Policy, Zeros
from .tables import Cell, Tables


class Reason(StrEnum):
    SMALL = "a small count"
    ZERO = "a nought: nobody here"
    FULL = "the whole of its total: everybody here"


def primary_cells(tables: Tables, policy: Policy) -> dict[Cell, Reason]:
    """Every count that the policy protects for its own sake, and why."""
    found = dict.fromkeys(_full(tables), Reason.FULL) if policy.full_rows else {}
    for cell, count in tables.counts.items():
        if count == 0 and policy.zeros == Zeros.DISCLOSE:
            found[cell] = Reason.ZERO
        elif 0 < count < policy.under:
            found[cell] = Reason.SMALL
    return dict(sorted(found.items()))


def _full(tables: Tables) -> set[Cell]:
    """Counts above nought that equal a total of two or more parts."""
    return {
        part
        for identity in tables.identities
        if len(identity.left) == 1 and len(identity.right) > 1 and tables.counts[identity.left[0]] > 0
        for part in identity.right
        if tables.counts[part] == tables.counts[identity.left[0]]
    }


def same_person(tables: Tables) -> dict[Cell, Cell]:
    """For each count of 1, a name for whoever it is: a total of 1 and the part of it that is 1 count one person."""
    person = {cell: cell for cell, count in tables.counts.items() if count == 1}
    for _ in tables.identities:
        before = dict(person)
        for identity in tables.identities:
            ones = [cell for cell in identity.cells if cell in person]
            if len(identity.left) == 1 and identity.left[0] in person:
                person |= dict.fromkeys(ones, min(person[cell] for cell in ones))
        if person == before:
            break
    return person
