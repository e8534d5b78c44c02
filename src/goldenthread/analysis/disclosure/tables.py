"""What is counted, and which counts must add up to which?

A `Cell` is named by what it counts, never by where it stands on a page, so a margin of one table and a cell of another
that count the same people are the same cell: that is all that linking takes. Anything that adds up is an `Identity`:
rows, columns, subtotals, overlapping areas, or plans in January plus new plans equals plans a year later plus ceased
ones. An earlier release is therefore only more cells and more identities.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product

from goldenthread.analysis.prose import join_words


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """What is counted, and the categories it is narrowed to, in the order of the dimensions' names."""

    counted: str
    where: tuple[tuple[str, str], ...] = ()

    @classmethod
    def at(cls, counted: str, where: Mapping[str, str]) -> Cell:
        return cls(counted, tuple(sorted(where.items())))

    def say(self) -> str:
        """`plans (area North, sex girls)`; `plans (all)`."""
        return f"{self.counted} ({', '.join(f'{name} {category}' for name, category in self.where) or 'all'})"


@dataclass(frozen=True, slots=True)
class Identity:
    """The counts on the left and those on the right have the same sum."""

    left: tuple[Cell, ...]
    right: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        return self.left + self.right

    def say(self) -> str:
        left, right = (join_words([cell.say() for cell in side]) for side in (self.left, self.right))
        return f"{left} = {right}"


