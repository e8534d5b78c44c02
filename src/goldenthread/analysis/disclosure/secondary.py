"""Which further counts must be hidden so that nobody can work out the protected ones, hiding as little as possible?

Exact: choose cells at least cost such that every demand of the policy is met by the attack. The choice is a programme
in whole numbers; for each demand that the attack finds unmet, duality names the cells of which at least one must be
hidden, and that is added until none is unmet. Every such cut holds for every choice that passes, so the first choice
that passes is a best one. Source: the method of Fischetti and Salazar (2000), see `attack`.

Heuristic, for more than `EXACT_UP_TO` cells that may be hidden or when one choice takes over `SECONDS`: after a few rounds
of the exact method, each with some good choice instead of the best, hide for each unmet demand the cells of the cheapest
deviation (a linear programme) that takes the count as far from the truth as the policy asks, until the attack passes; then
show again, dearest first, each cell without which the attack still passes. It may hide more than is needed, never less.
Source: Kelly, Golden and Assad (1992), "Cell suppression: disclosure protection for sensitive tabular data", Networks
22, 397 to 417.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from .attack import Flags, View
from .audit import Auditor, Case, Demand
from .solver import Floats, Infeasible, Programme, Unsolved, least_whole, solve, solve_whole, some_whole
from .tables import Cell, say_cells

EXACT_UP_TO = 300
SECONDS = 20.0
PROGRAMMES = 100
ROUNDS = 4  # of the exact method, before the heuristic


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
    auditor, cuts = Auditor(case), _bridges(case)
    if len(case.candidates) <= exact_up_to:
        try:
            return Choice(_exact(case, aim, auditor, cuts), Method.EXACT, 0.0, auditor)
        except Infeasible:
            raise
        except Unsolved:  # out of time: the heuristic will do, and the method says so
            pass
    hidden = _heuristic(case, aim, auditor, cuts, _begun(case, aim, auditor, cuts))
    return Choice(hidden, Method.HEURISTIC, _gap(case, aim, hidden, cuts), auditor)


def _gap(case: Case, aim: Aim, hidden: frozenset[Cell], cuts: Sequence[Floats]) -> float:
    """Every cut holds for every choice that passes, so the best choice costs at least what satisfies the cuts."""
    cost = sum(weights(case, aim)[case.system.place[cell]] for cell in hidden)
    least = least_whole(_master(case, aim, cuts), SECONDS)
    return max(0.0, 1 - least / cost) if cost else 0.0


def weights(case: Case, aim: Aim) -> Floats:
    counts = case.system.counts.astype(float)
    if aim == Aim.LEAST_INFORMATION:
        return np.array([1 + log(1 + count) for count in counts])
    return np.asarray(1 + counts / (2 * (1 + counts.sum())), dtype=float)


def _exact(case: Case, aim: Aim, auditor: Auditor, cuts: list[Floats]) -> frozenset[Cell]:
    """Adds to `cuts`."""
    while True:
        hidden = _cheapest(case, aim, cuts)
        failures = auditor.failures(hidden)
        if not failures:
            return hidden
        cuts += [_one_of(case, hidden, failure.held_by, failure.demand) for failure in failures]


def _master(case: Case, aim: Aim, cuts: Sequence[Floats]) -> Programme:
    """The choice at least cost that satisfies every cut: each a row that must not exceed the last of its numbers."""
    cells = case.system.cells
    forced = np.array([cell in case.forced for cell in cells], dtype=float)
    may = np.array([cell in case.forced or case.may_hide(cell) for cell in cells], dtype=float)
    rows = csr_matrix(np.array(cuts).reshape(len(cuts), len(cells) + 1))
    below = rows[:, :-1] if cuts else None
    limit = rows[:, -1].toarray().ravel()
    return Programme(weights(case, aim), csr_matrix((0, len(cells))), forced, may, below, limit)


def _cheapest(case: Case, aim: Aim, cuts: Sequence[Floats]) -> frozenset[Cell]:
    try:
        chosen = solve_whole(_master(case, aim, cuts), SECONDS).x
    except Infeasible as none:
        raise CannotProtect(_hopeless(case)) from none
    return frozenset(cell for cell, taken in zip(case.system.cells, chosen, strict=True) if taken > 0.5)


def _hopeless(case: Case) -> str:
    return (
        f"Nothing that may still be hidden protects {say_cells(case.primary)}: "
        f"{len(case.told):,} of the {len(case.system.cells):,} cells are already public."
    )


def _one_of(case: Case, hidden: frozenset[Cell], held_by: Flags, demand: Demand) -> Floats:
    """At least one of the cells that hold the interval must be hidden."""
    row = np.zeros(len(case.system.cells) + 1)
    for column in np.flatnonzero(held_by):
        if case.system.cells[column] not in hidden and column != demand.insider:
            row[column] = -1
    row[-1] = -1
    return row


def _bridges(case: Case) -> list[Floats]:
    """A cell hidden alone in an identity is known, so hiding it is no use. Not so where shown counts are rounded."""
    if case.policy.round_to > 1:
        return []
    spared = case.known.unseen if case.policy.all_hidden else case.forced
    useless = spared - case.primary.keys()
    matrix = case.system.matrix.tocsr()
    found = []
    for row in range(matrix.shape[0]):
        columns = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
        found += [_bridge(case, columns, column) for column in columns if case.system.cells[column] not in useless]
    return found


def _bridge(case: Case, columns: NDArray[np.intp], column: int) -> Floats:
    row = np.zeros(len(case.system.cells) + 1)
    row[columns] = -1
    row[column] = 1
    return row


def _begun(case: Case, aim: Aim, auditor: Auditor, cuts: list[Floats]) -> frozenset[Cell]:
    """A few rounds of the exact method: a good beginning for detours, and cuts for the proof of how good the end is."""
    hidden = case.forced
    for _ in range(ROUNDS):
        failures = auditor.failures(hidden)
        if not failures:
            break
        cuts += [_one_of(case, hidden, failure.held_by, failure.demand) for failure in failures]
        chosen = some_whole(_master(case, aim, cuts))
        if chosen is None:
            break
        hidden = frozenset(cell for cell, taken in zip(case.system.cells, chosen, strict=True) if taken > 0.5)
    return hidden | case.forced


def _heuristic(case: Case, aim: Aim, auditor: Auditor, cuts: list[Floats], begun: frozenset[Cell]) -> frozenset[Cell]:
    """Adds to `cuts`, for the proof of how good it is."""
    cost, hidden = weights(case, aim), begun
    while failures := auditor.failures(hidden):
        before = hidden
        cuts += [_one_of(case, hidden, failure.held_by, failure.demand) for failure in failures]
        for failure in failures:
            if not auditor.is_met(failure.demand):
                hidden |= _detour(case, cost, hidden, failure.demand, auditor)
        if hidden == before:
            hidden |= _cheapest_holder(case, cost, hidden, failures[0].held_by)
    return _show_again(case, cost, hidden, auditor)


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


def _show_again(case: Case, cost: Floats, hidden: frozenset[Cell], auditor: Auditor) -> frozenset[Cell]:
    """Until there is none: one cell shown may make another needless. Or until so much work is done, not so much time:
    the same tables are always protected in the same way."""
    before: frozenset[Cell] = frozenset()
    last = auditor.solved + PROGRAMMES
    while before != hidden and auditor.solved < last:
        before = hidden
        for cell in sorted(hidden - case.forced, key=lambda cell: (-cost[case.system.place[cell]], cell)):
            if auditor.solved >= last:
                break
            hidden = hidden - {cell} if auditor.passes(hidden - {cell}) else hidden
    return hidden
