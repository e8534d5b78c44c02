"""Which council is meant by a code? Every council of England, with its region, its neighbours and its board.

Source: DfE, statistical neighbours model of May 2025; ONS codes as DfE publishes them with Education, health and care
plans 2025; boards for the five areas whose strategies are known here.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FILE = "councils.csv"


@dataclass(frozen=True, slots=True)
class Council:
    """A council, by its ONS and its DfE code. `neighbours` are ONS codes, the nearest first."""

    gss: str
    dfe: str
    name: str
    region: str
    neighbours: tuple[str, ...]
    icb: str
    icb_ods: str
    icb_name: str


@cache
def councils() -> dict[str, Council]:
    """Every council of England by its ONS code."""
    text = files(__package__).joinpath(FILE).read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    found = [
        Council(**{**row, "neighbours": tuple(row["neighbours"].split())})  # type: ignore[arg-type]
        for row in rows
    ]
    return {each.gss: each for each in found}


@cache
def by_dfe_code() -> dict[str, Council]:
    """Every council of today by the three digits that the Department gives it; former councils are not among them."""
    return {each.dfe: each for each in councils().values()}


FORMER = {
    "820": "Bedfordshire, until March 2009",
    "875": "Cheshire, until March 2009",
    "835": "Dorset before its boundary changed in April 2019",
    "836": "Poole, until March 2019",
    "837": "Bournemouth, until March 2019",
    "909": "Cumbria, until March 2023",
    "928": "Northamptonshire, until March 2021",
}
"""Councils that are no more, by the three digits of the Department: statistics of their years still name them. Source: the
area codes of the local authority interactive tool and of Education, health and care plans 2025."""
