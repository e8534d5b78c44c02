"""What does a report on an area between two days rest on?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db.models import Q

from goldenthread.audit.queries import events
from goldenthread.partnership.actors import LONDON
from goldenthread.partnership.models import Area
from goldenthread.planning.deliveryplan.models import UpdateRequest
from goldenthread.publishing.documents.edition import Edition, edition_of
from goldenthread.publishing.gaps.engine import gaps_in
from goldenthread.publishing.gaps.queries import gaps_of
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.queries import current_pack, held_since, pack_of
from goldenthread.publishing.versions.queries import pack_of_version, versions

from .basis import Asked, Basis, Before, GapCount
from .period import ONE_DAY, Bounds, Period, bounds

PREPARED = "prepared a progress report"
_LOOKED_BACK = 60


def bounds_of(area: Area, today: date) -> Bounds:
    """Which days a report on this area can tell of."""
    return bounds(current_pack(area), held_since(area), today)


def last_reported(area: Area, today: date) -> date | None:
    """The last day of the newest report that ended before today; None where there is none."""
    found = events(area.slug).filter(verb=PREPARED).values_list("data", flat=True)[:_LOOKED_BACK]
    ends = [date.fromisoformat(data["end"]) for data in found if "end" in data]
    return max((end for end in ends if end < today), default=None)


def boards(area: Area) -> tuple[pack.Board, ...]:
    """The boards that a report may be for."""
    return current_pack(area).boards


def basis_of(
    area: Area,
    period: Period,
    today: date,
    *,
    board: str = "",
    introduction: str = "",
    decisions: Sequence[str] = (),
    prepared_by: str = "",
) -> Basis:
    """Everything that the report is worked out from. The period must be one that `Bounds.faults` finds no fault with."""
    edition = edition_of(area, today, as_at=period.end)
    return Basis(
        edition=edition,
        period=period,
        before=_before(area, period, today),
        asked=_asked(area, period.end),
        gaps=_gaps(area, edition, today),
        board=next((each for each in edition.pack.boards if each.key == board), None),
        introduction=introduction,
        decisions=tuple(decisions),
        prepared_by=prepared_by,
    )


def _before(area: Area, period: Period, today: date) -> Before | None:
    """The day before the period where the strategy was held then; else the first state of it that is held."""
    held = min(held_since(area), today)
    day = period.start - ONE_DAY
    if day >= held:
        return Before(pack_of(area, _end_of(day)), day, f"how it stood at the end of {day.day} {day:%B %Y}", exact=True)
    first = versions(area).defer(None).last()
    if first is not None and first.published_on <= period.end:
        on = first.published_on
        name = f"version {first.number}, the first text held here, published on {on.day} {on:%B %Y}"
        return Before(pack_of_version(first), on, name, exact=False)
    if held < period.end:
        return Before(
            pack_of(area, _end_of(held)), held, f"the first text held here, of {held.day} {held:%B %Y}", exact=False
        )
    return None


def _gaps(area: Area, edition: Edition, today: date) -> tuple[GapCount, ...]:
    """Today's gap report; for a day that is past, what the strategy alone shows of it."""
    report = gaps_of(area, today) if edition.day == today else gaps_in(edition.pack, edition.day)
    return tuple(GapCount(each.rule.says, each.rule.weight, len(each.gaps)) for each in report.found)


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, LONDON)


def _asked(area: Area, day: date) -> tuple[Asked, ...]:
    """Requests made by that day and not answered by its end."""
    waiting = Q(answered_at__isnull=True) | Q(answered_at__gt=_end_of(day))
    open_ = Q(closed_on__isnull=True) | Q(closed_on__gt=day)
    rows = UpdateRequest.objects.filter(waiting, open_, area=area, asked_on__lte=day, expires_on__gte=day)
    return tuple(
        Asked(row.organisation.name if row.organisation else "", row.asked_on, row.due_on)
        for row in rows.select_related("organisation").order_by("due_on", "pk")
    )
