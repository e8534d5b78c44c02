"""What does a return say of each row that is counted? The bases of the indicators, with whose row each is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import ibis
from sqlglot import exp, parse_one

from goldenthread.understanding.explorer.definitions.registry import NOT_KNOWN
from goldenthread.understanding.explorer.definitions.schema import Counted, Dimension
from goldenthread.understanding.indicators.computing.establishments import settings_of
from goldenthread.understanding.indicators.computing.person_level import ASKED, ESTABLISHMENTS, viewed
from goldenthread.understanding.indicators.computing.returned import Returned, together, wanting_columns
from goldenthread.understanding.indicators.definitions.expressions import check_condition, columns_in
from goldenthread.understanding.indicators.definitions.registry import bands, bases

from .blurring import weights
from .protecting import Row

OLDEST = 25


@dataclass(frozen=True, slots=True)
class Counting:
    """The rows of one thing that is counted, and why some of its dimensions cannot be told. No rows: `why`."""

    dimensions: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    cannot: Mapping[str, str] | None = None
    why: str = ""


def with_establishments(given: Returned, listed: Any) -> Returned:
    """The return beside a list of establishments, as Get Information About Schools writes it."""
    return Returned(given.release, given.year, given.census, {**given.tables, ESTABLISHMENTS: settings_of(listed)})


def counting(engine: Any, given: Returned, counted: Counted, area: str, key: bytes) -> Counting:
    """Every row of what is counted in one return, blurred, in the dimensions that this return can tell."""
    if why := wanting_columns(bases()[counted.base], _columns(counted, None), given):
        return Counting(why=why)
    cannot = {
        dimension.code: why
        for dimension in counted.by
        if (why := wanting_columns(bases()[counted.base], _columns(counted, dimension), given))
    }
    told = tuple(dimension for dimension in counted.by if dimension.code not in cannot)
    found = _run(engine, given, counted, told, area)
    weighed = weights(_names(given), key)
    rows = (Row(row["_child"], weighed[row["_name"]], tuple(_places(row, told)), _age(row["_age"])) for row in found)
    return Counting(tuple(each.code for each in told), tuple(rows), cannot)


def _names(given: Returned) -> set[str]:
    """Whatever tells one child from another, the same each year: the pupil number's pseudonym where there is one."""
    people = given.tables["person"]
    return {row["name"] for row in people.select(name=_name(people)).distinct().to_pyarrow().to_pylist()}


def _name(people: Any) -> Any:
    return ibis.coalesce(people.upn, people.persontableid) if "upn" in people.columns else people.persontableid


def _columns(counted: Counted, dimension: Dimension | None) -> set[str]:
    """Which columns of the base it takes: to count at all, or to split by a dimension."""
    base = bases()[counted.base]
    if dimension is None:
        return columns_in(counted.where) | ({counted.age} if counted.age else set())
    if dimension.breakdown:
        return {base.breakdowns[dimension.breakdown]}
    return set().union(*(columns_in(case.when) for case in dimension.cases))


def _run(
    engine: Any, given: Returned, counted: Counted, told: tuple[Dimension, ...], area: str
) -> list[dict[str, Any]]:
    tables = together([given], area)
    if ESTABLISHMENTS in given.tables:
        tables[ESTABLISHMENTS] = given.tables[ESTABLISHMENTS]
    people = given.tables["person"]
    names = people.select("persontableid", _name=_name(people)).distinct().to_pyarrow()
    with viewed(engine, tables):
        engine.con.register("_names", names)
        shape = {f"d{n}": "string" for n in range(len(told))} | {"_child": "string", "_age": "int64", "_name": "string"}
        found = engine.sql(_query(counted, told), schema=shape, dialect="duckdb").to_pyarrow().to_pylist()
        engine.con.unregister("_names")
    return list(found)


def _query(counted: Counted, told: tuple[Dimension, ...]) -> str:
    """The query of the base, which joins requests as `r`, with whose row each is; then the condition and the categories."""
    base = bases()[counted.base]
    query = parse_one(base.query, dialect="duckdb", into=exp.Select).select("r.persontableid as _child").sql("duckdb")
    split = ", ".join(f"{_category(counted, dimension)} as d{n}" for n, dimension in enumerate(told))
    age = f"cast({counted.age} as bigint)" if counted.age else "cast(null as bigint)"
    where = check_condition(counted.where, base.columns).sql("duckdb")
    return f"""with asked as ({ASKED}), rows as ({query})
    select {split}, rows._child, {age} as _age, n._name
    from rows join _names as n on n.persontableid = rows._child where {where}"""  # noqa: S608  # declared and checked


def _category(counted: Counted, dimension: Dimension) -> str:
    base = bases()[counted.base]
    if dimension.breakdown:
        return f"cast({base.breakdowns[dimension.breakdown]} as varchar)"
    cases = " ".join(
        f"when {check_condition(case.when, base.columns).sql('duckdb')} then '{case.label}'" for case in dimension.cases
    )
    return f"case {cases} else '{NOT_KNOWN}' end"


def _places(row: Mapping[str, Any], told: tuple[Dimension, ...]) -> Iterator[str]:
    for n, dimension in enumerate(told):
        found = row[f"d{n}"]
        yield bands()[dimension.breakdown].get(str(found).lower(), NOT_KNOWN) if dimension.breakdown else found


def _age(age: int | None) -> int | None:
    return age if age is not None and 0 <= age <= OLDEST else None
