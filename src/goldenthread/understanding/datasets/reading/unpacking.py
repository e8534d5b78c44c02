"""May this zip be opened, and what does it hold? What it says of its own size is not believed."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from .staged import Fault, Unreadable

DAMAGE = (zipfile.BadZipFile, zlib.error, LookupError, ValueError, ArithmeticError, OSError, EOFError, RuntimeError)
MOST_PARTS = 2_000
LARGEST_WORKBOOK = 400_000_000
LARGEST_ARCHIVE = 8_000_000_000
MOST_TIMES = 200
"""How many times its packed size a part may be, once it is over a million bytes: rows of a return shrink 5 to 30 times."""
_PIECE = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_zip(path: Path) -> bool:
    """By its first bytes, not by its name."""
    try:
        with path.open("rb") as file:
            return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    except OSError:
        return False


def names_within(path: Path) -> list[str]:
    """The names in a zip; none when it cannot be opened."""
    try:
        with zipfile.ZipFile(path) as archive:
            return [part.filename for part in archive.infolist()[:MOST_PARTS] if not part.is_dir()]
    except DAMAGE:
        return []


def extract(path: Path, folder: Path, largest: int = LARGEST_ARCHIVE) -> list[Path]:
    """Every file of the zip, written flat into `folder`. Raises Unreadable before the disc is filled."""
    made: list[Path] = []
    for name, pieces in _parts(path, largest):
        target = folder / PurePosixPath(name.replace("\\", "/")).name
        if target in made:
            raise Unreadable(Fault(path.name, "two files in the zip have the same name.", target.name, "each once"))
        made.append(target)
        with target.open("wb") as file:
            for piece in pieces:
                file.write(piece)
    return made


def check_workbook(path: Path) -> bool:
    """Raises Unreadable unless it is a modest, unlocked .xlsx without document types. True when it holds formulas."""
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(_OLE):
        raise Unreadable(
            Fault(
                path.name,
                "is a locked workbook or one of the old kind.",
                "",
                "an .xlsx without a password",
                "Save it as “Excel Workbook (.xlsx)”, without a password.",
            )
        )
    if not start.startswith(b"PK"):
        raise Unreadable(
            Fault(path.name, "is no Excel workbook.", "", "a workbook (.xlsx)", "Save it as “Excel Workbook (.xlsx)”.")
        )
    formulas = False
    for name, pieces in _parts(path, LARGEST_WORKBOOK):
        tail = b""
        for number, piece in enumerate(pieces):
            if number == 0 and name.endswith((".xml", ".rels")):
                _no_document_type(path, name, piece)
            formulas = formulas or (
                name.startswith("xl/worksheets/") and (b"<f>" in tail + piece or b"<f " in tail + piece)
            )
            tail = piece[-8:]
    return formulas


def _no_document_type(path: Path, name: str, piece: bytes) -> None:
    head = piece[:65_536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise Unreadable(
            Fault(
                f"{path.name}, {name}",
                "declares a document type, which a workbook never does.",
                do="Do not open it: ask who made it.",
            )
        )


def _parts(path: Path, largest: int) -> Iterator[tuple[str, Iterator[bytes]]]:
    total = 0

    def pieces(part: IO[bytes], packed: int) -> Iterator[bytes]:
        nonlocal total
        size = 0
        while piece := part.read(_PIECE):
            size, total = size + len(piece), total + len(piece)
            if total > largest or (size > 1_000_000 and size > MOST_TIMES * max(packed, 1)):
                raise Unreadable(_bomb(path, total))
            yield piece

    try:
        with zipfile.ZipFile(path) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
            if len(parts) > MOST_PARTS:
                raise Unreadable(
                    Fault(path.name, "holds too many files.", f"{len(parts):,}", f"at most {MOST_PARTS:,}")
                )
            if any(part.flag_bits & 1 for part in parts):
                raise Unreadable(
                    Fault(path.name, "is locked with a password.", do="Take the password off and save it.")
                )
            for part in parts:
                with archive.open(part) as file:
                    yield part.filename, pieces(file, part.compress_size)
    except DAMAGE as fault:
        raise Unreadable(
            Fault(path.name, f"is damaged ({fault}).", do="Make the file again, or ask for another copy.")
        ) from fault


def _bomb(path: Path, size: int) -> Fault:
    return Fault(
        path.name,
        "unpacks to far more than a return can hold; nothing more of it was unpacked.",
        f"more than {size // 1_000_000:,} million bytes",
        do="Save it again without the empty rows far below the table, or ask who made it.",
    )
