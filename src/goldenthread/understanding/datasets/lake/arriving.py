"""Where do dropped files wait until they are read, and how far has the reading come?

A return holds names: its files are removed as soon as they have been read, whatever came of it.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Protocol

ARRIVALS, PROGRESS = "arrivals", "progress.json"
SILENT_AFTER = 60
"""Seconds without a word after which a reader is taken to have been cut off."""


class Dropped(Protocol):
    """A file as a web form hands it over."""

    @property
    def name(self) -> str | None: ...
    def chunks(self) -> Iterable[bytes]: ...


@dataclass(frozen=True, slots=True)
class Progress:
    """What the reader last said. `silent`: it has not said anything for a minute."""

    says: str
    silent: bool


def folder_of(lake: Path, arrival: str) -> Path:
    """Where the files of an arrival wait."""
    return lake / ARRIVALS / arrival


def lay_down(lake: Path, arrival: str, files: Iterable[Dropped]) -> list[str]:
    """Write each file, and return their names. No two files may have one name."""
    folder = folder_of(lake, arrival) / "files"
    folder.mkdir(parents=True, mode=0o700)
    names = []
    for file in files:
        path = folder / PurePath(file.name or "file").name
        with path.open("xb") as content:
            content.writelines(file.chunks())
        names.append(path.name)
    return names


def waiting(lake: Path, arrival: str) -> list[Path]:
    """The files that wait, in order of name; none once they have been read."""
    return sorted((folder_of(lake, arrival) / "files").glob("*"))


def say(lake: Path, arrival: str, words: str) -> None:
    """Say how far the reading has come."""
    path = folder_of(lake, arrival) / PROGRESS
    path.write_text(json.dumps({"says": words}))


def heard(lake: Path, arrival: str) -> Progress | None:
    """What the reader last said, or None before its first word."""
    path = folder_of(lake, arrival) / PROGRESS
    try:
        return Progress(json.loads(path.read_text())["says"], time.time() - path.stat().st_mtime > SILENT_AFTER)
    except (FileNotFoundError, ValueError):
        return None


def clear(lake: Path, arrival: str) -> None:
    """Remove the files."""
    shutil.rmtree(folder_of(lake, arrival), ignore_errors=True)
