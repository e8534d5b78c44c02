"""Which of the policy's demands does a choice of hidden cells fail, and what would have to be hidden to meet them?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .attack import Fact, Flags, System, View, reach, see
from .policies import Policy, Zeros
from .primary import Reason, primary_cells, same_person
from .tables import Cell, Tables

REMEMBERED = 400  # witnesses kept: each is a table that the attacker cannot rule out, and may serve many demands


@dataclass(frozen=True, slots=True)
class Demand:
    """The interval of one count must have this width, even to the only person in the `insider` cell, if there is one."""

    column: int
    width: int
    insider: int | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What does not change while cells to hide are sought."""

    system: System
    policy: Policy
    primary: dict[Cell, Reason]
    forced: frozenset[Cell]
    released: frozenset[Cell]
    people: dict[Cell, Cell]  # whom a count of 1 counts

    @classmethod
    def of(cls, tables: Tables, policy: Policy, hidden: Collection[Cell], released: Collection[Cell] = ()) -> Case:
        primary = primary_cells(tables, policy)
        return cls(System.of(tables), policy, primary, frozenset(hidden), frozenset(released), same_person(tables))

    def view(self, hidden: Collection[Cell], facts: Sequence[Fact] = ()) -> View:
        small = {cell for cell, reason in self.primary.items() if reason != Reason.FULL}
        return see(self.system, self.policy, small, hidden, self.released, facts)

    def may_hide(self, cell: Cell) -> bool:
        shown = self.policy.zeros == Zeros.SHOWN and self.system.counts[self.system.place[cell]] == 0
        return cell not in self.released and not shown

    @property
    def candidates(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.system.cells if cell not in self.forced and self.may_hide(cell))

    def asked(self, cell: Cell) -> int:
        """The width that the policy asks for a cell that is protected or hidden."""
        return self.policy.width if cell in self.primary else int(self.policy.all_hidden)

    def outsiders(self) -> list[Demand]:
        cells = sorted(self.primary.keys() | self.forced)
        return [Demand(self.system.place[cell], self.asked(cell)) for cell in cells]

    def insiders(self) -> list[Demand]:
        """Nobody is kept from knowing a count of which they are the only person, wherever it stands."""
        alone = self.primary.keys() & self.people.keys() if self.policy.singletons else set()
        return [
            Demand(self.system.place[cell], 1, self.system.place[insider])
            for insider in sorted(alone)
            for cell in self.primary
            if self.people.get(cell) != self.people[insider]
        ]


@dataclass(frozen=True, slots=True)
class Failure:
    demand: Demand
    held_by: Flags


@dataclass(slots=True)
class Auditor:
    """Runs the attack, and remembers tables that an attacker could not rule out, to spare most of the programmes."""

    case: Case
    witnesses: list[NDArray[np.int64]] = field(default_factory=list)

    def failures(self, hidden: Collection[Cell], facts: Sequence[Fact] = ()) -> list[Failure]:
        """What outsiders learn; only where they learn too little, what insiders do."""
        view = self.case.view(hidden, facts)
        known = self._still_possible(view)
        outside = list(self._fail(view, self.case.outsiders(), known))
        return outside or list(self._fail(view, self.case.insiders(), known))

    def passes(self, hidden: Collection[Cell], facts: Sequence[Fact] = ()) -> bool:
        view = self.case.view(hidden, facts)
        known = self._still_possible(view)
        demands = self.case.outsiders() + self.case.insiders()
        return next(self._fail(view, demands, known), None) is None

    def _still_possible(self, view: View) -> list[NDArray[np.int64]]:
        self.witnesses = self.witnesses[-REMEMBERED:]
        return [witness for witness in self.witnesses if _agrees(witness, view)]

    def _fail(self, view: View, demands: list[Demand], known: list[NDArray[np.int64]]) -> Iterator[Failure]:
        for demand in demands:
            held_by = self._fails(view, demand, known)
            if held_by is not None:
                yield Failure(demand, held_by)

    def _fails(self, view: View, demand: Demand, known: list[NDArray[np.int64]]) -> Flags | None:
        if _width(demand, known) >= demand.width:
            return None
        held_by = np.zeros(len(self.case.system.cells), dtype=bool)
        theirs = view if demand.insider is None else view.knowing(demand.insider)
        if theirs.down[demand.column] == theirs.up[demand.column]:
            held_by[demand.column] = True
            return held_by
        for sign in (1, -1):
            found = reach(self.case.system, theirs, demand.column, sign)
            known.append(found.witness)
            self.witnesses.append(found.witness)
            held_by |= found.held_by
        return None if _width(demand, known) >= demand.width else _but_insider(held_by, demand)


def _but_insider(held_by: Flags, demand: Demand) -> Flags:
    """Nothing is gained by hiding a count from the one who knows it."""
    if demand.insider is not None:
        held_by[demand.insider] = False
    return held_by


def _agrees(witness: NDArray[np.int64], view: View) -> bool:
    within = bool(np.all(witness >= view.down) and np.all(witness <= view.up))
    return within and (view.facts is None or bool(np.all(view.facts @ witness <= view.slack)))


def _width(demand: Demand, known: list[NDArray[np.int64]]) -> int:
    insider = demand.insider
    moves = [0, *(int(w[demand.column]) for w in known if insider is None or w[insider] == 0)]
    return max(moves) - min(moves)
