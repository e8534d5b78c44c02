"""What was read of a return: counts under the provider's own words, never a row of one child."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import Any

from goldenthread.analysis.waiting import Band, Bounds


@dataclass(frozen=True, slots=True)
class Line:
    """So many children, under the words of the file. `low` and `high` are weeks as text; both empty: start unknown.

    `whole`: the provider's own total over the bands. `mark`: why there is no number. `longest`: in whole weeks.
    """

    service: str
    month: str
    standing: str = ""
    provider: str = ""
    low: str = ""
    high: str = ""
    year: int | None = None
    least: int = 0
    most: int | None = None
    mark: str = ""
    whole: bool = False
    longest: int | None = None

    @property
    def band(self) -> Band | None:
        """The band, or None where the start is unknown."""
        return Band(Fraction(self.low), Fraction(self.high) if self.high else None) if self.low else None

    @property
    def bounds(self) -> Bounds:
        """Between which numbers the count lies."""
        return Bounds(self.least, self.most)


@dataclass(slots=True)
class Parsed:
    """A return as read. `columns`: which heading was read as what; `dropped`: never looked at, because they identify.

    `asks`: what must be known before it can be read at all, each a field and the headings that might hold it.
    """

    name: str
    shape: str = ""
    sheet: str = ""
    rows: int = 0
    lines: list[Line] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    asks: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """For keeping until it is accepted."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Parsed:
        """As it was kept."""
        rest = {name: value for name, value in kept.items() if name not in ("lines", "asks")}
        asks = [(what, words, tuple(options)) for what, words, options in kept["asks"]]
        return cls(**rest, lines=[Line(**line) for line in kept["lines"]], asks=asks)

    @property
    def months(self) -> tuple[str, ...]:
        """The months that it tells of, in order, as `2026-07`."""
        return tuple(sorted({line.month for line in self.lines}))
