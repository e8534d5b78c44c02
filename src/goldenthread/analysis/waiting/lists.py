"""What can be said of a waiting list: how many wait, how many too long, since when, and how long the longest?

The wait of somebody still waiting is not over, and long waits are more likely to be caught in a count on one day than
short ones: so "waiting so far" and "waited, and was seen" are never mixed. A summary is of one `Standing`; cohorts set
the two side by side for the children who were referred in one year.

The median is the shortest time by which half have waited, by interpolation within its band: the children in a band are
taken to be spread evenly over it, as is usual for grouped data. Its bounds assume nothing of the spread. Over 18 weeks
and over 52 weeks are limits of the bands of NHS England's Community Health Services situation report.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from goldenthread.analysis.prose import plural, sentence
from goldenthread.analysis.rates import Estimate, proportion

from .bands import Band
from .bounds import NOUGHT, Bounds, added, share


class Standing(StrEnum):
    """Where a referral stands at the end of the month."""

    WAITING = "waiting"
    SEEN = "seen"
    CLOSED = "closed without being seen"


@dataclass(frozen=True, slots=True)
class Tally:
    """So many children. `band` is None where nobody knows when their wait began; so is `year`, that of referral."""

    band: Band | None
    count: Bounds
    year: int | None = None
    standing: Standing = Standing.WAITING


@dataclass(frozen=True, slots=True)
class Median:
    """In weeks. `estimate` is None where counts are hidden; `most` is None where nothing limits it."""

    estimate: float | None
    least: float
    most: float | None

    def say(self) -> str:
        """`7.4 weeks (between 4 and 12)`, `more than 18 weeks`."""
        limits = (
            f"more than {self.least:g} weeks"
            if self.most is None
            else f"between {self.least:g} and {self.most:g} weeks"
        )
        return f"{self.estimate:.1f} weeks ({limits})" if self.estimate is not None else limits


@dataclass(frozen=True, slots=True)
class Longest:
    """At least `weeks`; exactly so many where `exact`."""

    weeks: int
    exact: bool

    def say(self) -> str:
        """`75 weeks`, `more than 52 weeks`."""
        return plural(self.weeks, "week") if self.exact else f"more than {plural(self.weeks, 'week')}"


@dataclass(frozen=True, slots=True)
class Summary:
    """One list on one day. `unknown`: children with no known start, who may have waited any time."""

    total: Bounds
    over_18: Bounds
    over_52: Bounds
    unknown: Bounds
    longest: Longest | None
    median: Median | None

    @property
    def share_over_18(self) -> Estimate | None:
        """Of the children whose start is known, with Wilson's limits; None where a count is hidden or nobody waits."""
        total, over, unknown = self.total.known, self.over_18.known, self.unknown.known
        if total is None or over is None or unknown is None or total == unknown:
            return None
        return proportion(over, total - unknown)

    @property
    def sentence(self) -> str:
        """The whole of it, to read out."""
        total = self.total.known
        if total == 0:
            return "Nobody is waiting."
        are = "is" if total == 1 else "are"
        said = [sentence(f"{self.total.say_children()} {are} waiting").removesuffix(".")]
        said.append(f"Over 18 weeks: {self.over_18.say()}; over a year: {self.over_52.say()}")
        if self.unknown != NOUGHT:
            said.append(f"No start date is known for {self.unknown.say()}, who may have waited any time")
        if self.longest is not None:
            said.append(f"The longest known wait is {self.longest.say()}")
        if self.median is not None:
            said.append(f"The middle wait is {self.median.say()}")
        return ". ".join(said) + "."


def over(tallies: Sequence[Tally], weeks: int, total: int | None = None) -> Bounds:
    """How many of those whose start is known have waited more than so many weeks. Unknown starts are in no bound."""
    known = [each for each in tallies if each.band is not None]
    inside = [each.count for each in known if each.band and each.band.low >= weeks]
    outside = [each.count for each in known if each.band and each.band.high is not None and each.band.high <= weeks]
    either = [
        each.count
        for each in known
        if each.band and each.band.low < weeks and (each.band.high is None or each.band.high > weeks)
    ]
    unknown = [each.count for each in tallies if each.band is None]
    return share(inside, either, [*outside, *unknown], total)


