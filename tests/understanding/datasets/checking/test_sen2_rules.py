"""Does each rule of SEN2 find the child that breaks it, and leave every other child alone?

One return holds a child for each case, and one that is as it should be. A case names every rule its child must break; a
rule must find exactly the children whose cases name it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from goldenthread.understanding.datasets.checking.derived import derived_rules
from goldenthread.understanding.datasets.checking.report import Report
from goldenthread.understanding.datasets.checking.ruleset import Severity, rules_for
from goldenthread.understanding.datasets.checking.run import check
from goldenthread.understanding.datasets.reading import sen2_blade
from goldenthread.understanding.datasets.reading.staged import workbench
from tests.understanding.datasets.sen2_returns import CENSUS, KIND, Return, child, whole, write_blade

Change = Callable[[Return], None]


def put(table: str, row: int = 0, **values: str) -> Change:
    return lambda made: made[table][row].update(values)


def also(*changes: Change) -> Change:
    def every(made: Return) -> None:
        for change in changes:
            change(made)

    return every


def gone(*tables: str) -> Change:
    return lambda made: [made[table].clear() for table in tables] and None


def again(table: str, row: int = 0, **values: str) -> Change:
    return lambda made: made[table].append(made[table][row] | values)


NO_PLAN = gone("namedplan", "plandetail", "activeplans", "placementdetail", "senneed")
NO_ASSESSMENT = also(gone("assessment"), NO_PLAN)
GONE_FROM_ACTIVE = gone("activeplans", "placementdetail", "senneed")
OLD = {"reviewmeeting": "2023-01-01", "lastreview": "2023-01-10"}

CASES: list[tuple[str, Change]] = [
    ("person.birth-future person.age-school-year", put("person", personbirthdate="2025-02-01")),
    ("person.age-25", put("person", personbirthdate="2000-01-16")),
    ("person.age-26", put("person", personbirthdate="1999-01-16")),
    ("person.age-26 person.age-school-year", put("person", personbirthdate="1998-01-16")),
    ("person.age-school-year", put("person", personbirthdate="2024-10-01")),
    ("person.personbirthdate.missing person.personbirthdate.type", put("person", personbirthdate="31/02/2014")),
    ("person.personbirthdate.missing", put("person", personbirthdate="")),
    ("person.identifier-needed", put("person", upn="")),
    ("person.upn-check", put("person", upn="A391000000010")),
    ("person.uln-check", put("person", uniquelearnernumber="1234567890")),
    ("person.un1-age", put("person", upn="", upnunknown="UN1")),
    ("person.upn-and-reason", put("person", upnunknown="UN8")),
    ("person.upnunknown.code", put("person", upn="", upnunknown="UN4")),
    ("person.sex-missing", put("person", sex="")),
    ("person.sex.code", put("person", sex="Z")),
    ("person.ethnicity-missing", put("person", ethnicity="")),
    ("person.ethnicity.code", put("person", ethnicity="WXYZ")),
    ("person.postcode-missing", put("person", postcode="")),
    ("person.postcode-form", put("person", postcode="NE1")),
    ("requests.too-few", gone("requests", "assessment", "namedplan", "plandetail", "activeplans", "placementdetail", "senneed")),
    ("requests.orphan", lambda made: made["requests"].append(made["requests"][0] | {"requeststableid": "{n}-x", "persontableid": "nobody",
                                                                                 "requestoutcome": "N"})),
    ("requests.receiveddate.missing", put("requests", receiveddate="")),
    ("requests.receiveddate.missing requests.receiveddate.type", put("requests", receiveddate="soon")),
    ("requests.rya.type", put("requests", rya="maybe")),
    ("requests.requestoutcome.missing", put("requests", requestoutcome="")),
    ("requests.requestoutcome.code", put("requests", requestoutcome="Z")),
    ("requests.outcome-date-missing", put("requests", requestoutcomedate="")),
    ("requests.outcome-date-unexpected", put("requests", requestoutcome="H")),
    ("requests.outcome-before-received", put("requests", requestoutcomedate="2024-01-31")),
    ("requests.received-future requests.outcome-before-received assessment.outcome-before-received namedplan.start-before-received",
     put("requests", receiveddate="2025-01-17")),
    ("requests.outcome-future", put("requests", requestoutcomedate="2025-01-17")),
    ("requests.assessment-absent", NO_ASSESSMENT),
    ("requests.assessment-unexpected", put("requests", requestoutcome="N")),
    ("requests.mediation-unexpected", put("requests", requestmediation="true")),
    ("requests.mediation-unexpected", put("requests", requesttribunal="Y")),
    ("assessment.too-many", again("assessment", assessmenttableid="{n}-b", assessmentoutcome="N")),
    ("assessment.orphan requests.assessment-absent", put("assessment", requeststableid="nobody")),
    ("assessment.assessmentoutcome.code", put("assessment", assessmentoutcome="Q")),
    ("assessment.assessmentoutcome.missing", put("assessment", assessmentoutcome="")),
    ("assessment.outcome-date-missing", put("assessment", assessmentoutcomedate="")),
    ("assessment.outcome-date-missing", also(put("assessment", assessmentoutcome="N", assessmentoutcomedate=""), NO_PLAN)),
    ("assessment.outcome-date-unexpected", put("assessment", assessmentoutcome="H")),
    ("assessment.outcome-before-received namedplan.start-not-outcome", put("assessment", assessmentoutcomedate="2024-01-01")),
    ("assessment.outcome-future namedplan.start-not-outcome", put("assessment", assessmentoutcomedate="2025-01-20")),
    ("assessment.week20-unneeded", put("assessment", week20="true")),
    ("namedplan.startdate.missing", put("namedplan", startdate="")),
    ("namedplan.start-before-received namedplan.start-not-outcome", put("namedplan", startdate="2024-01-31")),
    ("namedplan.start-not-outcome", put("namedplan", startdate="2024-06-02")),
    ("namedplan.start-future namedplan.start-not-outcome", put("namedplan", startdate="2025-01-17")),
    ("namedplan.cease-reason-missing namedplan.ceased-and-active", put("namedplan", ceasedate="2024-12-01")),
    ("namedplan.cease-date-missing", put("namedplan", ceasereason="2")),
    ("namedplan.cease-before-start namedplan.ceased-and-active", put("namedplan", ceasedate="2024-05-01", ceasereason="2")),
    ("namedplan.ceased-and-active", put("namedplan", ceasedate="2024-12-01", ceasereason="7")),
    ("namedplan.cease-1-age", also(put("namedplan", ceasedate="2024-12-01", ceasereason="1"), GONE_FROM_ACTIVE)),
    ("namedplan.cease-3-4-age", also(put("namedplan", ceasedate="2024-12-01", ceasereason="4"), GONE_FROM_ACTIVE)),
    ("namedplan.ceasereason.code", also(put("namedplan", ceasedate="2024-12-01", ceasereason="10"), GONE_FROM_ACTIVE)),
    ("plandetail.too-few", gone("plandetail")),
    ("plandetail.too-many", again("plandetail", plandetailtableid="{n}-3")),
    ("plandetail.key-twice plandetail.too-many", again("plandetail", 1, placementrank="2", plandetailtableid="{n}-1")),
    ("activeplans.need-rank-1-missing", put("senneed", sentyperank="2")),
    ("activeplans.need-rank-1-twice", put("senneed", 1, sentyperank="1")),
    ("senneed.type-missing", put("senneed", 1, sentype="")),
    ("senneed.sentype.code", put("senneed", 1, sentype="ADHD")),
    ("senneed.sentyperank.code", put("senneed", 1, sentyperank="3")),
    ("senneed.too-many", again("senneed", 1, senneedtableid="{n}-3")),
    ("senneed.too-few", gone("senneed")),
    ("placementdetail.too-few activeplans.no-placement", gone("placementdetail")),
    ("placementdetail.orphan", again("placementdetail", placementdetailtableid="{n}-9", activeplanstableid="nobody")),
    ("activeplans.no-placement", put("placementdetail", 1, leavingdate="2024-12-31")),
    ("activeplans.no-placement-transferred",
     also(put("placementdetail", 1, leavingdate="2024-12-31"), put("activeplans", transferla="390"))),
    ("activeplans.transferla-form", put("activeplans", transferla="Gateshead")),
    ("placementdetail.leaving-before-entry", put("placementdetail", leavingdate="2023-08-31")),
    ("placementdetail.overlap", put("placementdetail", leavingdate="2024-09-02")),
    ("placementdetail.overlap", put("placementdetail", leavingdate="")),
    ("placementdetail.dates-future activeplans.no-placement", put("placementdetail", 1, entrydate="2025-02-01")),
    ("activeplans.decision-before-meeting", put("activeplans", lastreview="2024-11-30")),
    ("activeplans.decision-late", put("activeplans", lastreview="2024-12-30")),
    ("activeplans.review-overdue", put("activeplans", **OLD)),
    ("activeplans.review-under-5",
     also(put("person", personbirthdate="2021-01-01"), put("activeplans", reviewmeeting="2024-07-01", lastreview="2024-07-10"))),
    ("activeplans.phase-late-school", put("activeplans", phasetransferfinaldate="2024-02-16")),
    ("activeplans.phase-late-post-16",
     also(put("person", personbirthdate="2008-10-01"), put("activeplans", phasetransferfinaldate="2024-04-01"))),
    ("activeplans.phase-after-due", put("activeplans", phasetransferfinaldate="2025-01-10", phasetransferduedate="2025-01-09")),
    ("activeplans.res.year", put("activeplans", res="R")),
    ("placementdetail.attendancepattern.year", put("placementdetail", attendancepattern="F")),
    ("person.two-live-plans", lambda made: _second_request(made)),
    *(
        case
        for table in ("plandetail", "placementdetail")
        for case in [
            (f"{table}.setting-missing", put(table, urn="", ukprn="")),
            (f"{table}.urn-form", put(table, urn="10800")),
            (f"{table}.ukprn-form", put(table, ukprn="20012345")),
            (f"{table}.sensetting-with-urn", put(table, sensetting="OLA")),
            (f"{table}.explanation-missing", put(table, urn="", sensetting="OTH")),
            (f"{table}.sensetting.code", put(table, urn="", sensetting="QQQ")),
            (f"{table}.flags-blank", put(table, senunitindicator="")),
            (f"{table}.placementrank.code", put(table, placementrank="3")),
            (f"{table}.senunitindicator.type {table}.flags-blank", put(table, senunitindicator="2")),
            (f"{table}.urn-unknown", put(table, urn="109999")),
            (f"{table}.urn-closed", put(table, urn="108003")),
            (f"{table}.type-unexpected", put(table, urn="108004")),
            (f"{table}.unit-not-in-register", put(table, senunitindicator="true")),
            (f"{table}.unit-not-marked", put(table, urn="108005")),
        ]
    ),
]  # fmt: skip
ABOUT_THE_RETURN = {
    "namedplan.cease-9-share",
    "placementdetail.fewer-than-before",
    "person.upn-two-plans",
    "person.made-up",
}
REGISTER = pa.table(
    {
        "urn": ["108001", "108002", "108003", "108004", "108005"],
        "type_code": ["1", "28", "1", "40", "7"],
        "typeofresourcedprovision": [
            "Not applicable",
            "Not applicable",
            None,
            None,
            "Resourced provision and SEN unit",
        ],
        "closedate": [None, None, date(2020, 8, 31), None, None],
        "successor_urn": [None, None, "108001", None, None],
    }
)


def _second_request(made: Return) -> None:
    made["requests"].append(made["requests"][0] | {"requeststableid": "{n}-r"})
    made["assessment"].append(made["assessment"][0] | {"assessmenttableid": "{n}-a", "requeststableid": "{n}-r"})
    made["activeplans"].append(made["activeplans"][0] | {"requeststableid": "{n}-r", "activeplanstableid": "{n}-v"})
    for table, key in (("placementdetail", "{n}-p"), ("senneed", "{n}-s")):
        made[table].append(
            made[table][-1 if table == "placementdetail" else 0]
            | {f"{table}tableid": key, "activeplanstableid": "{n}-v"}
        )


def changed(n: int, change: Change) -> Return:
    made = child(n)
    change(made)
    return {
        table: [{name: value.replace("{n}", str(n)) for name, value in row.items()} for row in rows]
        for table, rows in made.items()
    }


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Report]:
    children = [changed(n, change) for n, (_, change) in enumerate(CASES, start=1)]
    with workbench("500MB") as engine:
        staged = sen2_blade.read(
            write_blade(whole(*children, child(9_000)), tmp_path_factory.mktemp("sen2")), KIND, engine
        )
        yield check(staged, KIND, year=2025, reference_date=CENSUS, beside={"gias": REGISTER})


EXPECTED: dict[str, set[str]] = defaultdict(set)
for number, (names, _) in enumerate(CASES, start=1):
    for name in names.split():
        EXPECTED[f"sen2.{name}"].add(str(number))


@pytest.mark.parametrize("rule", sorted(EXPECTED))
def test_a_rule_finds_exactly_the_children_that_break_it(rule: str, report: Report) -> None:
    keys = report.listing(rule)["key"].to_pylist()
    assert {key.split("-")[0] for key in keys} == EXPECTED[rule]
    assert report.result(rule).count
    assert report.result(rule).examples[0].file


def test_no_other_rule_is_broken(report: Report) -> None:
    other = [result.rule.id for result in report.found() if result.rule.id not in EXPECTED]
    assert set(other) <= {"sen2.namedplan.cease-9-share"}


def test_every_written_rule_has_its_case() -> None:
    written = rules_for("sen2")
    assert written is not None
    named = {name.removeprefix("sen2.") for name in EXPECTED} | ABOUT_THE_RETURN
    assert {rule.id.removeprefix("sen2.") for rule in written.rules} - named == set()


def test_every_rule_has_an_id_of_our_own_and_says_what_to_do() -> None:
    written = rules_for("sen2")
    assert written is not None
    rules = [*written.rules, *derived_rules(KIND, 2025)]
    assert len({rule.id for rule in rules}) == len(rules)
    for rule in rules:
        assert rule.id.startswith("sen2.")
        assert not any(part.isdigit() and len(part) > 2 for part in rule.id.split("."))
        assert rule.sentence.endswith(".")
        assert rule.do.endswith(".")


def checked(tmp_path: Path, made: Return, year: int = 2025, **beside: pa.Table | str) -> Report:
    with workbench("500MB") as engine:
        staged = sen2_blade.read(write_blade(made, tmp_path), KIND, engine)
        return check(staged, KIND, year=year, reference_date=CENSUS, beside=beside)


def test_down_syndrome_before_2025(tmp_path: Path) -> None:
    one = child(1)
    one["senneed"][0]["sentype"] = "DS"
    earlier = checked(tmp_path, whole(one, year="2024"), 2024)
    assert earlier.result("sen2.senneed.sentype.code-year").count == 1
    with pytest.raises(StopIteration):
        checked(tmp_path, whole(one)).result("sen2.senneed.sentype.code-year")


def test_rules_hold_in_their_years(tmp_path: Path) -> None:
    earlier = checked(tmp_path, whole(child(1), year="2023"), 2023)
    assert "sen2.activeplans.phase-late-school" not in {result.rule.id for result in earlier.results}
    assert earlier.result("sen2.activeplans.reviewmeeting.year").count == 1


def test_the_share_of_other_reasons_is_over_a_twentieth(tmp_path: Path) -> None:
    def ceased(n: int, reason: str) -> Return:
        return changed(
            n,
            also(
                put("namedplan", ceasedate="2024-12-01", ceasereason=reason),
                gone("activeplans", "placementdetail", "senneed"),
            ),
        )

    of_twenty = [ceased(n, "9" if n == 1 else "2") for n in range(1, 21)]
    assert checked(tmp_path, whole(*of_twenty)).result("sen2.namedplan.cease-9-share").count == 0
    assert checked(tmp_path, whole(*of_twenty[:19])).result("sen2.namedplan.cease-9-share").count == 1


def test_one_upn_with_two_open_plans_and_with_one_ceased(tmp_path: Path) -> None:
    same = [changed(n, put("person", upn=child(1)["person"][0]["upn"])) for n in (1, 2)]
    assert checked(tmp_path, whole(*same)).result("sen2.person.upn-two-plans").count == 2
    same[0]["namedplan"][0] |= {"ceasedate": "2024-12-01", "ceasereason": "5"}
    assert checked(tmp_path, whole(*same)).result("sen2.person.upn-two-plans").count == 0


def test_fewer_children_than_last_year_in_a_setting_or_in_its_unit(tmp_path: Path) -> None:
    def placed(n: int) -> Return:
        return changed(n, put("placementdetail", 1, urn="108001", ukprn=""))

    then = [
        ("108001", None, False, 2),
        ("108009", None, False, 1),
        ("108001", None, True, 1),
        (None, "10012345", False, 1),
    ]
    urn, ukprn, unit, children = zip(*then, strict=True)
    last_year = pa.table(
        {"urn": urn, "ukprn": ukprn, "senunitindicator": unit, "resourcedprovisionindicator": [False] * 4, "children": children}
    )  # fmt: skip
    report = checked(tmp_path, whole(placed(1), placed(2), child(3)), last_year=last_year)
    before = report.result("sen2.placementdetail.fewer-than-before")
    assert {(one.found["urn"], one.found["senunitindicator"]) for one in before.examples} == {
        ("108001", "true"), ("108009", "false")
    }  # fmt: skip
    assert (before.rows, before.count) == (2, 2)
    assert {one.row for one in before.examples} == {None}


def test_why_a_table_beside_is_not_there_is_said(tmp_path: Path) -> None:
    report = checked(tmp_path, whole(child(1)), last_year="no return of 2024 was in use when this one was read")
    before = report.result("sen2.placementdetail.fewer-than-before")
    assert (before.count, before.because) == (None, "no return of 2024 was in use when this one was read")


def test_a_made_up_return_is_recognised_by_its_first_child_alone(tmp_path: Path) -> None:
    first, second = child(1), child(2)
    second["person"][0]["surname"] = "Testchild"
    assert checked(tmp_path, whole(first, second)).result("sen2.person.made-up").count == 0
    assert checked(tmp_path, whole(second, first)).result("sen2.person.made-up").count == 1


def test_what_could_not_be_checked_says_why(tmp_path: Path) -> None:
    report = checked(tmp_path, whole(child(1)))
    reasons = {result.rule.id: result.because for result in report.not_checked()}
    assert "Get Information about Schools" in reasons["sen2.placementdetail.urn-unknown"]
    assert "not known" in reasons["sen2.requests.requestsource.code"]
    assert report.result("sen2.placementdetail.urn-unknown").count is None


def test_counts_are_in_the_unit_of_the_rule(tmp_path: Path) -> None:
    one = child(1)
    one["plandetail"][0]["urn"] = one["plandetail"][1]["urn"] = "12"
    result = checked(tmp_path, whole(one)).result("sen2.plandetail.urn-form")
    assert (result.rows, result.count) == (2, 1)


def test_a_child_as_it_should_be_breaks_nothing(tmp_path: Path) -> None:
    assert [result.rule.id for result in checked(tmp_path, whole(child(1))).found()] == []


def test_ages_are_those_on_the_census_date(tmp_path: Path) -> None:
    with workbench("500MB") as engine:
        young = changed(1, put("person", personbirthdate="2000-01-17"))
        staged = sen2_blade.read(write_blade(whole(young), tmp_path), KIND, engine)
        assert check(staged, KIND, year=2025, reference_date=date(2025, 1, 16)).result("sen2.person.age-25").count == 0
        assert check(staged, KIND, year=2025, reference_date=date(2025, 1, 17)).result("sen2.person.age-25").count == 1


def test_the_report_that_is_kept_holds_no_identifier(tmp_path: Path) -> None:
    report = checked(tmp_path, whole(changed(1, put("person", upn="A391000000010"))))
    told = str(report.to_keep())
    assert "A391000000010" not in told
    assert "(not kept)" in told
    assert report.found(Severity.ERROR)
