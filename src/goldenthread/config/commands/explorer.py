"""How does an operator make an area's returns ready to be explored?"""

from __future__ import annotations

from typing import Annotated

import typer

from goldenthread.config.commands.thread import area_called
from goldenthread.config.outcomes import Format, OperatorMistake, print_json

explorer_app = typer.Typer(no_args_is_help=True, help="Tables of a return in which nobody can be found.")


def register(app: typer.Typer) -> None:
    """Add `goldenthread explorer`."""
    app.add_typer(explorer_app, name="explorer")


@explorer_app.callback()
def explorer() -> None:
    """Tables of a return in which nobody can be found."""


@explorer_app.command()
def prepare(
    area: Annotated[str, typer.Argument(help="The area's name in addresses, such as newcastle.")],
    purpose: Annotated[str, typer.Option(help="For what rows of children are read; it is written in the event log.")],
    again: Annotated[bool, typer.Option("--again", help="Also returns that are ready already.")] = False,
    format: Annotated[Format, typer.Option(help="How to print the result.")] = Format.TEXT,
) -> None:
    """Make the area's returns in use ready to be explored: only counts that may be shown are kept of them."""
    from goldenthread.config import clock
    from goldenthread.partnership.actors import SystemActor
    from goldenthread.partnership.policies import Refused
    from goldenthread.understanding.explorer import tasks

    found = area_called(area)
    by = SystemActor(found, "The command line", clock.now())
    try:
        done = tasks.prepare(area=found, by=by, purpose=purpose, again=again)
    except Refused as refusal:
        raise OperatorMistake(str(refusal)) from refusal
    if format is Format.JSON:
        print_json([{"year": each.year, "release": each.release.lake_id, "edition": each.edition} for each in done])
        return
    for each in done:
        typer.echo(f"Ready: the return of {each.year}.")
    if not done:
        typer.echo("Everything was ready already; nothing was opened.")
