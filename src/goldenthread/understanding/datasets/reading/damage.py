"""Why can nobody tell what a file is? Perhaps because it is damaged, packed to harm, or in another encoding: that is said first."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from .archives import Source, sources
from .headings import START
from .staged import Fault, Unreadable
from .text import text_of

ENCODINGS = ("utf-8-sig", "windows-1252")
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
        if (
            start.removeprefix(b"\xff\xfe")
            .removeprefix(b"\xfe\xff")
            .lstrip(b"\xef\xbb\xbf \t\r\n")
            .startswith(b"<?xml")
        ):
            return [document_type(file.name)] if _DECLARES.search(start) else []
        if not zipfile.is_zipfile(file.path):
            text_of(file.path, file.name, ENCODINGS)
    except Unreadable as unreadable:
        return unreadable.faults
    except OSError as fault:
        return [Fault(file.name, "the file cannot be opened.", found=fault.strerror or str(fault))]
    return []


def document_type(where: str) -> Fault:
    """XML that could swell, or read other files, when it is opened."""
    what = "declares a document type or an entity, which a return never does."
    return Fault(where, what, do="Do not open it: ask who made it.")
