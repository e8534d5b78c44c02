"""Which versions of the strategy were published, and exactly what did each say?"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import UniqueConstraint

from goldenthread.accounts.models import Person
from goldenthread.partnership.models import Area


class Frozen(TypeError):
    """Raised on any attempt to change or remove a published version."""


class Version(models.Model):
    """A published version: the whole strategy pack as it was, never changed afterwards."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=200, blank=True)
    note = models.TextField("what changed and why", blank=True)
    authority = models.CharField("on which decision's authority", max_length=300, blank=True)
    published_on = models.DateField()
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    content = models.JSONField()
    fingerprint = models.CharField(max_length=64)

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar = [UniqueConstraint(fields=("area", "number"), name="version_number_once")]

    def __str__(self) -> str:
        return f"Version {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        if not self._state.adding:
            raise Frozen("A published version is frozen. Publish a new one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise Frozen("A published version is frozen.")
