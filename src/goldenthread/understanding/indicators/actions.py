"""Figures are loaded into the ledger; an area defines an indicator of its own, changes it, or withdraws it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from django.db import connection, transaction

from goldenthread.audit import log
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import check_unchanged_since
from goldenthread.understanding.datasets import queries as datasets
from goldenthread.understanding.datasets.kinds.own_codes import with_own_codes
from goldenthread.understanding.datasets.kinds.registry import all_kinds
from goldenthread.understanding.datasets.models import Release

from . import policies, queries
from .computing.figures import NOT_AVAILABLE, Worked
from .computing.periods import span_of
from .computing.returned import KIND, nobody
from .computing.shipping import shipped
from .computing.standing import NOWHERE, standing
from .definitions.coded import faults_of_codes
from .definitions.registry import DefinitionFault, bases, checked, publications
from .definitions.schema import Indicator, Publication
from .models import FigureSource, IndicatorFigure, OwnIndicator
from .queries import from_releases

_key = attrgetter(*queries.KEY)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load changed."""

    source: FigureSource
    added: int
    there_already: int
    superseded: int
    revised: int = 0
    """Figures that say another number than an earlier release did."""


@transaction.atomic
def load_figures(
    *,
    publication: Publication,
    figures: Iterable[Worked],
    by: AnyActor,
    release: str = "",
    reason: str = "",
    person_level: bool = False,
    loaded_by: Release | None = None,
) -> Loaded:
    """Take the figures of one release into the ledger, all or none. Those that are there already change nothing.

    A figure of the same place, period and band from an earlier release is superseded, and stays to be read.
    `loaded_by`: the release of an area’s lake from which they are; they stand for that area alone.
    """
    policies.check_can_load_figures(by)
    source = _source(publication, release or publication.release, by, person_level, loaded_by)
    there = set(source.figures.values_list(*queries.KEY))
    every = list(figures)
    new = [each for each in every if _key(each) not in there]
    if not new:
        return Loaded(source, 0, len(every), 0)
    _write(new, source)
    superseded = 0 if loaded_by else _supersede(source)
    data = {"release": source.release, "figures": len(new), "superseded": superseded}
    subject = log.Subject("figure source", source.pk, str(source))
    area = by.area.slug if by.area else ""
    log.record("loaded figures", subject, by=by, area=area, reason=reason, data=data)
    return Loaded(source, len(new), len(every) - len(new), superseded)


def _source(
    publication: Publication, release: str, by: AnyActor, person_level: bool, loaded_by: Release | None
) -> FigureSource:
    source, _ = FigureSource.objects.get_or_create(
        publication=publication.key,
        release=release,
        area=loaded_by.area if loaded_by else None,
        defaults={
            "lake_id": loaded_by.lake_id if loaded_by else "",
            "title": publication.title,
            "publisher": publication.publisher,
            "licence": publication.licence,
            "address": publication.address,
            "published_on": publication.published_on,
            "note": publication.note,
            "loaded_at": by.now,
            "person_level": person_level,
        },
    )
    return source


def _write(figures: list[Worked], source: FigureSource) -> None:
    """One statement for all: `bulk_create` makes one of every 40 rows on SQLite, and takes four times as long."""
    table, dates = IndicatorFigure._meta.db_table, connection.ops.adapt_datefield_value
    columns = (*_SAME, "period_start", "period_end", "without_low", "without_high", "source_id")
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    holes = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {connection.ops.quote_name(table)} ({names}) VALUES ({holes})",  # noqa: S608  # our own names
            [
                (
                    *map(_plain, _same(each)),
                    *map(dates, span_of(each.period)),
                    *(each.without or (None, None)),
                    source.pk,
                )
                for each in figures
            ],
        )


_SAME = (
    *("code", "level", "place", "period", "breakdown", "band", "numerator", "denominator", "value", "lower", "upper"),
    *("method", "state", "why", "provisional", "lowest", "highest"),
)
_same = attrgetter(*_SAME)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value


