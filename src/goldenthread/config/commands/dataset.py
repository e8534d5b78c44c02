"""How does an operator load, list, correct and retire data sets?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from goldenthread.analysis.prose import plural
from goldenthread.config.commands.strategy import STANDARD_OUTPUT, writable, write_whole
from goldenthread.config.commands.thread import area_called
from goldenthread.config.fetching import fetch
from goldenthread.config.outcomes import Format, OperatorMistake, print_json, refuse

if TYPE_CHECKING:
    from goldenthread.partnership.actors import SystemActor
    from goldenthread.partnership.models import Area
    from goldenthread.understanding.datasets.lake.manifest import Manifest
    from goldenthread.understanding.datasets.models import Release

OPERATOR = "The operator, at the command line"

dataset_app = typer.Typer(no_args_is_help=True, help="Data sets: in, listed, reported on, corrected, retired.")

Named = Annotated[str, typer.Argument(help="The release, by its identifier or the first eight or more digits of it.")]
OfArea = Annotated[str, typer.Option(help="The area that holds it, such as newcastle.")]


class ReportFormat(StrEnum):
    """The forms of a validation report."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    XLSX = "xlsx"


def register(app: typer.Typer) -> None:
    """Add `goldenthread dataset`."""
    app.add_typer(dataset_app, name="dataset")


dataset_app.command()(fetch)


@dataset_app.callback()
def dataset() -> None:
    """Data sets: in, listed, reported on, corrected, retired."""


@dataset_app.command(name="import")
def import_files(
    files: Annotated[list[Path], typer.Argument(help="The files of one data set, as published or exported.")],
    area: OfArea,
    kind: Annotated[str, typer.Option(help="What they are; told from the files when left out.")] = "",
    year: Annotated[int | None, typer.Option(help="The collection year, where the files do not say it.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and check, and keep nothing.")] = False,
    replaces: Annotated[
        list[str] | None, typer.Option(help="A release that this covers in part, and that is to go out of use.")
    ] = None,
    format: Annotated[Format, typer.Option(help="How to print the result.")] = Format.TEXT,
) -> None:
    """Read files into the lake, check them and put them to use. The same files twice change nothing."""
    from goldenthread.understanding.datasets.reading.staged import Unreadable

    found = area_called(area)
    paths = [_there(file) for file in files]
    replacing = [_release(area, name) for name in replaces or ()]
    say = (lambda words: None) if format is Format.JSON else (lambda words: typer.echo(f"  {words}", err=True))
    try:
        manifest, release = bring_in(paths, found, kind, say, year=year, dry_run=dry_run, replacing=replacing)
    except Unreadable as unreadable:
        refuse("Nothing was imported: the files could not be read.", unreadable.faults, format=format)
    if format is Format.JSON:
        told = manifest.model_dump(include={"kind", "year", "tables", "findings"})
        beside = _beside(release) if release else []
        print_json({"ok": True, "release": manifest.id, "kept": not dry_run, "beside": beside, **told})
        return
    typer.echo("\n".join(brought_in(manifest, release)))


def bring_in(
    paths: Sequence[Path],
    area: Area,
    kind: str,
    say: Callable[[str], None],
    *,
    year: int | None = None,
    dry_run: bool = False,
    replacing: Sequence[Release] = (),
) -> tuple[Manifest, Release | None]:
    """Read files into the lake and put them to use; raises Unreadable with every fault. A dry run keeps nothing."""
    from django.conf import settings

    from goldenthread.config import clock
    from goldenthread.understanding.datasets.kinds.councils import councils
    from goldenthread.understanding.datasets.lake.intake import read_in
    from goldenthread.understanding.datasets.queries import own_codes_of, registers_in_use, returns_in_use

    manifest = read_in(
        paths,
        kind=kind,
        area=area.slug,
        lake=Path(settings.LAKE),
        key=settings.PSEUDONYM_KEY.encode(),
        today=clock.today(),
        council=councils().get(area.gss_code),
        own_codes=own_codes_of(area),
        registers=registers_in_use(area),
        returns=returns_in_use(area),
        year=year,
        say=say,
        keep_it=not dry_run,
    )
    return manifest, None if dry_run else _take_in(area, manifest, replacing)


def brought_in(manifest: Manifest, release: Release | None) -> list[str]:
    """What was read and found, and what became of it, in lines."""
    lines = _lines(manifest.title, manifest.rows_read, manifest.rows_kept, manifest.findings)
    if release is None:
        return [*lines, "A dry run: nothing was kept."]
    return [*lines, f"In use as release {manifest.id}.", *_beside(release)]


def _beside(release: Release) -> list[str]:
    """The releases that it covers in part, and that stay in use."""
    from goldenthread.understanding.datasets.presenters import met
    from goldenthread.understanding.datasets.queries import meetings

    return [each.words for each in met(meetings(release)) if each.asked]


def _there(file: Path) -> Path:
    if file.is_dir():
        raise OperatorMistake(f"{file} is a folder. Give the files in it: {file / '*'}")
    if not file.is_file():
        raise OperatorMistake(f"There is no file {file}.")
    return file


def _take_in(area: Area, manifest: Any, replacing: Sequence[Release] = ()) -> Release:
    from django.db import transaction

    from goldenthread.partnership.policies import Refused
    from goldenthread.understanding.datasets import actions
    from goldenthread.understanding.datasets.states import ReleaseState

    by = _operator(area)
    try:
        with transaction.atomic():
            release = actions.take_in(area=area, manifest=manifest, by=by)
            if release.state == ReleaseState.READ:
                release = actions.accept(release=release, by=by, replacing=replacing)
    except Refused as refusal:
        raise OperatorMistake(str(refusal)) from refusal
    return release


