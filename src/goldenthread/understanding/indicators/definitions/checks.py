"""Does everything that a definition names exist, and can its expressions be computed?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .expressions import NotAllowedHere, check_condition, check_sum
from .schema import Base, Indicator, Measures, PersonLevel, Publication, Published, Rows

Placed = tuple[str, str]
"""Where in the definition a fault lies, and the fault as a sentence."""


def faults_in(
    indicator: Indicator, publications: Mapping[str, Publication], bases: Mapping[str, Base]
) -> tuple[Placed, ...]:
    """Every fault; none when the definition can be used."""
    found: list[Placed] = []
    for source in indicator.published:
        found += [("published", fault) for fault in _faults_of_published(source, publications)]
    if indicator.person_level:
        found += _faults_of_person_level(indicator.person_level, bases)
    return tuple(found)


def _faults_of_published(source: Published, publications: Mapping[str, Publication]) -> Iterator[str]:
    away = source.away()
    for expression in filter(None, (source.numerator, source.value)):
        here = Measures(table=source.table, expression=expression, where=source.where)
        yield from _faults_of_measures(here, source.publication, publications)
    if away:
        yield from _faults_of_measures(away, away.publication or source.publication, publications)
    elif isinstance(source.denominator, str) and source.denominator:
        here = Measures(table=source.table, expression=source.denominator, where=source.where)
        yield from _faults_of_measures(here, source.publication, publications)
    publication = publications.get(source.publication)
    use = publication.tables.get(source.table) if publication else None
    for breakdown in source.by if use else ():
        if use and breakdown not in use.topics:
            yield f"{source.table} is not broken down by {breakdown}."


def _faults_of_measures(one: Measures, key: str, publications: Mapping[str, Publication]) -> Iterator[str]:
    publication = publications.get(key)
    if publication is None:
        yield f"There is no publication {key}; expected one of {', '.join(sorted(publications))}."
        return
    use = publication.tables.get(one.table)
    if use is None:
        yield f"{key} has no table {one.table}; expected one of {', '.join(sorted(publication.tables))}."
        return
    yield from _faults_of_rows(one.where, one.table, use.columns)
    try:
        check_sum(one.expression, use.measures)
    except NotAllowedHere as fault:
        yield str(fault)


def _faults_of_rows(where: Rows, table: str, columns: tuple[str, ...]) -> Iterator[str]:
    for column in where:
        if column not in columns:
            yield f"{table} has no column {column} to pick rows by; expected one of {', '.join(columns) or 'none'}."


def _faults_of_person_level(source: PersonLevel, bases: Mapping[str, Base]) -> Iterator[Placed]:
    base = bases.get(source.base)
    if base is None:
        expected = ", ".join(sorted(bases))
        yield "person_level.base", f"There are no rows called {source.base}; expected one of {expected}."
        return
    for name, expression in (("numerator", source.numerator), ("denominator", source.denominator)):
        try:
            check_condition(expression, base.columns)
        except NotAllowedHere as fault:
            yield f"person_level.{name}", str(fault)
    for breakdown in source.breakdowns:
        if breakdown not in base.breakdowns:
            yield "person_level.breakdowns", f"{base.name} cannot be broken down by {breakdown}."
