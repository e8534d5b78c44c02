"""Are the lines of a cell found as a person would see them?"""

from __future__ import annotations

import pytest

from goldenthread.publishing.workbooks.lines import lines_in, unrolled


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("1. Map the offer 2. Ask families 3. Tender", ("Map the offer", "Ask families", "Tender")),
        ("1) Map 2) Ask", ("Map", "Ask")),
        ("Meet 1. or 2. times", ("Meet 1. or 2. times",)),
        ("Raise 19. to 25. by 2027", ("Raise 19. to 25. by 2027",)),
        ("1. Only one", ("Only one",)),
    ],
)
def test_a_list_that_runs_on_in_one_line_is_a_list(text: str, lines: tuple[str, ...]):
    assert lines_in(unrolled(text)) == lines
