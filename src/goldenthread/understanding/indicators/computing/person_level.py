"""What does the statutory return say: every indicator, every breakdown, every area and year, in one pass of each base?

Tables come as Ibis tables by the names that the return declares, each with two more columns: `_area`, the council’s ONS
code, and `_census`, the reference date. So a nation and ten years are one pass of each base. An expression is checked
(`definitions.expressions`) before it gets here: what is let through holds no function, no table and no subquery.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from goldenthread.understanding.datasets.kinds.councils import councils
from goldenthread.understanding.indicators.definitions.expressions import check_condition
from goldenthread.understanding.indicators.definitions.places import ENGLAND
from goldenthread.understanding.indicators.definitions.registry import bands, bases
from goldenthread.understanding.indicators.definitions.schema import Base, Indicator, Level

from .figures import Worked, worked

ESTABLISHMENTS = "establishments"
ASKED = """select r.*, p.sex, p.ethnicity,
  cast(substr(cast(p.personbirthdate as varchar) || '-01', 1, 10) as date) as born
from requests as r
join person as p on p._area = r._area and p._census = r._census and p.persontableid = r.persontableid"""
"""Every request with its child. The first of the month stands in where the day of birth was dropped at the door."""
NOT_KNOWN = "Not known"
SHAPES = {"text": "string", "boolean": "boolean", "whole": "int64", "date": "date"}


class Counted(NamedTuple):
    """How many, of how many, in one area, on one census, in one band. An empty area is all areas together."""

    code: str
    area: str
    census: date
    breakdown: str
    band: str
    numerator: int
    denominator: int


def count(engine: Any, tables: Mapping[str, Any], indicators: Iterable[Indicator]) -> list[Counted]:
    """Every person-level indicator over these tables, one pass a base; bases whose tables are not there are left out.

    `engine` is an Ibis backend that holds the tables.
    """
    over: dict[str, list[Indicator]] = {}
    for each in indicators:
        if each.person_level and can_count(bases()[each.person_level.base], tables):
            over.setdefault(each.person_level.base, []).append(each)
    if not over:
        return []
    with viewed(engine, tables), _asked(engine, tables).cache() as asked:
        found = {name: _run(engine, asked.get_name(), bases()[name], flags_of(mine)) for name, mine in over.items()}
    with _not_collecting():
        return [each for name, mine in over.items() for each in _counted(found[name], flags_of(mine), mine)]


@contextmanager
def _not_collecting() -> Iterator[None]:
    """While a nation's million counts are made, Python's collector would look through them all again and again for circles.

    They hold words, days and numbers, so there are none.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def can_count(base: Base, tables: Mapping[str, Any]) -> bool:
    """Whether every table of the base is there, the list of establishments apart: without it settings are not known."""
    return not set(base.tables) - {ESTABLISHMENTS} - set(tables)


def _asked(engine: Any, tables: Mapping[str, Any]) -> Any:
    """What bases read of requests and their children; whose they are is joined here, and not again."""
    known = {**tables["person"].schema(), **tables["requests"].schema(), "born": "date"}
    wanted = ("_area", "_census", *sorted(fields_read()["requests"] - {"persontableid"}), "sex", "ethnicity", "born")
    return _sql(engine, f"select {', '.join(wanted)} from ({ASKED})", {each: known[each] for each in wanted})  # noqa: S608


def _run(engine: Any, asked: str, base: Base, flags: Flags) -> dict[str, list[Any]]:
    """The columns of the counts. Rows are worked out once and kept while they are counted in every breakdown."""
    place, told = {"_area": "string", "_census": "date"}, {"breakdown": "string", "band": "string"}
    codes = {b: SHAPES[base.columns[column]] for b, column in _codes(base).items()}
    rows = _sql(engine, flagged(asked, base, flags), place | codes | dict.fromkeys(flags.values(), "boolean"))
    with rows.cache() as kept:
        query = counts_of(kept.get_name(), base, flags)
        return _sql(engine, query, place | told | dict.fromkeys(flags.values(), "int64")).to_pyarrow().to_pydict()


def _sql(engine: Any, query: str, shape: Mapping[str, Any]) -> Any:
    """A query whose columns are given with their types: asking the engine for them would run it twice."""
    return engine.sql(query, schema=shape, dialect="duckdb")


