"""Which published totals does a made-up return keep to? Read from the file that ships, for an area or scaled from England."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from ruamel.yaml import YAML

from goldenthread.demo.sen2.draws import Numbers

Key = tuple[str, str, str]

MAINSTREAM = (
    "mainstream_la_maintained",
    "mainstream_la_maintained_resourced_provision",
    "mainstream_la_maintained_senunit",
    "mainstream_academy",
    "mainstream_academy_resourced_provision",
    "mainstream_academy_senunit",
    "mainstream_free_school",
    "mainstream_free_school_resourced_provision",
    "mainstream_free_school_senunit",
    "mainstream_independent",
)
SPECIAL = ("special_la_maintained", "special_academy_free", "special_independent", "special_non_maintained")
ALTERNATIVE = ("ap_pru_academy", "ap_pru_free_school", "ap_pru_la_maintained")
FURTHER = ("general_fe_tertiary_colleges", "specialist_post_16_institutions", "ukrlp_provider")
ELSEWHERE = (
    "elective_home_education",
    "other_arrangements_la",
    "other_arrangements_parents",
    "online_provider",
    "w_settings",
    "other_schools",
    "other_placement_settings",
    "neet",
    "neet_ntci",
    "neet_other",
    "neet_other_csa",
)
PLACES = (*MAINSTREAM, *SPECIAL, *ALTERNATIVE, *FURTHER, *ELSEWHERE, "nm_early_years", "placement_unknown")
NOT_RECORDED = len(PLACES) - 1
GROUPS: Mapping[str, tuple[str, ...]] = {
    "mainstream": MAINSTREAM,
    "special": SPECIAL,
    "alternative": ALTERNATIVE,
    "further": FURTHER,
    "elsewhere": ELSEWHERE,
    "early years": ("nm_early_years",),
    "not recorded": ("placement_unknown",),
}
NEEDS = ("ASD", "HI", "MLD", "MSI", "OTH", "PD", "PMLD", "SEMH", "SLCN", "SLD", "SPLD", "VI", "")
NEED_ITEMS = tuple(f"number_{need.lower() or 'need_unknown'}" for need in NEEDS)
SEXES = ("Male", "Female")
AGES = tuple(range(2, 26))
"""Ages on 31 August before the January; 2 stands for under 3."""
STARTING_AGES = tuple(range(2, 21))
"""Ages at a request or a start; 2 stands for under 3 and 20 for over."""
REASONS = ("max_age", "needs_met", "he", "employ", "transfer", "no_engage", "moved_outside_eng", "deceased", "other")
ETHNICITIES: Mapping[str, str] = {
    "White - White British": "WBRI",
    "White - Irish": "WIRI",
    "White - Traveller of Irish heritage": "WIRT",
    "White - Any other White background": "WOTH",
    "White - Gypsy/Roma": "WROM",
    "Mixed - White and Black Caribbean": "MWBC",
    "Mixed - White and Black African": "MWBA",
    "Mixed - White and Asian": "MWAS",
    "Mixed - Any other Mixed background": "MOTH",
    "Asian - Indian": "AIND",
    "Asian - Pakistani": "APKN",
    "Asian - Bangladeshi": "ABAN",
    "Asian - Any other Asian background": "AOTH",
    "Black - Black Caribbean": "BCRB",
    "Black - Black African": "BAFR",
    "Black - Any other Black background": "BOTH",
    "Asian - Chinese": "CHNE",
    "Any other ethnic group": "OOTH",
    "Unclassified": "NOBT",
}
FIVE: Mapping[str, tuple[str, str]] = {
    "newcastle": ("Newcastle upon Tyne", "391"),
    "south-tyneside": ("South Tyneside", "393"),
    "northumberland": ("Northumberland", "929"),
    "north-east-lincolnshire": ("North East Lincolnshire", "812"),
    "tameside": ("Tameside", "357"),
}
NOWHERE = "000"
"""The code of an area that does not exist: no local authority's begins with 0."""


@cache
def _shipped() -> Mapping[str, Mapping[Key, Mapping[str, float]]]:
    areas: dict[str, dict[Key, dict[str, float]]] = {}
    with files(__name__).joinpath("published.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            rows = areas.setdefault(row["area"], {})
            value = float("nan") if row["value"] == "x" else float(row["value"])
            rows.setdefault((row["file"], row["period"], row["breakdown"]), {})[row["item"]] = value
    return areas


@cache
def codes() -> Mapping[str, Any]:
    """The codes that no published list gives, ours and editable."""
    return YAML(typ="safe").load(files(__name__).joinpath("codes.yaml").read_text())


def reference_dates() -> Mapping[int, date]:
    """The day of which each collection year's return speaks."""
    return codes()["reference_dates"]


@dataclass(frozen=True)
class Figures:
    """The published figures of one area, or England's times `scale`."""

    slug: str
    name: str
    la_code: str
    rows: Mapping[Key, Mapping[str, float]]
    scale: float = 1.0

    def get(self, file: str, period: str, item: str, breakdown: str = "all:all") -> float:
        """One figure: 0 where none was published, not a number where the publisher says x."""
        return self.rows.get((file, period, breakdown), {}).get(item, 0.0) * self.scale

    def line(self, file: str, period: str, items: tuple[str, ...]) -> Numbers:
        """Several columns of an area's total."""
        return np.array([self.get(file, period, item) for item in items])

    def down(self, file: str, period: str, item: str, breakdowns: tuple[str, ...]) -> Numbers:
        """One column down the rows of a breakdown, such as `age:4`."""
        return np.array([self.get(file, period, item, breakdown) for breakdown in breakdowns])

    def caseload(self, january: int) -> int:
        """Plans on the reference date."""
        return round(self.get("caseload", season(january), "ehcplans"))

    def new(self, year: int) -> int:
        """Plans issued in a calendar year; by sex where the total contradicts its own breakdown."""
        total = self.get("newplans", str(year), "new_ehc_plans")
        by_sex = sum(self.get("newplans", str(year), "new_ehc_plans", f"sex:{sex}") for sex in SEXES)
        return round(by_sex if 0 < by_sex < total / 2 else total)

    def placed(self, january: int) -> Numbers:
        """Plans by placement, with the mix of the January before where none was returned."""
        found = self.line("caseload", season(january), PLACES)
        return found if np.nansum(found) > 0 else self.placed(january - 1)

    def places_of_new(self, year: int) -> Numbers:
        """New plans by placement; what was not recorded is left out, since it says nothing of where."""
        found = np.nan_to_num(self.line("newplans", str(year), PLACES))
        found[NOT_RECORDED] = min(found[NOT_RECORDED], 0.05 * found.sum())
        return found


def season(january: int) -> str:
    """A January as the publisher writes its academic year: 2025 is 202425."""
    return f"{january - 1}{january % 100}"


def england() -> Figures:
    """England's own figures, whose breakdowns by two characteristics shape every area."""
    return Figures("england", "England", NOWHERE, _shipped()["england"])


def figures_for(slug: str) -> Figures | None:
    """The figures of one of the five, or of England; nothing for any other."""
    if slug == "england":
        return england()
    if slug not in FIVE:
        return None
    name, la_code = FIVE[slug]
    return Figures(slug, name, la_code, _shipped()[slug])


def scaled_to(slug: str, children: int) -> Figures:
    """An area that does not exist, with England's figures in proportion to its children aged 0 to 17."""
    whole = england()
    scale = children / whole.get("population", "2024", "aged_0_to_17")
    return Figures(slug, slug.replace("-", " ").title(), NOWHERE, whole.rows, scale)
