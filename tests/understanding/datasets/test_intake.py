"""Are files either a whole release or nothing, whatever happens, and the same release every time?"""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from goldenthread.understanding.datasets.lake.intake import read_in
from goldenthread.understanding.datasets.lake.keeping import RELEASES, kept, opened
from goldenthread.understanding.datasets.lake.manifest import Manifest, came_as, release_id
from goldenthread.understanding.datasets.reading.staged import Unreadable, workbench
from tests.killing import NEVER, killable
from tests.understanding.datasets.small import PROJECTIONS, projections_file

AREA = "oldmere"
KEY = b"a key of a test, of forty characters ...."
TODAY = date(2026, 11, 22)


def taken(lake: Path, *paths: Path, kind: str = "", keep_it: bool = True) -> Manifest:
    said: list[str] = []
    return read_in(paths, kind=kind, area=AREA, lake=lake, key=KEY, today=TODAY, say=said.append, keep_it=keep_it)


def rows_of(lake: Path, manifest: Manifest) -> list[dict[str, Any]]:
    with workbench() as engine:
        return opened(lake, manifest.id, engine)["projections"].order_by("age", "year").to_pyarrow().to_pylist()


def test_a_file_is_recognised_and_every_figure_kept(lake, tmp_path):
    manifest = taken(lake, projections_file(tmp_path))

    assert manifest.kind == "ons-population-projections"
    assert [(r["age"], r["year"], r["value"]) for r in rows_of(lake, manifest)] == [
        ("0", 2026, 120.0), ("0", 2027, 118.0), ("1", 2026, 131.0), ("1", 2027, 121.0)
    ]  # fmt: skip
    assert manifest.rows_read == manifest.rows_kept == 2


def test_the_same_file_is_not_read_twice(lake, tmp_path):
    path = projections_file(tmp_path)
    first = taken(lake, path)
    before = sorted(p.stat().st_mtime_ns for p in lake.rglob("*.parquet"))

    assert taken(lake, path) == first
    assert sorted(p.stat().st_mtime_ns for p in lake.rglob("*.parquet")) == before


def test_a_dry_run_says_the_same_and_keeps_nothing(lake, tmp_path):
    path = projections_file(tmp_path)

    told = taken(lake, path, keep_it=False)

    assert not lake.exists()
    kept_one = taken(lake, path)
    assert [(t.name, t.rows_read, t.rows_kept, t.columns) for t in told.tables] == [
        (t.name, t.rows_read, t.rows_kept, t.columns) for t in kept_one.tables
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("who,what\n1,2\n", "cannot be told from their names and headings"),
        (PROJECTIONS.replace("131", "many"), "row 3, column 2026"),
        (PROJECTIONS + "E99999999,Oldmere\n", "row 4"),
        ("area_code,area_name,sex,age,2026\n", "no rows"),
    ],
)
def test_what_cannot_be_read_says_where_and_leaves_nothing(lake, tmp_path, text, said):
    with pytest.raises(Unreadable) as refused:
        taken(lake, projections_file(tmp_path, text))

    assert said in str(refused.value)
    assert not (lake / RELEASES).exists()


def zipped(names: str, content: bytes = b"a,b\n1,2\n") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(names, content)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["", "ons-population-projections"])
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("release.zip", zipped("a.csv", PROJECTIONS.encode() * 400)[:-80], "cut short or damaged"),
        ("bomb.zip", zipped("a.csv", b"0" * 3_000_000), "unpacks to far more than a table does"),
        ("slip.zip", zipped("../../a.csv"), "names a file outside itself"),
        ("table.csv", PROJECTIONS.encode("utf-16"), "UTF-16"),
        ("table.csv", PROJECTIONS.encode().replace(b"131", b"\0"), "a byte of value 0"),
        ("table.csv", b"", "the file is empty"),
    ],
)
def test_what_is_damaged_is_said_before_what_it_might_be(lake, tmp_path, name, content, said, kind):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(Unreadable) as refused:
        taken(lake, path, kind=kind)

    assert said in str(refused.value)
    assert "Save it as CSV" not in str(refused.value) or not name.endswith(".zip")
    assert not (lake / RELEASES).exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_bomb_is_called_one_though_it_is_of_no_kind(lake, tmp_path, encoding):
    path = tmp_path / "bomb.xml"
    path.write_text('<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "aaaa">]><Message>&a;</Message>', encoding)

    with pytest.raises(Unreadable, match="declares a document type or an entity"):
        taken(lake, path)


def test_a_kind_that_is_not_there_is_answered_with_those_that_are(lake, tmp_path):
    with pytest.raises(Unreadable, match="there is no such kind") as refused:
        taken(lake, projections_file(tmp_path), kind="sen3")

    assert "ons-population-projections" in refused.value.faults[0].expected


# --- killed at any moment ----------------------------------------------------------------------------------------

IMPORTS = """
from datetime import date
from pathlib import Path
from goldenthread.understanding.datasets.kinds.registry import all_kinds
from goldenthread.understanding.datasets.lake.intake import read_in
all_kinds()
"""
DEED = """
read_in([Path(sys.argv[1])], kind="", area="oldmere", lake=Path(sys.argv[2]), key=b"k", today=date(2026, 11, 22),
    say=lambda words: None)
"""


def large_file(folder: Path) -> Path:
    years = ",".join(str(year) for year in range(2022, 2062))
    figures = ",".join("7" for _ in range(40))
    rows = "".join(f"E{area:08},Area {area},persons,{age},{figures}\n" for area in range(150) for age in range(90))
    return projections_file(folder, f"area_code,area_name,sex,age,{years}\n{rows}")


MOMENTS = (0.0, 0.1, 0.3, 0.6, 1.0, 1.5)
"""Seconds after the start of reading."""


@pytest.mark.once
def test_killed_at_any_moment_a_release_is_whole_or_not_there_and_the_next_run_finishes(lake, tmp_path):
    path = large_file(tmp_path)
    name = release_id("ons-population-projections", (came_as(path),))
    with killable(IMPORTS, DEED, str(path), str(lake)) as kill_after:
        for moment in MOMENTS:
            kill_after(moment)
            found = kept(lake, name)
            if found:
                with workbench() as engine:
                    assert opened(lake, name, engine)["projections"].count().to_pyarrow().as_py() == 150 * 90 * 40

        kill_after(NEVER)
        assert kept(lake, name), "what is killed here would have finished"

    assert taken(lake, path).id == name
    assert len(list((lake / RELEASES).glob("*/*"))) == 1


def a_workbook() -> bytes:
    made = io.BytesIO()
    openpyxl.Workbook().save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("return.csv", a_workbook(), "an Excel workbook or a zip archive under the name of a CSV file"),
        ("return.xlsx", b"who,what\n1,2\n", "this is text, and no Excel workbook"),
        ("return.xml", b"who,what\n1,2\n", "this is text, and no XML file"),
        ("other.xml", b"<Message>Hello</Message>", "cannot be told from their names and headings"),
    ],
)
def test_a_file_under_the_name_of_another_kind_is_called_that(lake, tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(Unreadable, match=said):
        taken(lake, path, kind="")
