"""What is a table before it is published, what is it afterwards, and what is known of it to whoever protects the next?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from goldenthread.analysis.disclosure import (
    AttackReport,
    Cell,
    Dimension,
    Fact,
    Identity,
    Policy,
    Protection,
    Tables,
    lay_out,
)
from goldenthread.analysis.disclosure.attack import Range

Place = tuple[str, ...]


class Unavailable(RuntimeError):
    """The withheld counts of a table are not there, or are not those that were kept."""


MARKS = {
    "*": "a small count, hidden so that nobody can be recognised",
    "c": "hidden, so that nobody can be recognised in this count or in another",
}


@dataclass(frozen=True, slots=True)
class Said:
    """Words that may stand in a place instead of its count, if the attack allows: what they tell, as facts."""

    text: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Percent:
    """Each count as a percentage of its total over one dimension. `alone`: the percentages stand without the counts."""

    of: str
    places: int = 0
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A table with its true counts, totals and all, that somebody wishes to publish. It is never stored in the database.

    `population` says who is counted and where, `period` when; together they name what is counted, so two tables that
    say both alike are linked wherever they count the same people. `identities` join it to counts of other tables.

    `unseen` are places that the table does not print, `also` counts that stand in none but that somebody may work out;
    `facts` are known to everybody beside what adds up. `said` are places in which words may stand, never the count.
    `apart`: why nobody in it is counted in a table of the same period to which nothing links it.
    `series`: tables that follow each other in time. `labels`: of a category, the parts of its name. `notes`: sentences
    printed with it.
    """

    key: str
    title: str
    population: str
    period: str
    source: str
    dimensions: tuple[Dimension, ...]
    counts: Mapping[Place, int]
    identities: tuple[Identity, ...] = ()
    unseen: frozenset[Place] = frozenset()
    also: Mapping[Cell, int] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    said: Mapping[Place, Said] = field(default_factory=dict)
    percent: Percent | None = None
    apart: str = ""
    series: str = ""
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def counted(self) -> str:
        return f"{self.population}, {self.period}"

    @property
    def tables(self) -> Tables:
        return lay_out(self.counted, self.dimensions, self.counts)

    def cell(self, place: Place) -> Cell:
        pairs = zip(self.dimensions, place, strict=True)
        return Cell.at(self.counted, {d.name: category for d, category in pairs if category != d.total})


@dataclass(frozen=True, slots=True)
class Shown:
    """One place of a published table: a number, or a mark where there is none."""

    place: Place
    cell: Cell
    value: int | None
    mark: str = ""

    @property
    def is_marked(self) -> bool:
        """A mark stands there, and neither a number nor words."""
        return self.value is None and self.mark in MARKS

    @property
    def text(self) -> str:
        return self.mark if self.value is None else f"{self.value:,}"


@dataclass(frozen=True, slots=True)
class Known:
    """A published table as whoever protects the next must know it: what the world sees of it, and the true counts.

    `one_mark`: a mark of their own for small counts would have given some away, so every hidden count has the same.
    """

    title: str
    key: str
    edition: int
    shown: tuple[Shown, ...]
    counts: Mapping[Cell, int]
    identities: tuple[Identity, ...]
    asked: Policy
    unseen: frozenset[Cell] = frozenset()
    facts: tuple[Fact, ...] = ()
    places: Mapping[Place, Cell] = field(default_factory=dict)
    period: str = ""
    apart: str = ""
    one_mark: bool = False

    @property
    def touched(self) -> frozenset[Cell]:
        """Every cell that it shows, or that an identity or a fact joins to it."""
        joined = {cell for identity in self.identities for cell in identity.cells}
        joined |= {cell for fact in self.facts for cell, _ in fact.terms}
        return frozenset(self.counts) | joined

    @property
    def printed(self) -> tuple[Shown, ...]:
        """What it shows as a number, or hides; without that of which it has a percentage alone."""
        return tuple(each for each in self.shown if each.cell not in self.unseen)

    @property
    def hidden(self) -> frozenset[Cell]:
        return frozenset(each.cell for each in self.printed if each.value is None)

    @property
    def used(self) -> Policy:
        """The policy as it was carried out."""
        return replace(self.asked, says_small=False) if self.one_mark else self.asked

    @property
    def told(self) -> dict[Cell, Range]:
        """What a reader learns of each count from its number or mark; what words tell is among the facts."""
        return {each.cell: told(each, self.used, self.counts[each.cell]) for each in self.printed}


def told(shown: Shown, policy: Policy, count: int) -> Range:
    """What a shown number or a mark says of a count."""
    if shown.value is not None:
        return policy.range_of_shown(count)
    if shown.mark == "*" or not policy.is_small(count):
        return policy.range_of_hidden(small=shown.mark == "*")
    return replace(policy, says_small=False).range_of_hidden(small=True)  # its mark is of a table with one for all


@dataclass(frozen=True, slots=True)
class Proposal:
    """A table as it could be published, protected together with all that was published before, and attacked."""

    draft: Draft
    policy: Policy
    edition: int
    shown: tuple[Shown, ...]
    tables: Tables
    identities: tuple[Identity, ...]
    protection: Protection
    report: AttackReport
    unseen: tuple[tuple[Place, Cell], ...]  # of a count that stands in no place, the place is empty
    facts: tuple[Fact, ...]
    linked: tuple[Known, ...]
    unlinked: tuple[str, ...]
    revised: int  # counts that were published before with another value
    beside: frozenset[tuple[str, int]]  # key and edition of all that was published before

    @property
    def hidden(self) -> tuple[Shown, ...]:
        return tuple(each for each in self.shown if each.is_marked)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of working a proposal out: the proposal, or the sentence that refuses it and the box that it is about."""

    proposal: Proposal | None = None
    refusal: str = ""
    box: str | None = None


@dataclass(frozen=True, slots=True)
class SafeTable:
    """A table that may stand on a public page: it holds what was published and nothing else. Made by `queries` alone."""

    area: str
    key: str
    edition: int
    title: str
    population: str
    period: str
    source: str
    state: str
    on: date
    by: str
    policy: Policy
    method: str
    dimensions: tuple[Dimension, ...]
    shown: tuple[Shown, ...]
    percent: Percent | None = None
    series: str = ""
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    withdrawn_on: date | None = None
    withdrawn_because: str = ""

    @property
    def marks(self) -> dict[str, str]:
        """What each mark that stands in the table means."""
        used = {each.mark for each in self.shown if each.value is None}
        return {mark: meaning for mark, meaning in MARKS.items() if mark in used}


# --- as kept in the ledger


def as_json(cell: Cell) -> list[Any]:
    return [cell.counted, [list(pair) for pair in cell.where]]


def as_facts(kept: Any) -> tuple[Fact, ...]:
    return tuple(Fact(tuple((as_cell(cell), weight) for cell, weight in terms), most) for terms, most in kept)


def as_cell(kept: Any) -> Cell:
    counted, where = kept
    return Cell(counted, tuple((name, category) for name, category in where))