def summarise(tallies: Sequence[Tally], total: int | None = None, longest: int | None = None) -> Summary:
    """All that can be said of one list. `total` is the provider's own; `longest`, in whole weeks, where rows told it."""
    unknown = [each.count for each in tallies if each.band is None]
    dated = [each.count for each in tallies if each.band is not None]
    return Summary(
        total=share([each.count for each in tallies], [], [], total),
        over_18=over(tallies, 18, total),
        over_52=over(tallies, 52, total),
        unknown=share(unknown, [], dated, total),
        longest=_longest(tallies) if longest is None else Longest(longest, exact=True),
        median=median(tallies),
    )


def _longest(tallies: Sequence[Tally]) -> Longest | None:
    """The highest band in which somebody certainly waits says what the longest wait is more than."""
    lows = [each.band.low for each in tallies if each.band is not None and each.count.least > 0]
    return Longest(int(max(lows)), exact=False) if lows and max(lows) > 0 else None


def median(tallies: Sequence[Tally]) -> Median | None:
    """The time in the middle of all those on the list; None where nobody certainly waits.

    Its bounds put every hidden count, and every child whose start is unknown, where it would move the middle furthest.
    """
    if not added([each.count for each in tallies]).least:
        return None
    held = sorted(
        {each.band for each in tallies if each.band is not None}, key=lambda each: (each.low, each.high is None)
    )
    if not held:
        return Median(None, 0.0, None)
    lowest = next((each.low for each in held if _may_reach_half(tallies, each)), held[-1].low)
    lowest = Fraction(0) if _may_be_nought(tallies) else lowest
    surely = next((each for each in held if each.high is not None and _surely_reaches_half(tallies, each.high)), None)
    most = float(surely.high) if surely is not None and surely.high is not None else None
    return Median(_interpolated(tallies, held), round(float(lowest), 1), None if most is None else round(most, 1))


def _may_be_nought(tallies: Iterable[Tally]) -> bool:
    """Are those whose start is unknown so many that the middle one may have waited no time at all?"""
    rows = list(tallies)
    unknown = added([each.count for each in rows if each.band is None])
    return unknown.most is None or unknown.most >= added([each.count for each in rows if each.band is not None]).least


def _may_reach_half(tallies: Iterable[Tally], upto: Band) -> bool:
    """Could half of them have waited no longer than this band ends?"""
    if upto.high is None:
        return True
    below, above = 0, 0
    for each in tallies:
        if each.band is None or each.band.low < upto.high:
            if each.count.most is None:
                return True
            below += each.count.most
        else:
            above += each.count.least
    return below >= above


def _surely_reaches_half(tallies: Iterable[Tally], high: Fraction) -> bool:
    """Have half of them certainly waited no longer?"""
    below, above = 0, 0
    for each in tallies:
        if each.band is not None and each.band.high is not None and each.band.high <= high:
            below += each.count.least
        elif each.count.most is None:
            return False
        else:
            above += each.count.most
    return below >= above


def _interpolated(tallies: Sequence[Tally], held: Sequence[Band]) -> float | None:
    """Where every count is known, every start too, and the bands do not overlap."""
    counts = {each: sum(t.count.least for t in tallies if t.band == each) for each in held}
    overlap = any(b.low < (a.high if a.high is not None else b.low + 1) for a, b in pairwise(held))
    if overlap or any(each.count.known is None or (each.band is None and each.count.least) for each in tallies):
        return None
    half, passed = Fraction(sum(counts.values()), 2), 0
    for each, count in counts.items():
        if passed + count >= half and count:
            return None if each.high is None else float(each.low + (each.high - each.low) * (half - passed) / count)
        passed += count
    return None


@dataclass(frozen=True, slots=True)
class Cohort:
    """The children referred in one year (None: unknown): how many still wait, were seen, and left unseen."""

    year: int | None
    waiting: Bounds
    seen: Bounds
    closed: Bounds

    @property
    def sentence(self) -> str:
        """`Of the children referred in 2024, 12 are still waiting.`"""
        whom = (
            f"Of the children referred in {self.year}"
            if self.year
            else "Of the children whose year of referral is unknown"
        )
        are = "is" if self.waiting.known == 1 else "are"
        return f"{whom}, {self.waiting.say()} {are} still waiting."


def cohorts(tallies: Iterable[Tally]) -> tuple[Cohort, ...]:
    """By year of referral, the oldest first, those whose year is unknown last: the oldest waits cannot hide in a mean."""
    rows = list(tallies)
    years = sorted({each.year for each in rows}, key=lambda year: (year is None, year or 0))
    return tuple(
        Cohort(
            year,
            *(
                added([each.count for each in rows if each.year == year and each.standing == standing])
                for standing in Standing
            ),
        )
        for year in years
    )
