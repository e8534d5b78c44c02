"""Does a row of counts behave as if it were no longer counted as it was?

A pure look at numbers in order of time: whether a figure jumps beyond stated limits, whether it has become a running
total, and whether a running total starts again. Each is a reason to ask and never a verdict: services do collapse, and
a list can be cleared. `doubts` asks it of the observations of a measure, and the import of waiting lists of each list.

The limits are choices of this product, kept here so that they can be argued with.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from .figures import Number

LEAST = 5  # a difference smaller than this is not worth a question, however many times it is
RISES = 3  # so many figures, each above the one before, before a fall looks like a new beginning


def far_apart(one: Number, other: Number, times: Number, least: Number = LEAST) -> bool:
    """Is the one at least `times` the other, and at least `least` away? Beside nought nothing is a multiple."""
    low, high = sorted((abs(Decimal(one)), abs(Decimal(other))))
    return low > 0 and high >= times * low and high - low >= least


def becomes_running(before: Sequence[Number], new: Number, least: Number = LEAST) -> bool:
    """Is the new figure as much as all those before it together? Needs two of them, each above nought."""
    return len(before) > 1 and min(before) > 0 and new >= sum(map(Decimal, before)) and new - max(before) >= least


def starts_again(before: Sequence[Number], new: Number, least: Number = LEAST) -> bool:
    """Had it risen each time, and does it now fall to half or less? So behaves a total counted from each year's start."""
    run = before[-RISES:]
    rising = len(run) == RISES and all(one < other for one, other in pairwise(run))
    return rising and 2 * new <= run[-1] and run[-1] - new >= least
