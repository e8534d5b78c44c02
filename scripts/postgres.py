"""How is a real PostgreSQL server had for one run of the tests? Ours alone, on a socket, gone at the end."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from steps import StepFailed

SETTINGS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@contextlib.contextmanager
def temporary_server(programs: Path) -> Iterator[str]:
    """Start a server in a temporary folder, listening on a socket there and nowhere else; yields its DATABASE_URL."""
    folder = Path(tempfile.mkdtemp(prefix="goldenthread-postgres-"))
    data, owner = folder / "data", _owner()
    try:
        if owner:
            shutil.chown(folder, owner)
        _run(owner, [programs / "initdb", "-D", data, "-U", "goldenthread", "-A", "trust", "-E", "UTF8", "--no-sync"])
        start = [programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", f"-k {folder} {SETTINGS}", "start"]
        _run(owner, start, log=folder / "log")
        try:
            yield f"postgres://goldenthread@/postgres?host={folder}"
        finally:
            _run(owner, [programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> str | None:
    """PostgreSQL refuses to run as root: then it runs as `postgres`, or as `nobody`."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _run(owner: str | None, command: Sequence[str | Path], log: Path | None = None) -> None:
    """Run one of PostgreSQL's programs. Its output must not be a pipe: the server would inherit it and never close it."""
    with tempfile.TemporaryFile("w+") as said:
        result = subprocess.run(command, user=owner, cwd="/", stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        said.seek(0)
        detail = log.read_text() if log and log.exists() else said.read()
    if result.returncode:
        raise StepFailed(f"PostgreSQL's {Path(command[0]).name} failed", "read its message above", detail)
