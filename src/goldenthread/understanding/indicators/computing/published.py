"""What do published statistics say of each place and period?

Works on rows of any origin (files as published, or a release in the lake): what names the row, and its measures, each a
number or the mark that stands where no number does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from sqlglot import exp, parse_one

from goldenthread.understanding.datasets.kinds.councils import councils
from goldenthread.understanding.datasets.kinds.schema import Mark
from goldenthread.understanding.indicators.definitions.places import place_of
from goldenthread.understanding.indicators.definitions.registry import NO_BAND, bands, publications
from goldenthread.understanding.indicators.definitions.schema import (
    Breakdown,
    Indicator,
    Level,
    Measures,
    Periods,
    Published,
    Rows,
    TableUse,
)

from .figures import NOT_AVAILABLE, NOT_COLLECTED, SUPPRESSED, Worked, worked
from .periods import going_with, label_of

STATES = {Mark.SUPPRESSED: SUPPRESSED, Mark.LOW: SUPPRESSED, Mark.NOT_COLLECTED: NOT_COLLECTED}
WHOLE = 0.75
"""Of the councils of today: some are younger than a series."""
SAID = {
    Mark.NOT_AVAILABLE: "The publisher has no figure.",
    Mark.NOT_APPLICABLE: "It does not apply.",
    Mark.SUPPRESSED: "The publisher suppresses it.",
    Mark.LOW: "The publisher suppresses it, because it is small.",
    Mark.NOT_COLLECTED: "It was not collected.",
    Mark.NOT_IN_EXISTENCE: "There was none to count.",
    Mark.NO_RETURN: "Nothing was returned.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a published table."""

    fields: Mapping[str, str]
    measures: Mapping[str, float | Mark]


Place = tuple[Level, str]
Key = tuple[Level, str, str]
"""Level, ONS code, period."""


class Missing(Exception):
    """There is no number, and this is why."""

    def __init__(self, mark: Mark) -> None:
        self.mark = mark


class Tables:
    """Published tables, their rows put under place and period once."""

    def __init__(self, read: Callable[[str, str], Iterable[Row]]) -> None:
        """`read(publication, table)` gives the rows."""
        self._read = read
        self._rows: dict[tuple[str, str], list[Row]] = {}
        self._placed: dict[tuple[str, str, Periods], dict[Key, list[Row]]] = {}

    def placed(self, publication: str, table: str, periods: Periods | None = None) -> dict[Key, list[Row]]:
        """Rows under level, ONS code and period."""
        use = publications()[publication].tables[table]
        read_as = periods or use.periods
        if (publication, table) not in self._rows:
            self._rows[publication, table] = list(self._read(publication, table))
        if (publication, table, read_as) not in self._placed:
            found: dict[Key, list[Row]] = defaultdict(list)
            for row in self._rows[publication, table]:
                place = place_of(row.fields)
                if place:
                    found[*place, _period(use, read_as, row)].append(row)
            self._placed[publication, table, read_as] = found
        return self._placed[publication, table, read_as]


def _period(use: TableUse, periods: Periods, row: Row) -> str:
    text = row.fields.get(use.period) or use.only_period
    return label_of(periods, text, row.fields.get("time_identifier", ""))


def figures(
    indicator: Indicator, source: Published, tables: Tables, places: Container[str] | None = None
) -> Iterator[Worked]:
    """Every figure of one indicator that one source gives: totals, and each band of each breakdown.

    `places`: only of these, where they are named; what is added up is added up from everybody all the same.
    """
    use = publications()[source.publication].tables[source.table]
    placed = tables.placed(source.publication, source.table, source.periods)
    for (level, place, period), rows in placed.items():
        blank = Worked(indicator.code, level, place, period, source.publication)
        if level not in source.levels or (places is not None and place not in places):
            continue
        blank = replace(blank, provisional=_is_provisional(source, use, rows))
        yield from _one(indicator, source, tables, rows, blank, dict(use.total))
        for breakdown in source.by:
            for band, theirs in _bands_there(breakdown, use.topics[breakdown], source, rows).items():
                picked: Rows = {**_topic(source, use.topics[breakdown]), _band_column(source): theirs}
                named = replace(blank, breakdown=str(breakdown), band=band)
                yield from _one(indicator, source, tables, rows, named, picked)
    if source.sums:
        yield from (each for each in _added_up(indicator, source, tables) if places is None or each.place in places)


def _is_provisional(source: Published, use: TableUse, rows: list[Row]) -> bool:
    text = rows[0].fields.get(use.period, "")
    return text in publications()[source.publication].provisional or "(prov" in text.casefold()


def _topic(source: Published, topic: str) -> Rows:
    return {publications()[source.publication].topic: topic}


def _band_column(source: Published) -> str:
    return publications()[source.publication].band


def _bands_there(breakdown: Breakdown, topic: str, source: Published, rows: list[Row]) -> dict[str, tuple[str, ...]]:
    """Our bands, each with the publisher’s words for it that stand in these rows."""
    column, known, found = _band_column(source), bands()[breakdown], defaultdict(list)
    topic_column = publications()[source.publication].topic
    for row in rows:
        theirs = row.fields[column]
        if row.fields[topic_column] == topic and (ours := known.get(theirs.lower())):
            found[ours].append(theirs)
    return {ours: tuple(dict.fromkeys(theirs)) for ours, theirs in found.items()}


