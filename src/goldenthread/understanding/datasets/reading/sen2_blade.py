"""The SEN2 return as COLLECT exports it ("Blade"): nine CSVs, or a zip of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory

from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.kinds.schema import Kind, Table

from .archives import sources
from .columns import Matched, doubled_faults, heading_faults, matched, missing_faults
from .delimited import headings_of, stage
from .sen2_header import staged_return
from .staged import Fault, Staged, Unreadable

LAYOUT = "COLLECT CSV export"
FEWEST_FILES = 3
"""Of the nine. Fewer files with such names could be another data set's."""


def recognises(paths: Sequence[Path], kind: Kind) -> bool:
    """Names that end in the names of our tables, whether loose or in one zip; what is missing is told when they are read."""
    try:
        with sources(paths, most=1) as files:
            names = [file.file_name for file in files]
    except Unreadable:
        return False
    found = {table.name for table in kind.tables for name in names if _fits(name, table)}
    return kind.slug == "sen2" and len(found) >= FEWEST_FILES


def read(paths: Sequence[Path], kind: Kind, engine: Backend) -> Staged:
    """All nine files, whatever they are called: the name tells first, then the keys in the heading."""
    with sources(paths) as found, TemporaryDirectory(prefix="goldenthread-") as folder:
        scratch = Path(folder)
        files = [source.path for source in found]
        headings = {file: headings_of(file) for file in files if file.suffix.lower() == ".csv"}
        chosen = _chosen(headings, kind)
        columns, faults = _columns(chosen, headings, kind)
        faults += [Fault(file.name, "is no CSV and was not read.") for file in files if file not in headings]
        for table in kind.tables:
            file = chosen[table.name]
            stage(engine, file, table, kind, headings[file], columns[table.name].columns, scratch)
        return _with_missing(staged_return(engine, kind, faults, _common(chosen), LAYOUT), chosen, columns, kind)


def _fits(name: str, table: Table) -> bool:
    return any(fnmatch(name.lower(), pattern) for pattern in table.files)


def _chosen(headings: dict[Path, list[str]], kind: Kind) -> dict[str, Path]:
    """Table → its file. Raises Unreadable that says which file is missing, one too many or of another kind."""
    chosen: dict[str, Path] = {}
    faults = []
    for file, row in headings.items():
        table = _table_of(file, row, kind)
        if table is None:
            faults.append(
                Fault(file.name, "is none of the nine files of the export.", ", ".join(row[:8]), do="Leave it out.")
            )
        elif table in chosen:
            faults.append(
                Fault(file.name, f"is a second file of {table}.", chosen[table].name, "one file each", "Leave one out.")
            )
        else:
            chosen[table] = file
    absent = [table.name for table in kind.tables if table.name not in chosen]
    if absent:
        given = ", ".join(file.name for file in headings) or "no CSV file"
        faults.append(
            Fault(
                "The export",
                f"is not whole: no file of {', '.join(absent)}.",
                given,
                "nine CSV files",
                "Export all nine and give them together, or as one zip.",
            )
        )
    if faults:
        raise Unreadable(*faults)
    return chosen


def _table_of(file: Path, headings: list[str], kind: Kind) -> str | None:
    """The table whose two keys are both in the heading, else the one that the file's name says, else the header's."""
    there = {heading.lower() for heading in headings}
    keyed = [table for table in kind.tables if table.parent and {*table.key, table.parent_key} <= there]
    named = [table for table in kind.tables if _fits(file.name, table)]
    first = [table for table in kind.tables if not table.parent and {*table.key} <= there]
    return next((table.name for table in (*keyed, *named, *first)), None)


def _columns(
    chosen: dict[str, Path], headings: dict[Path, list[str]], kind: Kind
) -> tuple[dict[str, Matched], list[Fault]]:
    columns: dict[str, Matched] = {}
    told: list[Fault] = []
    fatal: list[Fault] = []
    for table in kind.tables:
        file = chosen[table.name]
        found = matched(table, headings[file], ignored=_housekeeping(table))
        fatal += doubled_faults(found, file.name)
        fatal += [
            Fault(
                f"{file.name}, row 1",
                f"has no column {key}, without which its rows belong to nobody.",
                do="Export it again.",
            )
            for key in (*table.key, *filter(None, [table.parent_key]))
            if key not in found.columns
        ]
        told += heading_faults(table, found, file.name)
        columns[table.name] = found
    if fatal:
        raise Unreadable(*fatal)
    return columns, told


def _housekeeping(table: Table) -> set[str]:
    """COLLECT's own columns: the authority again, the order of rows and the number of the upload. They tell nothing of a child."""
    return {"nativeid", "sourceid", f"{table.name}orderseqcolumn"}


def _with_missing(staged: Staged, chosen: dict[str, Path], columns: dict[str, Matched], kind: Kind) -> Staged:
    missing = [
        fault
        for table in kind.tables
        for fault in missing_faults(table, columns[table.name].missing(table, staged.year), chosen[table.name].name)
    ]
    read = frozenset(table.name for table in kind.tables if table.parent)
    return replace(staged, faults=(*staged.faults, *missing), as_values=read)


def _common(chosen: dict[str, Path]) -> str:
    return chosen["sen2"].name
