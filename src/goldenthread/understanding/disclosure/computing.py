"""What may be shown of a new table, given everything that was published before; and does all of it still hold?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from goldenthread.analysis.disclosure import (
    AttackReport,
    CannotProtect,
    Cell,
    Fact,
    Identity,
    Policy,
    Protection,
    Tables,
    attack,
    may_be_said,
    protect,
)
from goldenthread.analysis.disclosure import Known as Beside
from goldenthread.analysis.disclosure.attack import Range
from goldenthread.analysis.disclosure.protection import OTHER, SMALL
from goldenthread.analysis.prose import join_words
from goldenthread.partnership.policies import Refused

from .definitions import MARKS, Draft, Known, Place, Proposal, Shown

Where = frozenset[tuple[str, str]]


def propose(draft: Draft, policy: Policy, earlier: Sequence[Known], *, whole: bool = True) -> Proposal:
    """Protect the table together with every earlier one that is linked to it, directly or through others.

    A count that was published before with another value is another cell, with a name of its own; all that did not
    change is one cell, which grants an attacker that he knows what did not change. `Refused` says why it cannot be done.
    Not `whole`: the report tells of ranges only that they are wide enough.
    """
    names = _names(draft, earlier)
    own = {names[cell]: count for cell, count in _counts(draft).items()}
    identities = tuple(_renamed(identity, names) for identity in (*draft.tables.identities, *draft.identities))
    facts = _renamed_facts(draft.facts, names)
    joined = {*own, *(c for identity in identities for c in identity.cells), *(c for f in facts for c, _ in f.terms)}
    linked = _linked(joined, earlier)
    _check_policies(policy, linked)
    tables = _joined(own, identities, linked)
    places = {place: names[draft.cell(place)] for place in draft.counts}
    unseen = tuple((place, cell) for place, cell in places.items() if place in draft.unseen)
    unseen += tuple(((), names[cell]) for cell in draft.also)
    withheld = frozenset(places[place] for place in draft.said if place not in draft.unseen)
    apart = {cell for _, cell in unseen}
    known = _beside(linked, apart, facts, {*places.values()} - apart)
    protection = _protect(tables, policy, linked, withheld, known)
    words = _words(draft, names, protection)
    more = tuple(fact for place in words for fact in _renamed_facts(draft.said[place].facts, names))
    report = _attacked(protection, more, whole) if more or whole else protection.report
    printed = [place for place in places if place not in draft.unseen or place in draft.said]
    before = {each.cell: each for table in linked for each in table.printed}
    shown = tuple(_shown(place, places[place], draft.said, words, protection, before) for place in printed)
    _check_differences(draft, policy, shown, tables, [table for table in earlier if table not in linked])
    return Proposal(
        draft=draft,
        policy=policy,
        edition=1 + max((table.edition for table in earlier if table.key == draft.key), default=0),
        shown=shown,
        tables=tables,
        identities=identities,
        protection=protection,
        report=report,
        unseen=unseen,
        facts=(*facts, *more),
        linked=linked,
        unlinked=tuple(table.title for table in earlier if table not in linked),
        revised=sum(_plain(places[place]) != _plain(draft.cell(place)) for place in places),
        beside=frozenset((table.key, table.edition) for table in earlier),
    )


def size(draft: Draft, earlier: Sequence[Known]) -> int:
    """Of how many counts the table and all that it is linked to consist."""
    joined = {*_names(draft, earlier).values()}
    return len(joined.union(*(table.counts for table in _linked(joined, earlier))))


def _counts(draft: Draft) -> dict[Cell, int]:
    return {draft.cell(place): count for place, count in draft.counts.items()} | dict(draft.also)


def _names(draft: Draft, earlier: Sequence[Known]) -> dict[Cell, Cell]:
    """Of each count of the table, and of each that it is joined to: its name in the ledger."""
    known = {cell: count for table in earlier for cell, count in table.counts.items()}
    spelt, own = {_plain(cell): cell for cell in known}, _counts(draft)
    once = Counter(_plain(cell) for cell in own)
    others = {cell: spelt.get(_plain(cell), cell) for identity in draft.identities for cell in identity.cells}
    as_before = {cell: spelt.get(_plain(cell), cell) if once[_plain(cell)] == 1 else cell for cell in own}
    return others | {cell: _name(as_before[cell], count, known) for cell, count in own.items()}


def _plain(cell: Cell) -> Cell:
    """Capitals and spaces make no other people of those who are counted."""
    counted, *words = (" ".join(word.casefold().split()) for word in (cell.counted, *chain(*cell.where)))
    return Cell.at(counted, dict(zip(words[::2], words[1::2], strict=True)))


def _name(cell: Cell, count: int, known: Mapping[Cell, int]) -> Cell:
    """The cell's own name; where that names another count already, the name of the next revision of it."""
    name, revision = cell, 0
    while known.get(name, count) != count:
        revision += 1
        name = Cell(f"{cell.counted}, revision {revision}", cell.where)
    return name


