"""Are the cells of published tables what is declared of them? If so, they become typed tables to be kept.

A table of figures becomes long: the declared fields, `measure`, `value` (null when there is none), `mark` (why there is
none), `as_published` (the cell, where figure and mark would not give it back), `_row`. Every cell can be found again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import ibis
from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.kinds.schema import Field, Holds, Kind, Table
from goldenthread.understanding.datasets.reading.headings import JOIN, folded
from goldenthread.understanding.datasets.reading.presentation import FOOTNOTES
from goldenthread.understanding.datasets.reading.published import literal, quoted
from goldenthread.understanding.datasets.reading.staged import FILE, ROW, Fault, Staged

from .cells import is_rounded, mark, original, value, written
from .plausible import Query, plausible, swapped_with

MOST_FAULTS = 10
"""Told of one table and one thing; the rest are counted."""
RELEASED = "_released"
WHOLE = r"-?(0|[1-9]\d{0,17})"
YES_NO = {"true": ("yes", "y", "true", "1"), "false": ("no", "n", "false", "0")}


@dataclass(frozen=True, slots=True)
class Released:
    """Typed tables by declared name. With any fault, nothing may be kept; notes are for the reader of the report."""

    tables: dict[str, ibis.Table]
    rows_read: dict[str, int]
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]
    queries: tuple[Query, ...] = ()


def released(staged: Staged, kind: Kind) -> Released:
    """Check every staged table, and type it as declared."""
    tables, rows, faults, notes = {}, {}, [], list(staged.faults)
    queries: list[Query] = []
    for name in staged.tables:
        work = _Work(staged.engine, kind, kind.table(name), staged.engine.table(name).columns)
        rows[name] = work.count()
        found = work.faults_of_fields() or work.faults_of_figures()
        if not found:
            looked = plausible(staged.engine, name + RELEASED, work.table, work.file())
            found, queries = [*looked.faults], [*queries, *looked.queries]
        faults += found
        if not found:
            notes += work.notes()
            tables[name] = staged.engine.table(name + RELEASED)
    return Released({} if faults else tables, rows, tuple(faults), tuple(notes), tuple(queries))


def original_cells(engine: Backend, table: str) -> ibis.Table:
    """A kept table of figures with one more column, `cell`: what stood in the publisher's file."""
    view = f"{table}_original"
    made = f"SELECT *, {original()} AS cell FROM {quoted(table)}"  # noqa: S608  # a name of our own, quoted
    engine.con.execute(f"CREATE OR REPLACE VIEW {quoted(view)} AS {made}")
    return engine.table(view)


