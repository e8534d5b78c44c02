"""How does a return about single children become tables that may be kept? Typed, checked, through the door, errors left out."""

# ruff: noqa: S608 - statements are made of declared names only

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import ibis
import pyarrow as pa
from ibis.backends.duckdb import Backend

from goldenthread.understanding.datasets.checking.at_fault import refuse_a_file_at_fault, refuse_without_a_person
from goldenthread.understanding.datasets.checking.belonging import census_said, check_belongs
from goldenthread.understanding.datasets.checking.codes_seen import accepted, codes_seen
from goldenthread.understanding.datasets.checking.door import Kept, pass_door
from goldenthread.understanding.datasets.checking.report import NOT_KEPT, Report
from goldenthread.understanding.datasets.checking.ruleset import Severity
from goldenthread.understanding.datasets.checking.run import check
from goldenthread.understanding.datasets.checking.typing import Typed, typed
from goldenthread.understanding.datasets.kinds.councils import Council
from goldenthread.understanding.datasets.kinds.own_codes import OwnCode
from goldenthread.understanding.datasets.kinds.schema import AtTheDoor, Kind
from goldenthread.understanding.datasets.reading import annex_a, sen2_blade, sen2_template, sen2_vendor, sen2_xml
from goldenthread.understanding.datasets.reading.published import literal
from goldenthread.understanding.datasets.reading.staged import ROW, Fault, Staged, Unreadable

from .census import when
from .held_back import rows_of, with_their_parents
from .keeping import FINDINGS
from .last_year import Before
from .manifest import KeptField
from .read import Read


class Reader(Protocol):
    """A layout of a return."""

    LAYOUT: str

    def recognises(self, paths: Sequence[Path], kind: Kind) -> bool: ...
    def read(self, paths: Sequence[Path], kind: Kind, engine: Backend) -> Staged: ...


READERS: dict[str, tuple[Reader, ...]] = {
    "sen2": (sen2_blade, sen2_vendor, sen2_template, sen2_xml),
    "annex-a": (annex_a,),
}


def layouts_alone(paths: Sequence[Path], kind: Kind) -> dict[str, str]:
    """File → its layout, for each file that is a whole return by itself."""
    return {
        path.name: reader.LAYOUT
        for path in paths
        for reader in READERS.get(kind.slug, ())
        if reader.recognises([path], kind)
    }


def _refuse_several(paths: Sequence[Path], kind: Kind) -> None:
    """One return at a time: of two, or of one in two layouts, nobody could say which counts."""
    if kind.slug != "sen2" or len(paths) < 2:
        return
    if whole := layouts_alone(paths, kind):
        others = ", ".join(path.name for path in paths)
        raise Unreadable(
            *(
                Fault(name, f"is a whole return by itself ({layout}).", others, "one return", "Give it alone.")
                for name, layout in whole.items()
            )
        )


def reader_of(paths: Sequence[Path], kind: Kind) -> Reader | None:
    """The layout that the files have, told from names and headings."""
    return next((reader for reader in READERS.get(kind.slug, ()) if reader.recognises(paths, kind)), None)


def _staged(paths: Sequence[Path], kind: Kind, engine: Backend) -> Staged:
    """One return as its layout writes it."""
    _refuse_several(paths, kind)
    reader = reader_of(paths, kind)
    if reader is None:
        names = ", ".join(path.name for path in paths)
        raise Unreadable(Fault(names, f"these files have no layout of “{kind.title}” that is known."))
    return reader.read(paths, kind, engine)


