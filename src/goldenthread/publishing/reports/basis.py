"""On what is a report made? Two states of one strategy, and what else was so on its last day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from goldenthread.publishing.documents.edition import Edition
from goldenthread.publishing.packs.format import Action, Board, Measure, Pack
from goldenthread.publishing.packs.since import Earlier

from .period import Period


@dataclass(frozen=True, slots=True)
class Before:
    """How the strategy stood before the period. `exact` where it is the day before it; `name` says of what it is the state."""

    pack: Pack
    day: date
    name: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One owner who was asked for updates and had not answered by the last day: the body, never the person."""

    body: str
    asked_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class GapCount:
    """How many gaps one rule finds, what the rule says, and what such a gap does."""

    says: str
    does: str
    count: int


@dataclass(frozen=True)
class Basis:
    """Everything that a report is worked out from."""

    edition: Edition
    period: Period
    before: Before | None
    asked: tuple[Asked, ...] = ()
    gaps: tuple[GapCount, ...] = ()
    board: Board | None = None
    introduction: str = ""
    decisions: tuple[str, ...] = field(default=())
    prepared_by: str = ""

    @property
    def pack(self) -> Pack:
        return self.edition.pack

    @property
    def day(self) -> date:
        """The day that everything is judged on."""
        return self.period.end

    def earlier(self, plural: str, key: str) -> Earlier | None:
        """The same item before the period, where that is exactly known."""
        if self.before is None or not self.before.exact:
            return None
        item = self._earlier_items.get((plural, key))
        return Earlier(self.before.day, item) if item is not None else None

    @cached_property
    def _earlier_items(self) -> dict[tuple[str, str], Action | Measure]:
        held = self.before.pack if self.before else None
        actions = {("actions", item.key): item for item in held.actions} if held else {}
        return {**actions, **({("measures", item.key): item for item in held.measures} if held else {})}
