"""Which further counts must be hidden so that nobody can work out the protected ones, hiding as little as possible?

Exact: choose cells at least cost such that every demand of the policy is met by the attack. The choice is a programme
in whole numbers; for each demand that is unmet, duality names the cells of which some must be hidden, and that cut is
added until none is unmet. Cuts are sought first with cells hidden in part, which is quick and finds most of them
(`cutting`). Every cut holds for every choice that passes, so the first choice that passes is a best one. Source: the
method of Fischetti and Salazar (2000), see `attack`.

Heuristic, for more than `EXACT_UP_TO` cells that may be hidden or when the exact method takes more than `WORK` branches in
all, or one choice more than `SECONDS`: begin with a choice that satisfies the cuts; hide for each unmet
demand the cells of the cheapest deviation (a linear programme) that takes the count as far from the truth as the policy
asks, until the attack passes; then show again, dearest first, each cell without which the attack still passes. It may
hide more than is needed, never less; how much more at most is proven by the cuts. Source: Kelly, Golden and Assad
(1992), "Cell suppression: disclosure protection for sensitive tabular data", Networks 22, 397 to 417.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import log

import numpy as np
from scipy.sparse import csr_matrix, hstack

from .attack import Flags, View
from .audit import Auditor, Case, Demand
from .cutting import VIOLATED, Cut, Cutter, rows_of
from .solver import Floats, Infeasible, Programme, Series, Unsolved, least_whole, solve, solve_whole, some_whole
from .tables import Cell, say_cells

EXACT_UP_TO = 5_000
WORK = 500  # branches: the same on every machine
CHOICE = 20  # as so many branches every choice counts before its first
SECONDS = 60.0  # the last resort
ROUNDING = 1e-6  # of the solver, not to be taken for a proof
ROUNDS = 40  # of cuts sought with cells hidden in part
PROGRAMMES = 300  # spent on showing cells again
AT_ONCE = 40  # demands met at once by the heuristic: what meets these meets others too


class CannotProtect(ValueError):
    """What is already public, or may not be hidden, gives a count away whatever else is done."""


class Aim(StrEnum):
    FEWEST_CELLS = "the fewest cells"  # of equally few, those with the smallest counts
    LEAST_INFORMATION = "the least information"  # each cell weighs 1 + ln(1 + count)


class Method(StrEnum):
    EXACT = "exact"
    HEURISTIC = "heuristic"


@dataclass(frozen=True, slots=True)
class Choice:
    """Every cell to hide, the primary ones among them; how they were found; how much dearer than the best at most."""

    hidden: frozenset[Cell]
    method: Method
    gap: float
    auditor: Auditor  # whose witnesses spare the report most of its programmes


def choose(case: Case, aim: Aim, exact_up_to: int) -> Choice:
    """The best choice where it can be found in the time; else a good one, and a proof of how good."""
    search = Search(case, weights(case, aim))
    search.relax()
    if len(case.candidates) <= exact_up_to:
        try:
            return Choice(search.best(), Method.EXACT, 0.0, search.auditor)
        except Unsolved:  # out of time: the heuristic will do, and the method says so
            pass
    hidden = _heuristic(search, search.good())
    return Choice(hidden, Method.HEURISTIC, search.gap(hidden), search.auditor)


def weights(case: Case, aim: Aim) -> Floats:
    counts = case.system.counts.astype(float)
    if aim == Aim.LEAST_INFORMATION:
        return np.array([1 + log(1 + count) for count in counts])
    return np.asarray(1 + counts / (2 * (1 + counts.sum())), dtype=float)


@dataclass(slots=True)
class Search:
    """What is found out on the way to a choice: cuts above all."""

    case: Case
    cost: Floats
    auditor: Auditor = field(init=False)
    cutter: Cutter = field(init=False)
    bridges: list[Cut] = field(init=False)
    cuts: list[Cut] = field(init=False, default_factory=list)
    least: Floats = field(init=False)  # 1 for a cell that must be hidden
    most: Floats = field(init=False)  # 0 for a cell that may not be
    proven: float = 0.0  # no choice that passes costs less
    last: Floats | None = field(init=False, default=None)  # a choice that satisfies all cuts but, perhaps, bridges

    def __post_init__(self) -> None:
        case = self.case
        self.auditor, self.cutter, self.bridges = Auditor(case), Cutter(case), _bridges(case)
        self.least = np.array([cell in case.forced for cell in case.system.cells], dtype=float)
        may = (cell in case.forced or case.may_hide(cell) for cell in case.system.cells)
        self.most = np.fromiter(may, dtype=float)

    def relax(self) -> None:
        """Cuts, until no choice in parts that satisfies them violates another that is found."""
        master = Series(csr_matrix((0, len(self.cost))), strategy=Series.DUAL)
        master.bounds(self.least, self.most)
        master.prices(self.cost)
        found = self.bridges
        for _ in range(ROUNDS):
            for cut in found:
                master.require(cut.columns, cut.shares, cut.least)
            try:
                found = self.cutter.find(master.solve().x)
            except Infeasible as none:
                raise CannotProtect(_hopeless(self.case)) from none
            if not found:
                return
            self.cuts += found

    def best(self) -> frozenset[Cell]:
        """The cheapest choice that satisfies the cuts, again and again, until one passes the attack."""
        work = WORK
        while work > 0:
            taken, branches = self._cheapest(work)
            work -= branches + CHOICE
            hidden = self._cells(taken)
            if found := self.cutter.find(taken):
                self.last = self._mended(taken, found)
                continue
            failures = self.auditor.failures(hidden)
            if not failures:
                return hidden
            self.last = self._mended(
                taken, [_one_of(self.case, hidden, each.held_by, each.demand) for each in failures]
            )
        raise Unsolved("So much work has not found the best choice.")

    def good(self) -> frozenset[Cell]:
        """A choice that satisfies the cuts, to begin with."""
        if self.last is None:
            chosen = some_whole(self._programme())
            taken = self.least if chosen is None else np.maximum(chosen, self.least)
            self.last = self._mended(taken, self.cutter.find(taken))
        return self._cells(self.last)

    def gap(self, hidden: frozenset[Cell]) -> float:
        """Every cut holds for every choice that passes, so the best choice costs at least what satisfies the cuts."""
        cost = sum(self.cost[self.case.system.place[cell]] for cell in hidden)
        if not self.proven:
            self.proven = least_whole(self._programme(), SECONDS, WORK)
        return max(0.0, 1 - self.proven / cost) if cost else 0.0

    def _cheapest(self, branches: int) -> tuple[Floats, int]:
        """The cheapest choice that satisfies the cuts, and how many branches it took, or `Unsolved`."""
        try:
            found = solve_whole(self._programme(), SECONDS, branches)
        except Infeasible as none:
            raise CannotProtect(_hopeless(self.case)) from none
        self.proven = max(self.proven, float(self.cost @ found.x) - ROUNDING)
        return found.x, found.branches

    def _programme(self) -> Programme:
        """The choice at least cost that satisfies every cut."""
        rows, ends = rows_of([*self.bridges, *self.cuts], len(self.cost))
        below, limit = (-rows, -ends) if len(ends) else (None, np.zeros(0))
        return Programme(self.cost, csr_matrix((0, len(self.cost))), self.least, self.most, below, limit)

    def _mended(self, taken: Floats, found: Sequence[Cut]) -> Floats:
        """The choice with, for each cut it violates, the cheapest cells added, until no further cut is found: the next
        cheapest choice must then satisfy many more cuts than this one violated."""
        taken = taken.copy()
        while found:
            self.cuts += found
            for cut in found:
                self._mend(taken, cut)
            found = self.cutter.find(taken)
        return taken

    def _mend(self, taken: Floats, cut: Cut) -> None:
        while cut.lacks(taken) > 0.5 * VIOLATED:
            free = (taken[cut.columns] < 0.5) & (self.most[cut.columns] > 0.5) & (cut.shares > 0)
            if not free.any():
                raise CannotProtect(_hopeless(self.case))
            columns = cut.columns[free]
            taken[columns[np.argmax(cut.shares[free] / self.cost[columns])]] = 1.0

    def _cells(self, taken: Floats) -> frozenset[Cell]:
        return frozenset(cell for cell, part in zip(self.case.system.cells, taken, strict=True) if part > 0.5)


def _hopeless(case: Case) -> str:
    return (
        f"Nothing that may still be hidden protects {say_cells(case.primary)}: "
        f"{len(case.told):,} of the {len(case.system.cells):,} cells are already public."
    )


def _one_of(case: Case, hidden: frozenset[Cell], held_by: Flags, demand: Demand) -> Cut:
    """At least one of the cells that hold the interval must be hidden."""
    columns = [
        int(column)
        for column in np.flatnonzero(held_by)
        if case.system.cells[column] not in hidden and column != demand.insider
    ]
    return Cut(np.array(columns, dtype=np.intp), np.ones(len(columns)), 1.0)


def _bridges(case: Case) -> list[Cut]:
    """A cell hidden alone in an identity is known, so hiding it is no use. Not so where shown counts are rounded."""
    if case.policy.round_to > 1:
        return []
    spared = case.known.unseen if case.policy.all_hidden else case.forced
    useless = spared - case.primary.keys()
    matrix = case.system.matrix.tocsr()
    found = []
    for row in range(matrix.shape[0]):
        columns = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
        found += [
            Cut(columns, np.where(columns == column, -1.0, 1.0), 0.0)
            for column in columns
            if case.system.cells[column] not in useless
        ]
    return found


def _heuristic(search: Search, hidden: frozenset[Cell]) -> frozenset[Cell]:
    """Adds to the cuts, for the proof of how good it is."""
    case, cost, auditor = search.case, search.cost, search.auditor
    while failures := auditor.failures(hidden, most=AT_ONCE):
        before = hidden
        search.cuts += [_one_of(case, hidden, failure.held_by, failure.demand) for failure in failures]
        for failure in failures:
            if not auditor.is_met(failure.demand):
                hidden |= _detour(case, cost, hidden, failure.demand, auditor)
        if hidden == before:
            hidden |= _cheapest_holder(case, cost, hidden, failures[0].held_by)
    return _without_known(case, _show_again(search, hidden), auditor)


def _cheapest_holder(case: Case, cost: Floats, hidden: frozenset[Cell], held_by: Flags) -> frozenset[Cell]:
    """Where fractions mislead: hide the cheapest of the cells of which one must be hidden."""
    cells = [cell for cell in case.candidates if cell not in hidden]
    holders = [cell for cell in cells if held_by[case.system.place[cell]]] or cells
    if not holders:
        raise CannotProtect(_hopeless(case))
    return frozenset([min(holders, key=lambda cell: (cost[case.system.place[cell]], cell))])


def _detour(case: Case, cost: Floats, hidden: frozenset[Cell], demand: Demand, auditor: Auditor) -> frozenset[Cell]:
    """The cells to hide so that the count may be as far from the truth as is asked, some up and some down."""
    view = case.view(hidden | set(case.candidates))
    if demand.insider is not None:
        view = view.knowing(demand.insider)
    room = int(-view.down[demand.column])
    down = min(room, demand.width // 2)
    for up, under in ((demand.width - down, down), (demand.width, 0), (0, demand.width)):
        try:
            raised = _moved(case, cost, hidden, view, demand, up)
            lowered = _moved(case, cost, hidden | raised[0], view, demand, -under)
        except Infeasible:
            continue
        for _, table in (raised, lowered):
            auditor.learn(table)
        return raised[0] | lowered[0]
    return frozenset()


def _moved(
    case: Case, cost: Floats, hidden: frozenset[Cell], view: View, demand: Demand, by: int
) -> tuple[frozenset[Cell], Floats]:
    """The cells not yet hidden that must move when one count moves by so much, at least cost; and how all move."""
    if by == 0:
        return frozenset(), np.zeros(len(cost))
    cells, matrix = case.system.cells, case.system.matrix
    price = np.array([0.0 if cell in hidden else cost[place] for place, cell in enumerate(cells)])
    up, down = view.up.copy(), -view.down
    lowest = np.zeros(2 * len(cells))
    if by > up[demand.column] or -by > down[demand.column]:
        raise Infeasible("The count cannot move so far.")
    up[demand.column], down[demand.column] = max(by, 0), max(-by, 0)
    lowest[demand.column], lowest[demand.column + len(cells)] = max(by, 0), max(-by, 0)
    both = hstack([matrix, -matrix]).tocsr()
    below = None if view.facts is None else hstack([view.facts, -view.facts]).tocsr()
    highest = np.concatenate([up, down])
    found = solve(Programme(np.concatenate([price, price]), both, lowest, highest, below, view.slack)).x
    moved = found[: len(cells)] - found[len(cells) :]
    places = np.flatnonzero(np.abs(moved) > 1e-6)
    return frozenset(cells[place] for place in places if case.may_hide(cells[place])) - hidden, moved


def _show_again(search: Search, hidden: frozenset[Cell]) -> frozenset[Cell]:
    """Until there is none: one cell shown may make another needless. Or until so much work is done, not so much time:
    the same tables are always protected in the same way. What a cut needs hidden is not tried."""
    case, cost, auditor = search.case, search.cost, search.auditor
    rows, ends = rows_of(search.cuts, len(cost))
    columns = rows.tocsc()
    taken = np.array([cell in hidden for cell in case.system.cells], dtype=float)
    before: frozenset[Cell] = frozenset()
    last = auditor.solved + PROGRAMMES
    while before != hidden and auditor.solved < last:
        before = hidden
        for cell in sorted(hidden - case.forced, key=lambda cell: (-cost[case.system.place[cell]], cell)):
            place = case.system.place[cell]
            needed = (rows @ taken - columns[:, [place]].toarray().ravel() < ends - VIOLATED).any()
            if auditor.solved < last and not needed and auditor.passes(hidden - {cell}):
                hidden, taken[place] = hidden - {cell}, 0.0
    return hidden


def _without_known(case: Case, hidden: frozenset[Cell], auditor: Auditor) -> frozenset[Cell]:
    """A cell that was hidden to protect others and can be worked out may as well be shown: that tells nothing new."""
    auditor.failures(hidden)
    view = case.view(hidden)
    known = {
        cell
        for cell in hidden - case.forced
        if auditor.spread(case.system.place[cell]) == (0, 0) and len(set(auditor.interval(view, cell))) == 1
    }
    return hidden - known
