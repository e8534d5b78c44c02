"""Which counts may not be shown, and how uncertain must an attacker remain?

The named policies are the usual English ones. A data controller decides which applies: vary one with
`dataclasses.replace`, and its name with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Zeros(StrEnum):
    """What becomes of a nought."""

    SHOWN = "always shown"  # so an attacker knows that whatever is hidden is at least 1
    MAY_HIDE = "hidden only to protect another count"
    DISCLOSE = "hidden: that nobody has an attribute may disclose"


@dataclass(frozen=True, slots=True)
class Policy:
    """Counts from 1 up to but not including `under` are small.

    `width`: an attacker's highest possible value for a protected count, less the lowest, must be at least this.
    `hides_small`: small counts are suppressed; otherwise rounding alone must make them uncertain.
    `says_small`: the symbol for a small count differs from that for one hidden to protect it, so each tells its range:
    the one is small, and the other is not.
    `round_to`: every count that is shown is rounded to the nearest multiple, halves up; totals too, from unrounded
    values.
    `full_rows`: a count that is the whole of its total is protected, because it says something of everybody in it.
    `singletons`: the only person in a cell, who knows that it is 1, must not learn another protected count exactly.
    `all_hidden`: nothing that is hidden, for whatever reason, may be worked out exactly.
    """

    name: str
    source: str
    under: int
    width: int
    zeros: Zeros = Zeros.MAY_HIDE
    hides_small: bool = True
    says_small: bool = False
    round_to: int = 1
    full_rows: bool = False
    singletons: bool = True
    all_hidden: bool = True

    def __post_init__(self) -> None:
        for field, value, least in (("under", self.under, 1), ("width", self.width, 1), ("round_to", self.round_to, 1)):
            if value < least:
                raise ValueError(f"{self.name}: {field} is {value}; expected {least} or more.")
        if self.says_small and self.width > self.highest_small - self.lowest_small:
            raise ValueError(
                f"{self.name}: width is {self.width}, but the symbol itself says that the count is between"
                f" {self.lowest_small} and {self.highest_small}."
            )

        if self.says_small and self.zeros == Zeros.MAY_HIDE:
            raise ValueError(
                f"{self.name}: a symbol that says which counts are small tells of every other that it is a nought or "
                f"{self.under} and over; noughts must be always shown, or hidden."
            )

    @property
    def lowest_small(self) -> int:
        return 0 if self.zeros == Zeros.DISCLOSE else 1

    @property
    def highest_small(self) -> int:
        return self.under - 1

    def is_small(self, count: int) -> bool:
        return self.lowest_small <= count < self.under

    def rounded(self, count: int) -> int:
        return (count + self.round_to // 2) // self.round_to * self.round_to

    def range_of_hidden(self, *, small: bool) -> tuple[int, int | None]:
        """What a mark tells: that for small counts, or, not `small`, the other one. `None` where nothing limits it."""
        if not self.says_small:
            return (1 if self.zeros == Zeros.SHOWN else 0), None
        return (self.lowest_small, self.highest_small) if small else (self.under, None)

    def range_of_shown(self, count: int) -> tuple[int, int]:
        """What a shown count tells: the lowest and highest that would be shown alike."""
        if self.round_to == 1 or (count == 0 and self.hides_small):
            return count, count
        shown = self.rounded(count)
        least = self.under if self.hides_small else 0
        return max(least, shown - self.round_to // 2), shown + (self.round_to - 1) // 2


COUNTS_UNDER_5 = Policy(
    "counts under 5", "Department for Education and local authority practice for counts of children", 5, 5
)
COUNTS_UNDER_10 = Policy("counts under 10", "Office for National Statistics Secure Research Service threshold", 10, 10)
ROUNDED_TO_5 = Policy(
    "rounded to 5", "rounding of every count to the nearest 5, totals too", 5, 1, hides_small=False, round_to=5
)
NHS_1_TO_7 = Policy(
    "NHS 1 to 7",
    "NHS England, hospital episode statistics and emergency care below national level since 2018:"
    " 0 shown, 1 to 7 hidden, 8 or more rounded to the nearest 5",
    8,
    1,
    zeros=Zeros.SHOWN,
    says_small=True,
    round_to=5,
)
POLICIES = {policy.name: policy for policy in (COUNTS_UNDER_5, COUNTS_UNDER_10, ROUNDED_TO_5, NHS_1_TO_7)}
