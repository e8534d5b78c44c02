"""Which tables of figures about people were ever published, and as what? Nothing that was withheld is kept here."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import UniqueConstraint
from simple_history.models import HistoricalRecords

from goldenthread.accounts.models import Person
from goldenthread.partnership.models import Area

from .states import TableState


class Permanent(TypeError):
    """Raised on any attempt to change or remove what was published."""


class PublishedTable(models.Model):
    """One edition of a table as the world has it. Only its state changes: what was published stays known.

    `content` holds the dimensions; the cells, each with its number or its mark; the identities; and the policy with all
    its parameters. `withheld` is the digest of the file that holds the counts behind the marks.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="published_tables")
    key = models.SlugField(max_length=80)
    edition = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=300)
    population = models.CharField("who is counted, and where", max_length=300)
    period = models.CharField("of when", max_length=100)
    source = models.CharField(max_length=300)
    series = models.SlugField("tables that follow each other in time", max_length=80, blank=True)
    content = models.JSONField()
    withheld = models.CharField(max_length=64)
    on = models.DateField()
    by = models.CharField(max_length=300)
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=20, choices=TableState, default=TableState.PUBLISHED)
    changed_on = models.DateField(null=True, blank=True)
    because = models.TextField(blank=True)
    history = HistoricalRecords()

    KEPT: ClassVar = (
        "area_id",
        "key",
        "edition",
        "title",
        "population",
        "period",
        "source",
        "series",
        "content",
        "withheld",
        "on",
    )

    class Meta:
        ordering = ("-on", "series", "-key", "-edition")
        constraints: ClassVar = [UniqueConstraint(fields=("area", "key", "edition"), name="published_edition_once")]

    def __str__(self) -> str:
        return f"{self.title}, edition {self.edition}" if self.edition > 1 else self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; afterwards only its state, when and why."""
        if not self._state.adding:
            before = PublishedTable.objects.get(pk=self.pk)
            if any(getattr(before, name) != getattr(self, name) for name in self.KEPT):
                raise Permanent("What was published cannot be changed. Publish a new edition.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise Permanent("What was published stays known to the world, so it stays in the ledger. Withdraw it.")


class AttackRun(models.Model):
    """What an attacker could make of a table on that day, given everything published by then. Insert only.

    `content` holds the range of each hidden count and the tables that were used: nothing that an attacker could not
    work out himself, and not which counts are hidden for being small.
    """

    id = models.BigAutoField(primary_key=True)
    table = models.ForeignKey(PublishedTable, on_delete=models.PROTECT, related_name="attacks")
    at = models.DateTimeField()
    passed = models.BooleanField()
    content = models.JSONField()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.table}, attacked on {self.at:%-d %B %Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        if not self._state.adding:
            raise Permanent("A report on an attack is kept as it was. Attack again.")
        super().save(*args, **kwargs)
