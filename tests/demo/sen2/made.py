"""The made-up areas that these tests look at, each made once."""

from __future__ import annotations

from functools import cache

import pyarrow as pa

from goldenthread.demo.sen2.calibration import FIVE, Figures, figures_for, scaled_to
from goldenthread.demo.sen2.returns import Tables, tables_of
from goldenthread.demo.sen2.world import World, world_of

SEED = 7
SMALL = "oldmere"
COLLECTIONS = (2023, 2024, 2025)
AREAS = tuple(FIVE)


def figures(slug: str) -> Figures:
    """An area's figures; a small made-up one's where it is none of the five."""
    return figures_for(slug) or scaled_to(slug, 5_000)


@cache
def world(slug: str) -> World:
    """An area's children."""
    return world_of(figures(slug), SEED)


@cache
def tables(slug: str, collection: int) -> Tables:
    """An area's return."""
    return tables_of(world(slug), collection)


def column(table: pa.Table, name: str) -> list:
    """A column as Python values."""
    return table.column(name).to_pylist()
