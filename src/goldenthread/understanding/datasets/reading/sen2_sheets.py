"""Tables of a SEN2 return out of the rows of a workbook: headings to fields, keys filled in, disagreements told."""

from __future__ import annotations

from collections.abc import Mapping

from goldenthread.understanding.datasets.kinds.schema import Kind

from .columns import Matched, doubled_faults, heading_faults, known_headings, matched, missing_faults, plain
from .gathering import Gathering
from .sen2_keys import Keys
from .staged import Fault, Unreadable

MOST_TOLD = 20
_REPEATED = {plain("LA (From Header Record)"), plain("Record Type"), "nativeid", "sourceid"}
"""Columns of the form itself: the authority again and the kind of record."""
_CARRIED = ("persontableid", "requeststableid")
"""The two keys that every sheet carries, whether or not its table declares them."""


class SheetTables:
    """Told of a table, its heading and its rows in turn."""

    def __init__(self, kind: Kind, gathering: Gathering, where: str) -> None:
        self._kind, self._gathering, self.where = kind, gathering, where
        self._keys = Keys()
        self._people: dict[str, str] = {}  # request → person
        self._columns: dict[str, Matched] = {}
        self._carried: dict[str, int] = {}
        self.table = ""
        self.faults: list[Fault] = []
        self._year: int | None = None

    @property
    def found(self) -> set[str]:
        """The tables that had a heading."""
        return set(self._columns)

    def begin(self, table: str, number: int, where: str = "") -> None:
        """The rows that follow are of this table; its heading comes next."""
        if table in self._columns:
            raise Unreadable(
                Fault(f"{self.where}, row {number}", f"begins {table} a second time.", do="Keep one table of each.")
            )
        self.table = table
        self.where = where or self.where

    def head(self, cells: tuple[str | None, ...], number: int) -> None:
        """The heading row of the table begun."""
        table = self._kind.table(self.table)
        carried = {plain(heading): key for key in _CARRIED for heading in _headings_of_key(self._kind, key)}
        declared = known_headings(table)
        ignored = (
            _REPEATED | {f"{self.table}orderseqcolumn"} | {heading for heading in carried if heading not in declared}
        )
        found = matched(table, cells, ignored=ignored)
        where = f"{self.where}, row {number}"
        if doubled := doubled_faults(found, where):
            raise Unreadable(*doubled)
        self._carried = {carried[plain(cell)]: place for place, cell in enumerate(cells) if plain(cell) in carried}
        needed = "persontableid" if self.table in {"person", "requests"} else "requeststableid"
        if self.table != "sen2" and needed not in self._carried:
            raise Unreadable(
                Fault(
                    where,
                    f"has no column {needed}, without which the rows of {self.table} belong to nobody.",
                    ", ".join(c for c in cells if c)[:200],
                )
            )
        self._columns[self.table] = found
        self.faults += heading_faults(table, found, where)

    def row(self, cells: tuple[str | None, ...], number: int) -> None:
        """A row of the table begun. A row of keys only, as an empty form has them, is none."""
        values: dict[str, str | None] = {
            field: cells[place] if place < len(cells) else None
            for field, place in self._columns[self.table].columns.items()
        }
        if not any(value for value in values.values()):
            return
        keys = {key: cells[place] if place < len(cells) else None for key, place in self._carried.items()}
        self._same_person(keys, number)
        if self.table == "sen2" and values.get("year"):
            self._year = int(float(values["year"] or 0)) if (values["year"] or "").replace(".", "").isdigit() else None
        self._gathering.add(
            self.table, self._keys.filled(self.table, values, keys.get("requeststableid")), self.where, number
        )

    def _same_person(self, keys: Mapping[str, str | None], number: int) -> None:
        request, person = keys.get("requeststableid"), keys.get("persontableid")
        if request is None or person is None:
            return
        if self.table == "requests":
            self._people.setdefault(request, person)
        elif self._people.get(request, person) != person and len(self.faults) < MOST_TOLD:
            self.faults.append(
                Fault(
                    f"{self.where}, row {number}",
                    f"names request {request} and another person than the request does.",
                    person,
                    self._people[request],
                    "The request was followed. Correct the row.",
                )
            )

    def finish(self) -> list[Fault]:
        """Everything is staged; what there is to tell."""
        self._gathering.finish()
        own = {"sen2tableid", *(f"{table.name}tableid" for table in self._kind.tables)} - {*_CARRIED}
        for table in self._kind.tables:
            if table.name in self._columns:
                missing = self._columns[table.name].missing(table, self._year, besides=own)
                self.faults += missing_faults(table, missing, f"{self.where.split(',')[0]}, {table.name}")
        return self.faults


def missing_tables(rows: SheetTables, kind: Kind, name: str, what: str, called: Mapping[str, str]) -> None:
    """Raises Unreadable that names each table a workbook lacks."""
    absent = [called[table.name] for table in kind.tables if table.name in called and table.name not in rows.found]
    if absent:
        raise Unreadable(
            *(
                Fault(name, f"has not {what} “{title}”.", do="Use the whole workbook, with empty tables left in.")
                for title in absent
            )
        )


def _headings_of_key(kind: Kind, key: str) -> list[str]:
    return [
        key,
        *(other for table in kind.tables for field in table.fields if field.name == key for other in field.also),
    ]
