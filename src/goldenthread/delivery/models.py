"""Which services does the strategy name, who commissions them and who provides them?"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import UniqueConstraint
from simple_history.models import HistoricalRecords

from goldenthread.partnership.models import Organisation
from goldenthread.planning.strategy.models import Part
from goldenthread.thread.states import NodeKind

from .states import Level, ServiceKind


class Service(Part):
    """A commissioned service as the strategy names it."""

    KIND = NodeKind.SERVICE

    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=40, choices=ServiceKind)
    text = models.TextField(blank=True)
    level = models.CharField(max_length=20, choices=Level, blank=True)
    contract_model = models.CharField(max_length=300, blank=True)
    ages = models.CharField(max_length=100, blank=True)
    needs = models.JSONField(default=list)
    places = models.PositiveIntegerField(null=True, blank=True)
    since = models.CharField(max_length=100, blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    history = HistoricalRecords()

    @property
    def label(self) -> str:
        """Its name."""
        return self.name


class ServiceParty(models.Model):
    """A body that commissions or provides a service."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    commissions = models.BooleanField()
    position = models.PositiveIntegerField(default=0)
    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "service parties"
        ordering = ("position", "pk")
        constraints: ClassVar = [
            UniqueConstraint(fields=("service", "organisation", "commissions"), name="service_party_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {'commissions' if self.commissions else 'provides'} {self.service}"
