"""What must be in place before Golden Thread can start? Only Python 3.11 or newer is taken for granted.

    python3 scripts/prepare.py [--dev]

Each step leaves a stamp with the hash of what it worked from, so that a second run has nothing to do.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Golden Thread needs Python 3.11 or newer; this is {}.{}.\n"
        "Install one, then name it: make run PYTHON=python3.12".format(*sys.version_info)
    )

import argparse
import subprocess
from collections.abc import Sequence
from pathlib import Path

import assets
from steps import ROOT, StepFailed, fingerprint, is_fresh, mark_fresh, report, run, step

ENVIRONMENT = ROOT / ".venv"
NETWORK = (
    "check that this machine reaches a Python package index (pip and uv read their usual settings), then try again"
)


def make_environment(folder: Path, locks: Sequence[str], python: str = sys.executable) -> Path:
    """A virtual environment holding exactly these lock files and the package itself; returns its bin folder."""
    programs = folder / "bin"
    if not _works(programs / "python"):
        with step(f"Making the virtual environment {folder.name}"):
            run(
                [python, "-m", "venv", "--clear", folder],
                mend="install Python's venv module (on Debian and Ubuntu, as root: apt-get install python3-venv)",
            )
    for lock in ("build", *locks):
        _install(programs, lock)
    _install_package(programs)
    return programs


def _works(python: Path) -> bool:
    return python.exists() and subprocess.run([python, "-c", ""], capture_output=True).returncode == 0


def _install(programs: Path, lock: str) -> None:
    """Install one lock file. uv is quick; pip, which installed it, is there for a network that only pip knows."""
    file = ROOT / "requirements" / f"{lock}.txt"
    stamp, state = programs.parent / "installed" / lock, fingerprint([file])
    if is_fresh(stamp, state):
        return
    pip = [programs / "python", "-m", "pip", "install", "--quiet", "--require-hashes", "-r", file]
    uv = [programs / "uv", "pip", "install", "--python", programs / "python", "--require-hashes", "-r", file]
    with step(f"Installing requirements/{lock}.txt, each file checked against its hash"):
        if lock == "build":
            run(pip, mend=NETWORK)
        else:
            try:
                run(uv, mend=NETWORK)
            except StepFailed:
                run(pip, mend=NETWORK)
    mark_fresh(stamp, state)


def _install_package(programs: Path) -> None:
    stamp, state = programs.parent / "installed" / "goldenthread", fingerprint([ROOT / "pyproject.toml"])
    if is_fresh(stamp, state):
        return
    with step("Installing Golden Thread itself, from this folder"):
        run(
            [programs / "python", "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "-e", ROOT],
            mend="remove the folder .venv and run it again",
        )
    mark_fresh(stamp, state)


def prepare(*, dev: bool = False) -> Path:
    """Everything that `make run` needs, and with `dev` everything that the checks and tests need."""
    programs = make_environment(ENVIRONMENT, ("base", "dev") if dev else ("base",))
    assets.build(programs, install_node=lambda: _install(programs, "assets"))
    return programs


def main() -> int:
    """Prepare, and say what failed if something does."""
    parser = argparse.ArgumentParser(description="Set up Golden Thread in this folder.")
    parser.add_argument("--dev", action="store_true", help="also what the checks and tests need")
    options = parser.parse_args()
    try:
        prepare(dev=options.dev)
    except StepFailed as failure:
        return report(failure)
    return 0


if __name__ == "__main__":
    sys.exit(main())
