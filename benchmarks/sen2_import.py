"""How long does a national SEN2 return take to import and check, beside reading its files and beside pandas?

A made-up return of England's size, nine CSVs, is imported: read, typed, held to every rule, passed through the door and
kept. In turn with it, each in a process of its own and on two cores: the floor, DuckDB that merely reads the same files
into tables of text; what the import does up to and with the checks; and once, as much in pandas as an analyst writes it
(`peers/sen2_checks.py`). Both must find the same number of rows for every rule, first in a small return full of faults;
else this exits 1.

    make bench ONLY=sen2_import            (PLANS=640000 ROUNDS=3 SEN2_FOLDER=a folder that is kept)
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from beside import CORES, Cost, in_a_child, tell

PLANS = int(os.environ.get("PLANS", "640000"))
ROUNDS = int(os.environ.get("ROUNDS", "3"))
NATIONAL, SMALL = 640_000, 3_000
YEAR, TODAY = 2025, date(2025, 3, 1)


def made(folder: Path, plans: int, *, faults: bool) -> Path:
    """The folder of a return of about so many plans, made unless it is there."""
    from goldenthread.demo.sen2.calibration import england, scaled_to
    from goldenthread.demo.sen2.making import make

    figures = england()
    if plans != NATIONAL:
        children = figures.get("population", "2024", "aged_0_to_17")
        figures = scaled_to("made-up", round(children * plans / NATIONAL))
    if not (folder / "about.json").exists():
        for _ in make(figures, [YEAR], seed=1, layout="blade", out=folder, faults=faults):
            pass
    return folder / str(YEAR)


def read_only(folder: Path) -> int:
    """The floor: every cell of every file as text in a table. Rows."""
    import duckdb

    engine = duckdb.connect(config={"threads": CORES})
    for path in sorted(folder.glob("*.csv")):
        engine.execute(
            f'CREATE TABLE "{path.stem}" AS FROM read_csv(?, header = true, all_varchar = true)', [str(path)]
        )
    names = [name for (name,) in engine.execute("SHOW TABLES").fetchall()]
    return sum(engine.execute(f'SELECT count(*) FROM "{name}"').fetchall()[0][0] for name in names)  # noqa: S608


def imported(folder: Path) -> dict[str, int]:
    """Golden Thread: the whole import. Rule → rows that break it."""
    import pyarrow.parquet as pq

    from goldenthread.understanding.datasets.lake.intake import read_in
    from goldenthread.understanding.datasets.lake.keeping import FINDINGS, place_of

    with TemporaryDirectory(prefix="goldenthread-bench-") as lake:
        release = read_in(
            sorted(folder.glob("*.csv")), kind="sen2", area="made-up", lake=Path(lake), key=b"k" * 32, today=TODAY,
            say=lambda words: None,
        )  # fmt: skip
        found = pq.read_table(place_of(Path(lake), release.id) / f"{FINDINGS}.parquet", columns=["rule"])
        rows = {each["values"]: each["counts"] for each in found["rule"].value_counts().to_pylist()}
        asked = [finding["rule"] for finding in release.findings if finding["count"] is not None]
        return {rule: rows.get(rule, 0) for rule in asked}


def checked(folder: Path) -> dict[str, int]:
    """Golden Thread, as far as the peer goes: read, typed and held to every rule; nothing kept. Rule → rows that break it."""
    from goldenthread.understanding.datasets.checking.run import check
    from goldenthread.understanding.datasets.kinds.registry import all_kinds
    from goldenthread.understanding.datasets.lake.census import when
    from goldenthread.understanding.datasets.reading import sen2_blade
    from goldenthread.understanding.datasets.reading.staged import workbench

    kind = all_kinds()["sen2"]
    with workbench() as engine:
        staged = sen2_blade.read(sorted(folder.glob("*.csv")), kind, engine)
        year, day = when(kind, staged.told, staged.year, TODAY)
        results = check(staged, kind, year=year, reference_date=day).results
        return {result.rule.id: result.rows for result in results if result.count is not None}


def checked_in_pandas(folder: Path) -> dict[str, int]:
    """The peer: read and checked, nothing kept. Rule → rows that break it."""
    from peers import sen2_checks

    return sen2_checks.run(folder)


WORK = {"floor": read_only, "ours": imported, "checks": checked, "pandas": checked_in_pandas}
INTAKE = "goldenthread.understanding.datasets.lake.intake"
IMPORTS = {"floor": "duckdb", "ours": INTAKE, "checks": INTAKE, "pandas": "peers.sen2_checks"}
"""What each needs is imported before the clock starts."""


def child(work: str, folder: Path) -> Cost:
    return in_a_child(__file__, work, str(folder))


def agree(ours: dict[str, int], theirs: dict[str, int]) -> bool:
    """Do both find as many rows for every rule? Prints each rule of which they do not."""
    broken = sum(1 for count in ours.values() if count)
    both = ours.keys() & theirs.keys()
    differ = sorted(rule for rule in both if ours[rule] != theirs[rule])
    for rule in differ:
        print(f"  {rule}: {ours[rule]:,} rows; in pandas {theirs[rule]:,}")
    print(
        f"  {len(both)} of our {len(ours)} rules are checked in pandas too; {broken} are broken; {len(differ)} differ"
    )
    return not differ and both == theirs.keys()


@contextmanager
def returns() -> Iterator[tuple[Path, Path]]:
    """The small return full of faults, and the great one."""
    with TemporaryDirectory(prefix="goldenthread-bench-") as temporary:
        kept = Path(os.environ.get("SEN2_FOLDER") or temporary)
        small = made(Path(temporary) / "small", SMALL, faults=True)
        yield small, made(kept / f"plans-{PLANS}", PLANS, faults=False)


def main() -> int:
    print(
        f"{platform.machine()}, {CORES} of {os.cpu_count()} cores, Python {platform.python_version()}, {ROUNDS} rounds"
    )
    with returns() as (small, great):
        found = child("ours", small).told
        same = child("checks", small).told.items() <= found.items() and agree(found, child("pandas", small).told)
        print(f"  in a return of {SMALL:,} plans full of faults")
        megabytes = sum(path.stat().st_size for path in great.glob("*.csv")) / 1e6
        rounds = [[child(work, great) for work in ("floor", "ours", "checks")] for _ in range(ROUNDS)]
        pandas = child("pandas", great)
    floors, ours, checks = zip(*rounds, strict=True)
    same &= agree(ours[0].told, pandas.told)
    print(f"  in a return of {PLANS:,} plans, {floors[0].told:,} rows, {megabytes:,.0f} MB\n")
    print(f"{'':<28}{'seconds':>9}{'times':>7}{'processor':>11}{'times':>7}{'memory, MiB':>13}")
    floor_wall, floor_cpu = (statistics.median(getattr(cost, name) for cost in floors) for name in ("wall", "cpu"))
    rows = {"DuckDB merely reads": floors, "Golden Thread imports": ours}
    rows |= {"Golden Thread checks": checks, "pandas checks": (pandas,)}
    for name, costs in rows.items():
        wall, cpu = statistics.median(cost.wall for cost in costs), statistics.median(cost.cpu for cost in costs)
        peak = max(cost.peak_mib for cost in costs)
        print(f"{name:<28}{wall:>9.1f}{wall / floor_wall:>7.1f}{cpu:>11.1f}{cpu / floor_cpu:>7.1f}{peak:>13,.0f}")
    return 0 if same else 1


if __name__ == "__main__":
    if len(sys.argv) > 1:
        import_module(IMPORTS[sys.argv[1]])
        tell(lambda: WORK[sys.argv[1]](Path(sys.argv[2])))
    else:
        sys.exit(main())
