"""What does this machine offer beyond Python, and can what is missing be had?"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from steps import StepFailed, run, step

PDF_LIBRARIES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core")
PDF_READERS = ("poppler-utils",)
JAVA = "default-jre-headless"
SHELL = "chromium-headless-shell"  # the same engine without the windows round it: a page costs it a third less
BROWSERS = (SHELL, "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def install_debian_packages(packages: Iterable[str]) -> None:
    """Install those of the packages that are missing, where this is Debian and we are root; else do nothing."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    missing = [package for package in packages if not _is_installed(package)]
    if not missing:
        return
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    mend = "check that this machine reaches a Debian mirror, or install by hand: " + " ".join(missing)
    with step(f"Installing Debian packages: {', '.join(missing)}"):
        run(["apt-get", "update", "-q"], env=quiet, mend=mend)
        run(["apt-get", "install", "-q", "-y", "--no-install-recommends", *missing], env=quiet, mend=mend)


def _is_installed(package: str) -> bool:
    query = subprocess.run(["dpkg-query", "-W", "-f=${Status}", package], capture_output=True, text=True)
    return query.stdout == "install ok installed"


def find_chromium() -> str | None:
    """The path of a Chromium: the operator's choice, or one on PATH."""
    return os.environ.get("GOLDENTHREAD_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def install_chromium() -> None:
    """Install the cheapest to run where this is Debian and we are root, unless the operator has chosen one."""
    if "GOLDENTHREAD_CHROMIUM" in os.environ or shutil.which(SHELL):
        return
    try:
        install_debian_packages([SHELL])
    except StepFailed:  # a machine of another kind, or without a mirror: any Chromium will do
        install_debian_packages([] if find_chromium() else ["chromium"])


def has_java() -> bool:
    """Whether Spark would find a Java: on PATH, or where JAVA_HOME says."""
    return shutil.which("java") is not None or "JAVA_HOME" in os.environ


def find_postgresql() -> Path | None:
    """The folder of PostgreSQL's server programs, newest first where there are several."""
    on_path = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = Path(on_path) if on_path else debian[-1] if debian else None
    return found.parent if found else None


def find_newer_python(than: tuple[int, int]) -> tuple[str, str] | None:
    """The newest Python above the floor on this machine, as (version, program)."""
    for minor in range(20, than[1], -1):
        version = f"{than[0]}.{minor}"
        for program in _candidates(version):
            if _answers(program, version):
                return version, program
    return None


def _candidates(version: str) -> Iterator[str]:
    if on_path := shutil.which(f"python{version}"):
        yield on_path
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    yield from map(str, sorted(pyenv.glob(f"versions/{version}.*/bin/python"), reverse=True))


def _answers(program: str, version: str) -> bool:
    question = "import sys, venv, sqlite3; print('%d.%d' % sys.version_info[:2])"
    answer = subprocess.run([program, "-c", question], capture_output=True, text=True)
    return answer.stdout.strip() == version
