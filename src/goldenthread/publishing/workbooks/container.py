"""Is this file a workbook that is safe to open, and if not, what is it?

A workbook is a zip of XML. Before any of it is parsed we look at its outside: what kind of file it really is, whether it
is locked or carries macros, and how large it would be when unpacked.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from goldenthread.design.zips import DAMAGE, MOST_PARTS, OLD_OFFICE, is_locked, is_zip, known_by_its_start, macros_in
from goldenthread.publishing.packs.faults import Fault, Faulty

LARGEST_FILE = 10_000_000
LARGEST_UNPACKED = 120_000_000

_SAVE_AS = "Open it in your spreadsheet program, choose Save as and “Excel Workbook (.xlsx)”, and bring that file in."
_EXPECTED = "an Excel workbook (.xlsx)"
_DAMAGED = "Open it in your spreadsheet program, save it again, and try that file. If it will not open there either, ask for another copy."

_INSIDES: tuple[tuple[str, str], ...] = (
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("xl/workbook.bin", "an Excel binary workbook (.xlsb)"),
    ("Index/Document.iwa", "an Apple Numbers file"),
)


def check_container(content: bytes, name: str) -> None:
    """Raise `Faulty` with one fault unless the bytes are an ordinary, modest, unlocked workbook without macros."""
    if fault := _outside(content, name):
        raise Faulty([fault])
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            fault = _inside(archive, name)
    except DAMAGE as error:
        fault = Fault(name, "", f"a damaged file ({error})", _EXPECTED, _DAMAGED)
    if fault:
        raise Faulty([fault])


def _outside(content: bytes, name: str) -> Fault | None:
    if not content:
        return Fault(name, "", "an empty file", _EXPECTED, "Check that it was saved, and try again.")
    if len(content) > LARGEST_FILE:
        limit = f"at most {LARGEST_FILE // 1_000_000} million bytes"
        return Fault(
            name, "", f"a file of {len(content):,} bytes", limit, "Take out pictures and sheets that are not the plan."
        )
    if content.startswith(OLD_OFFICE):
        return _old_or_locked(content, name)
    if is_zip(content):
        return None
    return Fault(name, "", _kind_of_text(content), _EXPECTED, _SAVE_AS)


def _old_or_locked(content: bytes, name: str) -> Fault:
    """Both an .xls file and a workbook with a password are of the same old container."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Fault(
            name,
            "",
            "a workbook locked with a password",
            "one without",
            "Take the password off (File, Info, Protect workbook) and save it.",
        )
    return Fault(name, "", "a file of the old kind (.xls, .doc or .msg)", _EXPECTED, _SAVE_AS)


def _kind_of_text(content: bytes) -> str:
    if known := known_by_its_start(content[:512]):
        return known
    if b"\0" not in content[:4096] and re.search(rb"[,;\t]", content[:512]):
        return "a text file, such as CSV"
    return "a file of another kind"


def _inside(archive: zipfile.ZipFile, name: str) -> Fault | None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS:
        return Fault(name, "", f"{len(parts):,} parts inside the file", f"at most {MOST_PARTS:,}", _SAVE_AS)
    if is_locked(parts):
        return Fault(name, "", "a file locked with a password", "one without", "Take the password off and save it.")
    for inside, kind in _INSIDES:
        if inside in names:
            return Fault(name, "", kind, _EXPECTED, _SAVE_AS)
    if (
        "mimetype" in names
        and archive.getinfo("mimetype").file_size < 200
        and b"opendocument" in archive.read("mimetype")
    ):
        return Fault(name, "", "an OpenDocument file (.ods)", _EXPECTED, _SAVE_AS)
    if "xl/workbook.xml" not in names and "[Content_Types].xml" not in names:
        return Fault(name, "", "a zip file that is no workbook", _EXPECTED, _SAVE_AS)
    return _too_large(parts, name) or _macros(archive, names, name)


def _too_large(parts: list[zipfile.ZipInfo], name: str) -> Fault | None:
    unpacked = sum(part.file_size for part in parts)
    if unpacked <= LARGEST_UNPACKED:
        return None
    return Fault(
        name,
        "",
        f"a file that unpacks to {unpacked // 1_000_000:,} million bytes",
        f"at most {LARGEST_UNPACKED // 1_000_000} million",
        "This often means formatting far below the table. Delete the empty rows below it (not only their contents), and save.",
    )


def _macros(archive: zipfile.ZipFile, names: set[str], name: str) -> Fault | None:
    carried = macros_in(names)
    types = archive.getinfo("[Content_Types].xml") if "[Content_Types].xml" in names else None
    declared = types is not None and b"macroenabled" in archive.read(types)[:LARGEST_FILE].lower()
    if not carried and not declared:
        return None
    return Fault(
        name,
        "",
        "a workbook with macros",
        "one without: a program inside a plan is never run here, nor kept",
        "Choose Save as and “Excel Workbook (.xlsx)”, which leaves the macros out.",
    )
