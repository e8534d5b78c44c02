"""How many children and young people are there in each stage of growing up, now and as projected?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.understanding.dashboard.kinds.population import Population

BANDS: Mapping[str, range] = {
    "0 to 4": range(5),
    "5 to 10": range(5, 11),
    "11 to 15": range(11, 16),
    "16 to 19": range(16, 20),
    "20 to 25": range(20, 26),
}
EVERYBODY = range(26)
CHILDREN = range(18)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was projected for children of 0 to 17, beside what was later estimated."""

    year: int
    projected: int
    estimated: int

    @property
    def off_by(self) -> float:
        """By how many per cent the projection was above the estimate."""
        return 100 * (self.projected - self.estimated) / self.estimated


def people(population: Population, ages: range, year: int) -> int:
    """People of these ages in the middle of a year."""
    return sum(population.ages[age][year] for age in ages)


def this_year(population: Population, today_year: int) -> int:
    """The year that stands for now: this one, or the nearest that is projected."""
    return min(population.years, key=lambda year: abs(year - today_year))


def checked(population: Population) -> list[Checked]:
    """Each projected year of which an estimate has come since, the base year left out."""
    return [
        Checked(year, people(population, CHILDREN, year), population.children[year])
        for year in population.years
        if year > population.base and year in population.children
    ]
