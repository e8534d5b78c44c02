"""Is an archive unpacked without believing a word of it?"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from goldenthread.design import zips
from goldenthread.understanding.datasets.reading import archives
from goldenthread.understanding.datasets.reading.archives import is_archive, sources
from goldenthread.understanding.datasets.reading.staged import Unreadable


def packed(folder: Path, files: dict[str, bytes], **options: int) -> Path:
    path = folder / "release.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = options.get("attributes", 0)
            archive.writestr(member, content)
    return path


def test_files_come_out_whole_and_are_gone_afterwards(tmp_path: Path) -> None:
    path = packed(tmp_path, {"data/a.csv": b"a\n1\n", "b.csv": b"b\n2\n"})
    with sources([path]) as found:
        assert {file.name: file.path.read_bytes() for file in found} == {
            "release.zip/data/a.csv": b"a\n1\n",
            "release.zip/b.csv": b"b\n2\n",
        }
        assert [file.file_name for file in found] == ["a.csv", "b.csv"]
    assert not found[0].path.exists()
    assert list(tmp_path.iterdir()) == [path]


def test_only_the_start_is_unpacked_to_see_what_a_file_is(tmp_path: Path) -> None:
    path = packed(tmp_path, {"a.csv": b"12345"})
    with sources([path], most=2) as found:
        assert found[0].path.read_bytes() == b"12"


@pytest.mark.parametrize("name", ["../a.csv", "/etc/a.csv", "data/../../a.csv", "..\\a.csv", "C:\\a.csv"])
def test_a_path_out_of_the_archive_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unreadable, match="a file outside itself"), sources([packed(tmp_path, {name: b"a\n"})]):
        raise AssertionError


def test_a_link_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path, {"a.csv": b"/etc/passwd"}, attributes=0o120777 << 16)
    with pytest.raises(Unreadable, match="a link instead of a file"), sources([path]):
        raise AssertionError


def test_a_bomb_is_refused_before_it_goes_off(tmp_path: Path) -> None:
    path = packed(tmp_path, {"a.csv": b"0" * (zips.SMALL + 1)})
    with pytest.raises(Unreadable, match="unpacks to far more than a table does"), sources([path]):
        raise AssertionError


@pytest.mark.parametrize(
    ("limit", "most", "said"), [("MOST_FILES", 1, "too many files"), ("MOST_BYTES", 3, "unpacks to too much")]
)
def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int, said: str) -> None:
    monkeypatch.setattr(archives, limit, most)
    with pytest.raises(Unreadable, match=said), sources([packed(tmp_path, {"a.csv": b"aa", "b.csv": b"bb"})]):
        raise AssertionError


def test_an_empty_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="the archive is empty"), sources([packed(tmp_path, {})]):
        raise AssertionError


@pytest.mark.parametrize("cut", [40, 60, 90])
def test_a_damaged_archive_is_refused(tmp_path: Path, cut: int) -> None:
    path = packed(tmp_path, {"a.csv": bytes(range(256)) * 9})
    content = bytearray(path.read_bytes())
    content[cut] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(Unreadable, match="cannot be unpacked"), sources([path]):
        raise AssertionError


def test_a_workbook_is_no_archive(tmp_path: Path) -> None:
    assert not is_archive(packed(tmp_path, {"[Content_Types].xml": b"<x/>"}))
    assert is_archive(packed(tmp_path, {"a.csv": b"a"}))
    assert not is_archive(tmp_path / "none.zip")
