"""What will be done, by when, and what has been reported of it?"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from simple_history.models import HistoricalRecords

from goldenthread.accounts.models import Person
from goldenthread.analysis.due import Due, read_due
from goldenthread.partnership.models import Area, Organisation
from goldenthread.planning.strategy.models import Part
from goldenthread.thread.models import Appended
from goldenthread.thread.states import NodeKind

from .states import StepKind, WorkState


class Promised(models.Model):
    """Has a due date as worded. The earliest and latest days are read from the wording, for sorting and searching."""

    due = models.CharField("when it is due, as worded", max_length=200, blank=True)
    due_earliest = models.DateField(null=True, blank=True, editable=False)
    due_latest = models.DateField(null=True, blank=True, editable=False)
    state = models.CharField(max_length=20, choices=WorkState, default=WorkState.NOT_STATED)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.due

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the dates in step with the wording."""
        due = self.read_due()
        self.due_earliest, self.due_latest = due.earliest, due.latest
        super().save(*args, **kwargs)

    def read_due(self) -> Due:
        """What the wording means."""
        return read_due(self.due)


class Action(Promised, Part):
    """A row of the delivery plan. Its leads and partners are responsibilities (`partnership`)."""

    KIND = NodeKind.ACTION

    ref = models.CharField("number", max_length=20, blank=True)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    pilot = models.BooleanField(default=False)
    blocked_reason = models.TextField(blank=True)
    history = HistoricalRecords()

    class Meta(Part.Meta):
        constraints: ClassVar = [
            *Part.Meta.constraints,
            CheckConstraint(
                name="blocked_action_says_why",
                condition=~Q(state=WorkState.BLOCKED) | ~Q(blocked_reason=""),
                violation_error_message="Say what is blocking it.",
            ),
        ]

    @property
    def label(self) -> str:
        """Its title."""
        return self.title


class Step(Promised):
    """One thing to be done, or one dated promise, within an action."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="steps")
    key = models.CharField(max_length=80)
    text = models.TextField()
    kind = models.CharField(max_length=20, choices=StepKind, default=StepKind.STEP)
    position = models.PositiveIntegerField(default=0)
    withdrawn_on = models.DateField(null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ("position", "pk")
        constraints: ClassVar = [UniqueConstraint(fields=("action", "key"), name="step_key_once")]

    def __str__(self) -> str:
        return self.text


class Redating(Appended):
    """A promise's date moved. The earlier date stays, with who agreed and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="redatings")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, blank=True, related_name="redatings")
    was = models.CharField(max_length=200, blank=True)
    now = models.CharField(max_length=200)
    on = models.DateField()
    agreed_by = models.CharField(max_length=300)
    reason = models.CharField(max_length=300)
    history = HistoricalRecords()

    class Meta:
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"{self.was or 'no date'} → {self.now}"


class Update(Appended):
    """What an owner reported, on a date. Updates are never edited; a correction is a further update."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="updates")
    on = models.DateField()
    state = models.CharField(max_length=20, choices=WorkState)
    note = models.TextField()
    evidence_url = models.URLField("link to evidence", blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=300, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    history = HistoricalRecords()

    class Meta:
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"{self.on}: {self.get_state_display()}"


class UpdateRequest(models.Model):
    """One owner's page of what is theirs, reached by a link, to be answered in minutes.

    Only the SHA-256 of the link's secret is kept. The link shows that owner's items in that area and nothing else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="update_requests")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    due_on = models.DateField()
    expires_on = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_on", "pk")

    def __str__(self) -> str:
        return f"{self.person}, asked {self.asked_on}"