def _renamed(identity: Identity, names: Mapping[Cell, Cell]) -> Identity:
    left, right = (tuple(names.get(cell, cell) for cell in side) for side in (identity.left, identity.right))
    return Identity(left, right)


def _renamed_facts(facts: Iterable[Fact], names: Mapping[Cell, Cell]) -> tuple[Fact, ...]:
    return tuple(Fact(tuple((names.get(cell, cell), weight) for cell, weight in f.terms), f.most) for f in facts)


def _beside(
    linked: Sequence[Known], unseen: Collection[Cell], facts: tuple[Fact, ...], printed: Collection[Cell]
) -> Beside:
    """All that is known beside the tables; a count that any table prints, or hides, is no longer unseen."""
    every = set(unseen).union(*(table.unseen for table in linked))
    every = every.difference(printed, *((each.cell for each in table.printed) for table in linked))
    return Beside(tuple(dict.fromkeys((*facts, *(fact for table in linked for fact in table.facts)))), frozenset(every))


def _words(draft: Draft, names: Mapping[Cell, Cell], protection: Protection) -> dict[Place, str]:
    """Of each place in which words may stand, those that the attack allows. What was said before tells nothing new."""
    allowed = may_be_said(protection, [_renamed_facts(each.facts, names) for each in draft.said.values()])
    return {place: each.text for (place, each), may in zip(draft.said.items(), allowed, strict=True) if may}


def _attacked(protection: Protection, more: tuple[Fact, ...], whole: bool) -> AttackReport:
    """The report on the tables and the words together."""
    known = replace(protection.known, facts=(*protection.known.facts, *more))
    found = protection.tables, protection.policy, protection.hidden
    return attack(*found, told=protection.told, known=known, whole=whole)


def _linked(cells: set[Cell], earlier: Sequence[Known]) -> tuple[Known, ...]:
    """Every earlier table that shares a cell with these, or with a table that does."""
    reached, waiting, found = set(cells), list(earlier), list[Known]()
    while near := [table for table in waiting if table.touched & reached]:
        found += near
        reached.update(*(table.touched for table in near))
        waiting = [table for table in waiting if table not in near]
    return tuple(table for table in earlier if table in found)


def _check_policies(policy: Policy, linked: Iterable[Known]) -> None:
    """The demands of two policies on one count cannot both be explained to a reader."""
    others = [table for table in linked if table.asked != policy]
    if others:
        names = join_words([f"“{table.title}” under “{table.asked.name}”" for table in others[:3]])
        raise Refused(
            f"This table is linked to what was published before: {names}. Tables that are linked are published under one "
            "policy: choose that one.",
            "policy",
        )


def _joined(own: Mapping[Cell, int], identities: tuple[Identity, ...], linked: Sequence[Known]) -> Tables:
    counts = {**own}
    for table in linked:
        counts |= table.counts
    every = dict.fromkeys((*identities, *(identity for table in linked for identity in table.identities)))
    try:
        return Tables(counts, tuple(every))
    except ValueError as fault:
        raise Refused(f"The tables do not fit together. {fault}", "links") from fault


def told_by(tables: Iterable[Known]) -> dict[Cell, Range]:
    """What all of them together say of each count at first sight: the narrowest range."""
    ranges: dict[Cell, Range] = {}
    for table in tables:
        for cell, (low, high) in table.told.items():
            lowest, highest = ranges.get(cell, (0, None))
            tops = [top for top in (high, highest) if top is not None]
            ranges[cell] = max(low, lowest), min(tops) if tops else None
    return ranges


def _protect(
    tables: Tables, policy: Policy, linked: Sequence[Known], withheld: Collection[Cell], known: Beside
) -> Protection:
    told = told_by(linked)
    hidden = {cell for table in linked for cell in table.hidden} | withheld - told.keys()
    try:
        return protect(tables, policy, told=told, withheld=hidden - known.unseen, known=known, whole=False)
    except CannotProtect as fault:
        others = join_words([f"“{table.title}”" for table in linked])
        because = f" It was tried together with {others}." if linked else ""
        raise Refused(
            f"This table cannot be published as it is: {fault}{because} Publish it with fewer categories, or publish a "
            "part of it.",
            "counts",
        ) from fault


