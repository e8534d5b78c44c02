"""Is it the file that is at fault, and not the children in it? Then nothing of it is kept.

A child without a date of birth is a slip, and its row is held back. When one error takes out most of a table, its columns
are swapped, shifted or misspelt: what is left would pass for all the children of the area.
"""

# ruff: noqa: S608 - statements are made of declared names only

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from goldenthread.understanding.datasets.kinds.schema import Field, Table
from goldenthread.understanding.datasets.reading.staged import FILE, Fault, Unreadable

from .looks_like import looks_like
from .report import Report, Result, table_of
from .ruleset import Severity
from .typing import Typed

MOST_OF_A_TABLE = 0.5
"""Share of the rows of a table, or of the filled cells of a field, that one error may take out. One error of a real return
takes out a few in a hundred; swapped columns take out nearly all. Half is far from both, so it need not be exact."""
FEWEST_ROWS = 20
"""In a smaller table half of the rows are a few slips, which are held back one by one like any other."""
SAMPLE = 200
TOLD = 3
MOST_FAULTS = 10


def refuse_a_file_at_fault(report: Report, given: Typed) -> None:
    """Raises Unreadable when one error takes out most of a table; what was not read of the file is told beside it."""
    errors = report.found(Severity.ERROR)
    rows = {name: _rows(given, f'"{given.tables[name]}"') for name in {table_of(result.rule) for result in errors}}
    found: dict[tuple[str, str], _Taken] = {}
    for result in errors:
        taken = _taken(result, given, rows)
        if taken:
            found.setdefault((taken.table.name, taken.field.name if taken.field else result.rule.id), taken)
    if found:
        of_fields = [taken for taken in found.values() if taken.field]
        worst = (of_fields or list(found.values()))[
            :MOST_FAULTS
        ]  # an error without a field follows from those of fields
        unread = {(taken.table.name, taken.field.name) for taken in worst if taken.field}
        raise Unreadable(*(taken.told(given, unread) for taken in worst), *given.staged.faults[:MOST_FAULTS])


def refuse_without_a_person(kept: Mapping[str, int], report: Report) -> None:
    """Raises Unreadable when no row about a person is left: there is nobody whom the rest could be about.

    `kept`: rows that are left, by table.
    """
    tables = [table for table in report.kind.tables if table.is_of_persons]
    if not tables or any(kept.get(table.name) for table in tables):
        return
    named = {table.name for table in tables}
    errors = [one.rule.sentence for one in report.found(Severity.ERROR) if table_of(one.rule) in named]
    titles = " or ".join(table.title.lower() for table in tables)
    what = f"no row of {titles} is left that could be kept, so there is nobody whom the rest could be about."
    raise Unreadable(
        Fault("The return", what, " ".join(errors[:TOLD]) or "no row", "at least one person", EXPORT_AGAIN)
    )


@dataclass(frozen=True, slots=True)
class _Taken:
    """An error that takes out `rows` of the `of` rows of its table, or of the cells of `field` that are filled."""

    result: Result
    table: Table
    field: Field | None
    rows: int
    of: int
    cells: str

    def told(self, given: Typed, unread: Iterable[tuple[str, str]]) -> Fault:
        """`unread`: the fields that cannot be read, which are the likeliest to have changed places."""
        rule, texts = self.result.rule, self._texts(given)
        what = f"{rule.sentence.removesuffix('.')}, in {self.rows:,} of {self.of:,} {self.cells}."
        shapes = "; ".join(dict.fromkeys(masked(text) for text in texts[:TOLD]))
        found = f"{shapes} (letters are shown as A or a, digits as 9)" if shapes else "nothing"
        do = EXPORT_AGAIN
        if self.field:
            first = {name for table, name in unread if table == self.table.name}
            others = looks_like(texts, self.field, self.table, given.kind, first)
            titles = " or ".join(f"{other.name} (“{other.title}”)" for other in others)
            do = f"The values look like those of {titles}: the two columns may be swapped. {do}" if others else do
        return Fault(self._where(given), what, found, rule.expected, do)

    def _where(self, given: Typed) -> str:
        asked = f'SELECT any_value("{FILE}") FROM "{self.table.name}"'
        (file,) = given.engine.con.execute(asked).fetchall()[0]
        column = f", column {self.field.name}" if self.field else ""
        return f"{file}, {self.table.title.lower()}{column}"

    def _texts(self, given: Typed) -> list[str]:
        """The first texts found, in the order of the file; none where the cells are empty or several are shown as one."""
        if not self.field or not self.result.listed or not _shown(self.result):
            return []
        listed = f"FROM ({self.result.listed}) WHERE found <> '' ORDER BY file, \"row\" LIMIT {SAMPLE}"
        return [str(text) for (text,) in given.engine.con.execute(f"SELECT found {listed}").fetchall()]


EXPORT_AGAIN = "Export the file again with each value under its own heading."


def masked(text: str) -> str:
    """The shape of a text, not the text: under a wrong heading it may be a name or a number of a child."""
    return re.sub(r"[a-z]", "a", re.sub(r"[^\W\da-z_]", "A", re.sub(r"\d", "9", text)))[:40]


def _taken(result: Result, given: Typed, rows: Mapping[str, int]) -> _Taken | None:
    table = given.kind.table(table_of(result.rule))
    field = _field_of(result, table)
    counts = {"rows": rows[table.name]}
    if field and result.rule.id.endswith((".type", ".code", "-check")):
        counts["filled cells"] = given.filled[table.name, field.name]
    for cells, of in counts.items():
        if of >= FEWEST_ROWS and (result.rows or 0) > MOST_OF_A_TABLE * of:
            return _Taken(result, table, field, result.rows or 0, of, cells)
    return None


def _field_of(result: Result, table: Table) -> Field | None:
    """The one field that a rule looks at: its id names it, or it is all that is shown of a row."""
    last, shown = result.rule.id.split(".", 2)[2], _shown(result)
    named = last.removesuffix(".type").removesuffix(".code").removesuffix(".missing").removesuffix("-check")
    return next((field for name in (named, *shown[:1]) for field in table.fields if field.name == name), None)


def _shown(result: Result) -> tuple[str, ...]:
    """What is shown of each row, where it is one thing."""
    shown = tuple(result.examples[0].found) if result.examples else ()
    return shown if len(shown) == 1 else ()


def _rows(given: Typed, source: str) -> int:
    return int(given.engine.con.execute(f"SELECT count(*) FROM {source}").fetchall()[0][0])