def _supersede(source: FigureSource) -> int:
    """Figures of older releases of the same publication give way to this release's, where it has the same figure."""
    older = FigureSource.objects.filter(publication=source.publication, area=None).exclude(pk=source.pk)
    if not older.exists():
        return 0
    newest = {tuple(row[:-1]): row[-1] for row in source.figures.values_list(*queries.KEY, "pk")}
    given_way = 0
    for figure in IndicatorFigure.objects.filter(source__in=older, superseded_by=None):
        key = _key(figure)
        if key in newest:
            figure.superseded_by_id = newest[key]
            figure.save(update_fields=["superseded_by"])
            given_way += 1
    return given_way


@transaction.atomic
def load_shipped(*, by: AnyActor) -> list[Loaded]:
    """Take in the published figures that ship with Golden Thread, each from its own release."""
    by_source: dict[str, list[Worked]] = {}
    for figure in shipped():
        by_source.setdefault(figure.source, []).append(figure)
    reason = "Loaded the published figures that come with Golden Thread."
    loaded = [
        load_figures(publication=publications()[key], figures=found, by=by, reason=reason)
        for key, found in by_source.items()
    ]
    changed = {each.source.publication for each in loaded if each.added}
    theirs = FigureSource.objects.filter(publication__in=changed).exclude(area=None).order_by()
    for area in Area.objects.filter(pk__in=theirs.values("area")):
        _put_in_place(area, changed)
    return loaded


@transaction.atomic
def load_published(
    *, area: Area, found: Sequence[tuple[Release, str, str, list[Worked]]], by: AnyActor, reason: str = ""
) -> list[Loaded]:
    """Take in what the area’s published releases say: for each its publication, the name of the source, the figures.

    These are all that are in use: the figures of any other release of the area are withdrawn, and stay for what cites
    them. What comes with Golden Thread stands again where nothing else does. All or none; twice changes nothing.
    """
    policies.check_can_work_out(by, area)
    Area.objects.select_for_update().get(pk=area.pk)
    loaded = []
    for release, key, name, figures in found:
        told = {
            "title": release.title,
            "publisher": release.publisher,
            "licence": release.licence,
            "published_on": None,
        }
        publication = publications()[key].model_copy(update=told)
        loaded.append(
            load_figures(
                publication=publication, figures=figures, by=by, release=name, reason=reason, loaded_by=release
            )
        )
    kept = {each.source.pk for each in loaded}
    changed = {each.source.publication for each in loaded if each.added} | _withdraw(area, kept, by)
    _put_in_place(area, changed)
    return [replace(each, revised=each.source.figures.exclude(revises=None).count()) for each in loaded]


def _withdraw(area: Area, kept: Collection[int], by: AnyActor) -> set[str]:
    """The figures of what is no longer in use stand no more; of what is in use again, they do. Which publications changed."""
    changed = set()
    for source in FigureSource.objects.filter(area=area):
        if (source.pk in kept) == (source.withdrawn_on is None):
            continue
        source.withdrawn_on = None if source.pk in kept else by.today
        source.save(update_fields=["withdrawn_on"])
        changed.add(source.publication)
        verb = "took figures into use again" if source.pk in kept else "withdrew figures"
        subject, told = log.Subject("figure source", source.pk, str(source)), {"release": source.release}
        log.record(verb, subject, by=by, area=area.slug, data=told)
    return changed


def _put_in_place(area: Area, publications: Iterable[str]) -> None:
    """Which of the area’s figures stands, and which it revises."""
    for publication in publications:
        places, changed = standing(from_releases.candidates(area, publication)), []
        for figure in IndicatorFigure.objects.filter(source__area=area, source__publication=publication):
            now = places.get(figure.pk, NOWHERE)
            if (figure.superseded_by_id, figure.revises_id) != (now.superseded_by, now.revises):
                figure.superseded_by_id, figure.revises_id = now.superseded_by, now.revises
                changed.append(figure)
        IndicatorFigure.objects.bulk_update(changed, ["superseded_by", "revises"], batch_size=200)


@transaction.atomic
def load_returns(
    *, area: Area, found: Sequence[tuple[Release, str, list[Worked]]], by: AnyActor, purpose: str
) -> list[Loaded]:
    """Take in what was counted in returns, each year's figures from its own release: all or none."""
    policies.check_can_compute(by, area)
    loaded = []
    for release, name, figures in found:
        publication = Publication(
            key=queries.own_publication(area),
            kind=release.kind,
            title=str(release),
            publisher=f"{area}, its own return{' (made up)' if release.made_up else ''}",
            release=name,
            licence=release.licence,
            tables={},
        )
        every = [*figures, *_no_longer_there(area, name, figures)]
        loaded.append(load_figures(publication=publication, figures=every, by=by, reason=purpose, person_level=True))
    return loaded


