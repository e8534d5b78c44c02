"""What stands in each cell of a workbook, as its reader sees it?

One pass over the XML of each sheet, keeping only cells that say something: a million empty rows cost time but no
memory. Formulas are not evaluated, and the value that a program last saved beside one is not used: such a cell is a
fault. A document type, with which XML can be made to open other files or to grow without end, is refused.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat

from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries

from goldenthread.design.zips import DAMAGE
from goldenthread.publishing.packs.faults import Fault, Faulty

from .cells import Cell, Look, looks, read_cell
from .container import check_container

LAST_ROW = 20_000
LAST_COLUMN = 200
MOST_CELLS = 300_000
MOST_MERGES = 5_000
MOST_MERGED_ROWS = 100_000
MOST_SHEETS = 60

_REFERENCE = re.compile(r"^([A-Z]{1,3})(\d{1,7})$")
_EXPECTED = "a workbook with all its sheets"
_REMEDY = "Open it in your spreadsheet program, save it again as “Excel Workbook (.xlsx)”, and try that file."
Attributes = dict[str, str]


class Unreadable(ValueError):
    """What was found and what was expected, in words."""

    def __init__(self, found: str, expected: str, remedy: str = _REMEDY) -> None:
        self.found, self.expected, self.remedy = found, expected, remedy
        super().__init__(found)


@dataclass(frozen=True, slots=True)
class Merge:
    """A block of cells shown as one; rows and columns are counted from 1."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(slots=True)
class Grid:
    """One sheet: its cells that say something, by row and column."""

    title: str
    hidden: bool = False
    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def at(self, row: int, column: int) -> Cell:
        """The cell, or an empty one."""
        return self.cells.get(row, {}).get(column, _EMPTY)


_EMPTY = Cell("")


def cell_name(row: int, column: int) -> str:
    """`C7`."""
    return f"{get_column_letter(column)}{row}"


def open_book(content: bytes, name: str) -> tuple[Grid, ...]:
    """Every sheet of the workbook, in order. Raises `Faulty` with a plain sentence where it cannot be read."""
    check_container(content, name)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _Book(archive).grids()
    except Unreadable as fault:
        raise Faulty([Fault(name, "", fault.found, fault.expected, fault.remedy)]) from None
    except (*DAMAGE, expat.ExpatError) as error:
        found = f"a damaged workbook ({type(error).__name__}: {' '.join(str(error).split())[:120]})"
        raise Faulty([Fault(name, "", found, "an Excel workbook (.xlsx)", _REMEDY)]) from None


class _Book:
    """The parts of one workbook."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = {name.lower(): name for name in archive.namelist()}
        self.is_1904 = False

    def grids(self) -> tuple[Grid, ...]:
        root = self._root()
        sheets = self._sheets(root)
        if not sheets:
            raise Unreadable("a workbook without sheets", "at least one sheet with a plan")
        if len(sheets) > MOST_SHEETS:
            raise Unreadable(
                f"{len(sheets)} sheets", f"at most {MOST_SHEETS}", "Take out the sheets that are not the plan."
            )
        targets = self._targets(root)
        strings, styles = self._strings(targets), self._styles(targets)
        grids, spent = [], 0
        for title, hidden, relation in sheets:
            kind, path = next(((kind, path) for key, kind, path in targets if key == relation), ("", ""))
            if kind == "chartsheet":
                continue
            self._check_there(title, path)
            grid = _SheetReader(Grid(title, hidden), strings, styles, self.is_1904, MOST_CELLS - spent)
            self._parse(path, grid.start, grid.text, grid.end)
            spent += grid.count
            grids.append(grid.grid)
        return tuple(grids)

    def _check_there(self, title: str, path: str) -> None:
        """A sheet that is named and not in the file is damage: read as none, it would say that nothing was changed."""
        if path.lower() not in self.names:
            raise Unreadable(f"a damaged workbook: it names the sheet “{title}”, which is not in the file", _EXPECTED)

    def _root(self) -> str:
        """The path of the workbook part; nearly always the same, but it is the relationships that say so."""
        found: list[str] = []

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
                found.append(attributes.get("Target", "").lstrip("/"))

        if "_rels/.rels" in self.names:
            self._parse("_rels/.rels", start)
        return found[0] if found else "xl/workbook.xml"

    def _sheets(self, root: str) -> list[tuple[str, bool, str]]:
        found: list[tuple[str, bool, str]] = []

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "sheet":
                relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
                hidden = attributes.get("state", "visible") != "visible"
                found.append((attributes.get("name", "") or f"Sheet {len(found) + 1}", hidden, relation))
            elif tag == "workbookPr":
                self.is_1904 = attributes.get("date1904") in ("1", "true")

        self._parse(root, start)
        return found

    def _targets(self, root: str) -> list[tuple[str, str, str]]:
        """(id, type, path) of each part that the workbook names."""
        folder, file = posixpath.split(root)
        found: list[tuple[str, str, str]] = []

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "")
                path = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
                found.append((attributes.get("Id", ""), attributes.get("Type", "").rpartition("/")[2], path))

        self._parse(posixpath.join(folder, "_rels", f"{file}.rels"), start)
        return found

    def _strings(self, targets: list[tuple[str, str, str]]) -> list[str]:
        reader = _Strings()
        for path in (path for _, kind, path in targets if kind == "sharedStrings" and path.lower() in self.names):
            self._parse(path, reader.start, reader.text, reader.end)
        return reader.found

    def _styles(self, targets: list[tuple[str, str, str]]) -> list[Look]:
        formats: dict[int, str] = {}
        struck: list[bool] = []
        cells: list[tuple[int, int]] = []
        stack: list[str] = []

        def start(tag: str, attributes: Attributes) -> None:
            stack.append(tag)
            parent = stack[-2] if len(stack) > 1 else ""
            if tag == "numFmt" and parent == "numFmts":
                formats[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
            elif tag == "font" and parent == "fonts":
                struck.append(False)
            elif tag == "strike" and parent == "font" and "fonts" in stack and struck:
                struck[-1] = attributes.get("val", "1") not in ("0", "false")
            elif tag == "xf" and parent == "cellXfs":
                cells.append((int(attributes.get("numFmtId", 0)), int(attributes.get("fontId", 0))))

        for path in (path for _, kind, path in targets if kind == "styles" and path.lower() in self.names):
            self._parse(path, start, None, lambda tag: stack.pop())
        return looks(cells, formats, struck)

    def _parse(
        self,
        path: str,
        start: Callable[[str, Attributes], object],
        text: Callable[[str], object] | None = None,
        end: Callable[[str], object] | None = None,
    ) -> None:
        """Read one part through, giving local names only (strict and transitional files differ in namespace alone)."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse
        parser.EntityDeclHandler = _refuse
        parser.StartElementHandler = lambda tag, attributes: start(tag.rpartition(":")[2], attributes)
        if text:
            parser.CharacterDataHandler = text
        if end:
            parser.EndElementHandler = lambda tag: end(tag.rpartition(":")[2])
        with self.archive.open(self.names[path.lower()]) as source:
            while chunk := source.read(1 << 16):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)


