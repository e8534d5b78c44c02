"""What does a published release cover, and does a newer one have it all? A table of one period is the unit of both.

A newer release takes the place of an older one that it covers whole. Where the two only overlap, or the newer has far fewer
rows of a table (an extract of some areas, or of totals alone), nobody but a person can say whether the older is still wanted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Part = tuple[str, str]
"""A table, and a period as its publisher writes it; an empty one where the table has none."""
FEWER = 0.9
"""Of the older release's rows. A publisher that revises takes a few rows away; an extract leaves out most."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """What two releases of one kind have in common: the newer, beside one that is in use. `lost`: only the older has it.

    `thinner`: table → its rows in the newer and in the older, where the newer has far fewer.
    """

    again: frozenset[Part]
    lost: frozenset[Part]
    same: bool
    thinner: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def replaces(self) -> bool:
        """Whether the newer has all that the older has."""
        return not self.thinner and (self.same or (bool(self.again) and not self.lost))

    @property
    def overlaps(self) -> bool:
        """Whether they have something in common, and the older has something of its own too."""
        return bool(self.again) and bool(self.lost or self.thinner)

    def words(self, older: str) -> str:
        """What accepting the newer does to the older, which is called so."""
        if self.replaces:
            return f"It takes the place of {older}, all of which it covers. That stays for what cites it."
        only = f"Only the older has {said(self.lost)}. " if self.lost else ""
        counts = [f"{new:,} of {table} where the older has {old:,}" for table, (new, old) in self.thinner.items()]
        more = f", and fewer of {len(counts) - 3} other tables" if len(counts) > 3 else ""
        fewer = f"It has far fewer rows: {'; '.join(counts[:3])}{more}. " if counts else ""
        return (
            f"It covers {said(self.again)} again, which {older} covers too. {only}{fewer}"
            "Both stay in use, unless you say otherwise; where both have a figure, the one that reaches further stands."
        )


def meeting(
    newer: frozenset[Part],
    older: frozenset[Part],
    rows: Mapping[str, int] | None = None,
    older_rows: Mapping[str, int] | None = None,
) -> Meeting:
    """The two releases put side by side; with the rows of each table, where fewer rows mean that something is missing."""
    rows, older_rows = rows or {}, older_rows or {}
    shared = sorted(rows.keys() & older_rows.keys())
    thinner = {name: (rows[name], older_rows[name]) for name in shared if rows[name] < FEWER * older_rows[name]}
    return Meeting(newer & older, older - newer, newer == older, thinner)


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
