"""Which rows does a workbook have, and what in it is not a row?"""

from __future__ import annotations

import re

from goldenthread.analysis.prose import join_words, plural, quote
from goldenthread.publishing.packs.faults import Fault, Faulty

from .cells import Cell
from .headings import BASELINE_AT, KEY, NEXT_IN, PLANNED, SERIES, TARGET_BY, Headed, find_headings
from .reading import CellFault, Exported, Extra, Reading, Row, Table
from .shapes import GUIDE_SHEET, HIDDEN_SHEET, KEY_HEADING, MARKER, SHEETS, columns
from .xlsx import Grid, Merge, cell_name, open_book

MOST_LINES = 200
_FOOTNOTE = re.compile(
    r"^\s*(?:\*|†|‡|note\b|notes\b|n\.?b\.?\b|key\s*:|source\s*:|rag\b|last updated|updated)", re.IGNORECASE
)
_WIDE = 3
_AS_VALUE = "Copy the cells, then paste them as values."


def read_workbook(content: bytes, name: str) -> Reading:
    """Every table of the workbook, and the cells in them that cannot be read. Raises `Faulty` where there is no table."""
    return _Reader(open_book(content, name), name).read()


class _Reader:
    def __init__(self, grids: tuple[Grid, ...], name: str) -> None:
        self.grids, self.name = grids, name
        self.faults: list[Fault] = []
        self.notes: list[str] = []

    def read(self) -> Reading:
        reading = Reading(self.name, [], self.notes, self._exported(), faults=self.faults)
        strangers: list[Grid] = []
        for grid in self.grids:
            if grid.title in (GUIDE_SHEET, HIDDEN_SHEET) and reading.exported:
                continue
            tables = self._tables(grid)
            if tables:
                (reading.hidden if grid.hidden else reading.tables).extend(tables)
            elif grid.cells:
                strangers.append(grid)
        if not self.faults and not reading.tables and not reading.hidden:
            raise Faulty([self._no_headings(grid) for grid in strangers] or [self._empty()])
        for grid in strangers:
            self.notes.append(
                f"The sheet {quote(grid.title)} was not read: it has no headings of a plan. It stays in the original."
            )
        return reading

    def _empty(self) -> Fault:
        return Fault(self.name, "", "a workbook in which nothing is written", "a sheet with headings and rows")

    def _no_headings(self, grid: Grid) -> Fault:
        fullest = max(sorted(grid.cells)[:40], key=lambda row: len(grid.cells[row]))
        texts = [cell.text for _, cell in sorted(grid.cells[fullest].items()) if cell.text][:12]
        found = (
            f"the headings {join_words([quote(text[:40]) for text in texts])} in row {fullest}"
            if texts
            else "no headings"
        )
        expected = (
            "headings of a plan, such as “Action”, “Lead”, “Timescale” and “Outcomes”; or “You said” and “We did”; "
            "or “Measure”, “Baseline” and “Target”"
        )
        return CellFault(
            self.name,
            f"sheet {quote(grid.title)}",
            found,
            expected,
            "Put one line of headings above the table.",
            sheet=grid.title,
            row=fullest,
        )

    # --- our own export ---------------------------------------------------------------------------------------

    def _exported(self) -> Exported | None:
        grid = next((grid for grid in self.grids if grid.at(1, 1).text == MARKER), None)
        if grid is None:
            return None
        rows: dict[str, dict[str, str]] = {}
        names: list[str] = []
        for number in sorted(grid.cells):
            texts = [grid.at(number, column).text for column in range(1, max(grid.cells[number]) + 1)]
            if texts[0] == "sheet":
                names = texts[2:]
            elif texts[0] == "row" and len(texts) > 1:
                texts += [""] * (len(names) + 2 - len(texts))
                rows[texts[1]] = dict(zip(names, texts[2:], strict=False))
        titles = {sheet.name: sheet.title for sheet in SHEETS}
        return Exported(grid.at(1, 2).text, grid.at(1, 3).text, grid.at(1, 4).text, rows, titles)

    # --- tables -----------------------------------------------------------------------------------------------

    def _tables(self, grid: Grid) -> list[Table]:
        headings = find_headings(grid)
        if not headings:
            if any(cell.text == KEY_HEADING for row in sorted(grid.cells)[:40] for cell in grid.cells[row].values()):
                self.faults.append(self._no_headings(grid))
            return []
        tables = []
        ends = [headed.row for headed in headings[1:]] + [max(grid.cells) + 1]
        for headed, end in zip(headings, ends, strict=True):
            self._check_headings(grid, headed)
            title = self._title(grid, headed) if len(headings) > 1 else ""
            last = (
                end - 1
                if end > max(grid.cells)
                else end - (2 if self._title(grid, headings[headings.index(headed) + 1]) else 1)
            )
            tables.append(self._table(grid, headed, last, title))
        self._say_above(grid, headings[0], several=len(headings) > 1)
        self._say_hidden(grid, tables)
        return tables

    def _title(self, grid: Grid, headed: Headed) -> str:
        """The one cell just above the headings."""
        above = [cell.text for cell in grid.cells.get(headed.row - 1, {}).values() if cell.text]
        return above[0] if len(above) == 1 else ""

    def _check_headings(self, grid: Grid, headed: Headed) -> None:
        """On a sheet of our own, a heading that we do not know in place of one that we miss is a fault."""
        if KEY not in headed.names:
            return
        sheet = max(
            (s for s in SHEETS if s.rows is headed.rows),
            key=lambda s: len(set(s.columns) & headed.names) - len(s.columns) / 100,
        )
        known = columns(headed.rows)
        missing = [known[name].heading for name in sheet.columns if name not in headed.names]
        strange = {column: text for column, text in headed.words.items() if column not in headed.heads}
        if missing and strange:
            for column, text in strange.items():
                self._fault(
                    grid,
                    headed.row,
                    column,
                    "",
                    f"the heading {quote(text)}",
                    f"one of {join_words([quote(m) for m in missing], 'or')}",
                )
        elif missing:
            words = join_words([quote(text) for text in missing])
            self.notes.append(
                f"The sheet {quote(grid.title)} no longer has {words}: what the strategy holds there is left as it is."
            )

    def _fault(
        self, grid: Grid, row: int, column: int, heading: str, found: str, expected: str, remedy: str = ""
    ) -> None:
        named = f" ({heading})" if heading else ""
        where = f"sheet {quote(grid.title)}, cell {cell_name(row, column)}{named}"
        self.faults.append(
            CellFault(self.name, where, found, expected, remedy, sheet=grid.title, row=row, field=heading)
        )

    def _table(self, grid: Grid, headed: Headed, last: int, title: str) -> Table:
        lines = []
        merges = [merge for merge in grid.merges if merge.bottom >= headed.below and merge.top <= last]
        covering = _covering(merges)
        for number in range(headed.below, last + 1):
            row = self._row(grid, headed, number, covering)
            if row is not None:
                lines.append(row)
        lines = self._without_notes(grid, lines)
        self._say_unread(grid, headed, lines)
        self._say_merged(grid, headed, merges)
        names = tuple(columns(headed.rows)[n].name for n in columns(headed.rows) if n in headed.names)
        return Table(grid.title, headed.rows, names, lines, title, keyed=KEY in headed.names)

    def _row(self, grid: Grid, headed: Headed, number: int, covering: dict[int, list[Merge]]) -> Row | None:
        own = {c: cell for c, cell in grid.cells.get(number, {}).items() if headed.heads.get(c, _NO_HEAD).name != KEY}
        if not any(cell.text or cell.fault for cell in own.values()):
            return None  # nothing of its own, even inside merged cells
        row = Row(grid.title, number)
        for column, head in sorted(headed.heads.items()):
            cell = self._filled(grid, row, column, head.name, number, covering)
            self._place(grid, headed, row, column, cell)
        if len(own) == 1:
            only = next(iter(own))
            row.lone = headed.heads[only].name if only in headed.heads else "?"
            row.cells.setdefault("?", own[only])
            row.spans = any(m.left == only and m.right - m.left + 1 >= _WIDE for m in covering.get(number, []))
        return row

    def _filled(
        self, grid: Grid, row: Row, column: int, name: str, number: int, covering: dict[int, list[Merge]]
    ) -> Cell:
        for merge in covering.get(number, []):
            if merge.left <= column <= merge.right and merge.bottom > merge.top and merge.left == column:
                row.merged[name] = (merge.top, merge.bottom)
                return grid.at(merge.top, merge.left)
        return grid.at(number, column)

    def _place(self, grid: Grid, headed: Headed, row: Row, column: int, cell: Cell) -> None:
        head, words = headed.heads[column], headed.words[column]
        if cell.fault:
            expected = "a date" if "date" in cell.fault else "a value"
            self._fault(
                grid,
                row.number,
                column,
                words,
                cell.fault,
                expected,
                _AS_VALUE if "formula" in cell.fault else "Write what is meant, or empty the cell.",
            )
            return
        if head.name == KEY:
            row.key = cell.text
            return
        if cell.text.count("\n") >= MOST_LINES:
            self._fault(
                grid,
                row.number,
                column,
                words,
                f"{cell.text.count(chr(10)) + 1:,} lines in one cell",
                f"at most {MOST_LINES}",
            )
            return
        row.struck = row.struck or cell.struck
        if head.name in (SERIES, PLANNED, NEXT_IN):
            if cell.text and head.name != PLANNED:
                row.extras.append(Extra(head.period, cell, words))
            return
        name = {BASELINE_AT: "baseline", TARGET_BY: "target"}.get(head.name, head.name)
        if head.name == BASELINE_AT and cell.text:
            row.cells.setdefault("baseline_period", Cell(head.period))
        if head.name == TARGET_BY and cell.text:
            row.cells["target_due"] = Cell(head.period)
        if name in row.cells and row.cells[name].text and cell.text:
            cell = Cell(f"{row.cells[name].text}\n{cell.text}")
        elif name in row.cells and not cell.text:
            return
        row.cells[name], row.headings[name], row.names[name] = cell, words, cell_name(row.number, column)

    # --- what is not a row ------------------------------------------------------------------------------------

    def _without_notes(self, grid: Grid, lines: list[Row]) -> list[Row]:
        """Footnotes below the table are said and left out; everything else is kept."""
        kept = list(lines)
        while kept and kept[-1].lone and _FOOTNOTE.match(kept[-1].cells["?"].text):
            row = kept.pop()
            text = " ".join(row.cells["?"].text.split())
            self.notes.append(f"{row.place} is a note below the table and not a row of it: {quote(text[:200])}")
        return kept

    def _say_above(self, grid: Grid, headed: Headed, *, several: bool) -> None:
        texts = []
        for number in sorted(n for n in grid.cells if n < headed.row - (1 if several else 0)):
            texts += [" ".join(cell.text.split()) for _, cell in sorted(grid.cells[number].items()) if cell.text]
        if texts:
            said = join_words([quote(text[:80]) for text in texts[:6]])
            self.notes.append(
                f"Above the headings of {quote(grid.title)} (row {headed.row}) stands {said}. It is not a row."
            )

    def _say_hidden(self, grid: Grid, tables: list[Table]) -> None:
        numbers = [row.number for table in tables for row in table.lines if row.number in grid.hidden_rows]
        if numbers:
            hidden = "is hidden; it was" if len(numbers) == 1 else "are hidden; they were"
            self.notes.append(f"On {quote(grid.title)}, {_rows(numbers)} {hidden} read like the others.")

    def _say_unread(self, grid: Grid, headed: Headed, lines: list[Row]) -> None:
        numbers = {row.number for row in lines}
        unread: dict[str, int] = {}
        for number in sorted(numbers & grid.cells.keys()):
            for column, cell in grid.cells[number].items():
                head = headed.heads.get(column)
                if (head is None or head.name == PLANNED) and (cell.text or cell.fault):
                    words = headed.words.get(column) or f"column {cell_name(1, column)[:-1]}, which has no heading"
                    unread[words] = unread.get(words, 0) + 1
        for words, count in unread.items():
            named = quote(words) if not words.startswith("column ") else words
            self.notes.append(
                f"Not read on {quote(grid.title)}: {named} ({plural(count, 'cell')}). It stays in the original."
            )

    def _say_merged(self, grid: Grid, headed: Headed, merges: list[Merge]) -> None:
        tall = [m for m in merges if m.top >= headed.below and m.bottom > m.top and m.left in headed.heads]
        for name in dict.fromkeys(headed.heads[m.left].name for m in tall):
            blocks = [m for m in tall if headed.heads[m.left].name == name]
            spans = join_words([f"{m.top} to {m.bottom}" for m in blocks[:8]]) + (
                " and others" if len(blocks) > 8 else ""
            )
            words = headed.words[blocks[0].left]
            said = "one merged cell, read" if len(blocks) == 1 else "merged cells, each read"
            self.notes.append(
                f"On {quote(grid.title)}, {quote(words)} in rows {spans} is {said} for every one of its rows."
            )


class _NoHead:
    name = ""


_NO_HEAD = _NoHead()


def _covering(merges: list[Merge]) -> dict[int, list[Merge]]:
    rows: dict[int, list[Merge]] = {}
    for merge in merges:
        for number in range(merge.top, merge.bottom + 1):
            rows.setdefault(number, []).append(merge)
    return rows


def _rows(numbers: list[int]) -> str:
    return f"row {numbers[0]}" if len(numbers) == 1 else f"rows {join_words([str(n) for n in numbers])}"
