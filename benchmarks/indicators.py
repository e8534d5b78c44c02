"""How long does it take to count every indicator of the return, in every breakdown, for every area and four years?

A made-up nation (`goldenthread.demo.sen2`, calibrated to England’s published totals): its children dealt to 153 areas of
unequal size, its returns of 2023 to 2025, and a fourth that is the third with every date a year later. The tables are in
the shape in which the lake keeps a return, with the two columns that `computing.returned.together` adds: area and census.
They are not made by 612 imports.

Beside us in the same run: the same counts in pandas as an analyst writes them (`in_pandas.py`), over the same Parquet,
each in a process of its own. Both must come to the same counts, or the benchmark fails.

    make bench ONLY=indicators            (CHILDREN=12000000, the number of England’s; fewer for a quick try)
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import in_pandas
import numpy as np
import pyarrow as pa

from goldenthread.demo.sen2.calibration import england, reference_dates, scaled_to
from goldenthread.demo.sen2.returns import tables_of
from goldenthread.demo.sen2.settings import FIRST_URN, SORTS
from goldenthread.demo.sen2.world import World, world_of
from goldenthread.understanding.datasets.kinds.councils import councils
from goldenthread.understanding.datasets.lake.engines import DUCKDB, counting_engine
from goldenthread.understanding.indicators.computing.person_level import count, figures
from goldenthread.understanding.indicators.definitions.registry import bases, indicators

SEED = 4
CHILDREN = int(os.environ.get("CHILDREN", "0"))
YEARS = (2025, 2024, 2023)
"""The newest first: it collects everything."""
Counts = dict[tuple[str, str, str, str, str], tuple[int, int]]
"""Code, area, census, breakdown, band → how many of how many."""
SETTINGS = (
    ("mainstream_independent", "mainstream"),
    ("special_independent", "special"),
    ("mainstream", "mainstream"),
    ("special", "special"),
    ("ap_pru", "alternative provision"),
    ("general_fe", "further education"),
    ("specialist_post_16", "further education"),
)
"""How the published placement columns begin → the setting that a list of establishments gives."""


# --- the nation ---


def write_nation(folder: Path) -> int:
    """Every table of every year as Parquet; returns how many plans there are on the last census."""
    world = world_of(scaled_to("nation", CHILDREN) if CHILDREN else england(), SEED)
    con = duckdb.connect()
    con.execute("set enable_progress_bar = false")
    con.register("dealt", dealt(world))
    years = {year: tables_of(world, year) for year in YEARS}
    for name in wanted():
        kinds: dict[str, str] = {}
        for year in YEARS:
            con.register("rows", years[year][name])
            columns = ", ".join(
                [f"date '{reference_dates()[year]}' as _census", *as_kept(years[year][name], name, kinds)]
            )
            query = (
                f"select w.area as _area, {columns} from rows as t join dealt as w using (persontableid) order by ALL"  # noqa: S608
            )
            con.execute(f"copy ({query}) to '{folder}/{name}-{year}.parquet' (compression zstd)")
            kinds = kinds or {row[0]: row[1] for row in con.execute(f"describe {query}").fetchall()}
        later = [
            f"cast({column} + interval 1 year as date) as {column}" for column, kind in kinds.items() if kind == "DATE"
        ]
        query = f"select * replace ({', '.join(later)}) from '{folder}/{name}-{YEARS[0]}.parquet'"  # noqa: S608
        con.execute(f"copy ({query}) to '{folder}/{name}-{YEARS[0] + 1}.parquet' (compression zstd)")
    con.register("listed", establishments(world))
    con.execute(f"copy (from listed) to '{folder}/establishments.parquet'")
    return years[YEARS[0]]["activeplans"].num_rows


def wanted() -> list[str]:
    """The tables of the return that indicators are counted over."""
    return sorted({name for base in bases().values() for name in base.tables} - {"establishments"})


def dealt(world: World) -> pa.Table:
    """Which area each child lives in; some areas are twenty times as large as others."""
    chance = np.random.default_rng(SEED)
    areas = sorted(councils())
    sizes = chance.lognormal(0, 0.6, len(areas))
    size = len(world.people.born)
    return pa.table(
        {
            "persontableid": np.arange(size) + 1_000_001,
            "area": pa.array(areas).take(pa.array(chance.choice(len(areas), size, p=sizes / sizes.sum()))),
        }
    )


def as_kept(table: pa.Table, name: str, kinds: Mapping[str, str]) -> list[str]:
    """The columns that indicators read, each as it is kept behind the door; a hash stands in for a pseudonym.

    `kinds`: the types of the newest year, for what an earlier year did not collect.
    """
    made = {
        "persontableid": "md5(cast(t.persontableid as varchar))",
        "personbirthdate": "cast(date_trunc('month', t.personbirthdate) as date)",
        "placementrank": "cast(t.placementrank as varchar)",
        "sentyperank": "cast(t.sentyperank as varchar)",
        "ceasereason": "cast(t.ceasereason as varchar)",
    }
    if "gendercurrent" in table.column_names:
        made["sex"] = "t.gendercurrent"
    kept = []
    for column in sorted({column for base in bases().values() for column in base.tables.get(name, ())}):
        there = column in table.column_names or column in made
        kept.append(f"{made.get(column, f't.{column}') if there else f'cast(null as {kinds[column]})'} as {column}")
    return kept


def establishments(world: World) -> pa.Table:
    """The list of settings, as the indicators read it."""
    found: dict[str, tuple[str, bool]] = {}
    for place, (column, sort) in enumerate(SORTS.items()):
        setting = next((ours for begins, ours in SETTINGS if column.startswith(begins)), None)
        for phase in (0, 1):
            for each in range(int(world.settings.number[place, phase]) if sort.urn and setting else 0):
                urn = str(FIRST_URN + int(world.settings.first[place, phase]) + each)
                found[urn] = (str(setting), "independent" in column)
    return pa.table(
        {
            "urn": list(found),
            "setting": [setting for setting, _ in found.values()],
            "independent": [independent for _, independent in found.values()],
        }
    )


# --- both sides, each in a process of its own ---


def ours(folder: Path) -> tuple[Counts, dict[str, float]]:
    """One pass of each base: all areas, years and breakdowns."""
    start, processor = time.perf_counter(), time.process_time()
    with counting_engine(DUCKDB) as engine:
        tables = {name: engine.read_parquet(sorted(folder.glob(f"{name}-*.parquet"))) for name in wanted()}
        tables["establishments"] = engine.read_parquet(folder / "establishments.parquet")
        counted = count(engine, tables, indicators().values())
    told = {"seconds": time.perf_counter() - start, "processor": time.process_time() - processor}
    start = time.perf_counter()
    made = sum(1 for _ in figures(counted, indicators(), "sen2"))
    told |= {"figures": made, "intervals": time.perf_counter() - start}
    found = {(e.code, e.area, e.census.isoformat(), e.breakdown, e.band): (e.numerator, e.denominator) for e in counted}
    return found, told


def theirs(folder: Path) -> tuple[Counts, dict[str, float]]:
    """A mask and a grouping for each indicator and breakdown."""
    start, processor = time.perf_counter(), time.process_time()
    found = in_pandas.counts(
        folder, {code: each.person_level.breakdowns for code, each in indicators().items() if each.person_level}
    )
    return found, {"seconds": time.perf_counter() - start, "processor": time.process_time() - processor}


def _apart(side: Callable[[Path], tuple[Counts, dict[str, float]]], folder: Path, to: Any) -> None:
    indicators()
    found, told = side(folder)
    to.send((found, told | {"memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def apart(side: Callable[[Path], tuple[Counts, dict[str, float]]], folder: Path) -> tuple[Counts, dict[str, float]]:
    """What a side counted, and how long and how much it took, in a new process that has read the definitions."""
    here, there = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=_apart, args=(side, folder, there))
    process.start()
    there.close()
    try:
        return here.recv()  # type: ignore[no-any-return]
    except EOFError:
        sys.exit(f"{side.__name__}: the process ended without a result.")
    finally:
        process.join()


def differing(one: Mapping[Any, tuple[int, int]], other: Mapping[Any, tuple[int, int]]) -> list[Any]:
    """Where the two do not come to the same; a band in which nobody is may be left out."""
    return [key for key in {*one, *other} if one.get(key, (0, 0)) != other.get(key, (0, 0))]


def main() -> None:
    with TemporaryDirectory(prefix="goldenthread-bench-") as name:
        folder = Path(name)
        start = time.perf_counter()
        plans = write_nation(folder)
        making = time.perf_counter() - start
        here, told = apart(ours, folder)
        there, peer = apart(theirs, folder)
    wrong = differing(here, there)
    lines = (
        ("plans on the last census", f"{plans:,}"),
        ("areas and years", f"{len({key[1:3] for key in here if key[1]}):,}"),
        ("indicators", f"{len({key[0] for key in here}):,}"),
        ("counts", f"{len(here):,}"),
        ("making the nation, seconds", f"{making:.1f}"),
        ("ours, seconds", f"{told['seconds']:.1f}"),
        ("ours, seconds of processors", f"{told['processor']:.1f}"),
        ("ours, memory at its largest, MiB", f"{told['memory']:.0f}"),
        ("figures with their intervals", f"{told['figures']:,.0f}"),
        ("the intervals, seconds more", f"{told['intervals']:.1f}"),
        ("pandas, seconds", f"{peer['seconds']:.1f}"),
        ("pandas, seconds of processors", f"{peer['processor']:.1f}"),
        ("pandas, memory at its largest, MiB", f"{peer['memory']:.0f}"),
        ("pandas takes times ours", f"{peer['seconds'] / told['seconds']:.1f}"),
        ("counts that differ", f"{len(wrong):,}"),
    )
    for title, value in lines:
        print(f"{title:<48} {value:>20}")
    for key in sorted(wrong)[:10]:
        print(key, "ours", here.get(key), "pandas", there.get(key))
    if wrong:
        sys.exit(1)


if __name__ == "__main__":
    main()
