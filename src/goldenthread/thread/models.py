"""What is a node of the thread, and how are two joined?

Links hold the nodes' identifiers without foreign keys, because nodes live in the stages above this app (decision
record 0004). Nothing is ever deleted: an item that leaves the strategy is withdrawn, so a link cannot dangle.
"""

from __future__ import annotations

import secrets
import time
import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import UniqueConstraint
from simple_history.models import HistoricalRecords

from goldenthread.partnership.models import Area

from .states import Basis, LinkKind, NodeKind


class Node(models.Model):
    """Anything that can be joined in the thread. `key` is unique among all the area's nodes (checked by actions)."""

    KIND: ClassVar[NodeKind]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    position = models.PositiveIntegerField(default=0)
    cite = models.CharField("where it was found", max_length=80, blank=True)
    families = models.TextField("what this means for families", blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
        ordering = ("position", "key")
        constraints: ClassVar = [UniqueConstraint(fields=("area", "key"), name="%(app_label)s_%(class)s_key_once")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """How the node is named in lists, sentences and the event log."""
        raise TypeError(f"{type(self).__name__} does not say how it is named")


class Appended(models.Model):
    """A dated row that is only ever added. Its identifier sorts after those added before it, so that two rows of one
    day keep their order: what was said last is what counts."""

    _last: ClassVar[int] = 0

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new row is given its place at the end."""
        if self._state.adding:
            Appended._last = max(Appended._last + 1, time.time_ns())
            self.pk = uuid.UUID(int=Appended._last << 64 | secrets.randbits(64))
        super().save(*args, **kwargs)


class Link(models.Model):
    """One typed, directed link between two nodes of an area."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    source_id = models.UUIDField(db_index=True)
    source_kind = models.CharField(max_length=20, choices=NodeKind)
    kind = models.CharField(max_length=20, choices=LinkKind)
    target_id = models.UUIDField(db_index=True)
    target_kind = models.CharField(max_length=20, choices=NodeKind)
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.STATED)
    position = models.PositiveIntegerField(default=0)
    history = HistoricalRecords()

    class Meta:
        ordering = ("position", "pk")
        constraints: ClassVar = [UniqueConstraint(fields=("source_id", "kind", "target_id"), name="link_once")]

    def __str__(self) -> str:
        return f"{self.source_kind} {self.kind} {self.target_kind}"
