"""Which figures are known, of whom, from which release, and which indicators did an area define itself?"""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from simple_history.models import HistoricalRecords

from goldenthread.partnership.models import Area

from .definitions.registry import DefinitionFault, checked
from .definitions.schema import Indicator
from .states import FigureState, PlaceLevel


class FigureSource(models.Model):
    """One release from which figures were taken: a publication's, or one of the lake.

    `person_level`: they were counted in a return about single children, and are never shown outside the area's own
    working pages. `area`: who loaded the published release, for whom alone its figures stand; none for those that come
    with Golden Thread. `withdrawn_on`: the release went out of use, and its figures stay for what cites them.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lake_id = models.CharField(max_length=32, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    publication = models.CharField(max_length=60)
    release = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200)
    licence = models.CharField(max_length=200)
    address = models.CharField(max_length=300, blank=True)
    published_on = models.DateField(null=True, blank=True)
    loaded_at = models.DateTimeField()
    note = models.TextField(blank=True)
    person_level = models.BooleanField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            UniqueConstraint(fields=("publication", "release", "area"), name="figure_source_once_an_area"),
            UniqueConstraint(fields=("publication", "release"), condition=Q(area=None), name="figure_source_once"),
        ]

    def __str__(self) -> str:
        if self.lake_id:
            return f"{self.title}, {self.release.partition(';')[0]}, loaded on {self.loaded_at:%-d %B %Y}"
        return f"{self.title}, {self.release}"


class IndicatorFigure(models.Model):
    """One figure of one place and period. Never changed: a newer release supersedes it, and it stays to be read.

    `revises`: the figure of an earlier release that said another number.
    `place` is an ONS code. `lowest` to `without_high` are for pooled neighbours: the range of single ones, and of the
    pooled value with each left out in turn.
    """

    code = models.CharField(max_length=60)
    level = models.CharField(max_length=12, choices=PlaceLevel)
    place = models.CharField(max_length=9)
    period = models.CharField(max_length=60)
    period_start = models.DateField()
    period_end = models.DateField()
    breakdown = models.CharField(max_length=40, blank=True)
    band = models.CharField(max_length=60, blank=True)
    numerator = models.FloatField(null=True, blank=True)
    denominator = models.FloatField(null=True, blank=True)
    value = models.FloatField(null=True, blank=True)
    lower = models.FloatField(null=True, blank=True)
    upper = models.FloatField(null=True, blank=True)
    method = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=20, choices=FigureState, default=FigureState.KNOWN)
    why = models.CharField(max_length=300, blank=True)
    provisional = models.BooleanField(default=False)
    lowest = models.FloatField(null=True, blank=True)
    highest = models.FloatField(null=True, blank=True)
    without_low = models.FloatField(null=True, blank=True)
    without_high = models.FloatField(null=True, blank=True)
    source = models.ForeignKey(FigureSource, on_delete=models.PROTECT, related_name="figures")
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="supersedes"
    )
    revises = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["code", "period_end", "pk"]
        constraints: ClassVar = [
            UniqueConstraint(
                fields=("place", "level", "code", "period", "breakdown", "band", "source"), name="indicator_figure_once"
            ),
            CheckConstraint(
                name="known_figure_has_a_value",
                condition=Q(state=FigureState.KNOWN, value__isnull=False)
                | (~Q(state=FigureState.KNOWN) & Q(value__isnull=True, numerator__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}, {self.place}, {self.period}"


class OwnIndicator(models.Model):
    """An indicator that an area defined itself: the same `Indicator` as a built-in one, kept as JSON."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="own_indicators")
    code = models.CharField(max_length=60)
    definition = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    withdrawn_on = models.DateField(null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [UniqueConstraint(fields=("area", "code"), name="own_indicator_code_once")]

    def __str__(self) -> str:
        return str(self.definition.get("title", self.code))

    @property
    def indicator(self) -> Indicator:
        """The definition, checked again: what a database holds is not believed more than a file."""
        return checked(self.definition, where="own indicator")

    def clean(self) -> None:
        """Check the definition as a built-in one is checked."""
        try:
            self._agrees(self.definition)
        except DefinitionFault as fault:
            raise ValidationError({"definition": str(fault)}) from fault

    def _agrees(self, definition: dict[str, Any]) -> None:
        if checked(definition, where="own indicator").code != self.code:
            raise DefinitionFault(f"The definition is of {definition['code']}, not of {self.code}.")
