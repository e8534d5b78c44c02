"""How do published tables that are kept in the lake become the rows from which `published` works figures out?

A kept table is long: one row a figure, or a mark where there is none. Of several releases that hold a table, the first
tells of its periods, and the others of those that it has not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from goldenthread.understanding.datasets.kinds.registry import all_kinds
from goldenthread.understanding.datasets.kinds.schema import Mark, Table
from goldenthread.understanding.datasets.reading.staged import ROW
from goldenthread.understanding.indicators.definitions.registry import publications
from goldenthread.understanding.indicators.definitions.schema import Indicator, Publication, TableUse

from .figures import Worked
from .published import Row, Tables
from .shipping import figures_beside


@dataclass(frozen=True, slots=True)
class Given:
    """A release in the lake: its kind, its tables, and of which periods each is where no column says it."""

    release: str
    kind: str
    tables: Mapping[str, Any]
    periods: Mapping[str, Sequence[str]] = field(default_factory=dict)


class Lake:
    """The rows of publications out of releases, each table read once."""

    def __init__(self, releases: Collection[Given]) -> None:
        """`releases`: those in use, the newest first."""
        self._releases = releases
        self._rows: dict[tuple[str, str, str], list[Row]] = {}

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of data set that are there."""
        return frozenset(given.kind for given in self._releases)

    def alone(self, given: Given) -> Tables:
        """What this release tells."""
        return Tables(lambda publication, table: self._of([given], publication, table))

    def first(self, given: Given) -> Tables:
        """What this release tells, and from the others what it does not hold."""
        ordered = [given, *(each for each in self._releases if each.release != given.release)]
        return Tables(lambda publication, table: self._of(ordered, publication, table))

    def _of(self, ordered: Sequence[Given], publication: str, table: str) -> Iterator[Row]:
        told = publications()[publication]
        column, there = told.tables[table].period, set[str]()
        for given in ordered:
            if given.kind == told.kind:
                rows = self._read(given, told, table)
                yield from (row for row in rows if row.fields.get(column, "") not in there)
                there |= {row.fields.get(column, "") for row in rows}

    def _read(self, given: Given, publication: Publication, table: str) -> list[Row]:
        key = (given.release, publication.key, table)
        if key not in self._rows:
            self._rows[key] = list(rows_of(given, publication.tables[table], table))
        return self._rows[key]


def rows_of(given: Given, use: TableUse, table: str) -> Iterator[Row]:
    """The rows of one table of a release, with the measures that indicators use; nothing where it has no such table.

    Where no column and no name of a file says of which year the figures are, there is nothing: it is not guessed.
    """
    name = _held(given, table, use)
    if not name:
        return
    said = {use.period: given.periods[name][0]} if use.only_period else {}
    declared = all_kinds()[given.kind].table(name)
    wanted = sorted(use.measures)
    for fields, measures in _wide(given.tables[name], declared, wanted):
        yield Row({**fields, **said}, measures)


def _held(given: Given, table: str, use: TableUse) -> str:
    """The table of the release that holds these figures; nothing where none does, or where no period can be told."""
    name = next((each for each in (table, use.also_in) if each in given.tables), "")
    return "" if use.only_period and len(given.periods.get(name, ())) != 1 else name


def _wide(
    table: Any, declared: Table, wanted: Sequence[str]
) -> Iterator[tuple[dict[str, str], dict[str, float | Mark]]]:
    """The measures of one row of the publisher together again; those of one place and period, where each had a line."""
    names = [each.name for each in declared.fields if each.name in table.columns]
    keys = names if declared.measure_column else [*names, ROW]
    there = table.filter(table["measure"].isin(wanted))
    columns = {}
    for number, measure in enumerate(wanted):
        mine = there["measure"] == measure
        columns[f"value_{number}"] = there["value"].max(where=mine)
        columns[f"mark_{number}"] = there["mark"].max(where=mine)
    order = [] if declared.measure_column else [ROW]
    found = there.group_by(keys).aggregate(**columns).order_by([*order, *names]).to_pyarrow()
    texts = [[("" if cell is None else str(cell)) for cell in found[name].to_pylist()] for name in names]
    pairs = [
        (measure, found[f"value_{number}"].to_pylist(), found[f"mark_{number}"].to_pylist())
        for number, measure in enumerate(wanted)
    ]
    for row in range(found.num_rows):
        measures: dict[str, float | Mark] = {}
        for measure, values, marks in pairs:
            if values[row] is not None:
                measures[measure] = values[row]
            elif marks[row] is not None:
                measures[measure] = Mark(marks[row])
        yield dict(zip(names, (text[row] for text in texts), strict=True)), measures


def concerned(indicators: Mapping[str, Indicator], publication: str) -> dict[str, Indicator]:
    """The indicators that a publication feeds, each with that publication’s sources alone."""
    found = {}
    for code, each in indicators.items():
        if mine := tuple(source for source in each.published if source.publication == publication):
            found[code] = each.model_copy(update={"published": mine})
    return found


def rests_on(indicators: Mapping[str, Indicator], publication: str) -> frozenset[str]:
    """The other publications out of which the denominators of these indicators come."""
    away = (source.away() for each in indicators.values() for source in each.published)
    return frozenset(each.publication for each in away if each and each.publication) - {publication}


def without(indicators: Mapping[str, Indicator], publication: str, kinds: Collection[str]) -> dict[str, frozenset[str]]:
    """The indicators that cannot be worked out, each with the publications whose data are not in the lake."""
    found = {}
    for code, each in concerned(indicators, publication).items():
        missing = {key for key in rests_on({code: each}, publication) if publications()[key].kind not in kinds}
        if missing:
            found[code] = frozenset(missing)
    return found


def figures_of_release(
    given: Given, publication: str, lake: Lake, indicators: Mapping[str, Indicator], area: str
) -> list[Worked]:
    """What a release says of a council and of all whom it is compared with.

    Numerators are this release’s; a denominator that it does not hold is another’s. An indicator whose denominator is
    not in the lake is left to what is known of it already.
    """
    tables, own, found = lake.first(given), lake.alone(given), list[Worked]()
    uses, wanting = publications()[publication].tables, without(indicators, publication, lake.kinds)
    for code, each in concerned(indicators, publication).items():
        mine = tuple(one for one in each.published if _held(given, one.table, uses[one.table]))
        if code in wanting or not mine:
            continue
        told = {period for one in mine for _, _, period in own.placed(publication, one.table, one.periods)}
        beside = figures_beside(each.model_copy(update={"published": mine}), tables, (area,))
        found += (figure for figure in beside if figure.period in told)
    return found


def edition(indicators: Mapping[str, Indicator], publication: str, releases: Collection[Given]) -> str:
    """Eight digits that change whenever a definition does, or a release out of which a denominator comes."""
    mine = concerned(indicators, publication)
    kinds = {publications()[key].kind for key in {publication, *rests_on(mine, publication)}}
    texts = [each.model_dump_json() for _, each in sorted(mine.items())]
    texts += [publications()[publication].model_dump_json()]
    texts += sorted(each.release for each in releases if each.kind in kinds)
    return sha256("\n".join(texts).encode()).hexdigest()[:8]
