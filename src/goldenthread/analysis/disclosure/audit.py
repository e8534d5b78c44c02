"""Which of the policy's demands does a choice of hidden cells fail, and what would have to be hidden to meet them?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from .attack import SMALL, Attacker, Fact, Flags, Range, System, View, interval, see
from .policies import Policy, Zeros
from .primary import Reason, primary_cells, same_person
from .solver import Floats
from .tables import Cell, Tables

ROUNDS, MANY = 3, 8  # so often, and down again, is it tried to move at least so many counts at once
REMEMBERED = 400  # witnesses kept: each is a table that the attacker cannot rule out, and may serve many demands


@dataclass(frozen=True, slots=True)
class Demand:
    """The interval of one count must have this width, even to the only person in the `insider` cell, if there is one."""

    column: int
    width: int
    insider: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What stands in no table. `facts` are known to everybody, beside what adds up: percentages that were published, or
    that a list of children referred in one year cannot grow. `unseen` are counts that no table shows but somebody may
    work out, the rest of a total for one: they are hidden, and need protection only if they are small."""

    facts: tuple[Fact, ...] = ()
    unseen: frozenset[Cell] = frozenset()


NOTHING = Known()


@dataclass(frozen=True, slots=True)
class Case:
    """What does not change while cells to hide are sought."""

    system: System
    policy: Policy
    primary: dict[Cell, Reason]
    forced: frozenset[Cell]
    told: Mapping[Cell, Range]
    people: dict[Cell, Cell]  # whom a count of 1 counts
    known: Known = NOTHING

    @classmethod
    def of(
        cls,
        tables: Tables,
        policy: Policy,
        hidden: Collection[Cell],
        told: Mapping[Cell, Range],
        known: Known = NOTHING,
    ) -> Case:
        primary = primary_cells(tables, policy)
        people = same_person(tables, known.facts)
        return cls(System.of(tables), policy, primary, frozenset(hidden), told, people, known)

    def view(self, hidden: Collection[Cell], facts: Sequence[Fact] = ()) -> View:
        """What stands in no table bears no mark, so nothing is told of it: it may even be a nought."""
        told = {**dict.fromkeys(self.known.unseen, (0, None)), **self.told}
        small = {cell for cell, reason in self.primary.items() if reason != Reason.FULL}
        return see(self.system, self.policy, small, hidden, told, (*self.known.facts, *facts))

    def may_hide(self, cell: Cell) -> bool:
        shown = self.policy.zeros == Zeros.SHOWN and self.system.counts[self.system.place[cell]] == 0
        return cell not in self.told and not shown

    def hides(self, cell: Cell) -> bool:
        """Is it a count of some table, which it would show if it could?"""
        return cell not in self.known.unseen

    @property
    def candidates(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.system.cells if cell not in self.forced and self.may_hide(cell))

    def asked(self, cell: Cell) -> int:
        """The width that the policy asks for a cell that is protected or hidden."""
        if cell in self.primary:
            return self.policy.width
        return int(self.policy.all_hidden and cell not in self.known.unseen)

    def outsiders(self) -> list[Demand]:
        cells = sorted(self.primary.keys() | self.forced)
        return [Demand(self.system.place[cell], self.asked(cell)) for cell in cells if self.asked(cell)]

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
class Spread:
    """How far each count moves, down and up, among tables that an attacker cannot rule out."""

    low: NDArray[np.int64]
    high: NDArray[np.int64]

    @classmethod
    def of(cls, witnesses: NDArray[np.int64]) -> Spread:
        return cls(witnesses.min(axis=0, initial=0), witnesses.max(axis=0, initial=0))

    def add(self, witness: NDArray[np.int64]) -> None:
        self.low, self.high = np.minimum(self.low, witness), np.maximum(self.high, witness)

    def width(self, column: int) -> int:
        return int(self.high[column] - self.low[column])


