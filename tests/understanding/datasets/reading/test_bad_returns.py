"""Is a bad file refused in words that name the file and the row, with nothing half-read and memory bounded?"""

from __future__ import annotations

import resource
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.checking.typing import typed
from goldenthread.understanding.datasets.reading import sen2_blade, sen2_template, sen2_vendor, sen2_xml
from goldenthread.understanding.datasets.reading.staged import Unreadable, workbench
from tests.understanding.datasets.sen2_returns import (
    KIND,
    child,
    whole,
    write_blade,
    write_template,
    write_vendor,
    write_xml,
    xml_text,
)


@pytest.fixture
def engine() -> Iterator[Backend]:
    with workbench("500MB") as made:
        yield made


def refusal(read: Callable[[], object]) -> str:
    with pytest.raises(Unreadable) as refused:
        read()
    return str(refused.value)


def person_file(folder: Path) -> tuple[list[Path], Path]:
    files = write_blade(whole(child(1), child(2)), folder)
    return files, next(file for file in files if file.name.endswith("_person.csv"))


def test_a_truncated_row(tmp_path: Path, engine: Backend) -> None:
    files, person = person_file(tmp_path)
    person.write_bytes(person.read_bytes()[:-40])
    told = refusal(lambda: sen2_blade.read(files, KIND, engine))
    assert "_person.csv, row 3" in told
    assert "columns" in told


def test_a_cut_row_is_told_once_with_as_many_columns_as_it_has(tmp_path: Path, engine: Backend) -> None:
    files, person = person_file(tmp_path)
    lines = person.read_text().splitlines()
    person.write_text("\n".join([*lines[:-1], ",".join(lines[-1].split(",")[:5])]))
    told = refusal(lambda: sen2_blade.read(files, KIND, engine))
    assert told.count("another number of columns") == 1
    assert "Found: 5. Expected: 14" in told


def test_an_export_without_one_of_its_files_is_known_and_the_file_is_named(tmp_path: Path, engine: Backend) -> None:
    files, person = person_file(tmp_path)
    rest = [file for file in files if file != person]
    assert sen2_blade.recognises(rest, KIND)
    assert "no file of person" in refusal(lambda: sen2_blade.read(rest, KIND, engine))


def test_a_row_too_wide(tmp_path: Path, engine: Backend) -> None:
    files, person = person_file(tmp_path)
    person.write_text(person.read_text().replace("Child 1", "Child,1").replace(",,\n", ",,UN1\n"))
    assert "_person.csv, row 2" in refusal(lambda: sen2_blade.read(files, KIND, engine))


def test_a_row_moved_by_a_stray_comma_does_not_pass_for_right(tmp_path: Path, engine: Backend) -> None:
    """When its last cells are empty DuckDB takes the row; then its cells cannot be read as what their columns hold."""
    files, person = person_file(tmp_path)
    person.write_text(person.read_text().replace("Child 1", "Child,1"))
    lost = typed(sen2_blade.read(files, KIND, engine), KIND).lost
    assert lost["person", "personbirthdate"] == 1


def test_a_quotation_mark_left_open(tmp_path: Path, engine: Backend) -> None:
    files, person = person_file(tmp_path)
    person.write_text(person.read_text().replace("Child 1", '"Child 1'))
    assert "_person.csv" in refusal(lambda: sen2_blade.read(files, KIND, engine))


def test_a_row_of_many_megabytes_in_bounded_memory(tmp_path: Path, engine: Backend) -> None:
    files, person = person_file(tmp_path)
    with person.open("a") as handle:
        handle.write("3,391,3,7,1,")
        for _ in range(60):
            handle.write("x" * 1_000_000)
        handle.write("\n")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told = refusal(lambda: sen2_blade.read(files, KIND, engine))
    assert "_person.csv" in told
    assert "too long" in told
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000


