"""A CSV as DuckDB reads it: every cell, in the order of the file, or a fault that names the row.

The heading is read here first, because a wrong delimiter, a heading twice or a file of another kind is told better before
a million rows are read. The rows are read by DuckDB alone: all columns as text, nothing guessed. What the texts mean is
worked out in the same pass, because to put five million rows of text aside first costs as much as to read them.
"""

# ruff: noqa: S608 - statements are made of declared names only

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import duckdb
from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.kinds.schema import Kind, Table

from .published import literal
from .staged import FILE, ROW, Fault, Unreadable
from .text import refuse_other_formats
from .values import texts, values

LONGEST_ROW = 1_000_000
"""Bytes. A row of a return has some hundreds; a longer one is an open quotation mark, damage or an attack."""
MOST_TOLD = 20
_PIECE = 1 << 20
_OTHER_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "bars"}
Shape = Callable[[str], str]
"""From the source of the rows, a SELECT of what is kept of them."""
_LINE = re.compile(r"(?:CSV Error on Line|Line):? (\d+)")


def headings_of(path: Path) -> list[str]:
    """The heading row. Raises Unreadable for an empty file, UTF-16, a workbook in disguise or another delimiter."""
    with path.open("rb") as file:
        start = file.read(LONGEST_ROW)
    refuse_other_formats(start, path.name)
    if b"\0" in start[:4096]:
        raise Unreadable(
            Fault(path.name, "is no CSV.", "a file of another kind", "text with commas", "Export it as CSV (UTF-8).")
        )
    first = re.split(rb"\r\n|\n|\r", start, maxsplit=1)[0]
    if len(first) == len(start) >= LONGEST_ROW:
        raise Unreadable(_long(path, 1))
    text = first.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="replace")
    headings = [heading.strip() for heading in next(csv.reader([text]), [])]
    if len(headings) == 1:
        for delimiter, name in _OTHER_DELIMITERS.items():
            if delimiter in text:
                raise Unreadable(
                    Fault(
                        f"{path.name}, row 1",
                        "is not separated by commas.",
                        name,
                        "commas",
                        "Export it as CSV with commas.",
                    )
                )
    return headings


def stage(
    engine: Backend,
    path: Path,
    table: Table,
    kind: Kind,
    headings: list[str],
    columns: Mapping[str, int],
    scratch: Path,
) -> None:
    """Read the values of one file into `table.name`: the declared fields, `_file` and `_row` (the heading is row 1).

    A table that hangs from no other is the header, which is asked as it is written: it is read as text.
    """
    _no_endless_row(path)
    cells = {field: f"c{place}" for field, place in columns.items()}
    shape = partial(values if table.parent else texts, table, kind, cells)
    try:
        _load(engine, path, path.name, table, headings, shape)
    except duckdb.Error as fault:
        if "unicode" not in str(fault).lower() and "utf-8" not in str(fault).lower():
            raise Unreadable(*_broken_rows(engine, path, headings, fault)) from fault
        changed = scratch / f"{table.name}.utf8.csv"
        _from_windows(path, changed)
        try:
            _load(engine, changed, path.name, table, headings, shape)
        except duckdb.Error as second:
            raise Unreadable(*_broken_rows(engine, changed, headings, second, path.name)) from second


def _no_endless_row(path: Path) -> None:
    """A row longer than DuckDB's buffer would be left out without a word: every million bytes must hold the end of a row."""
    with path.open("rb") as file:
        while piece := file.read(LONGEST_ROW):
            if len(piece) == LONGEST_ROW and b"\n" not in piece and b"\r" not in piece:
                raise Unreadable(_long(path, _rows_before(path, file.tell() - len(piece))))


def _rows_before(path: Path, place: int) -> int:
    with path.open("rb") as file:
        return 1 + sum(file.read(min(_PIECE, place - start)).count(b"\n") for start in range(0, place, _PIECE))


