"""What do the figures of this area say, beside its region, England and its statistical neighbours?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from goldenthread.analysis.spc import Alarms, Choice, read_together
from goldenthread.partnership.models import Area
from goldenthread.understanding.datasets import queries as datasets
from goldenthread.understanding.datasets.kinds.councils import councils
from goldenthread.understanding.datasets.models import Release
from goldenthread.understanding.indicators.computing.changing import changing
from goldenthread.understanding.indicators.computing.judging import Judged, judged
from goldenthread.understanding.indicators.computing.periods import span_of
from goldenthread.understanding.indicators.computing.reconciling import Reconciled, known_reasons, reconciled
from goldenthread.understanding.indicators.computing.returned import KIND
from goldenthread.understanding.indicators.computing.siblings import groups_that_tell
from goldenthread.understanding.indicators.computing.small import Group, concealed
from goldenthread.understanding.indicators.definitions.places import ENGLAND
from goldenthread.understanding.indicators.definitions.registry import bands_in_order, bases, indicators
from goldenthread.understanding.indicators.definitions.schema import Breakdown, Indicator, Level
from goldenthread.understanding.indicators.models import FigureSource, IndicatorFigure, OwnIndicator
from goldenthread.understanding.indicators.states import Audience, FigureState

KEY = ("place", "level", "code", "period", "breakdown", "band")
"""What a figure is a figure of."""
COMPARATORS = (Level.NEIGHBOURS, Level.REGION, Level.ENGLAND)


@dataclass(frozen=True, slots=True)
class Point:
    """An area's figure of one period, and those it is compared with. `break_before` says why not with earlier ones."""

    figure: IndicatorFigure
    beside: Mapping[Level, IndicatorFigure]
    break_before: str = ""

    def judged(self, indicator: Indicator, level: Level) -> Judged | None:
        """Better, worse or neither, than that comparator; None where there is none."""
        other = self.beside.get(level)
        return judged(indicator, self.figure, other, level) if other else None


@dataclass(frozen=True, slots=True)
class Trend:
    """An indicator's figures through time, oldest first. `missing` says why there is none, when there is none."""

    area: Area
    indicator: Indicator
    points: tuple[Point, ...]
    breakdown: str = ""
    band: str = ""
    missing: str = ""

    @property
    def latest(self) -> Point | None:
        """The newest figure that is known; else the newest of all."""
        known = [point for point in self.points if point.figure.state == FigureState.KNOWN]
        there = known or list(self.points)
        return there[-1] if there else None

    def change(self) -> Choice:
        """More than usual variation, or not, over the periods since the last break; or why that cannot be told yet."""
        since = max((n for n, point in enumerate(self.points) if point.break_before), default=0)
        return changing(self.indicator, [point.figure for point in self.points[since:]])


def indicators_for(area: Area) -> dict[str, Indicator]:
    """The built-in indicators, then the area's own that are in use."""
    own = OwnIndicator.objects.filter(area=area, withdrawn_on=None)
    return indicators() | {each.code: each.indicator for each in own}


def places_for(area: Area) -> dict[Level, str]:
    """The area's own code, and those it is compared with. An area that is no council of England has only itself."""
    here = councils().get(area.gss_code)
    if here is None:
        return {Level.AREA: area.gss_code}
    found = {
        Level.AREA: here.gss,
        Level.NEIGHBOURS: here.gss,
        Level.REGION: here.region,
        Level.ENGLAND: ENGLAND,
        Level.ICB: here.icb,
    }
    return {level: code for level, code in found.items() if code}