@pytest.mark.parametrize(("delimiter", "name"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
def test_another_delimiter(delimiter: str, name: str, tmp_path: Path, engine: Backend) -> None:
    files, person = person_file(tmp_path)
    person.write_text(person.read_text().replace(",", delimiter))
    told = refusal(lambda: sen2_blade.read(files, KIND, engine))
    assert "_person.csv, row 1" in told
    assert name in told


def test_utf_16(tmp_path: Path, engine: Backend) -> None:
    files, person = person_file(tmp_path)
    person.write_bytes(person.read_text().encode("utf-16"))
    assert "UTF-16" in refusal(lambda: sen2_blade.read(files, KIND, engine))


def test_an_encoding_nobody_knows_names_its_row(tmp_path: Path, engine: Backend) -> None:
    files, person = person_file(tmp_path)
    person.write_bytes(person.read_bytes().replace(b"Child 2", b"Child \x81\xff"))
    told = refusal(lambda: sen2_blade.read(files, KIND, engine))
    assert "_person.csv, row 3" in told
    assert "encoding" in told


def test_an_empty_file_and_a_workbook_in_disguise(tmp_path: Path, engine: Backend) -> None:
    files, person = person_file(tmp_path)
    person.write_bytes(b"")
    assert "is empty" in refusal(lambda: sen2_blade.read(files, KIND, engine))
    person.write_bytes(b"PK\x03\x04\0\0\0\0")
    assert "an Excel workbook" in refusal(lambda: sen2_blade.read(files, KIND, engine))


def test_a_heading_twice(tmp_path: Path, engine: Backend) -> None:
    files, person = person_file(tmp_path)
    person.write_text(person.read_text().replace("forename", "Surname", 1))
    told = refusal(lambda: sen2_blade.read(files, KIND, engine))
    assert "surname has 2 columns" in told


def test_a_file_missing_one_too_many_and_one_of_another_kind(tmp_path: Path, engine: Backend) -> None:
    files, person = person_file(tmp_path)
    assert "no file of senneed" in refusal(lambda: sen2_blade.read(files[:-1], KIND, engine))
    copy = tmp_path / "copy_person.csv"
    copy.write_bytes(person.read_bytes())
    assert "second file of person" in refusal(lambda: sen2_blade.read([*files, copy], KIND, engine))
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    assert "none of the nine" in refusal(lambda: sen2_blade.read([*files, other], KIND, engine))


def test_a_column_of_keys_missing(tmp_path: Path, engine: Backend) -> None:
    files, person = person_file(tmp_path)
    person.write_text(person.read_text().replace("persontableid", "childid", 1))
    assert "no column persontableid" in refusal(lambda: sen2_blade.read(files, KIND, engine))


@pytest.mark.parametrize(("year", "why"), [("2022", "voluntary trial"), ("2031", "not known"), ("twenty", "no year")])
def test_another_year(year: str, why: str, tmp_path: Path, engine: Backend) -> None:
    told = refusal(lambda: sen2_blade.read(write_blade(whole(child(1), year=year), tmp_path), KIND, engine))
    assert year in told
    assert why in told


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<Message><Persons>&b;</Persons></Message>"
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (BOMB, "document type"),
        ('<?xml version="1.0"?><!DOCTYPE m SYSTEM "file:///etc/passwd"><Message/>', "document type"),
        ("<a>" * 100 + "</a>" * 100, "too deep"),
        ("<Message><Persons><Person><UPN>" + "x" * 20_000 + "</UPN></Person></Persons></Message>", "too long"),
        ("<Message><Persons><Person>", "not XML from here on"),
        ("<Message><Persons></Persons></Message>", "no person"),
        ("Persons", "not XML"),
        ('<?xml version="1.0" encoding="x-nobody"?><Message/>', "encoding"),
    ],
)
def test_bad_xml(text: str, told: str, tmp_path: Path, engine: Backend) -> None:
    file = tmp_path / "return.xml"
    file.write_text(text, encoding="utf-8")
    said = refusal(lambda: sen2_xml.read([file], KIND, engine))
    assert told in said
    assert "return.xml" in said


def test_xml_cut_anywhere_is_refused_or_told(tmp_path: Path) -> None:
    text = xml_text(whole(child(1)))
    file = tmp_path / "return.xml"
    for cut in range(1, len(text) - 1, 97):
        file.write_text(text[:cut], encoding="utf-8")
        with workbench("500MB") as engine:
            assert "return.xml" in refusal(lambda engine=engine: sen2_xml.read([file], KIND, engine))


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path, engine: Backend) -> None:
    packed = tmp_path / "export.zip"
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("x_person.csv", "w", force_zip64=True) as part,
    ):
        for _ in range(300):
            part.write(b"0" * 1_000_000)
    assert "unpacks to far more" in refusal(lambda: sen2_blade.read([packed], KIND, engine))


def test_a_workbook_that_is_a_bomb_locked_or_none(tmp_path: Path, engine: Backend) -> None:
    book = write_template(whole(child(1)), tmp_path)[0]
    with zipfile.ZipFile(book, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/x.bin", b"0" * 50_000_000)
    assert "unpacks to far more" in refusal(lambda: sen2_template.read([book], KIND, engine))
    book.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100)
    assert "locked" in refusal(lambda: sen2_template.read([book], KIND, engine))
    book.write_text("hello")
    assert "no Excel workbook" in refusal(lambda: sen2_vendor.read([book], KIND, engine))


def test_a_workbook_that_declares_entities(tmp_path: Path, engine: Backend) -> None:
    book = tmp_path / "template.xlsx"
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("[Content_Types].xml", BOMB)
    assert "document type" in refusal(lambda: sen2_template.read([book], KIND, engine))


def test_a_damaged_workbook(tmp_path: Path, engine: Backend) -> None:
    book = write_vendor(whole(child(1)), tmp_path)[0]
    content = book.read_bytes()
    for cut in (100, len(content) // 2, len(content) - 30):
        book.write_bytes(content[:cut])
        assert "vendor.xlsx" in refusal(lambda: sen2_vendor.read([book], KIND, engine))


def test_a_workbook_without_a_table_or_its_keys(tmp_path: Path, engine: Backend) -> None:
    path = write_vendor(whole(child(1)), tmp_path)[0]
    book = openpyxl.load_workbook(path)
    book["Plan Detail"]["B1"] = "something"
    book.save(path)
    assert "no column requeststableid" in refusal(lambda: sen2_vendor.read([path], KIND, engine))
    del book["SEN Need"]
    book["Plan Detail"]["B1"] = "requeststableid"
    book.save(path)
    with workbench("500MB") as other:
        assert "SEN Need" in refusal(lambda: sen2_vendor.read([path], KIND, other))


def test_formulas_are_told(tmp_path: Path, engine: Backend) -> None:
    path = write_vendor(whole(child(1)), tmp_path)[0]
    book = openpyxl.load_workbook(path)
    book["Person"]["B2"] = "=1+1"
    book.save(path)
    assert any("formulas" in str(fault) for fault in sen2_vendor.read([path], KIND, engine).faults)


def test_more_than_one_file_of_a_layout_of_one(tmp_path: Path, engine: Backend) -> None:
    for reader, write in ((sen2_xml, write_xml), (sen2_template, write_template), (sen2_vendor, write_vendor)):
        files = write(whole(child(1)), tmp_path)
        assert "2 files" in refusal(lambda reader=reader, files=files: reader.read([*files, *files], KIND, engine))
