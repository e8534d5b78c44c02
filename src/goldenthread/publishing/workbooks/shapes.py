"""Which sheets does a plan workbook have, and under which headings do commissioners write what?

One table for both ways: an export writes these sheets with these headings, and an import knows a column by its heading
or by any other that councils use for the same thing (`also`), wherever it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from .columns import Column
from .measure_columns import MEASURE_COLUMNS, OBSERVATION_COLUMNS
from .plan_columns import ACTION_COLUMNS, VOICE_COLUMNS

KEY_HEADING = "Key (do not change)"
HIDDEN_SHEET = "Golden Thread"
GUIDE_SHEET = "Read me first"
MARKER = "golden-thread-workbook/1"


class Rows(StrEnum):
    """Of what does a sheet have rows?"""

    ACTIONS = "actions"
    VOICE = "voice"
    MEASURES = "measures"
    OBSERVATIONS = "observations"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of an exported workbook: its name is also the first part of its rows' keys."""

    name: str
    title: str
    rows: Rows
    columns: tuple[str, ...]
    guide: str


def plain_heading(text: str) -> str:
    """Small letters and figures, one space between words."""
    return " ".join(re.sub(r"[^a-z0-9#%/]+", " ", text.lower().replace("’", "").replace("'", "")).split())


COLUMNS: dict[Rows, tuple[Column, ...]] = {
    Rows.ACTIONS: ACTION_COLUMNS,
    Rows.VOICE: VOICE_COLUMNS,
    Rows.MEASURES: MEASURE_COLUMNS,
    Rows.OBSERVATIONS: OBSERVATION_COLUMNS,
}


def columns(rows: Rows) -> dict[str, Column]:
    """The columns that such a sheet may have, by name."""
    return {column.name: column for column in COLUMNS[rows]}


def _written(rows: Rows) -> tuple[str, ...]:
    return tuple(column.name for column in COLUMNS[rows] if not column.given)


SHEETS: tuple[Sheet, ...] = (
    Sheet("plan", "Delivery plan", Rows.ACTIONS, _written(Rows.ACTIONS), "One row for each action."),
    Sheet(
        "key-actions",
        "Key actions",
        Rows.ACTIONS,
        ("ref", "area", "title", "due", "lead"),
        "The same actions in short. Change a thing here or on the delivery plan: not on both.",
    ),
    Sheet(
        "you-said",
        "You said we did",
        Rows.VOICE,
        _written(Rows.VOICE),
        "One row for each answer, and for each thing said that has no answer.",
    ),
    Sheet("measures", "Measures", Rows.MEASURES, _written(Rows.MEASURES), "One row for each measure."),
    Sheet(
        "observations",
        "Observations",
        Rows.OBSERVATIONS,
        _written(Rows.OBSERVATIONS),
        "One row for each value of each measure.",
    ),
)
