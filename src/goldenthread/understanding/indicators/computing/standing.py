"""Of several figures for one thing, period, place and group, which stands, and which does it revise?

That of the release whose series for the indicator reaches furthest; of two that reach as far, the one loaded later.
A figure that replaces another with other numbers is a revision of it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import isclose

SAME = 1e-7
"""Relative: figures that ship are written to nine digits."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure in the ledger. `key`: what it is a figure of; `reaches`: the end of its release’s series; `loaded`: the order.

    `withdrawn`: its release went out of use. It cannot stand, and can have been revised.
    """

    id: int
    key: Hashable
    value: float | None
    reaches: date
    loaded: int
    withdrawn: bool = False

    @property
    def rank(self) -> tuple[date, int, int]:
        """The greatest stands."""
        return self.reaches, self.loaded, self.id


@dataclass(frozen=True, slots=True)
class Standing:
    """Which figure stands in this one’s place (none where it stands itself), and which one it revises."""

    superseded_by: int | None
    revises: int | None


NOWHERE = Standing(None, None)
"""Of a figure that is no candidate: nothing stands in its place, and it revises nothing."""


def standing(candidates: Iterable[Candidate]) -> Mapping[int, Standing]:
    """Each figure with its standing, by its id. The order in which they are given does not matter."""
    found: dict[int, Standing] = {}
    ordered = sorted(candidates, key=lambda each: (hash(each.key), repr(each.key), each.rank))
    for _, group in groupby(ordered, key=lambda each: each.key):
        every = list(group)
        best = next((each for each in reversed(every) if not each.withdrawn), None)
        found |= {each.id: Standing(best.id if best else None, None) for each in every}
        if best:
            earlier = reversed(every[: every.index(best)])
            revised = next((each for each in earlier if not _same(each.value, best.value)), None)
            found[best.id] = Standing(None, revised.id if revised else None)
    return found


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return isclose(one, other, rel_tol=SAME, abs_tol=SAME)
