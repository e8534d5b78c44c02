"""Why can nobody tell what a file is? Perhaps because it is damaged, packed to harm, or in another encoding: that is said first."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from .archives import Source, sources
from .headings import START
from .staged import Fault, Unreadable
from .text import text_of

ENCODINGS = ("utf-8-sig", "windows-1252")
TEXT = (".csv", ".txt", ".tsv")
OTHER_THAN_TEXT = {".xlsx": "Excel workbook", ".xlsm": "Excel workbook", ".zip": "zip archive", ".xml": "XML file"}
_AS_SAVED = "Give it the name that it was saved under, or export it again."
_DECLARES = re.compile(rb"<!(doctype|entity)", re.IGNORECASE)


def refuse_damage(paths: Sequence[Path]) -> None:
    """Raises Unreadable when an archive cannot be unpacked, or a file in it is no text that could be read."""
    with sources(paths, most=START) as files:
        faults = [fault for file in files for fault in _faults_of(file)]
    if faults:
        raise Unreadable(*faults)


def _faults_of(file: Source) -> Sequence[Fault]:
    """A whole workbook and plain XML are not damaged: they are only of no kind that is known."""
    try:
        with file.path.open("rb") as opened:
            start = opened.read(START).replace(b"\0", b"")
        begins = start.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").lstrip(b"\xef\xbb\xbf \t\r\n")
        if begins.startswith(b"<?xml"):
            return [document_type(file.name)] if _DECLARES.search(start) else []
        packed = zipfile.is_zipfile(file.path)
        if not packed:
            text_of(file.path, file.name, ENCODINGS)
        return [] if begins.startswith(b"<") else _misnamed(file.name, packed=packed)
    except Unreadable as unreadable:
        return unreadable.faults
    except OSError as fault:
        return [Fault(file.name, "the file cannot be opened.", found=fault.strerror or str(fault))]
    return []


def _misnamed(name: str, *, packed: bool) -> list[Fault]:
    """A workbook that is called CSV, or text that is called a workbook or XML: Excel opens it all the same."""
    suffix = PurePosixPath(name).suffix.lower()
    if packed and suffix in TEXT:
        return [Fault(name, "this is an Excel workbook or a zip archive under the name of a CSV file.", do=_AS_SAVED)]
    if not packed and suffix in OTHER_THAN_TEXT:
        return [Fault(name, f"this is text, and no {OTHER_THAN_TEXT[suffix]}.", do=_AS_SAVED)]
    return []


def document_type(where: str) -> Fault:
    """XML that could swell, or read other files, when it is opened."""
    what = "declares a document type or an entity, which a return never does."
    return Fault(where, what, do="Do not open it: ask who made it.")
