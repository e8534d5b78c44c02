"""How many people of each age live in an area, as the Office for National Statistics projects and estimates it?

A compact file of our own, a line for each area, what it tells, and age: the numbers year by year. The projections are
2022-based and end in mid-2035; the estimates are of children of 0 to 17 and end in mid-2024.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FILE = "population.csv"
COLUMNS = ("gss", "tells", "ages", "first_year", "people")
PROJECTION, ESTIMATE = "projection", "estimate"
CHILDREN = "0-17"
AGES = range(26)
PROJECTIONS = (
    "Office for National Statistics, subnational population projections, 2022-based, migration category variant, "
    "boundaries of 2023, published 24 June 2025"
)
ESTIMATES = "Office for National Statistics, mid-year population estimates, 2012 to 2024"
LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0."
CAUTION = (
    "The projections were typed again from the publisher’s text and rounded to whole people. Check them against the "
    "publisher’s file before a decision rests on any one of them."
)


@dataclass(frozen=True, slots=True)
class Population:
    """`ages`: people by single year of age, by year. `children`: estimates of those of 0 to 17, by year.

    `projections`, `estimates`: where they come from. `caution`: what to know before relying on them, if anything.
    """

    ages: Mapping[int, Mapping[int, int]]
    children: Mapping[int, int]
    projections: str = PROJECTIONS
    estimates: str = ESTIMATES
    caution: str = CAUTION

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the projection, its base year first."""
        return tuple(sorted(next(iter(self.ages.values()))))

    @property
    def base(self) -> int:
        """The mid-year from which the projection starts: it is an estimate, and every later one is projected."""
        return self.years[0]


@cache
def populations() -> dict[str, Population]:
    """Every area that ships, by its ONS code."""
    return read_populations(files(__package__).joinpath(FILE).read_text("utf-8"))


def read_populations(text: str) -> dict[str, Population]:
    """The areas of a file of that form. Every age from 0 to 25 must be there, for the same years."""
    ages: dict[str, dict[int, dict[int, int]]] = {}
    children: dict[str, dict[int, int]] = {}
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        first = int(row["first_year"])
        by_year = {first + n: int(people) for n, people in enumerate(row["people"].split())}
        if row["tells"] == ESTIMATE:
            children[row["gss"]] = by_year
        else:
            ages.setdefault(row["gss"], {})[int(row["ages"])] = by_year
    for gss, found in ages.items():
        if not is_whole(found):
            raise ValueError(f"{FILE}: {gss}: expected every age from 0 to 25, each for the same years.")
    return {gss: Population(found, children.get(gss, {})) for gss, found in ages.items()}


def is_whole(ages: Mapping[int, Mapping[int, int]]) -> bool:
    """Is every age from 0 to 25 there, each for the same years?"""
    return set(ages) == set(AGES) and len({tuple(sorted(years)) for years in ages.values()}) == 1