@cache
def fields_read() -> Mapping[str, frozenset[str]]:
    """Every table that bases read, and the fields of it that any of them reads."""
    names = {name for base in bases().values() for name in base.tables}
    return {name: frozenset(f for base in bases().values() for f in base.tables.get(name, ())) for name in names}


@contextmanager
def viewed(engine: Any, tables: Mapping[str, Any]) -> Iterator[None]:
    """The tables that bases read, under the names by which their queries know them, while they are run."""
    given = {ESTABLISHMENTS: _no_establishments(), **tables}
    made = sorted(set(given) & set(fields_read()))
    try:
        for name in made:
            place = () if name == ESTABLISHMENTS else ("_area", "_census")
            engine.create_view(name, given[name].select([*place, *sorted(fields_read()[name])]), overwrite=True)
        yield
    finally:
        for name in made:
            engine.drop_view(name, force=True)


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


def flagged(asked: str, base: Base, flags: Flags) -> str:
    """The rows of a base: the code of each breakdown, and of each flag whether the row has it: true or nothing."""
    codes = [f"{column} as {b}" for b, column in _codes(base).items()]
    having = [f"case when {_condition(pair, base)} then true end as {name}" for pair, name in flags.items()]
    return f"""with asked as (select * from {asked}), rows as ({base.query})
    select _area, _census, {", ".join([*codes, *having])} from rows"""  # noqa: S608  # declared, or checked


def _codes(base: Base) -> dict[str, str]:
    """A name for the codes of each breakdown → the column that holds them."""
    return {f"b{n}": column for n, column in enumerate(base.breakdowns.values())}


def _condition(conditions: tuple[str, str], base: Base) -> str:
    """That both hold; a comparison with nothing does not."""
    return " and ".join(f"({check_condition(text, base.columns).sql('duckdb')})" for text in conditions if text)


def counts_of(rows: str, base: Base, flags: Flags) -> str:
    """Flags counted by area, census and the code of each breakdown; only then are codes put into bands and areas added up.

    There are millions of rows and thousands of codes. A row is of one area, so that all together are their sum.
    """
    codes = _codes(base)
    sets = ["(_area, _census)", *(f"(_area, _census, {b})" for b in codes)]
    by = " ".join(f"when grouping({b}) = 0 then '{each}'" for b, each in zip(codes, base.breakdowns, strict=True))
    code = f"lower(coalesce({', '.join(f'cast({b} as varchar)' for b in codes)}))"
    counts = ", ".join(f"count({name}) as {name}" for name in flags.values())
    sums = ", ".join(f"sum({name}) as {name}" for name in flags.values())
    return f"""with counted as (
      select _area, _census, case {by} else '' end as breakdown, {code} as code, {counts}
      from {rows} group by grouping sets ({", ".join(sets)})
    ), banded as (
      select counted.*, case when breakdown = '' then '' {_banded(base)} else '{NOT_KNOWN}' end as band from counted
    )
    select coalesce(_area, '') as _area, _census, breakdown, band, {sums} from banded
    group by grouping sets ((_area, _census, breakdown, band), (_census, breakdown, band))"""  # noqa: S608


def _banded(base: Base) -> str:
    """The band of a code in a breakdown, in our words."""
    named: dict[tuple[str, str], list[str]] = {}
    for breakdown in base.breakdowns:
        for theirs, ours in bands()[breakdown].items():
            named.setdefault((breakdown, ours), []).append(theirs)
    return " ".join(
        f"when breakdown = {_quoted([breakdown])} and code in ({_quoted(theirs)}) then {_quoted([ours])}"
        for (breakdown, ours), theirs in named.items()
    )


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join("'" + text.replace("'", "''") + "'" for text in texts)


def _counted(found: Mapping[str, list[Any]], flags: Flags, indicators: Iterable[Indicator]) -> Iterator[Counted]:
    """The counts of each indicator in the breakdowns that it asks for, out of the columns of the result."""
    places = list(zip(found["_area"], found["_census"], found["breakdown"], found["band"], strict=True))
    for each in indicators:
        wanted = {"", *map(str, each.person_level.breakdowns if each.person_level else ())}
        x, n = (found[flags[pair]] for pair in _conditions(each))
        for (area, census, breakdown, band), of, out_of in zip(places, x, n, strict=True):
            if breakdown in wanted:
                yield Counted(each.code, area, census, breakdown, band, of, out_of)


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
