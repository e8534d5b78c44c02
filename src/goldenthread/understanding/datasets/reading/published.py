"""What does a file of published statistics hold? CSV files, alone or packed together, by what is declared of them.

DuckDB reads the text strictly; when it stops, the file is gone through again, slowly, to say what is wrong and where.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import duckdb
from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.kinds.registry import all_kinds
from goldenthread.understanding.datasets.kinds.schema import Kind, Presentation, Table

from .archives import Source, sources
from .headings import START, Top, expected_of, folded, is_beside, name_of, table_of, top_of
from .presentation import presented
from .staged import FILE, ROW, Fault, Staged, Unreadable
from .text import Text, as_utf8, text_of

MOST_FAULTS = 10
PASSED_OVER = "passed over"


def recognised(paths: Sequence[Path]) -> Kind | None:
    """The kind of which the files hold most tables; None when there is none, or no single one."""
    tops = _tops(paths)
    held = Counter({kind.slug: _tables_held(tops, kind) for kind in all_kinds().values() if not kind.person_level})
    (slug, most), *others = held.most_common(2) or [("", 0)]
    return all_kinds()[slug] if most and all(count < most for _, count in others) else None


def recognises(paths: Sequence[Path], kind: Kind) -> bool:
    """Do the files hold a table of that kind, among others or alone?"""
    return not kind.person_level and _tables_held(_tops(paths), kind) > 0


def _tables_held(tops: Sequence[Top], kind: Kind) -> int:
    return sum(table_of(top, kind) is not None for top in tops)


def _tops(paths: Sequence[Path]) -> list[Top]:
    """The first rows of every file that is text."""
    try:
        with sources(paths, most=START) as files:
            return [top for file in files if (top := _top(file))]
    except Unreadable:
        return []


def _top(file: Source) -> Top | None:
    try:
        return top_of(file)
    except Unreadable:
        return None


def read(paths: Sequence[Path], kind: Kind, engine: Backend) -> Staged:
    """Every table of the kind that the files hold, as text. Raises Unreadable with every fault that was found."""
    faults: list[Fault] = []
    staged: dict[str, str] = {}
    told: dict[str, str] = {}
    remarks: list[Fault] = []
    with sources(paths) as files:
        for file in files:
            try:
                found, said = _staged(file, kind, staged, engine)
            except Unreadable as unreadable:
                faults += unreadable.faults
                continue
            staged |= found
            remarks += said
            if not found:
                told[file.name] = PASSED_OVER
    if not staged and not faults:
        faults.append(Fault(kind.title, "no file holds a table of this kind.", expected=_headings_told(kind)))
    if faults:
        raise Unreadable(*faults)
    return Staged(engine, tuple(staged), faults=tuple(remarks), told=told)


def _staged(file: Source, kind: Kind, staged: dict[str, str], engine: Backend) -> tuple[dict[str, str], list[Fault]]:
    """The tables that came of a file, each with the file's name, and remarks. Nothing, when it may be passed over."""
    others = [other for other in all_kinds().values() if not other.person_level]
    if file.packed and any(is_beside(file.name, other) for other in others):
        return {}, []
    top = top_of(file)
    table = table_of(top, kind)
    if table is None:
        if file.packed and any(table_of(top, other) for other in others):
            return {}, []
        raise Unreadable(_unknown(top, kind))
    if table.name in staged:
        do = "Import one of them, then the other as a release of its own."
        raise Unreadable(Fault(file.name, f"another file holds “{table.title}” too.", found=staged[table.name], do=do))
    text = text_of(file.path, file.name, kind.encodings)
    if table.presentation:
        return _stage_presented(file, text, table, table.presentation, engine), []
    return {table.name: file.name}, _stage(file, text, top, table, engine)


def _stage_presented(file: Source, text: Text, table: Table, shown: Presentation, engine: Backend) -> dict[str, str]:
    figures, notes = presented(as_utf8(text, file.copy), file.name, table, shown)
    names = {table.name: figures, shown.notes: notes}
    for name, rows in names.items():
        engine.create_table(name, rows, overwrite=True)
    return dict.fromkeys(names, file.name)


def _unknown(top: Top, kind: Kind) -> Fault:
    found = ", ".join(top.rows[0][:8]) if top.rows else "no headings"
    do = "Check that this is the file you meant, and that its headings are as the publisher wrote them."
    return Fault(
        top.source.name, f"this is no table of “{kind.title}”.", found=found, expected=_headings_told(kind), do=do
    )


def _headings_told(kind: Kind) -> str:
    return "; or ".join(", ".join(table.marked_by) for table in kind.tables[:4] if table.marked_by) or "a table"


