"""Under which headings does the file keep what is needed, and where does its table begin?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from goldenthread.analysis.waiting import Band, bands
from goldenthread.understanding.waits.kinds import words

from . import cells
from .sheets import Sheet

LOOKED_AT = 25  # rows in which the headings are looked for
REFERRALS, BANDS = "one row a referral", "counts by length of wait"


@dataclass(slots=True)
class Layout:
    """Where each field stands. `bands` and `months` are columns whose heading is itself a band or a month."""

    row: int
    headings: list[str]
    at: dict[str, int] = field(default_factory=dict)
    bands: dict[int, Band] = field(default_factory=dict)
    months: dict[int, str] = field(default_factory=dict)
    identifying: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)

    @property
    def shape(self) -> str:
        """Which of the two shapes it has."""
        return REFERRALS if "referred" in self.at and not self.bands else BANDS

    @property
    def weight(self) -> int:
        """How many headings were recognised."""
        return len(self.at) + len(self.bands) + len(self.months)

    def name(self, what: str) -> str:
        """The heading that holds the field, as written."""
        return self.headings[self.at[what]]


def layout(sheet: Sheet, known: Mapping[str, str]) -> Layout | None:
    """The row of the sheet with the most headings we know; None where no row has two. `known`: what a person answered."""
    found = [_row(at, cells_of, known) for at, cells_of in enumerate(sheet.rows[:LOOKED_AT])]
    best = max(found, key=lambda each: each.weight, default=None)
    return best if best is not None and best.weight >= 2 else None


def _row(at: int, headings: list[str], known: Mapping[str, str]) -> Layout:
    made = Layout(at, headings)
    banded: dict[int, str] = {}
    for column, text in enumerate(headings):
        what = known.get(words.plain(text)) or words.heading(text)
        if not text:
            continue
        if what == "not needed":
            made.unread.append(column)
        elif words.identifies(text) and words.plain(text) not in known:
            made.identifying.append(column)
        elif what and what not in made.at:
            made.at[what] = column
        elif _is_band(text):
            banded[column] = text
        elif a_month := (cells.month(text) if not text.isdecimal() else ""):
            made.months[column] = a_month
        else:
            made.unread.append(column)
    found = bands(banded.values())
    made.bands = {column: found[text] for column, text in banded.items()}
    return made


def _is_band(text: str) -> bool:
    if not any(
        sign in text.lower() for sign in ("week", "wk", "month", "mth", "year", "yr", "day", "<", ">", "+", "over")
    ):
        return False
    try:
        bands([text])
    except ValueError:
        return False
    return True
