"""The checks of a SEN2 return as an analyst writes them in pandas: columns at a time, with isin, merge, groupby and map.

Nothing of Golden Thread does any work here but its declaration (which columns, which codes, which years) and its plain
check of one UPN or ULN. Each check answers how many rows break it, under the id of the rule that it is the same as.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from goldenthread.understanding.datasets.checking.identifiers import valid_uln, valid_upn
from goldenthread.understanding.datasets.kinds.registry import all_kinds
from goldenthread.understanding.datasets.kinds.schema import Field, Holds, Table

YEAR, REFERENCE = 2025, pd.Timestamp(2025, 1, 16)
EVE = pd.Timestamp(2024, 8, 31)
KIND = all_kinds()["sen2"]
YES_NO = {"true": True, "1": True, "Y": True, "false": False, "0": False, "N": False}
Frames = dict[str, pd.DataFrame]
Counts = dict[str, int]


def run(folder: Path) -> Counts:
    """Read the nine files and check them: rule → rows that break it."""
    counts: Counts = {}
    frames = {table.name: read(folder, table, counts) for table in KIND.tables}
    for table in KIND.tables:
        counts |= dict(of_declaration(frames, table))
    for part in (people, requests, assessments, plans, settings, placements, reviews):
        counts |= {f"sen2.{name}": int(mask.sum()) for name, mask in part(frames)}
    return counts


def read(folder: Path, table: Table, counts: Counts) -> pd.DataFrame:
    """One file, all text, then each column as what it holds; what cannot be read is counted."""
    (path,) = folder.glob(f"*_{table.name}.csv")
    text = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])
    columns = {}
    for field in table.fields:
        raw = text[field.name] if field.name in text else pd.Series(None, index=text.index, dtype=object)
        columns[field.name] = typed(field, raw)
        if field.holds not in (Holds.TEXT, Holds.CODE):
            counts[f"sen2.{table.name}.{field.name}.type"] = int((raw.notna() & columns[field.name].isna()).sum())
    return pd.DataFrame(columns)


def typed(field: Field, raw: pd.Series) -> pd.Series:
    match field.holds:
        case Holds.DATE:
            day = pd.to_datetime(raw, format="%Y-%b-%d %H:%M:%S", errors="coerce")
            return day.where(day.between("1900-01-01", "2100-12-31"))
        case Holds.MOMENT:
            return pd.to_datetime(raw, format="%Y-%b-%d %H:%M:%S", errors="coerce")
        case Holds.YES_NO:
            return raw.map(YES_NO)
        case Holds.WHOLE:
            return pd.to_numeric(raw, errors="coerce")
        case Holds.CODE:
            codes = KIND.code_set(field.codes).codes
            other = {also: code.code for code in codes for also in code.also}
            return raw.str.upper().replace(other) if other else raw.str.upper()
        case _:
            return raw


def of_declaration(frames: Frames, table: Table) -> Iterator[tuple[str, int]]:
    """Keys twice, rows without a parent, too many or too few, fields that are missing, codes of no list."""
    frame, of = frames[table.name], f"sen2.{table.name}"
    key = frame[table.key[0]]
    yield f"{of}.key-twice", int((key.duplicated(keep=False) & key.notna()).sum())
    if table.parent:
        parent, up = frames[table.parent][KIND.table(table.parent).key[0]], frame[table.parent_key]
        yield f"{of}.orphan", int((up.notna() & ~up.isin(parent)).sum())
        below = parent.map(up.value_counts())
        if table.most:
            yield f"{of}.too-many", int((below > table.most).sum())
        if table.least:
            yield f"{of}.too-few", int((below.isna() | (below < table.least)).sum())
    for field in table.fields:
        yield from of_field(frame[field.name], table, field)


def of_field(cells: pd.Series, table: Table, field: Field) -> Iterator[tuple[str, int]]:
    name = f"sen2.{table.name}.{field.name}"
    if not field.in_year(YEAR):
        yield f"{name}.year", int(cells.notna().sum())
        return
    if field.required or field.name in table.key or field.name == table.parent_key:
        yield f"{name}.missing", int(cells.isna().sum())
    codes = KIND.code_set(field.codes) if field.codes else None
    if codes and codes.known:
        now = {c.code for c in codes.codes if (c.from_year or YEAR) <= YEAR <= (c.to_year or YEAR)}
        known = {c.code for c in codes.codes}
        yield f"{name}.code", int((cells.notna() & ~cells.isin(known)).sum())
        if known - now:
            yield f"{name}.code-year", int(cells.isin(known - now).sum())


Checks = Iterator[tuple[str, pd.Series]]


def years(born: pd.Series, on: pd.Timestamp | pd.Series) -> pd.Series:
    """Whole years from one day to another."""
    day = on.dt if isinstance(on, pd.Series) else on
    before = day.month * 100 + day.day < born.dt.month * 100 + born.dt.day
    return day.year - born.dt.year - before


def filled_and_not(cells: pd.Series, good: pd.Series) -> pd.Series:
    return cells.notna() & ~good.fillna(value=False).astype(bool)


def matches(cells: pd.Series, pattern: str) -> pd.Series:
    return filled_and_not(cells, cells.str.fullmatch(pattern))


def live(frames: Frames) -> pd.DataFrame:
    """Active plans with their request, whose named plan has not ended by the census date."""
    joined = frames["activeplans"].merge(frames["requests"], on="requeststableid").merge(
        named(frames)[["requeststableid", "ceasedate"]], on="requeststableid", how="left"
    )  # fmt: skip
    return joined[joined["ceasedate"].isna() | (joined["ceasedate"] > REFERENCE)]


def named(frames: Frames) -> pd.DataFrame:
    """Named plans with the key of their request."""
    return frames["namedplan"].merge(
        frames["assessment"][["assessmenttableid", "requeststableid"]], on="assessmenttableid"
    )


def people(frames: Frames) -> Checks:
    p = frames["person"]
    born, upn, uln, why = p["personbirthdate"], p["upn"], p["uniquelearnernumber"], p["upnunknown"]
    age, then = years(born, REFERENCE), years(born, EVE)
    yield "person.made-up", p["surname"].eq("Testchild") & (p.index == 0)
    yield "person.birth-future", born > REFERENCE
    yield "person.age-25", age == 25
    yield "person.age-26", age >= 26
    yield "person.age-school-year", then.notna() & ~then.between(0, 25)
    yield "person.identifier-needed", upn.isna() & uln.isna() & why.isna() & (age >= 6)
    yield "person.upn-check", filled_and_not(upn, upn.map(valid_upn, na_action="ignore"))
    yield "person.uln-check", filled_and_not(uln, uln.map(valid_uln, na_action="ignore"))
    yield "person.un1-age", (why == "UN1") & (age >= 6)
    yield "person.upn-and-reason", upn.notna() & why.notna()
    for name in ("sex", "ethnicity", "postcode"):
        yield f"person.{name}-missing", p[name].isna()
    plain = p["postcode"].str.replace(" ", "").str.upper()
    yield "person.postcode-form", matches(plain, "[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}")
    open_plans = live(frames)
    plans = open_plans.groupby("persontableid")["requeststableid"].nunique()
    yield "person.two-live-plans", p["persontableid"].isin(plans.index[plans > 1])
    known = p[upn.notna()].merge(open_plans[["persontableid"]], on="persontableid")
    sharing = known.groupby(["sen2tableid", "upn"])["persontableid"].nunique()
    shared = pd.MultiIndex.from_frame(p[["sen2tableid", "upn"]]).isin(sharing.index[sharing > 1])
    yield "person.upn-two-plans", pd.Series(shared, index=p.index)


def requests(frames: Frames) -> Checks:
    r = frames["requests"]
    outcome, decided, received = r["requestoutcome"], r["requestoutcomedate"], r["receiveddate"]
    yield "requests.outcome-date-missing", outcome.isin(["Y", "N"]) & decided.isna()
    yield "requests.outcome-date-unexpected", outcome.isin(["A", "W", "H"]) & decided.notna()
    yield "requests.outcome-before-received", decided < received
    yield "requests.received-future", received > REFERENCE
    yield "requests.outcome-future", decided > REFERENCE
    disputed = r["requestmediation"].eq(True) | r["requesttribunal"].eq(True)
    yield "requests.mediation-unexpected", disputed & (outcome != "N")
    whole = r.merge(frames["assessment"][["requeststableid", "assessmenttableid"]], on="requeststableid", how="left")
    there = whole["assessmenttableid"].notna()
    yield "requests.assessment-absent", (whole["requestoutcome"] == "Y") & ~there
    yield "requests.assessment-unexpected", whole["requestoutcome"].isin(["N", "A", "W"]) & there


def assessments(frames: Frames) -> Checks:
    a = frames["assessment"]
    yield (
        "assessment.outcome-date-unexpected",
        a["assessmentoutcome"].isin(["A", "W", "H"]) & a["assessmentoutcomedate"].notna(),
    )
    yield "assessment.outcome-future", a["assessmentoutcomedate"] > REFERENCE
    whole = a.merge(frames["requests"][["requeststableid", "receiveddate"]], on="requeststableid").merge(
        frames["namedplan"][["assessmenttableid", "namedplantableid"]], on="assessmenttableid", how="left"
    )
    outcome, ended = whole["assessmentoutcome"], whole["assessmentoutcomedate"]
    planned = whole["namedplantableid"].notna()
    yield "assessment.outcome-date-missing", ended.isna() & ((outcome == "N") | ((outcome == "Y") & planned))
    yield "assessment.outcome-before-received", ended < whole["receiveddate"]
    in_time = (ended - whole["receiveddate"]).dt.days <= 140
    yield "assessment.week20-unneeded", whole["week20"].eq(True) & (outcome == "Y") & in_time


def plans(frames: Frames) -> Checks:
    n = frames["namedplan"]
    yield "namedplan.start-future", n["startdate"] > REFERENCE
    yield "namedplan.cease-reason-missing", n["ceasedate"].notna() & n["ceasereason"].isna()
    yield "namedplan.cease-date-missing", n["ceasedate"].isna() & n["ceasereason"].notna()
    yield "namedplan.cease-before-start", n["ceasedate"] < n["startdate"]
    whole = (
        n.merge(frames["assessment"], on="assessmenttableid")
        .merge(frames["requests"], on="requeststableid")
        .merge(frames["person"], on="persontableid")
        .merge(frames["activeplans"][["requeststableid", "activeplanstableid"]], on="requeststableid", how="left")
    )
    start, ceased, reason = whole["startdate"], whole["ceasedate"], whole["ceasereason"]
    age = years(whole["personbirthdate"], ceased)
    issued = whole["assessmentoutcomedate"]
    yield "namedplan.start-before-received", start < whole["receiveddate"]
    differs = start.notna() & issued.notna() & (start != issued)
    yield "namedplan.start-not-outcome", (whole["assessmentoutcome"] == "Y") & differs
    yield "namedplan.cease-1-age", (reason == "1") & (age < 24)
    yield "namedplan.cease-3-4-age", reason.isin(["3", "4"]) & (age < 16)
    still = whole["activeplanstableid"].notna()
    yield "namedplan.ceased-and-active", ceased.between(pd.Timestamp(2024, 1, 1), REFERENCE) & still
    ended = named(frames).merge(frames["requests"], on="requeststableid").merge(frames["person"], on="persontableid")
    ended = ended[ended["ceasereason"].notna()]
    share = (ended["ceasereason"] == "9").groupby(ended["sen2tableid"]).mean()
    yield "namedplan.cease-9-share", frames["sen2"]["sen2tableid"].map(share) > 0.05


def settings(frames: Frames) -> Checks:
    for table in ("plandetail", "placementdetail"):
        d = frames[table]
        urn, ukprn, kind = d["urn"], d["ukprn"], d["sensetting"]
        yield f"{table}.setting-missing", urn.isna() & ukprn.isna() & kind.isna()
        yield f"{table}.urn-form", matches(urn, "[1-9][0-9]{5}")
        yield f"{table}.ukprn-form", matches(ukprn, "1[0-9]{7}")
        yield f"{table}.sensetting-with-urn", kind.notna() & urn.notna()
        yield f"{table}.explanation-missing", kind.isin(["OTH", "NIEO"]) & d["sensettingother"].isna()
        unsaid = d["senunitindicator"].isna() | d["resourcedprovisionindicator"].isna()
        yield f"{table}.flags-blank", urn.notna() & unsaid


def placements(frames: Frames) -> Checks:
    d = frames["placementdetail"]
    yield "placementdetail.leaving-before-entry", d["leavingdate"] < d["entrydate"]
    yield "placementdetail.dates-future", d["entrydate"] > REFERENCE
    main = d[(d["placementrank"] == "1") & d["entrydate"].notna()]
    main = main[main["activeplanstableid"].duplicated(keep=False)].sort_values("entrydate", kind="stable")
    left = main["leavingdate"].fillna(pd.Timestamp(2100, 12, 31))
    earlier = left.groupby(main["activeplanstableid"]).cummax().groupby(main["activeplanstableid"]).shift()
    yield "placementdetail.overlap", earlier > main["entrydate"]
    begun = d["entrydate"].isna() | (d["entrydate"] <= REFERENCE)
    there = d[begun & (d["leavingdate"].isna() | (d["leavingdate"] >= REFERENCE))]
    v = frames["activeplans"].merge(frames["requests"][["requeststableid"]], on="requeststableid")
    nowhere = ~v["activeplanstableid"].isin(there["activeplanstableid"])
    yield "activeplans.no-placement-transferred", nowhere & v["transferla"].notna()
    yield "activeplans.no-placement", nowhere & v["transferla"].isna()
    yield (
        "activeplans.transferla-form",
        matches(frames["activeplans"]["transferla"], "[2-9][0-9]{2}|E(06|07|08|09|10)[0-9]{6}"),
    )
    s = frames["senneed"]
    yield "senneed.type-missing", s["sentype"].isna()
    firsts = v["activeplanstableid"].map((s["sentyperank"] == "1").groupby(s["activeplanstableid"]).sum())
    yield "activeplans.need-rank-1-missing", firsts == 0
    yield "activeplans.need-rank-1-twice", firsts > 1


def reviews(frames: Frames) -> Checks:
    v = frames["activeplans"]
    decided, met = v["lastreview"], v["reviewmeeting"]
    yield "activeplans.decision-before-meeting", decided < met
    yield "activeplans.decision-late", (decided - met).dt.days > 28
    yield "activeplans.phase-after-due", v["phasetransferfinaldate"] > v["phasetransferduedate"]
    whole = (
        v.merge(frames["requests"], on="requeststableid")
        .merge(frames["person"], on="persontableid")
        .merge(named(frames)[["requeststableid", "startdate"]], on="requeststableid", how="left")
    )
    last = whole["reviewmeeting"].fillna(whole["lastreview"]).fillna(whole["startdate"])
    age, then = years(whole["personbirthdate"], REFERENCE), years(whole["personbirthdate"], EVE)
    yield "activeplans.review-overdue", last < REFERENCE - pd.DateOffset(years=1)
    yield "activeplans.review-under-5", (age < 5) & (last < REFERENCE - pd.DateOffset(months=6))
    final = whole["phasetransferfinaldate"].dt.month * 100 + whole["phasetransferfinaldate"].dt.day
    yield "activeplans.phase-late-school", (then < 15) & final.between(216, 831)
    yield "activeplans.phase-late-post-16", (then >= 15) & final.between(401, 831)
