"""What does NHS England publish of waits for community health services, as context for an area?

The numbers are of everybody whom an integrated care board (ICB) serves, in many areas; they are management information
and not official statistics, and end in October 2023, because that is what could be had under an open licence. `*` in
the publication says that nothing was collected: such a cell is empty here, and never nought.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FILE = "nhs-community-waits-2023.csv"
BANDS = ("0-1 weeks", ">1-2 weeks", ">2-4 weeks", ">4-12 weeks", ">12-18 weeks", ">18-52 weeks", ">52 weeks")
COLUMNS = ("month", "level", "code", "name", "service", "total", *BANDS)
ENGLAND = "England"
ATTRIBUTION = (
    "Source: NHS England, Community Health Services waiting times, children and young people, January to October 2023 "
    "(management information). Contains public sector information licensed under the Open Government Licence v3.0."
)


@dataclass(frozen=True, slots=True)
class PublishedList:
    """One service of one body in one month. A count is None where it was not collected."""

    month: str
    level: str
    code: str
    name: str
    service: str
    total: int | None
    bands: tuple[int | None, ...]

    @property
    def over_18(self) -> int | None:
        """Over 18 weeks: the last two bands, where both were collected."""
        between, year = self.bands[-2:]
        return None if between is None or year is None else between + year

    @property
    def over_52(self) -> int | None:
        """Over a year."""
        return self.bands[-1]


@cache
def published_lists() -> tuple[PublishedList, ...]:
    """Everything that ships: England and the ICBs of the areas."""
    text = files(__package__).joinpath(FILE).read_text("utf-8")
    return tuple(
        PublishedList(
            row["month"],
            row["level"],
            row["code"],
            row["name"],
            row["service"],
            _count(row["total"]),
            tuple(_count(row[band]) for band in BANDS),
        )
        for row in csv.DictReader(text.splitlines())
    )


def _count(cell: str) -> int | None:
    return int(cell) if cell else None


def latest_of(code: str) -> tuple[PublishedList, ...]:
    """The newest month of the body with that code, by service; empty where it is not in the file."""
    rows = [each for each in published_lists() if each.code == code]
    last = max((each.month for each in rows), default="")
    return tuple(each for each in rows if each.month == last)


def england(month: str) -> dict[str, PublishedList]:
    """England's lists of that month, by service."""
    return {each.service: each for each in published_lists() if each.level == ENGLAND and each.month == month}
