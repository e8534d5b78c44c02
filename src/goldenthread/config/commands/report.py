"""How is an area's progress between two days?"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from goldenthread.config.commands.strategy import STANDARD_OUTPUT, operator, set_in_type, writable, write_whole
from goldenthread.config.commands.thread import area_called
from goldenthread.config.outcomes import OperatorMistake

if TYPE_CHECKING:
    from goldenthread.partnership.models import Area
    from goldenthread.publishing.reports.basis import Basis


class ReportFormat(StrEnum):
    """The forms in which a report leaves."""

    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"


def register(app: typer.Typer) -> None:
    """Add `goldenthread report`."""
    app.command()(report)


def report(
    area: Annotated[str, typer.Argument(help="The area's name in addresses, such as newcastle.")],
    out: Annotated[str, typer.Option(help="Where to write it; - is standard output.")],
    start: Annotated[
        datetime | None,
        typer.Option(
            "--from", formats=["%Y-%m-%d"], help="The first day; else the day after the last report, or a month ago."
        ),
    ] = None,
    end: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="The last day; else today.")
    ] = None,
    format: Annotated[ReportFormat, typer.Option(help="The form of the file.")] = ReportFormat.DOCX,
    board: Annotated[str, typer.Option(help="The key of the board it is for, such as send-executive-board.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Write the progress report of an area: what is off track, what cannot be told, and what changed between two days."""
    from goldenthread.publishing.reports.actions import prepare

    found = area_called(area)
    path = None if out == STANDARD_OUTPUT else writable(out, force=force)
    basis = basis_for(found, start.date() if start else None, end.date() if end else None, board)
    made = set_in_type(lambda: prepare(area=found, basis=basis, format=format.value, by=operator(found)))
    if path is None:
        typer.get_binary_stream("stdout").write(made)
        return
    write_whole(path, made)
    typer.echo(f"Wrote {found.name}'s progress report, {basis.period.says}, to {path} ({len(made):,} bytes).")


def basis_for(area: Area, start: date | None, end: date | None, board: str) -> Basis:
    """On what the report is made; days or a board that cannot be are the operator's mistake, each with its reason."""
    from goldenthread.config import clock
    from goldenthread.publishing.reports import queries
    from goldenthread.publishing.reports.period import Period

    today = clock.today()
    bounds = queries.bounds_of(area, today)
    usual = bounds.usual(queries.last_reported(area, today))
    period = Period(start or min(usual.start, end or usual.start), end or usual.end)
    if faults := bounds.faults(period.start, period.end):
        raise OperatorMistake("\n".join(f"{sentence}." for sentence in faults.values()))
    keys = [each.key for each in queries.boards(area)]
    if board and board not in keys:
        raise OperatorMistake(f"{area.name} has no board “{board}”. Its boards are: {', '.join(keys) or 'none'}.")
    return queries.basis_of(area, period, today, board=board)
