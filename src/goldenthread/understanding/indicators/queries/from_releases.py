"""Which published releases does the area have in use, and what did each of them give?"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Max, Q

from goldenthread.partnership.models import Area
from goldenthread.understanding.datasets import queries as datasets
from goldenthread.understanding.datasets.kinds.coverage import reach
from goldenthread.understanding.datasets.models import Release
from goldenthread.understanding.indicators.computing.released import without
from goldenthread.understanding.indicators.computing.standing import Candidate
from goldenthread.understanding.indicators.definitions.registry import publications
from goldenthread.understanding.indicators.definitions.schema import Level
from goldenthread.understanding.indicators.models import FigureSource, IndicatorFigure

from . import KEY, indicators_for, own_publication, places_for


def published_in_use(area: Area) -> list[Release]:
    """The accepted releases of published statistics that feed indicators, the one that reaches furthest first."""
    kinds = {each.kind for each in publications().values()}
    found = [release for kind in sorted(kinds) for release in datasets.in_use(area, kind) if not release.person_level]
    return sorted(found, key=lambda each: (reach(each.periods), each.accepted_on or each.read_on), reverse=True)


@dataclass(frozen=True, slots=True)
class ToldBy:
    """What a release gave: its sources, how many of its figures stand, what they revise, and what could not be told."""

    sources: tuple[FigureSource, ...]
    standing: int
    revised: tuple[IndicatorFigure, ...]
    wanting: tuple[tuple[str, str], ...]
    """The title of an indicator, and the data set that is missing for it."""


def told_by(area: Area, release: Release) -> ToldBy:
    """The figures of one release."""
    if release.person_level:
        sources = FigureSource.objects.filter(publication=own_publication(area), release__startswith=release.lake_id)
    else:
        sources = FigureSource.objects.filter(area=area, lake_id=release.lake_id, withdrawn_on=None)
    figures = IndicatorFigure.objects.filter(source__in=sources, superseded_by=None)
    revised = figures.filter(level__in=(Level.AREA, Level.ICB)).exclude(revises=None).select_related("revises__source")
    kinds = {each.kind for each in published_in_use(area)}
    mine = [key for key, each in publications().items() if each.kind == release.kind]
    every = indicators_for(area)
    wanting = {
        (every[code].title, publications()[missing].title)
        for key in mine
        for code, keys in without(every, key, kinds).items()
        for missing in keys
    }
    return ToldBy(tuple(sources), figures.count(), tuple(revised), tuple(sorted(wanting)))


def candidates(area: Area, publication: str) -> list[Candidate]:
    """Every figure of a publication that could stand for the area: its own releases’, and those that ship."""
    places = places_for(area)
    rows = IndicatorFigure.objects.filter(place__in=set(places.values()), level__in=set(places))
    rows = rows.filter(
        Q(source__area=area) | Q(source__area=None, superseded_by=None),
        source__publication=publication,
    ).order_by()
    reaches = {
        (source, code): end
        for source, code, end in rows.filter(breakdown="").values_list("source", "code").annotate(Max("period_end"))
    }
    return [
        Candidate(pk, tuple(key), value, reaches.get((source, key[2]), end), source, gone is not None)
        for pk, value, source, end, gone, *key in rows.values_list(
            "pk", "value", "source", "period_end", "source__withdrawn_on", *KEY
        )
    ]
