"""How does an operator record that a body ended and which body followed it?"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from goldenthread.config.outcomes import Format, OperatorMistake, print_json, refuse

if TYPE_CHECKING:
    from goldenthread.partnership.actions import Succeeded
    from goldenthread.partnership.models import Organisation

organisation_app = typer.Typer(no_args_is_help=True, help="Bodies that merge, split, are renamed or end.")
OPERATOR = "The operator, at the command line"


def register(app: typer.Typer) -> None:
    """Add `goldenthread organisation`."""
    app.add_typer(organisation_app, name="organisation")


@organisation_app.callback()
def organisation() -> None:
    """Bodies that merge, split, are renamed or end."""


@organisation_app.command()
def succeed(
    old: Annotated[str, typer.Argument(help="The key of the body that ends, such as newcastle-gateshead-ccg.")],
    into: Annotated[str, typer.Option(help="The key of the body that follows it.")],
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The first day of the body that follows.")],
    name: Annotated[str, typer.Option(help="The name of the body that follows, where it is new here.")] = "",
    kind: Annotated[str, typer.Option(help="merged, split, renamed or functions-transferred.")] = "merged",
    note: Annotated[str, typer.Option(help="What a reader should know.")] = "",
    reason: Annotated[str, typer.Option(help="Why, for the event log: the order or decision it rests on.")] = "",
    format: Annotated[Format, typer.Option(help="How to print the result.")] = Format.TEXT,
) -> None:
    """Record that one body followed another, in every area it serves. Its work keeps its name until handed over."""
    from goldenthread.config import clock
    from goldenthread.partnership import actions
    from goldenthread.partnership.actors import SystemActor
    from goldenthread.partnership.policies import Refused

    predecessor, successor = known(old), known_or_new(into, name, old)
    try:
        done = actions.succeed(
            predecessor=predecessor,
            successor=successor,
            on=on.date(),
            by=SystemActor(None, OPERATOR, clock.now()),
            kind=checked(kind),
            move_people=kind != "split",
            note=note,
            reason=reason,
        )
    except Refused as refusal:
        refuse("Nothing was recorded.", [refusal], format=format)
    if format is Format.JSON:
        print_json({"ok": True, "areas": [as_plain(result) for result in done]})
    else:
        typer.echo(f"From {on:%-d %B %Y}, {successor.name} follows {predecessor.name}.")
        for result in done:
            typer.echo(in_words(result, predecessor.name))


def known(key: str) -> Organisation:
    """The body with that key, or the operator's mistake."""
    from goldenthread.partnership.queries import organisation_by_key

    if found := organisation_by_key(key):
        return found
    raise OperatorMistake(f"There is no body with the key “{key}”. Each area's “Who decides” page names its bodies.")


def known_or_new(key: str, name: str, old: str) -> Organisation:
    """The body with that key; or, with a name, a new body of the same kind as the old."""
    from goldenthread.partnership.models import Organisation
    from goldenthread.partnership.queries import organisation_by_key

    found = organisation_by_key(key)
    if found is None and not name:
        raise OperatorMistake(f"There is no body with the key “{key}”. To make it, give its name: --name")
    return found or Organisation(key=key, name=name, kind=known(old).kind)


def checked(kind: str) -> str:
    """The kind of succession, or the operator's mistake."""
    from goldenthread.partnership.states import SuccessionKind

    if kind not in SuccessionKind.values:
        raise OperatorMistake(
            f"“{kind}” is not a kind of succession. Expected one of: {', '.join(SuccessionKind.values)}."
        )
    return kind


def as_plain(result: Succeeded) -> dict[str, object]:
    """One area's result as plain JSON."""
    left = {"work_left": result.work_left, "seats_left": result.seats_left}
    return {"area": result.area.slug, "people": list(result.moved), **left}


def in_words(result: Succeeded, old: str) -> str:
    """One area's result, as lines."""
    lines = [f"{result.area.name}:", *(f"  role goes on: {role}" for role in result.moved)]
    if result.work_left:
        lines.append(
            f"  {result.work_left} pieces of work stand in the name of {old}: hand them over (People, Hand over work)."
        )
    if result.seats_left:
        lines.append(f"  {result.seats_left} seats on boards stand in its name: ask the boards who takes them.")
    if not (result.work_left or result.seats_left):
        lines.append("  nothing is left to hand over.")
    return "\n".join(lines)
