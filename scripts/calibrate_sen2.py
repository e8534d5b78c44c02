"""Which published figures is a made-up SEN2 return calibrated to? Rewrites the file that ships, from the release itself.

    python scripts/calibrate_sen2.py FOLDER      FOLDER holds ehc_plans_2025/seed_areas and population/

Nothing is rounded, filled in or guessed: a figure that the publisher marks `x` stays `x`, a zero is left out.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

SHIPPED = Path(__file__).parent.parent / "src/goldenthread/demo/sen2/calibration/published.csv"
AREAS = {"391": "newcastle", "393": "south-tyneside", "929": "northumberland", "812": "north-east-lincolnshire"}
AREAS |= {"357": "tameside", "": "england"}
HEAD = ["area", "file", "period", "breakdown", "item", "value"]

BY_LABEL = {
    "Mainstream - LA maintained": "mainstream_la_maintained",
    "Mainstream - LA maintained (resourced provision)": "mainstream_la_maintained_resourced_provision",
    "Mainstream - LA maintained (SEN unit)": "mainstream_la_maintained_senunit",
    "Mainstream - academy": "mainstream_academy",
    "Mainstream - academy (resourced provision)": "mainstream_academy_resourced_provision",
    "Mainstream - academy (SEN unit)": "mainstream_academy_senunit",
    "Mainstream - free school": "mainstream_free_school",
    "Mainstream - free school (resourced provision)": "mainstream_free_school_resourced_provision",
    "Mainstream - free school (SEN unit)": "mainstream_free_school_senunit",
    "Mainstream - independent": "mainstream_independent",
    "Special - LA maintained": "special_la_maintained",
    "Special - Academy/free schools": "special_academy_free",
    "Special - academy/free school": "special_academy_free",
    "Special - independent": "special_independent",
    "Special - non-maintained": "special_non_maintained",
    "AP/PRU - academy": "ap_pru_academy",
    "AP/PRU - free school": "ap_pru_free_school",
    "AP/PRU - LA maintained": "ap_pru_la_maintained",
    "FE - general FE and tertiary colleges": "general_fe_tertiary_colleges",
    "FE - specialist post-16 institutions": "specialist_post_16_institutions",
    "FE - UKRLP provider": "ukrlp_provider",
    "Educated elsewhere - elective home education": "elective_home_education",
    "Educated elsewhere - other arrangements by LA": "other_arrangements_la",
    "Educated elsewhere - other arrangements by parents": "other_arrangements_parents",
    "Educated elsewhere - online provider": "online_provider",
    "Educated elsewhere - Welsh establishment": "w_settings",
    "Educated elsewhere - other schools and establishments": "other_schools",
    "Educated elsewhere - other placement settings": "other_placement_settings",
    "Educated elsewhere - NEET": "neet",
    "Educated elsewhere - not in education or training (notice to cease issued)": "neet_ntci",
    "Educated elsewhere - not in education or training (other)": "neet_other",
    "Educated elsewhere - not in education or training (compulsory school age)": "neet_other_csa",
    "Non-maintained early years": "nm_early_years",
    "Placement not recorded": "placement_unknown",
}
PLACES = tuple(dict.fromkeys(BY_LABEL.values()))
NEEDS = tuple(
    f"number_{n}"
    for n in ["asd", "hi", "mld", "msi", "oth", "pd", "pmld", "semh", "slcn", "sld", "spld", "vi", "need_unknown"]
)
REASONS = ("max_age", "needs_met", "he", "employ", "transfer", "no_engage", "moved_outside_eng", "deceased")
REASONS += ("other", "not_rec")
REQUESTS = [
    "requests_received_in_year",
    "requests_decided_to_assess",
    "requests_decided_not_to_assess",
    "requests_decision_not_made",
    "requests_withdrawn",
    "requests_rya",
    "request_outcome_six_weeks",
    "request_outcome_over_6_weeks",
    "mediation_related_request",
    "tribunal_related_request",
]
ASSESSMENTS = [
    "assess_in_year",
    "assess_issued",
    "assess_not_issued",
    "assess_withdrawn",
    "outcome_decision_within_time",
    "outcome_decision_over_time",
    "number_assess_mediation",
    "number_assess_tribunal",
    "number_other_mediation",
    "number_other_tribunal",
]
TIMELINESS = [f"plans_issued_{n}{x}" for n in ("den", "gt20weeks_ltYear", "gt_1_year") for x in ("", "_ex")]
TIMELINESS += ["plans_issued_within_20_weeks", "plans_issued_20_weeks_ex"]
REVIEWS = [
    "total_ehc_plans",
    "review_expected",
    "review_not_expected",
    "review_meeting_25",
    "review_meeting_24",
    "review_meeting_prior_24",
    "no_review_meeting",
    "review_decision25",
    "review_decision24",
    "review_decision_prior24",
    "review_decision_not_due",
    "review_decision_outstanding",
    "outcome_amend",
    "outcome_cease",
    "outcome_maintan",
    "no_outcome",
    "number_decsion_4weeks",
    "number_decision_gt_4weeks",
]
BUDGETS = ["personal_budget", "org_arrangments", "pb_health", "pb_education", "pb_social", "pb_integrated"]

WANTED: tuple[tuple[str, str, str, tuple[str, ...], Iterable[str], bool], ...] = (
    # file, its total, topic, periods, columns, England only
    ("caseload", "ehcplans", "all", ("202122", "202223", "202324", "202425"), PLACES, False),
    ("caseload", "ehcplans", "age", ("202324", "202425"), (), False),
    ("caseload", "ehcplans", "sex", ("202425",), (), False),
    ("caseload", "ehcplans", "ethnicity", ("202425",), (), False),
    ("caseload", "ehcplans", "age", ("202425",), PLACES, True),
    ("caseload", "ehcplans", "sex", ("202425",), PLACES, True),
    ("caseload", "ehcplans", "years", ("202425",), (), True),
    ("sen_needs_all_plans", "ehc_plans", "all", ("202425",), NEEDS, False),
    ("sen_needs_all_plans", "ehc_plans", "age", ("202425",), NEEDS, True),
    ("sen_needs_all_plans", "ehc_plans", "sex", ("202425",), NEEDS, True),
    ("sen_needs_all_plans", "ehc_plans", "place", ("202425",), NEEDS, True),
    ("newplans", "new_ehc_plans", "all", ("2022", "2023", "2024"), PLACES, False),
    ("newplans", "new_ehc_plans", "age", ("2022", "2023", "2024"), (), False),
    ("newplans", "new_ehc_plans", "sex", ("2022",), (), False),
    ("ceased_plans", "total_ceased", "all", ("2022", "2023", "2024"), REASONS, False),
    ("ceased_plans", "total_ceased", "age", ("2023", "2024"), (), False),
    ("ceased_plans", "total_ceased", "age", ("2024",), REASONS, True),
    ("ceased_plans", "total_ceased", "place", ("2023", "2024"), (), False),
    ("requests", "", "all", ("2022", "2023", "2024"), REQUESTS, False),
    ("requests", "requests_received_in_year", "age", ("2024",), (), False),
    ("assessments", "", "all", ("2022", "2023", "2024"), ASSESSMENTS, False),
    ("timeliness_20_week", "", "all", ("2022", "2023", "2024"), TIMELINESS, False),
    ("annual_reviews", "", "all", ("2024",), REVIEWS, False),
    ("personal_budgets", "", "all", ("202425",), BUDGETS, False),
    ("residential_settings", "", "all", ("202425",), ("Res_3851", "Res_52"), False),
    ("work_based_placements", "", "all", ("202425",), ("open_supp_intern", "open_apprentice", "open_trainee"), False),
)


def broken_down(topic: str, breakdown: str) -> tuple[str, str] | None:
    """The topic and label as we keep them; nothing for subtotals and what the publisher could not place."""
    low = f"{topic} {breakdown}".lower()
    if "unknown" in breakdown.lower() or breakdown.endswith("- total"):
        return None
    if topic.startswith(("All ", "New EHC")):
        return "all", "all"
    if topic == "Type of placement":
        return "place", BY_LABEL[breakdown]
    if topic in ("Sex", "Ethnicity"):
        return topic.lower(), breakdown
    if topic.startswith("Years EHC"):
        return "years", {"Less than a year": "0", "12 or more": "12"}.get(breakdown, breakdown)
    if ("age when plan started" in low and topic.startswith("Age when")) or "age" in topic.lower():
        number = re.search(r"\d+", breakdown)
        return ("age", "2" if "under" in low else number.group()) if number else None
    return None


def extract(folder: Path) -> Iterator[list[str]]:
    """Each figure kept: area, file, period, breakdown, item, value."""
    seen: set[tuple[str, ...]] = set()
    for name, total, topic, periods, columns, england in WANTED:
        with (folder / f"ehc_plans_2025/seed_areas/{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                kept = broken_down(row["breakdown_topic"], row["breakdown"])
                if row["geographic_level"] == "Regional" or row["old_la_code"] not in AREAS or kept is None:
                    continue
                area = AREAS[row["old_la_code"]]
                of_age = row["breakdown_topic"] == "Age when plan started" and name == "caseload"
                if kept[0] != topic or row["time_period"] not in periods or (england and area != "england") or of_age:
                    continue
                for item in [*([total] if total else []), *columns]:
                    key = (area, name, row["time_period"], f"{kept[0]}:{kept[1]}", item)
                    if row[item] not in ("", "0") and key not in seen:
                        seen.add(key)
                        yield [*key, row[item]]
    yield from population(folder)


def population(folder: Path) -> Iterator[list[str]]:
    """England's children aged 0 to 17 in mid-2024: what another area is scaled by."""
    with (folder / "population/ons_mye_0_17_by_la_2012_2024.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["time_period"] == "2024" and row["geographic_level"] == "National":
                yield ["england", "population", "2024", "all:all", "aged_0_to_17", row["population_estimate"]]


def main(arguments: list[str]) -> int:
    """Write the file that ships."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 1
    with SHIPPED.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEAD)
        writer.writerows(extract(Path(arguments[0])))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
