"""Do the four layouts of one return end in the same nine tables, and is nothing that other readers lose lost here?"""

# ruff: noqa: S608 - statements are made of declared names only

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.checking.typing import typed
from goldenthread.understanding.datasets.reading import sen2_blade, sen2_template, sen2_vendor, sen2_xml
from goldenthread.understanding.datasets.reading.staged import Staged, workbench
from tests.understanding.datasets.sen2_returns import (
    KIND,
    Return,
    child,
    whole,
    write_blade,
    write_template,
    write_vendor,
    write_xml,
    xml_text,
)

LAYOUTS = {
    "blade": (sen2_blade, write_blade),
    "xml": (sen2_xml, write_xml),
    "template": (sen2_template, write_template),
    "vendor": (sen2_vendor, write_vendor),
}


@pytest.fixture
def engine() -> Iterator[Backend]:
    with workbench("500MB") as made:
        yield made


def rows(engine: Backend, table: str) -> list[tuple[object, ...]]:
    names = ", ".join(f'"{field.name}"' for field in KIND.table(table).fields if field.name != "datetime")
    return sorted(engine.con.execute(f'SELECT {names} FROM "typed_{table}"').fetchall(), key=str)


def read(layout: str, made: Return, folder: Path, engine: Backend) -> Staged:
    reader, write = LAYOUTS[layout]
    return reader.read(write(made, folder), KIND, engine)


def test_four_layouts_of_one_return_are_equal(tmp_path: Path) -> None:
    made = whole(
        child(1),
        child(2),
        {
            **child(3),
            "assessment": [],
            "namedplan": [],
            "plandetail": [],
            "activeplans": [],
            "placementdetail": [],
            "senneed": [],
        },
    )
    read_as = {}
    for layout in LAYOUTS:
        folder = tmp_path / layout
        folder.mkdir()
        with workbench("500MB") as engine:
            staged = read(layout, made, folder, engine)
            assert staged.tables == tuple(table.name for table in KIND.tables)
            assert typed(staged, KIND).lost == {}
            read_as[layout] = {table.name: rows(engine, table.name) for table in KIND.tables}
            if layout != "vendor":
                assert staged.year == 2025
                assert staged.told["old_la_code"] == "391"
    for table in KIND.tables:
        assert read_as["blade"][table.name], table.name
        for layout in ("xml", "template", *(["vendor"] if table.name != "sen2" else [])):
            assert read_as[layout][table.name] == read_as["blade"][table.name], (layout, table.name)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_layout_is_recognised_by_its_own_reader_alone(layout: str, tmp_path: Path) -> None:
    files = LAYOUTS[layout][1](whole(child(1)), tmp_path)
    assert [name for name, (reader, _) in LAYOUTS.items() if reader.recognises(files, KIND)] == [layout]


