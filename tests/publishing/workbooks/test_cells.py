"""Is a cell read as it is shown, and never as what a spreadsheet only happens to hold?"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl.styles import Font

from goldenthread.publishing.workbooks.cells import Cell, Look, parts_shown, plain_text, read_cell
from goldenthread.publishing.workbooks.xlsx import open_book
from tests.publishing.workbooks.messy import book_of, content


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("dd/mm/yyyy", "dmy"),
        ("mm-dd-yy", "dmy"),
        ("d-mmm-yy", "dmy"),
        ("mmm-yy", "my"),
        ("mmmm yyyy", "my"),
        ("d-mmm", "dm"),
        ("yyyy", "y"),
        ("[$-809]d mmmm yyyy;@", "dmy"),
        ("h:mm", ""),
        ("mm:ss", ""),
        ('"year" 0', ""),
    ],
)
def test_a_format_shows_these_parts_of_a_date(code: str, shown: str):
    assert parts_shown(code) == shown


@pytest.mark.parametrize(
    ("held", "code", "text", "number"),
    [
        ("29", "General", "29", Decimal(29)),
        ("0.29", "0%", "29%", Decimal(29)),
        ("0.2857142857142857", "0%", "28.571429%", Decimal("28.571429")),
        ("7.0000000000000007E-2", "General", "0.07", Decimal("0.07")),
        ("1250.5", "£#,##0.00", "£1,250.5", Decimal("1250.5")),
        ("0", "General", "0", Decimal(0)),
    ],
)
def test_a_number_is_read_as_shown(held: str, code: str, text: str, number: Decimal):
    assert read_cell("n", held, Look(code)) == Cell(text, number)


@pytest.mark.parametrize(
    ("code", "text"),
    [("dd/mm/yyyy", "17 December 2026"), ("mmm-yy", "December 2026"), ("yyyy", "2026"), ("d-mmm", "17 December")],
)
def test_a_date_says_no_more_than_it_shows(code: str, text: str):
    cell = read_cell("n", "46373", Look(code))

    assert (cell.text, cell.day) == (text, date(2026, 12, 17))


def test_a_workbook_that_counts_days_from_1904_is_read_so():
    assert read_cell("n", "44911", Look("dd/mm/yyyy"), is_1904=True).day == date(2026, 12, 17)


@pytest.mark.parametrize("held", ["nan", "inf", "1e400"])
def test_what_is_no_number_is_a_fault(held: str):
    assert "not a number" in read_cell("n", held, Look()).fault


def test_a_date_before_dates_is_a_fault():
    assert "no date" in read_cell("n", "-5", Look("dd/mm/yyyy")).fault


def test_an_error_is_a_fault():
    assert read_cell("e", "#REF!", Look()).fault == "the error #REF!"


def test_text_loses_the_marks_of_spreadsheets_and_keeps_its_words():
    assert plain_text("a_x0041_\r\nb\xa0c \r\n\r\nd\u200b \x07") == "aA\nb c\n\nd"
    assert plain_text(" =1+1 ") == "=1+1"


def test_a_formula_is_never_worked_out_nor_its_last_value_believed():
    book = book_of(["Action", "=1+1"])

    assert open_book(content(book), "plan.xlsx")[0].at(1, 2) == Cell("", fault="a formula")


def test_cells_struck_through_are_known():
    book = book_of(["Action"], ["Gone"])
    book.active["A2"].font = Font(strike=True)

    assert open_book(content(book), "plan.xlsx")[0].at(2, 1).struck


def test_a_date_typed_into_a_spreadsheet_is_read_by_its_format():
    book = book_of(["When"], [datetime(2024, 3, 1)])
    book.active["A2"].number_format = "mmm-yy"

    assert open_book(content(book), "plan.xlsx")[0].at(2, 1).text == "March 2024"
