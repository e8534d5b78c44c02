"""What should an operator put right before people rely on this installation?

Run with `python manage.py check`, and by `goldenthread serve` at every start.
"""

from __future__ import annotations

import difflib
import os
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.checks import CheckMessage, Error, Info, Warning, register

from goldenthread.config.options import BY_NAME


@register()
def data_folder_is_writable(**kwargs: Any) -> list[CheckMessage]:
    """Everything is kept there."""
    if os.access(settings.DATA, os.W_OK):
        return []
    hint = "Give this user the right to write there, or set GOLDENTHREAD_DATA to a folder that it may write to."
    return [Error(f"The data folder {settings.DATA} cannot be written to.", hint=hint, id="goldenthread.E001")]


@register()
def secret_key_is_private(**kwargs: Any) -> list[CheckMessage]:
    """Who can read the key can sign in as anybody."""
    file = settings.DATA / "secret-key"
    if not file.exists() or not file.stat().st_mode & 0o077:
        return []
    hint = f"Run: chmod 600 {file}"
    return [Warning(f"Other users of this machine can read {file}.", hint=hint, id="goldenthread.W002")]


@register()
def no_unknown_settings(**kwargs: Any) -> list[CheckMessage]:
    """A misspelt setting would otherwise be a setting silently not made."""
    known = {*BY_NAME, *(f"{name}_FILE" for name in BY_NAME), "GOLDENTHREAD_CHROMIUM"}
    unknown = sorted(name for name in os.environ if name.startswith("GOLDENTHREAD_") and name not in known)
    return [Warning(f"There is no setting {name}.", hint=_nearest(name), id="goldenthread.W003") for name in unknown]


def _nearest(name: str) -> str:
    near = difflib.get_close_matches(name, BY_NAME, 1)
    return f"It has no effect. Did you mean {near[0]}?" if near else "It has no effect."


@register()
def assets_are_built(**kwargs: Any) -> list[CheckMessage]:
    """Without them every page is plain text."""
    if finders.find("design/build/app.css"):
        return []
    return [Warning("The stylesheet has not been built.", hint="Run: make assets", id="goldenthread.W004")]


@register(deploy=True)
def nothing_pretended(**kwargs: Any) -> list[CheckMessage]:
    """What suits a developer must not reach the public."""
    found: list[CheckMessage] = []
    if settings.TODAY:
        hint = "Unset GOLDENTHREAD_TODAY."
        found.append(Error(f"The date is pretended to be {settings.TODAY}.", hint=hint, id="goldenthread.E005"))
    if not settings.HTTPS:
        hint = "Set GOLDENTHREAD_ADDRESS to the https address that people use."
        found.append(Warning(f"{settings.ADDRESS} is not an https address.", hint=hint, id="goldenthread.W006"))
    return found


@register(deploy=True)
def one_machine_or_postgresql(**kwargs: Any) -> list[CheckMessage]:
    """SQLite is a file: it serves one machine well, and several not at all."""
    if "sqlite3" not in settings.DATABASES["default"]["ENGINE"]:
        return []
    hint = "Set DATABASE_URL to a PostgreSQL database if more than one machine is to serve this installation."
    return [Info("The database is SQLite, which one machine alone can use.", hint=hint, id="goldenthread.I007")]
