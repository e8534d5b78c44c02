"""Is a file that is no text, or not all of it, refused in words?"""

from __future__ import annotations

from pathlib import Path

import pytest

from goldenthread.understanding.datasets.reading import text as reading
from goldenthread.understanding.datasets.reading.staged import Unreadable
from goldenthread.understanding.datasets.reading.text import as_utf8, text_of

BOTH = ("utf-8-sig", "windows-1252")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf \r\n", "the file is empty"),
        (b"PK\x03\x04rest", "an Excel workbook or a zip archive"),
        (b"%PDF-1.7", "a PDF document"),
        (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
        ("a,b\n1,2\n".encode("utf-16"), "UTF-16"),
        (b"<!DOCTYPE html><html><body>503</body></html>", "a web page"),
        (b"\xef\xbb\xbf\n <html lang=en>", "a web page"),
        (b"a,b\n1,\x00\n", "line 2: this is not text"),
        (b"a,b\n1,\x81\n", "line 2: the file is not in windows-1252"),
    ],
)
def test_what_is_no_csv_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "requests.csv"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=said) as refused:
        text_of(path, "requests.csv", BOTH)
    assert all(fault.where.startswith("requests.csv") for fault in refused.value.faults)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be opened"):
        text_of(tmp_path / "none.csv", "none.csv", BOTH)


def test_windows_text_is_recognised_and_copied(tmp_path: Path) -> None:
    path = tmp_path / "links.csv"
    path.write_bytes("name\nSt Mary’s\n".encode("windows-1252"))
    text = text_of(path, "links.csv", BOTH)
    assert text.encoding == "windows-1252"
    assert as_utf8(text, tmp_path / "copy").read_text(encoding="utf-8") == "name\nSt Mary’s\n"


@pytest.mark.parametrize("name", ["Ynys Môn", "St Mary’s"])
def test_a_file_in_two_encodings_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "links.csv"
    path.write_bytes(f"name\n{name}\n".encode() + f"{name}\n".encode("windows-1252"))
    with pytest.raises(Unreadable, match="line 2: the file mixes UTF-8 with windows-1252"):
        text_of(path, "links.csv", BOTH)


def test_windows_text_is_refused_where_only_utf_8_is_declared(tmp_path: Path) -> None:
    path = tmp_path / "links.csv"
    path.write_bytes("name\nYnys Môn\n".encode("windows-1252"))
    with pytest.raises(Unreadable, match=r"line 2: the file is not in utf-8-sig. Found: byte 0xf4"):
        text_of(path, "links.csv", ("utf-8-sig",))


def test_a_fault_far_in_is_found_on_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "CHUNK", 7)
    path = tmp_path / "a.csv"
    path.write_bytes(b"e,b\n" * 50 + b"\xe9,b\n")
    assert text_of(path, "a.csv", BOTH).encoding == "windows-1252"
    with pytest.raises(Unreadable, match="line 51"):
        text_of(path, "a.csv", ("utf-8-sig",))


@pytest.mark.parametrize("chunk", [1, 5, 50])
def test_a_line_too_long_for_a_row_is_refused_before_it_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    """No chunk is longer than the longest line, so that a line within one is never too long."""
    assert reading.CHUNK <= reading.LONGEST_LINE
    monkeypatch.setattr(reading, "CHUNK", chunk)
    monkeypatch.setattr(reading, "LONGEST_LINE", 50)
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n" * 30)
    assert not text_of(path, "a.csv", BOTH).blank_lines
    path.write_bytes(b"a,b\n" * 3 + b"1" * 60 + b"\n1,2\n")
    with pytest.raises(Unreadable, match="line 4: the line is too long"):
        text_of(path, "a.csv", BOTH)
    path.write_bytes(b"a,b\n" + b"1" * 60)
    with pytest.raises(Unreadable, match="line 2: the line is too long"):
        text_of(path, "a.csv", BOTH)
