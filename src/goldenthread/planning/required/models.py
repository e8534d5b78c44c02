"""Which plans do others require of us, in whose shape, with which of our actions, and who agreed?"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import UniqueConstraint
from simple_history.models import HistoricalRecords

from goldenthread.accounts.models import Person
from goldenthread.partnership.models import Area, Organisation
from goldenthread.planning.deliveryplan.models import Action


class Frozen(TypeError):
    """Raised on any attempt to change or remove a frozen version."""


class RequiredPlan(models.Model):
    """A plan that somebody else requires: a view of the one set of actions under the requester's headings.

    `headings` is a list of `{"id": …, "title": …, "guidance": …}` in the requester's order; an id is never used again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="required_plans")
    key = models.SlugField(max_length=80)
    title = models.CharField(max_length=300)
    requester = models.CharField(max_length=300)
    purpose = models.TextField(blank=True)
    headings = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        ordering = ("title", "pk")
        constraints: ClassVar = [UniqueConstraint(fields=("area", "key"), name="required_plan_key_once")]

    def __str__(self) -> str:
        return self.title


class RequiredItem(models.Model):
    """One action chosen for a required plan, under one heading; `note` is what the requester asks beside it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(RequiredPlan, on_delete=models.PROTECT, related_name="items")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="+")
    heading = models.PositiveIntegerField("which heading, counted from 0")
    note = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)
    history = HistoricalRecords()

    class Meta:
        ordering = ("heading", "position", "pk")
        constraints: ClassVar = [UniqueConstraint(fields=("plan", "heading", "action"), name="required_item_once")]

    def __str__(self) -> str:
        return f"{self.action} in {self.plan}"


class RequiredVersion(models.Model):
    """A numbered version of a required plan as it was submitted, frozen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(RequiredPlan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    on = models.DateField()
    content = models.JSONField()
    note = models.TextField(blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar = [UniqueConstraint(fields=("plan", "number"), name="required_version_once")]

    def __str__(self) -> str:
        return f"{self.plan}, version {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        if not self._state.adding:
            raise Frozen("A version is kept as it was sent. Freeze a new one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise Frozen("A version is kept as it was sent.")


class Agreement(models.Model):
    """An organisation agreed a version of a required plan."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(RequiredVersion, on_delete=models.PROTECT, related_name="agreements")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    authority = models.CharField("on which decision's authority", max_length=300)
    agreed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("on", "pk")
        constraints: ClassVar = [UniqueConstraint(fields=("version", "organisation"), name="agreed_once")]

    def __str__(self) -> str:
        return f"{self.organisation} agreed {self.version}"
