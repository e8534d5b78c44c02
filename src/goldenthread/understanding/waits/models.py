"""Which returns came, from whom, and what do they count? Counts only: no row of one child is ever kept here."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from simple_history.models import HistoricalRecords

from goldenthread.accounts.models import Person
from goldenthread.analysis.waiting import Standing
from goldenthread.partnership.models import Area, Organisation

from .states import ReturnState


class WaitReturn(models.Model):
    """One file of one provider. `read` is what was read of it, as counts under the provider's own words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("file name", max_length=200)
    sha256 = models.CharField(max_length=64)
    read = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    state = models.CharField(max_length=20, choices=ReturnState, default=ReturnState.WAITING)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField("why it was withdrawn or set aside", blank=True)
    history = HistoricalRecords(excluded_fields=["read"])

    class Meta:
        ordering: ClassVar = ["-received_at", "pk"]
        constraints: ClassVar = [
            UniqueConstraint(
                fields=("area", "provider", "sha256"),
                condition=Q(state__in=[ReturnState.WAITING, ReturnState.ACCEPTED]),
                name="same_return_once",
            ),
            CheckConstraint(
                name="accepted_return_says_when",
                condition=~Q(state=ReturnState.ACCEPTED) | Q(accepted_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider}: {self.name}"


class WaitCount(models.Model):
    """So many children of one list. `low` and `high` are weeks; both empty: nobody knows when their wait began.

    `least` and `most` are the bounds of the count; `whole` marks the provider's own total over the bands.
    """

    found_in = models.ForeignKey(WaitReturn, on_delete=models.CASCADE, related_name="counts")
    service = models.CharField(max_length=100)
    month = models.DateField("first day of the month")
    standing = models.CharField(max_length=30, choices=[(str(each), str(each)) for each in Standing])
    low = models.CharField(max_length=20, blank=True)
    high = models.CharField(max_length=20, blank=True)
    year = models.PositiveSmallIntegerField("year of referral", null=True, blank=True)
    least = models.PositiveIntegerField()
    most = models.PositiveIntegerField(null=True, blank=True)
    mark = models.CharField(max_length=30, blank=True)
    whole = models.BooleanField(default=False)
    longest = models.PositiveIntegerField("longest wait of the list, in whole weeks", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["month", "service", "pk"]
        constraints: ClassVar = [
            CheckConstraint(name="most_is_not_below_least", condition=Q(most__isnull=True) | Q(most__gte=F("least")))
        ]

    def __str__(self) -> str:
        return f"{self.service}, {self.month:%B %Y}: {self.least} to {self.most}"


class WaitBreak(models.Model):
    """From this month on, a service's figures are not compared with those before it."""

    found_in = models.ForeignKey(WaitReturn, on_delete=models.CASCADE, related_name="breaks")
    service = models.CharField(max_length=100)
    month = models.DateField("first day of the month")
    reason = models.TextField()
    said_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["month", "service", "pk"]

    def __str__(self) -> str:
        return f"{self.service}, {self.month:%B %Y}: {self.reason}"


class WaitWord(models.Model):
    """What a word of one provider means, as somebody answered. `what`: heading, service, provider, standing or mark."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=20)
    written = models.CharField(max_length=200)
    means = models.CharField(max_length=120)
    said_by = models.CharField(max_length=200, blank=True)
    said_at = models.DateTimeField()
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["what", "written"]
        constraints: ClassVar = [
            UniqueConstraint(fields=("area", "provider", "what", "written"), name="wait_word_has_one_meaning")
        ]

    def __str__(self) -> str:
        return f"{self.what} “{self.written}” means {self.means}"
