"""A lake of its own for each test."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def lake(settings: object, tmp_path: Path) -> Path:
    """Where this test keeps its releases."""
    settings.LAKE = tmp_path / "lake"  # type: ignore[attr-defined]
    return tmp_path / "lake"
