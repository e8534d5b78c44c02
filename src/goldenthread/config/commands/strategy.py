"""How does a strategy leave as a file, and come in from one?"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from goldenthread.config.commands.thread import area_called
from goldenthread.config.outcomes import INPUT_IS_WRONG, Format, OperatorMistake, print_json, refuse

if TYPE_CHECKING:
    from goldenthread.partnership.actors import SystemActor
    from goldenthread.partnership.models import Area
    from goldenthread.publishing.packs.changes import Change
    from goldenthread.publishing.packs.format import Pack
    from goldenthread.publishing.workbooks.propose import Proposal

OPERATOR = "The operator, at the command line"
STANDARD_OUTPUT = "-"
MOST_BYTES = 10_000_001
"""As much as is read of a file: one byte more than the largest that is taken in, so that a larger one is known."""

_BOOKS = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".pdf", ".doc", ".docx", ".numbers"}
_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")

strategy_app = typer.Typer(no_args_is_help=True, help="A strategy as a file: out and in.")


class FileFormat(StrEnum):
    """The forms in which a strategy leaves."""

    JSON = "json"
    YAML = "yaml"
    XLSX = "xlsx"
    DOCX = "docx"
    HTML = "html"
    PDF = "pdf"


def register(app: typer.Typer) -> None:
    """Add `goldenthread strategy`."""
    app.add_typer(strategy_app, name="strategy")


@strategy_app.callback()
def strategy() -> None:
    """A strategy as a file: out and in."""


# --- out ------------------------------------------------------------------------------------------------------


@strategy_app.command()
def export(
    area: Annotated[str, typer.Argument(help="The area's name in addresses, such as newcastle.")],
    format: Annotated[FileFormat, typer.Option(help="The form of the file.")],
    out: Annotated[str, typer.Option(help="Where to write it; - is standard output.")],
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Write an area's strategy as it stands now: as a pack (json, yaml), a workbook (xlsx) or a document."""
    found = area_called(area)
    path = None if out == STANDARD_OUTPUT else writable(out, force=force)
    content = written(found, format)
    if path is None:
        output = typer.get_binary_stream("stdout")
        output.write(content)
        output.flush()
        return
    write_whole(path, content)
    typer.echo(f"Wrote {found.name}'s strategy to {path} ({len(content):,} bytes).")


def writable(out: str, *, force: bool) -> Path:
    """The path, where a file may be written there."""
    path = Path(out)
    if path.is_dir():
        raise OperatorMistake(f"{path} is a folder. Name the file: --out {path / 'strategy.yaml'}")
    if path.exists() and not force:
        raise OperatorMistake(f"{path} is there already. Choose another name, or add --force to write over it.")
    if not path.parent.is_dir():
        raise OperatorMistake(f"There is no folder {path.parent}. Make it first, or choose another place.")
    return path


