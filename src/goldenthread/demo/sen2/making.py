"""Where do the files of a made-up area go? A folder a collection year, a list of settings, and a page that says what it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
from pyarrow import csv

from goldenthread.demo.sen2.calibration import Figures
from goldenthread.demo.sen2.faults import spoil
from goldenthread.demo.sen2.layouts import LAYOUTS, too_large
from goldenthread.demo.sen2.returns import tables_of
from goldenthread.demo.sen2.world import world_of


class TooLarge(ValueError):
    """A workbook cannot hold so many children."""


def make(
    figures: Figures, collections: Sequence[int], *, seed: int, layout: str, out: Path, faults: bool
) -> Iterator[Path]:
    """Write each collection year's return, giving each file when it is there."""
    world = world_of(figures, seed)
    out.mkdir(parents=True, exist_ok=True)
    for collection in collections:
        tables = tables_of(world, collection)
        if too_large(tables, layout):
            raise TooLarge(
                f"A workbook's sheet holds 1,048,576 rows, and the return of {figures.name} for {collection} has more. "
                "Ask for --layout blade or --layout xml."
            )
        folder = out / str(collection)
        folder.mkdir(exist_ok=True)
        if faults:
            tables, told = spoil(tables, layout, seed)
            yield _json(folder / "faults.json", told)
        yield from LAYOUTS[layout](tables, folder, f"SEN2_{figures.la_code}_{collection}")
    register = out / "settings.csv"
    listed = world.settings.register(figures.la_code)
    csv.write_csv(
        listed.filter(pc.not_equal(listed["URN"], "")), register
    )  # a training provider is on another register
    yield register
    yield _json(out / "about.json", _about(figures, collections, seed, layout))


def _about(figures: Figures, collections: Sequence[int], seed: int, layout: str) -> dict[str, Any]:
    return {
        "what": "A made-up SEN2 return. No child, family, school or college in it exists.",
        "area": figures.name,
        "la_code": figures.la_code,
        "collections": list(collections),
        "seed": seed,
        "layout": layout,
        "calibrated_to": "Department for Education, Education, health and care plans, reporting year 2025",
        "scaled_from_england_by": None if figures.scale == 1 else figures.scale,
        "licence_of_the_figures": "Open Government Licence v3.0",
    }


def _json(path: Path, found: Any) -> Path:
    path.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return path
