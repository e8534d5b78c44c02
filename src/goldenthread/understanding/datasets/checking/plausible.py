"""Can these published figures be? Codes of the right shape, counts not below nought, percentages up to 100, parts within wholes.

What is impossible is refused. Where a publisher's own files break a rule, or boundaries change, it is asked about instead.
"""

# ruff: noqa: S608 - statements are made of declared names only

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch

from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.kinds.councils import FORMER, by_dfe_code
from goldenthread.understanding.datasets.kinds.schema import Field, Limits, Shape, Table, Whole
from goldenthread.understanding.datasets.reading.published import literal, quoted
from goldenthread.understanding.datasets.reading.staged import ROW, Fault

MOST_TOLD = 10
SWAPPED = 0.5
"""Share of the cells of another column that have the shape of this one, from which the two are taken to be swapped."""


@dataclass(frozen=True, slots=True)
class Query:
    """Something that somebody should look at: which column, how many rows, and the first of them as (row, found)."""

    file: str
    column: str
    what: str
    expected: str
    rows: int
    first: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """`faults` for which the file is refused, `queries` for the reader of the report."""

    faults: tuple[Fault, ...]
    queries: tuple[Query, ...]


def plausible(engine: Backend, made: str, table: Table, file: str) -> Looked:
    """Look at a typed table, named `made` in the engine, for what its declaration says cannot be."""
    looking = _Looking(engine, made, table, file)
    faults: list[Fault] = []
    queries = list(looking.unknown_councils())
    for found, otherwise in looking.impossible():
        if otherwise == "refused":
            faults += _as_faults(found)
        else:
            queries.append(found)
    return Looked(tuple(faults), tuple(queries))


def swapped_with(engine: Backend, table: Table, field: Field) -> str:
    """What to do where most cells of another column have the shape that a field must have; nothing where none does."""
    if field.shape is None:
        return ""
    columns = set(engine.table(table.name).columns)
    for other in table.fields:
        if other.name not in columns or other.name == field.name or other.shape:
            continue
        fits = f"regexp_full_match(trim({quoted(other.name)}), {literal(field.shape.pattern)})"
        asked = f"SELECT count(*) FILTER ({fits}), count({quoted(other.name)}) FROM {quoted(table.name)}"
        fitting, filled = engine.con.execute(asked).fetchall()[0]
        if filled and fitting > SWAPPED * filled:
            return f"The column {other.name} holds such codes: the two may be swapped. Import the file as it was published."
    return ""


def _as_faults(found: Query) -> Iterator[Fault]:
    do = "Import the file as it was published: its columns may be swapped, or a figure may have been typed over."
    for row, text in found.first:
        yield Fault(f"{found.file}, row {row}, column {found.column}", found.what, text, found.expected, do)
    if more := found.rows - len(found.first):
        yield Fault(f"{found.file}, column {found.column}", f"{more:,} more figures are the same.")


