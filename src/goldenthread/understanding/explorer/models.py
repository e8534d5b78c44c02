"""What was prepared for the explorer? Protected counts and nothing else: no count here may not be shown."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import UniqueConstraint
from simple_history.models import HistoricalRecords

from goldenthread.partnership.models import Area
from goldenthread.understanding.datasets.models import Release


class Prepared(models.Model):
    """What may be explored of one year's return: for each thing that is counted its protected counts, or why none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("collection year")
    census = models.DateField("reference date of the return")
    edition = models.CharField("edition of the definitions and of the list of establishments", max_length=32)
    content = models.JSONField("protected counts, by what is counted")
    prepared_on = models.DateField()
    prepared_by = models.CharField(max_length=300)
    history = HistoricalRecords(excluded_fields=["content"])

    class Meta:
        ordering: ClassVar = ["-year", "pk"]
        constraints: ClassVar = [UniqueConstraint(fields=("area", "year"), name="explorer_one_return_a_year")]

    def __str__(self) -> str:
        return f"The explorer of {self.area}, {self.year}"
