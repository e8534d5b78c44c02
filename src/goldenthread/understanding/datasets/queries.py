"""Which data sets does the area hold?"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from goldenthread.partnership.models import Area

from .kinds.coverage import Meeting, meeting
from .models import Arrival, Release
from .states import ArrivalState, ReleaseState


def releases(area: Area) -> Sequence[Release]:
    """Every release that the area ever read, newest first."""
    return list(Release.objects.filter(area=area).select_related("superseded_by"))


def held(area: Area) -> Sequence[Release]:
    """The releases whose rows are in the lake for this area."""
    return [release for release in releases(area) if release.state != ReleaseState.RETIRED]


def in_use(area: Area, kind: str, year: int | None = None) -> Sequence[Release]:
    """The accepted releases of a kind, newest collection first; of one year, where it is named."""
    found = Release.objects.filter(area=area, kind=kind, state=ReleaseState.ACCEPTED).order_by("-year", "-read_on")
    return list(found.filter(year=year) if year else found)


def meetings(release: Release) -> list[tuple[Release, Meeting]]:
    """The other releases of its kind (and collection year) that are in use, each with what the two have in common."""
    same = Release.objects.filter(
        area_id=release.area_id, kind=release.kind, year=release.year, state=ReleaseState.ACCEPTED
    )
    found = []
    for older in same.exclude(pk=release.pk):
        both = meeting(release.covers, older.covers)
        if release.person_level and release.table_names != older.table_names:
            continue  # a return with other tables is not another edition of this one
        if both.replaces or both.overlaps:
            found.append((older, both))
    return found


def release_called(area: Area, name: str) -> Release | None:
    """A release by its identifier, or by the first eight or more digits of it when they tell it from every other."""
    if len(name) < 8:
        return None
    found = Release.objects.filter(area=area, lake_id__startswith=name)[:2]
    return found[0] if len(found) == 1 else None


def arrivals(area: Area) -> Sequence[Arrival]:
    """What was dropped and has not become a release, newest first."""
    found = Arrival.objects.filter(area=area).exclude(state=ArrivalState.DONE)
    return list(found.select_related("brought_by"))


def arrival_by_id(arrival_id: UUID, area: Area | None = None) -> Arrival | None:
    """One arrival; of that area, where one is named (a page must name it, the reader in the background cannot)."""
    found = Arrival.objects.select_related("area", "brought_by", "release").filter(pk=arrival_id)
    return (found.filter(area=area) if area else found).first()


def release_by_id(area: Area, release_id: UUID) -> Release | None:
    """One release of the area."""
    return Release.objects.filter(area=area, pk=release_id).select_related("superseded_by").first()
