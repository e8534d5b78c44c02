"""Is the file text, in which encoding, and with no row too long to hold?"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from goldenthread.design.zips import known_by_its_start

from .staged import Fault, Unreadable

CHUNK = 1 << 20
LONGEST_LINE = 1 << 20
"""Bytes. The longest line of any published file is below a hundredth of it."""

UTF_8_INSIDE = re.compile(rb"[\xc2\xc3][\x80-\xbf]|\xe2\x80[\x90-\xbf]")
"""Letters and quotation marks of UTF-8, which Windows-1252 would show as “Ã´” or “â€™”."""
BLANK_LINE = re.compile(rb"\n\r?\n")
SAVE_AS_CSV = "Save it as CSV (UTF-8) and import that."


@dataclass(frozen=True, slots=True)
class Text:
    """A file that is text: its encoding, and whether two line ends stand together anywhere."""

    path: Path
    encoding: str
    blank_lines: bool


def text_of(path: Path, name: str, encodings: Sequence[str]) -> Text:
    """The first of `encodings` in which the whole file can be read. Raises Unreadable when it is no text."""
    try:
        refuse_other_formats(_start_of(path), name)
        blank = _look_through(path, name)
        return Text(path, _encoding_of(path, name, encodings), blank)
    except OSError as fault:
        raise Unreadable(Fault(name, "the file cannot be opened.", found=fault.strerror or str(fault))) from fault


def refuse_other_formats(start: bytes, name: str) -> None:
    """Raise Unreadable when the first bytes show something that is no CSV file."""
    if not start.removeprefix(codecs.BOM_UTF8).strip():
        raise Unreadable(Fault(name, "the file is empty.", do="Download it again."))
    if what := known_by_its_start(start):
        do = SAVE_AS_CSV
        if what in ("a web page", "an XML file"):
            do = "The site probably answered with an error page: download the file again and open it to see."
        raise Unreadable(Fault(name, "this is not a CSV file.", found=what, expected="CSV text", do=do))


def _start_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(CHUNK)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _look_through(path: Path, name: str) -> bool:
    """Refuse bytes that no text has and lines too long to hold; are there blank lines? One chunk in memory at a time."""
    line, length, blank, end = 1, 0, False, b""
    for chunk in _chunks(path):
        if b"\0" in chunk:
            where = f"{name}, line {line + chunk[: chunk.index(0)].count(10)}"
            raise Unreadable(
                Fault(where, "this is not text.", found="a byte of value 0", expected="CSV text", do=SAVE_AS_CSV)
            )
        blank = blank or bool(BLANK_LINE.search(end + chunk))
        end = chunk[-2:]
        first, newline, _ = chunk.partition(b"\n")
        longest = length + len(first)
        if longest > LONGEST_LINE:
            raise Unreadable(_too_long(name, line))
        length = len(chunk) - chunk.rindex(b"\n") - 1 if newline else longest
        line += chunk.count(10)
    return blank


def _too_long(name: str, line: int) -> Fault:
    return Fault(
        f"{name}, line {line}",
        "the line is too long to be a row of a table.",
        found=f"more than {LONGEST_LINE:,} bytes",
        expected="a line for each row",
        do="The file is damaged, or its rows do not end in line ends: download it again.",
    )


def _encoding_of(path: Path, name: str, encodings: Sequence[str]) -> str:
    faults = []
    for encoding in encodings:
        fault = _fault_of(path, name, encoding) or _mixed(path, name, encoding)
        if not fault:
            return encoding
        faults.append(fault)
    raise Unreadable(*faults)


def _fault_of(path: Path, name: str, encoding: str) -> Fault | None:
    decoder, line = codecs.getincrementaldecoder(encoding)(), 1
    try:
        for chunk in _chunks(path):
            line += decoder.decode(chunk).count("\n")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as fault:
        line += fault.object[: fault.start].count(b"\n")
        found = f"byte {fault.object[fault.start]:#04x}"
        return Fault(f"{name}, line {line}", f"the file is not in {encoding}.", found=found, do=SAVE_AS_CSV)
    return None


def _mixed(path: Path, name: str, encoding: str) -> Fault | None:
    """Part UTF-8 and part something else: read as either, some names would come out wrong and nobody would know."""
    if encoding.startswith("utf-8"):
        return None
    line = 1
    for chunk in _chunks(path):
        if found := UTF_8_INSIDE.search(chunk):
            line += chunk[: found.start()].count(10)
            return Fault(f"{name}, line {line}", f"the file mixes UTF-8 with {encoding}.", do=SAVE_AS_CSV)
        line += chunk.count(10)
    return None


def as_utf8(text: Text, copy: Path) -> Path:
    """The file itself when it is UTF-8; else a copy that is."""
    if text.encoding.startswith("utf-8"):
        return text.path
    with (
        text.path.open(encoding=text.encoding, newline="") as source,
        copy.open("w", encoding="utf-8", newline="") as out,
    ):
        while chunk := source.read(CHUNK):
            out.write(chunk)
    return copy
