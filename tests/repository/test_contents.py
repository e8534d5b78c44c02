"""Is there anything in a file that must not be in any?"""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.repository.source import ROOT, texts

HOSTS = [".".join(words) for words in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("debian", "org"))]
LEFT_OVER = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "X" * 3, "HA" + "CK"]) + r")\b")
ONE_MACHINE = [f"{ROOT}/", f"{Path.home()}/", "/Us" + "ers/"]


def lines_with(pattern: str | re.Pattern[str], *, besides: tuple[str, ...] = ()) -> list[str]:
    """Where a pattern stands, as file:line."""
    search = pattern.search if isinstance(pattern, re.Pattern) else re.compile(re.escape(pattern)).search
    return [
        f"{name}:{number}"
        for name, text in texts().items()
        if name not in besides
        for number, line in enumerate(text.splitlines(), 1)
        if search(line)
    ]


def test_no_file_names_a_package_registry():
    assert {host: lines_with(host) for host in HOSTS} == {host: [] for host in HOSTS}


def test_no_file_names_a_path_of_one_machine():
    assert {path: lines_with(path) for path in ONE_MACHINE} == {path: [] for path in ONE_MACHINE}


def test_no_work_is_left_to_do_in_a_comment():
    assert lines_with(LEFT_OVER) == []


def test_the_node_lock_names_no_address_to_fetch_from():
    lock = json.loads(texts()["package-lock.json"])

    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []


def test_no_built_file_is_committed():
    assert [name for name in texts() if "/static/design/build/" in name or name.endswith((".min.js", ".min.css"))] == []
