"""How does an operator fetch official releases where the internet is reachable? `goldenthread dataset fetch`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from goldenthread.config.outcomes import INPUT_IS_WRONG, Format, OperatorMistake, print_json

if TYPE_CHECKING:
    from goldenthread.understanding.datasets.fetching.places import Place


def fetch(
    kinds: Annotated[list[str] | None, typer.Argument(help="Which kinds; --list names them.")] = None,
    area: Annotated[str, typer.Option(help="The area for which they are imported, such as newcastle.")] = "",
    every: Annotated[
        bool, typer.Option("--list", help="List where each kind is published, and fetch nothing.")
    ] = False,
    base: Annotated[str, typer.Option("--from", help="Ask here in place of the publisher, as of a mirror.")] = "",
    out: Annotated[Path | None, typer.Option(help="The folder for the files; else a folder beside the lake.")] = None,
    then_import: Annotated[bool, typer.Option("--import", help="Import each file and put it to use.")] = False,
    format: Annotated[Format, typer.Option(help="How to print the result.")] = Format.TEXT,
) -> None:
    """Fetch official releases from their publishers: whole and checked, or not at all. Nothing new is said to be so."""
    from goldenthread.understanding.datasets.fetching.places import places

    if every:
        return _list(list(places().values()), format)
    if not kinds:
        raise OperatorMistake("Say which kinds to fetch. goldenthread dataset fetch --list names them.")
    if unknown := [kind for kind in kinds if kind not in places()]:
        raise OperatorMistake(f"It is not known where {', '.join(unknown)} is published. See dataset fetch --list.")
    if then_import and not area:
        raise OperatorMistake("Say for which area they are imported: --area AREA.")
    told = [_one(places()[kind], base, out, area if then_import else "", format) for kind in kinds]
    if format is Format.JSON:
        print_json(told)
    if not all(each["ok"] for each in told):
        raise typer.Exit(INPUT_IS_WRONG)
    return None


def _list(found: list[Place], format: Format) -> None:
    from goldenthread.understanding.datasets.kinds.registry import all_kinds

    if format is Format.JSON:
        print_json([each.model_dump(mode="json") | {"licence": all_kinds()[each.kind].licence} for each in found])
        return
    for each in found:
        kind = all_kinds()[each.kind]
        typer.echo(f"{each.kind}: {kind.title}. {kind.publisher}. {kind.licence}.")
        typer.echo(f"  {each.page}")
        typer.echo(
            f"  Fetched {each.how}. {checked(each)}" if each.asked else f"  Loaded {each.how}. {each.note}".rstrip()
        )
        if each.calendar:
            typer.echo(f"  New: {each.calendar}.")


def checked(place: Place) -> str:
    """How sure we are of an address."""
    if place.checked_on:
        return f"The address was tried on {place.checked_on:%-d %B %Y}."
    return "The address has not been tried yet: check what comes."


def _one(place: Place, base: str, out: Path | None, area: str, format: Format) -> dict[str, Any]:
    """Fetch one kind, and import it where an area is named. What goes wrong is told, and the next kind is fetched."""
    from django.conf import settings

    from goldenthread.config import clock
    from goldenthread.understanding.datasets.fetching.download import NotFetched
    from goldenthread.understanding.datasets.fetching.kinds import fetch as bring

    def say(words: str) -> None:
        if format is Format.TEXT:
            typer.echo(words)

    say(f"{place.kind}: asking {base or place.asked or place.page}")
    try:
        found = bring(place, out or settings.DATA / "downloads", today=clock.today(), base=base)
    except NotFetched as fault:
        typer.echo(f"  Nothing was fetched. {fault}", err=True)
        return {"kind": place.kind, "ok": False, "why": str(fault)}
    say(f"  {found.path}, {found.told.bytes:,} bytes, SHA-256 {found.told.sha256}")
    say("  It is new." if found.new else "  Nothing has changed since it was fetched before.")
    told = {"kind": place.kind, "ok": True, "file": str(found.path), "new": found.new, "address": found.told.address}
    told |= {"bytes": found.told.bytes, "sha256": found.told.sha256}
    return told | _imported(found.path, place.kind, area, say) if area else told


def _imported(path: Path, kind: str, area: str, say: Any) -> dict[str, Any]:
    from goldenthread.config.commands.dataset import bring_in, brought_in
    from goldenthread.config.commands.thread import area_called
    from goldenthread.understanding.datasets.reading.staged import Unreadable

    try:
        manifest, release = bring_in([path], area_called(area), kind, lambda words: say(f"  {words}"))
    except Unreadable as unreadable:
        for fault in unreadable.faults:
            typer.echo(f"  - {fault}", err=True)
        return {"ok": False, "faults": [fault.as_dict() for fault in unreadable.faults]}
    for line in brought_in(manifest, release):
        say(f"  {line}")
    return {"release": manifest.id}
