"""How is the population shown: its ages now and as projected, how the bands move, and what a projection cannot say?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from goldenthread.design import charts
from goldenthread.understanding.dashboard.computing.ages import (
    BANDS,
    EVERYBODY,
    checked,
    people,
    this_year,
)
from goldenthread.understanding.dashboard.kinds.population import CHILDREN, ESTIMATE, PROJECTION

CSV_COLUMNS = ("tells", "age", "mid_year", "people")


@dataclass(frozen=True, slots=True)
class Shown:
    """The page."""

    now: int
    last: int
    headline: str
    profile: charts.Chart
    bands: charts.Chart
    columns: tuple[Any, ...]
    rows: tuple[tuple[str, ...], ...]
    check: str


def shown(found: Any, today: date) -> Shown:
    """An area's population in charts and words."""
    now, last = this_year(found, today.year), found.years[-1]
    named = [{"text": f"Aged {name}", "numeric": True} for name in BANDS]
    columns = ("Mid-year", *named, {"text": "All", "numeric": True})
    return Shown(
        now=now,
        last=last,
        headline=_step(found, "Children and young people aged 0 to 25", EVERYBODY, now, last),
        profile=_profile(found, now, last),
        bands=_bands(found, now, last),
        columns=columns,
        rows=tuple(_row(found, year) for year in found.years),
        check=_check(found),
    )


def _step(found: Any, who: str, ages: range, now: int, last: int) -> str:
    before, after = people(found, ages, now), people(found, ages, last)
    if before == after:
        return f"{who}: {before:,} in mid-{now}, and as many projected for mid-{last}"
    word = "more" if after > before else "fewer"
    share = abs(100 * (after - before) / before)
    part = f"{share:.0f}%" if round(share) else "less than 1%"
    return f"{who}: {before:,} in mid-{now}; {abs(after - before):,} {word} ({part}) projected for mid-{last}"


def _profile(found: Any, now: int, last: int) -> charts.Chart:
    lines = [
        charts.Series(f"Mid-{year}", tuple(_at_age(found, age, year) for age in EVERYBODY), comparator=year == last)
        for year in dict.fromkeys((now, last))
    ]
    drawn = charts.line_chart(
        title=_step(found, "Under-fives", BANDS["0 to 4"], now, last),
        series=lines,
        unit="people",
        subtitle=f"People of each age, mid-{now} and mid-{last} as projected",
    )
    return replace(drawn, columns=("Age", *drawn.columns[1:]))


def _at_age(found: Any, age: int, year: int) -> charts.Point:
    """Ages stand beside one another as days do."""
    return charts.Point(date.fromordinal(age + 1), f"Age {age}", found.ages[age][year])


def _bands(found: Any, now: int, last: int) -> charts.Chart:
    lines = [
        charts.Series(
            f"Aged {name}",
            tuple(charts.Point(date(year, 6, 30), f"Mid-{year}", people(found, ages, year)) for year in found.years),
        )
        for name, ages in BANDS.items()
    ]
    title = _step(found, "Young people aged 16 to 25", range(16, 26), now, last)
    return charts.line_chart(
        title=title,
        series=lines,
        unit="people",
        subtitle=f"People by age, mid-{found.base} to mid-{last}; from mid-{found.base + 1} on as projected",
    )


def _row(found: Any, year: int) -> tuple[str, ...]:
    bands = (f"{people(found, ages, year):,}" for ages in BANDS.values())
    return (f"{year}" + (" (base)" if year == found.base else ""), *bands, f"{people(found, EVERYBODY, year):,}")


def _check(found: Any) -> str:
    """How the projection has done since it was made."""
    since = checked(found)
    if not since:
        return ""
    newest = since[-1]
    side = "more" if newest.projected > newest.estimated else "fewer"
    off = abs(newest.off_by)
    return (
        f"For mid-{newest.year} it projected {newest.projected:,} children aged 0 to 17; the estimate made since is "
        f"{newest.estimated:,}: it had {off:.1f}% {side}."
        if off >= 0.05
        else f"For mid-{newest.year} it projected {newest.projected:,} children aged 0 to 17, and so many were estimated since."
    )


def csv_rows(found: Any) -> Iterator[Iterable[Any]]:
    """A row for each age and year, then the estimates of children of 0 to 17."""
    for age in EVERYBODY:
        for year in found.years:
            yield PROJECTION if year > found.base else f"{PROJECTION}, base", age, year, found.ages[age][year]
    for year, count in sorted(found.children.items()):
        yield ESTIMATE, CHILDREN, year, count
