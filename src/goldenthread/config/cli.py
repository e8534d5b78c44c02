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


class Golden(TyperGroup):
    """Starts Django before a command, and turns a mistake into a sentence and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        from django.core.exceptions import ImproperlyConfigured

        try:
            return super().invoke(ctx)
        except (OperatorMistake, ImproperlyConfigured) as mistake:
            typer.echo(f"{mistake}", err=True)
            raise typer.Exit(OPERATORS_MISTAKE) from mistake


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
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Start Django, now that a command is certain to run."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    django.setup()


for _module in pkgutil.iter_modules(commands.__path__):
    import_module(f"{commands.__name__}.{_module.name}").register(app)


def main() -> None:
    """The `goldenthread` program."""
    app(prog_name="goldenthread")


if __name__ == "__main__":
    main()