def _no_longer_there(area: Area, release: str, figures: Sequence[Worked]) -> Iterator[Worked]:
    """Bands that an earlier edition of the return had and this one has not: nobody is in them any more."""
    first = {each.code: each for each in figures}
    there = {(each.code, each.period, each.breakdown, each.band) for each in figures}
    broken_down = {(each.code, each.breakdown) for each in figures}
    indicators = queries.indicators_for(area)
    periods = {each.period for each in figures}
    for code, period, breakdown, band in queries.given_way(area, release, periods):
        if code not in first or (code, period, breakdown, band) in there:
            continue
        source = first[code].source
        none = nobody(indicators[code], area.gss_code, period, source, breakdown, band)
        told = (code, breakdown) in broken_down
        why = "This return cannot say it."
        yield none if told else replace(none, numerator=None, value=None, state=NOT_AVAILABLE, why=why)


@transaction.atomic
def say_why_not(*, area: Area, by: AnyActor, why: str) -> None:
    """Write down that figures were to be worked out, and why that could not be done."""
    policies.check_can_work_out(by, area)
    log.record("could not work figures out", log.Subject("area", area.pk, str(area)), by=by, area=area.slug, reason=why)


def _checked(area: Area, definition: dict[str, Any]) -> Indicator:
    """As a built-in one is checked, and its codes against the lists of returns with the area's own codes in them."""
    indicator = checked(definition, where="own indicator")
    if indicator.person_level:
        kind = with_own_codes(all_kinds()[KIND], datasets.own_codes_of(area))
        if faults := list(faults_of_codes(indicator, bases()[indicator.person_level.base], kind)):
            raise DefinitionFault(f"{indicator.code}: {' '.join(words for _, words in faults)}", faults)
    return indicator


@transaction.atomic
def define_indicator(*, area: Area, definition: dict[str, Any], by: AnyActor, reason: str = "") -> OwnIndicator:
    """Add an indicator of the area's own. Raises `DefinitionFault` where a built-in one would be refused."""
    policies.check_can_define(by, area)
    indicator = _checked(area, definition)
    policies.check_code_is_free(area, indicator.code)
    own = OwnIndicator(area=area, code=indicator.code, definition=indicator.model_dump(mode="json"))
    own.full_clean()
    own.save()
    _record("defined an indicator", own, by, reason)
    return own


@transaction.atomic
def revise_indicator(
    *, own: OwnIndicator, definition: dict[str, Any], opened: int, by: AnyActor, reason: str = ""
) -> OwnIndicator:
    """Put a definition right; row history keeps what it was. Its code stays: figures are filed under it."""
    current = OwnIndicator.objects.select_for_update().select_related("area").get(pk=own.pk)
    policies.check_can_define(by, current.area)
    policies.check_not_withdrawn(current)
    check_unchanged_since(current, opened)
    indicator = _checked(current.area, {**definition, "code": current.code})
    new = indicator.model_dump(mode="json")
    changed = sorted(name for name in new if new[name] != current.definition.get(name))
    if not changed:
        return current
    current.definition, current.revision = new, current.revision + 1
    current.full_clean()
    current.save()
    _record("revised an indicator", current, by, reason, changed=changed)
    return current


@transaction.atomic
def withdraw_indicator(*, own: OwnIndicator, by: AnyActor, reason: str) -> OwnIndicator:
    """Stop using it; its figures stay to be read."""
    current = OwnIndicator.objects.select_for_update().select_related("area").get(pk=own.pk)
    policies.check_can_define(by, current.area)
    policies.check_not_withdrawn(current)
    current.withdrawn_on, current.revision = by.today, current.revision + 1
    current.save()
    _record("withdrew an indicator", current, by, reason)
    return current


def _record(verb: str, own: OwnIndicator, by: AnyActor, reason: str, **data: Any) -> None:
    subject = log.Subject("indicator", own.pk, str(own))
    log.record(verb, subject, by=by, area=own.area.slug, reason=reason, data={"code": own.code, **data})
