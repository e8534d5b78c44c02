"""Which measures does an area hold, with what values?"""

from __future__ import annotations

from django.db.models import QuerySet

from goldenthread.partnership.models import Area

from .models import Measure, Observation


def measures(area: Area) -> QuerySet[Measure]:
    """The area's measures in order, with their observations."""
    rows = Measure.objects.filter(area=area, withdrawn_on__isnull=True)
    return rows.select_related("strategy").prefetch_related("observations")


def measure_by_key(area: Area, key: str) -> Measure | None:
    """One measure, or None."""
    return Measure.objects.filter(area=area, key=key).select_related("area", "strategy").first()


def observations_of(measure: Measure) -> QuerySet[Observation]:
    """What has been recorded of a measure, in the order of its periods."""
    return measure.observations.all()
