"""How do files become a release? Read as text, checked, and only then kept: nothing half-read is ever in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import ibis

from goldenthread.understanding.datasets.checking import published as checked
from goldenthread.understanding.datasets.kinds.registry import all_kinds
from goldenthread.understanding.datasets.kinds.schema import Kind
from goldenthread.understanding.datasets.reading import published
from goldenthread.understanding.datasets.reading.staged import Fault, Staged, Unreadable, workbench

from .keeping import keep, kept
from .manifest import KeptField, KeptTable, Manifest, SourceFile, came_as, release_id


@dataclass(frozen=True, slots=True)
class Checked:
    """What is to be kept: typed tables, how many rows came and stay of each, what the checks found, and the door."""

    tables: Mapping[str, ibis.Table]
    rows_read: Mapping[str, int]
    findings: Sequence[dict[str, Any]]
    at_the_door: Sequence[KeptField] = ()
    rows_kept: Mapping[str, int] | None = None


def read_in(
    paths: Sequence[Path],
    *,
    kind: str,
    area: str,
    lake: Path,
    key: bytes,
    say: Callable[[str], None],
    keep_it: bool = True,
) -> Manifest:
    """Read, check and keep the files of one data set; returns the manifest of what is in the lake.

    `kind` may be empty: it is told from the files. With `keep_it` false nothing is kept, and the manifest says what
    would be. Raises Unreadable with every fault when nothing can be made of the files.
    """
    say("Looking at what the files are")
    what = _kind_of(paths, kind)
    owner, secret = (area, key) if what.person_level else ("", b"")
    files = tuple(came_as(path) for path in paths)
    name = release_id(what.slug, files, area=owner, key=secret)
    if keep_it and (known := kept(lake, name)):
        say("These files are in the lake already")
        return known
    with workbench() as engine:
        say("Reading the files")
        staged = published.read(paths, what, engine)
        say("Checking what was read")
        found = _checked_figures(staged, what)

        def manifest(tables: Mapping[str, KeptTable]) -> Manifest:
            return _manifest(name, what, owner, staged, files, found, tables)

        if not keep_it:
            return manifest({name: _counted(name, found) for name in found.tables})
        say("Keeping what was read")
        return keep(lake, name, found.tables, engine, manifest, rows_read=found.rows_read)


def _kind_of(paths: Sequence[Path], slug: str) -> Kind:
    if slug and slug not in all_kinds():
        known = ", ".join(all_kinds())
        raise Unreadable(Fault("--kind", "there is no such kind of data set.", found=slug, expected=known))
    if found := all_kinds().get(slug) or published.recognised(paths):
        return found
    names = ", ".join(path.name for path in paths)
    raise Unreadable(
        Fault(
            names, "what these files are cannot be told from their names and headings.", do="Say which kind they are."
        )
    )


def _checked_figures(staged: Staged, kind: Kind) -> Checked:
    """Published figures: whole, or refused with every fault."""
    found = checked.released(staged, kind)
    if found.faults:
        raise Unreadable(*found.faults)
    known = [_information("publisher", fault, kind) for fault in kind.known_faults]
    noted = [_information("noted", str(note), kind) for note in found.notes]
    return Checked(found.tables, found.rows_read, [*noted, *known], rows_kept=found.rows_read)


def _information(rule: str, sentence: str, kind: Kind) -> dict[str, Any]:
    words = {"rule": rule, "severity": "information", "unit": "data set", "count": 1, "sentence": sentence, "do": ""}
    return {**words, "source": kind.source, "confidence": "source read", "examples": []}


def _counted(name: str, found: Checked) -> KeptTable:
    columns = {column: str(holds) for column, holds in found.tables[name].schema().items()}
    rows = int(found.tables[name].count().to_pyarrow().as_py())
    return KeptTable(name=name, rows_read=found.rows_read[name], rows_kept=rows, columns=columns, sha256="")


def _manifest(
    name: str,
    kind: Kind,
    owner: str,
    staged: Staged,
    files: tuple[SourceFile, ...],
    found: Checked,
    tables: Mapping[str, KeptTable],
) -> Manifest:
    return Manifest(
        id=name,
        kind=kind.slug,
        area=owner,
        year=staged.year,
        title=kind.title,
        publisher=kind.publisher,
        source=kind.source,
        licence=kind.licence,
        person_level=kind.person_level,
        files=files,
        tables=tuple(_with_rows(table, found) for table in tables.values()),
        at_the_door=tuple(found.at_the_door),
        findings=tuple(found.findings),
        told=staged.told,
        made_with=f"goldenthread {version('goldenthread')}",
    )


def _with_rows(table: KeptTable, found: Checked) -> KeptTable:
    """A row of a wide table becomes many figures: rows are counted as they came."""
    return table.model_copy(update={"rows_kept": found.rows_kept[table.name]}) if found.rows_kept else table
