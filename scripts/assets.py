"""How do the stylesheet and scripts get into the package? From npm, compiled here, never committed.

What is built lands in `design/static/design/build/`. `version.txt` beside it holds the hash of everything that went in:
it says whether the build is current, and the application serves its static files under that name, so that browsers
may keep them for ever.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from steps import ROOT, fingerprint, is_fresh, mark_fresh, run, step

DESIGN = ROOT / "src/goldenthread/design"
BUILD = DESIGN / "static/design/build"
MODULES = ROOT / "node_modules"
OLDEST_NODE, OLDEST_NPM = 18, 9


def build(programs: Path, install_node: Callable[[], None]) -> None:
    """Compile the assets unless they are current. `install_node` is called when the machine has no recent Node."""
    state = fingerprint(_sources())[:16]
    if is_fresh(BUILD / "version.txt", state):
        return
    if not _has_recent("node", OLDEST_NODE) or not _has_recent("npm", OLDEST_NPM):
        install_node()
    path = {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    _install_modules(path)
    with step("Compiling the stylesheet and copying the scripts"):
        BUILD.mkdir(parents=True, exist_ok=True)
        _compile_styles(path)
        _copy_scripts()
        _compress(programs)
    mark_fresh(BUILD / "version.txt", state)


def _sources() -> Iterator[Path]:
    yield ROOT / "package-lock.json"
    yield Path(__file__)
    for folder in (DESIGN / "sass", DESIGN / "static"):
        yield from (file for file in folder.rglob("*") if file.is_file() and BUILD not in file.parents)


def _has_recent(program: str, oldest: int) -> bool:
    found = shutil.which(program)
    if not found:
        return False
    result = subprocess.run([found, "--version"], capture_output=True, text=True)
    return result.returncode == 0 and int(result.stdout.strip().lstrip("v").split(".")[0]) >= oldest


def _install_modules(path: dict[str, str]) -> None:
    stamp, state = MODULES / ".installed", fingerprint([ROOT / "package-lock.json"])
    if is_fresh(stamp, state):
        return
    with step("Installing the design system's sources with npm"):
        run(
            ["npm", "ci", "--ignore-scripts", "--omit=optional"],
            env=path,
            mend="check that this machine reaches an npm registry (npm reads its usual settings), then run it again",
        )
    mark_fresh(stamp, state)


def _compile_styles(path: dict[str, str]) -> None:
    entry, output = DESIGN / "sass/app.scss", BUILD / "app.css"
    options = ["--style=compressed", "--no-source-map", "--no-error-css", f"--load-path={MODULES}"]
    run(
        [MODULES / ".bin/sass", *options, entry, output],
        env=path,
        mend="the message above names the line of the stylesheet; if a module is missing, remove node_modules",
    )


def _copy_scripts() -> None:
    """Copy GOV.UK's script without its pointer to a source map, which is not shipped."""
    script = (MODULES / "govuk-frontend/dist/govuk/govuk-frontend.min.js").read_text()
    (BUILD / "govuk-frontend.min.js").write_text(script.split("//# sourceMappingURL=")[0])


def _compress(programs: Path) -> None:
    """Lay .gz and .br files beside each file, where the environment can; the server sends them as they are."""
    command = [programs / "python", "-m", "whitenoise.compress", "--quiet", BUILD]
    run(command, mend="run `make run` or `make test`, which install what this needs")