def _refuse(*_: object) -> None:
    raise Unreadable("a document type in the file's XML", "a workbook as a spreadsheet program writes it")


class _Strings:
    """The texts that cells share. What is only there to say how a text is pronounced is left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.parts: list[str] = []
        self.inside = self.phonetic = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "si":
            self.parts = []
        self.inside = tag == "t" and not self.phonetic
        self.phonetic = self.phonetic or tag == "rPh"

    def text(self, data: str) -> None:
        if self.inside:
            self.parts.append(data)

    def end(self, tag: str) -> None:
        self.inside = False
        if tag == "rPh":
            self.phonetic = False
        elif tag == "si":
            self.found.append("".join(self.parts))


class _SheetReader:
    """Takes the elements of one sheet as they go by."""

    def __init__(self, grid: Grid, strings: list[str], styles: list[Look], is_1904: bool, room: int) -> None:
        self.grid, self.strings, self.styles, self.is_1904, self.room = grid, strings, styles, is_1904, room
        self.count = self.row = self.column = self.merged_rows = 0
        self.kind, self.style, self.parts = "n", 0, [""]
        self.inside = self.formula = self.phonetic = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            match = _REFERENCE.match(attributes.get("r", ""))
            self.column = column_index_from_string(match[1]) if match else self.column + 1
            self.kind, self.style = attributes.get("t", "n"), _number(attributes.get("s"))
            self.parts, self.formula = [], False
        elif tag == "row":
            self.row, self.column = _number(attributes.get("r")) or self.row + 1, 0
            if attributes.get("hidden") in ("1", "true") and self.row <= LAST_ROW:
                self.grid.hidden_rows.add(self.row)
        elif tag in ("v", "t"):
            self.inside = not self.phonetic
        elif tag == "f":
            self.formula = True
        elif tag == "rPh":
            self.phonetic = True
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = _number(attributes.get("min")), _number(attributes.get("max"))
            self.grid.hidden_columns.update(range(first, min(last, LAST_COLUMN) + 1))

    def text(self, data: str) -> None:
        if self.inside:
            self.parts.append(data)

    def end(self, tag: str) -> None:
        if tag in ("v", "t"):
            self.inside = False
        elif tag == "rPh":
            self.phonetic = False
        elif tag == "c" and (self.parts or self.formula):
            self._cell("".join(self.parts))

    def _cell(self, value: str) -> None:
        if self.kind == "s":
            value = self.strings[int(value)]
        look = self.styles[self.style] if self.style < len(self.styles) else Look()
        cell = read_cell("formula" if self.formula else self.kind, value, look, is_1904=self.is_1904)
        if not cell.text and not cell.fault:
            return
        self._check_place(cell)
        self.grid.cells.setdefault(self.row, {})[self.column] = cell

    def _check_place(self, cell: Cell) -> None:
        self.count += 1
        where = f"“{cell.text[:40]}” in cell {cell_name(self.row, self.column)} of the sheet “{self.grid.title}”"
        if self.row > LAST_ROW:
            raise Unreadable(
                where, f"nothing below row {LAST_ROW:,}", "Delete what stands far below the table, and save."
            )
        if self.column > LAST_COLUMN:
            raise Unreadable(where, f"at most {LAST_COLUMN} columns", "Delete what stands far to the right, and save.")
        if self.count > self.room:
            raise Unreadable(f"more than {MOST_CELLS:,} cells", "a plan", "Take out the sheets that are not the plan.")

    def _merge(self, reference: str) -> None:
        if len(self.grid.merges) >= MOST_MERGES:
            raise Unreadable(f"more than {MOST_MERGES:,} merged cells", "a plan", "Unmerge the cells, and save.")
        left, top, right, bottom = range_boundaries(reference)
        if left and top and right and bottom and top <= LAST_ROW:
            self.grid.merges.append(Merge(left, top, min(right, LAST_COLUMN), min(bottom, LAST_ROW)))
            self.merged_rows += min(bottom, LAST_ROW) - top + 1
        if self.merged_rows > MOST_MERGED_ROWS:
            raise Unreadable("merged cells that run on for thousands of rows", "a plan", "Unmerge the cells, and save.")


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0
