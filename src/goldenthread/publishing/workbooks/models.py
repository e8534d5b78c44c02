"""Which workbooks were brought in, and what did their owners answer?"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from goldenthread.accounts.models import Person
from goldenthread.partnership.models import Area


class WorkbookImport(models.Model):
    """A workbook on its way in. The original is kept, byte for byte, and can be had back whatever becomes of it.

    `answers` holds what was answered to the questions asked; `seen` is the fingerprint of the strategy that the
    preview compared with.
    """

    class State(models.TextChoices):
        PREVIEWED = "previewed", "Waiting to be accepted"
        ACCEPTED = "accepted", "Accepted"
        REFUSED = "refused", "Refused: it could not be read"
        ABANDONED = "abandoned", "Set aside"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("file name", max_length=200)
    original = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    brought_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    brought_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=State, default=State.PREVIEWED)
    answers = models.JSONField(default=dict)
    seen = models.CharField(max_length=64, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-brought_at", "pk"]

    def __str__(self) -> str:
        return self.name
