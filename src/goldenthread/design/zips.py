"""What is a file really, whatever its name says, and may this zip be opened? Told from bytes, before anything is parsed.

Workbooks are zips, and so are the archives that publishers pack. Each reader says in its own words what it refuses; what
is refused, and why, is decided here once.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Collection, Iterable

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    LookupError,
    ValueError,
    ArithmeticError,
    OSError,
    EOFError,
    RuntimeError,
)
"""What reading a damaged zip may raise; a way of packing that Python does not know is a `RuntimeError` too."""

MOST_PARTS = 2_000
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The container of .xls, .doc and .msg, and of every workbook with a password."""
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
SMALL = 1_000_000
MOST_TIMES = 200
"""A part may unpack to so many times its packed size, once it is bigger than `SMALL`: real tables reach about 30."""

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "an Excel workbook or a zip archive"),
    (OLD_OFFICE[:4], "an old Excel workbook"),
    (b"PAR1", "a Parquet file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\xff\xfe", "text in UTF-16, which Excel calls Unicode text"),
    (b"\xfe\xff", "text in UTF-16, which Excel calls Unicode text"),
    (b"%pdf", "a PDF document"),
    (b"{\\rtf", "a Word document (RTF)"),
    (b"\x89png", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<head", "a web page"),
    (b"<body", "a web page"),
    (b"<table", "a web page"),
    (b"<?xml", "an XML file"),
)
_BLANKS = b"\xef\xbb\xbf \t\r\n"


def known_by_its_start(start: bytes) -> str:
    """What a file that begins so is, in words; nothing where it may be plain text."""
    for beginning, kind in _STARTS:
        if start.startswith(beginning) or start.lstrip(_BLANKS)[:32].lower().startswith(beginning):
            return kind
    return ""


def is_zip(start: bytes) -> bool:
    """By its first bytes, not by its name."""
    return start.startswith(ZIP)


def is_locked(parts: Collection[zipfile.ZipInfo]) -> bool:
    """Does any part need a password?"""
    return any(part.flag_bits & 1 for part in parts)


def swells(unpacked: int, packed: int) -> bool:
    """Does a part unpack to far more than a table does? `unpacked`: bytes it claims, or that came so far."""
    return unpacked > SMALL and unpacked > MOST_TIMES * max(packed, 1)


def macros_in(names: Iterable[str]) -> list[str]:
    """The parts of a workbook that hold a program."""
    return sorted(name for name in names if re.search(r"vbaProject|macrosheets/|vbaData", name, re.IGNORECASE))