@dataclass(frozen=True, slots=True)
class _Work:
    engine: Backend
    kind: Kind
    table: Table
    columns: tuple[str, ...]

    def rows(self, sql: str) -> list[tuple]:
        return self.engine.con.execute(sql).fetchall()

    def count(self) -> int:
        return int(self.rows(f"SELECT count(*) FROM {quoted(self.table.name)}")[0][0])  # noqa: S608

    @property
    def fields(self) -> list[Field]:
        """The declared fields that are staged columns."""
        return [field for field in self.table.fields if field.name in self.columns]

    @property
    def measures(self) -> list[str]:
        """The staged columns that hold figures."""
        if self.table.value_column:
            return [self.table.value_column]
        declared = {field.name for field in self.table.fields} | {FILE, ROW}
        passed_over = {folded(heading) for heading in self.table.passed_over}
        return [
            column
            for column in self.columns
            if self.table.is_long and column not in declared and folded(column) not in passed_over
        ]

    # -- faults ----------------------------------------------------------------------------------------------------

    def faults_of_fields(self) -> list[Fault]:
        """Fields, headings and keys that are not as declared."""
        found = [fault for field in self.fields for fault in self._faults_of(field)]
        found += self._faults_of_headings()
        return found or list(self._repeated())

    def faults_of_figures(self) -> list[Fault]:
        """Make the typed table in the engine; then every cell of it that is neither a number nor a mark."""
        made = self._long() if self.table.is_long else self._flat()
        self.engine.con.execute(f"CREATE OR REPLACE TABLE {self._made} AS {made}")
        return list(self._not_understood()) if self.table.is_long else []

    def _faults_of(self, field: Field) -> Iterator[Fault]:
        column = f"trim({quoted(field.name)})"
        wrong = f"{_typed(field, self.table)} IS NULL AND coalesce({column}, '') <> ''"
        yield from self._told(
            field.name, wrong, EXPECTED[field.holds] + (f" as {field.written}" if field.written else "")
        )
        if field.required:
            yield from self._told(field.name, f"coalesce({column}, '') = ''", "a value")
        if field.shape:
            wrong = f"{column} <> '' AND NOT regexp_full_match({column}, {literal(field.shape.pattern)})"
            told = list(self._told(field.name, wrong, field.shape.example))
            yield from (replace(fault, do=swapped_with(self.engine, self.table, field) or fault.do) for fault in told)
        if allowed := self._allowed(field):
            among = ", ".join(literal(code) for code in allowed)
            yield from self._told(field.name, f"{column} NOT IN ({among})", "; ".join(allowed[:12]))
        if holding := self.table.holding.get(field.name):
            among = ", ".join(literal(text) for text in holding)
            yield from self._told(field.name, f"coalesce({column}, '') NOT IN ({among})", " or ".join(holding))

    def _allowed(self, field: Field) -> list[str]:
        if field.holds is not Holds.CODE or not field.codes:
            return []
        codes = self.kind.code_set(field.codes)
        return [text for code in codes.codes for text in (code.code, *code.also)] if codes.known else []

    def _not_understood(self) -> Iterator[Fault]:
        columns = f"{ROW}, {self._spread}, measure, as_published, count(*) OVER ()"
        wrong = "value IS NULL AND mark IS NULL"
        found = self.rows(f"SELECT {columns} FROM {self._made} WHERE {wrong} ORDER BY {ROW} LIMIT {MOST_FAULTS}")  # noqa: S608
        marks = ", ".join(f"“{text}”" if text else "blank" for text in self.kind.marks) or "no mark"
        for row, above, measure, cell, _ in found:
            where = f"{self.file()}, row {row}, column {self._column(above, measure)}"
            what, expected = "the cell is neither a number nor a mark.", f"a number, or one of: {marks}"
            yield Fault(where, what, found=cell[:80] if cell else "blank", expected=expected, do=PUBLISHED)
        if found and (more := found[0][-1] - len(found)):
            yield Fault(self.file(), f"{more:,} more cells are neither a number nor a mark.")

    @property
    def _made(self) -> str:
        return quoted(self.table.name + RELEASED)

    @property
    def _spread(self) -> str:
        return quoted(self.table.spread_over) if self.table.spread_over else "NULL"

    def _column(self, above: object, measure: str) -> str:
        """As the publisher heads the column of a figure."""
        if self.table.value_column:
            return f"{self.table.value_column} ({measure})"
        low = "" if self.table.measure else self._heading(measure)
        return JOIN.join(str(part) for part in (above, low) if part)

    def _faults_of_headings(self) -> Iterator[Fault]:
        for measure in self.measures if self.table.spread_over else []:
            heading, field = measure.partition(JOIN)[0], self.table.field(self.table.spread_over)
            if field.holds is Holds.WHOLE and not re.fullmatch(WHOLE, heading):
                where = f"{self.file()}, heading {measure}"
                yield Fault(
                    where, f"the heading is no {field.title or field.name}.", found=heading, expected="a whole number"
                )

    def _repeated(self) -> Iterator[Fault]:
        key = [name for name in self.table.key if name in self.columns]
        if not key:
            return
        keys = ", ".join(quoted(name) for name in key)
        sql = f"SELECT min({ROW}), max({ROW}), count(*) FROM {quoted(self.table.name)} GROUP BY {keys} HAVING count(*) > 1"  # noqa: S608
        for first, last, _ in sorted(self.rows(sql))[:MOST_FAULTS]:
            where = f"{self.file()}, row {last}"
            do = "Find out which of the rows is right; the publisher's file holds each once."
            yield Fault(where, f"the row repeats row {first}.", expected=f"each {', '.join(key)} once", do=do)

    def _told(self, column: str, wrong: str, expected: str) -> Iterator[Fault]:
        """The first few cells for which `wrong` is true, then how many more there are."""
        source = quoted(self.table.name)
        sql = f"SELECT {ROW}, {quoted(column)}, count(*) OVER () FROM {source} WHERE {wrong} ORDER BY {ROW} LIMIT {MOST_FAULTS}"  # noqa: S608
        found = self.rows(sql)
        for row, cell, _ in found:
            where = f"{self.file()}, row {row}, column {self._heading(column)}"
            yield Fault(
                where,
                "the cell is not as declared.",
                found="blank" if cell is None else cell[:80],
                expected=expected,
                do=PUBLISHED,
            )
        if found and (more := found[0][2] - len(found)):
            yield Fault(f"{self.file()}, column {self._heading(column)}", f"{more:,} more cells are the same.")

    def file(self) -> str:
        return str(self.rows(f"SELECT any_value({FILE}) FROM {quoted(self.table.name)}")[0][0])  # noqa: S608

    def _heading(self, column: str) -> str:
        """As the publisher writes it."""
        above, join, low = column.rpartition(JOIN)
        return above + join + next((theirs for theirs, ours in self.table.renamed.items() if ours == low), low)

    # -- what is kept ----------------------------------------------------------------------------------------------

    def _flat(self) -> str:
        fields = ", ".join(f"{_typed(field, self.table)} AS {quoted(field.name)}" for field in self.fields)
        return f"SELECT {fields}, {ROW} FROM {quoted(self.table.name)}"  # noqa: S608

    def _long(self) -> str:
        """Unpivoted in the order of the file; then each cell is taken apart."""
        table = self.table
        among = ", ".join(quoted(measure) for measure in self.measures)
        opened = f"FROM {quoted(table.name)} UNPIVOT INCLUDE NULLS (_cell FOR _heading IN ({among}))"
        kept = f"SELECT *, {value('_cell', table)} AS value, {mark('_cell', self.kind, table)} AS mark {opened}"
        again = f"coalesce({written('value')}, '')"
        as_published = f"CASE WHEN coalesce(_cell, '') <> {again} THEN _cell END AS as_published"
        fields = ", ".join([*self._long_fields(), f"{self._measure()} AS measure", "value", "mark", as_published, ROW])
        return f"SELECT {fields} FROM ({kept})"  # noqa: S608

    def _long_fields(self) -> Iterator[str]:
        for field in self.table.fields:
            yield f"{self._long_field(field)} AS {quoted(field.name)}"

    def _long_field(self, field: Field) -> str:
        owner = field.name.removesuffix("_notes")
        if field.name == self.table.spread_over:
            return f"CAST(split_part(_heading, {literal(JOIN)}, 1) AS {TYPES[field.holds]})"
        if field.name not in self.columns and owner in self.table.footnotes_in:
            return f"nullif(regexp_extract({quoted(owner)}, {literal(FOOTNOTES.pattern)}), '')"
        return _typed(field, self.table)

    def _measure(self) -> str:
        if self.table.measure_column:
            return quoted(self.table.measure_column)
        if self.table.measure:
            return literal(self.table.measure)
        return f"split_part(_heading, {literal(JOIN)}, 2)" if self.table.spread_over else "_heading"

    def notes(self) -> Iterator[Fault]:
        """Figures that a spreadsheet has rounded, by measure."""
        if not self.table.is_long:
            return
        sql = (
            f"SELECT measure, min({ROW}), arg_min(as_published, {ROW}), count(*) FROM {self._made} "  # noqa: S608
            f"WHERE value IS NOT NULL AND {is_rounded('as_published')} GROUP BY measure ORDER BY measure"
        )
        for measure, row, example, count in self.rows(sql):
            where = f"{self.file()}, {self._heading(measure)}"
            what = f"{count:,} figures carry the rounding of a spreadsheet; they are kept to 15 digits."
            yield Fault(where, what, found=f"{example} in row {row}")


