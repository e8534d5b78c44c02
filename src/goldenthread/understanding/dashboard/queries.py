"""What do education, health and care know of this area today, what has not come, and what does the strategy do about it?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from goldenthread.partnership.models import Area
from goldenthread.thread.models import Link
from goldenthread.thread.queries import links, nodes
from goldenthread.thread.states import LinkKind, NodeKind
from goldenthread.understanding.assessment.models import Pin, SectionNeed
from goldenthread.understanding.assessment.states import AssessmentState
from goldenthread.understanding.indicators.definitions.registry import indicators
from goldenthread.understanding.indicators.queries import Trend, trends
from goldenthread.understanding.indicators.states import Audience
from goldenthread.understanding.supply.queries import Entry, in_force, sentences
from goldenthread.understanding.waits.queries import Held, icb_codes, standing_counts

from .computing.readings import Reading, reading
from .definitions import Absent, Chosen, Leg, legs
from .kinds.population import Population, populations

ACT = (NodeKind.PRIORITY, NodeKind.ACTION)
PLURAL = {NodeKind.PRIORITY: "priorities", NodeKind.ACTION: "actions", NodeKind.MEASURE: "measures"}


@dataclass(frozen=True, slots=True)
class Ref:
    """An item of the strategy: its list, key and name."""

    plural: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Rests:
    """What rests on a figure: priorities and actions that act on it, and measures that say whether they work."""

    acts: tuple[Ref, ...] = ()
    measures: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of a leg. `missing`: what has not come that it rests on, in sentences fit to be published."""

    chosen: Chosen
    trend: Trend
    read: Reading | None
    rests: Rests
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One leg, with what is absent from it and who has promised that."""

    leg: Leg
    lines: tuple[Line, ...]
    absent: tuple[tuple[Absent, tuple[Entry, ...]], ...]


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Everything on the page. `missing`: every promised data set that has not come whole, in sentences."""

    columns: tuple[Column, ...]
    missing: tuple[str, ...]
    waits: tuple[Held, ...] = ()
    icbs: tuple[str, ...] = field(default=())

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every figure, leg after leg."""
        return tuple(line for column in self.columns for line in column.lines)


def dashboard(area: Area, today: date, *, audience: Audience = Audience.PUBLIC) -> Dashboard:
    """The dashboard of an area as that audience may see it, in a fixed number of queries."""
    known = indicators()
    chosen = {line.indicator: known[line.indicator] for leg in legs() for line in leg.lines}
    by_code = {each.indicator.code: each for each in trends(area, chosen=chosen, audience=audience)}
    rests, promised = resting_on(area), in_force(area, today)
    return Dashboard(
        tuple(_column(leg, by_code, rests, promised, today) for leg in legs()),
        _missing(promised),
        standing_counts(area),
        tuple(icb_codes(area)),
    )


def _column(
    leg: Leg, by_code: Mapping[str, Trend], rests: Mapping[str, Rests], promised: tuple[Entry, ...], today: date
) -> Column:
    lines = tuple(
        Line(
            each,
            by_code[each.indicator],
            reading(by_code[each.indicator], today),
            rests.get(each.indicator, Rests()),
            _missing(entry for entry in promised if each.indicator in entry.promise.indicators),
        )
        for each in leg.lines
    )
    absent = tuple(
        (each, tuple(entry for entry in promised if each.kind and entry.promise.kind == each.kind))
        for each in leg.absent
    )
    return Column(leg, lines, absent)


def _missing(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(said for entry in entries for said in sentences(entry))


def resting_on(area: Area) -> dict[str, Rests]:
    """What rests on each indicator, by code.

    A priority or an action acts on a figure when it addresses a need that a section of the agreed needs assessment
    shows, and the figure is pinned in that section; or when it addresses the evidence beside which the figure is
    pinned. A measure belongs to it when it measures what acts.
    """
    pins = Pin.objects.filter(
        section__assessment__area=area, section__assessment__status=AssessmentState.AGREED, replaced_by=None
    )
    pinned = list(pins.order_by("pk").values_list("code", "section_id", "cited__evidence_id"))
    needs: dict[UUID, list[UUID]] = defaultdict(list)
    shows = SectionNeed.objects.filter(section__in={section for _, section, _ in pinned}, need__withdrawn_on=None)
    for section, need in shows.values_list("section_id", "need_id") if pinned else ():
        needs[section].append(need)
    under: dict[str, set[UUID]] = defaultdict(set)
    for code, section, evidence in pinned:
        under[code].update(needs[section], [evidence] if evidence else [])
    return _joined(area, under) if under else {}


def _joined(area: Area, under: Mapping[str, set[UUID]]) -> dict[str, Rests]:
    drawn = list(links(area).filter(kind__in=(LinkKind.ADDRESSES, LinkKind.RESTS_ON, LinkKind.MEASURES)))
    items = {node.pk: (kind, Ref(PLURAL[kind], node.key, node.label)) for kind in PLURAL for node in nodes(area, kind)}
    found = {}
    for code, grounds in under.items():
        acts = _sources(drawn, LinkKind.ADDRESSES, _with_evidence(drawn, grounds))
        measures = _sources(drawn, LinkKind.MEASURES, acts)
        found[code] = Rests(
            tuple(ref for pk, (kind, ref) in items.items() if pk in acts and kind in ACT),
            tuple(ref for pk, (kind, ref) in items.items() if pk in measures and kind == NodeKind.MEASURE),
        )
    return found


def _with_evidence(drawn: Iterable[Link], grounds: set[UUID]) -> set[UUID]:
    """The grounds, and the needs that rest on those of them that are evidence."""
    return grounds | _sources(drawn, LinkKind.RESTS_ON, grounds)


def _sources(drawn: Iterable[Link], kind: LinkKind, targets: set[UUID]) -> set[UUID]:
    return {link.source_id for link in drawn if link.kind == kind and link.target_id in targets}


def population_of(area: Area) -> Population | None:
    """The projected and estimated population of the area; None where none ships."""
    return populations().get(area.gss_code)
