"""How is a strategy written as a workbook that a commissioner can work in?

Everything is text or number: nothing is a formula, and what begins with = + - or @ stays the text it is. A hidden sheet
holds every cell as exported, so that an import can tell what was changed from what was not.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from goldenthread.analysis.prose import say_date
from goldenthread.publishing.packs.encode import fingerprint
from goldenthread.publishing.packs.format import Pack

from .heights import GrowingRows, height_of
from .outgoing import Line, rows_of
from .shapes import GUIDE_SHEET, HIDDEN_SHEET, KEY_HEADING, MARKER, SHEETS, Column, Sheet, columns

HEAD_WIDTH, GUIDE_WIDTH = 36, 96
LONGEST_CELL = 32_767
SPARE_ROWS = 200
"""How many rows below the last have the lists to choose from, for what is added."""

_FIRST_SIGNS = ("=", "+", "-", "@", "\t")
_TEXT = {"text_wrap": True, "valign": "top", "num_format": "@", "border": 1, "border_color": "#b1b4b6"}
_HEADING = {"bold": True, "text_wrap": True, "valign": "top", "font_color": "#ffffff", "border": 1}

GUIDE = (
    (
        "What this is",
        "The delivery plan, what families said and was answered, and the measures of {name}, as they stood on {day}.",
    ),
    (
        "How to change it",
        "Write in the cells, add rows below, and bring the file back. You are shown every change before anything is taken in.",
    ),
    ("Several things in one cell", "One on each line. Alt and Enter begins a new line."),
    (
        "Dates",
        "In the plan's own words: 31/01/2025, March 2025, Autumn 2024, 2024/25. A vague date is better than an invented one.",
    ),
    ("Nothing to say yet", "Leave the cell empty. Empty is never read as 0, as “n/a” or as today."),
    (
        "Leads and partners",
        "The role and the body. Names of people are not kept in the plan, and initials are asked about.",
    ),
    ("A date that moves", "You are asked who agreed it and why. The earlier date is kept."),
    (
        "A row taken out",
        "You are asked whether it is withdrawn. Nothing is withdrawn because a row or a sheet is missing.",
    ),
    ("Formulas", "Are not read, because the figure behind one may be old. Copy them, then paste as values."),
    (
        "What is not here",
        "Vision, principles, boards, evidence, services and histories are not in this workbook, and an import leaves them as they are.",
    ),
)


def write_workbook(source: Pack, today: date) -> bytes:
    """The workbook of a strategy. The same strategy on the same day gives the same bytes."""
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties(
        {
            "title": f"{source.area.name}: delivery plan, answers and measures",
            "subject": source.source.title,
            "company": source.source.publishers[:250],
            "comments": f"As it stood on {say_date(today)}.",
            "created": datetime.combine(today, datetime.min.time()),
        }
    )
    _Book(book, source, today).write()
    book.close()
    return out.getvalue()


class _Book:
    def __init__(self, book: Any, source: Pack, today: date) -> None:
        self.book, self.source, self.today = book, source, today
        self.text = book.add_format(_TEXT)
        self.guarded = book.add_format({**_TEXT, "quote_prefix": True})
        self.number = book.add_format({**_TEXT, "num_format": "General", "align": "right"})
        self.heading = book.add_format({**_HEADING, "bg_color": source.area.colour})
        self.big = book.add_format({"bold": True, "font_size": 16})
        self.bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.plain = book.add_format({"text_wrap": True, "valign": "top"})

    def write(self) -> None:
        rows = rows_of(self.source)
        guide = self.book.add_worksheet(GUIDE_SHEET, GrowingRows)
        for sheet in SHEETS:
            self._sheet(sheet, rows[sheet.name])
        self._hidden(rows)
        self._guide(guide)
        self.book.worksheets()[1].activate()

    # --- a sheet of rows --------------------------------------------------------------------------------------

    def _sheet(self, sheet: Sheet, rows: list[Line]) -> None:
        page = self.book.add_worksheet(sheet.title, GrowingRows)
        shown = [columns(sheet.rows)[name] for name in sheet.columns]
        page.write_string(0, 0, KEY_HEADING, self.heading)
        page.set_column(0, 0, 12, self.text, {"hidden": True})
        for at, column in enumerate(shown, 1):
            page.write_string(0, at, column.heading, self.heading)
            page.set_column(at, at, column.width, self.number if column.number else self.text)
            self._choices(page, at, column, len(rows))
        for down, row in enumerate(rows, 1):
            page.set_row(down, height_of((row.texts.get(column.name, ""), column.width) for column in shown))
            self._write(page, down, 0, f"{sheet.name}:{row.key}")
            for at, column in enumerate(shown, 1):
                self._write(page, down, at, row.texts.get(column.name, ""), number=column.number)
        self._layout(page, sheet, len(rows), len(shown))

    def _write(self, page: Any, down: int, at: int, text: str, *, number: bool = False) -> None:
        text = fitting(text)
        if number and _is_exact(text):
            page.write_number(down, at, float(text), self.number)
        elif text:
            page.write_string(down, at, text, self.guarded if text.startswith(_FIRST_SIGNS) else self.text)
        else:
            page.write_blank(down, at, None, self.number if number else self.text)

    def _choices(self, page: Any, at: int, column: Column, count: int) -> None:
        if column.choices is None:
            return
        page.data_validation(
            1,
            at,
            count + SPARE_ROWS,
            at,
            {
                "validate": "list",
                "source": column.choices.labels,
                "error_title": column.heading,
                "error_message": "Choose one of the words in the list.",
            },
        )

    def _layout(self, page: Any, sheet: Sheet, count: int, width: int) -> None:
        page.freeze_panes(1, 2 if sheet.columns[0] in ("title", "measure") else 0)
        page.autofilter(0, 0, max(count, 1), width)
        page.set_landscape()
        page.set_paper(8 if width > 6 else 9)  # A3 for the wide ones, else A4
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        page.set_header(f"&L{_footer(self.source.area.name)}&R{_footer(sheet.title)}")
        page.set_footer(f"&LAs it stood on {say_date(self.today)}&RPage &P of &N")
        page.set_row(0, 32)

    # --- the other sheets -------------------------------------------------------------------------------------

    def _guide(self, page: Any) -> None:
        page.hide_gridlines(2)
        page.set_column(0, 0, HEAD_WIDTH)
        page.set_column(1, 1, GUIDE_WIDTH)
        page.set_portrait()
        page.set_paper(9)
        page.fit_to_pages(1, 1)
        page.write_string(0, 0, f"{self.source.area.name}: the plan as a workbook", self.big)
        lines = [(head, text.format(name=self.source.area.name, day=say_date(self.today))) for head, text in GUIDE]
        for sheet in SHEETS:
            lines.append((f"The sheet “{sheet.title}”", sheet.guide))
            lines += [
                (f"    {c.heading}", c.guide)
                for n in sheet.columns
                if (c := columns(sheet.rows)[n]).guide and sheet.name != "key-actions"
            ]
        for down, (head, text) in enumerate(lines, 2):
            page.set_row(down, height_of([(head, HEAD_WIDTH), (text, GUIDE_WIDTH)]))
            page.write_string(down, 0, head, self.plain if head.startswith(" ") else self.bold)
            page.write_string(down, 1, text, self.plain)

    def _hidden(self, rows: dict[str, list[Line]]) -> None:
        """The exported cells again: a row that names a sheet's columns, then its rows, sheet after sheet."""
        page = self.book.add_worksheet(HIDDEN_SHEET)
        page.hide()
        page.write_row(0, 0, [MARKER, self.source.area.slug, fingerprint(self.source), self.today.isoformat()])
        down = 1
        for sheet in SHEETS:
            page.write_row(down, 0, ["sheet", sheet.name, *sheet.columns])
            for row in rows[sheet.name]:
                down += 1
                cells = ["row", f"{sheet.name}:{row.key}", *(fitting(row.texts.get(n, "")) for n in sheet.columns)]
                for at, text in enumerate(cells):
                    page.write_string(down, at, text)
            down += 1


def fitting(text: str) -> str:
    """The text, or a sentence instead of one that no cell can hold; such a cell is left alone on the way back."""
    if len(text) < LONGEST_CELL:
        return text
    return f"(This text has {len(text):,} characters, more than a cell can hold. It is not changed by this workbook.)"


def _is_exact(text: str) -> bool:
    """Is this a number that a cell holds without loss? (It holds about 15 figures.)"""
    return bool(text) and Decimal(f"{float(text):.15g}") == Decimal(text)


def _footer(text: str) -> str:
    """Words for a header or footer, where & is a sign and 255 characters are the most."""
    return text.replace("&", "&&")[:100]
