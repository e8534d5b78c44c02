"""What does the statutory return say: every indicator, every breakdown, every area and year, in one pass of each base?

Tables come as Ibis tables by the names that the return declares, each with two more columns: `_area`, the council’s ONS
code, and `_census`, the reference date. So a nation and ten years are one query a base. An expression is checked
(`definitions.expressions`) before it gets here: what is let through holds no function, no table and no subquery.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.understanding.datasets.kinds.councils import councils
from goldenthread.understanding.indicators.definitions.expressions import check_condition
from goldenthread.understanding.indicators.definitions.places import ENGLAND
from goldenthread.understanding.indicators.definitions.registry import bands, bases
from goldenthread.understanding.indicators.definitions.schema import Base, Breakdown, Indicator, Level

from .figures import Worked, worked

ESTABLISHMENTS = "establishments"
PEOPLE = """select p.*, cast(substr(cast(p.personbirthdate as varchar) || '-01', 1, 10) as date) as born
from person as p"""
"""The first of the month stands in where the day of birth was dropped at the door."""
NOT_KNOWN = "Not known"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many, of how many, in one area, on one census, in one band. An empty area is all areas together."""

    code: str
    area: str
    census: date
    breakdown: str
    band: str
    numerator: int
    denominator: int


def count(engine: Any, tables: Mapping[str, Any], indicators: Iterable[Indicator]) -> Iterator[Counted]:
    """Every person-level indicator over these tables, one query a base; bases whose tables are not there are left out.

    `engine` is an Ibis backend that holds the tables.
    """
    chosen = [each for each in indicators if each.person_level]
    for base in bases().values():
        mine = [each for each in chosen if each.person_level and each.person_level.base == base.name]
        if mine and can_count(base, tables):
            flags = flags_of(mine)
            yield from _counted(_run(engine, tables, base, flags), base, flags, mine)


def can_count(base: Base, tables: Mapping[str, Any]) -> bool:
    """Whether every table of the base is there, the list of establishments apart: without it settings are not known."""
    return not set(base.tables) - {ESTABLISHMENTS} - set(tables)


def _run(engine: Any, tables: Mapping[str, Any], base: Base, flags: Flags) -> dict[str, list[Any]]:
    """The columns of the result. Their types are given, because asking the engine for them runs the query twice."""
    bands_, marks = ([f"{letter}{n}" for n in range(len(base.breakdowns))] for letter in "bg")
    texts = dict.fromkeys(["_area", *bands_], "string")
    numbers = dict.fromkeys(["everywhere", *marks, *flags.values()], "int64")
    query = query_of(base, flags, once=engine.name == "duckdb")
    with viewed(engine, tables, base):
        return (
            engine.sql(query, schema=texts | {"_census": "date"} | numbers, dialect="duckdb").to_pyarrow().to_pydict()
        )


@contextmanager
def viewed(engine: Any, tables: Mapping[str, Any], base: Base) -> Iterator[None]:
    """The tables that the base reads, under the names by which its query knows them, while it is run."""
    made = []
    try:
        for name in base.tables:
            table = tables[name] if name in tables else _no_establishments()
            engine.create_view(name, table.select([*base.tables[name], *_also(name)]), overwrite=True)
            made.append(name)
        yield
    finally:
        for name in made:
            engine.drop_view(name, force=True)


def _also(table: str) -> tuple[str, ...]:
    return () if table == ESTABLISHMENTS else ("_area", "_census")


def _no_establishments() -> Any:
    import ibis

    return ibis.memtable([], schema={"urn": "string", "setting": "string", "independent": "boolean"})


Flags = Mapping[tuple[str, str], str]
"""What is counted, as (condition, and also), under which name: many indicators are out of the same rows."""


def flags_of(indicators: Iterable[Indicator]) -> Flags:
    """Every numerator and denominator once."""
    return {pair: f"f{n}" for n, pair in enumerate(dict.fromkeys(p for each in indicators for p in _conditions(each)))}


def _conditions(indicator: Indicator) -> tuple[tuple[str, str], tuple[str, str]]:
    """What its numerator counts, and its denominator."""
    source = indicator.person_level
    if source is None:
        raise ValueError("Only person-level indicators are counted.")
    return (source.denominator, source.numerator), (source.denominator, "")


