"""The publishers' own files, where they are beside the checkout; an engine to read them with; a lake for each test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.reading.staged import workbench


@pytest.fixture(scope="session")
def published(root: Path) -> Path:
    """The folder of published files: `../shared/data` beside the checkout, or wherever PUBLISHED_DATA says."""
    folder = Path(os.environ.get("PUBLISHED_DATA", root.parent / "shared" / "data"))
    if not (folder / "SOURCES.md").is_file():
        pytest.skip(f"The publishers' files are not in {folder}. Say where they are with PUBLISHED_DATA=…")
    return folder


@pytest.fixture(autouse=True)
def lake(settings: object, tmp_path: Path) -> Path:
    """Where this test keeps its releases."""
    settings.LAKE = tmp_path / "lake"  # type: ignore[attr-defined]
    return tmp_path / "lake"


@pytest.fixture
def engine() -> Iterator[Backend]:
    with workbench() as engine:
        yield engine


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Path]:
    """`made("requests.csv", "a,b", "1,2")`: a file of those lines, or of those bytes."""

    def make(name: str, *lines: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(b"\n".join(line.encode() if isinstance(line, str) else line for line in lines) + b"\n")
        return path

    return make
