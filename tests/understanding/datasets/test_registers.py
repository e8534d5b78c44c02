"""Is a return checked against the register of schools when one is in use, and does the report say so when none is?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from goldenthread.understanding.datasets.lake.intake import read_in
from goldenthread.understanding.datasets.lake.keeping import opened
from goldenthread.understanding.datasets.lake.manifest import Manifest
from goldenthread.understanding.datasets.lake.registers import ESTABLISHMENTS, LINKS
from goldenthread.understanding.datasets.reading.staged import Unreadable, workbench
from tests.understanding.datasets.registering import links_file, register_file
from tests.understanding.datasets.sen2_returns import child, whole, write_blade


def taken(lake: Path, *paths: Path, **words: object) -> Manifest:
    given = {"kind": "", "area": "oldmere", "lake": lake, "key": b"k" * 40, "today": date(2026, 11, 22)} | words
    return read_in(paths, say=lambda words: None, **given)  # type: ignore[arg-type]


def return_with(folder: Path, *urns: str, **flags: str) -> list[Path]:
    """A return of one child for each URN, who attends that school today and whose plan names it."""
    children = []
    for n, urn in enumerate(urns, start=1):
        made = child(n)
        made["plandetail"] = [made["plandetail"][0] | {"urn": urn} | flags]
        made["placementdetail"] = [made["placementdetail"][1] | {"urn": urn, "ukprn": ""} | flags]
        children.append(made)
    folder.mkdir(exist_ok=True)
    return write_blade(whole(*children), folder)


def counts(manifest: Manifest) -> dict[str, int | None]:
    return {
        each["rule"].removeprefix("sen2.placementdetail."): each["count"]
        for each in manifest.findings
        if each["rule"].startswith("sen2.placementdetail.") and each["rule"].split(".")[2] in ASKED
    }


ASKED = ("urn-unknown", "urn-closed", "type-unexpected", "unit-not-in-register", "unit-not-marked")


def test_the_register_is_recognised_and_read_by_the_names_of_its_columns(lake, tmp_path):
    told = taken(lake, register_file(tmp_path))

    assert told.kind == ESTABLISHMENTS
    (table,) = told.tables
    assert (table.rows_read, table.rows_kept) == (4, 4)
    with workbench() as engine:
        rows = opened(lake, told.id, engine)["establishments"].order_by("urn").to_pyarrow().to_pylist()
    assert [row["name"] for row in rows][:2] == ["Thread Lane Primary, the café school", "Weaver’s Special School"]
    assert rows[1]["close_date"] == date(2023, 8, 31)
    assert not any("Head" in column for column in rows[0])


def test_an_edition_without_a_column_is_read_and_says_so_and_one_without_urns_is_not(lake, tmp_path):
    told = taken(lake, register_file(tmp_path, without=("SchoolCapacity", "TypeOfResourcedProvision (name)")))

    (said,) = [each["sentence"] for each in told.findings if "this edition has no" in each["sentence"]]
    assert "capacity" in said
    assert "provision" in said
    with pytest.raises(Unreadable):
        taken(lake, register_file(tmp_path, without=("TypeOfEstablishment (code)",)), kind=ESTABLISHMENTS)


def test_a_day_the_american_way_round_is_a_fault(lake, tmp_path):
    path = register_file(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"31-08-2023", b"08-31-2023"))

    with pytest.raises(Unreadable, match="column close_date"):
        taken(lake, path)


def test_without_a_register_the_rules_say_that_they_were_not_checked(lake, tmp_path):
    told = taken(lake, *return_with(tmp_path / "r", "108001"))

    assert set(counts(told).values()) == {None}
    assert {e["because"] for e in told.findings if e["rule"].endswith("urn-unknown")} == {
        "no list of establishments is loaded (Get Information about Schools)"
    }


def test_with_a_register_each_setting_is_looked_up(lake, tmp_path):
    registers = {ESTABLISHMENTS: taken(lake, register_file(tmp_path)).id, LINKS: taken(lake, links_file(tmp_path)).id}
    files = return_with(tmp_path / "r", "108001", "108002", "108003", "108004", "108009")
    told = taken(lake, *files, registers=registers)

    assert counts(told) == {
        "urn-unknown": 1, "urn-closed": 1, "type-unexpected": 1, "unit-not-in-register": 0, "unit-not-marked": 1
    }  # fmt: skip
    closed = next(each for each in told.findings if each["rule"] == "sen2.placementdetail.urn-closed")
    assert closed["severity"] == "query"
    assert closed["examples"][0]["found"]["successor_urn"] == "108001, 108003"
    unknown = next(each for each in told.findings if each["rule"] == "sen2.placementdetail.urn-unknown")
    assert unknown["severity"] == "error"
    assert told.id != taken(lake, *files).id


def test_a_mark_that_the_register_does_not_bear_out_is_a_query(lake, tmp_path):
    registers = {ESTABLISHMENTS: taken(lake, register_file(tmp_path)).id}
    told = taken(lake, *return_with(tmp_path / "r", "108001", senunitindicator="true"), registers=registers)

    assert counts(told)["unit-not-in-register"] == 1


def test_an_edition_that_does_not_say_what_provision_there_is_raises_no_query_on_it(lake, tmp_path):
    path = register_file(tmp_path, without=("TypeOfResourcedProvision (name)",))
    registers = {ESTABLISHMENTS: taken(lake, path).id}
    told = taken(lake, *return_with(tmp_path / "r", "108001", "108003", senunitindicator="true"), registers=registers)

    assert counts(told)["unit-not-in-register"] == 0
    assert counts(told)["unit-not-marked"] == 0