def read_return(
    paths: Sequence[Path],
    kind: Kind,
    engine: Backend,
    *,
    key: bytes,
    area: str,
    council: Council | None,
    own_codes: Sequence[OwnCode],
    beside: Mapping[str, pa.Table | str],
    last_year: Callable[[int], Before],
    year: int | None,
    today: date,
) -> Read:
    """Read and check a return. `year` is asked for only where the files do not say; ages are those on the census date.

    `council`: the area's, where it is one; another council's return is refused (Unreadable). `own_codes`: those that the
    area added, which are in the lists of `kind` already. `beside`: tables that some rules need, such as the register of
    schools; a rule whose table is not there is not checked, and says so. `last_year`: what they may know of the year before
    the one that is asked, which only the files say.
    """
    staged = _staged(paths, kind, engine)
    remarks = [*staged.faults, *check_belongs(staged, council, year)]
    of_year, day = when(kind, staged.told, staged.year or year, today)
    given = typed(staged, kind)
    said, seen, before = census_said(given, of_year), codes_seen(given), last_year(of_year)
    beside = {**beside, **before.beside} if kind.slug == "sen2" else {}
    report = check(given, kind, year=of_year, reference_date=said or day, beside=beside)
    refuse_a_file_at_fault(report, given)
    kept = pass_door(given, key_of(area, key))
    listed = _listed(report)
    tables, held, followed = with_their_parents(*_without_errors(engine, kept), kind, engine)
    of_persons = {name: tables[name] for name in tables if kind.table(name).is_of_persons}
    refuse_without_a_person(rows_of(of_persons, engine), report)
    return Read(
        tables=tables | {FINDINGS: listed},
        rows_read=_rows_read(given) | {FINDINGS: 0},
        findings=[
            *(_finding(each) for each in report.to_keep()),
            *followed,
            *before.findings,
            *(dict(each) for each in accepted(seen, own_codes, kind, of_year)),
            *(_remark(fault, kind) for fault in remarks),
        ],
        at_the_door=[KeptField(table=f.table, field=f.field, what=str(f.how), why=f.note) for f in kept.fields],
        told={**staged.told, **({"reference_date": said.isoformat()} if said else {}), **before.told},
        year=of_year,
        held=held,
        codes_seen=seen,
    )


def key_of(area: str, key: bytes) -> bytes:
    """A key for each area, so that the children of two areas cannot be put together by their pseudonyms."""
    return hmac.new(key, f"area:{area}".encode(), "sha256").digest()


def _rows_read(given: Typed) -> dict[str, int]:
    return {name: _rows(given.engine, f'FROM "{made}"') for name, made in given.tables.items()}


def _rows(engine: Backend, source: str) -> int:
    return int(engine.con.execute(f"SELECT count(*) {source}").fetchall()[0][0])


def _without_errors(engine: Backend, kept: Kept) -> tuple[dict[str, ibis.Table], dict[str, ibis.Table]]:
    """The tables of the return without the rows that break a rule of severity “error”; and those rows, where there are any."""
    found, held = {}, {}
    for name, made in kept.tables.items():
        errors = f"""SELECT DISTINCT "row" FROM {FINDINGS} WHERE severity = '{Severity.ERROR}' AND "table" = '{name}'"""
        if _rows(engine, f"FROM ({errors})"):
            held[name] = _view(engine, f"held_{name}", f'FROM "{made}" SEMI JOIN ({errors}) e ON "{ROW}" = e."row"')
            made = _view(
                engine, f"right_{name}", f'FROM "{made}" ANTI JOIN ({errors}) e ON "{ROW}" = e."row"'
            ).get_name()
        found[name] = engine.table(made)
    return found, held


def _view(engine: Backend, name: str, select: str) -> ibis.Table:
    engine.con.execute(f'CREATE OR REPLACE VIEW "{name}" AS {select}')
    return engine.table(name)


def _listed(report: Report) -> ibis.Table:
    """Every row that breaks a rule, for correction; values of fields that are dropped or replaced are not in it."""
    hidden = {f.name for table in report.kind.tables for f in table.fields if f.at_the_door is not AtTheDoor.KEEP}
    secret = [literal(result.field) for result in report.found() if hidden & set(result.field.split("; "))]
    shown = f"CASE WHEN found <> '' AND field IN ({', '.join(secret)}) THEN '{NOT_KEPT}' ELSE found END"
    report.engine.con.execute(
        f'CREATE OR REPLACE TABLE {FINDINGS} AS SELECT rule, severity, sentence, "table", file, "row", field, expected, "do", '
        f"{shown if secret else 'found'} AS found FROM ({report.everything()})"
    )
    return report.engine.table(FINDINGS)


def _finding(kept: Mapping[str, Any]) -> dict[str, Any]:
    """One rule as the report of a release holds it. `count` is null where the rule was not checked: `because` says why."""
    names = ("rule", "severity", "sentence", "do", "source", "confidence", "count", "because", "note", "examples")
    return {name: kept[name] for name in names} | {"unit": kept["counts"]}


def _remark(fault: Fault, kind: Kind) -> dict[str, Any]:
    words = {"rule": "noted", "severity": "query", "unit": "remark", "count": 1, "sentence": str(fault), "do": fault.do}
    return {**words, "source": kind.source, "confidence": "source read", "examples": [], "because": "", "note": ""}
