"""Which made-up schools and colleges are children placed in, and how does a placement look in the return?

No setting exists: reference numbers are of ranges from which none has been given out (URN 900001 and on, UKPRN 10900001
and on). A file beside the return lists them under the column names of Get Information About Schools.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from goldenthread.demo.sen2.calibration import PLACES
from goldenthread.demo.sen2.draws import Table, Whole

FIRST_URN, FIRST_UKPRN = 900_001, 10_900_001
SECONDARY_AGE = 11


@dataclass(frozen=True)
class Sort:
    """One of the published placement columns: what kind of setting, how many plans one holds, how it is written."""

    type_code: str = ""
    type_name: str = ""
    plans: int = 0
    """Plans to a setting; 0 where the return names no setting."""
    phases: bool = False
    """Children change setting at eleven."""
    code: str = ""
    """SENsetting, where there is no setting to name."""
    provision: str = ""
    urn: bool = True


def _mainstream(kind: str, code: str, name: str) -> dict[str, Sort]:
    return {
        f"mainstream_{kind}": Sort(code, name, 20, phases=True),
        f"mainstream_{kind}_resourced_provision": Sort(code, name, 12, phases=True, provision="Resourced provision"),
        f"mainstream_{kind}_senunit": Sort(code, name, 15, phases=True, provision="SEN unit"),
    }


SORTS: Mapping[str, Sort] = {
    **_mainstream("la_maintained", "01", "Community school"),
    **_mainstream("academy", "34", "Academy converter"),
    **_mainstream("free_school", "35", "Free schools"),
    "mainstream_independent": Sort("11", "Other independent school", 8, phases=True),
    "special_la_maintained": Sort("07", "Community special school", 110),
    "special_academy_free": Sort("44", "Academy special converter", 110),
    "special_independent": Sort("10", "Other independent special school", 30),
    "special_non_maintained": Sort("08", "Non-maintained special school", 60),
    "ap_pru_academy": Sort("42", "Academy alternative provision converter", 15),
    "ap_pru_free_school": Sort("38", "Free schools alternative provision", 15),
    "ap_pru_la_maintained": Sort("14", "Pupil referral unit", 15),
    "general_fe_tertiary_colleges": Sort("18", "Further education", 150),
    "specialist_post_16_institutions": Sort("32", "Special post 16 institution", 40),
    "ukrlp_provider": Sort("", "", 25, urn=False),
    "elective_home_education": Sort(code="EHE"),
    "other_arrangements_la": Sort(code="OLA"),
    "other_arrangements_parents": Sort(code="OPA"),
    "online_provider": Sort("49", "Online provider", 30),
    "w_settings": Sort("30", "Welsh establishment", 20),
    "other_schools": Sort("27", "Miscellaneous", 20),
    "other_placement_settings": Sort(code="OTH"),
    "neet": Sort(code="NEET"),
    "neet_ntci": Sort(code="NIEC"),
    "neet_other": Sort(code="NIEO"),
    "neet_other_csa": Sort(code="NIEO"),
    "nm_early_years": Sort(code="EYP"),
    "placement_unknown": Sort(code="OTH"),
}


@dataclass(frozen=True)
class Settings:
    """The made-up settings of an area: where each sort's begin in one list, and how many there are, by phase."""

    first: Table
    number: Table

    def of(self, place: Whole, age: Whole, chance: Table) -> Whole:
        """Which setting: the same for the same child, sort and phase. Negative where the return names none."""
        phase = (age >= SECONDARY_AGE).astype(np.int64)
        number = self.number[place, phase]
        named = self.first[place, phase] + np.minimum(np.floor(chance * number).astype(np.int64), number - 1)
        return np.where(number > 0, named, -1 - place)

    def register(self, la_code: str) -> pa.Table:
        """Every made-up setting, under the column names of Get Information About Schools."""
        rows = [
            (sort, phase, int(self.first[place, phase]) + each)
            for place, sort in enumerate(SORTS[name] for name in PLACES)
            for phase in (0, 1)
            for each in range(int(self.number[place, phase]) if sort.phases or phase == 0 else 0)
        ]
        words = {True: ("Primary", "Secondary"), False: ("Not applicable", "Not applicable")}
        return pa.table(
            {
                "URN": [str(FIRST_URN + at) if sort.urn else "" for sort, _, at in rows],
                "UKPRN": [str(FIRST_UKPRN + at) for _, _, at in rows],
                "LA (code)": [la_code] * len(rows),
                "EstablishmentName": [
                    f"Made-up {sort.type_name or 'training provider'} {at + 1}" for sort, _, at in rows
                ],
                "TypeOfEstablishment (code)": [sort.type_code for sort, _, _ in rows],
                "TypeOfEstablishment (name)": [sort.type_name for sort, _, _ in rows],
                "EstablishmentStatus (name)": ["Open"] * len(rows),
                "PhaseOfEducation (name)": [words[sort.phases][phase] for sort, phase, _ in rows],
                "TypeOfResourcedProvision (name)": [sort.provision or "Not applicable" for sort, _, _ in rows],
            }
        )


def settings_for(places: Whole) -> Settings:
    """As many settings of each sort as plans in January 2025 call for; one at least."""
    counts = np.bincount(places[places >= 0], minlength=len(PLACES))
    first, number = np.zeros((len(PLACES), 2), dtype=np.int64), np.zeros((len(PLACES), 2), dtype=np.int64)
    made = 0
    for place, name in enumerate(PLACES):
        sort = SORTS[name]
        if not sort.plans:
            continue
        each = max(1, round(int(counts[place]) / sort.plans / (2 if sort.phases else 1)))
        number[place] = each
        first[place] = (made, made + each if sort.phases else made)
        made += each * (2 if sort.phases else 1)
    return Settings(first, number)
