"""What takes long: counting every indicator in the area's own returns, and reading them out of published releases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django_tasks import task

from goldenthread.partnership.actors import Actor, AnyActor
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import Refused
from goldenthread.partnership.queries import area_by_slug, who_asked
from goldenthread.understanding.datasets.actions import open_release
from goldenthread.understanding.datasets.kinds.councils import councils
from goldenthread.understanding.datasets.kinds.coverage import newest_of
from goldenthread.understanding.datasets.lake.census import census_date
from goldenthread.understanding.datasets.lake.engines import EngineMissing, counting_engine
from goldenthread.understanding.datasets.lake.keeping import Damaged
from goldenthread.understanding.datasets.lake.registers import ESTABLISHMENTS as REGISTER
from goldenthread.understanding.datasets.lake.registers import establishments_of
from goldenthread.understanding.datasets.models import Release
from goldenthread.understanding.datasets.queries import registers_in_use
from goldenthread.understanding.datasets.reading.staged import workbench

from . import policies, queries
from .actions import Loaded, load_published, load_returns, say_why_not
from .computing import released, returned
from .computing.establishments import settings_of
from .computing.figures import Worked
from .computing.periods import UnreadPeriod
from .computing.person_level import ESTABLISHMENTS
from .computing.released import Given, Lake
from .definitions.registry import publications
from .definitions.schema import Indicator
from .queries import from_releases


def compute_returns(*, area: Area, by: AnyActor, purpose: str) -> list[Loaded]:
    """Count every indicator in the returns in use, and take the figures in, each year's from its own release.

    Not one transaction: that rows of children were read stays in the log, whatever comes of the counting. Nothing is
    opened where every return was counted already under the definitions of today.
    """
    policies.check_can_compute(by, area)
    releases = queries.returns_in_use(area)
    policies.check_there_is_a_return(area, releases)
    indicators = queries.indicators_for(area)
    register = registers_in_use(area).get(REGISTER, "")
    mark = returned.edition(indicators, queries.revisions_of_own(area), register)
    names = {each.lake_id: f"{each.lake_id}.{mark}" for each in releases}
    known = [queries.source_of(queries.own_publication(area), name) for name in names.values()]
    done = [Loaded(source, 0, source.figures.count(), 0) for source in known if source]
    if len(done) == len(releases):
        return done
    found = _count(area, releases, indicators, by, purpose, register)
    counted = [(each, names[each.lake_id], found[each.lake_id]) for each in releases]
    return load_returns(area=area, found=counted, by=by, purpose=purpose)


def _count(
    area: Area,
    releases: Sequence[Release],
    indicators: Mapping[str, Indicator],
    by: AnyActor,
    purpose: str,
    register: str,
) -> dict[str, list[Worked]]:
    council = councils()[area.gss_code].dfe if area.gss_code in councils() else ""
    try:
        with counting_engine(settings.LAKE_ENGINE, settings.SPARK_MASTER) as engine:
            lake = Path(settings.LAKE)
            schools = {ESTABLISHMENTS: settings_of(establishments_of(lake, register, engine))} if register else {}
            given = [
                returned.returned(
                    each.lake_id,
                    each.year or 0,
                    open_release(release=each, engine=engine, by=by, purpose=purpose) | schools,
                    council=council,
                    census=census_date(each.year or 0),
                )
                for each in releases
            ]
            return returned.figures_of(engine, given, area.gss_code, indicators, queries.own_publication(area))
    except (returned.NotOfThisArea, Damaged, EngineMissing) as fault:
        raise Refused(str(fault)) from fault


# --- published releases ---------------------------------------------------------------------------------------


def compute_published(*, area: Area, by: AnyActor, reason: str = "") -> list[Loaded]:
    """Work out every indicator that the area’s published releases in use feed, and take the figures in.

    Nothing is opened where every release was read already under the definitions of today.
    """
    policies.check_can_work_out(by, area)
    releases = from_releases.published_in_use(area)
    indicators = queries.indicators_for(area)
    unread = [_given(each, {}) for each in releases]
    names = {
        (each.release, key): f"to {newest_of(release.periods) or release.title}; {each.release[:8]}.{mark}"
        for release, each in zip(releases, unread, strict=True)
        for key in _publications_of(each.kind)
        for mark in [released.edition(indicators, key, unread)]
    }
    known = all(queries.source_of(key, name, area) for (_, key), name in names.items())
    figures = {} if known else _figures_of(area, releases, indicators, by)
    by_id = {each.lake_id: each for each in releases}
    found = [(by_id[lake_id], key, name, figures.get((lake_id, key), [])) for (lake_id, key), name in names.items()]
    return load_published(area=area, found=found, by=by, reason=reason)


def _publications_of(kind: str) -> list[str]:
    return [key for key, each in publications().items() if each.kind == kind]


def _given(release: Release, tables: Mapping[str, Any]) -> Given:
    periods = {table["name"]: tuple(table.get("periods", ())) for table in release.tables}
    return Given(release.lake_id, release.kind, tables, periods)


def _figures_of(
    area: Area, releases: Sequence[Release], indicators: Mapping[str, Indicator], by: AnyActor
) -> dict[tuple[str, str], list[Worked]]:
    """By release and publication. An area that is no council of England is in no publication."""
    if area.gss_code not in councils():
        return {}
    with workbench() as engine:
        try:
            given = [_given(each, open_release(release=each, engine=engine, by=by)) for each in releases]
            lake = Lake(given)
            return {
                (each.release, key): released.figures_of_release(each, key, lake, indicators, area.gss_code)
                for each in given
                for key in _publications_of(each.kind)
            }
        except (UnreadPeriod, Damaged) as fault:
            raise Refused(str(fault)) from fault


def when_use_changes(*, release: Release, by: AnyActor, **_: object) -> None:
    """A published release came into use or went out of it: work figures out in the background."""
    if release.person_level or not _publications_of(release.kind):
        return
    person = str(by.person.pk) if isinstance(by, Actor) else ""
    work_out.enqueue(str(release.area.slug), person, by.log_name, by.now.isoformat())


@task()
def work_out(area_slug: str, person_id: str, name: str, at: str, purpose: str = "") -> None:
    """Work figures out of what the area has in use: of its returns too where a purpose is named. Twice does no harm."""
    area = area_by_slug(area_slug)
    by = who_asked(area, person_id, name, datetime.fromisoformat(at)) if area else None
    if area is None or by is None:
        return
    try:
        if purpose:
            compute_returns(area=area, by=by, purpose=purpose)
        else:
            compute_published(area=area, by=by)
    except Refused as refusal:
        say_why_not(area=area, by=by, why=str(refusal))
