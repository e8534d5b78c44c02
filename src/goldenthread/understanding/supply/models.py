"""Which data did a partner promise, which deliveries of it have a history, who was asked, and what was answered?"""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from simple_history.models import HistoricalRecords

from goldenthread.accounts.models import Person
from goldenthread.partnership.models import Area, Organisation
from goldenthread.thread.models import Appended

from .computing import Period
from .definitions import BASES, CONDITIONS, NOT_STATED
from .states import Completeness, DeliveryState, Frequency, Says


class Promise(models.Model):
    """A data set that a partner promised. `first_period` and `first_due` give every later due date.

    `measures` are keys of the area's measures and `indicators` codes of indicators that it feeds.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=80)
    title = models.CharField(max_length=300)
    kind = models.CharField("kind of data set", max_length=80, blank=True)
    purpose = models.TextField()
    basis = models.CharField(
        "lawful basis", max_length=20, choices=[(g.code, g.text) for g in BASES], default=NOT_STATED
    )
    condition = models.CharField(
        "condition for special categories", max_length=20, choices=[(g.code, g.text) for g in CONDITIONS], blank=True
    )
    agreement = models.CharField("sharing agreement", max_length=300, blank=True)
    agreement_review = models.DateField("when the agreement is reviewed", null=True, blank=True)
    retention = models.CharField("how long it is kept", max_length=300, blank=True)
    frequency = models.CharField("how often", max_length=20, choices=Frequency, default=Frequency.NOT_STATED)
    first_period = models.DateField("first day of the first period", null=True, blank=True)
    first_due = models.DateField(null=True, blank=True)
    grace_days = models.PositiveSmallIntegerField("days of grace", default=0)
    unknown = models.CharField("what is not known without it", max_length=300)
    measures = models.JSONField("measures that it feeds", default=list, blank=True)
    indicators = models.JSONField("indicators that it feeds", default=list, blank=True)
    contact = models.CharField("role at the partner", max_length=300, blank=True)
    cite = models.CharField("where the strategy states it", max_length=80, blank=True)
    since = models.DateField("promised since", null=True, blank=True)
    until = models.DateField("promised until", null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        ordering = ("organisation__name", "title", "pk")
        constraints: ClassVar = [
            UniqueConstraint(fields=("area", "key"), name="promise_key_once"),
            CheckConstraint(
                name="promise_states_its_rhythm_whole",
                condition=Q(frequency=Frequency.NOT_STATED, first_period__isnull=True, first_due__isnull=True)
                | (~Q(frequency=Frequency.NOT_STATED) & Q(first_period__isnull=False, first_due__isnull=False)),
                violation_error_message="Give the first period and when it is first due, or say that neither is stated.",
            ),
            CheckConstraint(
                name="promise_ends_after_it_starts",
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message="The last day is before the first.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.organisation.label}"

    def holds_on(self, day: date) -> bool:
        """Was it promised on that day?"""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def agreement_expired(self, day: date) -> bool:
        """Has the day passed on which the sharing agreement was to be reviewed?"""
        return self.agreement_review is not None and self.agreement_review < day


class Delivery(models.Model):
    """One delivery of which something has been recorded. One of which nothing has is worked out, and has no row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="deliveries")
    start = models.DateField("first day of the period")
    end = models.DateField("last day of the period", null=True, blank=True)
    due = models.DateField()
    state = models.CharField(max_length=20, choices=DeliveryState, default=DeliveryState.EXPECTED)
    asked_on = models.DateField("last asked for", null=True, blank=True)
    comes_on = models.DateField("when the partner says it will come", null=True, blank=True)
    sent_on = models.DateField("when the partner says it was sent", null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    release = models.CharField("release that it became", max_length=80, blank=True)
    completeness = models.CharField(max_length=20, choices=Completeness, blank=True)
    quality = models.TextField("what to know of its quality", blank=True)
    refused_because = models.TextField(blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "deliveries"
        ordering = ("due", "pk")
        constraints: ClassVar = [
            UniqueConstraint(fields=("promise", "start"), name="delivery_of_a_period_once"),
            CheckConstraint(
                name="refusal_says_why",
                condition=~Q(state=DeliveryState.REFUSED) | ~Q(refused_because=""),
                violation_error_message="Say why it was refused.",
            ),
            CheckConstraint(
                name="what_came_says_when_and_how_whole",
                condition=~Q(state=DeliveryState.RECEIVED) | (Q(received_on__isnull=False) & ~Q(completeness="")),
                violation_error_message="Say when it came, and whether it is complete.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.promise}: {self.period.name or 'the one delivery'}"

    @property
    def period(self) -> Period:
        """What it covers, and when it was due."""
        return Period(self.start, self.end, self.due)


class DataRequest(models.Model):
    """A request to one partner for what has not come, with one page reached by a link. Only the hash of the link's
    secret is kept. The link shows those deliveries, in that area, and nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    deliveries = models.ManyToManyField(Delivery, related_name="requests")
    contact = models.CharField("role at the partner", max_length=300, blank=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    asked_on = models.DateField()
    due_on = models.DateField("answer wanted by")
    expires_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_on", "pk")

    def __str__(self) -> str:
        return f"{self.organisation}, asked {self.asked_on}"


class Answer(Appended):
    """What a partner answered about one delivery. Answers are only added; the last one counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(DataRequest, on_delete=models.PROTECT, related_name="answers")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="answers")
    says = models.CharField(max_length=20, choices=Says)
    day = models.DateField("when it was or will be sent", null=True, blank=True)
    words = models.TextField(blank=True)
    role = models.CharField("role of whoever answers", max_length=300, blank=True)
    on = models.DateField()

    class Meta:
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"{self.delivery}: {self.get_says_display()}"
