"""Which versions of an area's strategy were published, and what did each say?"""

from __future__ import annotations

from django.db.models import QuerySet

from goldenthread.audit.queries import kept_until_something_changes
from goldenthread.partnership.models import Area
from goldenthread.publishing.packs.changes import Change, changes_between
from goldenthread.publishing.packs.format import Pack
from goldenthread.publishing.packs.queries import current_pack

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


@kept_until_something_changes
def changes_since_newest(area: Area) -> tuple[Version | None, tuple[Change, ...]]:
    """The newest version, and everything that has changed since; nothing where none was published."""
    newest = Version.objects.filter(area=area).order_by("-number").first()
    return newest, changes_between(pack_of_version(newest), current_pack(area)) if newest else ()
