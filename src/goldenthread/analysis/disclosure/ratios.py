"""Which percentages would give a hidden count away?

A percentage whose denominator is known tells its numerator to within rounding: 33.3% of 12 is 4, and nothing else.
0% and 100% tell it whatever the rounding. So a percentage is published only if the attack, given it and every
percentage already allowed, still fails. Source: NHS England and the Office for Health Improvement and Disparities both
ask that rates be withheld or made from rounded counts where the count is hidden.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from .attack import Fact
from .audit import Auditor, Case
from .protection import Protection
from .tables import Cell, Tables, check_known


@dataclass(frozen=True, slots=True)
class Ratio:
    """A percentage of unrounded counts, to be shown with this many decimals."""

    numerator: Cell
    denominator: Cell
    places: int = 0

    def value(self, tables: Tables) -> Decimal:
        check_known(tables, [self.numerator, self.denominator])
        below = tables.counts[self.denominator]
        if below == 0:
            raise ValueError(f"{self.denominator.say()} is 0; expected a denominator above 0.")
        return percentage(tables.counts[self.numerator], below, self.places)

    def facts(self, tables: Tables) -> tuple[Fact, Fact]:
        """The percentage as two inequalities in whole numbers; the upper one is strict, as halves go up."""
        scale = 2 * 10 ** (self.places + 2)
        shown = int(self.value(tables).scaleb(self.places)) * 2
        over, under = self.numerator, self.denominator
        least = Fact(((over, -float(scale)), (under, float(shown - 1))), 0.0)
        return least, Fact(((over, float(scale)), (under, -float(shown + 1))), -1.0)


def percentage(numerator: int, denominator: int, places: int = 0) -> Decimal:
    """Halves up, as published tables do."""
    return (Decimal(100 * numerator) / Decimal(denominator)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def counts_behind(shown: Decimal, denominator: int) -> tuple[int, int]:
    """The lowest and highest numerator that would be shown as this percentage, to as many decimals as it has."""
    places = -int(shown.as_tuple().exponent)
    if denominator <= 0:
        raise ValueError(f"The denominator is {denominator}; expected a whole number above 0.")
    middle = int(shown * denominator / 100)
    reach = int(Decimal(denominator).scaleb(-places) / 100) + 2
    near = range(max(0, middle - reach), middle + reach + 1)
    found = [count for count in near if percentage(count, denominator, places) == shown]
    if not found:
        raise ValueError(f"No whole number of {denominator:,} is {shown}%.")
    return found[0], found[-1]


def ratios_to_withhold(protection: Protection, ratios: Sequence[Ratio]) -> tuple[Ratio, ...]:
    """The percentages that must not be shown beside the protected tables, taking them in the order given.

    Whatever the policy asks of the tables alone is asked again of the tables and the percentages together.
    """
    allowed = may_be_said(protection, [ratio.facts(protection.tables) for ratio in ratios])
    return tuple(ratio for ratio, may in zip(ratios, allowed, strict=True) if not may)


def may_be_said(protection: Protection, facts: Sequence[Sequence[Fact]]) -> tuple[bool, ...]:
    """Of each thing that could be said beside the protected tables, whether it may be, with all before it that may."""
    known = protection.known
    hidden = protection.hidden
    case = Case.of(protection.tables, protection.policy, hidden, protection.told, known)
    auditor, said, allowed = Auditor(case), list[Fact](), []
    for more in facts:
        allowed.append(auditor.passes(hidden, [*said, *more]))
        said += more if allowed[-1] else ()
    return tuple(allowed)
