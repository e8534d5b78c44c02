"""Chromium, opened once for the whole run, and axe, which looks at its pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser")
"""The first is the same engine without the windows round it: a page costs it a third less."""
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOK = "async tags => (await axe.run({runOnly: tags, resultTypes: ['violations']})).violations"
"""Only what is wrong leaves the browser: to hand over all that is right, node by node, costs more than to look."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, as this machine has it; else Playwright's own."""
    from playwright.sync_api import sync_playwright

    program = os.environ.get("GOLDENTHREAD_CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield made
        made.close()


@pytest.fixture(scope="session")
def axe(root: Path) -> Callable[[Any], list[Any]]:
    """`axe(page)`: what axe finds wrong with the page as it stands."""
    script = (root / "node_modules/axe-core/axe.min.js").read_text()

    def look(page: Any) -> list[Any]:
        page.evaluate(script)
        return list(page.evaluate(LOOK, TAGS))

    return look
