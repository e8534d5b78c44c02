"""How does a filled list of rows become corrections? Each line checked, all through the door, and all kept or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import ibis
import pyarrow as pa
from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.checking.again import blind, errors_now
from goldenthread.understanding.datasets.checking.door import one_passed
from goldenthread.understanding.datasets.checking.identifiers import OF_FIELD
from goldenthread.understanding.datasets.checking.identifiers import PYTHON as IDENTIFIERS
from goldenthread.understanding.datasets.checking.ruleset import Severity
from goldenthread.understanding.datasets.checking.typing import EXPECTED
from goldenthread.understanding.datasets.kinds.own_codes import OwnCode, with_own_codes
from goldenthread.understanding.datasets.kinds.registry import all_kinds
from goldenthread.understanding.datasets.kinds.schema import AtTheDoor, Field, Holds, Kind
from goldenthread.understanding.datasets.reading.corrections import EMPTY, Line, read_corrections
from goldenthread.understanding.datasets.reading.staged import ROW, Fault, Unreadable, workbench
from goldenthread.understanding.datasets.reading.values import one_value

from .census import when
from .held_back import with_their_parents
from .keeping import FINDINGS, kept, opened_as_it_came, place_of
from .manifest import Manifest, came_as
from .overlays import Cell, Overlay, Rows, altered, changes, keep_overlay, overlays
from .returns import key_of

Tables = Mapping[str, ibis.Table]


def correct(
    path: Path,
    *,
    lake: Path,
    release: str,
    area: str,
    key: bytes,
    by: str,
    today: date,
    own_codes: Sequence[OwnCode] = (),
) -> Overlay:
    """Lay the corrections of one file over a release. The same file twice is the same overlay.

    Raises Unreadable with every fault, and then nothing is kept.
    """
    manifest = kept(lake, release)
    if manifest is None or not manifest.person_level:
        raise Unreadable(Fault(path.name, f"release {release} holds no rows about persons that could be corrected."))
    place, file = place_of(lake, release), came_as(path)
    done = overlays(place)
    if known := next((each for each in done if each.file.sha256 == file.sha256), None):
        return known
    lines = read_corrections(path, release)
    with workbench() as engine:
        kind = with_own_codes(all_kinds()[manifest.kind], own_codes)
        checking = _Correcting(manifest, kind, lake, engine, key_of(area, key), today)
        values = checking.passed(lines)
        changed = changes(place, done) | {line.cell: values[n] for n, line in enumerate(lines)}
        back, out = checking.after(changed, lines)
        told = Overlay(
            number=len(done) + 1, file=file, fields=len(lines), back=sum(map(len, back.values())), held_back=out,
            by=by, on=today.isoformat(), values_sha256="", back_sha256="",
        )  # fmt: skip
        said = [
            {"table": line.table, ROW: line.row, "field": line.field, "value": values[n], "comment": line.comment}
            for n, line in enumerate(lines)
        ]
        return keep_overlay(lake, place, told, said, back)


class _Correcting:
    """A release with the rows that are held back, as it came, and its kind."""

    def __init__(self, manifest: Manifest, kind: Kind, lake: Path, engine: Backend, key: bytes, today: date) -> None:
        self._kind = kind
        self._engine, self._key = engine, key
        found, self._held = opened_as_it_came(lake, manifest, engine)
        self._findings = found.pop(FINDINGS)
        self._whole: Tables = {n: t.union(self._held[n]) if n in self._held else t for n, t in found.items()}
        self._year, self._day = when(self._kind, manifest.told, manifest.year, today)

    # --- each line ---

    def passed(self, lines: Sequence[Line]) -> dict[int, str | None]:
        """What is kept of each value: read as its type, checked, and through the door."""
        faults = [fault for line in lines if (fault := self._misplaced(line))] or list(self._without_row(lines))
        if faults:
            raise Unreadable(*faults)
        values: dict[int, str | None] = {}
        together: dict[tuple[str, str], list[int]] = {}
        for n, line in enumerate(lines):
            together.setdefault((line.table, line.field), []).append(n)
        for (table, name), mine in together.items():
            field = self._kind.table(table).field(name)
            emptied = {n: None for n in mine if lines[n].value is None}
            faults += [_must_be_filled(lines[n], field) for n in emptied if field.required]
            filled = {n: lines[n].value or "" for n in mine if n not in emptied}
            found = self._read(field, filled)
            faults += [f for n, (text, door) in found.items() if (f := self._wrong(lines[n], field, text, door))]
            values |= emptied | {n: door for n, (_, door) in found.items()}
        if faults:
            raise Unreadable(*faults)
        return values

    def _misplaced(self, line: Line) -> Fault | None:
        tables = [table.name for table in self._kind.tables]
        if line.table not in tables:
            return Fault(
                line.where, "there is no such table in this release.", line.table or "nothing", ", ".join(tables)
            )
        fields = [field.name for field in self._kind.table(line.table).fields]
        if line.field not in fields:
            what = (
                f"{line.table} has no such field; what a rule works out is corrected in the fields that it is made of."
            )
            return Fault(line.where, what, line.field or "nothing", ", ".join(fields))
        if self._kind.table(line.table).field(line.field).at_the_door is AtTheDoor.NUMBER:
            what = f"{line.field} is a key, of which only a running number is kept, so it cannot be corrected here."
            return Fault(
                line.where, what, do="Put it right in the system that the return comes from, and import it again."
            )
        return None

    def _without_row(self, lines: Sequence[Line]) -> Iterator[Fault]:
        """Lines whose row is not in the table, or stands for several."""
        for name in dict.fromkeys(line.table for line in lines):
            table = self._whole[name]
            asked = sorted({line.row for line in lines if line.table == name})
            rows = table.filter(table[ROW].isin(asked))[ROW].to_pyarrow().to_pylist()
            for line in lines:
                if line.table == name and (times := rows.count(line.row)) != 1:
                    what = f"{times} rows of {name} have this number." if times else f"{name} has no such row."
                    do = "Leave table and row as they are in the report."
                    yield Fault(line.where, what, str(line.row), "the number of one row", do)

    def _read(self, field: Field, texts: Mapping[int, str]) -> dict[int, tuple[str | None, str | None]]:
        """Each text as it reads, and as it is kept."""
        given = pa.table(
            {"line": pa.array(list(texts), pa.int64()), field.name: pa.array(list(texts.values()), pa.string())}
        )
        self._engine.con.register("corrected_texts", given)
        select = one_value(field, self._kind, "corrected_texts")
        told = f'SELECT line, CAST("{field.name}" AS VARCHAR) FROM ({select})'  # noqa: S608 (declared names)
        read = dict(self._engine.con.execute(told).fetchall())
        kept_of = one_passed(field, self._key, select, self._engine)
        return {n: (read[n], kept_of[n]) for n in texts}

    def _wrong(self, line: Line, field: Field, text: str | None, door: str | None) -> Fault | None:
        what, expected = "", ""
        if text is None:
            what, expected = "the value cannot be read", EXPECTED.get(field.holds, "a text")
        elif field.holds is Holds.CODE and field.codes and (known := self._codes(field)) and text not in known:
            what, expected = "the code is not in the list", ", ".join(known)
        elif field.name in OF_FIELD and not IDENTIFIERS[OF_FIELD[field.name]](text):
            what, expected = "this cannot be such an identifier", field.title or field.name
        elif field.at_the_door is AtTheDoor.DISTRICT and door is None:
            what, expected = "this is no postcode", "a whole postcode, such as NE1 4XX"
        if not what:
            return None
        do = f"Type another value, or {EMPTY} where there is none."
        return Fault(line.where, f"{line.table}, row {line.row}, {field.name}: {what}.", line.value or "", expected, do)

    def _codes(self, field: Field) -> list[str]:
        """The codes of that year; none where the publisher's list is not known."""
        codes = self._kind.code_set(field.codes)
        in_year = [c for c in codes.codes if (c.from_year or self._year) <= self._year <= (c.to_year or self._year)]
        return [code.code for code in in_year] if codes.known else []

    # --- all of them together ---

    def after(self, changed: Mapping[Cell, str | None], lines: Sequence[Line]) -> tuple[Rows, int]:
        """The rows that no error keeps out any longer, and how many are still out.

        An error that can be asked about behind the door is gone when the rule no longer finds it; any other, when a
        field that it names was corrected. A row that was right may not be made wrong.
        """
        before = self._errors(self._whole)
        now = self._errors({name: altered(table, name, changed) for name, table in self._whole.items()})
        out = {(name, row) for name, table in self._held.items() for row in table[ROW].to_pyarrow().to_pylist()}
        if faults := list(self._made_wrong(now - before, out, lines)):
            raise Unreadable(*faults)
        still = {(table, row) for _, table, row in now - before}
        unseen = blind(self._kind, self._year)
        for rule, table, row, fields in self._first_errors():
            asked = rule not in unseen and (rule, table, row) in before
            said = any((table, row, field) in changed for field in fields)
            if (rule, table, row) in now if asked else not said:
                still.add((table, row))
        still |= self._below(still, changed)
        back: dict[str, frozenset[int]] = {}
        for name in self._held:
            rows = frozenset(row for table, row in out - still if table == name)
            back |= {name: rows} if rows else {}
        return back, len(out & still)

    def _below(self, still: set[tuple[str, int]], changed: Mapping[Cell, str | None]) -> set[tuple[str, int]]:
        """The rows that stay out because the row they belong to does."""
        whole = {name: altered(table, name, changed) for name, table in self._whole.items()}
        rows = {name: [row for table, row in still if table == name] for name in whole}
        left = {name: table.filter(~table[ROW].isin(rows[name])) for name, table in whole.items() if rows[name]}
        out = {name: whole[name].filter(whole[name][ROW].isin(rows[name])) for name in left}
        _, held, _ = with_their_parents(whole | left, out, self._kind, self._engine)
        return {(name, row) for name, table in held.items() for row in table[ROW].to_pyarrow().to_pylist()}

    def _errors(self, tables: Tables) -> set[tuple[str, str, int]]:
        return errors_now(tables, self._kind, self._engine, year=self._year, day=self._day)

    def _first_errors(self) -> Iterator[tuple[str, str, int, list[str]]]:
        """The errors that the checks found when the return was read."""
        errors = self._findings.filter(self._findings["severity"] == str(Severity.ERROR)).to_pyarrow()
        for each in errors.select(["rule", "table", "row", "field"]).to_pylist():
            if each["row"] is not None:
                yield each["rule"], each["table"], each["row"], each["field"].split("; ")

    def _made_wrong(
        self, new: set[tuple[str, str, int]], out: set[tuple[str, int]], lines: Sequence[Line]
    ) -> Iterator[Fault]:
        for rule, table, row in sorted(new):
            if (table, row) not in out:
                where = next((line.where for line in lines if (line.table, line.row) == (table, row)), lines[0].where)
                what = f"with these corrections, row {row} of {table}, which was right, would break the rule {rule}."
                yield Fault(
                    where, what, do="See what the rule says in the report, and correct the other fields with it."
                )


def _must_be_filled(line: Line, field: Field) -> Fault:
    return Fault(
        line.where, f"{field.name} of {line.table} must be filled.", EMPTY, EXPECTED.get(field.holds, "a value")
    )
