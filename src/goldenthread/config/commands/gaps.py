"""Which gaps has an area's strategy?"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from goldenthread.config.commands.thread import area_called
from goldenthread.config.outcomes import Format, print_json


def register(app: typer.Typer) -> None:
    """Add `goldenthread gaps`."""
    app.command()(gaps)


def gaps(
    area: Annotated[str, typer.Argument(help="The area's name in addresses, such as newcastle.")],
    format: Annotated[Format, typer.Option(help="How to print the report.")] = Format.TEXT,
) -> None:
    """Print the gap report of an area: how many of each kind, and each with what is said of it."""
    from goldenthread.config import clock
    from goldenthread.publishing.gaps.queries import gaps_of

    found = area_called(area)
    report = gaps_of(found, clock.today())
    if format is Format.JSON:
        print_json(_as_json(found.slug, report))
        return
    typer.echo(f"{len(report.gaps)} gaps in the strategy of {report.area} on {report.on}")
    for stage, founds in report.stages:
        typer.echo(f"\n{str(stage).upper()}")
        for each in founds:
            typer.echo(f"\n  {each.rule.says} ({len(each.gaps)})  [{each.rule.id}]")
            for gap in each.gaps:
                typer.echo(f"    - {gap.sentence} [{gap.key}]")


def _as_json(slug: str, report: Any) -> dict[str, Any]:
    return {
        "area": slug,
        "name": report.area,
        "as_of": report.on.isoformat(),
        "count": len(report.gaps),
        "counts": {each.rule.id: len(each.gaps) for each in report.rules},
        "gaps": [
            {
                "rule": gap.rule.id,
                "stage": str(gap.rule.stage),
                "weight": str(gap.rule.weight),
                "key": gap.key,
                "name": gap.name,
                "headings": list(gap.themes),
                "sentence": gap.sentence,
                "why": gap.rule.why,
                "do": gap.rule.do,
            }
            for gap in report.gaps
        ],
    }
