"""What do education, health and care know of this area today, what has not come, and what does the strategy do about it?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from goldenthread.partnership.models import Area
from goldenthread.thread.models import Link
from goldenthread.thread.queries import links, nodes
from goldenthread.thread.states import LinkKind, NodeKind
from goldenthread.understanding.assessment.models import Pin, SectionNeed
from goldenthread.understanding.assessment.states import AssessmentState
from goldenthread.understanding.datasets import queries as datasets
from goldenthread.understanding.datasets.lake.keeping import Damaged
from goldenthread.understanding.datasets.models import Release
from goldenthread.understanding.indicators.definitions.registry import indicators
from goldenthread.understanding.indicators.queries import Trend, trends
from goldenthread.understanding.indicators.states import Audience
from goldenthread.understanding.supply.queries import Entry, in_force, sentences
from goldenthread.understanding.waits.computing.published import Published
from goldenthread.understanding.waits.queries import published_months

from .computing import loaded
from .computing.readings import Reading, reading
from .definitions import Absent, Chosen, Leg, legs
from .kinds.population import Population, populations

ACT = (NodeKind.PRIORITY, NodeKind.ACTION)
VARIANT = (
    "The publisher makes several variants of its projections in files of one name; the file that was loaded does not say "
    "which it is. Ask whoever loaded it before a decision rests on it."
)
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
    """Everything on the page. `missing`: every promised data set that has not come whole, in sentences.
    `waits`: months of waits, as the ledger of published tables has them."""

    columns: tuple[Column, ...]
    missing: tuple[str, ...]
    waits: tuple[Published, ...] = ()

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
        published_months(area),
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
    """The projected and estimated population: what the area loaded of the publisher, else what ships, else nothing."""
    found = populations().get(area.gss_code)
    if newest := _newest(area, loaded.PROJECTIONS, loaded.projected):
        release, ages = newest
        known = found or Population(ages, {}, estimates="")
        found = replace(known, ages=ages, projections=_as_loaded(release), caution=VARIANT)
    if found and (newest := _newest(area, loaded.ESTIMATES, loaded.estimated)):
        found = replace(found, children=newest[1], estimates=_as_loaded(newest[0]))
    return found


def _newest(
    area: Area, kind: str, read: Callable[[Path, str, str], Mapping[int, Any]]
) -> tuple[Release, Mapping[int, Any]] | None:
    """The newest release in use that tells of the area. A damaged one tells nothing."""
    for release in datasets.in_use(area, kind):
        with suppress(Damaged):
            if told := read(Path(settings.LAKE), release.lake_id, area.gss_code):
                return release, told
    return None


def _as_loaded(release: Release) -> str:
    return f"{release.publisher}, {release}, loaded on {release.read_on:%-d %B %Y} as release {release.lake_id[:8]}"
