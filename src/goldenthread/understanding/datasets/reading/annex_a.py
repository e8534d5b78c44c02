"""The two lists that inspectors ask for (Annex A): children with a plan and with SEN support, as CSV files or sheets."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path

from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.kinds.schema import Kind, Table

from .columns import Matched, doubled_faults, heading_faults, matched, missing_faults
from .gathering import Gathering
from .staged import Fault, Staged, Unreadable
from .workbooks import Workbook, sheet_names

LAYOUT = "Annex A lists"
HEADING_WITHIN = 20
"""Rows. Titles and notes may stand above the heading."""
FEWEST = 6
"""Headings of a list that make a row its heading."""
LARGEST_FILE = 50_000_000
PLAN_ONLY = "initialplan"

Row = tuple[int, tuple[str | None, ...]]


def recognises(paths: Sequence[Path], kind: Kind) -> bool:
    """Every file is a CSV or a workbook, and one of them has the heading of a list."""
    if kind.slug != "annex-a" or not paths or any(path.suffix.lower() not in {".csv", ".xlsx"} for path in paths):
        return False
    try:
        return any(_heading(rows, kind) for path in paths for _, rows in _sheets(path, first=HEADING_WITHIN))
    except Unreadable:
        return False


def read(paths: Sequence[Path], kind: Kind, engine: Backend) -> Staged:
    """One list or both. A list that is not given is an empty table, and told."""
    gathering = Gathering(kind, engine)
    faults: list[Fault] = []
    found: dict[str, str] = {}
    for path in paths:
        for where, rows in _sheets(path):
            table = _list(rows, where, kind, gathering, faults)
            if table is None:
                faults.append(Fault(where, "holds no list that inspectors ask for and was not read."))
            elif table in found:
                raise Unreadable(Fault(where, f"is a second {table}.", found[table], "one of each", "Leave one out."))
            else:
                found[table] = where
    if not found:
        raise Unreadable(
            Fault(
                ", ".join(path.name for path in paths),
                "holds neither list.",
                do="Keep the headings of the inspectors' form.",
            )
        )
    for name in (table.name for table in kind.tables if table.name not in found):
        faults.append(
            Fault("The lists", f"{name} ({kind.table(name).title.lower()}) was not given.", do="Give both together.")
        )
    return Staged(engine, gathering.finish(), None, tuple(faults), {"layout": LAYOUT})


def _sheets(path: Path, first: int | None = None) -> Iterator[tuple[str, list[Row]]]:
    if path.suffix.lower() == ".csv":
        yield path.name, _csv(path, first)
        return
    if first and not sheet_names(path):
        return
    book = Workbook(path)
    try:
        for sheet in book.sheets:
            rows = []
            for row in book.rows(sheet):
                rows.append(row)
                if first and len(rows) >= first:
                    break
            yield f"{path.name}, {sheet}", rows
    finally:
        book.close()


def _csv(path: Path, first: int | None) -> list[Row]:
    if path.stat().st_size > LARGEST_FILE:
        raise Unreadable(
            Fault(
                path.name,
                "is too long to be a list of one area.",
                f"{path.stat().st_size:,} bytes",
                f"at most {LARGEST_FILE:,}",
            )
        )
    content = path.read_bytes()
    if b"\0" in content:
        raise Unreadable(
            Fault(path.name, "is no CSV.", "a file of another kind", "text with commas", "Save it as “CSV UTF-8”.")
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("windows-1252", errors="replace")
    rows: list[Row] = []
    try:
        for number, cells in enumerate(csv.reader(StringIO(text, newline=""), strict=True), start=1):
            if any(cell.strip() for cell in cells):
                rows.append((number, tuple(cell.strip() or None for cell in cells)))
            if first and len(rows) >= first:
                break
    except csv.Error as fault:
        raise Unreadable(
            Fault(f"{path.name}, row {len(rows) + 1}", f"cannot be read ({fault}).", do="Save it again as CSV.")
        ) from fault
    return rows


def _heading(rows: list[Row], kind: Kind) -> tuple[int, Table, Matched] | None:
    """(place among the rows, the list, its columns). The dates of the plan tell list 1 from list 2."""
    for place, (_, cells) in enumerate(rows[:HEADING_WITHIN]):
        plans, support = (matched(table, cells) for table in kind.tables)
        if len(plans.columns) >= FEWEST and "uniqueid" in plans.columns:
            first = PLAN_ONLY in plans.columns
            return place, kind.tables[0 if first else 1], plans if first else support
    return None


def _list(rows: list[Row], where: str, kind: Kind, gathering: Gathering, faults: list[Fault]) -> str | None:
    heading = _heading(rows, kind)
    if heading is None:
        return None
    place, table, found = heading
    if doubled := doubled_faults(found, where):
        raise Unreadable(*doubled)
    faults += heading_faults(table, found, where) + missing_faults(table, found.missing(table, None), where)
    width = max(found.columns.values()) + 1
    for number, cells in rows[place + 1 :]:
        padded = (*cells, *([None] * (width - len(cells))))
        values = {field: padded[column] for field, column in found.columns.items()}
        if any(values.values()):
            gathering.add(table.name, values, where, number)
    return table.name
