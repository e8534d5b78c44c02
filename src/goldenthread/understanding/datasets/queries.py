"""Which data sets does the area hold?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from goldenthread.audit.models import Event
from goldenthread.audit.queries import events_about
from goldenthread.partnership.models import Area

from .kinds.coverage import Meeting, meeting
from .kinds.own_codes import OwnCode
from .lake.registers import REGISTERS
from .models import AreaCode, Arrival, Release
from .states import CHANGEABLE, READABLE, TRANSITIONS, ArrivalState, ReleaseState


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


def acceptance(release: Release) -> Event | None:
    """The event in which somebody put it to use, the newest where it was put to use again."""
    verb = next(way.verb for way in TRANSITIONS if way.target == ReleaseState.ACCEPTED)
    return events_about(release.area.slug, release.pk).filter(verb=verb).first()


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


def area_codes(area: Area, *, retired: bool = False) -> Sequence[AreaCode]:
    """The codes that the area added to lists of codes; with `retired`, those too that it took out again."""
    found = AreaCode.objects.filter(area=area)
    return list(found if retired else found.filter(retired_on=None))


def own_codes_of(area: Area) -> list[OwnCode]:
    """The codes of the area's own that its next return is checked against."""
    return [each.as_own for each in area_codes(area)]


def area_code_by_id(area: Area, code_id: UUID) -> AreaCode | None:
    """One code of the area's own."""
    return AreaCode.objects.filter(area=area, pk=code_id).first()


def code_before(code: AreaCode) -> dict[str, Any] | None:
    """What the code was before its last change; None where it was never changed."""
    last = list(code.history.order_by("-history_date", "-history_id")[:2])
    return {name: getattr(last[1], name) for name in CHANGEABLE} if len(last) == 2 else None


def codes_seen(area: Area) -> list[dict[str, Any]]:
    """The codes in the area's returns that no declared list has, each with the `kind` and `year` of the return.

    Of several returns of one year the one in use counts, else the newest.
    """
    found: dict[tuple[str, int | None], Release] = {}
    for each in Release.objects.filter(area=area, person_level=True, state__in=READABLE).order_by("read_on", "pk"):
        known = found.get((each.kind, each.year))
        if known is None or known.state != ReleaseState.ACCEPTED or each.state == ReleaseState.ACCEPTED:
            found[each.kind, each.year] = each
    return [{**seen, "kind": kind, "year": year} for (kind, year), each in found.items() for seen in each.codes_seen]


def returns_in_use(area: Area) -> dict[int, str]:
    """Year → identifier, of the area's SEN2 returns in use, with which a return of the year after is compared."""
    found = Release.objects.filter(area=area, kind="sen2", state=ReleaseState.ACCEPTED, year__isnull=False)
    return {each.year: each.lake_id for each in found.order_by("accepted_on", "read_on", "pk") if each.year}


def registers_in_use(area: Area) -> dict[str, str]:
    """Kind → identifier, of the releases in use against which the settings of a return are checked."""
    found = Release.objects.filter(area=area, kind__in=REGISTERS, state=ReleaseState.ACCEPTED)
    return {each.kind: each.lake_id for each in found.order_by("accepted_on", "read_on", "pk")}
