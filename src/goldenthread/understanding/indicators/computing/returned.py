"""How do an area's returns become the tables over which indicators are counted, and what can a year's return not say?

A return of a year that did not yet collect a field, or is without a table, gives no figure that rests on it: nought
would be a lie. What a column of a base rests on is read out of its query, not listed by hand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any

import ibis
from sqlglot import exp
from sqlglot.lineage import lineage

from goldenthread.understanding.datasets.kinds.registry import all_kinds
from goldenthread.understanding.datasets.kinds.schema import Holds
from goldenthread.understanding.indicators.definitions.expressions import columns_in
from goldenthread.understanding.indicators.definitions.registry import bases, settings_by_type
from goldenthread.understanding.indicators.definitions.registry import indicators as built_in
from goldenthread.understanding.indicators.definitions.schema import Base, Breakdown, Indicator, Level

from .figures import NOT_AVAILABLE, Worked, worked
from .person_level import ASKED, ESTABLISHMENTS, Counted, count, fields_read, figures, period_of

KIND = "sen2"
LONGEST_WHY = 300
"""As many characters of a reason as the ledger keeps."""
HEADER = "sen2"
TYPES = {Holds.DATE: "date", Holds.YES_NO: "boolean", Holds.WHOLE: "int64"}
"""How the lake keeps a field; all others are text."""


class NotOfThisArea(ValueError):
    """The return says that it is another council's."""


@dataclass(frozen=True, slots=True)
class Returned:
    """One collection year's return: its census day, and its tables as the lake holds them."""

    release: str
    year: int
    census: date
    tables: Mapping[str, Any]


def returned(release: str, year: int, tables: Mapping[str, Any], *, council: str, census: date) -> Returned:
    """A return with the reference date that its header states; `census` where it states none.

    `council` is the DfE's number of the area's council, where it has one: another number in the header is refused.
    """
    header = tables[HEADER].select("referencedate", "lea").to_pyarrow().to_pylist() if HEADER in tables else []
    others = {str(row["lea"]) for row in header if row["lea"]} - {council}
    if council and others:
        raise NotOfThisArea(f"The return of {year} is of council {', '.join(sorted(others))}, not of {council}.")
    stated = [row["referencedate"] for row in header if row["referencedate"]]
    return Returned(release, year, stated[0] if stated else census, tables)


@cache
def rests_on(base: str, column: str) -> frozenset[tuple[str, str]]:
    """The fields of the return, as (table, field), out of which a column of a base is made."""
    known = {name: dict.fromkeys((*fields, "_area", "_census"), "VARCHAR") for name, fields in fields_read().items()}
    found = lineage(column, bases()[base].query, schema=known, sources={"asked": ASKED}, dialect="duckdb")
    leaves = {
        (node.expression.name, node.name.split(".")[-1])
        for node in found.walk()
        if isinstance(node.expression, exp.Table)
    }
    return frozenset((table, field) for table, field in leaves if not field.startswith("_"))


def wanting(indicator: Indicator, given: Returned, breakdown: Breakdown | None = None) -> str:
    """Why this return cannot say it, as a sentence; nothing where it can."""
    source = indicator.person_level
    if source is None:
        return "It is not counted in returns."
    base = bases()[source.base]
    named = columns_in(source.numerator) | columns_in(source.denominator)
    return wanting_columns(base, named | ({base.breakdowns[breakdown]} if breakdown else set()), given)


def wanting_columns(base: Base, columns: Collection[str], given: Returned) -> str:
    """Why this return cannot tell these columns of a base, as a sentence; nothing where it can."""
    if missing := sorted(set(base.tables) - {ESTABLISHMENTS} - set(given.tables)):
        return f"The return of {given.year} has no table {', '.join(missing)}."
    for column in sorted(columns):
        for table, field in sorted(rests_on(base.name, column)):
            if table == ESTABLISHMENTS and table not in given.tables:
                return "It needs a list of establishments, and none is in the lake."
            if table != ESTABLISHMENTS and not _declared(table, field).in_year(given.year):
                return f"The return of {given.year} does not collect {_declared(table, field).title or field}."
    return ""


def _declared(table: str, field: str) -> Any:
    return all_kinds()[KIND].table(table).field(field)


def together(returns: Iterable[Returned], area: str) -> dict[str, Any]:
    """The tables of all years, one under the other, each row with the council's ONS code and its census day."""
    parts: dict[str, list[Any]] = {}
    for each in returns:
        for name in sorted(set(fields_read()) & set(each.tables) - {ESTABLISHMENTS}):
            parts.setdefault(name, []).append(_dated(each, name, area))
    return {name: ibis.union(*found) if len(found) > 1 else found[0] for name, found in parts.items()}


