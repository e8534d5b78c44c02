"""What could somebody work out who knows the policy, every identity and every published count?

The attacker's best is a pair of programmes for each hidden cell: the lowest and the highest value that agrees with all
that is known, in whole numbers from nought up. A linear programme is solved first; only where its answer is not whole
(it always is for one two-way table, not for three-way and linked ones) is the programme in whole numbers solved, as
the linear interval would then flatter the protection.

Source: Willenborg and de Waal, "Elements of Statistical Disclosure Control" (2001), chapter 4; Fischetti and Salazar
(2000), "Models and algorithms for optimizing cell suppression in tabular data with linear constraints", Journal of the
American Statistical Association 95, 916 to 928. Assumptions: the attacker does not reason backwards from how the
hidden cells were chosen, and is granted that no count exceeds `ROOM` times the largest, which only makes him stronger.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import bmat, csr_matrix, diags, hstack, vstack
from scipy.sparse.csgraph import connected_components

from .policies import Policy, Zeros
from .solver import Floats, Matrix, Programme, Solution, solve, solve_whole, some_whole
from .tables import Cell, Tables

ROOM = 10
SMALL = 1e-6
GOLDEN = (5**0.5 - 1) / 2  # its multiples are spread evenly, the same each time
EMPTY: Mapping[Any, Any] = MappingProxyType({})
Flags = NDArray[np.bool_]
Range = tuple[int, int | None]  # the lowest and the highest; `None` where nothing limits it


@dataclass(frozen=True, slots=True)
class Fact:
    """A published weighted sum of counts is at most `most`: what a rounded percentage tells, for one."""

    terms: tuple[tuple[Cell, float], ...]
    most: float


@dataclass(frozen=True, slots=True)
class System:
    """The tables as a matrix: one column a cell, one row an identity; all sums are nought."""

    cells: tuple[Cell, ...]
    place: Mapping[Cell, int]
    counts: NDArray[np.int64]
    matrix: Matrix

    @classmethod
    def of(cls, tables: Tables) -> System:
        cells = tables.cells
        place = {cell: column for column, cell in enumerate(cells)}
        entries = [
            (row, place[cell], sign)
            for row, identity in enumerate(tables.identities)
            for side, sign in ((identity.left, 1.0), (identity.right, -1.0))
            for cell in side
        ]
        counts = np.array([tables.counts[cell] for cell in cells], dtype=np.int64)
        return cls(cells, place, counts, _sparse(entries, (len(tables.identities), len(cells))))


def _sparse(entries: Sequence[tuple[int, int, float]], shape: tuple[int, int]) -> Matrix:
    rows, columns, values = zip(*entries, strict=True) if entries else ((), (), ())
    return csr_matrix((np.array(values, dtype=float), (np.array(rows, int), np.array(columns, int))), shape=shape)


@dataclass(frozen=True, slots=True)
class Region:
    """Counts that are not known and hang together: what adds up apart from them says nothing of them."""

    columns: NDArray[np.intp]
    rows: NDArray[np.intp]
    equal: Matrix
    bound: NDArray[np.intp]
    below: Matrix | None


@dataclass(frozen=True, slots=True)
class View:
    """How far each count could be from the truth, before any adding up: nought where it is known."""

    down: Floats
    up: Floats
    label: NDArray[np.intp]  # counts that hang together bear the same
    facts: Matrix | None = None
    slack: Floats | None = None
    regions: dict[int, Region] = field(default_factory=dict)  # by label, as they are asked for

    def knowing(self, column: int) -> View:
        """The view of somebody who knows one more count."""
        down, up = self.down.copy(), self.up.copy()
        down[column] = up[column] = 0.0
        return replace(self, down=down, up=up)

    def within(self, column: int, width: int) -> View:
        """The same, asking of one count no more than whether it may be so far from the truth: sooner answered."""
        down, up = self.down.copy(), self.up.copy()
        down[column], up[column] = max(down[column], -width), min(up[column], width)
        return replace(self, down=down, up=up)

    def region(self, system: System, column: int) -> Region:
        """The region of one count."""
        label = int(self.label[column])
        if label not in self.regions:
            columns = np.flatnonzero(self.label == label)
            rows, equal = _touching(system.matrix, columns)
            bound, below = (np.zeros(0, dtype=np.intp), None) if self.facts is None else _touching(self.facts, columns)
            self.regions[label] = Region(columns, rows, equal, bound, below if len(bound) else None)
        return self.regions[label]


def _touching(matrix: Matrix, columns: NDArray[np.intp]) -> tuple[NDArray[np.intp], Matrix]:
    """The rows in which any of these columns stands, and what they say of these alone."""
    part = matrix[:, columns]
    rows = np.flatnonzero(np.diff(part.indptr))
    return rows, part[rows]


def _labels(system: System, free: Flags, facts: Matrix | None) -> NDArray[np.intp]:
    """One label for all counts that hang together; of a count that is known, one that no other has."""
    rows = system.matrix if facts is None else vstack([system.matrix, facts]).tocsr()
    held = abs(rows) @ diags(free.astype(float))
    both = bmat([[None, held.T], [held, None]]) if rows.shape[0] else csr_matrix((len(free), len(free)))
    _, label = connected_components(both, directed=False)
    return np.asarray(label[: len(free)], dtype=np.intp)


def ceiling(system: System, policy: Policy) -> int:
    return ROOM * (int(system.counts.max(initial=0)) + policy.width + 1)


def see(
    system: System,
    policy: Policy,
    small: Collection[Cell],
    hidden: Collection[Cell],
    told: Mapping[Cell, Range] = EMPTY,
    facts: Sequence[Fact] = (),
) -> View:
    """The attacker's view when `hidden` is hidden, `small` of it for being small; `told` is what is out already."""
    bounds = [
        _out(system, policy, told[cell])
        if cell in told
        else _bounds(system, policy, cell, cell in hidden, cell in small)
        for cell in system.cells
    ]
    lowest, highest = np.array(bounds, dtype=float).reshape(-1, 2).T
    matrix = _sparse(
        [(row, system.place[cell], weight) for row, fact in enumerate(facts) for cell, weight in fact.terms],
        (len(facts), len(system.cells)),
    )
    slack = np.array([fact.most for fact in facts]) - matrix @ system.counts
    truth = system.counts.astype(float)
    down, up = lowest - truth, highest - truth
    label = _labels(system, up > down, matrix if facts else None)
    return View(down, up, label, matrix, np.asarray(slack, dtype=float)) if facts else View(down, up, label)