def _operator(area: Area) -> SystemActor:
    from goldenthread.config import clock
    from goldenthread.partnership.actors import SystemActor

    return SystemActor(area=area, name=OPERATOR, now=clock.now())


def _lines(title: str, rows_read: int, rows_kept: int, findings: Any) -> list[str]:
    from goldenthread.understanding.datasets.presenters import how_many

    lines = [title, f"{plural(rows_read, 'row')} read, {rows_kept:,} kept."]
    for each in sorted(findings, key=lambda f: ("error", "query", "information").index(f["severity"])):
        if each["count"]:
            lines.append(f"  {each['severity']:11} {how_many(each):>18}: {each['sentence']} [{each['rule']}]")
    unchecked = Counter(each["because"] for each in findings if each["count"] is None)
    return lines + [f"  not checked {plural(n, 'rule'):>18}: {because}." for because, n in unchecked.items()]


@dataset_app.command(name="list")
def list_releases(
    area: OfArea, format: Annotated[Format, typer.Option(help="How to print the list.")] = Format.TEXT
) -> None:
    """List the releases that an area holds or held."""
    from goldenthread.understanding.datasets.queries import releases

    found = releases(area_called(area))
    if format is Format.JSON:
        names = ("lake_id", "kind", "title", "year", "state", "rows_read", "rows_kept", "read_on", "keep_until")
        print_json([{name: getattr(release, name) for name in names} for release in found])
        return
    for release in found:
        typer.echo(f"{release.lake_id}  {release.get_state_display()}: {release}, {release.rows_kept:,} rows")
    if not found:
        typer.echo("No data set has been loaded for this area.")


@dataset_app.command()
def report(
    release: Named,
    area: OfArea,
    format: Annotated[ReportFormat, typer.Option(help="The form of the report.")] = ReportFormat.TEXT,
    out: Annotated[str, typer.Option(help="Where to write it; - is standard output.")] = STANDARD_OUTPUT,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Report what the checks found in a release: each rule with its count, what to do, and its source."""
    from goldenthread.design.documents.alone import standing_alone
    from goldenthread.understanding.datasets.presenters import as_data, as_html, as_workbook, corrected

    found = _release(area, release)
    match format:
        case ReportFormat.TEXT:
            lines = _lines(str(found), found.rows_read, found.rows_kept, found.findings)
            content = "\n".join([*lines, *(f"  {corrected(each)}" for each in found.corrections)]).encode() + b"\n"
        case ReportFormat.JSON:
            return print_json(as_data(found))
        case ReportFormat.HTML:
            content = standing_alone(as_html(found)).encode()
        case ReportFormat.XLSX:
            content = as_workbook(found, _to_correct(found))
    if out == STANDARD_OUTPUT:
        output = typer.get_binary_stream("stdout")
        output.write(content)
        output.flush()
        return None
    return write_whole(writable(out, force=force), content)


def _to_correct(release: Release) -> list[dict[str, Any]]:
    """The rows to be filled, of a release whose rows can be corrected."""
    from goldenthread.partnership.policies import allows
    from goldenthread.understanding.datasets import actions, policies

    by = _operator(release.area)
    return actions.list_to_correct(release=release, by=by) if allows(policies.check_can_correct, by, release) else []


@dataset_app.command()
def correct(
    release: Named,
    filled: Annotated[Path, typer.Argument(help="The report as a workbook, with the corrected values filled in.")],
    area: OfArea,
    format: Annotated[Format, typer.Option(help="How to print the result.")] = Format.TEXT,
) -> None:
    """Lay corrections over a return: all of a file or none. The return itself stays as it came; a file twice is once."""
    from goldenthread.partnership.policies import Refused
    from goldenthread.understanding.datasets import actions
    from goldenthread.understanding.datasets.presenters import corrected
    from goldenthread.understanding.datasets.reading.staged import Unreadable

    found = _release(area, release)
    try:
        after = actions.correct(release=found, path=_there(filled), by=_operator(found.area))
    except Refused as refusal:
        raise OperatorMistake(str(refusal)) from refusal
    except Unreadable as unreadable:
        refuse("Nothing was corrected.", unreadable.faults, format=format)
    if format is Format.JSON:
        print_json({"ok": True, "release": after.lake_id, "corrections": after.corrections})
        return
    typer.echo("\n".join([str(after), *(f"  {corrected(each)}" for each in after.corrections)]))


@dataset_app.command()
def retire(
    release: Named,
    area: OfArea,
    reason: Annotated[str, typer.Option(help="Why, for the event log.")],
) -> None:
    """Remove the rows of a release for good; its record and report stay."""
    from goldenthread.partnership.policies import Refused
    from goldenthread.understanding.datasets import actions

    found = _release(area, release)
    try:
        actions.retire(release=found, by=_operator(found.area), reason=reason)
    except Refused as refusal:
        raise OperatorMistake(str(refusal)) from refusal
    typer.echo(f"Retired {found} ({found.lake_id}).")


def _release(area: str, name: str) -> Release:
    from goldenthread.understanding.datasets.queries import release_called

    found = release_called(area_called(area), name)
    if found is None:
        raise OperatorMistake(f"{area} holds no release {name}. See goldenthread dataset list --area {area}.")
    return found