def figures_for(area: Area, *codes: str, audience: Audience = Audience.PUBLIC) -> QuerySet[IndicatorFigure]:
    """The newest release of every figure of the area and of its comparators, for these indicators or for all.

    What was counted in a return is there only for whoever works in the area, and only its own.
    """
    places = places_for(area)
    found = IndicatorFigure.objects.filter(place__in=set(places.values()), level__in=set(places), superseded_by=None)
    found = found.filter(Q(source__area=None) | Q(source__area=area), source__withdrawn_on=None)
    found = found.exclude(Q(source__area=None) & Exists(_instead_for(area)))
    theirs = Q(source__person_level=False)
    if audience is not Audience.PUBLIC:
        theirs |= Q(source__person_level=True, source__publication=own_publication(area))
    found = found.filter(theirs)
    found = found.filter(code__in=codes) if codes else found
    return found.select_related("source", "revises__source").order_by("period_end", "pk")


def _instead_for(area: Area) -> QuerySet[IndicatorFigure]:
    """What a release that the area loaded says instead of a figure that comes with Golden Thread."""
    same = {name: OuterRef(name) for name in (*KEY, "source__publication")}
    return IndicatorFigure.objects.filter(
        **same, superseded_by=None, source__area=area, source__withdrawn_on=None, source__person_level=False
    )


def own_publication(area: Area) -> str:
    """Under which name the figures of the area's own returns are filed."""
    return f"{KIND}:{area.slug}"


def _shown(rows: QuerySet[IndicatorFigure], area: Area, audience: Audience) -> list[IndicatorFigure]:
    """The rows as that audience may see them: an analyst all, others in the area without small counts of a return."""
    found = list(rows)
    if audience is not Audience.AREA:
        return found
    theirs = {(each.code, each.period) for each in found if each.source.person_level}
    telling = _that_tell(area, theirs) if theirs else set()
    return [concealed(each, telling) if each.source.person_level else each for each in found]


def _that_tell(area: Area, wanted: Collection[tuple[str, str]]) -> set[Group]:
    """Which figures of a return give a small count away, among all that are counted over the same rows."""
    every = indicators_for(area)
    over = {base for code, _ in wanted if (base := _base(every, code))}
    codes = [code for code in every if _base(every, code) in over]
    rows = figures_for(area, *codes, audience=Audience.AREA).filter(source__person_level=True)
    return groups_that_tell(rows.filter(period__in={period for _, period in wanted}), every)


def _base(every: Mapping[str, Indicator], code: str) -> str:
    source = every[code].person_level if code in every else None
    return source.base if source else ""


def returns_in_use(area: Area) -> list[Release]:
    """The accepted return of each collection year, the oldest first: of two, the one of more tables, then the newer."""
    chosen: dict[int, Release] = {}
    for release in datasets.in_use(area, KIND):
        there = chosen.get(release.year or 0)
        if there is None or len(release.table_names) > len(there.table_names):
            chosen[release.year or 0] = release
    return [chosen[year] for year in sorted(chosen)]


def revisions_of_own(area: Area) -> dict[str, int]:
    """The revision of each indicator of the area's own that is in use."""
    return dict(OwnIndicator.objects.filter(area=area, withdrawn_on=None).values_list("code", "revision"))


def own_indicators(area: Area) -> list[OwnIndicator]:
    """Every indicator that the area defined, withdrawn ones too."""
    return list(OwnIndicator.objects.filter(area=area))


def own_called(area: Area, code: str) -> OwnIndicator | None:
    """One of the area's own indicators."""
    return OwnIndicator.objects.filter(area=area, code=code).select_related("area").first()


def source_of(publication: str, release: str, area: Area | None = None) -> FigureSource | None:
    """The release, where its figures were loaded; of one area, where it loaded the release itself."""
    found = FigureSource.objects.filter(publication=publication, release=release, area=area)
    return (found if area else found.filter(figures__isnull=False)).first()


def given_way(area: Area, release: str, periods: Iterable[str]) -> list[tuple[str, str, str, str]]:
    """What earlier editions of the area's return said of these periods: code, period, breakdown and band."""
    found = IndicatorFigure.objects.filter(
        source__publication=own_publication(area), superseded_by=None, period__in=list(periods)
    )
    rows = found.exclude(source__release=release).order_by("pk")
    return list(rows.values_list("code", "period", "breakdown", "band"))


