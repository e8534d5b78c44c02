"""Can anybody work out what the published tables of an area withhold?"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from goldenthread.config.commands.thread import area_called
from goldenthread.config.outcomes import Format, OperatorMistake, print_json, refuse

disclosure_app = typer.Typer(no_args_is_help=True, help="Published tables of figures about people.")


def register(app: typer.Typer) -> None:
    """Add `goldenthread disclosure`."""
    app.add_typer(disclosure_app, name="disclosure")


@disclosure_app.callback()
def disclosure() -> None:
    """Published tables of figures about people."""


@disclosure_app.command()
def attack(
    area: Annotated[str, typer.Argument(help="The area's name in addresses, such as newcastle.")],
    table: Annotated[str, typer.Option(help="Only the table of this key, in all its editions.")] = "",
    format: Annotated[Format, typer.Option(help="How to print the report.")] = Format.TEXT,
) -> None:
    """Attack everything that was ever published in an area, and print what could be made of each hidden count."""
    from goldenthread.config import clock
    from goldenthread.partnership.actors import SystemActor
    from goldenthread.understanding.disclosure import actions, queries
    from goldenthread.understanding.disclosure.definitions import Unavailable

    found = area_called(area)
    keys = sorted(set(queries.keys(found)))
    if table and table not in keys:
        raise OperatorMistake(f"{found} published no table {table}. Its tables are: {', '.join(keys) or 'none'}.")
    try:
        attacked, told = actions.attack(area=found, by=SystemActor(found, "The command line", clock.now()))
    except Unavailable as fault:
        raise OperatorMistake(str(fault)) from fault
    attacked = tuple(each for each in attacked if not table or table in {known.key for known in each.tables})
    unsafe = [line for each in attacked for line in _unsafe(each.report)]
    between = [f"{each.say()}, and nothing links the two tables." for each in told] if not table else []
    if format is Format.JSON:
        print_json(
            {
                "area": found.slug,
                "passed": not (unsafe or between),
                "linked": [_as_json(each) for each in attacked],
                "between": between,
            }
        )
    else:
        for each in attacked:
            _tell(each)
        if not attacked:
            typer.echo(f"{found} has published no table.")
    if unsafe or between:
        if format is Format.JSON:
            raise typer.Exit(1)
        refuse(f"{len(unsafe) + len(between)} counts of {found} can be worked out.", [*unsafe, *between])


def _unsafe(report: Any) -> list[str]:
    insiders = [f"The only person in {who.say()} could work out {cell.say()}." for who, cell in report.insiders]
    return [*(attempt.say() for attempt in report.attempts if not attempt.safe), *insiders]


def _tell(attacked: Any) -> None:
    typer.echo("Linked tables:" if len(attacked.tables) > 1 else "One table:")
    for known in attacked.tables:
        typer.echo(f"  - {known.title} [{known.key}, edition {known.edition}]")
    for line in attacked.report.say():
        typer.echo(f"  {line}")


def _as_json(attacked: Any) -> dict[str, Any]:
    report = attacked.report
    return {
        "tables": [{"key": known.key, "edition": known.edition, "title": known.title} for known in attacked.tables],
        "policy": report.policy.name,
        "passed": report.passed,
        "counts": [
            {
                "counted": attempt.cell.counted,
                "where": dict(attempt.cell.where),
                "lowest": attempt.lowest,
                "highest": attempt.highest,
                "whole_range": attempt.whole,
                "asked": attempt.asked,
                "safe": attempt.safe,
            }
            for attempt in report.attempts
        ],
        "insiders": [{"knows": who.say(), "learns": cell.say()} for who, cell in report.insiders],
    }
