"""How long does it take to protect a large table and two that are linked to it, and how near is the choice to the best?

14 areas by 12 needs by 8 ages with every margin, and two tables of the same people: areas by placement, needs by sex. The
counts are drawn from a seed, many of them small, as they are where plans are counted. The floor in the same run: hiding
the small counts alone, and attacking that; it always fails, which is why more must be hidden.

    make bench            (SHAPE=14,12,8)
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Mapping
from itertools import product

import numpy as np

from goldenthread.analysis.disclosure import (
    COUNTS_UNDER_5,
    Dimension,
    Protection,
    Tables,
    attack,
    link,
    protect,
    tabulate,
)

SHAPE = tuple(int(size) for size in os.environ.get("SHAPE", "14,12,8").split(","))
SEED = 8
Place = tuple[str, ...]


def dimension(name: str, size: int) -> Dimension:
    return Dimension.flat(name, tuple(f"{name} {number}" for number in range(1, size + 1)))


def made_up() -> Tables:
    """The three tables as one system."""
    chance = np.random.default_rng(SEED)
    area, need, age = (dimension(name, size) for name, size in zip(("area", "need", "age"), SHAPE, strict=True))
    whole = {
        place: int(chance.negative_binomial(0.6, 0.6 / 12.6)) for place in product(area.leaves, need.leaves, age.leaves)
    }
    placement, sex = dimension("placement", 5), dimension("sex", 2)
    return link(
        tabulate("plans", (area, need, age), whole),
        tabulate("plans", (area, placement), split(chance, whole, 0, placement)),
        tabulate("plans", (need, sex), split(chance, whole, 1, sex)),
    )


def split(chance: np.random.Generator, whole: Mapping[Place, int], axis: int, by: Dimension) -> dict[Place, int]:
    """The people of each category, divided another way."""
    totals: dict[str, int] = {}
    for place, count in whole.items():
        totals[place[axis]] = totals.get(place[axis], 0) + count
    shares = [1 / len(by.leaves)] * len(by.leaves)
    return {
        (category, leaf): int(count)
        for category, total in totals.items()
        for leaf, count in zip(by.leaves, chance.multinomial(total, shares), strict=True)
    }


def timed(tables: Tables) -> tuple[Protection, float, float]:
    """The protection, what it took, and what an attack from nothing on small counts alone takes; in seconds of one
    processor, which other work on the machine does not lengthen."""
    small = [cell for cell, count in tables.counts.items() if COUNTS_UNDER_5.is_small(count)]
    start = time.process_time()
    bare = attack(tables, COUNTS_UNDER_5, small, whole=False)
    floor = time.process_time() - start
    if bare.passed:
        sys.exit("The small counts alone are protected: the benchmark measures nothing.")
    start = time.process_time()
    found = protect(tables, COUNTS_UNDER_5, whole=False)
    return found, time.process_time() - start, floor


def main() -> None:
    tables = made_up()
    found, seconds, floor = timed(tables)
    lines = (
        ("cells", f"{len(tables.counts):,}"),
        ("identities", f"{len(tables.identities):,}"),
        ("small counts", f"{len(found.primary):,}"),
        ("hidden in all", f"{len(found.hidden):,}"),
        ("how", found.method.value),
        ("proven within", f"{found.gap:.1%} of the least"),
        ("attack passed", "yes" if found.report.passed else "NO"),
        ("seconds of one processor", f"{seconds:.0f}"),
        ("floor: attack on small counts alone, seconds", f"{floor:.1f}"),
        ("memory at its largest, MiB", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}"),
    )
    for name, value in lines:
        sys.stdout.write(f"{name:<48} {value:>20}\n")
    if not found.report.passed:
        sys.exit(1)


if __name__ == "__main__":
    main()
