"""What is needed, and on which figures does that rest?"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from goldenthread.thread.models import Node
from goldenthread.thread.states import NodeKind


class Evidence(Node):
    """A finding that a strategy cites."""

    KIND = NodeKind.EVIDENCE

    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta(Node.Meta):
        verbose_name_plural = "evidence"

    @property
    def label(self) -> str:
        """Its title."""
        return self.title


class CitedFigure(models.Model):
    """One number exactly as the strategy states it; `words` where it states only that something rose or fell."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="figures")
    label = models.CharField(max_length=300)
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    unit = models.CharField(max_length=20)
    words = models.CharField(max_length=300, blank=True)
    period = models.CharField(max_length=100, blank=True)
    geography = models.CharField(max_length=300, blank=True)
    numerator = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.label


class Need(Node):
    """A need of children and young people in the area that the evidence shows."""

    KIND = NodeKind.NEED

    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    history = HistoricalRecords()

    @property
    def label(self) -> str:
        """Its title."""
        return self.title
