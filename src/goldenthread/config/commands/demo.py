"""How is the demonstration loaded, and how is a made-up return written?"""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goldenthread.config.outcomes import OperatorMistake

if TYPE_CHECKING:
    from goldenthread.demo.sen2.calibration import Figures

demo_app = typer.Typer(help="Load the five published strategies, and the made-up people and returns beside them.")


class Layout(StrEnum):
    """The four forms in which a SEN2 return is sent."""

    XML = "xml"
    BLADE = "blade"
    TEMPLATE = "template"
    VENDOR = "vendor"


class Scale(StrEnum):
    """One area, or as many children as England has."""

    AREA = "area"
    NATIONAL = "national"


def register(app: typer.Typer) -> None:
    """Add `goldenthread demo`."""
    app.add_typer(demo_app, name="demo")


@demo_app.callback(invoke_without_command=True)
def demo(
    ctx: typer.Context,
    reset: Annotated[
        bool, typer.Option("--reset", help="Throw everything away first: areas, people, history.")
    ] = False,
    areas: Annotated[int, typer.Option(min=0, help="Also make up this many more areas, for scale.")] = 0,
    without_returns: Annotated[
        bool, typer.Option("--without-returns", help="Leave out the made-up SEN2 returns, which take minutes.")
    ] = False,
) -> None:
    """Load the five published strategies, the made-up people who work on them, and their made-up SEN2 returns."""
    if ctx.invoked_subcommand is not None:
        if reset or areas or without_returns:
            raise OperatorMistake(
                "--reset, --areas and --without-returns are for goldenthread demo alone, not for "
                f"{ctx.invoked_subcommand}."
            )
        return
    from goldenthread.config.commands.serve import migrate_if_behind

    check_not_public()
    if reset:
        throw_away()
    migrate_if_behind()
    load()
    if areas:
        make_up(areas)
    if not without_returns:
        bring_returns()
    typer.echo(sign_ins())


@demo_app.command()
def sen2(
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where to write: a folder a collection year.")],
    area: Annotated[
        str,
        typer.Option(help="newcastle, south-tyneside, northumberland, north-east-lincolnshire, tameside, or a name."),
    ] = "",
    population: Annotated[
        int, typer.Option(min=0, help="Children aged 0 to 17, for an area that is none of the five.")
    ] = 0,
    years: Annotated[
        str,
        typer.Option(
            metavar="2022-2025",
            help="Histories run from 2022. Returns are of the collections 2023, 2024 and 2025 among these years: in 2022 "
            "the return did not exist in this form.",
        ),
    ] = "2022-2025",
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same files, byte for byte.")] = 1,
    layout: Annotated[Layout, typer.Option(help="How it is written.")] = Layout.BLADE,
    faults: Annotated[
        bool, typer.Option("--faults", help="Put one of each realistic fault in, and list them in faults.json.")
    ] = False,
    scale: Annotated[Scale, typer.Option(help="national: as many plans as England has, in one return.")] = Scale.AREA,
) -> None:
    """Write made-up SEN2 returns: plainly fictional children, as many and as various as the published totals say."""
    from goldenthread.demo.sen2.making import TooLarge, make

    figures = published_figures(area, population, national=scale is Scale.NATIONAL)
    try:
        files = make(figures, collections_in(years), seed=seed, layout=layout.value, out=out, faults=faults)
        for path in files:
            typer.echo(f"  Wrote {path}")
    except TooLarge as fault:
        raise OperatorMistake(str(fault)) from fault
    typer.echo(f"No child in these files is real. They keep to the published totals of {figures.name}.")


def published_figures(area: str, population: int, *, national: bool) -> Figures:
    """Which totals the children are made to: an area's own, England's, or England's in proportion."""
    from goldenthread.demo.sen2.calibration import FIVE, figures_for, scaled_to

    slug = re.sub(r"[^a-z0-9]+", "-", (area or "").lower()).strip("-")
    known = figures_for("england" if national else slug)
    if known is not None:
        return known
    if not slug:
        raise OperatorMistake(f"Say which area, with --area: {', '.join(FIVE)}, or any other name with --population.")
    if not population:
        raise OperatorMistake(
            f"{area} is none of the areas whose published figures ship ({', '.join(FIVE)}). "
            "Say how many children aged 0 to 17 it has, with --population, and England's figures are scaled to it."
        )
    if population < 1_000:
        raise OperatorMistake("--population is of children aged 0 to 17: fewer than 1,000 leave nothing to make up.")
    return scaled_to(slug, population)


def collections_in(years: str) -> tuple[int, ...]:
    """The collection years whose returns are wanted, from words such as 2022-2025 or 2024."""
    found = re.fullmatch(r"(20\d\d)(?:-(20\d\d))?", years.strip())
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    wanted = tuple(year for year in (2023, 2024, 2025) if first <= year <= last)
    if not wanted or first < 2022 or last > 2025:
        raise OperatorMistake(
            f"--years {years}: say years from 2022 to 2025, such as 2022-2025 or 2024. Returns are made of the collections "
            "2023, 2024 and 2025; 2022 is where their histories begin."
        )
    return wanted


def check_not_public() -> None:
    """The demonstration's passwords are printed in the documentation: it has no place on a public address."""
    from django.conf import settings

    if settings.HTTPS:
        raise OperatorMistake(
            f"The demonstration is not loaded at {settings.ADDRESS}: its passwords are known to everybody.\n"
            "Unset GOLDENTHREAD_ADDRESS to try it on this machine, or start with your own area: goldenthread strategy import"
        )


def load_when_empty() -> None:
    """Load the five areas when there is no area yet, and their returns while they are served already."""
    from goldenthread.partnership.queries import areas

    if areas().exists():
        return
    check_not_public()
    load()
    bring_returns_meanwhile()


def load() -> None:
    """Load each of the five that is missing, saying which."""
    from goldenthread.config import clock
    from goldenthread.demo.load import load_areas

    for area in load_areas(clock.now()):
        typer.echo(f"  Loaded {area.name}")


def bring_returns() -> None:
    """Bring in the made-up returns that are missing, saying whose."""
    from goldenthread.config import clock
    from goldenthread.demo.returns import bring_returns

    for area in bring_returns(clock.now()):
        typer.echo(f"  Brought in the made-up SEN2 returns of {area.name}")


def bring_returns_meanwhile() -> None:
    """The same, in a process of its own."""
    from goldenthread.config import clock
    from goldenthread.demo.tasks import bring_all_returns

    bring_all_returns.enqueue(clock.now().isoformat())
    typer.echo("  The made-up SEN2 returns of the five follow in a minute or two, while you look around.")


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
