"""What do the figures of an area say?"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from goldenthread.config.commands.thread import area_called
from goldenthread.config.outcomes import OperatorMistake, print_json

if TYPE_CHECKING:
    from goldenthread.partnership.models import Area

PURPOSE = "To count the area's indicators."


class FiguresFormat(StrEnum):
    """How the figures are given."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


def register(app: typer.Typer) -> None:
    """Add `goldenthread indicators`."""
    app.command()(indicators)


def indicators(
    area: Annotated[str, typer.Argument(help="The area's name in addresses, such as newcastle.")],
    format: Annotated[FiguresFormat, typer.Option(help="How to give the figures.")] = FiguresFormat.JSON,
    code: Annotated[list[str] | None, typer.Option(help="Only this indicator; may be said more than once.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write to this file; a workbook needs one.")] = None,
    load_shipped: Annotated[
        bool, typer.Option("--load-shipped", help="First take in the published figures that come with the program.")
    ] = False,
    compute: Annotated[
        bool,
        typer.Option(
            "--compute", help="First work every indicator out of the area's returns and published releases in use."
        ),
    ] = False,
    purpose: Annotated[
        str, typer.Option(help="For what purpose rows of children are read; it is written in the event log.")
    ] = PURPOSE,
    with_returns: Annotated[
        bool,
        typer.Option("--with-returns", help="Also give what was counted in the area's returns. Not for publication."),
    ] = False,
) -> None:
    """Give every figure of an area: numerator, denominator, interval, comparators, source, and why one is missing."""
    from goldenthread.understanding.indicators import queries
    from goldenthread.understanding.indicators.presenters import files as presenters
    from goldenthread.understanding.indicators.states import Audience

    found = area_called(area)
    if load_shipped:
        _load()
    if compute:
        _compute(found, purpose)
    chosen = _chosen(queries.indicators_for(found), code)
    seen = {"audience": Audience.ANALYSTS if with_returns else Audience.PUBLIC}
    trends = queries.trends(found, chosen=chosen, **seen) + queries.by_band(found, chosen, **seen)
    lines = list(presenters.lines(found, trends))
    match format:
        case FiguresFormat.XLSX:
            _write(out, presenters.as_xlsx(lines, f"{found.name}: indicators"))
        case FiguresFormat.CSV if out:
            _write(out, presenters.as_csv(lines).encode())
        case FiguresFormat.CSV:
            typer.echo(presenters.as_csv(lines), nl=False)
        case FiguresFormat.JSON if out:
            import json

            _write(out, json.dumps(lines, indent=2, ensure_ascii=False, default=str).encode())
        case _:
            print_json(lines)


def _load() -> None:
    from goldenthread.config import clock
    from goldenthread.partnership.actors import SystemActor
    from goldenthread.understanding.indicators.actions import load_shipped

    load_shipped(by=SystemActor(None, "The operator", clock.now()))


def _compute(area: Area, purpose: str) -> None:
    from goldenthread.config import clock
    from goldenthread.partnership.actors import SystemActor
    from goldenthread.partnership.policies import Refused
    from goldenthread.understanding.indicators import policies, queries
    from goldenthread.understanding.indicators.queries.from_releases import published_in_use
    from goldenthread.understanding.indicators.tasks import compute_published, compute_returns

    by = SystemActor(area, "The operator, at the command line", clock.now())
    returns, releases = queries.returns_in_use(area), published_in_use(area)
    try:
        policies.check_there_is_anything(area, returns, releases)
        loaded = compute_published(area=area, by=by) if releases else []
        loaded += compute_returns(area=area, by=by, purpose=purpose) if returns else []
    except Refused as refusal:
        raise OperatorMistake(str(refusal)) from refusal
    for each in loaded:
        typer.echo(
            f"{each.source.title}: {each.added:,} figures added, {each.there_already:,} there already, "
            f"{each.superseded:,} earlier ones superseded, {each.revised:,} revised.",
            err=True,
        )


def _chosen(every: dict[str, Any], codes: list[str] | None) -> dict[str, Any]:
    if not codes:
        return every
    if unknown := [code for code in codes if code not in every]:
        raise OperatorMistake(
            f"There is no indicator called {', '.join(unknown)}. docs/reference/indicators.md lists them."
        )
    return {code: every[code] for code in codes}


def _write(out: Path | None, content: bytes) -> None:
    if out is None:
        raise OperatorMistake("A workbook is not printed: say where to write it, with --out.")
    out.write_bytes(content)
    typer.echo(f"Written: {out}", err=True)