@dataclass(slots=True)
class Auditor:
    """Runs the attack, and remembers tables that an attacker could not rule out, to spare most of the programmes."""

    case: Case
    solved: int = 0  # programmes, so that a search can be bounded by work done and not by the clock
    witnesses: NDArray[np.int64] = field(init=False)
    outsiders: list[Demand] = field(init=False)
    insiders: list[Demand] = field(init=False)
    _spreads: dict[int | None, Spread] = field(init=False, default_factory=dict)
    _attacker: Attacker = field(init=False)
    _facts: tuple[Fact, ...] | None = field(init=False, default=None)  # that the attacker knows

    def __post_init__(self) -> None:
        self.witnesses = np.zeros((0, len(self.case.system.cells)), dtype=np.int64)
        self.outsiders, self.insiders = self.case.outsiders(), self.case.insiders()

    def failures(self, hidden: Collection[Cell], facts: Sequence[Fact] = (), most: int | None = None) -> list[Failure]:
        """What outsiders learn; only where they learn too little, what insiders do. At most so many of them."""
        view = self._look(hidden, facts)
        self._push(view)
        found = list(islice(self._fail(view, self.outsiders), most))
        return found or list(islice(self._fail(view, self.insiders), most))

    def passes(self, hidden: Collection[Cell], facts: Sequence[Fact] = ()) -> bool:
        view = self._look(hidden, facts)
        return next(self._fail(view, self.outsiders + self.insiders), None) is None

    def spread(self, column: int) -> tuple[int, int]:
        """How far down and up a count was found to move in the last look."""
        found = self._spreads[None]
        return int(found.low[column]), int(found.high[column])

    def _look(self, hidden: Collection[Cell], facts: Sequence[Fact]) -> View:
        """The attacker's view, and how far each count is known to move in it."""
        view = self.case.view(hidden, facts)
        if self._facts != tuple(facts):
            self._attacker, self._facts = Attacker(self.case.system, view), tuple(facts)
        self.witnesses = self.witnesses[-REMEMBERED:]
        known = self.witnesses[_agree(self.witnesses, view)]
        insiders = {demand.insider for demand in self.insiders if demand.insider is not None}
        self._spreads = {None: Spread.of(known)}
        self._spreads |= {insider: Spread.of(known[known[:, insider] == 0]) for insider in insiders}
        return view

    def _push(self, view: View) -> None:
        """Meet as many demands as possible with a few programmes, where there are many."""
        for sign in (1, -1) * ROUNDS:
            spread = self._spreads[None]
            wide = {each.column: each.width for each in self.outsiders if spread.width(each.column) < each.width}
            widths = {column: width for column, width in wide.items() if view.up[column] > view.down[column]}
            if len(widths) < MANY:
                return
            witness = self._attacker.push(view, widths, sign)
            if witness is not None:
                self._remember(witness)

    def _fail(self, view: View, demands: list[Demand]) -> Iterator[Failure]:
        for demand in demands:
            held_by = self._fails(view, demand)
            if held_by is not None:
                yield Failure(demand, held_by)

    def _fails(self, view: View, demand: Demand) -> Flags | None:
        spread = self._spreads[demand.insider]
        if spread.width(demand.column) >= demand.width:
            return None
        held_by = np.zeros(len(self.case.system.cells), dtype=bool)
        theirs = view if demand.insider is None else view.knowing(demand.insider)
        if theirs.down[demand.column] == theirs.up[demand.column]:
            held_by[demand.column] = True
            return held_by
        theirs = theirs.within(demand.column, demand.width)
        pulls = [self._attacker.pull(theirs, demand.column, sign) for sign in (1, -1)]
        self.solved += 1
        held_by = pulls[0].held_by | pulls[1].held_by
        if pulls[0].distance + pulls[1].distance >= demand.width:
            for pulled in pulls:
                found = self._attacker.in_whole(theirs, pulled)
                self._remember(found.witness)
                held_by |= found.held_by
                if spread.width(demand.column) >= demand.width:
                    return None
        if demand.insider is not None:
            held_by[demand.insider] = False  # nothing is gained by hiding a count from the one who knows it
        return held_by

    def interval(self, view: View, cell: Cell) -> tuple[int, int | None]:
        """The lowest and highest value of a count that an attacker must allow for, in the view of the last look."""
        return interval(self._attacker, self.case.system, self.case.policy, view, cell)

    def is_met(self, demand: Demand) -> bool:
        """Since the last look: by a table that was found for another demand, perhaps."""
        return self._spreads[demand.insider].width(demand.column) >= demand.width

    def learn(self, moved: Floats) -> None:
        """A table that cannot be ruled out once what moves in it is hidden; one in fractions tells nothing."""
        if np.abs(moved - np.round(moved)).max(initial=0) <= SMALL:
            self._remember(np.round(moved).astype(np.int64))

    def _remember(self, witness: NDArray[np.int64]) -> None:
        self.solved += 1
        self.witnesses = np.vstack([self.witnesses, witness])
        for insider, spread in self._spreads.items():
            if insider is None or witness[insider] == 0:
                spread.add(witness)


def _agree(witnesses: NDArray[np.int64], view: View) -> Flags:
    """Which of the witnesses the view does not rule out."""
    agree = np.all((witnesses >= view.down) & (witnesses <= view.up), axis=1)
    if view.facts is not None:
        agree &= np.all(view.slack >= (view.facts @ witnesses.T).T, axis=1)
    return np.asarray(agree, dtype=bool)