def trend(
    area: Area, indicator: Indicator, *, breakdown: str = "", band: str = "", audience: Audience = Audience.PUBLIC
) -> Trend:
    """One indicator of the area through time; of one band where a breakdown is named."""
    rows = figures_for(area, indicator.code, audience=audience).filter(breakdown=breakdown, band=band)
    points = _points(indicator, _shown(rows, area, audience))
    missing = "" if points else f"No figure of {area} has been loaded for this indicator."
    return Trend(area, indicator, points, breakdown, band, missing)


def trends(
    area: Area, *, chosen: Mapping[str, Indicator] | None = None, audience: Audience = Audience.PUBLIC
) -> list[Trend]:
    """Every indicator of the area through time, in the order of their groups; those without a figure too."""
    wanted = chosen if chosen is not None else indicators_for(area)
    by_code: dict[str, list[IndicatorFigure]] = defaultdict(list)
    for figure in _shown(figures_for(area, *wanted, audience=audience).filter(breakdown=""), area, audience):
        by_code[figure.code].append(figure)
    return [
        Trend(area, each, points, missing="" if points else f"No figure of {area} has been loaded for this indicator.")
        for each in wanted.values()
        for points in [_points(each, by_code[each.code])]
    ]


def latest(area: Area, *, audience: Audience = Audience.PUBLIC) -> list[Trend]:
    """A profile: for each indicator its newest figure alone, with its comparators of the same period."""
    found = []
    for each in trends(area, audience=audience):
        newest = each.latest
        found.append(Trend(area, each.indicator, (newest,) if newest else (), missing=each.missing))
    return found


def read_at_once(found: Iterable[Trend]) -> Alarms:
    """Of all these indicators that can be charted: which show more than usual variation, and how many would by chance."""
    charts = [(each.indicator.title, each.change().chart) for each in found]
    return read_together((title, chart) for title, chart in charts if chart)


def breakdowns_of(area: Area, indicator: Indicator, *, audience: Audience = Audience.PUBLIC) -> list[Breakdown]:
    """The breakdowns for which the area has figures."""
    there = (
        figures_for(area, indicator.code, audience=audience)
        .exclude(breakdown="")
        .values_list("breakdown", flat=True)
        .distinct()
    )
    held = set(there.order_by())
    return [breakdown for breakdown in Breakdown if str(breakdown) in held]


def latest_by_band(
    area: Area, indicator: Indicator, breakdown: Breakdown, *, audience: Audience = Audience.PUBLIC
) -> list[Trend]:
    """The newest period broken down, band by band in their order."""
    by_band: dict[str, list[IndicatorFigure]] = defaultdict(list)
    rows = figures_for(area, indicator.code, audience=audience).filter(breakdown=str(breakdown))
    for figure in _shown(rows, area, audience):
        by_band[figure.band].append(figure)
    found = [
        Trend(area, indicator, _points(indicator, by_band[band])[-1:], str(breakdown), band)
        for band in bands_in_order(breakdown)
        if band in by_band
    ]
    newest = max((each.points[0].figure.period_end for each in found if each.points), default=date.min)
    return [each for each in found if each.points and each.points[0].figure.period_end == newest]


def by_band(area: Area, chosen: Mapping[str, Indicator], *, audience: Audience = Audience.PUBLIC) -> list[Trend]:
    """Everything that is broken down, for these indicators: a trend for each band."""
    found: dict[tuple[str, str, str], list[IndicatorFigure]] = defaultdict(list)
    for figure in _shown(figures_for(area, *chosen, audience=audience).exclude(breakdown=""), area, audience):
        found[figure.code, figure.breakdown, figure.band].append(figure)
    every = [
        Trend(area, chosen[code], _points(chosen[code], rows), breakdown, band)
        for (code, breakdown, band), rows in found.items()
    ]
    return [each for each in every if each.points]


