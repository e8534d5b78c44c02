"""Keeping what was prepared of a return."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from goldenthread.audit import log
from goldenthread.partnership.actors import AnyActor
from goldenthread.partnership.models import Area
from goldenthread.understanding.datasets.models import Release

from . import policies, queries
from .models import Prepared


@transaction.atomic
def keep(*, release: Release, census: Any, content: dict[str, Any], by: AnyActor, purpose: str) -> Prepared:
    """Keep the protected counts of a return, in the place of those of an earlier one of the same year."""
    policies.check_can_prepare(by, release.area)
    policies.check_purpose(purpose)
    found = Prepared.objects.select_for_update().filter(area=release.area, year=release.year or 0).first()
    found = found or Prepared(area=release.area, year=release.year or 0)
    found.release, found.census, found.content, found.edition = release, census, content, queries.mark(release.area)
    found.prepared_on, found.prepared_by = by.today, by.log_name
    found.full_clean()
    found.save()
    subject = log.Subject("prepared return", found.pk, str(found))
    data = {"release": release.lake_id, "edition": found.edition}
    log.record(queries.PREPARED, subject, by=by, area=release.area.slug, reason=purpose, data=data)
    return found


@transaction.atomic
def say_why_not(*, area: Area, by: AnyActor, why: str) -> None:
    """Write down that returns were to be prepared, and why that could not be done."""
    policies.check_can_prepare(by, area)
    log.record(queries.NOT_PREPARED, log.Subject("area", area.pk, str(area)), by=by, area=area.slug, reason=why)
