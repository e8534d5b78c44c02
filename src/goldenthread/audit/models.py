"""What happened, in what order, and can we prove that nothing was altered?"""

from __future__ import annotations

import hashlib
import json
from typing import Any, NoReturn

from django.db import models

FIRST_HASH = "0" * 64
_HASHED = (
    "sequence",
    "at",
    "actor",
    "actor_id",
    "organisation",
    "area",
    "verb",
    "subject_kind",
    "subject_id",
    "subject",
    "reason",
    "authority",
    "data",
    "previous_hash",
)


class AppendOnly(TypeError):
    """Raised on any attempt to change or remove an event."""


class Event(models.Model):
    """One thing that somebody did. Text, not foreign keys: the log can neither block nor be altered by live data."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=150)
    actor_id = models.CharField(max_length=40, blank=True)
    organisation = models.CharField(max_length=300, blank=True)
    area = models.CharField(max_length=80, blank=True, db_index=True)
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40, db_index=True)
    subject = models.CharField(max_length=300)
    reason = models.TextField(blank=True)
    authority = models.CharField(max_length=300, blank=True)
    data = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("sequence",)

    def __str__(self) -> str:
        return f"{self.sequence}: {self.actor} {self.verb} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        if not self._state.adding:
            raise AppendOnly("An event cannot be changed. Record a new one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise AppendOnly("An event cannot be removed.")

    def computed_hash(self) -> str:
        """SHA-256 of every field but the hash itself, as canonical JSON; it covers the hash before it."""
        fields = {name: getattr(self, name) for name in _HASHED}
        fields["at"] = self.at and self.at.isoformat()  # None where what is stored is no moment: it was altered
        text = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


class ChainEnd(models.Model):
    """The last link of the chain: one row, locked while an event is added, so that two writers cannot fork it.

    It also gives away a log whose tail was cut off.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=FIRST_HASH)

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash[:8]}"