def _load(engine: Backend, path: Path, name: str, table: Table, headings: list[str], shape: Shape) -> None:
    """The rows go into a table of their own, whose `rowid` is the order of the file; the staged table is a view of it."""
    read = f"_read_{table.name}"
    engine.con.execute(f'CREATE OR REPLACE TABLE "{read}" AS {shape(_source(headings))}', [str(path)])
    engine.con.execute(
        f'CREATE VIEW "{table.name}" AS SELECT *, {literal(name)} AS "{FILE}", rowid + 2 AS "{ROW}" FROM "{read}"'
    )


def _source(headings: list[str], rejects: str = "") -> str:
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(headings)))
    return (
        f"read_csv(?, header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', nullstr = '', "
        f"columns = {{{columns}}}, max_line_size = {LONGEST_ROW}{rejects})"
    )


def _broken_rows(engine: Backend, path: Path, headings: list[str], fault: duckdb.Error, name: str = "") -> list[Fault]:
    """Every row that cannot be read, up to some: read again with the bad rows put aside."""
    name = name or path.name
    try:
        aside = (
            ", store_rejects = true, rejects_limit = 1000, rejects_table = '_rejects', rejects_scan = '_rejects_scan'"
        )
        engine.con.execute(f"SELECT count(*) FROM {_source(headings, aside)}", [str(path)]).fetchall()
        rows = engine.con.execute(
            "SELECT line, arg_min(error_type::VARCHAR, column_idx), arg_min(error_message, column_idx) FROM _rejects "
            "GROUP BY line ORDER BY line LIMIT ?",
            [MOST_TOLD],
        ).fetchall()
        engine.con.execute("DROP TABLE IF EXISTS _rejects; DROP TABLE IF EXISTS _rejects_scan")
    except duckdb.Error:
        rows = []
    if not rows:
        line = _LINE.search(str(fault))
        rows = [(int(line[1]) if line else None, "", str(fault))]
    return [_row_fault(name, line, kind, len(headings), message) for line, kind, message in rows]


def _row_fault(name: str, line: int | None, kind: str, width: int, message: str) -> Fault:
    where = f"{name}, row {line}" if line else name
    told = (kind + " " + message).upper()
    if "UNQUOTED" in told or "QUOTE" in told:
        return Fault(
            where, "has a quotation mark that is not closed.", do="Export the file again; do not edit it by hand."
        )
    if "MAXIMUM LINE SIZE" in told or "LINE SIZE" in told:
        return _long_at(where)
    if "TOO MANY" in told or "MISSING" in told or "EXPECTED NUMBER OF COLUMNS" in told:
        found = re.search(r"Found: (\d+)", message)
        return Fault(
            where,
            "has another number of columns than the heading.",
            found[1] if found else "",
            str(width),
            "The file may be cut short: export it again.",
        )
    return Fault(where, "cannot be read.", message.splitlines()[0][:200], do="Export the file again.")


def _from_windows(path: Path, target: Path) -> None:
    """Not UTF-8: then it is Windows-1252, or nothing we know. A byte that Windows-1252 lacks is told with its row."""
    row = 1
    with path.open("rb") as source, target.open("w", encoding="utf-8", newline="") as copy:
        while piece := source.read(_PIECE):
            try:
                copy.write(piece.decode("windows-1252"))
            except UnicodeDecodeError as fault:
                row += piece[: fault.start].count(b"\n")
                raise Unreadable(_encoding(path, f"byte {piece[fault.start]:#04x}", row)) from fault
            row += piece.count(b"\n")


def _encoding(path: Path, found: str, row: int | None = None) -> Fault:
    where = f"{path.name}, row {row}" if row else path.name
    return Fault(where, "is in an unknown encoding.", found, "UTF-8 or Windows-1252", "Save it as “CSV UTF-8”.")


def _long(path: Path, row: int) -> Fault:
    return _long_at(f"{path.name}, row {row}")


def _long_at(where: str) -> Fault:
    return Fault(
        where,
        "is too long to be a row.",
        f"more than {LONGEST_ROW:,} bytes",
        do="A quotation mark may be open. Export the file again.",
    )
