"""Does each rule of the inspectors' lists find the child that breaks it, and leave every other child alone?"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from goldenthread.understanding.datasets.checking.report import Report
from goldenthread.understanding.datasets.checking.ruleset import rules_for
from goldenthread.understanding.datasets.checking.run import check
from goldenthread.understanding.datasets.kinds.registry import all_kinds
from goldenthread.understanding.datasets.reading import annex_a
from goldenthread.understanding.datasets.reading.staged import Unreadable, workbench
from tests.understanding.datasets.sen2_returns import made_up_upn

KIND = all_kinds()["annex-a"]
ON = date(2025, 1, 16)
GOOD = {
    "dateofbirth": "02/03/2014", "gender": "F", "ethnicity": "WBRI", "primaryneed": "ASD", "mainurn": "108001", "mainphase": "Primary",
    "pupilpremium": "Yes", "socialcare": "No", "disability": "Yes", "suspensions": "0", "permanentexclusions": "0", "absence": "3.5",
}  # fmt: skip
PLAN = {"initialplan": "01/06/2022", "updatedplan": "01/06/2023", "lastreview": "01/06/2024", "homeeducated": "No"}
BOTH: list[tuple[str, dict[str, str]]] = [
    ("birth-missing", {"dateofbirth": ""}),
    ("gender-missing", {"gender": ""}),
    ("ethnicity-missing", {"ethnicity": ""}),
    ("primaryneed-missing", {"primaryneed": ""}),
    ("age-25", {"dateofbirth": "16/01/2000"}),
    ("age-26", {"dateofbirth": "16/01/1999"}),
    ("disability-missing", {"disability": ""}),
    ("dateofbirth-future", {"dateofbirth": "17/01/2025"}),
    ("identifier-missing", {"upn": ""}),
    ("upn-check", {"upn": "A391000000010"}),
    ("uln-check", {"uln": "1234567890"}),
    ("mainurn-check", {"mainurn": "1"}),
    ("school-missing", {"mainurn": "", "mainphase": ""}),
    ("school-missing-not main-school-missing", {"mainurn": "", "mainphase": "", "subsidiaryphase": "Special"}),
    ("mainphase.code", {"mainphase": "Big school"}),
    ("uniqueid.missing", {"uniqueid": ""}),
    ("birth-missing dateofbirth.type", {"dateofbirth": "03/31/2014"}),
]
FIRST = [
    ("initialplan-future initial-after-updated review-before-initial", {"initialplan": "17/01/2025"}),
    ("updatedplan-future", {"updatedplan": "17/01/2025"}),
    ("lastreview-future", {"lastreview": "17/01/2025"}),
    ("initial-after-updated", {"initialplan": "02/06/2023"}),
    ("review-before-initial", {"lastreview": "01/05/2022"}),
]
CASES = {"list1": [*BOTH, *FIRST], "list2": BOTH}


def rows(table: str) -> list[dict[str, str]]:
    base = GOOD | (PLAN if table == "list1" else {})
    made = [
        base | {"uniqueid": f"{n}", "upn": made_up_upn(n)} | change
        for n, (_, change) in enumerate(CASES[table], start=1)
    ]
    good = base | {"uniqueid": "900", "upn": made_up_upn(900)}
    return [
        *made,
        good,
        good | {"uniqueid": "901", "upn": made_up_upn(901)},
        good | {"uniqueid": "902", "upn": made_up_upn(901)},
    ]


def headings(table: str) -> list[str]:
    return [(field.also[0] if field.also else field.title) for field in KIND.table(table).fields]


def write_csv(table: str, folder: Path) -> Path:
    file = folder / f"Annex A {table}.csv"
    with file.open("w", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["Area SEND inspection: list for the inspectors"])
        writer.writerow(headings(table))
        writer.writerows([row.get(field.name, "") for field in KIND.table(table).fields] for row in rows(table))
    return file


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Report]:
    folder = tmp_path_factory.mktemp("lists")
    with workbench("500MB") as engine:
        files = [write_csv(table, folder) for table in CASES]
        assert annex_a.recognises(files, KIND)
        staged = annex_a.read(files, KIND, engine)
        assert staged.faults == ()
        yield check(staged, KIND, year=2025, reference_date=ON)


EXPECTED: dict[str, set[int]] = defaultdict(set)
for table, cases in CASES.items():
    for place, (names, _) in enumerate(cases, start=3):
        for name in names.split():
            EXPECTED[f"annex-a.{table}.{name}"].add(place)
    EXPECTED[f"annex-a.{table}.upn-twice"] = {len(cases) + 4, len(cases) + 5}


@pytest.mark.parametrize("rule", sorted(name for name in EXPECTED if not name.endswith("-not")))
def test_a_rule_finds_exactly_the_children_that_break_it(rule: str, report: Report) -> None:
    assert {*report.listing(rule)["row"].to_pylist()} == EXPECTED[rule]


def test_no_other_rule_is_broken_and_every_written_one_has_a_case(report: Report) -> None:
    assert {result.rule.id for result in report.found()} == {name for name in EXPECTED if not name.endswith("-not")}
    written = rules_for("annex-a")
    assert written is not None
    assert {rule.id for rule in written.rules} <= EXPECTED.keys()
    assert all("data-to-insight" in rule.source or "check" in rule.id for rule in written.rules)


def test_a_workbook_of_both_lists_is_read_as_the_files_are(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for table in CASES:
        sheet = book.create_sheet(table)
        sheet.append(headings(table))
        for row in rows(table):
            sheet.append([row.get(field.name) or None for field in KIND.table(table).fields])
    path = tmp_path / "lists.xlsx"
    book.save(path)
    with workbench("500MB") as engine:
        staged = annex_a.read([path], KIND, engine)
        assert engine.con.execute("SELECT count(*) FROM list1").fetchall() == [(len(rows("list1")),)]
        assert any("Sheet" in str(fault) and "holds no list" in str(fault) for fault in staged.faults)


def test_one_list_alone_is_told_and_none_is_refused(tmp_path: Path) -> None:
    with workbench("500MB") as engine:
        staged = annex_a.read([write_csv("list2", tmp_path)], KIND, engine)
        assert any("list1" in str(fault) for fault in staged.faults)
        assert engine.con.execute("SELECT count(*) FROM list1").fetchall() == [(0,)]
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    assert not annex_a.recognises([other], KIND)
    with workbench("500MB") as engine, pytest.raises(Unreadable, match="neither list"):
        annex_a.read([other], KIND, engine)
    with workbench("500MB") as engine, pytest.raises(Unreadable, match="second list2"):
        annex_a.read([write_csv("list2", tmp_path)] * 2, KIND, engine)
