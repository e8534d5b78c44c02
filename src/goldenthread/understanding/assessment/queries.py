"""What does the needs assessment of this area say, and is there a newer figure than the one it cites?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from goldenthread.partnership.models import Area
from goldenthread.understanding.indicators.definitions.schema import Indicator
from goldenthread.understanding.indicators.models import IndicatorFigure
from goldenthread.understanding.indicators.queries import (
    Point,
    Trend,
    by_band,
    figures_for,
    indicators_for,
    places_for,
    trends,
)
from goldenthread.understanding.models import Need

from .models import Assessment, Pin, Recommendation, Section, SectionNeed
from .states import AssessmentState


def _whole(rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """With everything that a page of it shows, in a handful of queries."""
    pins = Pin.objects.filter(replaced_by=None).select_related("cited__evidence", "replaces").order_by("position", "pk")
    shows = SectionNeed.objects.filter(need__withdrawn_on=None).select_related("need").order_by("need__position")
    return rows.select_related("area").prefetch_related(
        "sections",
        Prefetch("sections__pins", pins, to_attr="standing"),
        Prefetch("sections__shows", shows),
        Prefetch("recommendations", Recommendation.objects.select_related("need")),
    )


def standing(assessment: Assessment) -> list[Pin]:
    """Every figure that it cites, section by section."""
    return [pin for section in assessment.sections.all() for pin in section.standing]  # type: ignore[attr-defined]


def agreed(area: Area) -> Assessment | None:
    """The one that is in force."""
    return _whole(Assessment.objects.filter(area=area, status=AssessmentState.AGREED)).first()


def draft(area: Area) -> Assessment | None:
    """The one that is being written."""
    return _whole(Assessment.objects.filter(area=area, status=AssessmentState.DRAFT)).first()


def earlier(area: Area) -> QuerySet[Assessment]:
    """Those that a later one superseded, the newest first."""
    return Assessment.objects.filter(area=area, status=AssessmentState.SUPERSEDED)


def section(area: Area, pk: UUID) -> Section | None:
    return Section.objects.filter(assessment__area=area, pk=pk).select_related("assessment__area").first()


def pin(area: Area, pk: UUID) -> Pin | None:
    found = Pin.objects.filter(section__assessment__area=area, pk=pk, replaced_by=None)
    return found.select_related("section__assessment__area").first()


def recommendation(area: Area, pk: UUID) -> Recommendation | None:
    found = Recommendation.objects.filter(assessment__area=area, pk=pk)
    return found.select_related("assessment__area", "need").first()


def needs(area: Area) -> QuerySet[Need]:
    """The needs of the area's strategy that a section can show."""
    return Need.objects.filter(area=area, withdrawn_on=None).order_by("position")


def pins_under(area: Area) -> Mapping[str, tuple[Pin, ...]]:
    """The figures that lie under each need, by the need's key: those pinned in sections of the agreed assessment."""
    shown = SectionNeed.objects.filter(
        section__assessment__area=area, section__assessment__status=AssessmentState.AGREED, need__withdrawn_on=None
    )
    over: dict[UUID, list[str]] = defaultdict(list)
    for key, section_id in shown.values_list("need__key", "section_id"):
        over[section_id].append(key)
    found: dict[str, list[Pin]] = defaultdict(list)
    for each in Pin.objects.filter(section__in=over, replaced_by=None).order_by("section__position", "position"):
        for key in over[each.section_id]:
            found[key].append(each)
    return {key: tuple(held) for key, held in found.items()}


@dataclass(frozen=True, slots=True)
class Now:
    """A pin beside what the ledger holds today. `point`: the same period, with its comparators; `newest`: the latest.

    `newer` is the figure that a reader would rather cite: of a later period, or of a release that put this one right.
    """

    pin: Pin
    indicator: Indicator | None = None
    trend: Trend | None = None
    point: Point | None = None
    newest: Point | None = None

    @property
    def newer(self) -> IndicatorFigure | None:
        """None while the pinned figure is the newest."""
        if self.newest is not None and self.newest.figure.period_end > self.pin.period_end:
            return self.newest.figure
        if self.point is not None and _put_right(self.pin, self.point.figure):
            return self.point.figure
        return None


def _put_right(pin: Pin, figure: IndicatorFigure) -> bool:
    """A later release of the same publication holds the same period."""
    return figure.source.publication == pin.publication and figure.source.release != pin.release


def now(area: Area, pins: Iterable[Pin]) -> dict[UUID, Now]:
    """Each pin beside the newest figures of the same indicator and band, with those that it is compared with."""
    every = list(pins)
    known = indicators_for(area)
    chosen = {each.code: known[each.code] for each in every if each.code in known}
    broken_down = {each.code: known[each.code] for each in every if each.breakdown and each.code in known}
    held = trends(area, chosen=chosen) if chosen else []
    held += by_band(area, broken_down) if broken_down else []
    by_key = {(trend.indicator.code, trend.breakdown, trend.band): trend for trend in held}
    return {each.pk: _now(each, known.get(each.code), by_key) for each in every}


def _now(pin: Pin, indicator: Indicator | None, held: Mapping[tuple[str, str, str], Trend]) -> Now:
    trend = held.get((pin.code, pin.breakdown, pin.band))
    points = trend.points if trend else ()
    point = next((each for each in points if each.figure.period == pin.period), None)
    return Now(pin, indicator, trend, point, trend.latest if trend else None)


def figures_to_pin(area: Area, code: str) -> list[IndicatorFigure]:
    """The area's own figures of one indicator, the newest first, those not broken down before the others."""
    own = figures_for(area, code).filter(level__in=("area", "icb"))
    return sorted(own, key=lambda each: (each.breakdown, -each.period_end.toordinal(), each.band))


def indicator(area: Area, code: str) -> Indicator | None:
    """One indicator of those that the area can use."""
    return indicators_for(area).get(code)


def own_places(area: Area) -> frozenset[str]:
    """The codes under which the area's own figures are filed: its council's and its NHS body's."""
    return frozenset(code for level, code in places_for(area).items() if level in ("area", "icb"))


def indicators_called(area: Area, words: str) -> list[Indicator]:
    """Indicators in whose title, reason or code every word stands; every one where none is given."""
    wanted = words.lower().split()
    held = set(figures_for(area).filter(level__in=("area", "icb")).order_by().values_list("code", flat=True).distinct())
    return [
        each
        for each in indicators_for(area).values()
        if each.code in held
        and all(word in f"{each.title} {each.why} {each.group} {each.code}".lower() for word in wanted)
    ]
