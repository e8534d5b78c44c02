"""The checks of a SEN2 return in pandas as the field's public validators are written: a function for each rule.

Each is given all the tables and brings together by itself what it looks at (`data-to-insight/annex-a-sen-validator-be`,
`data-to-insight/csc-validator-be-cin`, both MIT); within a function, columns at a time, with isin, merge, groupby and map.
What those tools do besides is left out: a deep copy of every table for every rule, and a list of the cells of each fault.

Nothing of Golden Thread does any work here but its declaration (which columns, which codes, which years) and its plain
check of one UPN or ULN. Each check answers how many rows break it, under the id of the rule that it is the same as.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pandas as pd

from goldenthread.understanding.datasets.checking.identifiers import valid_uln, valid_upn
from goldenthread.understanding.datasets.kinds.schema import Field, Table

from .sen2_frames import KIND, Counts, Frames, read

YEAR, REFERENCE = 2025, pd.Timestamp(2025, 1, 16)
EVE = pd.Timestamp(2024, 8, 31)
Check = Callable[[Frames], pd.Series]
"""All the tables → for each row looked at, does it break the rule?"""
Checks = dict[str, Check]


def run(folder: Path) -> Counts:
    """Read the nine files and check them: rule → rows that break it."""
    counts: Counts = {}
    frames = {table.name: read(folder, table, counts) for table in KIND.tables}
    rules = dict(of_declaration()) | {f"sen2.{name}": check for name, check in WRITTEN.items()}
    return counts | {name: int(check(frames).sum()) for name, check in rules.items()}


def of_declaration() -> Iterator[tuple[str, Check]]:
    """Keys twice, rows without a parent, too many or too few, fields that are missing, codes of no list."""
    for table in KIND.tables:
        of = f"sen2.{table.name}"
        yield f"{of}.key-twice", partial(key_twice, table)
        if table.parent:
            yield f"{of}.orphan", partial(orphan, table)
            if table.most:
                yield f"{of}.too-many", lambda f, t=table: rows_below(f, t) > t.most
            if table.least:
                yield f"{of}.too-few", lambda f, t=table: rows_below(f, t).fillna(0) < t.least
        for field in table.fields:
            yield from of_field(table, field)


def key_twice(table: Table, frames: Frames) -> pd.Series:
    key = frames[table.name][table.key[0]]
    return key.duplicated(keep=False) & key.notna()


def orphan(table: Table, frames: Frames) -> pd.Series:
    up = frames[table.name][table.parent_key]
    return up.notna() & ~up.isin(frames[table.parent][KIND.table(table.parent).key[0]])


def rows_below(frames: Frames, table: Table) -> pd.Series:
    keys = frames[table.parent][KIND.table(table.parent).key[0]]
    return keys.map(frames[table.name][table.parent_key].value_counts())


def of_field(table: Table, field: Field) -> Iterator[tuple[str, Check]]:
    name = f"sen2.{table.name}.{field.name}"

    def cells(frames: Frames) -> pd.Series:
        return frames[table.name][field.name]

    if not field.in_year(YEAR):
        yield f"{name}.year", lambda f: cells(f).notna()
        return
    if field.required or field.name in table.key or field.name == table.parent_key:
        yield f"{name}.missing", lambda f: cells(f).isna()
    codes = KIND.code_set(field.codes) if field.codes else None
    if codes and codes.known:
        now = {c.code for c in codes.codes if (c.from_year or YEAR) <= YEAR <= (c.to_year or YEAR)}
        known = {c.code for c in codes.codes}
        yield f"{name}.code", lambda f: cells(f).notna() & ~cells(f).isin(known)
        if known - now:
            yield f"{name}.code-year", lambda f: cells(f).isin(known - now)


def years(born: pd.Series, on: pd.Timestamp | pd.Series) -> pd.Series:
    """Whole years from one day to another."""
    day = on.dt if isinstance(on, pd.Series) else on
    before = day.month * 100 + day.day < born.dt.month * 100 + born.dt.day
    return day.year - born.dt.year - before


def filled_and_not(cells: pd.Series, good: pd.Series) -> pd.Series:
    return cells.notna() & ~good.fillna(value=False).astype(bool)


def matches(cells: pd.Series, pattern: str) -> pd.Series:
    return filled_and_not(cells, cells.str.fullmatch(pattern))


def age(f: Frames, on: pd.Timestamp = REFERENCE) -> pd.Series:
    return years(f["person"]["personbirthdate"], on)


def named(f: Frames) -> pd.DataFrame:
    """Named plans with the key of their request."""
    return f["namedplan"].merge(f["assessment"][["assessmenttableid", "requeststableid"]], on="assessmenttableid")


def live(f: Frames) -> pd.DataFrame:
    """Active plans with their request, whose named plan has not ended by the census date."""
    joined = f["activeplans"].merge(f["requests"], on="requeststableid").merge(
        named(f)[["requeststableid", "ceasedate"]], on="requeststableid", how="left"
    )  # fmt: skip
    return joined[joined["ceasedate"].isna() | (joined["ceasedate"] > REFERENCE)]


def two_live_plans(f: Frames) -> pd.Series:
    plans = live(f).groupby("persontableid")["requeststableid"].nunique()
    return f["person"]["persontableid"].isin(plans.index[plans > 1])


def upn_two_plans(f: Frames) -> pd.Series:
    p = f["person"]
    known = p[p["upn"].notna()].merge(live(f)[["persontableid"]], on="persontableid")
    sharing = known.groupby(["sen2tableid", "upn"])["persontableid"].nunique()
    shared = pd.MultiIndex.from_frame(p[["sen2tableid", "upn"]]).isin(sharing.index[sharing > 1])
    return pd.Series(shared, index=p.index)


PEOPLE: Checks = {
    "person.made-up": lambda f: f["person"]["surname"].eq("Testchild") & (f["person"].index == 0),
    "person.birth-future": lambda f: f["person"]["personbirthdate"] > REFERENCE,
    "person.age-25": lambda f: age(f) == 25,
    "person.age-26": lambda f: age(f) >= 26,
    "person.age-school-year": lambda f: ~age(f, EVE).fillna(0).between(0, 25),
    "person.identifier-needed": lambda f: (
        f["person"][["upn", "uniquelearnernumber", "upnunknown"]].isna().all(axis=1) & (age(f) >= 6)
    ),
    "person.upn-check": lambda f: checked(f["person"]["upn"], valid_upn),
    "person.uln-check": lambda f: checked(f["person"]["uniquelearnernumber"], valid_uln),
    "person.un1-age": lambda f: (f["person"]["upnunknown"] == "UN1") & (age(f) >= 6),
    "person.upn-and-reason": lambda f: f["person"]["upn"].notna() & f["person"]["upnunknown"].notna(),
    "person.sex-missing": lambda f: f["person"]["sex"].isna(),
    "person.ethnicity-missing": lambda f: f["person"]["ethnicity"].isna(),
    "person.postcode-missing": lambda f: f["person"]["postcode"].isna(),
    "person.postcode-form": lambda f: matches(
        f["person"]["postcode"].str.replace(" ", "").str.upper(), "[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}"
    ),
    "person.two-live-plans": two_live_plans,
    "person.upn-two-plans": upn_two_plans,
}


def checked(cells: pd.Series, valid: Callable[[str], bool]) -> pd.Series:
    return filled_and_not(cells, cells.map(valid, na_action="ignore"))


def disputed(f: Frames) -> pd.Series:
    r = f["requests"]
    return (r["requestmediation"].eq(True) | r["requesttribunal"].eq(True)) & (r["requestoutcome"] != "N")


def with_assessment(f: Frames) -> pd.DataFrame:
    keys = f["assessment"][["requeststableid", "assessmenttableid"]]
    return f["requests"].merge(keys, on="requeststableid", how="left")


def outcome_date(f: Frames, outcomes: list[str], *, there: bool) -> pd.Series:
    r = f["requests"]
    return r["requestoutcome"].isin(outcomes) & (r["requestoutcomedate"].notna() == there)


def assessment_there(f: Frames, outcomes: list[str], *, there: bool) -> pd.Series:
    whole = with_assessment(f)
    return whole["requestoutcome"].isin(outcomes) & (whole["assessmenttableid"].notna() == there)


REQUESTS: Checks = {
    "requests.outcome-date-missing": lambda f: outcome_date(f, ["Y", "N"], there=False),
    "requests.outcome-date-unexpected": lambda f: outcome_date(f, ["A", "W", "H"], there=True),
    "requests.outcome-before-received": lambda f: f["requests"]["requestoutcomedate"] < f["requests"]["receiveddate"],
    "requests.received-future": lambda f: f["requests"]["receiveddate"] > REFERENCE,
    "requests.outcome-future": lambda f: f["requests"]["requestoutcomedate"] > REFERENCE,
    "requests.mediation-unexpected": disputed,
    "requests.assessment-absent": lambda f: assessment_there(f, ["Y"], there=False),
    "requests.assessment-unexpected": lambda f: assessment_there(f, ["N", "A", "W"], there=True),
}


def assessed(f: Frames) -> pd.DataFrame:
    """Assessments with the day of the request and the key of the plan."""
    return (
        f["assessment"]
        .merge(f["requests"][["requeststableid", "receiveddate"]], on="requeststableid")
        .merge(f["namedplan"][["assessmenttableid", "namedplantableid"]], on="assessmenttableid", how="left")
    )


def assessment_date_unexpected(f: Frames) -> pd.Series:
    a = f["assessment"]
    return a["assessmentoutcome"].isin(["A", "W", "H"]) & a["assessmentoutcomedate"].notna()


def assessment_date_missing(f: Frames) -> pd.Series:
    whole = assessed(f)
    outcome, planned = whole["assessmentoutcome"], whole["namedplantableid"].notna()
    return whole["assessmentoutcomedate"].isna() & ((outcome == "N") | ((outcome == "Y") & planned))


def assessment_before_received(f: Frames) -> pd.Series:
    whole = assessed(f)
    return whole["assessmentoutcomedate"] < whole["receiveddate"]


def week20_unneeded(f: Frames) -> pd.Series:
    whole = assessed(f)
    in_time = (whole["assessmentoutcomedate"] - whole["receiveddate"]).dt.days <= 140
    return whole["week20"].eq(True) & (whole["assessmentoutcome"] == "Y") & in_time


ASSESSMENTS: Checks = {
    "assessment.outcome-date-unexpected": assessment_date_unexpected,
    "assessment.outcome-future": lambda f: f["assessment"]["assessmentoutcomedate"] > REFERENCE,
    "assessment.outcome-date-missing": assessment_date_missing,
    "assessment.outcome-before-received": assessment_before_received,
    "assessment.week20-unneeded": week20_unneeded,
}


def planned(f: Frames) -> pd.DataFrame:
    """Named plans with their assessment, request, person and active plan."""
    return (
        f["namedplan"]
        .merge(f["assessment"], on="assessmenttableid")
        .merge(f["requests"], on="requeststableid")
        .merge(f["person"], on="persontableid")
        .merge(f["activeplans"][["requeststableid", "activeplanstableid"]], on="requeststableid", how="left")
    )


def start_before_received(f: Frames) -> pd.Series:
    whole = planned(f)
    return whole["startdate"] < whole["receiveddate"]


def start_not_outcome(f: Frames) -> pd.Series:
    whole = planned(f)
    start, issued = whole["startdate"], whole["assessmentoutcomedate"]
    return (whole["assessmentoutcome"] == "Y") & start.notna() & issued.notna() & (start != issued)


def ceased_younger(f: Frames, reasons: list[str], than: int) -> pd.Series:
    whole = planned(f)
    return whole["ceasereason"].isin(reasons) & (years(whole["personbirthdate"], whole["ceasedate"]) < than)


def ceased_and_active(f: Frames) -> pd.Series:
    whole = planned(f)
    return whole["ceasedate"].between(pd.Timestamp(2024, 1, 1), REFERENCE) & whole["activeplanstableid"].notna()


def cease_9_share(f: Frames) -> pd.Series:
    ended = named(f).merge(f["requests"], on="requeststableid").merge(f["person"], on="persontableid")
    ended = ended[ended["ceasereason"].notna()]
    share = (ended["ceasereason"] == "9").groupby(ended["sen2tableid"]).mean()
    return f["sen2"]["sen2tableid"].map(share) > 0.05


PLANS: Checks = {
    "namedplan.start-future": lambda f: f["namedplan"]["startdate"] > REFERENCE,
    "namedplan.cease-reason-missing": lambda f: (
        f["namedplan"]["ceasedate"].notna() & f["namedplan"]["ceasereason"].isna()
    ),
    "namedplan.cease-date-missing": lambda f: (
        f["namedplan"]["ceasedate"].isna() & f["namedplan"]["ceasereason"].notna()
    ),
    "namedplan.cease-before-start": lambda f: f["namedplan"]["ceasedate"] < f["namedplan"]["startdate"],
    "namedplan.start-before-received": start_before_received,
    "namedplan.start-not-outcome": start_not_outcome,
    "namedplan.cease-1-age": lambda f: ceased_younger(f, ["1"], 24),
    "namedplan.cease-3-4-age": lambda f: ceased_younger(f, ["3", "4"], 16),
    "namedplan.ceased-and-active": ceased_and_active,
    "namedplan.cease-9-share": cease_9_share,
}


def settings(table: str) -> Iterator[tuple[str, Check]]:
    flags = ["senunitindicator", "resourcedprovisionindicator"]
    yield f"{table}.setting-missing", lambda f: f[table][["urn", "ukprn", "sensetting"]].isna().all(axis=1)
    yield f"{table}.urn-form", lambda f: matches(f[table]["urn"], "[1-9][0-9]{5}")
    yield f"{table}.ukprn-form", lambda f: matches(f[table]["ukprn"], "1[0-9]{7}")
    yield f"{table}.sensetting-with-urn", lambda f: f[table]["sensetting"].notna() & f[table]["urn"].notna()
    yield (
        f"{table}.explanation-missing",
        lambda f: f[table]["sensetting"].isin(["OTH", "NIEO"]) & f[table]["sensettingother"].isna(),
    )
    yield f"{table}.flags-blank", lambda f: f[table]["urn"].notna() & f[table][flags].isna().any(axis=1)


def overlap(f: Frames) -> pd.Series:
    d = f["placementdetail"]
    main = d[(d["placementrank"] == "1") & d["entrydate"].notna()]
    main = main[main["activeplanstableid"].duplicated(keep=False)].sort_values("entrydate", kind="stable")
    left = main["leavingdate"].fillna(pd.Timestamp(2100, 12, 31))
    earlier = left.groupby(main["activeplanstableid"]).cummax().groupby(main["activeplanstableid"]).shift()
    return earlier > main["entrydate"]


def without_placement(f: Frames, *, transferred: bool) -> pd.Series:
    d = f["placementdetail"]
    begun = d["entrydate"].isna() | (d["entrydate"] <= REFERENCE)
    there = d[begun & (d["leavingdate"].isna() | (d["leavingdate"] >= REFERENCE))]
    v = f["activeplans"].merge(f["requests"][["requeststableid"]], on="requeststableid")
    return ~v["activeplanstableid"].isin(there["activeplanstableid"]) & (v["transferla"].notna() == transferred)


def needs_of_rank_1(f: Frames) -> pd.Series:
    s = f["senneed"]
    v = f["activeplans"].merge(f["requests"][["requeststableid"]], on="requeststableid")
    return v["activeplanstableid"].map((s["sentyperank"] == "1").groupby(s["activeplanstableid"]).sum())


PLACEMENTS: Checks = {
    **dict(settings("plandetail")),
    **dict(settings("placementdetail")),
    "placementdetail.leaving-before-entry": lambda f: (
        f["placementdetail"]["leavingdate"] < f["placementdetail"]["entrydate"]
    ),
    "placementdetail.dates-future": lambda f: f["placementdetail"]["entrydate"] > REFERENCE,
    "placementdetail.overlap": overlap,
    "activeplans.no-placement-transferred": lambda f: without_placement(f, transferred=True),
    "activeplans.no-placement": lambda f: without_placement(f, transferred=False),
    "activeplans.transferla-form": lambda f: matches(
        f["activeplans"]["transferla"], "[2-9][0-9]{2}|E(06|07|08|09|10)[0-9]{6}"
    ),
    "senneed.type-missing": lambda f: f["senneed"]["sentype"].isna(),
    "activeplans.need-rank-1-missing": lambda f: needs_of_rank_1(f) == 0,
    "activeplans.need-rank-1-twice": lambda f: needs_of_rank_1(f) > 1,
}


def active(f: Frames) -> pd.DataFrame:
    """Active plans with their request, person and the start of their plan."""
    return (
        f["activeplans"]
        .merge(f["requests"], on="requeststableid")
        .merge(f["person"], on="persontableid")
        .merge(named(f)[["requeststableid", "startdate"]], on="requeststableid", how="left")
    )


def decision_late(f: Frames) -> pd.Series:
    return (f["activeplans"]["lastreview"] - f["activeplans"]["reviewmeeting"]).dt.days > 28


def overdue(f: Frames, since: pd.DateOffset, below: int | None = None) -> pd.Series:
    whole = active(f)
    late = whole["reviewmeeting"].fillna(whole["lastreview"]).fillna(whole["startdate"]) < REFERENCE - since
    return late if below is None else late & (years(whole["personbirthdate"], REFERENCE) < below)


def phase_late(f: Frames, first: int, last: int, *, over_15: bool) -> pd.Series:
    whole = active(f)
    then, final = years(whole["personbirthdate"], EVE), whole["phasetransferfinaldate"].dt
    return ((then >= 15) if over_15 else (then < 15)) & (final.month * 100 + final.day).between(first, last)


REVIEWS: Checks = {
    "activeplans.decision-before-meeting": lambda f: f["activeplans"]["lastreview"] < f["activeplans"]["reviewmeeting"],
    "activeplans.decision-late": decision_late,
    "activeplans.phase-after-due": lambda f: (
        f["activeplans"]["phasetransferfinaldate"] > f["activeplans"]["phasetransferduedate"]
    ),
    "activeplans.review-overdue": lambda f: overdue(f, pd.DateOffset(years=1)),
    "activeplans.review-under-5": lambda f: overdue(f, pd.DateOffset(months=6), below=5),
    "activeplans.phase-late-school": lambda f: phase_late(f, 216, 831, over_15=False),
    "activeplans.phase-late-post-16": lambda f: phase_late(f, 401, 831, over_15=True),
}

WRITTEN: Checks = PEOPLE | REQUESTS | ASSESSMENTS | PLANS | PLACEMENTS | REVIEWS
"""Each rule that is not said by the declaration already, under its id."""
