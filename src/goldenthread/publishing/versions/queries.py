"""Which versions of an area's strategy were published, and what did each say?"""

from __future__ import annotations

from django.db.models import QuerySet

from goldenthread.partnership.models import Area
from goldenthread.publishing.packs.format import Pack

from .models import Version


def versions(area: Area) -> QuerySet[Version]:
    """Every published version, newest first, without its content."""
    return Version.objects.filter(area=area).select_related("published_by").defer("content")


def version(area: Area, number: int) -> Version | None:
    """One version, or None."""
    return Version.objects.filter(area=area, number=number).first()


def pack_of_version(published: Version) -> Pack:
    """What the version says."""
    return Pack.model_validate(published.content)
