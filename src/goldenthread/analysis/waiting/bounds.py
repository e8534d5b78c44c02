"""Between which two numbers does a count certainly lie, when part of it is hidden?

Bounds are worst cases and not a confidence interval: nothing is assumed of what is hidden. With one total over all the
cells they are the narrowest that there are, because each end is reached by some filling of the hidden cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.analysis.prose import plural


@dataclass(frozen=True, slots=True)
class Bounds:
    """At least `least` and at most `most`; `most` is None where nothing limits it."""

    least: int
    most: int | None

    def __post_init__(self) -> None:
        if self.least < 0 or (self.most is not None and self.most < self.least):
            raise ValueError(f"Found bounds {self.least} to {self.most}; expected 0 or more, the lower first.")

    @classmethod
    def exactly(cls, count: int) -> Bounds:
        """A count that is known."""
        return cls(count, count)

    @property
    def known(self) -> int | None:
        """The count, where it is known."""
        return self.least if self.least == self.most else None

    def __add__(self, other: Bounds) -> Bounds:
        most = None if self.most is None or other.most is None else self.most + other.most
        return Bounds(self.least + other.least, most)

    def __contains__(self, count: int) -> bool:
        return self.least <= count and (self.most is None or count <= self.most)

    def say(self) -> str:
        """`12`; `at least 12, at most 16`; `at least 12`; `not known`."""
        if self.known is not None:
            return f"{self.known:,}"
        if self.most is None:
            return f"at least {self.least:,}" if self.least else "not known"
        return f"at least {self.least:,}, at most {self.most:,}"

    def say_children(self) -> str:
        """The same, of children: `1 child`, `at least 12, at most 16 children`."""
        if self.known is not None:
            return plural(self.known, "child", "children")
        return f"{self.say()} children" if self.least or self.most is not None else "a number of children not known"


NOUGHT, ANY = Bounds(0, 0), Bounds(0, None)


def added(cells: Sequence[Bounds]) -> Bounds:
    """The bounds of a sum, when the cells are bounded each by itself."""
    return sum(cells, NOUGHT)


def share(inside: Sequence[Bounds], either: Sequence[Bounds], outside: Sequence[Bounds], total: int | None) -> Bounds:
    """How many of `total` lie inside. `either` are cells of which any part may; `total` is None where it is not known.

    A total narrows a sum from both ends: what is inside is all that is not outside. A total that the cells deny is a
    `ValueError`: ask about it before anything is counted.
    """
    certain, doubtful, rest = added(inside), added(either), added(outside)
    least, most = certain.least, (certain + Bounds(0, doubtful.most)).most
    if total is None:
        return Bounds(least, most)
    _check_total(certain + doubtful + rest, total)
    if rest.most is not None and doubtful.most is not None:
        least = max(least, total - rest.most - doubtful.most)
    left = total - rest.least
    return Bounds(least, left if most is None else min(most, left))


def narrowed(cells: Sequence[Bounds], total: int | None) -> tuple[Bounds, ...]:
    """Each cell within the tightest bounds that the total of all of them leaves it."""
    if total is None:
        return tuple(cells)
    return tuple(share([cell], [], [*cells[:at], *cells[at + 1 :]], total) for at, cell in enumerate(cells))


def _check_total(cells: Bounds, total: int) -> None:
    if total not in cells:
        raise ValueError(f"The total is {total:,}; the cells add up to {cells.say()}.")
