"""The SEN2 return in the Department's Excel template: one sheet, nine tables one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.kinds.schema import Kind

from .columns import plain
from .gathering import Gathering
from .sen2_header import staged_return
from .sen2_sheets import SheetTables, missing_tables
from .staged import Fault, Staged, Unreadable
from .workbooks import Workbook, sheet_names

LAYOUT = "Excel template"
SHEET = "Data Entry Template"
TITLES = {
    "Header Record": "sen2",
    "Person Record": "person",
    "Requests Records": "requests",
    "Assessments Records": "assessment",
    "Named Plan Records": "namedplan",
    "Plan Detail Records": "plandetail",
    "Active Plan Records": "activeplans",
    "Placement Detail Records": "placementdetail",
    "SEN Need Records": "senneed",
}


def _title(text: str | None) -> str | None:
    """The table a title announces; “Record” and “Records” are the same, and so is any case."""
    words = plain(text).removesuffix("s")
    return (
        next((table for title, table in TITLES.items() if words == plain(title).removesuffix("s")), None)
        if words
        else None
    )


def recognises(paths: Sequence[Path], kind: Kind) -> bool:
    """One workbook with the sheet of that name."""
    if kind.slug != "sen2" or len(paths) != 1 or paths[0].suffix.lower() not in {".xlsx", ".xlsm"}:
        return False
    return plain(SHEET) in {plain(name) for name in sheet_names(paths[0])}


def read(paths: Sequence[Path], kind: Kind, engine: Backend) -> Staged:
    """Nine tables out of one sheet. A title in the first filled cell of a row begins a table; the next row heads it."""
    if len(paths) != 1:
        raise Unreadable(Fault("The template", "is one workbook.", f"{len(paths)} files", "one .xlsx file"))
    book = Workbook(paths[0])
    try:
        sheet = next((name for name in book.sheets if plain(name) == plain(SHEET)), None)
        if sheet is None:
            raise Unreadable(
                Fault(
                    book.path.name,
                    "has no sheet of that name.",
                    ", ".join(book.sheets),
                    SHEET,
                    "Use the Department's template.",
                )
            )
        rows = SheetTables(kind, Gathering(kind, engine), f"{book.path.name}, {sheet}")
        _each_table(book, sheet, rows)
    finally:
        book.close()
    missing_tables(rows, kind, book.path.name, "a table titled", {table: title for title, table in TITLES.items()})
    return staged_return(engine, kind, [*book.faults, *rows.finish()], book.path.name, LAYOUT)


def _each_table(book: Workbook, sheet: str, rows: SheetTables) -> None:
    heading_next = False
    for number, cells in book.rows(sheet):
        filled = [cell for cell in cells if cell]
        table = _title(filled[0]) if len(filled) <= 2 else None
        if table:
            rows.begin(table, number)
            heading_next = True
        elif heading_next:
            rows.head(cells, number)
            heading_next = False
        elif rows.table:
            rows.row(cells, number)
