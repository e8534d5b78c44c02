"""May this workbook be opened? What it says of its own size is not believed."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from goldenthread.design.zips import DAMAGE, MOST_PARTS, OLD_OFFICE, is_locked, is_zip, swells

from .staged import Fault, Unreadable

LARGEST_WORKBOOK = 400_000_000
_PIECE = 1 << 20


def check_workbook(path: Path) -> bool:
    """Raises Unreadable unless it is a modest, unlocked .xlsx without document types. True when it holds formulas."""
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(OLD_OFFICE):
        raise Unreadable(
            Fault(
                path.name,
                "is a locked workbook or one of the old kind.",
                "",
                "an .xlsx without a password",
                "Save it as “Excel Workbook (.xlsx)”, without a password.",
            )
        )
    if not is_zip(start):
        raise Unreadable(
            Fault(path.name, "is no Excel workbook.", "", "a workbook (.xlsx)", "Save it as “Excel Workbook (.xlsx)”.")
        )
    formulas = False
    for name, pieces in _parts(path):
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


def _parts(path: Path) -> Iterator[tuple[str, Iterator[bytes]]]:
    total = 0

    def pieces(part: IO[bytes], packed: int) -> Iterator[bytes]:
        nonlocal total
        size = 0
        while piece := part.read(_PIECE):
            size, total = size + len(piece), total + len(piece)
            if total > LARGEST_WORKBOOK or swells(size, packed):
                raise Unreadable(_bomb(path, total))
            yield piece

    try:
        with zipfile.ZipFile(path) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
            if len(parts) > MOST_PARTS:
                raise Unreadable(
                    Fault(path.name, "holds too many files.", f"{len(parts):,}", f"at most {MOST_PARTS:,}")
                )
            if is_locked(parts):
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
