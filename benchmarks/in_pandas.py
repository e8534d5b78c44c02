"""The same counts in pandas, as an analyst writes them: merge the tables, and for each indicator and breakdown mask and group.

Written from the words of the definitions, not from their expressions, so that it checks them as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
from pandas import DataFrame, Series

from goldenthread.understanding.indicators.definitions.registry import bands
from goldenthread.understanding.indicators.definitions.schema import Breakdown

OF = ["_area", "_census"]
Counts = dict[tuple[str, str, str, str, str], tuple[int, int]]
Mask = Callable[[DataFrame], Series]
Rule = tuple[Mask, Mask | None]
"""Who is in the numerator, and who in the denominator: everybody where it is None."""


def read(folder: Path, name: str) -> DataFrame:
    """All years of one table."""
    years = [pd.read_parquet(path) for path in sorted(folder.glob(f"{name}-*.parquet"))]
    return pd.concat(years, ignore_index=True).assign(_census=lambda t: pd.to_datetime(t["_census"]))


def dates(table: DataFrame, *names: str) -> DataFrame:
    """With these columns as dates."""
    return table.assign(**{name: pd.to_datetime(table[name]) for name in names})


def yes(column: Series) -> Series:
    """An empty yes-or-no is a no."""
    return column.astype("boolean").fillna(False).astype(bool)


def age_on(day: Series, born: Series) -> Series:
    """In whole years; nothing where either day is missing."""
    before = day.dt.month * 100 + day.dt.day < born.dt.month * 100 + born.dt.day
    return (day.dt.year - born.dt.year - before).where(day.notna() & born.notna())


def school_age(year: Series, born: Series) -> Series:
    """On the 31st of August of that year."""
    return year - born.dt.year - (born.dt.month > 8)


# --- who is counted ---


def requests(folder: Path, people: DataFrame) -> DataFrame:
    """Received in the calendar year before the census."""
    found = dates(read(folder, "requests"), "receiveddate", "requestoutcomedate")
    found = found[found["receiveddate"].dt.year == found["_census"].dt.year - 1].merge(
        people, on=[*OF, "persontableid"]
    )
    found["days"] = (found["requestoutcomedate"] - found["receiveddate"]).dt.days
    found["waiting"] = (found["_census"] - found["receiveddate"]).dt.days
    found["age"] = age_on(found["receiveddate"], found["born"])
    return found


def assessments(folder: Path, people: DataFrame) -> DataFrame:
    """Decided in the calendar year before the census, or not decided yet."""
    found = dates(read(folder, "assessment"), "assessmentoutcomedate")
    found = found[(found["assessmentoutcome"] != "H") & found["assessmentoutcome"].notna()]
    decided = found["assessmentoutcomedate"].dt.year
    found = found[decided.isna() | (decided == found["_census"].dt.year - 1)]
    asked = dates(read(folder, "requests")[[*OF, "requeststableid", "persontableid", "receiveddate"]], "receiveddate")
    found = found.merge(asked, on=[*OF, "requeststableid"]).merge(people, on=[*OF, "persontableid"])
    found["days"] = (found["assessmentoutcomedate"] - found["receiveddate"]).dt.days
    found["age"] = age_on(found["receiveddate"], found["born"])
    return found


def plans(folder: Path, people: DataFrame) -> DataFrame:
    """Open on the census day, each with its first need and its placement of that day."""
    asked = read(folder, "requests")[[*OF, "requeststableid", "persontableid"]]
    found = (
        read(folder, "activeplans").merge(asked, on=[*OF, "requeststableid"]).merge(people, on=[*OF, "persontableid"])
    )
    found = dates(found, "reviewmeeting", "lastreview", "phasetransferduedate", "phasetransferfinaldate")
    named = dates(read(folder, "namedplan"), "startdate", "ceasedate")
    named = named[named["ceasedate"].isna() | (named["ceasedate"] > named["_census"])]
    named = named.assign(pb=yes(named["pb"]), oa=yes(named["oa"]))
    parents = read(folder, "assessment")[[*OF, "assessmenttableid", "requeststableid"]]
    named = named.merge(parents, on=[*OF, "assessmenttableid"]).groupby([*OF, "requeststableid"], as_index=False)
    found = found.merge(
        named.agg({"startdate": "max", "pb": "max", "oa": "max"}), how="left", on=[*OF, "requeststableid"]
    )
    found = found.merge(placements(folder), how="left", on=[*OF, "activeplanstableid"])
    found = found.merge(first_needs(folder), how="left", on=[*OF, "activeplanstableid"])
    found["need"] = found["sentype"].fillna("unknown")
    found["age"] = school_age(found["_census"].dt.year - 1, found["born"])
    found["age_started"] = age_on(found["startdate"], found["born"])
    census, start = found["_census"].dt, found["startdate"].dt
    found["months"] = (census.year - start.year) * 12 + census.month - start.month - (census.day < start.day)
    found["review_days"] = (found["_census"] - found["reviewmeeting"].fillna(found["startdate"])).dt.days
    found["decision_days"] = (found["lastreview"] - found["reviewmeeting"]).dt.days
    found["transfer_due"] = found["phasetransferduedate"] <= found["_census"]
    found["transfer_late"] = (found["phasetransferfinaldate"] - found["phasetransferduedate"]).dt.days
    found["transfer_age"] = school_age(found["phasetransferduedate"].dt.year, found["born"])
    return found


def placements(folder: Path) -> DataFrame:
    """The highest-ranked one that is open on the census day, of several the latest."""
    found = dates(read(folder, "placementdetail"), "entrydate", "leavingdate")
    begun = found["entrydate"].isna() | (found["entrydate"] <= found["_census"])
    found = found[begun & (found["leavingdate"].isna() | (found["leavingdate"] >= found["_census"]))]
    found = found.sort_values(["placementrank", "entrydate", "urn", "sensetting"], ascending=[True, False, True, True])
    found = found.drop_duplicates([*OF, "activeplanstableid"])
    listed = pd.read_parquet(folder / "establishments.parquet")
    found = found.merge(listed, how="left", on="urn")
    elsewhere = found["sensetting"].isin(["OLA", "OPA", "EHE", "NEET", "NIEC", "NIEO", "OTH"])
    written = elsewhere.map({True: "educated elsewhere", False: "not known"})
    found["setting"] = found["setting"].fillna(written.mask(found["sensetting"] == "EYP", "early years"))
    return found


def first_needs(folder: Path) -> DataFrame:
    """The need of rank 1."""
    found = read(folder, "senneed")
    return found[found["sentyperank"] == "1"].groupby([*OF, "activeplanstableid"], as_index=False)["sentype"].min()


def new_plans(folder: Path, people: DataFrame) -> DataFrame:
    """Begun in the calendar year before the census; the need is that of the plan where it is still open."""
    found = of_named(folder, people, "startdate")
    open_now = read(folder, "activeplans")[[*OF, "requeststableid", "activeplanstableid"]]
    needs = first_needs(folder).merge(open_now, on=[*OF, "activeplanstableid"])
    needs = needs.groupby([*OF, "requeststableid"], as_index=False)["sentype"].min()
    found = found.merge(needs, how="left", on=[*OF, "requeststableid"])
    found["need"] = found["sentype"].fillna("unknown")
    found["age_started"] = age_on(found["startdate"], found["born"])
    return found


def ceased_plans(folder: Path, people: DataFrame) -> DataFrame:
    """Ceased in the calendar year before the census."""
    found = of_named(folder, people, "ceasedate")
    found["age"] = age_on(found["ceasedate"], found["born"])
    return found


def of_named(folder: Path, people: DataFrame, day: str) -> DataFrame:
    """Named plans of which something happened in the year before the census, with their child."""
    found = dates(read(folder, "namedplan"), "startdate", "ceasedate")
    found = found[found[day].dt.year == found["_census"].dt.year - 1]
    parents = read(folder, "assessment")[[*OF, "assessmenttableid", "requeststableid"]]
    asked = read(folder, "requests")[[*OF, "requeststableid", "persontableid"]]
    found = found.merge(parents, on=[*OF, "assessmenttableid"]).merge(asked, on=[*OF, "requeststableid"])
    return found.merge(people, on=[*OF, "persontableid"])


# --- the indicators ---


def is_(column: str, *values: str) -> Mask:
    return lambda t: t[column].isin(values)


def true(column: str) -> Mask:
    return lambda t: yes(t[column])


def both(*masks: Mask) -> Mask:
    def mask(t: DataFrame) -> Series:
        found = masks[0](t)
        for each in masks[1:]:
            found &= each(t)
        return found

    return mask


def at_most(column: str, most: float) -> Mask:
    return lambda t: t[column] <= most


def at_least(column: str, least: float) -> Mask:
    return lambda t: t[column] >= least


def known(column: str) -> Mask:
    return lambda t: t[column].notna()


def everybody(t: DataFrame) -> Series:
    return Series(True, index=t.index)


def late_or_decided(t: DataFrame) -> Series:
    """Decided, or overdue on the census day."""
    decided = t["requestoutcome"].isin(["Y", "N", "W"]) & t["days"].notna()
    return decided | ((t["requestoutcome"] == "A") & (t["waiting"] > 42))


def independent(t: DataFrame) -> Series:
    return yes(t["independent"])


ISSUED, REFUSED = is_("assessmentoutcome", "Y"), is_("assessmentoutcome", "N")
DECIDED, NOT_EXCEPTED = is_("assessmentoutcome", "Y", "N"), lambda t: ~yes(t["week20"])
SPECIAL, LATE = is_("setting", "special"), at_most("transfer_late", 0)
NEED_KNOWN: Mask = lambda t: t["need"] != "unknown"  # noqa: E731
RULES: Mapping[str, Mapping[str, Rule]] = {
    "requests": {
        "requests-agreed": (is_("requestoutcome", "Y"), None),
        "requests-refused": (is_("requestoutcome", "N"), None),
        "requests-undecided": (is_("requestoutcome", "A"), None),
        "requests-withdrawn": (is_("requestoutcome", "W"), None),
        "requests-in-6-weeks": (both(is_("requestoutcome", "Y", "N", "W"), at_most("days", 42)), late_or_decided),
        "requests-mediated": (true("requestmediation"), None),
        "requests-to-tribunal": (true("requesttribunal"), None),
        "requests-from-custody": (true("rya"), None),
    },
    "assessments": {
        "assessments-with-plan": (ISSUED, DECIDED),
        "assessments-without-plan": (REFUSED, DECIDED),
        "no-plan-in-16-weeks": (both(REFUSED, at_most("days", 112)), both(REFUSED, known("days"))),
        "assessments-to-tribunal": (true("assessmenttribunal"), DECIDED),
        "plans-in-20-weeks": (
            both(ISSUED, at_most("days", 140), NOT_EXCEPTED),
            both(ISSUED, known("days"), NOT_EXCEPTED),
        ),
        "plans-in-20-weeks-all": (both(ISSUED, at_most("days", 140)), both(ISSUED, known("days"))),
        "plans-after-a-year": (both(ISSUED, at_least("days", 365)), both(ISSUED, known("days"))),
        "plans-excepted": (both(ISSUED, true("week20")), ISSUED),
    },
    "plans": {
        "plans-open": (everybody, None),
        "plans-autism": (is_("need", "ASD"), None),
        "plans-semh": (is_("need", "SEMH"), None),
        "plans-speech-language": (is_("need", "SLCN"), None),
        "plans-moderate-learning": (is_("need", "MLD"), None),
        "plans-severe-learning": (is_("need", "SLD"), None),
        "plans-profound-learning": (is_("need", "PMLD"), None),
        "plans-specific-learning": (is_("need", "SPLD"), None),
        "plans-physical-sensory": (is_("need", "PD", "HI", "VI", "MSI"), None),
        "plans-need-not-recorded": (is_("need", "unknown"), None),
        "reviews-decided-in-4-weeks": (
            both(at_least("decision_days", 0), at_most("decision_days", 28)),
            at_least("decision_days", 0),
        ),
        "review-within-12-months": (at_most("review_days", 366), known("review_days")),
        "phase-transfer-on-time": (LATE, true("transfer_due")),
        "phase-transfer-post-16-on-time": (LATE, both(true("transfer_due"), at_least("transfer_age", 15))),
        "plans-moved-in": (known("transferla"), None),
        "plans-held-10-years": (at_least("months", 120), known("months")),
        "placed-mainstream": (is_("setting", "mainstream"), None),
        "placed-resourced": (lambda t: yes(t["senunitindicator"]) | yes(t["resourcedprovisionindicator"]), None),
        "placed-special": (SPECIAL, None),
        "placed-special-state": (lambda t: SPECIAL(t) & ~independent(t), None),
        "placed-special-independent": (both(SPECIAL, independent), None),
        "placed-alternative": (is_("setting", "alternative provision"), None),
        "placed-further-education": (is_("setting", "further education"), None),
        "placed-elsewhere": (is_("setting", "educated elsewhere"), None),
        "placed-at-home-by-choice": (is_("sensetting", "EHE"), None),
        "placement-not-recorded": (lambda t: t["setting"].isna() | (t["setting"] == "not known"), None),
        "residential": (known("res"), None),
        "personal-budgets": (true("pb"), None),
        "organised-arrangements": (true("oa"), None),
        "work-based": (known("wbp"), at_least("age", 16)),
        "not-in-learning-with-a-plan": (is_("sensetting", "NEET", "NIEC", "NIEO"), None),
    },
    "new plans": {
        "new-plans": (everybody, None),
        "plans-begun-before-school": (at_most("age_started", 4), None),
        "new-plans-autism": (is_("need", "ASD"), NEED_KNOWN),
        "new-plans-semh": (is_("need", "SEMH"), NEED_KNOWN),
        "new-plans-speech-language": (is_("need", "SLCN"), NEED_KNOWN),
    },
    "ceased plans": {
        "ceased-needs-met": (is_("ceasereason", "2"), None),
        "ceased-disengaged": (is_("ceasereason", "6"), None),
        "ceased-work-or-university": (is_("ceasereason", "3", "4"), None),
        "ceased-moved": (is_("ceasereason", "5"), None),
    },
}
ROWS: Mapping[str, Callable[[Path, DataFrame], DataFrame]] = {
    "requests": requests,
    "assessments": assessments,
    "plans": plans,
    "new plans": new_plans,
    "ceased plans": ceased_plans,
}
COLUMNS = {
    Breakdown.AGE: "age",
    Breakdown.AGE_STARTED: "age_started",
    Breakdown.SEX: "sex",
    Breakdown.ETHNICITY: "ethnicity",
    Breakdown.NEED: "need",
    Breakdown.SETTING: "setting",
}


def counts(folder: Path, breakdowns: Mapping[str, tuple[Breakdown, ...]]) -> Counts:
    """Every indicator, by area and for England, whole and in each of its breakdowns (given by its code)."""
    people = dates(read(folder, "person"), "personbirthdate").rename(columns={"personbirthdate": "born"})
    found: Counts = {}
    for base, rules in RULES.items():
        rows = ROWS[base](folder, people)
        used = {each for code in rules for each in breakdowns[code]}
        rows = rows.assign(**{f"band of {each}": banded(rows[COLUMNS[each]], each) for each in used})
        for code, (numerator, denominator) in rules.items():
            whole = denominator(rows) if denominator else everybody(rows)
            these = rows[whole]
            those = these[numerator(these)]
            for by in ("", *map(str, breakdowns[code])):
                found |= grouped(code, by, those, these)
    return found


def banded(column: Series, breakdown: Breakdown) -> Series:
    """The band of a code or an age, in the words of the product."""
    written = column.astype("Int64") if column.dtype.kind in "fi" else column
    return written.astype("string").str.lower().map(bands()[breakdown]).fillna("Not known")


def grouped(code: str, by: str, those: DataFrame, these: DataFrame) -> Counts:
    """Numerators and denominators of one indicator in one breakdown, area by area and all together."""
    found: Counts = {}
    column = [f"band of {by}"] if by else []
    for place in (["_area"], []):
        names = [*place, "_census", *column]
        x, n = (t.groupby(names, observed=True).size() for t in (those, these))
        both = DataFrame({"x": x, "n": n}).fillna(0).astype(int).reset_index()
        areas = both["_area"] if place else [""] * len(both)
        bands_ = both[column[0]] if column else [""] * len(both)
        days = both["_census"].dt.strftime("%Y-%m-%d")
        for area, day, band, of, out_of in zip(areas, days, bands_, both["x"], both["n"], strict=True):
            found[code, area, day, by, band] = (of, out_of)
    return found