def _dated(given: Returned, name: str, area: str) -> Any:
    """What indicators read of a table; a field that was dropped at the door, or was not collected yet, is empty."""
    table = given.tables[name]
    columns = {
        field: table[field].cast(_type(name, field)) if field in table.columns else ibis.null(_type(name, field))
        for field in sorted(fields_read()[name])
    }
    return table.select(_area=ibis.literal(area), _census=ibis.literal(given.census, type="date"), **columns)


def _type(table: str, field: str) -> str:
    declared = _declared(table, field)
    whole_day = declared.holds is Holds.DATE and "month" not in str(declared.at_the_door)
    return "string" if declared.holds is Holds.DATE and not whole_day else TYPES.get(declared.holds, "string")


def figures_of(
    engine: Any, returns: Collection[Returned], area: str, indicators: Mapping[str, Indicator], source: str
) -> dict[str, list[Worked]]:
    """The figures of every year, under the release from which they are. Where a return cannot say it, that stands."""
    chosen = {code: each for code, each in indicators.items() if each.person_level}
    tables = together(returns, area)
    registers = [each.tables[ESTABLISHMENTS] for each in returns if ESTABLISHMENTS in each.tables]
    tables |= {ESTABLISHMENTS: registers[0]} if registers else {}
    counted: dict[date, list[Counted]] = {each.census: [] for each in returns}
    found, failed = counted_apart(engine, tables, chosen)
    for one in found:
        if one.area:
            counted[one.census].append(one)
    return {each.release: list(_of_one(each, counted[each.census], area, chosen, source, failed)) for each in returns}


def counted_apart(
    engine: Any, tables: Mapping[str, Any], indicators: Mapping[str, Indicator]
) -> tuple[list[Counted], dict[str, str]]:
    """The counts; and of each indicator of an area's own that cannot be counted, why: it stops no other.

    All are counted in one pass. Only where that fails are those of the area's own counted one by one.
    """
    own = {code: each for code, each in indicators.items() if code not in built_in()}
    try:
        return count(engine, tables, indicators.values()), {}
    except Exception:  # each engine has its own faults: what is not an own indicator's is raised again below
        if not own:
            raise
    found, failed = count(engine, tables, [each for code, each in indicators.items() if code not in own]), {}
    for code, each in own.items():
        try:
            found += count(engine, tables, [each])
        except Exception as fault:
            failed[code] = f"It cannot be counted as it is defined: {str(fault).strip().splitlines()[0]}"[:LONGEST_WHY]
    return found, failed


def _of_one(
    given: Returned,
    counted: list[Counted],
    area: str,
    indicators: Mapping[str, Indicator],
    source: str,
    failed: Mapping[str, str],
) -> Iterator[Worked]:
    cannot = {code: why for code, each in indicators.items() if (why := wanting(each, given) or failed.get(code, ""))}
    told = {
        (code, str(breakdown))
        for code, each in indicators.items()
        for breakdown in (each.person_level.breakdowns if each.person_level else ())
        if code not in cannot and not wanting(each, given, breakdown)
    }
    can = [each for each in counted if each.code not in cannot]
    yield from figures((e for e in can if not e.breakdown or (e.code, e.breakdown) in told), indicators, source)
    for code, why in cannot.items():
        period = period_of(indicators[code], given.census)
        yield Worked(code, Level.AREA, area, period, source, state=NOT_AVAILABLE, why=why)
    for code in set(indicators) - set(cannot) - {each.code for each in can if not each.breakdown}:
        yield nobody(indicators[code], area, period_of(indicators[code], given.census), source)


def nobody(indicator: Indicator, area: str, period: str, source: str, breakdown: str = "", band: str = "") -> Worked:
    """The figure where not a single row is counted: nought where it is a count, and none where it is a share."""
    n = 0.0 if indicator.denominator else None
    return worked(indicator, Worked(indicator.code, Level.AREA, area, period, source, breakdown, band, 0.0, n))


def edition(indicators: Mapping[str, Indicator], revisions: Mapping[str, int], register: str = "") -> str:
    """Eight digits that change whenever a definition or the register of schools does, so that all is counted again."""
    texts = [each.model_dump_json() for _, each in sorted(indicators.items()) if each.person_level]
    every = [*texts, *(base.model_dump_json() for base in bases().values()), repr(sorted(revisions.items()))]
    every += [register, settings_by_type().model_dump_json()] if register else []
    return sha256("\n".join(every).encode()).hexdigest()[:8]
