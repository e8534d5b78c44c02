"""Is a file known by its bytes, whatever its name says?"""

from __future__ import annotations

import zipfile

import pytest

from goldenthread.design.zips import OLD_OFFICE, is_locked, is_zip, known_by_its_start, macros_in, swells


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (b"PK\x03\x04rest", "an Excel workbook or a zip archive"),
        (OLD_OFFICE, "an old Excel workbook"),
        (b"\xef\xbb\xbf\n <!DOCTYPE html>", "a web page"),
        (b"<?xml version='1.0'?>", "an XML file"),
        (b"%PDF-1.7", "a PDF document"),
        ("a,b\n1,2\n".encode("utf-16"), "text in UTF-16, which Excel calls Unicode text"),
        (b"a,b\n1,2\n", ""),
        (b"", ""),
    ],
)
def test_a_file_is_known_by_its_first_bytes(start: bytes, said: str) -> None:
    assert known_by_its_start(start) == said


def test_a_part_may_shrink_but_not_without_end() -> None:
    assert not swells(900_000, 1)
    assert not swells(30_000_000, 1_000_000)
    assert swells(1_000_000_000, 1_000_000)
    assert swells(2_000_000, 0)


def test_locks_macros_and_zips_are_seen() -> None:
    locked = zipfile.ZipInfo("a.xml")
    locked.flag_bits |= 1
    assert is_locked([zipfile.ZipInfo("b.xml"), locked])
    assert not is_locked([zipfile.ZipInfo("b.xml")])
    assert macros_in(["xl/workbook.xml", "xl/vbaProject.bin"]) == ["xl/vbaProject.bin"]
    assert is_zip(b"PK\x05\x06")
    assert not is_zip(b"PKzip")
