"""What does the statutory return say: every indicator, every breakdown, every area and year, in one pass of each base?

Tables come as Ibis tables by the names that the return declares, each with two more columns: `_area`, the council’s ONS
code, and `_census`, the reference date. So a nation and ten years are one query a base. An expression is checked
(`definitions.expressions`) before it gets here: what is let through holds no function, no table and no subquery.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.understanding.datasets.kinds.councils import councils
from goldenthread.understanding.indicators.definitions.expressions import check_condition
from goldenthread.understanding.indicators.definitions.places import ENGLAND
from goldenthread.understanding.indicators.definitions.registry import bands, bases
from goldenthread.understanding.indicators.definitions.schema import Base, Breakdown, Indicator, Level, PersonLevel

from .figures import Worked, worked

ESTABLISHMENTS = "establishments"
PEOPLE = """select p.*, cast(substr(concat(cast(p.personbirthdate as varchar), '-01'), 1, 10) as date) as born
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
            yield from _counted(_run(engine, tables, base, mine), base, mine)


def can_count(base: Base, tables: Mapping[str, Any]) -> bool:
    """Whether every table of the base is there, the list of establishments apart: without it settings are not known."""
    return not set(base.tables) - {ESTABLISHMENTS} - set(tables)


def _run(engine: Any, tables: Mapping[str, Any], base: Base, indicators: list[Indicator]) -> Any:
    made = []
    try:
        for name in base.tables:
            table = tables[name] if name in tables else _no_establishments()
            engine.create_view(name, table.select([*base.tables[name], *_also(name)]), overwrite=True)
            made.append(name)
        shape = _shape(base, indicators)
        return engine.sql(query_of(base, indicators), schema=shape, dialect="duckdb").to_pyarrow().to_pylist()
    finally:
        for name in made:
            engine.drop_view(name, force=True)


def _shape(base: Base, indicators: list[Indicator]) -> dict[str, str]:
    """The columns of the result: given, because asking the engine for them runs the query twice."""
    bands_, marks = ([f"{letter}{n}" for n in range(len(base.breakdowns))] for letter in "bg")
    sums = [f"{letter}{n}" for n in range(len(indicators)) for letter in "xn"]
    place = {"_area": "string", "_census": "date", "everywhere": "int64"}
    return place | dict.fromkeys(bands_, "string") | dict.fromkeys([*marks, *sums], "int64")


def _also(table: str) -> tuple[str, ...]:
    return () if table == ESTABLISHMENTS else ("_area", "_census")


def _no_establishments() -> Any:
    import ibis

    return ibis.memtable([], schema={"urn": "string", "setting": "string", "independent": "boolean"})


def query_of(base: Base, indicators: list[Indicator]) -> str:
    """One query: rows put into bands, then counted by area and census and each breakdown at once (grouping sets)."""
    columns = [f"{_banded(breakdown, column)} as b{n}" for n, (breakdown, column) in enumerate(base.breakdowns.items())]
    flags = [flag for n, each in enumerate(indicators) for flag in _flags(n, each.person_level, base)]
    sums = ", ".join(f"sum(x{n}) as x{n}, sum(n{n}) as n{n}" for n in range(len(indicators)))
    groups = ", ".join(f"b{n}" for n in range(len(base.breakdowns)))
    sets = [f"({place}_census{band})" for place in ("_area, ", "") for band in ("", *_bands(base))]
    marks = ", ".join(f"grouping(b{n}) as g{n}" for n in range(len(base.breakdowns)))
    return f"""with people as ({PEOPLE}), rows as ({base.query}),
    flagged as (select _area, _census, {", ".join([*columns, *flags])} from rows)
    select _area, _census, grouping(_area) as everywhere, {groups}, {marks}, {sums}
    from flagged group by grouping sets ({", ".join(sets)})"""  # noqa: S608  # declared, or checked


def _bands(base: Base) -> list[str]:
    return [f", b{n}" for n in range(len(base.breakdowns))]


def _flags(number: int, source: PersonLevel | None, base: Base) -> tuple[str, str]:
    """1 where the row is in the numerator, and in the denominator; a comparison with nothing is neither."""
    if source is None:
        raise ValueError("Only person-level indicators are counted.")
    x, n = (check_condition(text, base.columns).sql("duckdb") for text in (source.numerator, source.denominator))
    return (
        f"case when ({n}) and ({x}) then 1 else 0 end as x{number}",
        f"case when ({n}) then 1 else 0 end as n{number}",
    )


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


def _counted(rows: list[dict[str, Any]], base: Base, indicators: list[Indicator]) -> Iterator[Counted]:
    breakdowns = list(base.breakdowns)
    for row in rows:
        area = "" if row["everywhere"] else row["_area"]
        named = next((n for n in range(len(breakdowns)) if not row[f"g{n}"]), None)
        for n, each in enumerate(indicators):
            if named is None or (each.person_level and breakdowns[named] in each.person_level.breakdowns):
                breakdown, band = ("", "") if named is None else (str(breakdowns[named]), row[f"b{named}"])
                yield Counted(each.code, area, row["_census"], breakdown, band, int(row[f"x{n}"]), int(row[f"n{n}"]))


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
