"""Can every decision record be found by its number, and read in a minute?"""

from __future__ import annotations

import re

from tests.repository.source import ROOT

RECORDS = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
LONGEST = 70  # lines: a page


def test_decisions_are_numbered_in_sequence():
    assert [int(record.name[:4]) for record in RECORDS] == list(range(1, len(RECORDS) + 1))
    assert RECORDS


def test_decision_heading_bears_its_number():
    headings = {record.name: record.read_text().splitlines()[0] for record in RECORDS}

    assert {name: line for name, line in headings.items() if not re.match(rf"# {int(name[:4])}\. \S", line)} == {}


def test_decision_fits_on_a_page():
    assert {record.name: lines for record in RECORDS if (lines := len(record.read_text().splitlines())) > LONGEST} == {}
