"""What does the register of schools say of the settings that a return names?

Two releases of the area, when they are in use: the establishments, and the links from a closed school to its successor.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import ibis
import pyarrow as pa
from ibis.backends.duckdb import Backend

from .keeping import opened

ESTABLISHMENTS, LINKS = "gias-establishments", "gias-links"
REGISTERS = (ESTABLISHMENTS, LINKS)
_AS_RULES_NAME = {
    "urn": "urn",
    "type_code": "type_code",
    "provision": "typeofresourcedprovision",
    "close_date": "closedate",
}
"""Column of the release → as rules and views name it."""


def beside_a_return(lake: Path, registers: Mapping[str, str], engine: Backend) -> dict[str, pa.Table]:
    """The tables that rules of a return may look at. `registers`: kind → release in use; nothing without establishments."""
    if ESTABLISHMENTS not in registers:
        return {}
    schools = establishments_of(lake, registers[ESTABLISHMENTS], engine)
    known = schools.select(
        **{
            name: schools[ours] if ours in schools.columns else ibis.null().cast(_type(ours))
            for ours, name in _AS_RULES_NAME.items()
        }
    )
    if LINKS in registers:
        followed = _successors(opened(lake, registers[LINKS], engine)["links"])
        known = known.left_join(followed, known.urn == followed.closed_urn).drop("closed_urn")
    else:
        known = known.mutate(successor_urn=ibis.null().cast("string"))
    return {"gias": known.to_pyarrow()}


def establishments_of(lake: Path, release: str, engine: Backend) -> ibis.Table:
    """The register of one release: a row a URN."""
    return opened(lake, release, engine)["establishments"]


def _successors(links: ibis.Table) -> ibis.Table:
    """Closed school → those that followed it, in order of URN: a school may have been split."""
    found = links.filter(links.link_type.startswith("Successor"))
    several = found.group_by("urn").agg(successor_urn=found.link_urn.group_concat(", ", order_by=found.link_urn))
    return several.rename(closed_urn="urn")


def _type(column: str) -> str:
    return "date" if column == "close_date" else "string"
