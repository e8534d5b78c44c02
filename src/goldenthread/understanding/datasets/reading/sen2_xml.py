"""The SEN2 return as XML, read as a stream: names without case, any root, any namespace, nothing left out in silence.

Document types are refused, so that no entity can be declared; depth, the length of a text and of the list of what is told
are bounded. `_row` is the place of the record among those of its table, counted from 2 as in a sheet with a heading, since
a file may stand on a single line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from xml.parsers import expat

from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.kinds.schema import Field, Kind

from .columns import known_headings, nearest, what_to_do
from .damage import document_type
from .gathering import LONGEST_CELL, Gathering, too_long
from .sen2_header import staged_return
from .sen2_keys import Keys
from .staged import Fault, Staged, Unreadable

LAYOUT = "XML"
DEEPEST = 40
MOST_TOLD = 200
_PIECE = 1 << 18
_WRAPPERS = {"persons", "header", "collectiondetails", "source", "senneeds", "plandetails", "placementdetails", "needs"}
"""Elements that hold records and are none. Any other that is not declared is told."""
_LOCAL_KEYS = {
    "person": ("persontableid", "personid"),
    "requests": ("requeststableid", "requestsrecordid", "requestrecordid", "requestid"),
}


def recognises(paths: Sequence[Path], kind: Kind) -> bool:
    """One file that begins as XML and soon names people and their requests."""
    if kind.slug != "sen2" or len(paths) != 1 or paths[0].suffix.lower() != ".xml":
        return False
    with paths[0].open("rb") as file:
        start = file.read(65_536).replace(b"\0", b"").lower()
    return b"<" in start and (b"persons>" in start or b"persons " in start or b"collectiondetails" in start)


def read(paths: Sequence[Path], kind: Kind, engine: Backend) -> Staged:
    """One file into the nine tables."""
    if len(paths) != 1:
        raise Unreadable(Fault("The return", "is one XML file.", f"{len(paths)} files", "one"))
    reading = _Reading(kind, engine, paths[0].name)
    with paths[0].open("rb") as file:
        while piece := file.read(_PIECE):
            reading.feed(piece)
    reading.feed(b"", last=True)
    return staged_return(engine, kind, reading.faults(), paths[0].name, LAYOUT)


class _Record:
    """A record being read: the table, its values so far, the keys of what it stands in."""

    __slots__ = ("depth", "keys", "table", "values")

    def __init__(self, table: str, depth: int, keys: dict[str, str]) -> None:
        self.table, self.depth, self.keys = table, depth, keys
        self.values: dict[str, str | None] = {}


class _Reading:
    def __init__(self, kind: Kind, engine: Backend, name: str) -> None:
        self._name, self._kind = name, kind
        self._gathering = Gathering(kind, engine)
        self._known = {table.name: known_headings(table) for table in kind.tables}
        self._records = {table.name for table in kind.tables} - {"sen2"}
        self._keys = Keys()
        self._order = Counter[str]()
        self._open: list[_Record] = []
        self._path: list[str] = []
        self._unknown_from: int | None = None
        self._text: list[str] = []
        self._length = 0
        self._header = _Record("sen2", 0, {})
        self._odd: Counter[tuple[str, str]] = Counter()
        self._first: dict[tuple[str, str], int] = {}
        self._seen: set[tuple[str, str]] = set()
        self._held = False
        self._parser = self._made()

    def _made(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.buffer_text = False
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._document_type
        parser.EntityDeclHandler = self._document_type
        return parser

    def feed(self, piece: bytes, *, last: bool = False) -> None:
        try:
            self._parser.Parse(piece, last)
        except expat.ExpatError as fault:
            raise Unreadable(self._not_xml(fault)) from fault
        except (LookupError, UnicodeError) as fault:
            raise Unreadable(
                Fault(self._name, "is in an unknown encoding.", str(fault), "UTF-8", "Export it again as UTF-8.")
            ) from fault

    def _not_xml(self, fault: expat.ExpatError) -> Fault:
        where = f"{self._name}, line {fault.lineno}, column {fault.offset}"
        return Fault(
            where,
            f"is not XML from here on ({expat.ErrorString(fault.code)}).",
            do="The file may be cut short or edited by hand: export it again.",
        )

    def _document_type(self, *_: object) -> None:
        raise Unreadable(document_type(f"{self._name}, line {self._parser.CurrentLineNumber}"))

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        self._held = False
        self._text.clear()
        self._length = 0
        self._path.append(name)
        if len(self._path) > DEEPEST:
            raise Unreadable(
                Fault(
                    f"{self._name}, line {self._parser.CurrentLineNumber}",
                    "stands too deep in other elements.",
                    f"more than {DEEPEST} deep",
                    do="Ask who made the file.",
                )
            )
        if self._unknown_from is not None:
            return
        if name in self._records:
            self._begin(name, attributes)
            return
        if (
            self._open
            and name not in self._known[self._open[-1].table]
            and name not in _WRAPPERS
            and name not in self._local_keys()
        ):
            self._unknown_from = len(self._path)
        self._attributes(attributes, name)

    def _local_keys(self) -> tuple[str, ...]:
        return _LOCAL_KEYS.get(self._open[-1].table, ()) if self._open else ()

    def _begin(self, table: str, attributes: dict[str, str]) -> None:
        keys = dict(self._open[-1].keys) if self._open else {}
        record = _Record(table, len(self._path), keys)
        self._open.append(record)
        for attribute, value in attributes.items():
            if _local(attribute) in _LOCAL_KEYS.get(table, ()):
                record.values[f"{table}tableid"] = value.strip()
            else:
                self._attributes({attribute: value}, table)
        if table in ("person", "requests"):
            self._order[table] += 1
            self._set_key(record, record.values.get(f"{table}tableid") or str(self._order[table]))

    @staticmethod
    def _set_key(record: _Record, key: str) -> None:
        record.keys[record.table] = key
        record.values[f"{record.table}tableid"] = key

    def _characters(self, text: str) -> None:
        self._length += len(text)
        if self._length > LONGEST_CELL:
            raise Unreadable(
                too_long(f"{self._name}, line {self._parser.CurrentLineNumber}, {self._path[-1]}", self._length)
            )
        self._text.append(text)

    def _end(self, tag: str) -> None:
        depth, name = len(self._path), self._path.pop()
        if self._unknown_from is not None:
            if not self._held:
                self._tell("element", "/".join([*self._path, name][self._unknown_from - 1 :]))
            self._unknown_from = None if self._unknown_from == depth else self._unknown_from
        elif self._open and self._open[-1].depth == depth:
            self._finish(self._open.pop())
        elif not self._held:
            self._leaf(name, "".join(self._text).strip())
        self._text.clear()
        self._length = 0
        self._held = True

    def _leaf(self, name: str, text: str) -> None:
        record = self._open[-1] if self._open else self._header
        if name in self._local_keys() and text:
            self._set_key(record, text)
            return
        field = self._known[record.table].get(name)
        if field is None:
            if name not in _WRAPPERS or text:
                self._tell("element", name)
        elif record.values.get(field) is not None:
            self._tell("second", name)
        else:
            record.values[field] = text or None
            self._seen.add((record.table, field))

    def _finish(self, record: _Record) -> None:
        values = record.values | ({"persontableid": record.keys.get("person")} if record.table == "requests" else {})
        self._order[f"row of {record.table}"] += 1
        row = self._order[f"row of {record.table}"] + 1
        filled = self._keys.filled(record.table, values, record.keys.get("requests"))
        self._gathering.add(record.table, filled, self._name, row)

    def _attributes(self, attributes: dict[str, str], name: str) -> None:
        for attribute in attributes:
            if not attribute.lower().startswith(("xmlns", "xsi:", "xml:")):
                self._tell("attribute", f"{name}/@{_local(attribute)}")

    def _tell(self, what: str, name: str) -> None:
        place = f"{self._open[-1].table}: {name}" if self._open else name
        if (what, place) in self._odd or len(self._odd) < MOST_TOLD:
            self._odd[what, place] += 1
            self._first.setdefault((what, place), self._parser.CurrentLineNumber)

    def faults(self) -> list[Fault]:
        """The header is staged last, when all of it was seen; then what was not read is told, each name once.

        Raises Unreadable where a field that every record must have is in none, and a name that is like its own is.
        """
        self._gathering.add("sen2", self._keys.filled("sen2", self._header.values, None), self._name, 2)
        self._gathering.finish()
        if not self._order["row of person"]:
            raise Unreadable(Fault(self._name, "holds no person.", do="Check that this is the SEN2 return."))
        told = [self._not_read(what, place, count) for (what, place), count in self._odd.items()]
        if worst := [fault for fault, field in told if field and field.required]:
            raise Unreadable(*worst)
        return [fault for fault, _ in told]

    def _not_read(self, what: str, place: str, count: int) -> tuple[Fault, Field | None]:
        """What is told of a name, and the field that it may be misspelt for."""
        says = {
            "element": "is not part of the return and was not read",
            "attribute": "is not part of the return and was not read",
            "second": "stands twice in one record; the first was kept",
        }
        record, _, name = place.rpartition(": ")
        misspelt = None
        if what == "element" and record in self._known:
            there = [field for table, field in self._seen if table == record]
            misspelt = nearest(name, self._kind.table(record), [*there, *self._keys_of(record)])
        do = what_to_do(misspelt)
        where = f"{self._name}, line {self._first[what, place]}"
        return Fault(where, f"“{place}” {says[what]}.", f"{count:,} times", do=do), misspelt

    def _keys_of(self, record: str) -> tuple[str, ...]:
        table = self._kind.table(record)
        return (*table.key, table.parent_key)


def _local(tag: str) -> str:
    """The name without prefix or namespace, in lower case."""
    return tag.rpartition(":")[2].lower()
