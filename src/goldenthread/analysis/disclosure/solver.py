"""One door to HiGHS: a programme goes in, and nothing comes out that was not solved.

A programme by itself goes through scipy. A `Series` of linear programmes over the same rows, of which only bounds and
prices change, goes through HiGHS's own interface, which scipy does not offer: each begins where the last one ended.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import vstack

Floats = NDArray[np.float64]
Matrix = Any  # scipy's sparse matrices have no types
OPTIMAL, LIMIT, INFEASIBLE = 0, 1, 2
MANY = 1_000_000


class Unsolved(RuntimeError):
    """The solver stopped without an answer that may be used."""


class Infeasible(Unsolved):
    """There is no answer."""


@dataclass(frozen=True, slots=True)
class Programme:
    """Minimise cost · x where equal · x = 0, below · x ≤ limit and lowest ≤ x ≤ highest."""

    cost: Floats
    equal: Matrix
    lowest: Floats
    highest: Floats
    below: Matrix | None = None
    limit: Floats | None = None


@dataclass(frozen=True, slots=True)
class Solution:
    x: Floats
    prices: Floats  # the multiplier of each row of `equal`; empty for a programme in whole numbers
    limits: Floats  # the same of each row of `below`
    branches: int = 0  # that a programme in whole numbers took


class Series:
    """Linear programmes over the same rows, equal · x = 0 and below · x ≤ limit, solved one after another."""

    PRIMAL, DUAL = 4, 1  # the simplex that goes on from the last answer when prices change; and when bounds or rows do

    def __init__(
        self,
        equal: Matrix,
        below: Matrix | None = None,
        limit: Floats | None = None,
        strategy: int = PRIMAL,
    ) -> None:
        self._rows = equal.shape[0]
        rows = equal if below is None else vstack([equal, below])
        highest = np.zeros(self._rows) if limit is None else np.concatenate([np.zeros(self._rows), limit])
        lowest = np.where(np.arange(rows.shape[0]) < self._rows, 0.0, -np.inf)
        size = rows.shape[1]
        self.lowest, self.highest, self.cost = np.zeros(size), np.zeros(size), np.zeros(size)
        make: Any = highspy.Highs  # which has no types
        self._highs = make()
        for option, value in (("output_flag", False), ("threads", 1), ("solver", "simplex")):
            self._highs.setOptionValue(option, value)
        self._highs.setOptionValue("simplex_strategy", strategy)
        self._highs.passModel(_model(rows.tocsc(), lowest, highest))

    def bounds(self, lowest: Floats, highest: Floats) -> None:
        """From now on lowest ≤ x ≤ highest."""
        changed = np.flatnonzero((lowest != self.lowest) | (highest != self.highest)).astype(np.int32)
        self._highs.changeColsBounds(len(changed), changed, lowest[changed], highest[changed])
        self.lowest, self.highest = lowest.copy(), highest.copy()

    def prices(self, cost: Floats) -> None:
        """From now on cost · x is what is made least."""
        changed = np.flatnonzero(cost != self.cost).astype(np.int32)
        self._highs.changeColsCost(len(changed), changed, cost[changed])
        self.cost = cost.copy()

    def require(self, columns: NDArray[np.intp], shares: Floats, least: float) -> None:
        """From now on shares · x[columns] ≥ least as well; such rows have no price in the answer."""
        self._highs.addRow(least, np.inf, len(columns), columns.astype(np.int32), shares)

    def solve(self) -> Solution:
        """The answer to the programme as it now is."""
        if not self._run():
            self._highs.clearSolver()  # begin from nothing: an old beginning may be a bad one
            if not self._run():
                raise Unsolved(f"HiGHS stopped: {self._highs.modelStatusToString(self._highs.getModelStatus())}")
        found = self._highs.getSolution()
        prices = np.asarray(found.row_dual, dtype=float)
        return Solution(np.asarray(found.col_value, dtype=float), prices[: self._rows], prices[self._rows :])

    def _run(self) -> bool:
        self._highs.run()
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Infeasible("The programme has no solution.")
        return bool(status == highspy.HighsModelStatus.kOptimal)


def _model(rows: Matrix, lowest: Floats, highest: Floats) -> Any:
    """The rows as HiGHS takes them; every bound and price is nought to begin with."""
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = rows.shape
    model.row_lower_, model.row_upper_ = lowest, highest
    model.col_cost_ = model.col_lower_ = model.col_upper_ = np.zeros(rows.shape[1])
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = rows.indptr, rows.indices, rows.data
    return model


def solve(programme: Programme) -> Solution:
    """A linear programme."""
    result = linprog(
        programme.cost,
        A_ub=programme.below,
        b_ub=programme.limit,
        A_eq=programme.equal if programme.equal.shape[0] else None,
        b_eq=np.zeros(programme.equal.shape[0]) if programme.equal.shape[0] else None,
        bounds=np.column_stack([programme.lowest, programme.highest]),
        method="highs",
    )
    _check(result)
    prices = result.eqlin.marginals if programme.equal.shape[0] else np.zeros(0)
    limits = result.ineqlin.marginals if programme.below is not None else np.zeros(0)
    x, prices, limits = (np.asarray(each, dtype=float) for each in (result.x, prices, limits))
    return Solution(x, prices, limits)


def solve_whole(programme: Programme, seconds: float = 60, branches: int = MANY) -> Solution:
    """The same in whole numbers, to proven optimality; `Unsolved` if the time, or the number of branches, runs out."""
    result = _in_whole_numbers(programme, seconds, {"node_limit": branches})
    _check(result)
    whole = np.round(np.asarray(result.x, dtype=float))
    return Solution(whole, np.zeros(0), np.zeros(0), int(result.mip_node_count or 0))


def least_whole(programme: Programme, seconds: float = 60, branches: int = MANY) -> float:
    """A cost below which no solution in whole numbers can be, as far as it was proven within these limits; 0 if not at all.

    For costs of 0 or more.
    """
    result = _in_whole_numbers(programme, seconds, {"node_limit": branches})
    if result.status == INFEASIBLE:
        raise Infeasible("The programme has no solution.")
    return max(0.0, float(result.mip_dual_bound or 0.0))


def some_whole(programme: Programme) -> Floats | None:
    """Some good solution in whole numbers, if one is found at the first look: not the best, and none is no proof."""
    result = _in_whole_numbers(programme, 10, {"node_limit": 1, "mip_rel_gap": 0.05})
    return None if result.x is None else np.round(np.asarray(result.x, dtype=float))


def _in_whole_numbers(programme: Programme, seconds: float, options: Mapping[str, float]) -> Any:
    rules = []
    if programme.equal.shape[0]:
        rules.append(LinearConstraint(programme.equal, 0, 0))
    if programme.below is not None:
        rules.append(LinearConstraint(programme.below, -np.inf, programme.limit))
    return milp(
        programme.cost,
        integrality=np.ones(len(programme.cost)),
        bounds=Bounds(programme.lowest, programme.highest),
        constraints=rules,
        options={"mip_rel_gap": 0.0, "time_limit": seconds, **options},
    )


def _check(result: Any) -> None:
    if result.status == INFEASIBLE:
        raise Infeasible("The programme has no solution.")
    if result.status != OPTIMAL or result.x is None:
        raise Unsolved(f"HiGHS stopped with status {result.status}: {result.message}")
