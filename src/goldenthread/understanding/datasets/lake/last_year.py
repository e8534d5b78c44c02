"""How many children had each setting in the area's return of the year before?

The view that counts this year's children counts last year's too, on last year's census date and with last year's
corrections. What it gives is a table of settings: no child of one return is looked for in the other. Which return it was
is said in the report and not in the release's identifier, so the same files stay the same release.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
from ibis.backends.duckdb import Backend

from goldenthread.analysis.prose import plural
from goldenthread.understanding.datasets.checking.expressions import Names
from goldenthread.understanding.datasets.checking.ruleset import RuleSet, rules_for
from goldenthread.understanding.datasets.checking.run import looked_at
from goldenthread.understanding.datasets.kinds.schema import Kind

from .census import census_day
from .keeping import Damaged, kept, opened, place_of
from .manifest import Manifest
from .overlays import overlays

LAST_YEAR, PLACED = "last_year", "children_placed"
"""The table that rules name, and the view that counts it."""


@dataclass(frozen=True, slots=True)
class Before:
    """`beside`: the table for the rules, or why there is none; `told`: which release it is of; `findings`: that in words."""

    beside: Mapping[str, pa.Table | str] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[dict[str, Any], ...] = ()


def return_before(lake: Path, returns: Mapping[int, str], kind: Kind, engine: Backend, year: int) -> Before:
    """What the rules of a return of `year` may know of the year before. `returns`: year → the area's release in use."""
    written = rules_for(kind.slug)
    if written is None or LAST_YEAR not in {each.name for each in written.beside}:
        return Before()
    before = year - 1
    if before not in returns:
        return Before({LAST_YEAR: f"no return of {before} was in use when this one was read"})
    manifest = kept(lake, returns[before])
    if manifest is None:
        return Before({LAST_YEAR: f"the return of {before} that is in use is not in the lake"})
    try:
        placed = _placed(lake, manifest, kind, written, engine, before)
    except Damaged as damaged:
        return Before({LAST_YEAR: f"the return of {before} cannot be read: {str(damaged).rstrip('.')}"})
    return Before({LAST_YEAR: placed}, {"compared_with": manifest.id}, (_compared(lake, manifest, before),))


def _placed(lake: Path, manifest: Manifest, kind: Kind, written: RuleSet, engine: Backend, year: int) -> pa.Table:
    found = opened(lake, manifest.id, engine)
    tables = {table.name: f"before_{table.name}" for table in kind.tables}
    for name, made in tables.items():
        engine.create_view(made, found[name], overwrite=True)
    return looked_at(PLACED, written, tables, Names(census_day(manifest.told, year), year), engine)


def _compared(lake: Path, manifest: Manifest, year: int) -> dict[str, Any]:
    done = len(overlays(place_of(lake, manifest.id)))
    corrected = f", with {plural(done, 'file')} of corrections" if done else ""
    made_up = any(each["rule"].endswith(".made-up") and each["count"] for each in manifest.findings)
    return {
        "rule": f"{manifest.kind}.compared-with", "severity": "information", "unit": "data set", "count": 1, "do": "",
        "sentence": f"Compared with the return of {year}{' (made up)' if made_up else ''}, release {manifest.id}{corrected}.",
        "source": "Golden Thread", "confidence": "source read", "examples": [], "because": "", "note": "",
    }  # fmt: skip
