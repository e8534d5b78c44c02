"""Of which cells must how many be hidden, whatever else is hidden?

The attack's linear programme is solved as if cells could be hidden in part: a cell hidden by half can move half as far.
Where a demand is not met even so, duality gives a cut, Σ share · hidden ≥ least, which every choice that passes the attack
satisfies. Cuts that no choice in parts violates give, with the least cost of satisfying them, a proof of how little can
be hidden, and mostly a choice near the best. Source: Fischetti and Salazar (2000), section 4, see `attack`.

A cut is true by arithmetic, whatever prices the solver returns: every table that adds up obeys any combination of the
identities, so the price of a row may be anything, and shares too small to tell from nought are granted to the attacker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from .attack import SMALL, View
from .audit import Case, Demand
from .solver import Floats, Matrix, Series

LEAST_PART = 1e-4  # nothing is quite shown while cuts are sought: so that the cells in a cut are few
VIOLATED = 1e-3


@dataclass(frozen=True, slots=True)
class Cut:
    """shares · hidden[columns] ≥ least, where hidden is 1 for a cell that is hidden and 0 for one that is shown."""

    columns: NDArray[np.intp]
    shares: Floats
    least: float

    def lacks(self, taken: Floats) -> float:
        return self.least - float(self.shares @ taken[self.columns])

    @property
    def key(self) -> bytes:
        return self.columns.tobytes() + np.round(self.shares, 6).tobytes()


def rows_of(cuts: Sequence[Cut], width: int) -> tuple[Matrix, Floats]:
    """All cuts as one matrix and what each row must at least be."""
    ends = np.cumsum([0, *(len(cut.columns) for cut in cuts)])
    columns = np.concatenate([np.zeros(0, dtype=np.intp), *(cut.columns for cut in cuts)])
    shares = np.concatenate([np.zeros(0), *(cut.shares for cut in cuts)])
    return csr_matrix((shares, columns, ends), shape=(len(cuts), width)), np.array([cut.least for cut in cuts])


@dataclass(slots=True)
class Bounds:
    """How far each count can move, one way, when it is shown, and how much further when it is hidden."""

    shown: Floats
    more: Floats

    def at(self, taken: Floats, most: float) -> Floats:
        return (
            np.minimum(self.shown, most)
            + (np.minimum(self.shown + self.more, most) - np.minimum(self.shown, most)) * taken
        )


@dataclass(frozen=True, slots=True)
class Pull:
    """No choice lets a count move further than shares · hidden + granted."""

    x: Floats
    shares: Floats
    granted: float

    def __add__(self, other: Pull) -> Pull:
        return Pull(self.x, self.shares + other.shares, self.granted + other.granted)

    def cut(self, asked: float) -> Iterator[Cut]:
        """What must be hidden so that it can move as far as is asked: no share need be more than the whole of it."""
        if (least := asked - self.granted) > SMALL:
            columns = np.flatnonzero(self.shares)
            yield Cut(columns, np.minimum(self.shares[columns] / least, 1.0), 1.0)


@dataclass(slots=True)
class Cutter:
    """Finds cuts that a choice in parts violates."""

    case: Case
    demands: list[Demand] = field(init=False)
    solved: int = 0
    _by_insider: dict[int, list[Demand]] = field(init=False)
    _seen: list[Floats] = field(init=False, default_factory=list)
    _exactly: Series = field(init=False)
    _nearly: Series = field(init=False)
    _view: View = field(init=False)
    _up: Bounds = field(init=False)
    _down: Bounds = field(init=False)
    _columns: Matrix = field(init=False)  # of identities and facts, a row for each count

    def __post_init__(self) -> None:
        case, matrix = self.case, self.case.system.matrix
        self.demands = case.outsiders()
        self._by_insider = {}
        for demand in case.insiders():
            if demand.insider is not None:
                self._by_insider.setdefault(demand.insider, []).append(demand)
        self._view = hidden = case.view(case.forced | set(case.candidates))
        shown = case.view(case.forced)
        self._up = Bounds(shown.up, np.maximum(hidden.up - shown.up, 0.0))
        self._down = Bounds(-shown.down, np.maximum(shown.down - hidden.down, 0.0))
        self._exactly, self._nearly = (Series(matrix, hidden.facts, hidden.slack) for _ in range(2))
        self._columns = matrix.T.tocsr()

    def find(self, taken: Floats) -> list[Cut]:
        """Cuts that these parts of cells violate, at most one for each demand; none is no proof that they pass."""
        parts = np.maximum(taken, LEAST_PART)
        self._seen = []
        found = [cut for cut in self._one_way(taken, parts) if cut.lacks(taken) > VIOLATED]
        found = found or [cut for cut in self._both_ways(taken, parts) if cut.lacks(taken) > VIOLATED]
        found = found or [cut for cut in self._insiders(taken, parts) if cut.lacks(taken) > VIOLATED]
        return list({cut.key: cut for cut in found}.values())

    def _one_way(self, taken: Floats, parts: Floats) -> Iterator[Cut]:
        """Where the policy asks for more than a count can move one way: that it can move the other way by the rest."""
        for sign, other in ((1, self._down), (-1, self._up)):
            rest = {
                demand: demand.width - int(other.shown[demand.column] + other.more[demand.column])
                for demand in self.demands
            }
            reached, asked = np.zeros(len(parts)), 0
            for demand in sorted((each for each in self.demands if rest[each] > 0), key=lambda each: rest[each]):
                if rest[demand] != asked:
                    reached, asked = np.zeros(len(parts)), rest[demand]
                if demand.insider is None and reached[demand.column] >= asked - SMALL:
                    continue
                pulled = self._pull(self._exactly, taken, demand, sign, asked)
                reached = np.maximum(reached, sign * pulled.x)
                if sign * pulled.x[demand.column] < asked - SMALL:
                    yield from self._pull(self._nearly, parts, demand, sign, asked).cut(asked)

    def _both_ways(self, taken: Floats, parts: Floats) -> Iterator[Cut]:
        """That a count can move up and down as far as the policy asks."""
        for demand in self.demands:
            moved = sum(
                abs(self._pull(self._exactly, taken, demand, sign, demand.width).x[demand.column]) for sign in (1, -1)
            )
            if moved < demand.width - SMALL:
                up, down = (self._pull(self._nearly, parts, demand, sign, demand.width) for sign in (1, -1))
                yield from (up + down).cut(demand.width)

    def _insiders(self, taken: Floats, parts: Floats) -> Iterator[Cut]:
        """The same, to the only person in a cell."""
        for insider, demands in self._by_insider.items():
            seen = np.array([x for x in self._seen if abs(x[insider]) <= SMALL]).reshape(-1, len(taken))
            low, high = seen.min(axis=0, initial=0), seen.max(axis=0, initial=0)
            for demand in demands:
                for sign in (1, -1):
                    if high[demand.column] - low[demand.column] < demand.width - SMALL:
                        x = self._pull(self._exactly, taken, demand, sign, demand.width).x
                        low, high = np.minimum(low, x), np.maximum(high, x)
                if high[demand.column] - low[demand.column] < demand.width - SMALL:
                    up, down = (self._pull(self._nearly, parts, demand, sign, demand.width) for sign in (1, -1))
                    yield from (up + down).cut(demand.width)
                    break

    def _pull(self, series: Series, parts: Floats, demand: Demand, sign: int, most: int) -> Pull:
        """How far one count can move one way, where no other need move further than `most`, and what holds it."""
        lowest, highest = -self._down.at(parts, most), self._up.at(parts, most)
        cost = np.zeros(len(parts))
        cost[demand.column] = -sign
        if demand.insider is not None:
            lowest[demand.insider] = highest[demand.insider] = 0.0
        series.bounds(lowest, highest)
        series.prices(cost)
        solution = series.solve()
        self.solved += 1
        if series is self._exactly:
            self._seen.append(solution.x)
        priced, granted = self._columns @ solution.prices - cost, 0.0
        if self._view.facts is not None and self._view.slack is not None:
            limits = np.minimum(solution.limits, 0.0)
            priced, granted = priced + self._view.facts.T @ limits, -float(limits @ self._view.slack)
        if demand.insider is not None:
            priced[demand.insider] = 0.0
        up, down = np.maximum(priced, 0.0), np.maximum(-priced, 0.0)
        shares = up * self._up.more + down * self._down.more
        granted += float(up @ self._up.shown + down @ self._down.shown + shares[np.abs(priced) <= SMALL].sum())
        return Pull(solution.x, np.where(np.abs(priced) <= SMALL, 0.0, shares), granted)
