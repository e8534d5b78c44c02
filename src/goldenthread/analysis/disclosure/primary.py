"""Which counts disclose something by themselves?"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from .attack import Fact
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


def same_person(tables: Tables, facts: Iterable[Fact] = ()) -> dict[Cell, Cell]:
    """For each count of 1, a name for whoever it is: a total of 1 and the part of it that is 1 count one person.

    So do two counts of 1 of which it is known that whoever is in the one is in the other.
    """
    person = {cell: cell for cell, count in tables.counts.items() if count == 1}
    groups = [set(each.cells) for each in tables.identities if len(each.left) == 1 and each.left[0] in person]
    groups += [{cell for cell, _ in fact.terms} for fact in facts if _of_one_person(fact, tables)]
    for _ in groups:
        before = dict(person)
        for group in groups:
            ones = group & person.keys()
            person |= dict.fromkeys(ones, min(person[cell] for cell in ones))
        if person == before:
            break
    return person


def _of_one_person(fact: Fact, tables: Tables) -> bool:
    """Whether it says that all of some are among others, and both are one person."""
    sides = [sum(tables.counts.get(cell, 0) for cell, weight in fact.terms if weight == sign) for sign in (1.0, -1.0)]
    return sides == [1, 1] and fact.most == 0 and all(abs(weight) == 1.0 for _, weight in fact.terms)
