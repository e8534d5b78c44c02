"""Which links does this area hold?"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from goldenthread.partnership.models import Area

from .models import Link


def links(area: Area, as_at: datetime | None = None) -> QuerySet[Link]:
    """Every link of the area, as it stands or as it stood."""
    rows = Link.objects if as_at is None else Link.history.as_of(as_at)
    return rows.filter(area=area).order_by("position", "pk")


def links_of(area: Area, node_id: UUID) -> QuerySet[Link]:
    """Every link to or from one node."""
    return links(area).filter(Q(source_id=node_id) | Q(target_id=node_id))
