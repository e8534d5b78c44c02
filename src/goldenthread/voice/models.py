"""What was said, what was answered, did families say it was true, and what do readers tell us?"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q
from simple_history.models import HistoricalRecords

from goldenthread.accounts.models import Person
from goldenthread.partnership.models import Area
from goldenthread.thread.models import Appended, Node
from goldenthread.thread.states import NodeKind

from .states import AnswerKind, Speaker, VerdictGroup, VerdictKind


class Statement(Node):
    """What somebody said, paraphrased. Never a name, never a child's story that could be recognised."""

    KIND = NodeKind.STATEMENT

    text = models.TextField()
    speaker = models.CharField(max_length=30, choices=Speaker)
    engagement = models.CharField("where it was said", max_length=300, blank=True)
    said = models.CharField("when it was said", max_length=100, blank=True)
    history = HistoricalRecords()

    @property
    def label(self) -> str:
        """The words themselves."""
        return self.text


class Answer(Node):
    """What was answered: done, next (by year), not yet, or could not and why."""

    KIND = NodeKind.ANSWER

    kind = models.CharField(max_length=20, choices=AnswerKind)
    text = models.TextField()
    reason = models.TextField("why not", blank=True)
    year = models.CharField("when, as worded", max_length=100, blank=True)
    history = HistoricalRecords()

    class Meta(Node.Meta):
        constraints: ClassVar = [
            *Node.Meta.constraints,
            CheckConstraint(
                name="could_not_says_why",
                condition=~Q(kind=AnswerKind.COULD_NOT) | ~Q(reason=""),
                violation_error_message="Say why it could not be done.",
            ),
        ]

    @property
    def label(self) -> str:
        """The words themselves."""
        return self.text


class Verdict(Appended):
    """What families' representatives say of an answer. It stays visible whatever the council later says."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="verdicts")
    verdict = models.CharField(max_length=20, choices=VerdictKind)
    group = models.CharField(max_length=30, choices=VerdictGroup)
    on = models.DateField()
    note = models.TextField(blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    history = HistoricalRecords()

    class Meta:
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} ({self.get_group_display()}, {self.on})"


class Feedback(models.Model):
    """What a reader of the public pages told the partners. It has no row history, so that the address to reply to,
    which goes when the message has been dealt with, is gone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="feedback")
    page = models.CharField("the page they were on", max_length=300, blank=True)
    text = models.TextField()
    reply_to = models.EmailField("where to answer", blank=True)
    at = models.DateTimeField()
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.TextField("what was done about it", blank=True)

    class Meta:
        verbose_name_plural = "feedback"
        ordering = ("-at", "pk")
        indexes: ClassVar = [models.Index(fields=("area", "at"))]
        constraints: ClassVar = [
            CheckConstraint(
                name="closed_feedback_keeps_no_address",
                condition=Q(closed_on__isnull=True) | Q(reply_to=""),
                violation_error_message="The address goes when the message has been dealt with.",
            )
        ]

    def __str__(self) -> str:
        return f"feedback of {self.at:%-d %B %Y}"
