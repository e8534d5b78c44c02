"""How tall must a row be for all its words to be seen?

LibreOffice believes the heights that a file states, and shows one line of a row that states none. Such a height must not
be a fixed one, though: a row has to grow when somebody writes more in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from typing import Any

from xlsxwriter.worksheet import Worksheet

LINE = 14
TALLEST = 409
"""The points of one line, and the most that a row may have."""
_ROOM = 1.0
"""How much of a column's width in figures a line of letters fills before its next word goes below."""


class GrowingRows(Worksheet):
    """A sheet whose heights are those that fit now. What xlsxwriter sets is otherwise fixed, whatever is written later."""

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        super()._xml_start_tag_unencoded(tag, [pair for pair in attributes if pair[0] != "customHeight"])


def height_of(cells: Iterable[tuple[str, int]]) -> int:
    """The height, in points, that shows every (text, width of its column in characters)."""
    most = max((_lines(text, width) for text, width in cells), default=1)
    return min(max(most, 1) * LINE + 1, TALLEST)


def _lines(text: str, width: int) -> int:
    return sum(max(1, ceil(len(line) / (width * _ROOM))) for line in text.split("\n"))
