"""The SEN2 return as a case system shows it before it is sent: a workbook with a sheet for each table, and two keys."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.kinds.schema import Kind

from .columns import plain
from .gathering import Gathering
from .sen2_header import staged_return
from .sen2_keys import RETURN_KEY
from .sen2_sheets import SheetTables, missing_tables
from .staged import Fault, Staged, Unreadable
from .workbooks import Workbook, sheet_names

LAYOUT = "vendor's workbook"
SHEETS = {
    "Person": "person",
    "Requests": "requests",
    "Assessments": "assessment",
    "Named Plan": "namedplan",
    "Plan Detail": "plandetail",
    "Active Plan": "activeplans",
    "Placement Detail": "placementdetail",
    "SEN Need": "senneed",
}


def _sheet_tables(sheets: Sequence[str]) -> dict[str, str]:
    """Table → sheet. A sheet is known in the singular and the plural."""
    known = {plain(title).removesuffix("s"): table for title, table in SHEETS.items()} | {
        "header": "sen2",
        "sen2": "sen2",
    }
    return {known[plain(sheet).removesuffix("s")]: sheet for sheet in sheets if plain(sheet).removesuffix("s") in known}


def recognises(paths: Sequence[Path], kind: Kind) -> bool:
    """One workbook with most of the sheets: a workbook with one left out is still this layout, and told so."""
    if kind.slug != "sen2" or len(paths) != 1 or paths[0].suffix.lower() not in {".xlsx", ".xlsm"}:
        return False
    return len(_sheet_tables(sheet_names(paths[0]))) >= 5


def read(paths: Sequence[Path], kind: Kind, engine: Backend) -> Staged:
    """The sheets in the order of the declaration, so that a request is known before what hangs from it."""
    if len(paths) != 1:
        raise Unreadable(Fault("The export", "is one workbook.", f"{len(paths)} files", "one .xlsx file"))
    book = Workbook(paths[0])
    gathering = Gathering(kind, engine)
    rows = SheetTables(kind, gathering, book.path.name)
    try:
        sheets = _sheet_tables(book.sheets)
        for table in kind.tables:
            if table.name in sheets:
                _each_row(book, sheets[table.name], table.name, rows)
    finally:
        book.close()
    missing_tables(rows, kind, book.path.name, "a sheet named", {table: title for title, table in SHEETS.items()})
    if not gathering.counts["sen2"]:
        gathering.add("sen2", {"sen2tableid": RETURN_KEY}, book.path.name, 1)
    return staged_return(engine, kind, [*book.faults, *rows.finish()], book.path.name, LAYOUT)


def _each_row(book: Workbook, sheet: str, table: str, rows: SheetTables) -> None:
    headed = False
    for number, cells in book.rows(sheet):
        if not headed:
            rows.begin(table, number, f"{book.path.name}, {sheet}")
            rows.head(cells, number)
            headed = True
        else:
            rows.row(cells, number)