def query_of(base: Base, flags: Flags, *, once: bool = False) -> str:
    """One query: rows put into bands and flagged, then counted by area and census and each breakdown (grouping sets).

    `once`: for DuckDB, which would otherwise work the rows out again for every breakdown; Spark does not.
    """
    columns = [f"{_banded(breakdown, column)} as b{n}" for n, (breakdown, column) in enumerate(base.breakdowns.items())]
    columns += [f"{_flag(pair, base)} as {name}" for pair, name in flags.items()]
    sums = ", ".join(f"sum(case when {name} then 1 else 0 end) as {name}" for name in flags.values())
    groups = ", ".join(f"b{n}" for n in range(len(base.breakdowns)))
    sets = [f"({place}_census{band})" for place in ("_area, ", "") for band in ("", *_bands(base))]
    marks = ", ".join(f"grouping(b{n}) as g{n}" for n in range(len(base.breakdowns)))
    return f"""with people as ({PEOPLE}), rows as ({base.query}),
    flagged as {"materialized" if once else ""} (select _area, _census, {", ".join(columns)} from rows)
    select _area, {groups}, _census, grouping(_area) as everywhere, {marks}, {sums}
    from flagged group by grouping sets ({", ".join(sets)})"""  # noqa: S608  # declared, or checked


def _flag(conditions: tuple[str, str], base: Base) -> str:
    """True where both hold; a comparison with nothing does not."""
    both = (check_condition(text, base.columns).sql("duckdb") for text in conditions if text)
    return f"coalesce({' and '.join(f'({each})' for each in both)}, false)"


def _bands(base: Base) -> list[str]:
    return [f", b{n}" for n in range(len(base.breakdowns))]


def _banded(breakdown: Breakdown, column: str) -> str:
    """The band of a code or an age, in our words."""
    named: dict[str, list[str]] = {}
    for theirs, ours in bands()[breakdown].items():
        named.setdefault(ours, []).append(theirs)
    cases = " ".join(
        f"when lower(cast({column} as varchar)) in ({_quoted(all_)}) then {_quoted([ours])}"
        for ours, all_ in named.items()
    )
    return f"case {cases} else '{NOT_KNOWN}' end"


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join("'" + text.replace("'", "''") + "'" for text in texts)


def _counted(
    found: Mapping[str, list[Any]], base: Base, flags: Flags, indicators: Iterable[Indicator]
) -> Iterator[Counted]:
    """The counts of each indicator in the breakdowns that it asks for, out of the columns of the result."""
    breakdowns = list(base.breakdowns)
    marks = zip(*(found[f"g{n}"] for n in range(len(breakdowns))), strict=True)
    by = [next((n for n, mark in enumerate(each) if not mark), None) for each in marks]
    areas = ["" if all_ else area for all_, area in zip(found["everywhere"], found["_area"], strict=True)]
    places = [
        (area, census, "", "") if n is None else (area, census, str(breakdowns[n]), found[f"b{n}"][row])
        for row, (area, census, n) in enumerate(zip(areas, found["_census"], by, strict=True))
    ]
    for each in indicators:
        wanted = {"", *map(str, each.person_level.breakdowns if each.person_level else ())}
        x, n = (found[flags[pair]] for pair in _conditions(each))
        for place, of, out_of in zip(places, x, n, strict=True):
            if place[2] in wanted:
                yield Counted(each.code, *place, of, out_of)


def figures(counted: Iterable[Counted], indicators: Mapping[str, Indicator], source: str) -> Iterator[Worked]:
    """Counts as figures of the ledger. All areas together are England only when every council is among them."""
    every = list(counted)
    whole = {each.area for each in every if each.area} == set(councils())
    for each in every:
        if each.area or whole:
            indicator = indicators[each.code]
            level, place = (Level.AREA, each.area) if each.area else (Level.ENGLAND, ENGLAND)
            n = float(each.denominator) if indicator.denominator else None
            period = period_of(indicator, each.census)
            yield worked(
                indicator,
                Worked(each.code, level, place, period, source, each.breakdown, each.band, float(each.numerator), n),
            )


def period_of(indicator: Indicator, census: date) -> str:
    """The census month, or the calendar year before it."""
    base = bases()[indicator.person_level.base] if indicator.person_level else None
    return f"{census:%B %Y}" if base and base.period == "census" else str(census.year - 1)
