"""What can an operator do from the command line? `goldenthread --help`.

Each module of `goldenthread.config.commands` adds its own with `register(app)`. Django starts only when a command runs,
so `--help` answers at once: a command's module imports what needs Django inside its functions.
"""

from __future__ import annotations

import os
import pkgutil
from importlib import import_module
from importlib.metadata import version
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from goldenthread.config import commands
from goldenthread.config.outcomes import OPERATORS_MISTAKE, OperatorMistake

SET_UP_THEMSELVES = ("demo", "serve")
"""The commands that make the database, or bring it up to date, before they use it."""


class Golden(TyperGroup):
    """Starts Django before a command, and turns a mistake into a sentence and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        from django.core.exceptions import ImproperlyConfigured
        from django.db import DatabaseError

        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # whoever read our output has stopped reading: nothing to tell
        except (OperatorMistake, ImproperlyConfigured, DatabaseError, OSError) as fault:
            typer.echo(_told(fault), err=True)
            raise typer.Exit(OPERATORS_MISTAKE) from fault


def _told(fault: Exception) -> str:
    """What stopped a command, as a sentence."""
    from django.db import DatabaseError

    match fault:
        case DatabaseError():
            return f"{_database()} could not be used. It says: {fault}".strip()
        case OSError():
            place = f" ({fault.filename})" if fault.filename else ""
            return f"This machine refused: {fault.strerror or fault}{place}."
        case _:
            return str(fault)


def _database() -> str:
    """Which database, as its operator would look for it."""
    from django.conf import settings

    named = settings.DATABASES["default"]
    return f"The database {named['NAME']}" + (f" on {named['HOST']}" if named["HOST"] else "")


app = typer.Typer(
    cls=Golden,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
    rich_markup_mode=None,
    help="Golden Thread: joint commissioning as one live strategy.",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"goldenthread {version('goldenthread')}")
        raise typer.Exit


@app.callback()
def start(
    ctx: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Start Django, now that a command is certain to run."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    django.setup()
    if ctx.invoked_subcommand not in SET_UP_THEMSELVES:
        _check_database_is_current()


def _check_database_is_current() -> None:
    """A folder mistyped, or a program newer than its database, is said before anything is looked for in it."""
    from goldenthread.config.health import waiting_migrations

    if waiting_migrations():
        raise OperatorMistake(
            f"{_database()} is empty, or older than this program. Load the demonstration with goldenthread demo, or "
            "bring it up to date with goldenthread serve. If it should hold something, look at GOLDENTHREAD_DATA."
        )


for _module in pkgutil.iter_modules(commands.__path__):
    import_module(f"{commands.__name__}.{_module.name}").register(app)


def main() -> None:
    """The `goldenthread` program."""
    app(prog_name="goldenthread")


if __name__ == "__main__":
    main()