@dataclass(frozen=True, slots=True)
class _Looking:
    engine: Backend
    made: str
    table: Table
    file: str

    def unknown_councils(self) -> Iterator[Query]:
        """Numbers that neither a council of today nor one of the past has; boundaries change, so they are asked about."""
        known = ", ".join(literal(code) for code in (*by_dfe_code(), *FORMER))
        for field in self._fields():
            if field.shape is Shape.COUNCIL:
                column = quoted(field.name)
                found = self._found(f"DISTINCT {ROW}, {column}", f"{column} <> '' AND {column} NOT IN ({known})")
                yield from self._query(
                    found, field.name, "no council of England has this number.", "a council's number"
                )

    def impossible(self) -> Iterator[tuple[Query, str]]:
        """Each figure that is outside its limits or above its whole, with what becomes of the file."""
        for field in self._fields():
            if bounds := _outside(quoted(field.name), field):
                found = self._found(f"{ROW}, {quoted(field.name)}", bounds)
                for query in self._query(found, field.name, *_told(field)):
                    yield query, "refused"
        if self.table.is_long and (self.table.limits or self.table.wholes):
            measures = self._measures()
            yield from self._outside_limits(measures)
            yield from self._above_wholes(measures)

    def _outside_limits(self, measures: Sequence[str]) -> Iterator[tuple[Query, str]]:
        for measure in measures:
            limits = next((each for each in self.table.limits if _among(measure, each.of)), None)
            if limits and (bounds := _outside("value", limits)):
                found = self._found(f"{ROW}, value", f"measure = {literal(measure)} AND ({bounds})")
                for query in self._query(found, measure, *_told(limits)):
                    yield query, limits.otherwise

    def _above_wholes(self, measures: Sequence[str]) -> Iterator[tuple[Query, str]]:
        for whole in self.table.wholes:
            parts = [m for m in measures if m != whole.whole and _among(m, whole.parts) and not _among(m, whole.but)]
            if not parts:
                continue
            for query in self._above(whole, parts):
                yield query, whole.otherwise

    def _above(self, whole: Whole, parts: Iterable[str]) -> Iterator[Query]:
        """One pass for all parts; a table is worth no more than a few faults."""
        among = ", ".join(literal(part) for part in parts)
        joined = (
            f"(SELECT p.{ROW}, p.measure, p.value, w.value AS whole FROM {quoted(self.made)} p JOIN {quoted(self.made)} w "
            f"ON p.{ROW} = w.{ROW} AND w.measure = {literal(whole.whole)} WHERE p.measure IN ({among}) AND p.value > w.value)"
        )
        asked = f"SELECT {ROW}, measure, value, whole, count(*) OVER () FROM {joined} ORDER BY {ROW}, measure LIMIT {MOST_TOLD}"
        rows = self.engine.con.execute(asked).fetchall()
        if rows:
            first = tuple((row, f"{part} {value:,g}, {whole.whole} {total:,g}") for row, part, value, total, _ in rows)
            what = f"a part is above the whole, {whole.whole}."
            yield Query(self.file, whole.whole, what, "no part above the whole", rows[0][-1], first)

    def _fields(self) -> list[Field]:
        columns = set(self.engine.table(self.made).columns)
        return [field for field in self.table.fields if field.name in columns]

    def _measures(self) -> list[str]:
        asked = f"SELECT DISTINCT measure FROM {quoted(self.made)} WHERE value IS NOT NULL ORDER BY 1"
        return [measure for (measure,) in self.engine.con.execute(asked).fetchall()]

    def _found(self, columns: str, wrong: str) -> list[tuple[int, object, int]]:
        """The first few rows of which that is true, each with how many there are."""
        asked = f"SELECT *, count(*) OVER () FROM (SELECT {columns} FROM {quoted(self.made)} WHERE {wrong})"
        return self.engine.con.execute(f"{asked} ORDER BY {ROW} LIMIT {MOST_TOLD}").fetchall()

    def _query(self, found: list[tuple[int, object, int]], column: str, what: str, expected: str) -> Iterator[Query]:
        if found:
            first = tuple((row, f"{text:,g}" if isinstance(text, float) else str(text)) for row, text, _ in found)
            yield Query(self.file, self._heading(column), what, expected, found[0][-1], first)

    def _heading(self, column: str) -> str:
        """As the publisher writes it."""
        return next((theirs for theirs, ours in self.table.renamed.items() if ours == column), column)


def _among(measure: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch(measure.casefold(), pattern.casefold()) for pattern in patterns)


def _outside(column: str, limits: Limits | Field) -> str:
    least = [f"{column} < {limits.least!r}"] if limits.least is not None else []
    return " OR ".join([*least, *([f"{column} > {limits.most!r}"] if limits.most is not None else [])])


def _told(limits: Limits | Field) -> tuple[str, str]:
    """What is wrong, and what is expected."""
    if limits.least is None:
        return "the figure cannot be so high.", f"at most {limits.most:,g}"
    if limits.most is None:
        return "the figure cannot be so low.", f"at least {limits.least:,g}"
    return "the figure cannot be.", f"{limits.least:,g} to {limits.most:,g}"
