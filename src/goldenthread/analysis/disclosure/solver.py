"""One door to HiGHS (in scipy): a programme goes in, and nothing comes out that was not solved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

Floats = NDArray[np.float64]
Matrix = Any  # scipy's sparse matrices have no types
OPTIMAL, LIMIT, INFEASIBLE = 0, 1, 2
NO_OPTIONS: Mapping[str, float] = MappingProxyType({})


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
    return Solution(*(np.asarray(each, dtype=float) for each in (result.x, prices, limits)))


def solve_whole(programme: Programme, seconds: float = 60) -> Solution:
    """The same in whole numbers, to proven optimality; `Unsolved` if the time runs out."""
    result = _in_whole_numbers(programme, seconds)
    _check(result)
    return Solution(np.round(np.asarray(result.x, dtype=float)), np.zeros(0), np.zeros(0))


def least_whole(programme: Programme, seconds: float = 60) -> float:
    """A cost below which no solution in whole numbers can be, as far as it was proven in the time; 0 if not at all.

    For costs of 0 or more.
    """
    result = _in_whole_numbers(programme, seconds)
    if result.status == INFEASIBLE:
        raise Infeasible("The programme has no solution.")
    return max(0.0, float(result.mip_dual_bound or 0.0))


def some_whole(programme: Programme) -> Floats | None:
    """Some good solution in whole numbers, if one is found at the first look: not the best, and none is no proof."""
    result = _in_whole_numbers(programme, 10, {"node_limit": 1, "mip_rel_gap": 0.05})
    return None if result.x is None else np.round(np.asarray(result.x, dtype=float))


def _in_whole_numbers(programme: Programme, seconds: float, options: Mapping[str, float] = NO_OPTIONS) -> Any:
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
