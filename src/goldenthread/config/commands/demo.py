"""How is the demonstration loaded?"""

from __future__ import annotations

from typing import Annotated

import typer

from goldenthread.config.outcomes import OperatorMistake


def register(app: typer.Typer) -> None:
    """Add `goldenthread demo`."""
    app.command()(demo)


def demo(
    reset: Annotated[
        bool, typer.Option("--reset", help="Throw everything away first: areas, people, history.")
    ] = False,
    areas: Annotated[int, typer.Option(min=0, help="Also make up this many more areas, for scale.")] = 0,
) -> None:
    """Load the five published strategies and the made-up people who work on them."""
    from goldenthread.config.commands.serve import migrate_if_behind

    check_not_public()
    if reset:
        throw_away()
    migrate_if_behind()
    load()
    if areas:
        make_up(areas)
    typer.echo(sign_ins())


def check_not_public() -> None:
    """The demonstration's passwords are printed in the documentation: it has no place on a public address."""
    from django.conf import settings

    if settings.HTTPS:
        raise OperatorMistake(
            f"The demonstration is not loaded at {settings.ADDRESS}: its passwords are known to everybody.\n"
            "Unset GOLDENTHREAD_ADDRESS to try it on this machine, or start with your own area: goldenthread strategy import"
        )


def load_when_empty() -> None:
    """Load the five areas when there is no area yet."""
    from goldenthread.partnership.queries import areas

    if not areas().exists():
        check_not_public()
        load()


def load() -> None:
    """Load each of the five that is missing, saying which."""
    from goldenthread.config import clock
    from goldenthread.demo.load import load_areas

    for area in load_areas(clock.now()):
        typer.echo(f"  Loaded {area.name}")


def make_up(number: int) -> None:
    """Make up areas for scale, all plainly fictional."""
    from goldenthread.config import clock
    from goldenthread.demo.made_up import make_areas

    with typer.progressbar(make_areas(number, clock.now()), length=number, label="  Making up areas") as made:
        for _ in made:
            pass


def throw_away() -> None:
    """Empty the database: `flush` would be refused by the event log, so the tables are made anew."""
    from goldenthread.demo.reset import drop_everything

    drop_everything()


def sign_ins() -> str:
    """Who can sign in, as lines to print."""
    from goldenthread.demo.personas import PASSWORD, PERSONAS

    lines = [f"  {persona.email('newcastle'):<28} {persona.job_title}" for persona in PERSONAS]
    head = f"Sign in to the demonstration with the password {PASSWORD} (the same people work in each area):"
    return "\n".join([head, *lines, "  …@south-tyneside.example, @northumberland.example and so on for the others"])
