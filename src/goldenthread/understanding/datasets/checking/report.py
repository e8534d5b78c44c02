"""What did the checks find? Per rule: how many, in its own unit, the first examples, and the whole list for export."""

# ruff: noqa: S608 - statements are made of declared names only

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as internal
from datetime import date
from typing import Any

import pyarrow as pa
from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.kinds.schema import AtTheDoor, Kind
from goldenthread.understanding.datasets.reading.published import literal
from goldenthread.understanding.datasets.reading.staged import Fault

from .ruleset import Rule, Severity

EXPORT = ("rule", "severity", "sentence", "table", "file", "row", "key", "field", "found", "expected", "do")
"""Columns of the list for export; `field` and `found` name several as “a; b”."""
NOT_KEPT = "(not kept)"


@dataclass(frozen=True, slots=True)
class Example:
    """One row that breaks a rule, as it can be found in the file. `found`: field → its value, null when empty."""

    file: str | None
    row: int | None
    key: str | None
    found: Mapping[str, str | None]
    expected: str

    def as_fault(self, sentence: str, do: str) -> Fault:
        """In the words in which faults of reading are told."""
        where = ", ".join(filter(None, [self.file, f"row {self.row}" if self.row else None]))
        return Fault(
            where,
            sentence,
            "; ".join(f"{name}: {value or 'nothing'}" for name, value in self.found.items()),
            self.expected,
            do,
        )


@dataclass(frozen=True, slots=True)
class Result:
    """`count` is in the rule's unit, `rows` in rows; both null when the rule was not checked, `because` then says why.

    `listed`: a SELECT of `file`, `row`, `key` and `found` of each row; `field`: what is found, several as “a; b”.
    """

    rule: Rule
    count: int | None
    rows: int | None = None
    examples: tuple[Example, ...] = ()
    because: str = ""
    note: str = ""
    listed: str = ""
    field: str = ""

    @property
    def broken(self) -> bool:
        return bool(self.count)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the rules said of one return. The lists live in the engine that holds the return."""

    kind: Kind
    year: int
    reference_date: date
    results: tuple[Result, ...]
    engine: Backend = internal(repr=False)

    def result(self, rule: str) -> Result:
        """The result of the rule of that id; StopIteration when there is none."""
        return next(result for result in self.results if result.rule.id == rule)

    def found(self, severity: Severity | None = None) -> list[Result]:
        """Rules that something breaks, of one severity or of all."""
        return [one for one in self.results if one.broken and severity in (None, one.rule.severity)]

    def not_checked(self) -> list[Result]:
        """Rules that could not be asked, each with the reason."""
        return [one for one in self.results if one.count is None]

    def listing(self, rule: str) -> pa.Table:
        """Every row that breaks one rule, in the columns of `EXPORT`, in the order of the file."""
        return self.engine.con.sql(self._listed([self.result(rule)])).to_arrow_table()

    def everything(self) -> str:
        """A SELECT, in the engine, of every row that breaks any rule: rule after rule, each in the order of the file.

        What all rows of a rule have in common is one of a list (an ENUM): half a million rows are not as many sentences.
        """
        return self._listed(self.found())

    def _listed(self, results: Sequence[Result]) -> str:
        given = [result for result in results if result.listed]
        if not given:
            empty = ", ".join(f'NULL::{"BIGINT" if name == "row" else "VARCHAR"} AS "{name}"' for name in EXPORT)
            return f"SELECT {empty} WHERE FALSE"
        said = [_said(result) for result in given]
        enums = {name: ", ".join(sorted({literal(each[name]) for each in said})) for name in said[0]}
        rows = " UNION ALL ".join(
            f"SELECT {place} AS place, {_constants(said[place], enums)}, * FROM ({result.listed})"
            for place, result in enumerate(given)
        )
        columns = ", ".join(f'"{name}"' for name in EXPORT)
        return f'SELECT {columns} FROM ({rows}) ORDER BY place, file, "row"'

    def to_keep(self) -> list[dict[str, Any]]:
        """The report without what does not pass the door: no key, and no value of a field that is dropped or replaced."""
        hidden = {f.name for table in self.kind.tables for f in table.fields if f.at_the_door is not AtTheDoor.KEEP}
        return [_kept(result, hidden) for result in self.results]


def _said(result: Result) -> dict[str, str]:
    """The columns of `EXPORT` that are the same for every row of a rule."""
    rule = result.rule
    return {
        "rule": rule.id, "severity": str(rule.severity), "sentence": rule.sentence, "table": table_of(rule),
        "field": result.field, "expected": rule.expected, "do": rule.do,
    }  # fmt: skip


def _constants(said: Mapping[str, str], enums: Mapping[str, str]) -> str:
    return ", ".join(f'CAST({literal(text)} AS ENUM({enums[name]})) AS "{name}"' for name, text in said.items())


def table_of(rule: Rule) -> str:
    """The declared table a rule's rows are in: the second part of its id."""
    return rule.id.split(".")[1]


def _kept(result: Result, hidden: set[str]) -> dict[str, Any]:
    rule = result.rule
    examples = [
        {"file": one.file, "row": one.row, "expected": one.expected,
         "found": {name: NOT_KEPT if name in hidden and value else value for name, value in one.found.items()}}
        for one in result.examples
    ]  # fmt: skip
    return {
        "rule": rule.id, "severity": str(rule.severity), "sentence": rule.sentence, "do": rule.do, "source": rule.source,
        "confidence": str(rule.confidence), "count": result.count, "counts": str(rule.counts), "rows": result.rows,
        "because": result.because, "note": result.note, "examples": examples,
    }  # fmt: skip
