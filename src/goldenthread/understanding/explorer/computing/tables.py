"""How does a table of what was kept read: counts, shares with their intervals, what is hidden, and what stands out?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from goldenthread.analysis.figures import Interval, difference, wilson
from goldenthread.understanding.explorer.definitions.registry import categories
from goldenthread.understanding.explorer.definitions.schema import Counted, Dimension

from .blurring import EFFECT
from .protecting import POLICY, Protected

LEAST_FOR_SHARE = 20
"""Of fewer, rounding alone would move a share by more than ten points."""
ROUNDED_BY = POLICY.round_to // 2
ALL = "All"
MOST_STANDOUTS = 3


class Of(StrEnum):
    """Of what is a share: its numerator is the count of the cell."""

    ROW = "row"
    COLUMN = "column"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage of two counts as they are shown, with an interval that allows for blur and rounding too."""

    numerator: int
    denominator: int

    @property
    def value(self) -> float:
        return 100 * self.numerator / self.denominator

    @property
    def interval(self) -> Interval:
        low, high = max(0, self.numerator - ROUNDED_BY), min(self.denominator, self.numerator + ROUNDED_BY)
        return Interval(*(100 * limit for limit in (self._wilson(low).lower, self._wilson(high).upper)))

    @property
    def effective(self) -> tuple[Decimal, Decimal]:
        """Numerator and denominator as if nothing had been blurred: as many as say as much."""
        return effective(self.numerator), effective(self.denominator)

    def _wilson(self, numerator: int) -> Interval:
        return wilson(effective(numerator), effective(self.denominator))


def effective(count: float) -> Decimal:
    """How many unblurred children would say as much as this count does."""
    return Decimal(count) / Decimal(str(EFFECT))


def share(numerator: int | None, denominator: int | None) -> Share | None:
    """None where either is hidden, or too small to share."""
    if numerator is None or denominator is None or denominator < LEAST_FOR_SHARE:
        return None
    return Share(min(numerator, denominator), denominator)


def others(part: Share, whole: Share) -> Share | None:
    """Everybody who is not in the part."""
    return share(max(0, whole.numerator - part.numerator), whole.denominator - part.denominator)


def clearly(part: Share, rest: Share) -> int:
    """1 where the share of the part is higher than chance explains, −1 where it is lower, else 0 (Newcombe)."""
    limits = difference(rest.effective, part.effective)
    return (limits.lower > 0) - (limits.upper < 0)


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of a table. Only what was kept is in it."""

    count: int | None
    share: Share | None


@dataclass(frozen=True, slots=True)
class Block:
    """The table of one category of the third split, or the only one."""

    third: str
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Standout:
    """A row whose share in a column is clearly unlike that of all other rows."""

    row: str
    column: str
    share: Share
    rest: Share

    @property
    def gap(self) -> float:
        return self.share.value - self.rest.value


@dataclass(frozen=True, slots=True)
class Answer:
    """A table, whole: the last row and the last column are everybody."""

    counted: Counted
    rows: Dimension
    columns: Dimension | None
    third: Dimension | None
    of: Of
    headings: tuple[str, ...]
    blocks: tuple[Block, ...]
    total: int | None
    standouts: tuple[Standout, ...]

    @property
    def cells(self) -> Iterator[Cell]:
        return (cell for block in self.blocks for _, cells in block.rows for cell in cells)

    @property
    def hidden(self) -> int:
        return sum(cell.count is None for cell in self.cells)


def answer(
    kept: Protected,
    counted: Counted,
    rows: Dimension,
    columns: Dimension | None = None,
    third: Dimension | None = None,
    of: Of = Of.ROW,
) -> Answer:
    """Lay a table out. Categories stand in the order in which they are declared, whatever their size."""
    headings = (*(categories(columns) if columns else ()), ALL)
    splits = (*categories(third), ALL) if third else (ALL,)
    blocks = tuple(
        Block(
            split if third else "",
            tuple(
                (
                    row,
                    tuple(
                        _cell(kept, _at((rows, row), (columns, column), (third, split)), rows, columns, of)
                        for column in headings
                    ),
                )
                for row in (*categories(rows), ALL)
            ),
        )
        for split in splits
    )
    found = tuple(_standouts(kept, rows, columns)) if columns else ()
    return Answer(counted, rows, columns, third, of, headings, blocks, kept.total, found)


def _at(*chosen: tuple[Dimension | None, str]) -> dict[str, str]:
    return {dimension.code: category for dimension, category in chosen if dimension and category != ALL}


def _cell(kept: Protected, at: Mapping[str, str], rows: Dimension, columns: Dimension | None, of: Of) -> Cell:
    dropped = {
        Of.ROW: {columns.code} if columns else {rows.code},
        Of.COLUMN: {rows.code},
        Of.ALL: {rows.code, *((columns.code,) if columns else ())},
    }[of]
    count, whole = kept.count(at), {code: at[code] for code in at if code not in dropped}
    return Cell(count, share(count, kept.count(whole)) if whole != at else None)


def _standouts(kept: Protected, rows: Dimension, columns: Dimension) -> Iterator[Standout]:
    """The widest of the clear gaps between a row and all other rows."""
    found = [
        Standout(row, column, part, rest)
        for row in categories(rows)
        for column in categories(columns)
        for part, rest in _pair(kept, {rows.code: row}, {columns.code: column})
        if clearly(part, rest)
    ]
    yield from sorted(found, key=lambda each: -abs(each.gap))[:MOST_STANDOUTS]


def _pair(kept: Protected, row: dict[str, str], column: dict[str, str]) -> Sequence[tuple[Share, Share]]:
    part = share(kept.count(row | column), kept.count(row))
    whole = share(kept.count(column), kept.total)
    rest = others(part, whole) if part and whole else None
    return [(part, rest)] if part and rest else []
