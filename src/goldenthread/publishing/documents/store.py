"""Where is a document kept once it is made? In the data folder, under a name that changes whenever it would differ.

Setting type takes seconds, and the same strategy on the same day gives the same document. What is kept can be thrown
away at any moment and is made again.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from goldenthread import design

MOST_KEPT = 120
_making = threading.Lock()  # one document at a time in each process: setting type fills a processor


@dataclass(frozen=True, slots=True)
class Place:
    """Of which document a file is, and the parts that make it differ from another of the same name."""

    name: str
    ending: str
    parts: tuple[str, ...]

    @property
    def path(self) -> Path:
        stamp = hashlib.sha256("\0".join((*self.parts, settings.ADDRESS, _made_by())).encode()).hexdigest()[:24]
        return folder() / f"{self.name}-{stamp}.{self.ending}"


def kept(place: Place, make: Callable[[], bytes]) -> bytes:
    """The document as kept, else made now and kept."""
    held = _read(place.path)
    if held is not None and not settings.DEBUG:
        return held
    with _making:
        held = None if settings.DEBUG else _read(place.path)
        if held is None:
            held = make()
            _write(place.path, held)
    return held


def size_kept(place: Place) -> int | None:
    """How large it is in bytes, if it is kept."""
    return place.path.stat().st_size if place.path.exists() else None


def folder() -> Path:
    """The folder of made documents, inside the one folder of all state."""
    return Path(settings.MEDIA_ROOT) / "documents"


@cache
def _made_by() -> str:
    """Changes when the software that makes documents does."""
    places = (Path(__file__).parent, Path(design.__file__).parent, Path(__file__).parent.parent / "packs")
    files = (file for place in places for file in place.rglob("*.*") if file.suffix in (".py", ".jinja", ".css"))
    return str(max(file.stat().st_mtime_ns for file in files))


def _read(path: Path) -> bytes | None:
    try:
        held = path.read_bytes()
        os.utime(path)
    except FileNotFoundError:
        return None
    return held


def _write(path: Path, made: bytes) -> None:
    """Whole or not at all, whoever else is writing the same; and the oldest make room."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as draft:
        draft.write(made)
    Path(draft.name).replace(path)
    by_age = sorted((file.stat().st_mtime, file) for file in path.parent.iterdir() if file.suffix != ".part")
    for _, old in by_age[:-MOST_KEPT]:
        old.unlink(missing_ok=True)
