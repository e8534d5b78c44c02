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

from .policies import Policy
from .solver import Floats, Infeasible, Matrix, Programme, Series, Unsolved, solve_whole
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
    lowest, highest = policy.range_of_hidden(small=small)
    return lowest, ceiling(system, policy) if highest is None else highest


@dataclass(frozen=True, slots=True)
class Pull:
    """How far from the truth a count may be taken, one way, were people divisible; how all move then; and the cells
    whose publication prevents more.

    Unless one of `held_by` is hidden, no other choice of hidden cells takes it further (linear programming duality).
    """

    column: int
    sign: int
    distance: int
    moved: Floats
    held_by: Flags


@dataclass(frozen=True, slots=True)
class Reach:
    """How far it may be taken in whole people, and a witness; `held_by` is every cell if that is less far."""

    distance: int
    witness: NDArray[np.int64]
    held_by: Flags


class Attacker:
    """Attacks one count after another: only bounds and prices change, so each programme goes on from the last answer."""

    def __init__(self, system: System, view: View) -> None:
        self._system = system
        self._far = Series(system.matrix, view.facts, view.slack)
        both = hstack([system.matrix, -system.matrix]).tocsr()
        below = None if view.facts is None else hstack([view.facts, -view.facts]).tocsr()
        self._near = Series(both, below, view.slack, Series.DUAL)
        self._near.prices(1 + np.modf(np.arange(both.shape[1]) * GOLDEN)[0])

    def reach(self, view: View, column: int, sign: int) -> Reach:
        """The furthest up (sign 1) or down (sign −1) that one count may be from the truth."""
        return self.in_whole(view, self.pull(view, column, sign))

    def pull(self, view: View, column: int, sign: int) -> Pull:
        """The same, were people divisible: no further is possible."""
        cost = np.zeros(len(view.up))
        cost[column] = -sign
        self._far.bounds(view.down, view.up)
        self._far.prices(cost)
        solution = self._far.solve()
        priced = self._system.matrix.T @ solution.prices - cost
        if view.facts is not None:
            priced = priced + view.facts.T @ solution.limits
        moved = np.where(view.label == view.label[column], solution.x, 0.0)
        distance = int(np.floor(abs(moved[column]) + SMALL))
        return Pull(column, sign, distance, moved, np.asarray(np.abs(priced) > SMALL, dtype=bool))

    def in_whole(self, view: View, pulled: Pull) -> Reach:
        """As far as in whole people; a programme in whole numbers is solved only where no other way is found."""
        moved, held_by = pulled.moved, pulled.held_by
        if not _whole(moved):
            shortest = self._shortest(view, pulled)
            found = shortest if _whole(shortest) else _among(self._system, view, pulled, shortest)
            moved = _furthest(self._system, view, pulled) if found is None else found
        witness = np.round(moved).astype(np.int64)
        distance = int(abs(witness[pulled.column]))
        return Reach(distance, witness, held_by if distance == pulled.distance else np.ones_like(held_by))

    def _shortest(self, view: View, pulled: Pull) -> Floats:
        """A way to move the one count so far by moving the others as little as may be: mostly in whole numbers."""
        size = len(view.up)
        lowest, highest = np.zeros(2 * size), np.concatenate([view.up, -view.down])
        highest[[pulled.column, pulled.column + size]] = 0.0
        there = pulled.column if pulled.sign > 0 else pulled.column + size
        lowest[there] = highest[there] = pulled.distance
        self._near.bounds(lowest, highest)
        try:
            found = self._near.solve().x
        except Infeasible:  # so far by rounding alone
            return pulled.moved
        return np.asarray(found[:size] - found[size:], dtype=float)

    def push(self, view: View, widths: Mapping[int, int], sign: int) -> NDArray[np.int64] | None:
        """A table that cannot be ruled out in which as many of these counts as possible are so far from the truth at
        once: one programme where there would be one for each. None where its answer is not whole."""
        lowest, highest, cost = view.down.copy(), view.up.copy(), np.zeros(len(view.up))
        for column, width in widths.items():
            cost[column] = -sign * (1 + (column * GOLDEN) % 1)
            lowest[column], highest[column] = max(lowest[column], -width), min(highest[column], width)
        self._far.bounds(lowest, highest)
        self._far.prices(cost)
        found = self._far.solve().x
        return np.round(found).astype(np.int64) if _whole(found) else None


def _among(system: System, view: View, pulled: Pull, moved: Floats) -> Floats | None:
    """The count moved so far, moving only counts that move in one of two ways in fractions; None if that is not enough."""
    columns = np.flatnonzero((np.abs(pulled.moved) > SMALL) | (np.abs(moved) > SMALL))
    lowest, highest = view.down[columns], view.up[columns]
    place = np.searchsorted(columns, pulled.column)
    lowest[place] = highest[place] = pulled.sign * pulled.distance
    below = None if view.facts is None else view.facts[:, columns]
    rows = _touching(system.matrix, columns)[1]
    try:
        found = solve_whole(Programme(np.zeros(len(columns)), rows, lowest, highest, below, view.slack)).x
    except Unsolved:
        return None
    whole = np.zeros(len(view.up))
    whole[columns] = found
    return whole


def _furthest(system: System, view: View, pulled: Pull) -> Floats:
    """The count moved as far as whole people may be moved."""
    near = view.region(system, pulled.column)
    cost = np.where(near.columns == pulled.column, -float(pulled.sign), 0.0)
    limit = view.slack[near.bound] if near.below is not None and view.slack is not None else None
    programme = Programme(cost, near.equal, view.down[near.columns], view.up[near.columns], near.below, limit)
    moved = np.zeros(len(view.up))
    moved[near.columns] = solve_whole(programme).x
    return moved


def _whole(x: Floats) -> bool:
    return bool(np.abs(x - np.round(x)).max(initial=0) <= SMALL)


def interval(attacker: Attacker, system: System, policy: Policy, view: View, cell: Cell) -> tuple[int, int | None]:
    """The lowest and highest value that an attacker must allow for; `None` where nothing limits it."""
    column = system.place[cell]
    if view.down[column] == view.up[column]:
        return (int(system.counts[column]),) * 2
    count = int(system.counts[column])
    highest = count + attacker.reach(view, column, 1).distance
    return count - attacker.reach(view, column, -1).distance, highest if highest < ceiling(
        system, policy
    ) // 2 else None
