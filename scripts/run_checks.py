"""Is everything in order that is not a test? Runs every check, prints what each failing one says, counts the failures."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

from steps import ROOT

PROGRAMS = ROOT / ".venv/bin"
CHECKS = {
    "lock files are made from pyproject.toml": ["python", "scripts/lock.py", "--check"],
    "formatting (make fix puts it right)": ["ruff", "format", "--check", "--output-format=concise", "."],
    "style": ["ruff", "check", "--output-format=concise", "."],
    "types": ["mypy"],
    "layers": ["lint-imports"],
    "every model change has its migration": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "fit for deployment": ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    "generated documentation is current (make docs)": ["python", "-m", "goldenthread.config.reference", "--check"],
}


def main() -> int:
    """The number of checks that failed."""
    with tempfile.TemporaryDirectory() as data, ThreadPoolExecutor(os.cpu_count()) as pool:
        deployment = {"GOLDENTHREAD_DATA": data, "GOLDENTHREAD_ADDRESS": "https://thread.example.gov.uk"}
        environment = os.environ | deployment | {"PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"}
        failures = sum(pool.map(lambda title: _check(title, environment), CHECKS))
    print(f"Checks: {len(CHECKS) - failures} passed, {failures} failed", flush=True)
    return failures


def _check(title: str, environment: dict[str, str]) -> bool:
    """Run one check and say how it went; true when it failed."""
    program, *words = CHECKS[title]
    started = time.monotonic()
    result = subprocess.run(
        [PROGRAMS / program, *words],
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    verdict = "FAILED" if result.returncode else "ok"
    said = f"\n{result.stdout.rstrip()}\n" if result.returncode else ""
    print(f"  {verdict:6} {title} ({time.monotonic() - started:.1f} s){said}", flush=True)
    return result.returncode != 0


if __name__ == "__main__":
    sys.exit(main())
