"""Which column stands under a heading, and which row of a sheet holds the headings?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from goldenthread.analysis.due import read_period
from goldenthread.analysis.wording import Precision

from .shapes import COLUMNS, KEY_HEADING, Rows, plain_heading
from .xlsx import Grid

LOOK_DOWN = 40
"""How many rows that say something are looked at for the headings."""

KEY = "key"
BASELINE_AT, SERIES, PLANNED, NEXT_IN, TARGET_BY = "baseline-at", "series", "planned", "next-in", "target-by"

_KINDS = r"actual|result|outturn|performance|value|milestone|target|planned|trajectory|forecast"
_PLANNED = {"milestone", "target", "planned", "trajectory", "forecast"}
_UNREADABLE = {Precision.UNCLEAR, Precision.NONE}


_NAMES: dict[Rows, dict[str, str]] = {
    rows: {also: column.name for column in listed for also in column.also}
    | {plain_heading(column.heading): column.name for column in listed}
    | {plain_heading(KEY_HEADING): KEY}
    for rows, listed in COLUMNS.items()
}


@dataclass(frozen=True, slots=True)
class Head:
    """What a heading means: the column's name, and the period that the heading names."""

    name: str
    period: str = ""


def recognise(rows: Rows, heading: str) -> Head | None:
    """The meaning of a heading on a sheet of such rows; None where it has none."""
    plain = plain_heading(heading)
    if not plain:
        return None
    if name := _NAMES[rows].get(plain):
        return Head(name)
    return _dated(rows, " ".join(heading.split())) or _about_leads(rows, plain)


def _about_leads(rows: Rows, plain: str) -> Head | None:
    """ "LA lead" and "Lead (health)" are both leads."""
    return Head("lead") if rows is Rows.ACTIONS and re.search(r"\bleads?\b", plain) and len(plain) < 40 else None


def _dated(rows: Rows, heading: str) -> Head | None:
    if rows is Rows.MEASURES:
        if match := re.fullmatch(r"baseline(?: at| as at)?[\s:(-]*(.+?)\)?", heading, re.IGNORECASE):
            return Head(BASELINE_AT, match[1]) if _is_period(match[1]) else None
        if match := re.fullmatch(rf"(.+?)[\s:(-]+({_KINDS})\)?", heading, re.IGNORECASE):
            return _series(match[1], match[2])
        if match := re.fullmatch(rf"({_KINDS})[\s:(-]+(?:by |for )?(.+?)\)?", heading, re.IGNORECASE):
            if match[1].lower() == "target" and _is_period(match[2]):
                return Head(TARGET_BY, match[2])
            return _series(match[2], match[1])
        return Head(SERIES, heading) if _is_period(heading) else None
    if rows is Rows.VOICE:
        period = re.sub(
            r"^(?:what(?:’s|'s)? next|next steps|we will)?[\s:(…-]*(?:in )?(.+?)\)?$",
            r"\1",
            heading,
            flags=re.IGNORECASE,
        )
        return Head(NEXT_IN, period) if _is_period(period) else None
    return None


def _series(period: str, kind: str) -> Head | None:
    if not _is_period(period):
        return None
    return Head(PLANNED if kind.lower() in _PLANNED else SERIES, period)


def _is_period(words: str) -> bool:
    return bool(re.search(r"\d", words)) and read_period(words).precision not in _UNREADABLE


# --- the row of headings ------------------------------------------------------------------------------------


@dataclass(slots=True)
class Headed:
    """A row of headings: what each column means, and each heading as written. `depth` is 2 where they stand in two rows."""

    rows: Rows
    row: int
    depth: int = 1
    heads: dict[int, Head] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)

    @property
    def names(self) -> set[str]:
        """The names of the columns that were recognised."""
        return {head.name for head in self.heads.values()}

    @property
    def below(self) -> int:
        """The first row under the headings."""
        return self.row + self.depth


def suffices(rows: Rows, names: set[str]) -> bool:
    """Are these columns enough to take a sheet for one of such rows?"""
    match rows:
        case Rows.ACTIONS:
            plan = names & {"area", "priorities", "steps", "outcomes", "targets"}
            return ("title" in names and len(names - {KEY}) >= 2) or (len(plan) >= 2 and len(names) >= 4)
        case Rows.VOICE:
            return "you_said" in names and bool(names & {"we_did", "what_next", NEXT_IN, "could_not"})
        case Rows.MEASURES:
            return "title" in names and bool(
                names & {"baseline", BASELINE_AT, "target", "latest", "unit", SERIES, TARGET_BY}
            )
        case Rows.OBSERVATIONS:
            return {"measure", "period", "value"} <= names


def headings_at(grid: Grid, row: int) -> Headed | None:
    """The row read as headings, as the kind of sheet that knows most of them; None where it is no row of headings."""
    best: Headed | None = None
    for depth in (1, 2):
        words = _words(grid, row, depth)
        for rows in Rows:
            found = _headed(rows, row, depth, words)
            enough = suffices(rows, found.names) and len(found.names) * 2 >= len(words)
            if enough and (best is None or len(found.names) > len(best.names)):
                best = found
    return best


def _headed(rows: Rows, row: int, depth: int, words: dict[int, str]) -> Headed:
    heads = {column: head for column, text in words.items() if (head := recognise(rows, text))}
    taken: set[str] = set()
    many = {column.name for column in COLUMNS[rows] if column.many} | {SERIES, PLANNED, NEXT_IN}
    for column in sorted(heads):
        name = heads[column].name
        if name in taken and name not in many:
            del heads[column]
        taken.add(name)
    return Headed(rows, row, depth, heads, words)


def _words(grid: Grid, row: int, depth: int) -> dict[int, str]:
    """The heading of each column. With two rows, one that is spread over several columns is parted by those below it."""
    words = {column: cell.text for column, cell in grid.cells.get(row, {}).items() if cell.text}
    if depth == 1:
        return words
    spread = [merge for merge in grid.merges if merge.top == row == merge.bottom and merge.right > merge.left]
    below = grid.cells.get(row + 1, {})
    for merge in spread:
        over = words.get(merge.left, "")
        for column in range(merge.left, merge.right + 1):
            if column in below and below[column].text:
                words[column] = f"{over} {below[column].text}" if re.search(r"\d", over) else below[column].text
    return words


def find_headings(grid: Grid) -> list[Headed]:
    """Every row of headings on the sheet: the best of those near the top, and those like it further down."""
    candidates = [found for row in sorted(grid.cells)[:LOOK_DOWN] if (found := headings_at(grid, row))]
    if not candidates:
        return []
    first = max(candidates, key=lambda found: (len(found.names), -found.row))
    all_found = [first]
    for row in sorted(grid.cells):
        if row >= all_found[-1].below and (again := _repeats(grid, row, first)):
            all_found.append(again)
    return all_found


def _repeats(grid: Grid, row: int, first: Headed) -> Headed | None:
    """The row, where it holds nearly all of the headings again."""
    words = _words(grid, row, 1)
    if sum(plain_heading(text) in _NAMES[first.rows] for text in words.values()) < 2:
        return None
    again = _headed(first.rows, row, 1, words)
    like = len(again.names & first.names) >= max(2, len(first.names) - 1)
    return again if like and suffices(first.rows, again.names) else None
