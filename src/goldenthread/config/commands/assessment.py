"""How is a needs assessment taken away?"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from goldenthread.config.commands.thread import area_called
from goldenthread.config.outcomes import OperatorMistake

commands = typer.Typer(no_args_is_help=True, help="The needs assessment of an area.")


class AssessmentFormat(StrEnum):
    """In which form it is given. `star` is a zip of tables for Power BI; `charts` a zip of SVG and PNG."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    STAR = "star"
    CHARTS = "charts"


def register(app: typer.Typer) -> None:
    """Add `goldenthread assessment`."""
    app.add_typer(commands, name="assessment")


@commands.callback()
def assessment() -> None:
    """The needs assessment of an area."""


@commands.command()
def export(
    area: Annotated[str, typer.Argument(help="The area's name in addresses, such as newcastle.")],
    out: Annotated[Path, typer.Option(help="Write to this file.")],
    format: Annotated[AssessmentFormat, typer.Option(help="In which form.")] = AssessmentFormat.HTML,
    draft: Annotated[bool, typer.Option("--draft", help="The one that is being written, not the agreed one.")] = False,
) -> None:
    """Write the needs assessment, its figures or its charts to a file."""
    from goldenthread.config import clock
    from goldenthread.design.documents.pdf import PdfUnavailable
    from goldenthread.publishing.assessments.content import content_of
    from goldenthread.publishing.assessments.files import made

    found = area_called(area)
    content = content_of(found, clock.today(), draft=draft)
    if content is None:
        raise OperatorMistake(f"{found.name} has no needs assessment that is {'being written' if draft else 'agreed'}.")
    try:
        out.write_bytes(made(content, format.value))
    except PdfUnavailable as missing:
        raise OperatorMistake(str(missing)) from missing
    except OSError as fault:
        raise OperatorMistake(f"{out} cannot be written: {fault.strerror}.") from fault
    typer.echo(f"Written: {out}", err=True)
