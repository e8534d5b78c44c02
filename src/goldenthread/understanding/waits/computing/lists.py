"""Who waits, by service and provider, month by month, as far as it is known?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from goldenthread.analysis.waiting import Bounds, Standing, Summary, Tally, share, summarise
from goldenthread.understanding.waits.checking import Break, total_of
from goldenthread.understanding.waits.reading.parsed import Line

ALL, UPTO, OVER, YEAR = "all", "up to 18 weeks", "over 18 weeks", "over 52 weeks"
BETWEEN, UNKNOWN = "18 to 52 weeks", "start not known"
LEAVES = (UPTO, BETWEEN, YEAR, UNKNOWN)


class Source(Protocol):
    """The counts of one provider."""

    @property
    def provider(self) -> str: ...
    @property
    def lines(self) -> tuple[Line, ...]: ...
    @property
    def breaks(self) -> tuple[Break, ...]: ...


@dataclass(frozen=True, slots=True)
class List:
    """One list in one month: what is known of it, by length of wait and by year of referral."""

    service: str
    provider: str
    month: str
    summary: Summary
    waits: tuple[Bounds, ...]  # in the order of LEAVES
    years: tuple[tuple[int | None, Bounds], ...]

    @property
    def place(self) -> str:
        """How it is called where all lists stand together."""
        return f"{self.service}, {self.provider}"


def tallies(lines: Iterable[Line]) -> list[Tally]:
    """Lines as the arithmetic of `analysis.waiting` takes them; the provider's own totals are no part."""
    return [Tally(line.band, line.bounds, line.year, Standing(line.standing)) for line in lines if not line.whole]


def all_months(found: Sequence[str]) -> list[str]:
    """Every month from the first to the last, those that nobody told of too."""
    if not found:
        return []
    first, last = ((int(each[:4]) * 12 + int(each[5:]) - 1) for each in (found[0], found[-1]))
    return [f"{each // 12}-{each % 12 + 1:02}" for each in range(first, last + 1)]


def months(held: Iterable[Source]) -> tuple[str, ...]:
    """Every month of which some list tells."""
    return tuple(sorted({line.month for each in held for line in each.lines}))


def lists_in(held: Iterable[Source], month: str) -> tuple[List, ...]:
    """Every list of children still waiting in that month, by service, then provider."""
    found = []
    for each in held:
        services = sorted({line.service for line in each.lines if line.month == month})
        for service in services:
            rows = [
                line
                for line in each.lines
                if (line.service, line.month, line.standing) == (service, month, Standing.WAITING)
            ]
            if rows:
                found.append(_list(service, each.provider, month, rows))
    return tuple(sorted(found, key=lambda one: (one.service, one.provider)))


def _list(service: str, provider: str, month: str, rows: Sequence[Line]) -> List:
    total, counted = total_of(rows), tallies(rows)
    longest = max((line.longest for line in rows if line.longest is not None), default=None)
    years = sorted({each.year for each in counted}, key=lambda year: (year is None, year or 0))
    by_year = tuple(
        (
            year,
            share(
                [t.count for t in counted if t.year == year], [], [t.count for t in counted if t.year != year], total
            ),
        )
        for year in years
    )
    waits = tuple(_group(counted, group, total) for group in LEAVES)
    return List(service, provider, month, summarise(counted, total, longest), waits, by_year)


def _group(counted: Sequence[Tally], group: str, total: int | None) -> Bounds:
    if group == UNKNOWN:
        inside = [each.count for each in counted if each.band is None]
        return share(inside, [], [each.count for each in counted if each.band is not None], total)
    low, high = {UPTO: (0, 18), BETWEEN: (18, 52), YEAR: (52, None)}[group]
    certain, doubtful, outside = [], [], []
    for each in counted:
        band = each.band
        if band is None or (high is not None and band.low >= high) or (band.high is not None and band.high <= low):
            outside.append(each.count)
        elif band.low >= low and (high is None or (band.high is not None and band.high <= high)):
            certain.append(each.count)
        else:
            doubtful.append(each.count)
    return share(certain, doubtful, outside, total)