PUBLISHED = "Import the file as it was published; if the publisher uses a new mark, it must be declared."
TYPES = {
    Holds.TEXT: "VARCHAR",
    Holds.CODE: "VARCHAR",
    Holds.WHOLE: "BIGINT",
    Holds.DECIMAL: "DOUBLE",
    Holds.DATE: "DATE",
    Holds.MOMENT: "TIMESTAMP",
    Holds.YES_NO: "BOOLEAN",
}
EXPECTED = {
    Holds.TEXT: "text",
    Holds.CODE: "a code",
    Holds.WHOLE: "a whole number",
    Holds.DECIMAL: "a number",
    Holds.DATE: "a date",
    Holds.MOMENT: "a date and time",
    Holds.YES_NO: "yes or no",
}


def _typed(field: Field, table: Table) -> str:
    """The value of a field, null when the cell cannot be read as what is declared. Text is kept to the letter."""
    column = quoted(field.name)
    plain = f"trim({column})"
    if field.name in table.footnotes_in:
        return f"regexp_replace({plain}, {literal(FOOTNOTES.pattern)}, '')"
    if field.holds is Holds.WHOLE:
        return f"CASE WHEN regexp_full_match({plain}, {literal(WHOLE)}) THEN CAST({plain} AS BIGINT) END"
    if field.holds is Holds.DECIMAL:
        return value(column, table)
    if field.holds in (Holds.DATE, Holds.MOMENT):
        form = field.written or ("%Y-%m-%d" if field.holds is Holds.DATE else "%Y-%m-%d %H:%M:%S")
        return f"CAST(try_strptime({plain}, {literal(form)}) AS {TYPES[field.holds]})"
    if field.holds is Holds.YES_NO:
        cases = " ".join(f"WHEN {literal(text)} THEN {truth}" for truth, texts in YES_NO.items() for text in texts)
        return f"CASE lower({plain}) {cases} END"
    return column