def _one(
    indicator: Indicator, source: Published, tables: Tables, rows: list[Row], blank: Worked, picked: Rows
) -> Iterator[Worked]:
    """One figure; nothing where the publication has no such row."""
    where = {**picked, **source.where}
    try:
        stated = total(source.value, where, rows) if source.value and len(_values(picked)) <= 1 else None
        if not source.numerator:
            if stated is not None:
                yield replace(blank, value=stated, stated=stated, method="as published")
            return
        numerator = total(source.numerator, where, rows, blank, source)
        if numerator is None:
            return
        denominator = _denominator(source, tables, rows, blank, picked)
        yield worked(indicator, replace(blank, numerator=numerator, denominator=denominator, stated=stated))
    except Missing as missing:
        yield replace(blank, state=STATES.get(missing.mark, NOT_AVAILABLE), why=SAID[missing.mark])
    except Wrong as wrong:
        yield replace(blank, state=NOT_AVAILABLE, why=str(wrong))


def _values(picked: Rows) -> tuple[str, ...]:
    """The longest list of values that a pick names: a band made of several has no value of the publisher’s."""
    return max((v if isinstance(v, tuple) else (v,) for v in picked.values()), key=len, default=())


def _denominator(source: Published, tables: Tables, rows: list[Row], blank: Worked, picked: Rows) -> float | None:
    if not source.denominator:
        return None
    away = source.away()
    if away is None:
        return total(str(source.denominator), {**picked, **source.where}, rows, blank, source)
    return _from_away(source, away, tables, blank, picked)


def _from_away(source: Published, away: Measures, tables: Tables, blank: Worked, picked: Rows) -> float | None:
    publication = away.publication or source.publication
    use = publications()[publication].tables[away.table]
    placed = tables.placed(publication, away.table)
    period = going_with(blank.period, _periods_of(tables, publication, away.table, blank.level, blank.place))
    rows = placed.get((blank.level, blank.place, period or ""), [])
    where = {**use.total, **away.where}
    if blank.breakdown:
        breakdown = Breakdown(blank.breakdown)
        known = {theirs for theirs, ours in bands()[breakdown].items() if ours == blank.band}
        column = publications()[publication].band
        theirs = tuple({row.fields[column] for row in rows if row.fields[column].lower() in known})
        where = {publications()[publication].topic: use.topics[breakdown], column: theirs}
    return total(away.expression, where, rows, replace(blank, period=period or ""), source, table=away.table)


def _periods_of(tables: Tables, publication: str, table: str, level: Level, place: str) -> list[str]:
    return [period for one, code, period in tables.placed(publication, table) if (one, code) == (level, place)]


class Wrong(Exception):
    """A cell that the publisher is known to have got wrong."""


def total(
    expression: str,
    where: Rows,
    rows: list[Row],
    blank: Worked | None = None,
    source: Published | None = None,
    table: str = "",
) -> float | None:
    """The expression, added up over the rows that `where` picks; None where there is no such row."""
    names = _measures(expression)
    picked = [
        row
        for row in rows
        if not names.isdisjoint(row.measures)
        and all(_holds(row.fields.get(column, ""), wanted) for column, wanted in where.items())
    ]
    if not picked:
        return None
    if source:
        for row in picked:
            _check_cell(source, table or source.table, expression, row)
    return sum(_worth(_parsed(expression), row.measures) for row in picked)


def _holds(found: str, wanted: str | tuple[str, ...]) -> bool:
    return found in wanted if isinstance(wanted, tuple) else found == wanted


def _check_cell(source: Published, table: str, expression: str, row: Row) -> None:
    for fault in publications()[source.publication].faults:
        concerned = fault.table == table and fault.column in _measures(expression)
        if concerned and all(row.fields.get(column, "") in wanted for column, wanted in fault.where.items()):
            raise Wrong(fault.why)


@cache
def _parsed(expression: str) -> exp.Expression:
    return parse_one(expression, dialect="duckdb")


@cache
def _measures(expression: str) -> frozenset[str]:
    return frozenset(column.name for column in _parsed(expression).find_all(exp.Column))


def _worth(node: exp.Expression, measures: Mapping[str, float | Mark]) -> float:
    match node:
        case exp.Column():
            found = measures.get(node.name, Mark.NO_RETURN)
            if isinstance(found, Mark):
                raise Missing(found)
            return found
        case exp.Literal():
            return float(node.this)
        case exp.Paren():
            return _worth(node.this, measures)
        case exp.Neg():
            return -_worth(node.this, measures)
        case exp.Add():
            return _worth(node.this, measures) + _worth(node.expression, measures)
        case exp.Sub():
            return _worth(node.this, measures) - _worth(node.expression, measures)
        case exp.Mul():
            return _worth(node.this, measures) * _worth(node.expression, measures)
    raise TypeError(f"{node.sql()} is let through by `definitions.expressions` and not worked out here.")


def _added_up(indicator: Indicator, source: Published, tables: Tables) -> Iterator[Worked]:
    """Regions and England where only councils are published: the councils that have a figure, added up.

    Not out of an extract: three quarters of the councils must be in the file, or the sum would be of somebody else.
    """
    sums: dict[Key, list[Worked]] = defaultdict(list)
    for figure in figures(indicator, source.model_copy(update={"sums": False, "by": ()}), tables):
        if figure.level is Level.AREA:
            sums[Level.REGION, councils()[figure.place].region, figure.period].append(figure)
            sums[Level.ENGLAND, "E92000001", figure.period].append(figure)
    whole = Counter(each.region for each in councils().values())
    for (level, place, period), parts in sums.items():
        if len(parts) < WHOLE * (len(councils()) if level is Level.ENGLAND else whole[place]):
            continue
        known = [(p.numerator, p.denominator) for p in parts if p.numerator is not None and p.denominator is not None]
        missing = len(parts) - len(known)
        why = f"Without {missing} councils that have no figure." if missing else ""
        blank = Worked(indicator.code, level, place, period, source.publication, band=NO_BAND, why=why)
        if known:
            x, n = (float(sum(column)) for column in zip(*known, strict=True))
            yield worked(indicator, replace(blank, numerator=x, denominator=n))