def _shown(
    place: Place,
    cell: Cell,
    said: Container[Place],
    words: Mapping[Place, str],
    protection: Protection,
    before: Mapping[Cell, Shown],
) -> Shown:
    """As it was shown before, if it was; else as the protection says."""
    earlier = before.get(cell)
    if earlier is not None and earlier.value is not None:
        return Shown(place, cell, earlier.value)
    if place in said:
        return Shown(place, cell, None, words.get(place, OTHER))
    if earlier is not None:
        return Shown(place, cell, None, earlier.mark if earlier.mark in MARKS else OTHER)
    text = protection.shown(cell)
    if text in (SMALL, OTHER):
        return Shown(place, cell, None, text)
    return Shown(place, cell, int(text.replace(",", "")))


@dataclass(frozen=True, slots=True)
class Attacked:
    """Tables that are linked, and what an attacker who has all of them can make of what they hide."""

    tables: tuple[Known, ...]
    report: AttackReport


def attack_everything(published: Sequence[Known]) -> Iterator[Attacked]:
    """Attack all that was ever published, in sets of linked tables."""
    waiting = list(published)
    while waiting:
        linked = _linked(set(waiting[0].touched), waiting)
        waiting = [table for table in waiting if table not in linked]
        tables, told = _joined({}, (), linked), told_by(linked)
        hidden = {cell for table in linked for cell in table.hidden}
        known = _beside(linked, (), (), ())
        yield Attacked(linked, attack(tables, linked[0].asked, hidden, told=told, known=known))


# --- tables that nothing links


@dataclass(frozen=True, slots=True)
class Difference:
    """A small number that is found by taking a count of one table from that of another."""

    one: str
    other: str
    where: Where
    lowest: int
    highest: int

    def say(self) -> str:
        """Where the two tables stand, and what is found."""
        place = ", ".join(f"{name}: {category}" for name, category in sorted(self.where)) or "in total"
        found = f"{self.lowest:,}" if self.lowest == self.highest else f"{self.lowest:,} to {self.highest:,}"
        return f"“{self.one}” less “{self.other}” is {found} ({place})"


@dataclass(frozen=True, slots=True)
class _Printed:
    """What two tables are compared by: each count that is shown as a number, as the range that the number tells."""

    title: str
    period: str
    small: int
    ranges: Mapping[Where, Range]


def _where(cell: Cell) -> Where:
    return frozenset((name.casefold(), category.casefold()) for name, category in cell.where)


def _printed(known: Known) -> _Printed:
    numbers = {each.cell for each in known.printed if each.value is not None}
    ranges = {_where(cell): told for cell, told in known.told.items() if cell in numbers}
    return _Printed(known.title, known.period, known.asked.highest_small, ranges)


def _taken_away(one: _Printed, other: _Printed) -> Iterator[Difference]:
    """Counts of the same categories of one period, of which one less the other is surely somebody, and surely few.

    People counted in the one and not in the other are a group that neither table shows: a complement, or what lies
    between two geographies.
    """
    small = max(one.small, other.small)
    if one.period.casefold() != other.period.casefold():
        return
    for where in one.ranges.keys() & other.ranges.keys():
        (low, high), (least, most) = one.ranges[where], other.ranges[where]
        if high is not None and most is not None and low - most >= 1 and high - least <= small:
            yield Difference(one.title, other.title, where, low - most, high - least)


def _either_way(one: _Printed, other: _Printed) -> Iterator[Difference]:
    yield from _taken_away(one, other)
    yield from _taken_away(other, one)


def _check_differences(
    draft: Draft, policy: Policy, shown: Sequence[Shown], tables: Tables, unlinked: Iterable[Known]
) -> None:
    """What nothing links may still overlap: where a difference would tell a small count, somebody must say that nobody
    is in both, or how the two add up."""
    if draft.apart:
        return
    ranges = {
        _where(each.cell): policy.range_of_shown(tables.counts[each.cell]) for each in shown if each.value is not None
    }
    mine = _Printed(draft.title, draft.period, policy.highest_small, ranges)
    found = [each for table in unlinked for each in _either_way(mine, _printed(table))]
    if found:
        told = join_words(sorted(each.say() for each in found[:3]))
        raise Refused(
            f"It could be set against a table of the same period to which nothing links it: {told}. If the same people are"
            " counted in both, say how the two add up; if nobody is, say here why that is so.",
            "apart",
        )


def differences_of_all(published: Sequence[Known]) -> Iterator[Difference]:
    """Of every two tables that nothing links and that nobody said are apart."""
    alone = [(table, _printed(table)) for table in published if not table.apart]
    for at, (one, printed) in enumerate(alone):
        linked = _linked(set(one.touched), published)
        for other, beside in alone[at + 1 :]:
            if other not in linked:
                yield from _either_way(printed, beside)
