"""How are the definitions told to a reader? Made from the files, for docs/reference/indicators.md."""

from __future__ import annotations

from collections.abc import Iterator

from .registry import bases, indicators, publications
from .schema import Group, Indicator, Measures, Published


def indicators_markdown() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    every = indicators().values()
    person_level = sum(each.person_level is not None for each in every)
    published = sum(bool(each.published) for each in every)
    yield "# Indicators"
    yield ""
    yield (
        f"{len(every)} indicators: {published} are read from published statistics, {person_level} are worked out of the "
        "SEN2 return, and many are both. This page is made from the definitions; `make docs` makes it again."
    )
    for group in Group:
        yield from ["", f"## {str(group).capitalize()}"]
        for each in every:
            if each.group is group:
                yield from _indicator(each)
    yield from _publications()
    yield from _bases()


def _indicator(one: Indicator) -> Iterator[str]:
    yield from ["", f"### {one.title}", "", f"`{one.code}`. {one.why}", ""]
    yield f"- Numerator: {one.numerator}."
    if one.denominator:
        yield f"- Denominator: {one.denominator}."
    yield f"- Unit: {_unit(one)}; {one.polarity}. Interval: {one.method}. Reported: {one.frequency}."
    if one.breakdowns:
        yield f"- Broken down by: {', '.join(one.breakdowns)}."
    for source in one.published:
        yield f"- Published: {_published(source)}."
    if one.person_level:
        rows = one.person_level
        yield f"- From the return: of `{rows.base}`, `{rows.numerator}` out of `{rows.denominator}` ({rows.confidence})."
    where = f", {one.definition.paragraph}" if one.definition.paragraph else ""
    yield f"- Defined in: {one.definition.document}{where} ({one.confidence})."
    yield f"- Owner: {one.owner}. Checker: {one.checker}."
    for each in one.breaks:
        yield f"- Break before {each.period}: {each.why}"
    notes = (one.note, one.person_level.note if one.person_level else "", *(source.note for source in one.published))
    yield from (f"- {note}" for note in notes if note)


def _unit(one: Indicator) -> str:
    return f"for each {one.per:,}" if one.unit == "ratio" and one.per > 1 else str(one.unit)


def _published(source: Published) -> str:
    title = publications()[source.publication].title
    number = f"`{source.numerator or source.value}`"
    if isinstance(source.denominator, Measures):
        number += f" by `{source.denominator.expression}` of `{source.denominator.table}`"
    elif source.denominator:
        number += f" by `{source.denominator}`"
    return f"{title}, `{source.table}`: {number}"


def _publications() -> Iterator[str]:
    yield from ["", "## Where published figures stand", ""]
    yield "| Publication | Publisher | Release | Kind of data set | Licence |"
    yield "|---|---|---|---|---|"
    for each in publications().values():
        title = f"[{each.title}]({each.address})" if each.address else each.title
        yield f"| {title} | {each.publisher} | {each.release} | `{each.kind}` | {each.licence} |"
    faults = [(each, fault) for each in publications().values() for fault in each.faults]
    yield from ["", "Cells of them that are not taken for figures:", ""]
    yield from (f"- {each.title}, `{fault.table}.{fault.column}`. {fault.why}" for each, fault in faults)


def _bases() -> Iterator[str]:
    yield from ["", "## The rows that person-level indicators count", ""]
    yield "| Rows | One row is | Columns that an expression may name |"
    yield "|---|---|---|"
    for each in bases().values():
        columns = ", ".join(f"`{name}` ({holds})" for name, holds in each.columns.items())
        yield f"| `{each.name}` | {each.one_row} | {columns} |"