@dataclass(frozen=True, slots=True)
class Dimension:
    """A way of dividing people: each group is a category and the categories that make it up.

    A category may be made up in two ways (an area of localities, and of council wards), and categories may nest. The
    one category that is part of no other, where there is one and it has parts, is `total`: everyone.

    `crossed`: the ways in which a category is divided cut across each other, as length of wait and year of referral do.
    """

    name: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    crossed: bool = False

    def __post_init__(self) -> None:
        for group, parts in self.groups:
            if not parts or len(set(parts)) != len(parts):
                raise ValueError(f"{self.name}: {group} has the parts {list(parts)}; expected one or more, each once.")
        for category in self.categories if not self.crossed else ():
            if len({frozenset(made) for made in self._made_of(category, ())}) > 1:
                raise ValueError(f"{self.name}: the ways in which {category} is divided do not cover the same people.")

    @classmethod
    def flat(cls, name: str, parts: Sequence[str], total: str = "all") -> Dimension:
        return cls(name, ((total, tuple(parts)),))

    @property
    def categories(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(chain.from_iterable((group, *parts) for group, parts in self.groups)))

    @property
    def total(self) -> str | None:
        inner = {part for _, parts in self.groups for part in parts}
        outer = [category for category in self.categories if category not in inner]
        return outer[0] if len(outer) == 1 else None

    @property
    def leaves(self) -> tuple[str, ...]:
        groups = {group for group, _ in self.groups}
        return tuple(category for category in self.categories if category not in groups)

    def leaves_of(self, category: str) -> tuple[str, ...]:
        return next(self._made_of(category, ()))

    def _made_of(self, category: str, above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """The leaves of a category, once for each way in which it is divided."""
        if category in above:
            raise ValueError(f"{self.name}: {category} is part of itself.")
        ways = [parts for group, parts in self.groups if group == category]
        for parts in ways:
            made = [leaf for part in parts for leaf in next(self._made_of(part, (*above, category)))]
            if len(set(made)) != len(made):
                raise ValueError(f"{self.name}: the parts of {category} overlap.")
            yield tuple(made)
        if not ways:
            yield (category,)


@dataclass(frozen=True, slots=True)
class Tables:
    """One table, or several linked ones: every count and every identity between them, checked."""

    counts: Mapping[Cell, int]
    identities: tuple[Identity, ...] = ()

    def __post_init__(self) -> None:
        for cell, count in self.counts.items():
            if isinstance(count, bool) or not isinstance(count, int) or count < 0:
                raise ValueError(f"{cell.say()} is {count!r}; expected a whole number, 0 or more.")
        for identity in self.identities:
            self._check(identity)

    def _check(self, identity: Identity) -> None:
        check_known(self, identity.cells)
        if len(set(identity.cells)) != len(identity.cells):
            raise ValueError(f"{identity.say()}: expected each cell once.")
        left, right = (sum(self.counts[cell] for cell in side) for side in (identity.left, identity.right))
        if left != right:
            raise ValueError(f"{identity.say()} does not add up: {left:,} is not {right:,}.")

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(sorted(self.counts))


def check_known(tables: Tables, cells: Collection[Cell]) -> None:
    unknown = sorted({cell for cell in cells if cell not in tables.counts})
    if unknown:
        raise ValueError(f"No count for {say_cells(unknown)}; expected a cell of the tables.")


def say_cells(cells: Collection[Cell]) -> str:
    """The first three, and how many more."""
    named = [cell.say() for cell in sorted(cells)[:3]]
    return join_words([*named, f"{len(cells) - 3:,} more"] if len(cells) > 3 else named)


def tabulate(counted: str, dimensions: Sequence[Dimension], leaves: Mapping[tuple[str, ...], int]) -> Tables:
    """A table with every total and subtotal, from the counts of its innermost cells (one for each combination)."""
    for dimension in dimensions:
        if dimension.crossed:
            raise ValueError(
                f"{dimension.name} is divided in ways that cut across each other: its totals must be given."
            )
    expected = set(product(*(dimension.leaves for dimension in dimensions)))
    _check_places(counted, set(leaves), expected)
    counts = {
        place: sum(leaves[leaf] for leaf in product(*_leaves_of(dimensions, place)))
        for place in product(*(dimension.categories for dimension in dimensions))
    }
    _refuse_negative(counted, leaves)
    return lay_out(counted, dimensions, counts)


def _leaves_of(dimensions: Sequence[Dimension], place: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [dimension.leaves_of(category) for dimension, category in zip(dimensions, place, strict=True)]


def _refuse_negative(counted: str, leaves: Mapping[tuple[str, ...], int]) -> None:
    for place, count in leaves.items():
        if count < 0:
            raise ValueError(f"{counted} at {', '.join(place)} is {count}; expected a whole number, 0 or more.")


def lay_out(counted: str, dimensions: Sequence[Dimension], counts: Mapping[tuple[str, ...], int]) -> Tables:
    """A table as it was published, totals and all; it must add up."""
    names = [dimension.name for dimension in dimensions]
    if len(set(names)) != len(names):
        raise ValueError(f"{counted}: the dimensions are {names}; expected each name once.")
    places = list(product(*(dimension.categories for dimension in dimensions)))
    _check_places(counted, set(counts), set(places))
    cells = {place: _cell(counted, dimensions, place) for place in places}
    identities = tuple(
        Identity((cells[place],), tuple(cells[(*place[:axis], part, *place[axis + 1 :])] for part in parts))
        for axis, dimension in enumerate(dimensions)
        for group, parts in dimension.groups
        for place in places
        if place[axis] == group
    )
    return Tables({cells[place]: counts[place] for place in places}, identities)


def _check_places(counted: str, found: set[tuple[str, ...]], expected: set[tuple[str, ...]]) -> None:
    for places, wrong in ((expected - found, "has no count at"), (found - expected, "has no place for")):
        if places:
            raise ValueError(f"{counted} {wrong} {'; '.join(', '.join(place) for place in sorted(places)[:3])}.")


def _cell(counted: str, dimensions: Sequence[Dimension], place: tuple[str, ...]) -> Cell:
    """A category that is everyone narrows nothing, so it is left out of the name."""
    pairs = zip(dimensions, place, strict=True)
    return Cell.at(counted, {dimension.name: category for dimension, category in pairs if category != dimension.total})


def link(*tables: Tables, identities: Sequence[Identity] = ()) -> Tables:
    """Tables as one system. A cell that stands in two of them must have one count."""
    counts: dict[Cell, int] = {}
    for table in tables:
        for cell, count in table.counts.items():
            if counts.setdefault(cell, count) != count:
                raise ValueError(f"{cell.say()} is {counts[cell]:,} in one table and {count:,} in another.")
    every = chain(*(table.identities for table in tables), identities)
    return Tables(counts, tuple(dict.fromkeys(every)))
