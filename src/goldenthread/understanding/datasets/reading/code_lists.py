"""What does a list of codes say that another area, or this one earlier, gave away as CSV? All of it, or every fault."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO

from pydantic import ValidationError

from goldenthread.design.csv_files import FORMULA
from goldenthread.understanding.datasets.kinds.own_codes import OwnCode, why_not
from goldenthread.understanding.datasets.kinds.schema import Confidence

from .staged import Fault, Unreadable
from .text import refuse_other_formats

COLUMNS = ("kind", "code_set", "code", "means", "from_year", "to_year", "source", "confidence")
LARGEST = 1_000_000
MOST_ROWS = 2_000


def read_code_list(content: bytes, name: str) -> list[OwnCode]:
    """The codes in the order of the file. Raises Unreadable with a fault for every row that cannot be taken in."""
    faults: list[Fault] = []
    found: dict[tuple[str, str, str], OwnCode] = {}
    for number, row in _rows(content, name):
        own = _read(row, f"{name}, row {number}")
        if isinstance(own, Fault):
            faults.append(own)
        elif (key := (own.kind, own.code_set, own.code)) in found:
            faults.append(Fault(f"{name}, row {number}", "the code stands twice.", own.code, "once", "Keep one row."))
        else:
            found[key] = own
    if not found and not faults:
        faults.append(Fault(name, "the list has headings but no rows.", do="Give a list with at least one code."))
    if faults:
        raise Unreadable(*faults)
    return list(found.values())


def _rows(content: bytes, name: str) -> list[tuple[int, Mapping[str, str]]]:
    if len(content) > LARGEST:
        raise Unreadable(Fault(name, "is too long to be a list of codes.", f"{len(content):,} bytes", f"{LARGEST:,}"))
    refuse_other_formats(content, name)
    try:
        text = content.decode("utf-8-sig")
        rows = list(csv.reader(StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as fault:
        raise Unreadable(
            Fault(name, "cannot be read.", str(fault), "CSV in UTF-8", "Save it as “CSV UTF-8”.")
        ) from fault
    headings = [heading.strip().lower() for heading in rows[0]]
    if missing := [column for column in COLUMNS[:4] if column not in headings]:
        found, expected = ", ".join(rows[0]), ", ".join(COLUMNS)
        raise Unreadable(Fault(f"{name}, row 1", f"has no column {', '.join(missing)}.", found, expected))
    if len(rows) > MOST_ROWS:
        raise Unreadable(Fault(name, "has too many rows for a list of codes.", f"{len(rows):,}", f"{MOST_ROWS:,}"))
    return [
        (number, dict(zip(headings, (_plain(cell) for cell in row), strict=False)))
        for number, row in enumerate(rows[1:], start=2)
        if any(cell.strip() for cell in row)
    ]


def _plain(cell: str) -> str:
    """The cell without the apostrophe that keeps a spreadsheet from running it."""
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def _read(row: Mapping[str, str], where: str) -> OwnCode | Fault:
    given = {column: row.get(column, "") for column in COLUMNS}
    for column in ("from_year", "to_year"):
        if given[column] and not given[column].isdigit():
            return Fault(f"{where}, {column}", "is no year.", given[column], "four digits, or nothing")
    values = {name: int(text) if name.endswith("year") else text for name, text in given.items() if text}
    if "code" in values:
        values["code"] = str(values["code"]).upper()
    try:
        own = OwnCode.model_validate(values)
    except ValidationError as fault:
        first = fault.errors()[0]
        column = str(first["loc"][0])
        expected = ", ".join(Confidence) if column == "confidence" else "filled"
        return Fault(f"{where}, {column}", "is missing or cannot be read.", given.get(column, ""), expected)
    column, sentence = why_not(own)
    return Fault(f"{where}, {column}", sentence, do="Correct the row, or take it out.") if sentence else own
