"""Which declared field does a heading mean?

Headings are compared by their letters and digits alone: case, spaces, line breaks, punctuation and what stands in
brackets ("(ccyy-mm-dd)") make no difference. A field is known by its name and by every heading its declaration lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from goldenthread.understanding.datasets.kinds.schema import Field, Table

from .staged import Fault

ALIKE = 0.8
"""From which likeness (difflib: twice the letters in common, of the letters of both) a heading may be misspelt for another:
RecievedDate and ReceivedDate are 0.92 alike, startdate and ceasedate 0.67."""
_BRACKETS = re.compile(r"\([^()]*\)")


def plain(heading: object) -> str:
    """The heading as it is compared."""
    words = _BRACKETS.sub(" ", str(heading or "").replace("_", ""))
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def known_headings(table: Table) -> dict[str, str]:
    """Every heading that means a field of the table → the field's name; the field's own name wins over another's `also`."""
    known = {plain(other): field.name for field in table.fields for other in field.also}
    known |= {plain(wrong): name for wrong, name in table.renamed.items()}
    return known | {plain(field.name): field.name for field in table.fields}


@dataclass(frozen=True, slots=True)
class Matched:
    """`columns`: field → place of its column, from 0. `unknown`: headings that mean no field. `doubled`: field → headings."""

    columns: dict[str, int]
    unknown: tuple[str, ...] = ()
    doubled: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def missing(self, table: Table, year: int | None, besides: Iterable[str] = ()) -> list[str]:
        """Fields of that year's collection that have no column, in the order of the declaration."""
        there = {*self.columns, *besides}
        return [field.name for field in table.fields if field.in_year(year) and field.name not in there]


def matched(table: Table, headings: Sequence[object], ignored: Iterable[str] = ()) -> Matched:
    """The columns of a table, however they are ordered. Empty headings and those `ignored` (plain) mean nothing."""
    known, skip = known_headings(table), set(ignored)
    found: dict[str, list[int]] = {}
    unknown = []
    for place, heading in enumerate(headings):
        words = plain(heading)
        if not words or words in skip:
            continue
        if words in known:
            found.setdefault(known[words], []).append(place)
        else:
            unknown.append(str(heading).strip())
    doubled = [(name, tuple(str(headings[p]) for p in places)) for name, places in found.items() if len(places) > 1]
    return Matched({name: places[0] for name, places in found.items()}, tuple(unknown), tuple(doubled))


def nearest(heading: str, table: Table, there: Iterable[str]) -> Field | None:
    """The field that a heading nobody declared may be misspelt for: one whose own heading is not `there`."""
    missing = {words: name for words, name in known_headings(table).items() if name not in set(there)}
    like = get_close_matches(plain(heading), missing, n=1, cutoff=ALIKE)
    return table.field(missing[like[0]]) if like else None


def what_to_do(misspelt: Field | None) -> str:
    """Of a heading that was not read."""
    if misspelt is None:
        return "If it holds something that matters, ask for it to be declared."
    return f"It may be meant for {misspelt.name} (“{misspelt.title}”): correct the name and export the file again."


def heading_faults(table: Table, found: Matched, where: str) -> list[Fault]:
    """Columns nobody declared: told, so that nothing is left out in silence."""
    return [
        Fault(
            where,
            f"the column “{heading}” is not part of {table.title.lower()} and was not read.",
            do=what_to_do(nearest(heading, table, found.columns)),
        )
        for heading in found.unknown
    ]


def doubled_faults(found: Matched, where: str) -> list[Fault]:
    """Two columns for one field: nobody can say which is right."""
    return [
        Fault(
            where,
            f"the field {name} has {len(headings)} columns.",
            " and ".join(headings),
            "one column",
            "Take out all but one.",
        )
        for name, headings in found.doubled
    ]


def missing_faults(table: Table, missing: Iterable[str], where: str) -> list[Fault]:
    """A field without a column reads as empty on every row."""
    return [
        Fault(
            where,
            f"there is no column “{name}” ({table.field(name).title}), so it is empty on every row.",
            do="Export it again with the column, or accept that what needs it cannot be told.",
        )
        for name in missing
    ]
