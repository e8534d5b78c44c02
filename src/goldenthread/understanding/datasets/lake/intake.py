"""How do files become a release? Read as text, checked, and only then kept: nothing half-read is ever in its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import ibis
from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.checking import published as checked
from goldenthread.understanding.datasets.checking.plausible import Query
from goldenthread.understanding.datasets.kinds.councils import Council
from goldenthread.understanding.datasets.kinds.own_codes import OwnCode, edition, with_own_codes
from goldenthread.understanding.datasets.kinds.registry import all_kinds
from goldenthread.understanding.datasets.kinds.schema import Kind, Table
from goldenthread.understanding.datasets.reading import published
from goldenthread.understanding.datasets.reading.damage import refuse_damage
from goldenthread.understanding.datasets.reading.staged import Fault, Unreadable, workbench

from .keeping import FINDINGS, keep, kept
from .last_year import return_before
from .manifest import KeptTable, Manifest, SourceFile, came_as, release_id
from .read import Read
from .registers import beside_a_return
from .returns import layouts_alone, read_return, reader_of

YEARS = r"(?<!\d)(20\d\d)[-_ ]?(\d\d)(?!\d)"
"""A financial or an academic year in the name of a file: 2023_24, 2023-24, 202324."""


def read_in(
    paths: Sequence[Path],
    *,
    kind: str,
    area: str,
    lake: Path,
    key: bytes,
    today: date,
    say: Callable[[str], None],
    council: Council | None = None,
    own_codes: Sequence[OwnCode] = (),
    registers: Mapping[str, str] | None = None,
    returns: Mapping[int, str] | None = None,
    year: int | None = None,
    keep_it: bool = True,
) -> Manifest:
    """Read, check and keep the files of one data set; returns the manifest of what is in the lake.

    `kind` may be empty: it is told from the files. `council` is the area's, where the area is one: the return of another
    is refused. `own_codes`: what it added to the lists of codes of a return. `registers`: kind → the area's release of
    it in use, against which settings are checked. `returns`: year → its return in use; that of the year before is compared,
    and is no part of what makes the release this one. `year` is asked for only where the files do not say it. With `keep_it`
    false nothing is kept, and the manifest says what would be. Raises Unreadable with every fault when nothing can be made.
    """
    say("Looking at what the files are")
    what = with_own_codes(_kind_of(paths, kind), own_codes)
    owner, secret = (area, key) if what.person_level else ("", b"")
    files = _came_as(paths)
    registers = registers if registers and what.person_level else {}
    codes_and_registers = filter(
        None, [edition(what.slug, own_codes), *(registers[kind] for kind in sorted(registers))]
    )
    name = release_id(what.slug, files, area=owner, key=secret, against=" ".join(codes_and_registers))
    if keep_it and (known := kept(lake, name)):
        say("These files are in the lake already")
        return known
    with workbench() as engine:
        say("Reading and checking the files")
        if what.person_level:
            beside = beside_a_return(lake, registers, engine)
            last_year = partial(return_before, lake, returns or {}, what, engine)
            of_the_area: dict[str, Any] = {"area": area, "council": council, "own_codes": own_codes, "key": key}
            against: dict[str, Any] = {"beside": beside, "last_year": last_year, "year": year, "today": today}
            found = read_return(paths, what, engine, **of_the_area, **against)
        else:
            found = _read_figures(paths, what, engine)
        manifest = partial(_manifest, name, what, owner, files, found)
        if not keep_it:
            return manifest({name: _counted(name, found) for name in found.tables})
        say("Keeping what was read")
        return keep(lake, name, found.tables, engine, manifest, rows_read=found.rows_read, held=found.held)


def _came_as(paths: Sequence[Path]) -> tuple[SourceFile, ...]:
    with ThreadPoolExecutor() as hands:
        return tuple(hands.map(came_as, paths))


def _kind_of(paths: Sequence[Path], slug: str) -> Kind:
    if slug and slug not in all_kinds():
        known = ", ".join(all_kinds())
        raise Unreadable(Fault("--kind", "there is no such kind of data set.", found=slug, expected=known))
    if slug:
        return all_kinds()[slug]
    found = published.recognised(paths)
    about_persons = [kind for kind in all_kinds().values() if kind.person_level]
    found = found or next((kind for kind in about_persons if reader_of(paths, kind)), None)
    found = found or next((kind for kind in about_persons if layouts_alone(paths, kind)), None)
    if found:
        return found
    refuse_damage(paths)
    names = ", ".join(path.name for path in paths)
    raise Unreadable(
        Fault(
            names, "what these files are cannot be told from their names and headings.", do="Say which kind they are."
        )
    )


def _read_figures(paths: Sequence[Path], kind: Kind, engine: Backend) -> Read:
    """Published figures: whole, or refused with every fault."""
    staged = published.read(paths, kind, engine)
    found = checked.released(staged, kind)
    if found.faults:
        raise Unreadable(*found.faults)
    noted = [_information("noted", str(note), kind) for note in found.notes]
    known = [_information("publisher", fault, kind) for fault in kind.known_faults]
    return Read(
        tables=found.tables,
        rows_read=found.rows_read,
        findings=[
            *noted,
            *(asked_about(query, kind) for query in found.queries),
            *known,
            *_made_up(found.tables, kind),
        ],
        told=staged.told,
        year=staged.year,
        figures=True,
        periods={name: _periods(table, kind.table(name), paths) for name, table in found.tables.items()},
    )


def asked_about(query: Query, kind: Kind) -> dict[str, Any]:
    """A figure or a code that somebody should look at, with the rows in which it stands."""
    rows = ", ".join(str(row) for row, _ in query.first) + (" and others" if query.rows > len(query.first) else "")
    sentence = f"{query.file}, column {query.column}: {query.what} Rows {rows}."
    examples = [
        {"file": query.file, "row": row, "field": query.column, "found": found, "expected": query.expected}
        for row, found in query.first
    ]
    said = {"severity": "query", "unit": "rows", "count": query.rows, "do": "Ask the publisher, or read it with care."}
    return {**_information("asked-about", sentence, kind), **said, "examples": examples}


def _made_up(tables: Mapping[str, ibis.Table], kind: Kind) -> Iterator[dict[str, Any]]:
    """A file that `goldenthread demo` wrote says so in every name."""
    for name, table in tables.items():
        declared = kind.table(name)
        if (
            declared.named_in
            and table.filter(table[declared.named_in].startswith("Made-up ")).limit(1).to_pyarrow().num_rows
        ):
            sentence = f"{declared.title} are made up: none of them exists."
            yield {**_information(f"{kind.slug}.made-up", sentence, kind), "source": "Golden Thread"}


def _periods(table: ibis.Table, declared: Table, paths: Sequence[Path]) -> tuple[str, ...]:
    """Of which periods the rows are; where no column says it, of which years the files say that they are."""
    if name := declared.period_field:
        there = table.select(name).distinct().to_pyarrow()[name].to_pylist()
        return tuple(sorted(str(each) for each in there if each is not None))
    years = (re.search(YEARS, path.stem) for path in paths)
    return tuple(sorted({found[1] + found[2] for found in years if found and _follows(*found.groups())}))


def _follows(year: str, next_year: str) -> bool:
    return (int(year) + 1) % 100 == int(next_year)


def _information(rule: str, sentence: str, kind: Kind) -> dict[str, Any]:
    words = {"rule": rule, "severity": "information", "unit": "data set", "count": 1, "sentence": sentence, "do": ""}
    return {**words, "source": kind.source, "confidence": "source read", "examples": [], "because": "", "note": ""}


def _counted(name: str, found: Read) -> KeptTable:
    columns = {column: str(holds) for column, holds in found.tables[name].schema().items()}
    rows = int(found.tables[name].count().to_pyarrow().as_py())
    return KeptTable(name=name, rows_read=found.rows_read[name], rows_kept=rows, columns=columns, sha256="")


def _manifest(
    name: str, kind: Kind, owner: str, files: tuple[SourceFile, ...], found: Read, tables: Mapping[str, KeptTable]
) -> Manifest:
    return Manifest(
        id=name,
        kind=kind.slug,
        area=owner,
        year=found.year,
        title=kind.title,
        publisher=kind.publisher,
        source=kind.source,
        licence=kind.licence,
        person_level=kind.person_level,
        files=files,
        tables=tuple(_with_rows(table, found) for table in tables.values()),
        at_the_door=tuple(found.at_the_door),
        findings=tuple(found.findings),
        codes_seen=tuple(found.codes_seen),
        told=dict(found.told),
        made_with=f"goldenthread {version('goldenthread')}",
    )


def _with_rows(table: KeptTable, found: Read) -> KeptTable:
    """How many of the rows that came are kept: all of a published table; none of what the checks themselves listed."""
    if found.figures or table.name == FINDINGS:
        periods = found.periods.get(table.name, ())
        return table.model_copy(update={"rows_kept": table.rows_read, "periods": periods})
    return table
