"""What does the needs assessment say, on which figures does it rest, and what does it recommend?

A pin is a copy. The figure that a sentence cites stays the cited one, whatever the ledger learns later.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from simple_history.models import HistoricalRecords

from goldenthread.partnership.models import Area
from goldenthread.understanding.indicators.states import FigureState, PlaceLevel
from goldenthread.understanding.models import CitedFigure, Need

from .states import AssessmentState


class Assessment(models.Model):
    """One needs assessment of an area. An agreed one is never changed: a later one supersedes it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="assessments")
    title = models.CharField(max_length=300)
    period = models.CharField("the time it is about", max_length=100, blank=True)
    source = models.CharField("what it rests on", max_length=300, blank=True)
    limits = models.TextField("what this cannot tell", blank=True)
    status = models.CharField(max_length=20, choices=AssessmentState, default=AssessmentState.DRAFT)
    agreed_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["-agreed_on", "pk"]
        constraints: ClassVar = [
            UniqueConstraint(fields=("area",), condition=Q(status="draft"), name="one_draft_assessment"),
            UniqueConstraint(fields=("area",), condition=Q(status="agreed"), name="one_agreed_assessment"),
            CheckConstraint(name="agreed_says_when", condition=Q(status="draft") | Q(agreed_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.title


class Section(models.Model):
    """One part of it: words that people write, the figures pinned in it, and the needs that it shows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="sections")
    position = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    source = models.CharField("where its words come from", max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class SectionNeed(models.Model):
    """A section shows a need: what is pinned in the section lies under the need, and so under its priorities."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="shows")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="shown_in")
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["need__position", "pk"]
        constraints: ClassVar = [UniqueConstraint(fields=("section", "need"), name="section_shows_need_once")]

    def __str__(self) -> str:
        return f"{self.section} shows {self.need}"


class Pin(models.Model):
    """A figure as it stood when it was pinned. `cited` is what the strategy said then, where it said something."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="pins")
    position = models.PositiveIntegerField(default=0)
    pinned_on = models.DateField()
    note = models.CharField("what to look at in it", max_length=300, blank=True)
    cited = models.ForeignKey(CitedFigure, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    replaced_by = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaces"
    )

    code = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    unit = models.CharField(max_length=20)
    per = models.PositiveIntegerField(default=1)
    level = models.CharField(max_length=12, choices=PlaceLevel)
    place = models.CharField(max_length=9)
    period = models.CharField(max_length=60)
    period_start = models.DateField()
    period_end = models.DateField()
    breakdown = models.CharField(max_length=40, blank=True)
    band = models.CharField(max_length=60, blank=True)
    numerator = models.FloatField(null=True, blank=True)
    denominator = models.FloatField(null=True, blank=True)
    value = models.FloatField(null=True, blank=True)
    lower = models.FloatField(null=True, blank=True)
    upper = models.FloatField(null=True, blank=True)
    method = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=20, choices=FigureState, default=FigureState.KNOWN)
    why = models.CharField(max_length=300, blank=True)
    provisional = models.BooleanField(default=False)
    publication = models.CharField(max_length=60)
    release = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    licence = models.CharField(max_length=200)
    published_on = models.DateField(null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            UniqueConstraint(
                fields=("section", "code", "level", "place", "period", "breakdown", "band", "publication", "release"),
                name="pinned_once_in_a_section",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.period}"


class Recommendation(models.Model):
    """What it asks the plan to take up. It is joined where a priority or an action addresses its need."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="recommendations")
    position = models.PositiveIntegerField(default=0)
    text = models.TextField()
    need = models.ForeignKey(Need, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    declined = models.TextField("why it was not taken up", blank=True)
    revision = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.text
