"""What do the figures of an area say?"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from goldenthread.config.commands.thread import area_called
from goldenthread.config.outcomes import OperatorMistake, print_json


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
) -> None:
    """Give every figure of an area: numerator, denominator, interval, comparators, source, and why one is missing."""
    from goldenthread.understanding.indicators import queries
    from goldenthread.understanding.indicators.presenters import files as presenters

    found = area_called(area)
    if load_shipped:
        _load()
    chosen = _chosen(queries.indicators_for(found), code)
    lines = list(presenters.lines(found, queries.trends(found, chosen=chosen) + queries.by_band(found, chosen)))
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
