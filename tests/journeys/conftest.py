"""A real server on this machine, a real browser, and somebody to sit down at it.

Each file of journeys has a server and data of its own, as they were when first started: what one file writes, another
never reads, in whatever order they run.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from goldenthread.demo.personas import PASSWORD, PERSONAS
from tests.journeys.hands import WAYS, Hands
from tests.loaded import alone

STATE = "JSON.stringify([...document.querySelectorAll('input, select, textarea, details, dialog')]"
STATE += ".map(each => [each.type === 'hidden' ? '' : each.value, each.checked, each.open, each.disabled]))"
"""What stands in the boxes and what is open: the text of a page does not say it."""
SIZES = {"phone": {"width": 320, "height": 800}, "desk": {"width": 1280, "height": 1000}}
TODAY = "2026-11-22"
STARTS_WITHIN = 120


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="session")
def _as_first_started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that a server keeps, once the demonstration is loaded; returns are brought in where a file needs them.

    One process of the run loads it, for all of them: it takes half a minute.
    """
    ours = tmp_path_factory.getbasetemp()
    folder = (ours.parent if "PYTEST_XDIST_WORKER" in os.environ else ours) / "as-first-started"
    with alone(folder.parent):
        if not folder.is_dir():
            loading = tmp_path_factory.mktemp("loading")
            loaded = _run_program(loading, "demo", "--without-returns")
            assert loaded.returncode == 0, loaded.stderr
            loading.rename(folder)
    return folder


@pytest.fixture(scope="module")
def data_folder(_as_first_started: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that this file's server keeps."""
    return Path(shutil.copytree(_as_first_started, tmp_path_factory.mktemp("journeys"), dirs_exist_ok=True))


@pytest.fixture(scope="module")
def goldenthread(data_folder: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """`goldenthread("log", "verify")`: the operator's program on the server's own data."""

    return partial(_run_program, data_folder)


def _run_program(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "goldenthread.config.cli", *words]
    return subprocess.run(command, env=_environment(folder, 8000), capture_output=True, text=True, check=False)


def _environment(folder: Path, port: int) -> dict[str, str]:
    ours = {"GOLDENTHREAD_DATA": str(folder), "GOLDENTHREAD_TODAY": TODAY, "PORT": str(port)}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GOLDENTHREAD_", "DATABASE_"))}
    return kept | ours | {"DJANGO_SETTINGS_MODULE": "goldenthread.config.settings"}


@pytest.fixture(scope="module")
def site(data_folder: Path) -> Iterator[str]:
    """The address of this file's server, as `make run` starts it."""
    port = _free_port()
    command = [sys.executable, "-m", "goldenthread.config.cli", "serve", "--demo", "--port", str(port)]
    with (data_folder / "server.log").open("w") as log:
        server = subprocess.Popen(command, env=_environment(data_folder, port), stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, server, data_folder / "server.log")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(STARTS_WITHIN * 4):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2) as answer:  # noqa: S310 (this machine)
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.25)
    raise AssertionError(f"The server did not start:\n{log.read_text()}")


@pytest.fixture(scope="module")
def _signed_in_states(browser: Any, site: str) -> Callable[[str, str], dict[str, Any]]:
    """Each person signs in once, through the form; their cookies are used again."""
    states: dict[tuple[str, str], dict[str, Any]] = {}

    def state(first_name: str, slug: str) -> dict[str, Any]:
        if (first_name, slug) not in states:
            persona = next(p for p in PERSONAS if p.first_name.startswith(first_name))
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"{site}/account/login/")
            page.get_by_label("Email", exact=False).first.fill(persona.email(slug))
            page.get_by_label("Password", exact=True).fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_load_state()
            assert "/account/login" not in page.url, page.content()[:2000]
            states[first_name, slug] = context.storage_state()
            context.close()
        return states[first_name, slug]

    return state


@pytest.fixture
def sit_down(browser: Any, site: str, _signed_in_states: Callable[..., dict[str, Any]]) -> Iterator[Callable[..., Any]]:
    """`sit_down("Cora", "oldmere")`: a page for that person; `sit_down()`: for anybody. Complaints are collected."""
    contexts = []

    def take_a_seat(first_name: str = "", slug: str = "newcastle", *, size: str = "desk", scripts: bool = True) -> Any:
        state = _signed_in_states(first_name, slug) if first_name else None
        context = browser.new_context(
            base_url=site, viewport=SIZES[size], java_script_enabled=scripts, storage_state=state, accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        return page

    yield take_a_seat
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def _looked_at() -> set[str]:
    """Pages in which axe has found nothing, by a hash of all that the browser makes them of."""
    return set()


CHANGES_ALWAYS = re.compile(r'(name="csrfmiddlewaretoken" value|nonce|content)="[\w-]{20,}"')


@pytest.fixture
def faults_of(axe: Callable[[Any], list[Any]], _looked_at: set[str]) -> Callable[[Any], list[str]]:
    """What axe finds wrong with the page as it stands; a page that is the same to the letter is looked at once."""

    def run(page: Any) -> list[str]:
        built = CHANGES_ALWAYS.sub("", page.content())
        shown = sha256(f"{page.viewport_size}{page.evaluate(STATE)}{built}".encode()).hexdigest()
        if shown in _looked_at:
            return []
        found = axe(page)
        if not found:
            _looked_at.add(shown)
        return [f"{page.url} {each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]

    return run


@pytest.fixture
def at_work(sit_down: Callable[..., Any], faults_of: Callable[[Any], list[str]]) -> Callable[..., Hands]:
    """`at_work("Cora", "newcastle", "keyboard")`: that person's hands at a page; `at_work("", way="phone")`: anybody's."""

    def make(first_name: str = "", slug: str = "newcastle", way: str = "desk") -> Hands:
        return Hands(sit_down(first_name, slug, **WAYS[way]), way, faults_of)

    return make
