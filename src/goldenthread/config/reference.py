"""Which pages of the reference are made from the code, and are they current?

python -m goldenthread.config.reference            write them
python -m goldenthread.config.reference --check    say which differ
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from goldenthread.config import options, tables

FOLDER = Path("docs/reference")

PAGES: Mapping[str, Callable[[], str]] = {
    "settings.md": options.reference,
    "command-line.md": tables.command_line,
    "roles.md": tables.roles,
    "states.md": tables.states,
    "strategy-pack.schema.json": tables.pack_schema,
    "seed-coverage.md": lambda: _coverage(),
    "gap-rules.md": lambda: _gap_rules(),
    "indicators.md": lambda: _indicators(),
    "../images/thread.svg": lambda: _picture(),
}
PICTURED_ON = date(2026, 11, 22)


def _coverage() -> str:
    from goldenthread.demo.coverage import seed_coverage

    return seed_coverage()


def _gap_rules() -> str:
    from goldenthread.publishing.gaps.reference import rules_markdown

    return rules_markdown()


def _indicators() -> str:
    from goldenthread.understanding.indicators.definitions.reference import indicators_markdown

    return indicators_markdown()


def _picture() -> str:
    """The thread of Newcastle's published strategy, for the README."""
    from goldenthread.demo.load import pack_named
    from goldenthread.publishing.threads.files import as_svg
    from goldenthread.publishing.threads.shape import thread_in

    return as_svg(thread_in(pack_named("newcastle")), PICTURED_ON, "") + "\n"


def differing(folder: Path = FOLDER) -> list[Path]:
    """Each generated page that is missing or is not what the code says today."""
    return [
        folder / name
        for name, page in PAGES.items()
        if not (folder / name).exists() or (folder / name).read_text() != page()
    ]


def write(folder: Path = FOLDER) -> None:
    """Write every generated page."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (folder / name).write_text(page())


def main(arguments: list[str]) -> int:
    """Write, or check."""
    import django

    django.setup()
    if "--check" not in arguments:
        write()
        return 0
    for path in differing():
        print(f"{path} is not what the code says now. Run: make docs", file=sys.stderr)  # noqa: T201
    return 1 if differing() else 0


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    raise SystemExit(main(sys.argv[1:]))
