"""Which files did the publisher pack together? A zip is never believed: not its names, its sizes, nor its count."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from stat import S_ISLNK
from tempfile import TemporaryDirectory

from goldenthread.design.zips import MOST_TIMES, is_zip, swells

from .staged import Fault, Unreadable

MOST_FILES = 1_000
MOST_BYTES = 8 << 30
CHUNK = 1 << 20
WORKBOOK = "[Content_Types].xml"
DOWNLOAD = "Download the archive again from the publisher."


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read: the name a person knows it by, where its bytes are, and where a copy of them may be put."""

    name: str
    path: Path
    copy: Path
    packed: bool = False

    @property
    def file_name(self) -> str:
        """The name without folders or archive."""
        return PurePosixPath(self.name).name


@contextmanager
def sources(paths: Sequence[Path], *, most: int | None = None) -> Iterator[list[Source]]:
    """Every file, those inside archives unpacked to a folder that is gone afterwards. Raises Unreadable.

    `most`: unpack only so many bytes of each, to see what it is.
    """
    with TemporaryDirectory(prefix="goldenthread-") as folder:
        found: list[Source] = []
        for number, path in enumerate(paths):
            spare = Path(folder) / str(number)
            _refuse_without_its_end(path)
            found += _unpacked(path, spare, most) if is_archive(path) else [Source(path.name, path, spare)]
        yield found


def _refuse_without_its_end(path: Path) -> None:
    """A zip says at its end what is in it: one that was cut short begins like a zip and is none."""
    if not path.is_file() or zipfile.is_zipfile(path):
        return
    with path.open("rb") as file:
        start = file.read(4)
    if is_zip(start):
        what = "the file is cut short or damaged: its end, which lists what is in it, is missing."
        found = "the beginning of an Excel workbook or a zip archive"
        raise Unreadable(Fault(path.name, what, found, "a whole file", "Download or export it again."))


def is_archive(path: Path) -> bool:
    """Is it a zip that packs files? A workbook is a zip too, and is none."""
    if not path.is_file() or not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return WORKBOOK not in archive.namelist()
    except zipfile.BadZipFile:
        return True  # it will be refused, with a sentence, when it is unpacked


def _unpacked(path: Path, folder: Path, most: int | None) -> list[Source]:
    folder.mkdir()
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            _refuse_what_is_no_release(path.name, members)
            return [_copied(archive, path.name, m, folder / str(n), most) for n, m in enumerate(members)]
    except (zipfile.BadZipFile, EOFError, RuntimeError, OSError) as fault:
        raise Unreadable(Fault(path.name, "the archive cannot be unpacked.", found=str(fault), do=DOWNLOAD)) from fault


def _refuse_what_is_no_release(name: str, members: list[zipfile.ZipInfo]) -> None:
    if not members:
        raise Unreadable(Fault(name, "the archive is empty.", do=DOWNLOAD))
    if len(members) > MOST_FILES:
        raise Unreadable(_limit(name, "the archive holds too many files.", f"{len(members):,}", f"{MOST_FILES:,}"))
    size = sum(member.file_size for member in members)
    if size > MOST_BYTES:
        raise Unreadable(_limit(name, "the archive unpacks to too much.", f"{size:,} bytes", f"{MOST_BYTES:,} bytes"))
    faults = [fault for member in members if (fault := _fault_of(name, member))]
    if faults:
        raise Unreadable(*faults)


def _limit(where: str, what: str, found: str, most: str) -> Fault:
    return Fault(where, what, found=found, expected=f"at most {most}", do="Unpack it and import the files you need.")


def _fault_of(name: str, member: zipfile.ZipInfo) -> Fault | None:
    where, inside = f"{name}/{member.filename}", PurePosixPath(member.filename.replace("\\", "/"))
    if inside.is_absolute() or ".." in inside.parts or ":" in inside.parts[0]:
        return Fault(where, "the archive names a file outside itself.", do="Do not use it: tell who sent it.")
    if S_ISLNK(member.external_attr >> 16):
        return Fault(where, "the archive holds a link instead of a file.", do="Do not use it: tell who sent it.")
    if member.flag_bits & 1:
        return Fault(where, "the file is locked with a password.", do="Unpack it and import the files you need.")
    if swells(member.file_size, member.compress_size):
        found = f"{member.compress_size:,} bytes that unpack to {member.file_size:,}"
        return _limit(where, "the file unpacks to far more than a table does.", found, f"{MOST_TIMES} times")
    return None


def _copied(archive: zipfile.ZipFile, name: str, member: zipfile.ZipInfo, copy: Path, most: int | None) -> Source:
    """Written into a folder of its own under the last part of its name, so that no path inside the archive is one here."""
    written = 0
    copy.mkdir()
    copy /= PurePosixPath(member.filename.replace("\\", "/")).name
    with archive.open(member) as packed, copy.open("wb") as out:
        while chunk := packed.read(most or CHUNK):
            written += out.write(chunk)
            if written > member.file_size:
                raise zipfile.BadZipFile(f"{member.filename} is longer than the archive says")
            if most:
                break
    return Source(f"{name}/{member.filename}", copy, copy.with_suffix(".utf-8"), packed=True)
