"""How are people drawn so that the totals come out as published? Quotas, raked tables, and moves that make a total right.

Everything takes its generator, so the same seed gives the same people.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Truth = npt.NDArray[np.bool_]
Table = npt.NDArray[Any]

NEVER = 10_000_000
"""A day that does not come: what has no date, so that `on <= day` is false of it. Days are days since 1970."""
_EPOCH = date(1970, 1, 1).toordinal()


def day(year: int, month: int, of_month: int) -> int:
    """A date as days since 1970."""
    return date(year, month, of_month).toordinal() - _EPOCH


def year_of(days: Whole) -> Whole:
    """The calendar year of each day."""
    years: Whole = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    return years


def age_on(born: Whole, days: Whole | int) -> Whole:
    """Whole years of age on a day (mean length of year: right but for a birthday's neighbour)."""
    return np.floor((np.asarray(days) - born + 0.5) / 365.2425).astype(np.int64)


def school_age(born: Whole, january: int) -> Whole:
    """Age on 31 August before a January: what the published caseload is broken down by."""
    months = born.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + 1970 * 12
    return january - 1 - (months + 4) // 12  # September to December are born into the next year


def shares(total: int, weights: Numbers | Whole) -> Whole:
    """Whole numbers in proportion to weights that add up to the total (largest remainder)."""
    clean = np.nan_to_num(np.asarray(weights, dtype=np.float64)).clip(0)
    if clean.sum() == 0:
        clean = np.ones(len(clean))
    exact = clean / clean.sum() * total
    found = np.floor(exact).astype(np.int64)
    found[np.argsort(found - exact, kind="stable")[: total - found.sum()]] += 1
    return found


def dealt(counts: Whole, rng: np.random.Generator) -> Whole:
    """So many of each code, in random order."""
    return rng.permutation(np.repeat(np.arange(len(counts)), counts))


def raked(table: Table, margins: Sequence[tuple[tuple[int, ...], Table]], rounds: int = 40) -> Table:
    """The table nearest to this one whose sums over the other axes are the margins (iterative proportional fitting)."""
    fitted = np.array(table, dtype=np.float64)
    for _ in range(rounds):
        for axes, target in margins:
            others = tuple(axis for axis in range(fitted.ndim) if axis not in axes)
            now = fitted.sum(axis=others, keepdims=True)
            aim = np.nan_to_num(target).reshape(now.shape)
            fitted *= np.divide(aim, now, out=np.zeros_like(now), where=now > 0)
    return fitted


def sampled(table: Table, total: int, rng: np.random.Generator) -> list[Whole]:
    """So many cells of a table in proportion to it, evenly spread: one array of codes an axis, in the table's order."""
    sums = np.cumsum(table.ravel())
    steps = (np.arange(total) + rng.random()) * sums[-1] / max(total, 1)
    cells = np.searchsorted(sums, steps, side="right").clip(max=table.size - 1)
    return [np.asarray(axis, dtype=np.int64) for axis in np.unravel_index(cells, table.shape)]


def settled(
    codes: Whole, quota: Whole, rng: np.random.Generator, *, willing: Numbers | None = None, suits: Table | None = None
) -> Whole:
    """The codes with the fewest changed so that there are so many of each.

    `willing` weighs who changes; `suits[code, row]` weighs who changes to what.
    """
    found = codes.copy()
    excess = np.bincount(codes, minlength=len(quota)) - quota
    keys = rng.random(len(codes)) / (1.0 if willing is None else willing)
    order = np.lexsort((keys, codes))
    first = np.concatenate(([0], np.cumsum(np.bincount(codes, minlength=len(quota)))))
    pool = [order[first[code] : first[code] + excess[code]] for code in np.flatnonzero(excess > 0)]
    movers = np.concatenate(pool) if pool else np.array([], dtype=np.int64)
    for code in np.flatnonzero(excess < 0)[::-1]:
        weight = 1.0 if suits is None else suits[code][movers] + 1e-9
        chosen = np.argsort(rng.random(len(movers)) / weight, kind="stable")[: -excess[code]]
        found[movers[chosen]] = code
        movers = np.delete(movers, chosen)
    return found


def picked(groups: Whole, quota: Whole, weight: Numbers, must: Truth, total: int, rng: np.random.Generator) -> Whole:
    """The rows picked: so many of each group, heavier ones sooner, those that must be first; `total` in all."""
    keys = np.log(rng.random(len(groups)) + 1e-300) / np.maximum(weight, 1e-12)
    keys[must] = 1.0
    order = np.lexsort((-keys, groups))
    sizes = np.bincount(groups, minlength=len(quota))
    rank = np.arange(len(groups)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    chosen = np.zeros(len(groups), dtype=bool)
    chosen[order] = (rank < quota[groups[order]]) | must[order]
    spare = int(chosen.sum()) - total
    if spare > 0:
        chosen[rng.permutation(np.flatnonzero(chosen & ~must))[:spare]] = False
    elif spare < 0:
        rest = np.flatnonzero(~chosen)
        chosen[rest[np.argsort(-keys[rest], kind="stable")[:-spare]]] = True
    return np.flatnonzero(chosen)


def between(low: Whole | int, high: Whole | int, rng: np.random.Generator, size: int) -> Whole:
    """A day between two, both counted; the first where they cross."""
    span = np.maximum(np.asarray(high) - np.asarray(low), 0)
    return (np.asarray(low) + np.floor(rng.random(size) * (span + 1))).astype(np.int64)


def weekday(days: Whole) -> Whole:
    """The same day, or the Friday before a weekend."""
    return days - np.array([0, 0, 0, 0, 0, 1, 2])[(days + 3) % 7]  # 1 January 1970 was a Thursday