def write_whole(path: Path, content: bytes) -> None:
    """Write the file whole or not at all: beside its place first, then into it."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as fault:
        draft.unlink(missing_ok=True)
        raise OperatorMistake(f"{path} cannot be written: {fault.strerror}.") from fault


def written(area: Area, format: FileFormat) -> bytes:
    """The strategy in that form."""
    from goldenthread.config import clock
    from goldenthread.publishing.packs.encode import to_json, to_yaml
    from goldenthread.publishing.packs.queries import pack_of

    match format:
        case FileFormat.JSON:
            return to_json(pack_of(area)).encode()
        case FileFormat.YAML:
            return to_yaml(pack_of(area)).encode()
        case FileFormat.XLSX:
            from goldenthread.publishing.workbooks.queries import workbook_of

            return workbook_of(area, clock.today())
        case _:
            from goldenthread.publishing.documents.files import strategy_document

            return set_in_type(lambda: strategy_document(area, format.value, clock.today()))


def set_in_type(make: Callable[[], bytes]) -> bytes:
    """The file; where this machine cannot make a PDF, what to do instead."""
    from goldenthread.design.documents.pdf import PdfUnavailable

    try:
        return make()
    except PdfUnavailable as missing:
        raise OperatorMistake(f"{missing} Or choose --format docx or html.") from missing


# --- in -------------------------------------------------------------------------------------------------------


@strategy_app.command(name="import")
def import_file(
    file: Annotated[Path, typer.Argument(help="A strategy pack (.yaml, .json) or a workbook (.xlsx).")],
    area: Annotated[
        str, typer.Option(help="The area that it belongs to, such as newcastle; a pack may bring a new one.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    reason: Annotated[str, typer.Option(help="Why, for the event log.")] = "",
    format: Annotated[Format, typer.Option(help="How to print the result.")] = Format.TEXT,
) -> None:
    """Take a strategy in from a file: all of it or nothing, and every change in words.

    A pack is the whole strategy: what it leaves out is withdrawn. A workbook adds and changes, and withdraws nothing.
    """
    from goldenthread.publishing.packs.faults import Faulty

    content = content_of(file)
    reason = reason.strip() or f"Imported {file.name} at the command line."
    try:
        if is_workbook(file, content):
            changes = take_workbook(file.name, content, area, reason, dry_run=dry_run, format=format)
        else:
            changes = take_pack(file.name, content, area, reason, dry_run=dry_run)
    except Faulty as faulty:
        refuse(f"{file.name} was not taken in. Nothing was changed.", faulty.faults, format=format)
    tell(changes, area, dry_run=dry_run, format=format)


def content_of(file: Path) -> bytes:
    """The bytes of the file, as far as any of them can matter."""
    try:
        with file.open("rb") as source:
            return source.read(MOST_BYTES)
    except OSError as fault:
        raise OperatorMistake(f"{file} cannot be read: {fault.strerror}.") from fault


def is_workbook(file: Path, content: bytes) -> bool:
    """Is it a workbook, or something that is meant to be one? Anything else is read as a pack."""
    return file.suffix.lower() in _BOOKS or content.startswith(_STARTS)


def operator(area: Area | None) -> SystemActor:
    """Who acts."""
    from goldenthread.config import clock
    from goldenthread.partnership.actors import SystemActor

    return SystemActor(area, OPERATOR, clock.now())


def take_pack(name: str, content: bytes, slug: str, reason: str, *, dry_run: bool) -> tuple[Change, ...]:
    """Take a pack in. One whose area is new makes the area."""
    from goldenthread.config import clock
    from goldenthread.partnership.queries import area_by_slug
    from goldenthread.publishing.packs.actions import import_pack, preview_pack
    from goldenthread.publishing.packs.read import decode_pack

    pack = decode_pack(content, name=name, today=clock.today())
    check_area(pack, name, slug)
    area = area_by_slug(slug)
    if dry_run:
        return preview_pack(pack=pack, by=operator(area))
    return import_pack(pack=pack, by=operator(area), reason=reason)[1]


def check_area(pack: Pack, name: str, slug: str) -> None:
    """A pack goes into its own area and no other."""
    from goldenthread.publishing.packs.faults import Fault, Faulty

    if pack.area.slug != slug:
        area_called(slug)
        remedy = f"Use --area {pack.area.slug}, or correct the pack."
        raise Faulty([Fault(name, "area.slug", repr(pack.area.slug), repr(slug), remedy)])


def take_workbook(
    name: str, content: bytes, slug: str, reason: str, *, dry_run: bool, format: Format
) -> tuple[Change, ...]:
    """Take a workbook in, where it leaves nothing to ask: questions are answered on the web."""
    from goldenthread.config import clock
    from goldenthread.publishing.workbooks.actions import take_in
    from goldenthread.publishing.workbooks.queries import proposal_of

    area = area_called(slug)
    proposal = proposal_of(area, content, name, {}, clock.today())
    for note in proposal.notes:
        typer.echo(f"Note: {note}", err=True)
    if proposal.open:
        leave_to_the_web(proposal, name, slug, format)
    if dry_run or not proposal.changes:
        return proposal.changes
    return take_in(area=area, name=name, content=content, by=operator(area), reason=reason)


def leave_to_the_web(proposal: Proposal, name: str, slug: str, format: Format) -> None:
    """End with code 1, listing every question."""
    summary = f"{name} leaves {len(proposal.open)} to ask. Nothing was changed. Bring it in at /{slug}/work/workbooks/import/."
    if format is Format.JSON:
        questions = [
            {"question": q.text, "where": list(q.places), "answers": [option.label for option in q.shown]}
            for q in proposal.open
        ]
        print_json(
            {"ok": False, "summary": summary, "faults": [], "questions": questions, "notes": list(proposal.notes)}
        )
    typer.echo(summary, err=True)
    for question in proposal.open:
        where = f" ({'; '.join(question.where)})" if question.where else ""
        typer.echo(f"  - {question.text}{where}", err=True)
    raise typer.Exit(INPUT_IS_WRONG)


def tell(changes: tuple[Change, ...], area: str, *, dry_run: bool, format: Format) -> None:
    """What changed, or would."""
    from goldenthread.publishing.packs.changes import summary

    if format is Format.JSON:
        told: list[dict[str, Any]] = [asdict(change) for change in changes]
        print_json({"ok": True, "area": area, "dry_run": dry_run, "summary": summary(changes), "changes": told})
        return
    for change in changes:
        typer.echo(f"  - {change.sentence}")
    typer.echo(f"{summary(changes)}{' Nothing was written: this was a dry run.' if dry_run else ''}")
