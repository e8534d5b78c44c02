"""How does a set-up step show progress, and how does it say what failed and how to mend it?"""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class StepFailed(Exception):
    """A step did not work. `mend` is what the person at the keyboard can do about it."""

    def __init__(self, what: str, mend: str, output: str = "") -> None:
        super().__init__(what)
        self.mend = mend
        self.output = output


@contextlib.contextmanager
def step(title: str) -> Iterator[None]:
    """Print the step, and when it ends how long it took."""
    print(f"  {title} …", end="", flush=True)
    started = time.monotonic()
    try:
        yield
    except BaseException:
        print(" failed", flush=True)
        raise
    print(f" done ({time.monotonic() - started:.1f} s)", flush=True)


def run(command: Sequence[str | Path], *, mend: str, env: dict[str, str] | None = None) -> str:
    """Run one command quietly and return what it printed; when it fails, what it printed is shown."""
    words = [str(word) for word in command]
    try:
        result = subprocess.run(
            words, cwd=ROOT, env=os.environ | (env or {}), text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
    except OSError as error:
        raise StepFailed(f"could not start {words[0]}: {error.strerror}", mend) from error
    if result.returncode:
        raise StepFailed(f"`{' '.join(words)}` ended with code {result.returncode}", mend, result.stdout)
    return result.stdout


def fingerprint(paths: Iterable[Path], *more: str) -> str:
    """A hash of these files' names and contents, and of any other words that matter."""
    digest = hashlib.sha256("\0".join(more).encode())
    for path in sorted(paths):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def is_fresh(stamp: Path, state: str) -> bool:
    """Was the work behind this stamp done for this very state?"""
    return stamp.exists() and stamp.read_text() == state


def mark_fresh(stamp: Path, state: str) -> None:
    """Remember that the work was done for this state."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(state)


def report(failure: StepFailed) -> int:
    """Say what failed and how to mend it; the exit code for it."""
    if failure.output:
        print("\n".join(failure.output.splitlines()[-40:]), file=sys.stderr)
    print(f"\nStopped: {failure}.\nTo mend it: {failure.mend}", file=sys.stderr)
    return 1
