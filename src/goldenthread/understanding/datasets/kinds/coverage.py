"""What does a published release cover, and does a newer one have it all? A table of one period is the unit of both.

A newer release takes the place of an older one that it covers whole. Where the two only overlap, nobody but a person can
say whether the older is still wanted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

Part = tuple[str, str]
"""A table, and a period as its publisher writes it; an empty one where the table has none."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """What two releases of one kind have in common: the newer, beside one that is in use. `lost`: only the older has it."""

    again: frozenset[Part]
    lost: frozenset[Part]
    same: bool

    @property
    def replaces(self) -> bool:
        """Whether the newer has all that the older has."""
        return self.same or (bool(self.again) and not self.lost)

    @property
    def overlaps(self) -> bool:
        """Whether they have something in common, and the older has something of its own too."""
        return bool(self.again) and bool(self.lost)


def meeting(newer: frozenset[Part], older: frozenset[Part]) -> Meeting:
    """The two releases put side by side."""
    return Meeting(newer & older, older - newer, newer == older)


def in_words(period: str) -> str:
    """A publisher’s period as people write it: 202425 is 2024/25; all others as they stand."""
    return f"{period[:4]}/{period[4:]}" if len(period) == 6 and period.isdigit() else period


def reach(periods: Iterable[str]) -> tuple[str, int, str]:
    """How far a release reaches, to be compared with another: 2024/25 is further than 2024."""
    return max(((period[:4], len(period), period) for period in periods), default=("", 0, ""))


def newest_of(periods: Iterable[str]) -> str:
    """The period that reaches furthest, in words."""
    return in_words(reach(periods)[2])


def spans(periods: Iterable[str]) -> str:
    """From when to when, each way of writing a period by itself: `2018/19 to 2024/25; 2019 to 2024`."""
    alike: dict[int, list[str]] = defaultdict(list)
    for period in sorted(filter(None, periods)):
        alike[len(period)].append(in_words(period))
    told = (found[0] if len(found) == 1 else f"{found[0]} to {found[-1]}" for found in alike.values())
    return "; ".join(sorted(told))


def said(parts: Iterable[Part]) -> str:
    """Tables with their periods, in words: `caseload (2018/19 to 2024/25), requests (2019 to 2024)`."""
    tables: dict[str, list[str]] = defaultdict(list)
    for table, period in parts:
        tables[table].append(period)
    return ", ".join(
        f"{table} ({when})" if (when := spans(found)) else table for table, found in sorted(tables.items())
    )
