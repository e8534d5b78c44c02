"""Does the built stylesheet ask nobody else for anything, and does it reach whoever installs the wheel?"""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.repository.source import PACKAGE, ROOT, texts

BUILD = PACKAGE / "design/static/design/build"
WHOLE_STYLESHEET = 100_000  # bytes: a compiler that does not understand the source writes almost nothing, silently

pytestmark = pytest.mark.assets


def test_stylesheet_is_whole():
    assert (BUILD / "app.css").stat().st_size > WHOLE_STYLESHEET


def test_stylesheet_fetches_nothing_from_elsewhere():
    style = (BUILD / "app.css").read_text()

    assert re.findall(r"(?:https?:)?//[\w.]+", style) == []
    assert "@font-face" not in style


def test_every_file_the_stylesheet_names_is_there():
    named = re.findall(r"url\(\"?([^\")]+)\"?\)", (BUILD / "app.css").read_text())

    assert [name for name in named if not name.startswith("data:") and not (BUILD / name).exists()] == []


def test_wheel_holds_everything_that_is_served(tmp_path: Path):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")

    packed = {name: item.file_size for item in zipfile.ZipFile(wheel).infolist() if (name := item.filename)}

    assert packed["goldenthread/design/static/design/build/app.css"] > WHOLE_STYLESHEET
    assert "goldenthread/design/static/design/build/version.txt" in packed
    data = [name.removeprefix("src/") for name in texts() if name.startswith("src/") and not name.endswith(".py")]
    assert [name for name in data if name not in packed] == []
