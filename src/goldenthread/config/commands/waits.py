"""How does a provider's return of waits come in at the command line, and who waits?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from goldenthread.config.commands.thread import area_called
from goldenthread.config.outcomes import INPUT_IS_WRONG, Format, OperatorMistake, print_json, refuse

if TYPE_CHECKING:
    from goldenthread.understanding.waits.checking import Question
    from goldenthread.understanding.waits.reading import Parsed

OPERATOR = "The operator, at the command line"

waits_app = typer.Typer(no_args_is_help=True, help="Waiting lists: returns in, and who waits.")


def register(app: typer.Typer) -> None:
    """Add `goldenthread waits`."""
    app.add_typer(waits_app, name="waits")


@waits_app.callback()
def waits() -> None:
    """Waiting lists: returns in, and who waits."""


@waits_app.command(name="import")
def import_file(
    file: Annotated[Path, typer.Argument(help="The return as the provider sent it (.csv, .xlsx).")],
    area: Annotated[str, typer.Option(help="The area's name in addresses, such as oldmere.")],
    provider: Annotated[str, typer.Option(help="The provider's key, such as mere-valley-trust.")],
    month: Annotated[str, typer.Option(help="The month, such as 2026-07, where the file does not say it.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what it holds and asks, and change nothing.")] = False,
    format: Annotated[Format, typer.Option(help="How to print the result.")] = Format.TEXT,
) -> None:
    """Take a return in, where it leaves nothing to ask: all of it or nothing. Questions are answered on the web."""
    from goldenthread.understanding.datasets.reading.staged import Unreadable

    body, content, said = _provider(provider), _content(file), _month(month)
    try:
        result = _take(area_called(area), body, file.name, content, said, keep=not dry_run)
    except Unreadable as unreadable:
        refuse(f"{file.name} was not taken in. Nothing was changed.", unreadable.faults, format=format)
    if format is Format.JSON:
        print_json(result)
    else:
        for line in result["lines"]:
            typer.echo(line)
    if result["questions"]:
        raise typer.Exit(INPUT_IS_WRONG)


def _provider(key: str) -> Any:
    from goldenthread.partnership.queries import organisation_by_key

    found = organisation_by_key(key)
    if found is None:
        raise OperatorMistake(
            f"There is no organisation {key}. Use its key, as “Who decides” and the strategy pack give it."
        )
    return found


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise OperatorMistake(f"{file} cannot be read: {fault.strerror}.") from fault


def _month(text: str) -> str:
    from goldenthread.understanding.waits.reading.cells import month

    found = month(text)
    if text and not found:
        raise OperatorMistake(f"{text} is not a month. Write it as 2026-07.")
    return found


def _take(area: Any, body: Any, name: str, content: bytes, month: str, *, keep: bool) -> dict[str, Any]:
    """Take it in and accept it; or, where something is to be asked or nothing is to be kept, undo all of it."""
    from django.db import transaction

    from goldenthread.config import clock
    from goldenthread.partnership.actors import SystemActor
    from goldenthread.partnership.policies import Refused
    from goldenthread.understanding.waits import actions, queries
    from goldenthread.understanding.waits.states import ReturnState

    by = SystemActor(area, OPERATOR, clock.now())
    try:
        with transaction.atomic():
            found, parsed = actions.bring_in(area=area, provider=body, name=name, content=content, by=by, month=month)
            if found is None:
                return _asking(name, area.slug, parsed)
            if found.state == ReturnState.ACCEPTED:
                return _told([f"{name} was accepted before. Nothing was changed."], (), changed=False)
            told = queries.understood(found)
            if not told.open and keep:
                actions.accept(found=found, by=by)
                done = [f"{name} was accepted: {len(told.lines):,} counts.", *_published(area, by, name)]
                return _told([*told.notes, *done], (), changed=True)
            transaction.set_rollback(True)
    except Refused as refusal:
        raise OperatorMistake(str(refusal)) from refusal
    ending = f"{name} was read and nothing was changed."
    if told.open:
        ending = f"{ending} It leaves {len(told.open)} to ask: bring it in at /{area.slug}/work/waits/bring-in/."
    return _told([*told.notes, ending], told.open, changed=False)


def _published(area: Any, by: Any, name: str) -> list[str]:
    """The operator may publish, so what was accepted is published at once; what that did, in sentences."""
    from goldenthread.understanding.waits import actions
    from goldenthread.understanding.waits.presenters.working import say_outcome

    outcome = actions.publish_waits(area=area, by=by, reason=f"The return {name} was accepted.")
    return [said for _, said in say_outcome(outcome)]


def _asking(name: str, slug: str, parsed: Parsed | None) -> dict[str, Any]:
    """Headings that are needed and not recognised."""
    asks = parsed.asks if parsed else []
    questions = [{"question": words, "answers": list(options)} for _, words, options in asks]
    where = f"Nothing was changed. Bring it in at /{slug}/work/waits/bring-in/ and say which column is which."
    lines = [f"{name}: columns were not recognised. {where}", *(f"  - {words}" for _, words, _ in asks)]
    return {"ok": False, "changed": False, "questions": questions, "lines": lines}


def _told(lines: list[str], asked: tuple[Question, ...] | list[Question], *, changed: bool) -> dict[str, Any]:
    questions = [{"question": each.text, "answers": [label for _, label in each.options]} for each in asked]
    return {
        "ok": not questions,
        "changed": changed,
        "questions": questions,
        "lines": [*lines, *(f"  - {each.text}" for each in asked)],
    }


@waits_app.command()
def report(
    area: Annotated[str, typer.Argument(help="The area's name in addresses, such as oldmere.")],
    format: Annotated[Format, typer.Option(help="How to print the report.")] = Format.TEXT,
) -> None:
    """Print who waits in an area, as it is published: small counts are hidden."""
    from goldenthread.understanding.waits.presenters import public
    from goldenthread.understanding.waits.queries import breaks, icb_codes, published_months

    found = area_called(area)
    held, broken = published_months(found), breaks(found)
    shown = public.waits(held, broken, icb_codes(found), drawn=False)
    if format is Format.JSON:
        heads = public.csv_columns(held)
        rows = [dict(zip(heads, row, strict=True)) for row in public.csv_rows(held, broken)]
        print_json(
            {
                "area": found.slug,
                "as_of": shown.as_of,
                "headline": shown.headline,
                "completeness": list(shown.complete),
                "breaks": list(shown.breaks),
                "lists": rows,
            }
        )
        return
    if not shown.as_of:
        typer.echo(f"Nothing of who waits has been published for {found.name}.")
        return
    for line in (shown.headline, *shown.complete, *shown.breaks):
        typer.echo(line)
    for row in shown.rows:
        typer.echo(f"\n{row[0]}")
        for name, value in zip(public.COLUMNS[1:], row[1:], strict=True):
            if value:
                typer.echo(f"  {name}: {value}")
