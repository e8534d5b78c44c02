"""What do the publications that an area loaded say of its population? They never change, so each is read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import ibis

from goldenthread.understanding.dashboard.kinds.population import AGES, is_whole
from goldenthread.understanding.datasets.lake.keeping import opened
from goldenthread.understanding.datasets.reading.staged import workbench

PROJECTIONS, ESTIMATES = "ons-population-projections", "ons-mid-year-0-17"


@lru_cache(maxsize=512)
def projected(lake: Path, release: str, gss: str) -> Mapping[int, Mapping[int, int]]:
    """People by single year of age, by mid-year; empty where the release has not every age from 0 to 25 of this area.

    Raises `Damaged` when the release is not what was kept.
    """
    rows = _rows(lake, release, "projections", lambda table: (table.area_code == gss) & (table.sex == "persons"))
    ages: dict[int, dict[int, int]] = {}
    for row in rows:
        if row["age"].isdecimal() and int(row["age"]) in AGES:
            ages.setdefault(int(row["age"]), {})[row["year"]] = round(row["value"])
    return ages if is_whole(ages) else {}


@lru_cache(maxsize=512)
def estimated(lake: Path, release: str, gss: str) -> Mapping[int, int]:
    """Children of 0 to 17 by mid-year; empty where the release tells nothing of this area. Raises `Damaged`, as above."""
    rows = _rows(lake, release, "estimates", lambda table: table.new_la_code == gss)
    return {int(row["time_period"]): round(row["value"]) for row in rows}


def _rows(lake: Path, release: str, name: str, wanted: Any) -> list[dict[str, Any]]:
    with workbench() as engine:
        table: ibis.Table = opened(lake, release, engine)[name]
        rows: list[dict[str, Any]] = table.filter(wanted(table), table.value.notnull()).to_pyarrow().to_pylist()
        return rows
