"""What opens the lake: counting the returns in use, protected before anything is kept."""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import Any

from django.conf import settings
from django_tasks import task

from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area
from goldenthread.partnership.policies import Refused
from goldenthread.partnership.queries import area_by_slug, who_asked
from goldenthread.understanding.datasets.actions import open_release
from goldenthread.understanding.datasets.kinds.councils import councils
from goldenthread.understanding.datasets.lake.census import census_date
from goldenthread.understanding.datasets.lake.keeping import Damaged
from goldenthread.understanding.datasets.models import Release
from goldenthread.understanding.datasets.reading.staged import workbench
from goldenthread.understanding.indicators.computing.returned import NotOfThisArea, Returned, returned

from . import actions, policies, queries
from .computing.kept import as_json
from .computing.protecting import TooFew, protected
from .computing.rows import counting, with_establishments
from .definitions.registry import counted
from .models import Prepared


def prepare(*, area: Area, by: AnyActor, purpose: str, again: bool = False) -> list[Prepared]:
    """Prepare every return in use that is not prepared yet, or all of them `again`. Nothing is opened where all is done.

    Not one transaction: that rows of children were read stays in the log, whatever comes of the counting.
    """
    policies.check_can_prepare(by, area)
    policies.check_purpose(purpose)
    policies.check_there_is_a_return(area, queries.returns(area))
    releases = queries.returns(area) if again else queries.to_prepare(area)
    return [_prepare(area, release, by, purpose) for release in releases]


@task()
def prepare_later(area_slug: str, person_id: str, name: str, at: str, purpose: str) -> None:
    """Prepare every return in use, done already or not. Twice does no harm."""
    area = area_by_slug(area_slug)
    by = who_asked(area, person_id, name, datetime.fromisoformat(at)) if area else None
    if area is None or by is None:
        return
    try:
        prepare(area=area, by=by, purpose=purpose, again=True)
    except Refused as refusal:
        actions.say_why_not(area=area, by=by, why=str(refusal))


def _prepare(area: Area, release: Release, by: AnyActor, purpose: str) -> Prepared:
    with workbench() as engine:
        try:
            given = _opened(area, release, engine, by, purpose)
        except (NotOfThisArea, Damaged) as fault:
            raise Refused(str(fault)) from fault
        content = {code: _kept(engine, given, code, area) for code in counted()}
    return actions.keep(release=release, census=given.census, content=content, by=by, purpose=purpose)


def _opened(area: Area, release: Release, engine: Any, by: AnyActor, purpose: str) -> Returned:
    council = councils()[area.gss_code].dfe if area.gss_code in councils() else ""
    tables = open_release(release=release, engine=engine, by=by, purpose=purpose)
    year = release.year or 0
    given = returned(release.lake_id, year, tables, council=council, census=census_date(year))
    listed = queries.establishments(area)
    if listed is None:
        return given
    found = open_release(release=listed, engine=engine, by=by)
    return with_establishments(given, found["establishments"])


def _kept(engine: Any, given: Returned, code: str, area: Area) -> dict[str, Any]:
    found = counting(engine, given, counted()[code], area.gss_code, _key(area))
    kept: dict[str, Any] = {"kept": None, "why": found.why, "cannot": dict(found.cannot or {})}
    if found.why:
        return kept
    try:
        return kept | {"kept": as_json(protected(found.dimensions, found.rows))}
    except TooFew as fault:
        return kept | {"why": f"It is not shown: {fault}."}


def _key(area: Area) -> bytes:
    """A key of the explorer's own for each area, out of the one that is kept outside the database."""
    return hmac.new(settings.PSEUDONYM_KEY.encode(), f"explorer:{area.slug}".encode(), "sha256").digest()