def from_both(
    area: Area, indicator: Indicator, *, audience: Audience = Audience.PUBLIC
) -> list[tuple[IndicatorFigure, IndicatorFigure]]:
    """Periods for which the area's figure is known from two sources: the preferred one, and the other."""
    by_period: dict[str, list[IndicatorFigure]] = defaultdict(list)
    rank = _preference(indicator)
    rows = figures_for(area, indicator.code, audience=audience)
    for figure in _shown(rows.filter(breakdown="", level__in=(Level.AREA, Level.ICB)), area, audience):
        by_period[figure.period].append(figure)
    pairs = [sorted(each, key=rank) for each in by_period.values() if len(each) > 1]
    return [(first, second) for first, second, *_ in pairs]


def reconciliation(area: Area, indicator: Indicator, *, audience: Audience) -> list[Reconciled]:
    """Every figure that is published and counted in the area's own return too, the newest period first."""
    rank = _preference(indicator)
    found: dict[tuple[str, str, str], tuple[list[IndicatorFigure], list[IndicatorFigure]]] = {}
    rows = figures_for(area, indicator.code, audience=audience).filter(level=Level.AREA)
    for figure in _shown(rows, area, audience):
        both = found.setdefault((figure.period, figure.breakdown, figure.band), ([], []))
        both[figure.source.person_level].append(figure)
    pairs = [reconciled(indicator, min(theirs, key=rank), own[0]) for theirs, own in found.values() if theirs and own]
    return sorted(pairs, key=_as_shown)


def _as_shown(both: Reconciled) -> tuple[int, str, int]:
    """The newest first; then each breakdown, its bands in the order in which they are shown."""
    own = both.own
    bands = bands_in_order(Breakdown(own.breakdown)) if own.breakdown else ()
    return (
        -span_of(own.period)[1].toordinal(),
        own.breakdown,
        bands.index(own.band) if own.band in bands else len(bands),
    )


def reasons_to_differ(area: Area, indicator: Indicator, found: Sequence[Reconciled]) -> tuple[str, ...]:
    """What is known of why the published figures and those of the return differ; nothing where they do not."""
    source = indicator.person_level
    made_up = any(each.made_up for each in returns_in_use(area))
    return tuple(known_reasons(indicator, bases()[source.base] if source else None, found, made_up=made_up))


def _points(indicator: Indicator, rows: Iterable[IndicatorFigure]) -> tuple[Point, ...]:
    """Figures put beside one another, period by period; of two sources the preferred one."""
    rank = _preference(indicator)
    found: dict[str, dict[Level, IndicatorFigure]] = defaultdict(dict)
    for figure in rows:
        there = found[figure.period].get(Level(figure.level))
        if there is None or rank(figure) < rank(there):
            found[figure.period][Level(figure.level)] = figure
    points: list[Point] = []
    for levels in sorted(found.values(), key=lambda each: next(iter(each.values())).period_end):
        own = levels.get(Level.AREA) or levels.get(Level.ICB)
        if own is not None:
            beside = {level: levels[level] for level in COMPARATORS if level in levels}
            points.append(Point(own, beside, _break(indicator, points, own)))
    return tuple(points)


def _preference(indicator: Indicator) -> Callable[[IndicatorFigure], tuple[int, int]]:
    """What is published before what was counted in a return, what is known before what is not, then as it is declared."""
    order = [source.publication for source in indicator.published]

    def rank(figure: IndicatorFigure) -> tuple[int, int]:
        publication = figure.source.publication
        place = order.index(publication) if publication in order else len(order)
        return 2 if figure.source.person_level else figure.state != FigureState.KNOWN, place

    return rank


def _break(indicator: Indicator, before: list[Point], figure: IndicatorFigure) -> str:
    """Why this figure must not be compared with the one before it."""
    if not before:
        return ""
    earlier = before[-1].figure
    for each in indicator.breaks:
        start = span_of(each.period)[0]
        if earlier.period_start < start <= figure.period_start:
            return each.why
    if earlier.source.publication != figure.source.publication:
        return f"Before it the figures are from another source: {earlier.source.title}."
    return ""
