"""A return of nine children, small enough to count by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis

AREA, OTHER, CENSUS = "E08000021", "E08000023", date(2025, 1, 16)
BOOL, TEXT, DAY = "boolean", "string", "date"


def d(text: str) -> date:
    return date.fromisoformat(text)


def tables(born: str = "string") -> dict[str, Any]:
    """By name. Birthdays are kept as year and month, as at the door, or as dates."""

    def table(columns: dict[str, str], *rows: tuple[Any, ...]) -> Any:
        schema = {"_area": TEXT, "_census": DAY, **columns}
        return ibis.memtable([dict(zip(schema, row, strict=True)) for row in rows], schema=schema)

    def birth(text: str) -> Any:
        return text if born == "string" else d(f"{text}-01")

    a, o, c = AREA, OTHER, CENSUS
    return {
        "person": table(
            {"persontableid": TEXT, "personbirthdate": born, "sex": TEXT, "ethnicity": TEXT},
            (a, c, "p1", birth("2019-09"), "F", "WBRI"),  # turns 5 in September 2024: 4 on 31 August
            (a, c, "p2", birth("2019-08"), "1", "APKN"),  # 5 on 31 August 2024
            (a, c, "p3", birth("2008-03"), "M", "QQQQ"),  # 16 on 31 August 2024; ethnicity of no list
            (a, c, "p4", birth("2014-01"), "F", "WBRI"),
            (o, c, "p1", birth("2010-05"), "M", "WBRI"),  # another council's p1
        ),
        "requests": table(
            {
                "requeststableid": TEXT,
                "persontableid": TEXT,
                "receiveddate": DAY,
                "requestoutcomedate": DAY,
                "requestoutcome": TEXT,
                "requestmediation": BOOL,
                "requesttribunal": BOOL,
                "rya": BOOL,
            },
            (a, c, "r1", "p1", d("2024-01-01"), d("2024-02-12"), "Y", None, None, False),  # 42 days: in time
            (a, c, "r2", "p2", d("2024-03-01"), d("2024-04-13"), "Y", True, False, False),  # 43 days: late
            (a, c, "r3", "p3", d("2024-06-01"), d("2024-06-30"), "N", True, True, True),
            (a, c, "r4", "p4", d("2024-12-20"), None, "A", None, None, None),  # 27 days: not overdue
            (a, c, "r5", "p4", d("2023-12-31"), d("2024-01-05"), "H", None, None, None),  # the year before
            (o, c, "r1", "p1", d("2024-05-01"), None, "A", None, None, None),  # 260 days: overdue
        ),
        "assessment": table(
            {
                "assessmenttableid": TEXT,
                "requeststableid": TEXT,
                "assessmentoutcome": TEXT,
                "assessmentoutcomedate": DAY,
                "assessmentmediation": BOOL,
                "assessmenttribunal": BOOL,
                "othermediation": BOOL,
                "othertribunal": BOOL,
                "week20": BOOL,
            },
            (a, c, "a1", "r1", "Y", d("2024-05-20"), None, None, None, None, False),  # 140 days: in time
            (a, c, "a2", "r2", "Y", d("2024-07-20"), None, None, None, None, True),  # 141 days, excepted
            (a, c, "a5", "r5", "H", d("2019-03-01"), None, None, None, None, None),
        ),
        "namedplan": table(
            {
                "namedplantableid": TEXT,
                "assessmenttableid": TEXT,
                "startdate": DAY,
                "pb": BOOL,
                "oa": BOOL,
                "ceasedate": DAY,
                "ceasereason": TEXT,
            },
            (a, c, "n1", "a1", d("2024-05-20"), True, None, None, None),
            (a, c, "n2", "a2", d("2024-07-20"), None, None, None, None),
            (a, c, "n5", "a5", d("2014-12-01"), None, None, d("2024-08-31"), "2"),
        ),
        "activeplans": table(
            {
                "activeplanstableid": TEXT,
                "requeststableid": TEXT,
                "transferla": TEXT,
                "reviewmeeting": DAY,
                "reviewoutcome": TEXT,
                "lastreview": DAY,
                "phasetransferduedate": DAY,
                "phasetransferfinaldate": DAY,
            },
            (a, c, "v1", "r1", None, d("2024-12-01"), None, d("2024-12-29"), None, None),  # 28 days: in time
            (a, c, "v2", "r2", "393", None, None, None, d("2024-02-15"), d("2024-02-16")),  # a day late
        ),
        "placementdetail": table(
            {
                "placementdetailtableid": TEXT,
                "activeplanstableid": TEXT,
                "urn": TEXT,
                "sensetting": TEXT,
                "placementrank": TEXT,
                "entrydate": DAY,
                "leavingdate": DAY,
                "senunitindicator": BOOL,
                "resourcedprovisionindicator": BOOL,
                "res": TEXT,
                "wbp": TEXT,
            },
            (a, c, "d1", "v1", "100001", None, "2", d("2023-09-01"), None, False, False, None, None),
            (a, c, "d2", "v1", "100002", None, "1", d("2024-09-01"), None, True, False, None, None),  # the one
            (a, c, "d3", "v1", "100003", None, "1", d("2022-09-01"), d("2024-07-20"), False, False, None, None),  # left
            (a, c, "d4", "v2", None, "EHE", "1", d("2024-09-01"), None, None, None, None, None),
        ),
        "senneed": table(
            {"senneedtableid": TEXT, "activeplanstableid": TEXT, "sentype": TEXT, "sentyperank": TEXT},
            (a, c, "s1", "v1", "ASD", "1"),
            (a, c, "s2", "v1", "SLCN", "2"),
            (a, c, "s3", "v2", "SLCN", "1"),
        ),
        "establishments": ibis.memtable(
            [("100001", "special", True), ("100002", "mainstream", False)],
            schema={"urn": TEXT, "setting": TEXT, "independent": BOOL},
        ),
    }
