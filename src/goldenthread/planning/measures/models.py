"""How will we know, from what start, and what has been observed?"""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q
from simple_history.models import HistoricalRecords

from goldenthread.analysis.due import read_period
from goldenthread.planning.strategy.models import Part
from goldenthread.thread.states import NodeKind

from .states import BaselineState, Direction, ObservationState, TargetKind, Unit


def number(**options: Any) -> models.DecimalField[Any, Any]:
    """A stated number, or nothing. Six decimal places; never a float."""
    return models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True, **options)


class Measure(Part):
    """A measure with its target and baseline as stated. Absent values are absent, never zero."""

    KIND = NodeKind.MEASURE

    title = models.CharField(max_length=300)
    wording = models.TextField("the question or statement as surveyed", blank=True)
    unit = models.CharField(max_length=20, choices=Unit)
    source = models.CharField(max_length=300, blank=True)
    frequency = models.CharField(max_length=100, blank=True)
    target_kind = models.CharField(max_length=30, choices=TargetKind)
    target_direction = models.CharField(max_length=10, choices=Direction, blank=True)
    target_value = number()
    target_comparator = models.CharField(max_length=300, blank=True)
    target_pace = models.CharField(max_length=100, blank=True)
    target_due = models.CharField(max_length=100, blank=True)
    baseline_state = models.CharField(max_length=20, choices=BaselineState)
    baseline_value = number()
    baseline_numerator = number()
    baseline_denominator = number()
    baseline_period = models.CharField(max_length=100, blank=True)
    baseline_source = models.CharField(max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta(Part.Meta):
        constraints: ClassVar = [
            *Part.Meta.constraints,
            CheckConstraint(
                name="known_baseline_has_a_value",
                condition=~Q(baseline_state=BaselineState.KNOWN) | Q(baseline_value__isnull=False),
                violation_error_message="A known baseline needs its value.",
            ),
            CheckConstraint(
                name="absolute_target_has_a_value",
                condition=~Q(target_kind=TargetKind.ABSOLUTE) | Q(target_value__isnull=False),
                violation_error_message="A target to reach a stated value needs that value.",
            ),
        ]

    @property
    def label(self) -> str:
        """Its title."""
        return self.title


class Observation(models.Model):
    """One value of a measure for one period. Percentages keep numerator and denominator where they are known."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="observations")
    period = models.CharField(max_length=100)
    period_start = models.DateField(null=True, blank=True, editable=False)
    period_end = models.DateField(null=True, blank=True, editable=False)
    value = number()
    numerator = number()
    denominator = number()
    comparator = number()
    state = models.CharField(max_length=20, choices=ObservationState, default=ObservationState.KNOWN)
    note = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    provisional = models.BooleanField(default=False)
    break_before = models.TextField("why it must not be compared with earlier values", blank=True)
    position = models.PositiveIntegerField(default=0)
    history = HistoricalRecords()

    class Meta:
        ordering = ("period_end", "position", "pk")
        constraints: ClassVar = [
            CheckConstraint(
                name="known_observation_has_a_value",
                condition=~Q(state=ObservationState.KNOWN) | Q(value__isnull=False),
                violation_error_message="Enter the value, or say why there is none.",
            ),
            CheckConstraint(
                name="denominator_is_not_zero",
                condition=Q(denominator__isnull=True) | ~Q(denominator=Decimal(0)),
                violation_error_message="The denominator cannot be zero.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period}: {self.value if self.value is not None else self.get_state_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the period's dates in step with its wording, for sorting."""
        period = read_period(self.period)
        self.period_start, self.period_end = period.start, period.end
        super().save(*args, **kwargs)
