"""Can a file that we give away do anything but show its words?"""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.design.csv_files import FORMULA, csv_response, harmless


@pytest.mark.parametrize(
    ("given_", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+44 191", "'+44 191"),
        ("-cmd", "'-cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("  =1+1", "'  =1+1"),
        ("-12.5", "-12.5"),
        (-3, "-3"),
        (Decimal("-0.5"), "-0.5"),
        ("Autumn 2024", "Autumn 2024"),
        ("1 - 2", "1 - 2"),
        (None, ""),
        (0, "0"),
    ],
)
def test_a_cell_that_begins_like_a_formula_is_shown_and_not_run(given_, shown):
    assert harmless(given_) == shown


@given(st.text())
def test_no_cell_begins_as_a_spreadsheet_formula_does(words):
    shown = harmless(words)

    assert shown in (words, f"'{words}")
    assert not shown.lstrip(" ").startswith(FORMULA) or re.fullmatch(r"-[\d.]+", shown)


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0")), min_size=2, max_size=2)))
def test_what_is_written_can_be_read_back(rows):
    answer = csv_response("list.csv", ["One", "Two"], rows)

    read = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert read == [["One", "Two"], *([harmless(cell) for cell in row] for row in rows)]


def test_the_file_opens_with_its_own_letters_in_excel():
    answer = csv_response("list.csv", ["£"], [])

    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
