"""What does the strategy say it is for, and what does it seek?"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q, UniqueConstraint
from simple_history.models import HistoricalRecords

from goldenthread.partnership.models import Area
from goldenthread.thread.models import Node
from goldenthread.thread.states import NodeKind

from .states import ClauseKind, StrategyStatus


class Strategy(models.Model):
    """One strategy document of an area. One is principal; others are there because it rests on them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="strategies")
    key = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    principal = models.BooleanField(default=False)
    status = models.CharField(max_length=20, choices=StrategyStatus, default=StrategyStatus.DRAFT)
    period = models.CharField(max_length=100, blank=True)
    edition = models.CharField(max_length=200, blank=True)
    adopted = models.CharField(max_length=100, blank=True)
    review = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)
    url = models.URLField(blank=True)
    cite = models.CharField(max_length=80, blank=True)
    position = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "strategies"
        ordering = ("position", "pk")
        constraints: ClassVar = [
            UniqueConstraint(fields=("area", "key"), name="strategy_key_once"),
            UniqueConstraint(fields=("area",), condition=Q(principal=True), name="one_principal_strategy"),
        ]

    def __str__(self) -> str:
        return self.title


class Part(Node):
    """A node that belongs to one strategy."""

    strategy = models.ForeignKey(Strategy, on_delete=models.PROTECT, related_name="+")

    class Meta(Node.Meta):
        abstract = True


class Clause(Part):
    """Vision, principle, definition, commitment, dispute step and the like."""

    KIND = NodeKind.CLAUSE

    kind = models.CharField(max_length=30, choices=ClauseKind)
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    history = HistoricalRecords()

    @property
    def label(self) -> str:
        """Its title, or its words."""
        return self.title or self.text


class Theme(Part):
    """A heading under which things are grouped."""

    KIND = NodeKind.THEME

    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    history = HistoricalRecords()

    @property
    def label(self) -> str:
        """Its title."""
        return self.title


class Priority(Part):
    """What the partners have agreed to put first. `ref` is the document's own number."""

    KIND = NodeKind.PRIORITY

    ref = models.CharField("number", max_length=20, blank=True)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    history = HistoricalRecords()

    class Meta(Part.Meta):
        verbose_name_plural = "priorities"

    @property
    def label(self) -> str:
        """Its title."""
        return self.title


class Outcome(Part):
    """What should be different for children, young people and families."""

    KIND = NodeKind.OUTCOME

    ref = models.CharField("number", max_length=20, blank=True)
    text = models.TextField()
    history = HistoricalRecords()

    @property
    def label(self) -> str:
        """The words themselves."""
        return self.text