def _stage(file: Source, text: Text, top: Top, table: Table, engine: Backend) -> list[Fault]:
    """Put one table into the engine; returns remarks on columns that are new."""
    names = _names(file, top, table)
    if text.blank_lines:
        _refuse(_diagnosed(text, file.name, len(names), blank_only=True))
    try:
        _load(as_utf8(text, file.copy), file.name, table.name, names, engine)
    except duckdb.Error as fault:
        said = _diagnosed(text, file.name, len(names))
        plain = str(fault).split("\n", 1)[0]
        _refuse(said or [Fault(file.name, "the file is not well-formed CSV.", found=plain)])
    if not engine.con.execute(f"SELECT 1 FROM {quoted(table.name)} LIMIT 1").fetchall():  # noqa: S608
        raise Unreadable(Fault(file.name, "the table has headings but no rows.", do="Download the file again."))
    known = {folded(name) for name in expected_of(table)}
    if absent := [name for name in expected_of(table) if folded(name) not in {folded(name) for name in names}]:
        what = f"this edition has no {', '.join(absent)}; nothing can be said that rests on them."
        return [Fault(file.name, what)]
    new = [name for name in names if folded(name) not in known] if table.figures else []
    return [
        Fault(f"{file.name}, column {name}", "a figure that is not in the declaration is kept too.") for name in new
    ]


def _names(file: Source, top: Top, table: Table) -> list[str]:
    """The names under which the columns are staged. Raises Unreadable when one is missing, unknown or there twice."""
    headings = top.headings(table)
    names = [name_of(heading, table) for heading in headings]
    faults = []
    for place, name in enumerate(names, 1):
        if not name:
            faults.append(Fault(f"{file.name}, row 1, column {place}", "a column has no heading."))
    counts = Counter(folded(name) for name in names if name)
    faults += [
        Fault(
            f"{file.name}, row 1", "a heading stands twice.", found=name, do="Rename or remove one of the two columns."
        )
        for name, count in counts.items()
        if count > 1
    ]
    if missing := [name for name in _needed(table) if folded(name) not in counts]:
        faults.append(Fault(f"{file.name}, row 1", "a column is missing.", expected=", ".join(missing), do=_PUBLISHED))
    if table.measures != "every other column" and table.other_columns == "refused":
        known = {folded(name) for name in expected_of(table)}
        if unknown := [name for name in names if name and folded(name) not in known]:
            faults.append(
                Fault(f"{file.name}, row 1", "a column is not known.", found=", ".join(unknown), do=_PUBLISHED)
            )
    _refuse(faults)
    return names


def _needed(table: Table) -> list[str]:
    """The columns without which the file is not that table."""
    if table.other_columns == "passed over":
        return [field.name for field in table.fields if field.required]
    return expected_of(table)


_PUBLISHED = "Import the file as it was published."


def _refuse(faults: Sequence[Fault]) -> None:
    if faults:
        raise Unreadable(*faults)


def _load(path: Path, name: str, table: str, names: Sequence[str], engine: Backend) -> None:
    columns = ", ".join(f"{literal(column)}: 'VARCHAR'" for column in names)
    kept = ", ".join(f"nullif({quoted(column)}, '') AS {quoted(column)}" for column in names)
    engine.con.execute(
        f"CREATE OR REPLACE TABLE {quoted(table)} AS "  # noqa: S608  # names are quoted, values are literals
        f"SELECT {literal(name)} AS {FILE}, 1 + row_number() OVER () AS {ROW}, {kept} FROM read_csv("
        f"{literal(str(path))}, auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', "
        f"columns = {{{columns}}}, strict_mode = true, null_padding = false, ignore_errors = false)"
    )


def quoted(name: str) -> str:
    """A name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text in SQL."""
    return "'" + text.replace("'", "''") + "'"


def _diagnosed(text: Text, name: str, width: int, *, blank_only: bool = False) -> list[Fault]:
    """Every row that is not as long as the headings, counted as a spreadsheet counts; the first few are told."""
    faults: list[Fault] = []
    blank: list[int] = []
    number = 0
    try:
        with text.path.open(encoding=text.encoding, newline="") as file:
            for number, row in enumerate(csv.reader(file, strict=True), 1):
                if not row:
                    blank.append(number)
                elif blank:
                    faults.append(
                        Fault(f"{name}, row {blank.pop()}", "the row is blank.", do="Remove it, or find what is lost.")
                    )
                    blank.clear()
                elif len(row) != width and not blank_only:
                    faults.append(_ragged(f"{name}, row {number}", row, width))
                if len(faults) >= MOST_FAULTS:
                    break
    except csv.Error as fault:
        where, do = f"{name}, after row {number}", "Look for a quotation mark without its pair."
        faults.append(Fault(where, "the row is not well-formed CSV.", found=str(fault), do=do))
    return faults


def _ragged(where: str, row: Sequence[str], width: int) -> Fault:
    do = "Look for a comma in a name without quotation marks, or a row cut short."
    return Fault(where, "the row has another length than the headings.", f"{len(row)} cells", f"{width} cells", do)
