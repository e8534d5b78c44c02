"""Recording a value of a measure."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from django.db import transaction

from goldenthread.audit import log
from goldenthread.partnership.actors import AnyActor
from goldenthread.thread.policies import check_not_withdrawn
from goldenthread.thread.queries import locked

from . import policies
from .models import Measure, Observation


@transaction.atomic
def record_observation(
    *,
    measure: Measure,
    values: dict[str, Any],
    responsible: Set[int],
    by: AnyActor,
    reason: str = "",
    replaces: bool = True,
) -> Observation:
    """Record one value for one period. The same period again replaces it; row history keeps what it was.

    `values` are the fields of `Observation`. With `replaces` false a period that already has a value is refused:
    somebody else may just have recorded it.
    """
    measure = locked(measure)
    before = Observation.objects.filter(measure=measure, period=values["period"]).first()
    was = _plain(before) if before else ""
    observation = before or Observation(measure=measure, position=measure.observations.count())
    for name, value in values.items():
        setattr(observation, name, value)
    policies.check_can_record(by, measure, responsible)
    check_not_withdrawn(measure)
    policies.check_hangs_together(observation, measure.unit)
    policies.check_replaces(observation, was, replaces)
    observation.full_clean()
    observation.save()
    data = {"period": observation.period, "value": _plain(observation), "was": was}
    subject = log.Subject(measure.KIND, measure.pk, measure.title)
    log.record("recorded a value", subject, by=by, area=measure.area.slug, reason=reason, data=data)
    return observation


def _plain(observation: Observation) -> str:
    return f"{observation.value:f}" if observation.value is not None else observation.get_state_display()