def test_a_zip_of_the_nine_files_is_read_as_they_are(tmp_path: Path, engine: Backend) -> None:
    files = write_blade(whole(child(1)), tmp_path)
    packed = tmp_path / "export.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, f"some/folder/{file.name}")
    assert sen2_blade.recognises([packed], KIND)
    sen2_blade.read([packed], KIND, engine)
    assert engine.con.execute("SELECT count(*) FROM senneed").fetchall() == [(2,)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_both_needs_every_setting_and_the_ukprn_are_kept(layout: str, tmp_path: Path, engine: Backend) -> None:
    read(layout, whole(child(1)), tmp_path, engine)
    assert engine.con.execute("SELECT sentype, trim(sentyperank) FROM senneed ORDER BY 2").fetchall() == [
        ("ASD", "1"),
        ("SLCN", "2"),
    ]
    assert engine.con.execute("SELECT DISTINCT urn FROM plandetail ORDER BY 1").fetchall() == [("108001",), ("108002",)]
    assert engine.con.execute("SELECT count(*) FROM placementdetail WHERE ukprn = '10012345'").fetchall() == [(1,)]


@pytest.mark.parametrize("layout", ["blade", "xml", "template"])
def test_fields_of_2025_are_read(layout: str, tmp_path: Path, engine: Backend) -> None:
    one = child(1)
    one["activeplans"][0] |= {
        "reviewdraft": "2024-12-21",
        "phasetransferduedate": "2025-02-15",
        "phasetransferfinaldate": "2025-01-10",
    }
    read(layout, whole(one), tmp_path, engine)
    assert engine.con.execute("SELECT dsco FROM sen2").fetchall() == [("Y",)]
    found = engine.con.execute(
        "SELECT reviewdraft, phasetransferduedate, phasetransferfinaldate FROM activeplans"
    ).fetchall()[0]
    assert all(found)


def test_residence_is_read_in_the_placement_and_in_2023_in_the_plan(tmp_path: Path, engine: Backend) -> None:
    one = child(1)
    one["placementdetail"][0] |= {"res": "R", "wbp": "W"}
    one["activeplans"][0] |= {"res": "Q", "wbp": "V"}
    one["namedplan"][0] |= {"planwbp": "P"}
    read("xml", whole(one), tmp_path, engine)
    assert engine.con.execute("SELECT res, wbp FROM placementdetail ORDER BY 1").fetchall() == [
        ("R", "W"),
        (None, None),
    ]
    assert engine.con.execute("SELECT res, wbp FROM activeplans").fetchall() == [("Q", "V")]
    assert engine.con.execute("SELECT planwbp FROM namedplan").fetchall() == [("P",)]


@pytest.mark.parametrize(
    "spell", [str.upper, str.lower, lambda text: text.replace("SENSetting", "SENsetting").replace("WPB", "WBP")]
)
def test_case_and_spelling_of_elements_make_no_difference(
    spell: Callable[[str], str], tmp_path: Path, engine: Backend
) -> None:
    one = child(1)
    one["plandetail"][0] |= {"urn": "", "sensetting": "OLA"}
    one["namedplan"][0] |= {"planwbp": "P"}
    declaration, body = xml_text(whole(one)).split("?>", 1)
    file = tmp_path / "return.xml"
    file.write_text(f"{declaration}?>{spell(body)}", encoding="utf-8")
    staged = sen2_xml.read([file], KIND, engine)
    assert staged.faults == ()
    assert engine.con.execute("SELECT count(*) FROM plandetail WHERE upper(sensetting) = 'OLA'").fetchall() == [(1,)]
    assert engine.con.execute("SELECT upper(planwbp) FROM namedplan").fetchall() == [("P",)]


def test_an_unknown_element_is_told_and_a_known_one_in_the_wrong_place_too(tmp_path: Path, engine: Backend) -> None:
    text = xml_text(whole(child(1))).replace(
        "<Forename>", "<Nickname>X</Nickname><Extra><UPN>Z</UPN></Extra><Forename>"
    )
    text = text.replace("<Startdate>", "<URN>108009</URN><Startdate>")
    file = tmp_path / "return.xml"
    file.write_text(text, encoding="utf-8")
    told = " ".join(str(fault) for fault in sen2_xml.read([file], KIND, engine).faults)
    assert "nickname" in told
    assert "extra/upn" in told
    assert "namedplan: urn" in told
    assert engine.con.execute("SELECT upn FROM person").fetchall()[0][0] != "Z"


def test_a_missing_column_is_told_and_not_silently_blank(tmp_path: Path, engine: Backend) -> None:
    files = write_blade(whole(child(1)), tmp_path)
    _without_column(files[4], "ceasereason")
    _renamed(files[6], "transferla", "transferredfrom")
    told = [str(fault) for fault in sen2_blade.read(files, KIND, engine).faults]
    assert any("ceasereason" in one and "namedplan.csv" in one for one in told)
    assert any("transferredfrom" in one for one in told)
    assert any("transferla" in one for one in told)


def _without_column(file: Path, name: str) -> None:
    lines = [line.split(",") for line in file.read_text().splitlines()]
    place = lines[0].index(name)
    file.write_text("\n".join(",".join(cell for n, cell in enumerate(line) if n != place) for line in lines) + "\n")


def _renamed(file: Path, name: str, other: str) -> None:
    file.write_text(file.read_text().replace(name, other, 1))


def test_rows_are_numbered_as_a_person_counts_and_name_their_file(tmp_path: Path, engine: Backend) -> None:
    read("blade", whole(child(1), child(2)), tmp_path, engine)
    assert engine.con.execute(
        "SELECT _row, CAST(persontableid AS VARCHAR), _file FROM person ORDER BY _row"
    ).fetchall() == [
        (2, "1", "Blade-Export_16-01-2025_person.csv"),
        (3, "2", "Blade-Export_16-01-2025_person.csv"),
    ]


def test_rows_of_the_template_are_those_of_its_sheet(tmp_path: Path, engine: Backend) -> None:
    read("template", whole(child(1)), tmp_path, engine)
    assert engine.con.execute("SELECT _row, _file FROM sen2").fetchall() == [(3, "template.xlsx, Data Entry Template")]


def test_a_sheet_that_names_another_person_than_the_request_is_told(tmp_path: Path, engine: Backend) -> None:
    files = write_vendor(whole(child(1), child(2)), tmp_path)
    book = openpyxl.load_workbook(files[0])
    book["Assessments"]["A2"] = "2"
    book.save(files[0])
    told = [str(fault) for fault in sen2_vendor.read(files, KIND, engine).faults]
    assert any("another person" in one and "Assessments, row 2" in one for one in told)


def test_windows_1252_is_read_and_names_keep_their_letters(tmp_path: Path, engine: Backend) -> None:
    one = child(1)
    one["person"][0]["forename"] = "Zoë"
    sen2_blade.read(write_blade(whole(one), tmp_path, encoding="windows-1252"), KIND, engine)
    assert engine.con.execute("SELECT forename FROM person").fetchall() == [("Zoë",)]
