"""Which addresses are there, and for whom? One row each; who is let in is written out, not worked out."""

from __future__ import annotations

from tests.addresses import planning, understanding
from tests.addresses.people import Row

ROWS: list[Row] = planning.ROWS + understanding.ROWS
MADE = planning.MADE | understanding.MADE
