"""Is every file that is no workbook, or no safe one, refused with a sentence, before any of it is believed?"""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from goldenthread.publishing.packs.faults import Faulty
from goldenthread.publishing.workbooks import container, xlsx
from goldenthread.publishing.workbooks.tables import read_workbook
from tests.publishing.workbooks.messy import book_of, content, york_shaped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def refused(data: bytes) -> str:
    """The one sentence with which it is refused."""
    with pytest.raises(Faulty) as refusal:
        read_workbook(data, "plan.xlsx")
    assert len(refusal.value.faults) == 1
    return str(refusal.value)


def zipped(**parts: bytes) -> bytes:
    """A zip of these parts; a double underscore stands for a slash, and the last single one for the dot."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            stem, _, ending = name.replace("__", "/").rpartition("_")
            archive.writestr(f"{stem}.{ending}", data)
    return out.getvalue()


def rewritten(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with some bytes of one part replaced."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name)
            target.writestr(name, text.replace(old, new, 1) if name == part else text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "an empty file"),
        (b"%PDF-1.7 something", "a PDF document"),
        (b"{\\rtf1 words}", "a Word document (RTF)"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\n <HTML><table>", "a web page"),
        (b"<?xml version='1.0'?><Workbook/>", "an XML file"),
        (b"Action,Lead,Timescale\nDo it,Head of SEND,March 2025\n", "a text file, such as CSV"),
        (b"\x01\x02\x03\0", "a file of another kind"),
        (OLE, "a file of the old kind (.xls, .doc or .msg)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a workbook locked with a password"),
        (zipped(word__document_xml=b"<a/>"), "a Word document"),
        (zipped(ppt__presentation_xml=b"<a/>"), "a PowerPoint presentation"),
        (zipped(xl__workbook_bin=b""), "an Excel binary workbook (.xlsb)"),
        (zipped(readme_txt=b"hello"), "a zip file that is no workbook"),
        (zipped(xl__workbook_xml=b"<a/>", xl__vbaProject_bin=b"x"), "a workbook with macros"),
        (zipped(xl__workbook_xml=b"<a/>", xl__macrosheets__sheet1_xml=b"x"), "a workbook with macros"),
    ],
)
def test_a_file_that_is_no_workbook_is_named_for_what_it_is(data: bytes, found: str):
    assert f"plan.xlsx: found {found}; expected" in refused(data)


def test_an_opendocument_file_is_named():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<a/>")

    assert "an OpenDocument file (.ods)" in refused(out.getvalue())


def test_a_workbook_that_only_declares_macros_is_refused():
    plain = content(york_shaped())
    declared = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    usual = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

    assert "a workbook with macros" in refused(rewritten(plain, "[Content_Types].xml", usual, declared))


def test_a_file_too_large_to_read_is_refused_before_it_is_opened():
    assert "a file of 10,000,001 bytes" in refused(b"PK\x03\x04" + b"\0" * (container.LARGEST_FILE - 3))


def test_a_zip_bomb_is_refused_by_the_size_it_declares():
    bomb = zipped(xl__workbook_xml=b"<a/>", xl__worksheets__sheet1_xml=b" " * (container.LARGEST_UNPACKED + 1))

    assert len(bomb) < 500_000
    assert "a file that unpacks to 120 million bytes" in refused(bomb)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "_rels/.rels"])
def test_a_document_type_is_refused_in_every_part_that_is_read(part: str):
    bad = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    data = content(york_shaped())
    with zipfile.ZipFile(BytesIO(data)) as archive:
        text = archive.read(part)
    root = text[text.index(b"<", 1) if text.startswith(b"<?xml") else 0 :]

    assert "a document type in the file's XML" in refused(rewritten(data, part, root, bad + root))


@pytest.mark.parametrize("keep", [30, 200, 1_000, 3_000, -200, -10])
def test_a_file_cut_short_is_damaged_and_says_so(keep: int):
    assert "a damaged " in refused(content(york_shaped())[:keep])


def test_a_sheet_that_is_named_and_not_in_the_file_is_damage():
    whole = content(york_shaped())
    without = BytesIO()
    with zipfile.ZipFile(BytesIO(whole)) as archive, zipfile.ZipFile(without, "w") as kept:
        for part in archive.namelist():
            if part != "xl/worksheets/sheet1.xml":
                kept.writestr(part, archive.read(part))

    assert "a damaged workbook: it names the sheet “Plan”, which is not in the file" in refused(without.getvalue())


def test_a_workbook_with_nothing_in_it_says_so():
    assert "a workbook in which nothing is written" in refused(content(book_of()))


def test_a_cell_far_below_the_table_is_named():
    book = book_of(["Action", "Lead"], ["Do it", "Head of SEND"])
    book.active["B30000"] = "stray"

    assert "“stray” in cell B30000 of the sheet “Plan”; expected nothing below row 20,000" in refused(content(book))


def test_a_million_empty_rows_are_passed_over():
    rows = b"".join(b'<row r="%d"><c r="A%d" s="1"/><c r="B%d"/></row>' % (n, n, n) for n in range(10, 200_000))
    data = rewritten(content(york_shaped()), "xl/worksheets/sheet1.xml", b"</sheetData>", rows + b"</sheetData>")

    reading = read_workbook(data, "plan.xlsx")

    assert [len(table.lines) for table in reading.tables] == [4]


def test_merged_cells_without_end_are_refused():
    merges = b"".join(b'<mergeCell ref="%s1:%s20000"/>' % (c, c) for c in (b"A", b"B", b"C", b"D", b"E", b"F"))
    data = rewritten(
        content(york_shaped()), "xl/worksheets/sheet1.xml", b'<mergeCells count="1">', b"<mergeCells>" + merges
    )

    assert "merged cells that run on for thousands of rows" in refused(data)


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(xlsx, "MOST_CELLS", 5)

    assert "more than 5 cells" in refused(content(york_shaped()))
