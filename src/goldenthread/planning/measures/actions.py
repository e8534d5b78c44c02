"""Recording a value of a measure."""

from __future__ import annotations

from collections.abc import Set

from django.db import transaction

from goldenthread.audit import log
from goldenthread.partnership.actors import AnyActor

from . import policies
from .models import Measure, Observation


@transaction.atomic
def record_observation(
    *, measure: Measure, observation: Observation, responsible: Set[int], by: AnyActor, reason: str = ""
) -> Observation:
    """Record one value for one period. The same period again replaces it; row history keeps what it was."""
    policies.check_can_record(by, measure, responsible)
    policies.check_hangs_together(observation, measure.unit)
    before = Observation.objects.filter(measure=measure, period=observation.period).first()
    observation.measure = measure
    observation.pk = before.pk if before else observation.pk
    observation._state.adding = before is None
    observation.position = before.position if before else measure.observations.count()
    observation.full_clean()
    observation.save()
    data = {"period": observation.period, "value": _plain(observation), "was": _plain(before) if before else ""}
    subject = log.Subject(measure.KIND, measure.pk, measure.title)
    log.record("recorded a value", subject, by=by, area=measure.area.slug, reason=reason, data=data)
    return observation


def _plain(observation: Observation) -> str:
    return f"{observation.value:f}" if observation.value is not None else observation.get_state_display()
