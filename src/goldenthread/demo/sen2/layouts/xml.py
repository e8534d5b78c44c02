"""One XML file as it is uploaded: persons, their requests, and under each what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any, TextIO
from xml.sax.saxutils import escape

import pyarrow as pa

from goldenthread.demo.sen2.calibration import codes
from goldenthread.demo.sen2.form import BY_NAME, Field
from goldenthread.demo.sen2.returns import Tables

ELEMENTS = {
    "assessment": "Assessment",
    "namedplan": "NamedPlan",
    "plandetail": "PlanDetail",
    "activeplans": "ActivePlans",
    "placementdetail": "PlacementDetail",
    "senneed": "SENneed",
}
UNDER = {
    "requests": ("assessment", "activeplans"),
    "assessment": ("namedplan",),
    "namedplan": ("plandetail",),
    "activeplans": ("placementdetail", "senneed"),
}
_COLLECTION = ("Collection", "Year", "ReferenceDate")
_SOURCE = ("SourceLevel", "LEA", "SoftwareCode", "Release", "SerialNo", "DateTime")
_AT_ONCE = 20_000
Row = Mapping[str, Any]


def write(tables: Tables, folder: Path, name: str) -> list[Path]:
    """The one file."""
    year = tables["sen2"].column("year")[0].as_py()
    path, root = folder / f"{name}.xml", codes()["xml_root"]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'<?xml version="1.0" encoding="utf-8"?>\n<{root}>\n')
        _header(file, tables["sen2"].to_pylist()[0], year)
        file.write("<Persons>\n")
        under = {part: _by_request(tables[part]) for part in ("requests", *ELEMENTS)}
        for person in _rows(tables["person"]):
            file.write(f"<Person>{_fields(person, BY_NAME['person'].held_in(year))}")
            for request in under["requests"].get(person["persontableid"], ()):
                file.write(f"<Requests>{_fields(request, BY_NAME['requests'].held_in(year))}")
                file.write(_children("requests", request["requeststableid"], under, year) + "</Requests>")
            file.write("</Person>\n")
        file.write(f"</Persons>\n</{root}>\n")
    return [path]


def _header(file: TextIO, row: Row, year: int) -> None:
    fields = BY_NAME["sen2"].held_in(year)
    file.write("<Header>")
    for element, names in (("CollectionDetails", _COLLECTION), ("Source", _SOURCE)):
        file.write(f"<{element}>{_fields(row, tuple(f for f in fields if f.xml in names))}</{element}>")
    rest = tuple(field for field in fields if field.xml not in (*_COLLECTION, *_SOURCE))
    file.write(_fields(row, rest) + "</Header>\n")


def _rows(table: pa.Table) -> Iterator[Row]:
    for batch in table.to_batches(max_chunksize=_AT_ONCE):
        yield from batch.to_pylist()


def _by_request(table: pa.Table) -> dict[int, list[Row]]:
    """Rows by the request they hang under (requests by their person): tables are in that order already."""
    key = "persontableid" if "receiveddate" in table.column_names else "requeststableid"
    found: dict[int, list[Row]] = {}
    for owner, rows in groupby(_rows(table), key=lambda row: row[key]):
        found.setdefault(owner, []).extend(rows)
    return found


def _children(part: str, request: int, under: Mapping[str, Mapping[int, list[Row]]], year: int) -> str:
    """What hangs under a part of one request: every plan, assessment and placement of it names the request."""
    found = []
    for child in UNDER.get(part, ()):
        for row in under[child].get(request, ()):
            inside = _fields(row, BY_NAME[child].held_in(year)) + _children(child, request, under, year)
            found.append(f"<{ELEMENTS[child]}>{inside}</{ELEMENTS[child]}>")
    return "".join(found)


def _fields(row: Row, fields: tuple[Field, ...]) -> str:
    """The elements of a row; an empty one is left out."""
    return "".join(f"<{f.xml}>{_text(row[f.name])}</{f.xml}>" for f in fields if row[f.name] is not None)


def _text(value: Any) -> str:
    match value:
        case bool():
            return "1" if value else "0"
        case date():
            return value.isoformat()
        case _:
            return escape(str(value))
