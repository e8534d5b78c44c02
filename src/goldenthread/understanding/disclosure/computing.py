"""What may be shown of a new table, given everything that was published before; and does all of it still hold?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from goldenthread.analysis.disclosure import (
    AttackReport,
    CannotProtect,
    Cell,
    Identity,
    Policy,
    Protection,
    Tables,
    attack,
    protect,
)
from goldenthread.analysis.disclosure.attack import Range
from goldenthread.analysis.disclosure.protection import OTHER, SMALL
from goldenthread.analysis.prose import join_words
from goldenthread.partnership.policies import Refused

from .definitions import Draft, Known, Place, Proposal, Shown


def propose(draft: Draft, policy: Policy, earlier: Sequence[Known]) -> Proposal:
    """Protect the table together with every earlier one that is linked to it, directly or through others.

    A count that was published before with another value is another cell, with a name of its own; all that did not
    change is one cell, which grants an attacker that he knows what did not change. `Refused` says why it cannot be done.
    """
    names = _names(draft, earlier)
    own = {names[place]: count for place, count in draft.counts.items()}
    renamed = {draft.cell(place): cell for place, cell in names.items()}
    identities = tuple(_renamed(identity, renamed) for identity in draft.identities)
    linked = _linked({*own, *(cell for identity in identities for cell in identity.cells)}, earlier)
    _check_policies(policy, linked)
    inner = tuple(_renamed(identity, renamed) for identity in draft.tables.identities)
    tables = _joined(own, (*inner, *identities), linked)
    protection = _protect(tables, policy, linked)
    before = {each.cell: each for table in linked for each in table.shown}
    shown = tuple(_shown(place, cell, protection, before) for place, cell in names.items())
    return Proposal(
        draft=draft,
        policy=policy,
        edition=1 + max((table.edition for table in earlier if table.key == draft.key), default=0),
        shown=shown,
        tables=tables,
        identities=(*inner, *identities),
        protection=protection,
        linked=linked,
        unlinked=tuple(table.title for table in earlier if table not in linked),
        revised=sum(names[place] != draft.cell(place) for place in names),
    )


def _names(draft: Draft, earlier: Sequence[Known]) -> dict[Place, Cell]:
    known = {cell: count for table in earlier for cell, count in table.counts.items()}
    return {place: _name(draft.cell(place), count, known) for place, count in draft.counts.items()}


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


def _protect(tables: Tables, policy: Policy, linked: Sequence[Known]) -> Protection:
    told = told_by(linked)
    withheld = {cell for table in linked for cell in table.hidden}
    try:
        return protect(tables, policy, told=told, withheld=withheld)
    except CannotProtect as fault:
        others = join_words([f"“{table.title}”" for table in linked])
        because = f" It was tried together with {others}." if linked else ""
        raise Refused(
            f"This table cannot be published as it is: {fault}{because} Publish it with fewer categories, or publish a "
            "part of it.",
            "counts",
        ) from fault


def _shown(place: Place, cell: Cell, protection: Protection, before: Mapping[Cell, Shown]) -> Shown:
    """As it was shown before, if it was; else as the protection says."""
    if cell in before:
        return Shown(place, cell, before[cell].value, before[cell].mark)
    text = protection.shown(cell)
    if text in (SMALL, OTHER):
        return Shown(place, cell, None, text)
    return Shown(place, cell, int(text.replace(",", "")))


@dataclass(frozen=True, slots=True)
class Attacked:
    """Tables that are linked, and what an attacker who has all of them can make of what they hide."""

    tables: tuple[Known, ...]
    report: AttackReport


def attack_everything(published: Sequence[Known], near: Known | None = None) -> Iterator[Attacked]:
    """Attack all that was ever published, in sets of linked tables; or only the set to which one belongs."""
    waiting = list(published if near is None else _linked(set(near.touched), published))
    while waiting:
        linked = _linked(set(waiting[0].touched), waiting)
        waiting = [table for table in waiting if table not in linked]
        tables = _joined({}, (), linked)
        hidden = {cell for table in linked for cell in table.hidden}
        yield Attacked(linked, attack(tables, linked[0].asked, hidden, told=told_by(linked)))
