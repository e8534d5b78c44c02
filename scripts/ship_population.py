"""Which populations ship with Golden Thread? Makes `understanding/dashboard/kinds/population.csv` again.

    .venv/bin/python scripts/ship_population.py FOLDER

FOLDER holds the published files in `population/`, as their carriers name them.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from goldenthread.understanding.dashboard.kinds import population as kind
from goldenthread.understanding.indicators.computing.shipping import AREAS

TARGET = Path(__file__).parent.parent / "src/goldenthread/understanding/dashboard/kinds" / kind.FILE
PROJECTIONS = "population/ons_snpp_2022based_age0_25_five_las.csv"
ESTIMATES = "population/ons_mye_0_17_by_la_2012_2024.csv"


def lines(folder: Path) -> Iterator[str]:
    """The whole file, line by line."""
    yield "# Population by single year of age, projected, and children of 0 to 17, estimated; in the middle of each year."
    yield f"# Sources: {kind.PROJECTIONS}; {kind.ESTIMATES}."
    yield f"# {kind.CAUTION}"
    yield f"# {kind.LICENCE}"
    yield ",".join(kind.COLUMNS)
    with (folder / PROJECTIONS).open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            years = [name for name in row if name.isdecimal()]
            people = " ".join(row[year] for year in years)
            yield f"{row['area_code']},{kind.PROJECTION},{row['age']},{years[0]},{people}"
    for gss, by_year in _estimates(folder).items():
        people = " ".join(str(by_year[year]) for year in sorted(by_year))
        yield f"{gss},{kind.ESTIMATE},{kind.CHILDREN},{min(by_year)},{people}"


def _estimates(folder: Path) -> dict[str, dict[int, int]]:
    found: dict[str, dict[int, int]] = defaultdict(dict)
    with (folder / ESTIMATES).open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            if row["new_la_code"] in AREAS:
                found[row["new_la_code"]][int(row["time_period"])] = int(row["population_estimate"])
    return {gss: found[gss] for gss in AREAS}


def main(arguments: list[str]) -> int:
    """Write the file, after it has been read as the program reads it."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    text = "\n".join([*lines(Path(arguments[0])), ""])
    found = kind.read_populations(text)
    TARGET.write_text(text)
    print(f"{len(found)} areas, {len(text) / 1e3:.0f} kB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
