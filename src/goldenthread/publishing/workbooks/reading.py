"""What does a workbook say, row by row, before anybody asks what it means for the strategy?"""

from __future__ import annotations

from dataclasses import dataclass, field

from goldenthread.publishing.packs.faults import Fault

from .cells import Cell
from .shapes import Rows

EMPTY = Cell("")


@dataclass(frozen=True, slots=True)
class CellFault(Fault):
    """A fault of one cell, for a script to find: `where` says the same in words."""

    sheet: str = ""
    row: int = 0
    field: str = ""


@dataclass(frozen=True, slots=True)
class Extra:
    """A cell whose heading names a period: a value of a measure, or what comes next in a year."""

    period: str
    cell: Cell
    heading: str


@dataclass(slots=True)
class Row:
    """One row of a table: its cells by column name, merged ones filled down, and what a spreadsheet calls each (C7).

    `merged` holds the first and last row of each merged cell that this row has part in. `lone`: nothing else stands in
    the row but the cell of that column. `key` is what an export wrote beside it.
    """

    sheet: str
    number: int
    cells: dict[str, Cell] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    merged: dict[str, tuple[int, int]] = field(default_factory=dict)
    extras: list[Extra] = field(default_factory=list)
    key: str = ""
    lone: str = ""
    spans: bool = False
    struck: bool = False

    @property
    def place(self) -> str:
        """`Delivery plan, row 7`."""
        return f"{self.sheet}, row {self.number}"

    def cell(self, name: str) -> Cell:
        """The cell of a column, empty where there is none."""
        return self.cells.get(name, EMPTY)

    def text(self, name: str) -> str:
        """Its text."""
        return self.cell(name).text

    def place_of(self, name: str) -> str:
        """`sheet “Plan”, cell C7 (Timescale)`."""
        return f"sheet “{self.sheet}”, {f'cell {self.names[name]}' if name in self.names else f'row {self.number}'} ({self.heading(name)})"

    def heading(self, name: str) -> str:
        """The heading above it, as written."""
        return self.headings.get(name, name)


@dataclass(slots=True)
class Table:
    """The rows under one line of headings. `title` stands above it, where a sheet has several."""

    sheet: str
    rows: Rows
    names: tuple[str, ...]
    lines: list[Row]
    title: str = ""
    keyed: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """What the hidden sheet of one of our own workbooks says: every cell as exported, by row key and column."""

    slug: str
    fingerprint: str
    day: str
    rows: dict[str, dict[str, str]]
    titles: dict[str, str]


@dataclass(slots=True)
class Reading:
    """A workbook read. `notes` says what was seen and not taken for a row; `faults` are cells that hold no value."""

    name: str
    tables: list[Table]
    notes: list[str]
    exported: Exported | None = None
    hidden: list[Table] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
