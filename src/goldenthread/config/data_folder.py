"""Where is everything kept, and with which keys is it signed and made pseudonymous?"""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

PACKAGE = Path(__file__).resolve().parent.parent


def default_folder() -> Path:
    """`var/` beside the source in a checkout; the user's data folder when installed from a wheel."""
    checkout = PACKAGE.parent.parent
    if (checkout / "pyproject.toml").exists() and PACKAGE.parent.name == "src":
        return checkout / "var"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/goldenthread"
    if sys.platform == "win32":
        return Path(os.environ["LOCALAPPDATA"]) / "goldenthread"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "goldenthread"


def made(folder: Path) -> Path:
    """The folder, made when it was not there, closed to other users of the machine."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise ImproperlyConfigured(
            f"The data folder {folder} cannot be made: {fault.strerror}. "
            "Set GOLDENTHREAD_DATA to a folder that this user may write to."
        ) from fault
    return folder.resolve()


def sqlite(folder: Path) -> dict[str, Any]:
    """The database in the folder: readers and one writer work at once, and a second writer waits instead of failing."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "db.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def made_key(folder: Path, name: str) -> str:
    """A key of this installation; the first process to ask makes it, and every other one reads the same."""
    file = folder / name
    try:
        return file.read_text().strip()
    except FileNotFoundError:
        pass
    draft = folder / f"{name}.{os.getpid()}"
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(64))
    try:
        os.link(draft, file)  # whole or not at all, and never over another process's key
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return file.read_text().strip()
