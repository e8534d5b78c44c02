"""Is the workbook one that a commissioner would work in, and does nothing in it run?"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import Workbook

from goldenthread.publishing.packs.format import Pack
from goldenthread.publishing.workbooks.export import LONGEST_CELL, write_workbook
from goldenthread.publishing.workbooks.shapes import HIDDEN_SHEET, SHEETS, columns
from tests.publishing.workbooks.messy import TODAY, column_of, opened
from tests.publishing.workbooks.small import SMALL

Open = Callable[[str], Workbook]


def sheet_rows(book: Workbook, title: str) -> list[dict[str, object]]:
    """Each row of a sheet, by heading."""
    rows = list(book[title].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_it_has_the_sheets_that_commissioners_use(exported: Open):
    book = exported("newcastle")

    assert book.sheetnames == ["Read me first", *(sheet.title for sheet in SHEETS), HIDDEN_SHEET]
    assert book[HIDDEN_SHEET].sheet_state == "hidden"


def test_each_action_is_a_row_in_newcastles_shape(exported: Open):
    rows = sheet_rows(exported("newcastle"), "Delivery plan")

    assert len(rows) == 5
    therapies = rows[0]
    assert therapies["Action"] == "Reimagining of Child Therapies"
    assert "Delivery groups have reviewed the pathways. [by Autumn 2024]" in str(
        therapies["Target and timescales"]
    ).split("\n")
    assert "Newcastle City Council" in str(therapies["Partners"]).split("\n")


def test_an_outcome_that_is_not_stated_is_an_empty_cell(exported: Open):
    short_breaks = next(
        r for r in sheet_rows(exported("newcastle"), "Delivery plan") if r["Action"] == "Community Short Breaks Offer"
    )

    assert short_breaks["Outcomes"] is None


def test_initials_left_the_document_as_what_they_are(exported: Open):
    assert {row["Lead"] for row in sheet_rows(exported("northumberland"), "Key actions")} <= {
        "two leads named only by initials in the document",
        "three leads named only by initials in the document",
    }


def test_answers_stand_in_their_own_columns_with_their_year(exported: Open):
    rows = sheet_rows(exported("north-east-lincolnshire"), "You said we did")

    assert sum(bool(row["We did"]) for row in rows) == 47
    assert sum(bool(row["What next"]) for row in rows) == 60
    assert all(row["By (year)"] for row in rows if row["What next"])


def test_a_baseline_that_is_not_known_has_no_value(exported: Open):
    rows = sheet_rows(exported("north-east-lincolnshire"), "Measures")

    assert {row["Baseline"] for row in rows if row["Baseline is"] != "Known"} == {None}
    assert next(row["Baseline"] for row in rows if row["Baseline is"] == "Known") == 29


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_sheets_are_laid_out_to_be_read_and_printed(exported: Open, sheet):
    page = exported("newcastle")[sheet.title]

    assert page.freeze_panes is not None
    assert page.auto_filter.ref
    assert page.page_setup.orientation == "landscape"
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToHeight == 0
    assert page.print_title_rows == "$1:$1"
    assert page.column_dimensions["A"].hidden
    assert all(cell.alignment.wrap_text for row in page.iter_rows(max_col=4) for cell in row[1:3])


def test_columns_are_wide_enough_for_words_and_narrow_enough_for_a_screen():
    for sheet in SHEETS:
        widths = [columns(sheet.rows)[name].width for name in sheet.columns]
        headings = [max(map(len, columns(sheet.rows)[name].heading.split())) for name in sheet.columns]

        assert all(8 <= width <= 46 for width in widths)
        assert all(longest <= width for longest, width in zip(headings, widths, strict=True))


def test_what_may_hold_only_certain_words_has_a_list_of_them(exported: Open):
    book = exported("newcastle")
    lists = {
        v.formula1
        for title in ("Delivery plan", "You said we did", "Measures")
        for v in book[title].data_validations.dataValidation
    }

    assert any("In progress" in words for words in lists)
    assert any("Young people" in words for words in lists)
    assert any("To be determined" in words for words in lists)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_text_that_looks_like_a_formula_stays_text(packs: dict[str, Pack], sign: str):
    first, *rest = packs["newcastle"].actions
    source = packs["newcastle"].model_copy(
        update={"actions": (first.model_copy(update={"text": f"{sign}HYPERLINK(1)"}), *rest)}
    )
    page = opened(write_workbook(source, TODAY))["Delivery plan"]
    cell = page.cell(2, column_of(page, "Description"))

    assert (cell.value, cell.data_type, cell.quotePrefix) == (f"{sign}HYPERLINK(1)", "s", True)


def test_no_cell_of_any_area_is_a_formula(packs: dict[str, Pack]):
    for source in packs.values():
        book = opened(write_workbook(source, TODAY))
        assert not [c.coordinate for page in book for row in page.iter_rows() for c in row if c.data_type == "f"]


def test_a_text_too_long_for_a_cell_says_so(packs: dict[str, Pack]):
    first, *rest = packs["newcastle"].actions
    source = packs["newcastle"].model_copy(update={"actions": (first.model_copy(update={"text": "x" * 40_000}), *rest)})
    page = opened(write_workbook(source, TODAY))["Delivery plan"]
    text = str(page.cell(2, column_of(page, "Description")).value)

    assert len(text) < LONGEST_CELL
    assert "40,000 characters" in text


def test_the_same_strategy_on_the_same_day_makes_the_same_bytes(packs: dict[str, Pack]):
    assert write_workbook(packs["tameside"], TODAY) == write_workbook(packs["tameside"], TODAY)


def test_rows_are_as_tall_as_their_words_and_still_grow(exported: Open):
    with zipfile.ZipFile(BytesIO(write_workbook(SMALL, TODAY))) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()

    assert exported("newcastle")["Delivery plan"].row_dimensions[2].height > 100
    assert re.search(r'<row r="2"[^>]* ht="', sheet)
    assert "customHeight" not in sheet
