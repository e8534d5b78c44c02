"""Which versions exactly, and are the lock files made from today's pyproject.toml?

    python scripts/lock.py            write requirements/*.txt (needs a package index)
    python scripts/lock.py --check    say which are out of date (needs nothing)

A lock pins every package by hash and names no package index. Its last line holds the hash of the list it was made from.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tomllib

from steps import ROOT, StepFailed, report, run, step

FOLDER = ROOT / "requirements"
LOCKS = ("base", "spark", "dev", "analysis", "bench", "build", "assets")
EXTRAS = ("spark",)  # what a user asks for as goldenthread[spark]; the rest are groups, which only a checkout has
AGREES_WITH = {
    "spark": "base",
    "dev": "base",
    "analysis": "dev",
    "bench": "base",
}  # so that a package has one version in every environment
OPTIONS = (
    "--universal", "--python-version=3.11", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links",
    "--quiet", "--custom-compile-command=make lock",
)  # fmt: skip


def wanted(lock: str) -> str:
    """The line that a current lock file ends with."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    base, extras = project["project"]["dependencies"], project["project"]["optional-dependencies"]
    listed = {"base": base, **{name: base + more for name, more in extras.items()}, **project["dependency-groups"]}
    lists = [listed[lock], *(listed[entry["include-group"]] for entry in listed[lock] if isinstance(entry, dict))]
    return f"# made from {hashlib.sha256(json.dumps(lists).encode()).hexdigest()}"


def out_of_date() -> list[str]:
    """Every lock file that was not made from what pyproject.toml says now."""
    files = {lock: FOLDER / f"{lock}.txt" for lock in LOCKS}
    return [
        lock for lock, file in files.items() if not file.exists() or wanted(lock) not in file.read_text().splitlines()
    ]


def write(lock: str) -> None:
    """Compile one lock file, keeping the versions it has where they still fit."""
    file = FOLDER / f"{lock}.txt"
    extra = ["--extra", lock] if lock in EXTRAS else []
    source = ["pyproject.toml", *extra] if lock == "base" or extra else ["--group", lock]
    constraint = ["--constraint", f"requirements/{AGREES_WITH[lock]}.txt"] if lock in AGREES_WITH else []
    newer = ["--upgrade"] if "--upgrade" in sys.argv else []
    with step(f"Locking requirements/{lock}.txt"):
        command = [ROOT / ".venv/bin/uv", "pip", "compile", *source, *constraint, *OPTIONS, *newer, "-o", file]
        run(command, mend="the message above says which two packages disagree; change one in pyproject.toml")
    with file.open("a") as lines:
        lines.write(wanted(lock) + "\n")


def main() -> int:
    """Check, or write."""
    if "--check" in sys.argv:
        stale = out_of_date()
        for lock in stale:
            print(f"requirements/{lock}.txt was not made from what pyproject.toml says now. Run: make lock")
        return 1 if stale else 0
    try:
        for lock in LOCKS:
            write(lock)
        with step("Locking package-lock.json"):
            run(["npm", "install", "--package-lock-only", "--ignore-scripts"], mend="see npm's message above")
    except StepFailed as failure:
        return report(failure)
    return 0


if __name__ == "__main__":
    sys.exit(main())
