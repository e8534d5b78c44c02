"""What does a release say of itself? `manifest.json` beside its tables; the release is what its manifest says, or void."""

from __future__ import annotations

from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

MANIFEST = "manifest.json"


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceFile(_Kept):
    """A file as it came."""

    name: str
    bytes: int
    sha256: str


class KeptTable(_Kept):
    """A table as it is kept. `rows_read` counts the rows that came; `rows_kept` those that no error kept out.

    `periods`: of which periods published figures are, as their publisher writes them.
    """

    name: str
    rows_read: int
    rows_kept: int
    columns: dict[str, str]
    sha256: str
    periods: tuple[str, ...] = ()


class KeptField(_Kept):
    """What was done with one field at the door, and why."""

    table: str
    field: str
    what: str
    why: str = ""


class Manifest(_Kept):
    """The whole of what a release is. `area`: of a person-level release, whose it is; published data belong to all."""

    id: str
    kind: str
    area: str = ""
    year: int | None = None
    title: str
    publisher: str
    source: str
    licence: str
    person_level: bool
    files: tuple[SourceFile, ...]
    tables: tuple[KeptTable, ...]
    held_back: tuple[KeptTable, ...] = ()
    at_the_door: tuple[KeptField, ...] = ()
    findings: tuple[dict[str, Any], ...] = ()
    codes_seen: tuple[dict[str, Any], ...] = ()
    told: dict[str, str] = {}
    made_with: str

    @property
    def rows_read(self) -> int:
        """Rows that came, in all tables."""
        return sum(table.rows_read for table in self.tables)

    @property
    def rows_kept(self) -> int:
        """Rows that are kept, in all tables."""
        return sum(table.rows_kept for table in self.tables)


def came_as(path: Path) -> SourceFile:
    """A file's name, size and hash."""
    return SourceFile(name=path.name, bytes=path.stat().st_size, sha256=digest(path))


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def release_id(kind: str, files: tuple[SourceFile, ...], *, area: str = "", key: bytes = b"", against: str = "") -> str:
    """The same files as the same kind are the same release: 32 hexadecimal digits of a hash.

    A person-level release is one area's, and is another one when pseudonyms are made with another key,
    or when it is checked against other codes or registers (`against`: which).
    """
    told = [
        kind,
        area,
        sha256(b"which key: " + key).hexdigest() if key else "",
        *sorted(f.sha256 for f in files),
        *filter(None, [against]),
    ]
    return sha256("\0".join(told).encode()).hexdigest()[:32]