def _out(system: System, policy: Policy, told: Range) -> tuple[int, int]:
    lowest, highest = told
    return lowest, ceiling(system, policy) if highest is None else highest


def _bounds(system: System, policy: Policy, cell: Cell, hidden: bool, small: bool) -> tuple[int, int]:
    count = int(system.counts[system.place[cell]])
    if not hidden:
        return policy.range_of_shown(count)
    if small and policy.says_small:
        return policy.lowest_small, policy.highest_small
    return (1 if policy.zeros == Zeros.SHOWN else 0), ceiling(system, policy)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far from the truth a count may be taken, one way; a witness; and the cells whose publication prevents more.

    Unless one of `held_by` is hidden, no other choice of hidden cells takes it further (linear programming duality).
    """

    distance: int
    witness: NDArray[np.int64]
    held_by: Flags


def reach(system: System, view: View, column: int, sign: int) -> Reach:
    """The furthest up (sign 1) or down (sign −1) that one count may be from the truth."""
    near = view.region(system, column)
    programme = _programme(view, near, column, sign)
    solution = solve(programme)
    held_by = _holders(system, view, near, solution, column, sign)
    found = solution.x
    if not _whole(found):
        best = float(np.floor(abs(programme.cost @ found) + SMALL))
        short = _shortest(programme, best)
        found = solve_whole(programme).x if short is None else short
        if abs(programme.cost @ found) < best:
            held_by[:] = True
    witness = np.zeros(len(system.cells), dtype=np.int64)
    witness[near.columns] = np.round(found).astype(np.int64)
    return Reach(int(abs(witness[column])), witness, held_by)


def push(system: System, view: View, widths: Mapping[int, int], sign: int) -> NDArray[np.int64] | None:
    """A table that cannot be ruled out in which as many of these counts as possible are so far from the truth at once:
    one programme where there would be one for each. None where its answer is not whole, and none is found soon."""
    free = np.flatnonzero(view.up > view.down)
    lowest, highest, cost = view.down.copy(), view.up.copy(), np.zeros(len(view.up))
    for column, width in widths.items():
        cost[column] = -sign * (1 + (column * GOLDEN) % 1)
        lowest[column], highest[column] = max(lowest[column], -width), min(highest[column], width)
    below = None if view.facts is None else view.facts[:, free]
    programme = Programme(cost[free], system.matrix[:, free], lowest[free], highest[free], below, view.slack)
    found: Floats | None = solve(programme).x
    if found is not None and not _whole(found):
        found = some_whole(programme)
    if found is None:
        return None
    witness = np.zeros(len(system.cells), dtype=np.int64)
    witness[free] = np.round(found).astype(np.int64)
    return witness


def _whole(x: Floats) -> bool:
    return bool(np.abs(x - np.round(x)).max(initial=0) <= SMALL)


def _shortest(programme: Programme, best: float) -> Floats | None:
    """A way to move the one count so far by moving the others as little as may be: mostly in whole numbers, when the
    first way found is not, and then no programme in whole numbers is needed. Tried twice, with prices that differ."""
    size = len(programme.cost)
    place = int(np.flatnonzero(programme.cost)[0])
    lowest, highest = np.zeros(2 * size), np.concatenate([programme.highest, -programme.lowest])
    highest[[place, place + size]] = 0.0
    there = place if programme.cost[place] < 0 else place + size
    lowest[there] = highest[there] = best
    equal = hstack([programme.equal, -programme.equal]).tocsr()
    below = None if programme.below is None else hstack([programme.below, -programme.below]).tocsr()
    for prices in (np.ones(2 * size), 1 + np.modf(np.arange(2 * size) * GOLDEN)[0]):
        moved = solve(Programme(prices, equal, lowest, highest, below, programme.limit)).x
        if _whole(found := moved[:size] - moved[size:]):
            return found
    return None


def _holders(system: System, view: View, near: Region, solution: Solution, column: int, sign: int) -> Flags:
    """By the prices of a solved programme: every count whose publication takes part in holding the interval."""
    prices = np.zeros(system.matrix.shape[0])
    prices[near.rows] = solution.prices
    priced = system.matrix.T @ prices
    if near.below is not None and view.facts is not None:
        limits = np.zeros(view.facts.shape[0])
        limits[near.bound] = solution.limits
        priced = priced + view.facts.T @ limits
    priced[column] += sign
    return np.asarray(np.abs(priced) > SMALL, dtype=bool)


def _programme(view: View, near: Region, column: int, sign: int) -> Programme:
    cost = np.where(near.columns == column, -float(sign), 0.0)
    limit = view.slack[near.bound] if near.below is not None and view.slack is not None else None
    return Programme(cost, near.equal, view.down[near.columns], view.up[near.columns], near.below, limit)


def interval(system: System, policy: Policy, view: View, cell: Cell) -> tuple[int, int | None]:
    """The lowest and highest value that an attacker must allow for; `None` where nothing limits it."""
    column = system.place[cell]
    if view.down[column] == view.up[column]:
        return (int(system.counts[column]),) * 2
    count = int(system.counts[column])
    highest = count + reach(system, view, column, 1).distance
    return count - reach(system, view, column, -1).distance, highest if highest < ceiling(system, policy) // 2 else None
