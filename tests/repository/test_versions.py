"""Do the versions that must agree, agree?"""

from __future__ import annotations

import importlib.metadata
import json
import re
import subprocess
import sys

from tests.repository.source import ROOT, texts


def test_macros_and_stylesheet_are_a_supported_pair():
    macros = importlib.metadata.metadata("govuk-frontend-jinja")
    row = rf"^\| \[{re.escape(macros['Version'])}\].*?\| \[([\d.]+)\]"
    supported = re.search(row, macros.get_payload(), re.MULTILINE)
    installed = json.loads(texts()["package-lock.json"])["packages"]["node_modules/govuk-frontend"]["version"]

    assert supported
    assert installed == supported[1]


def test_lock_files_are_made_from_pyproject():
    result = subprocess.run([sys.executable, "scripts/lock.py", "--check"], cwd=ROOT, capture_output=True, text=True)

    assert result.stdout == ""
    assert result.returncode == 0


def test_every_locked_package_has_its_hash():
    for name, text in texts().items():
        if name.startswith("requirements/"):
            pinned = re.findall(r"^[a-z0-9][^\n]*==[^\n]*(?:\\\n[^\n]*)+", text, re.MULTILINE)
            assert len(pinned) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE)), name
            assert all("--hash=sha256:" in pin for pin in pinned), name
