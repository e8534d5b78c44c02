"""What is an area's thread?"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer

from goldenthread.config.outcomes import OperatorMistake, print_json


class ThreadFormat(StrEnum):
    """How the thread is printed."""

    TEXT = "text"
    JSON = "json"
    SVG = "svg"


def register(app: typer.Typer) -> None:
    """Add `goldenthread thread`."""
    app.command()(thread)


def thread(
    area: Annotated[str, typer.Argument(help="The area's name in addresses, such as newcastle.")],
    format: Annotated[ThreadFormat, typer.Option(help="How to print it.")] = ThreadFormat.TEXT,
) -> None:
    """Print the thread of an area, from what was said to what changed: a list, its nodes and links, or the picture."""
    from goldenthread.config import clock
    from goldenthread.publishing.threads.files import as_json, as_lines, as_svg
    from goldenthread.publishing.threads.queries import thread_of

    whole = thread_of(area_called(area))
    match format:
        case ThreadFormat.JSON:
            print_json(as_json(whole, clock.today()))
        case ThreadFormat.SVG:
            typer.echo(as_svg(whole, clock.today(), _site()))
        case _:
            typer.echo("\n".join(as_lines(whole, clock.today())))


def area_called(slug: str) -> Any:
    """The area of this name; where there is none, say which there are."""
    from goldenthread.partnership.queries import area_by_slug, areas

    found = area_by_slug(slug)
    if found is None:
        there = ", ".join(sorted(area.slug for area in areas())) or "none yet: load one with goldenthread demo"
        raise OperatorMistake(f"There is no area called {slug}. The areas here are: {there}.")
    return found


def _site() -> str:
    """Where this installation is reached, for the addresses in the picture; the addresses are relative without it."""
    from django.conf import settings

    return str(getattr(settings, "ADDRESS", "") or "")
