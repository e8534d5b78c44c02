"""Is the event log whole?"""

from __future__ import annotations

from typing import Annotated

import typer

from goldenthread.config.outcomes import Format, print_json, refuse

log_app = typer.Typer(no_args_is_help=True, help="The event log.")


def register(app: typer.Typer) -> None:
    """Add `goldenthread log`."""
    app.add_typer(log_app, name="log")


@log_app.callback()
def log() -> None:
    """The event log."""


@log_app.command()
def verify(format: Annotated[Format, typer.Option(help="How to print the result.")] = Format.TEXT) -> None:
    """Prove that no event was altered, removed or slipped in since it was recorded."""
    from goldenthread.analysis.prose import plural
    from goldenthread.audit import log as event_log

    result = event_log.verify()
    if result.faults:
        refuse(f"The event log is broken: {plural(len(result.faults), 'fault')}.", result.faults, format=format)
    if format is Format.JSON:
        print_json({"ok": True, "events": result.events, "last_hash": result.last_hash})
    else:
        typer.echo(f"The event log is whole: {result.events} events, each follows from the one before.")
        typer.echo(f"The last hash is {result.last_hash}. Keep it elsewhere to prove later that nothing was cut off.")
