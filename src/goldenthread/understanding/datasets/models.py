"""Which releases of which data sets does an area hold? The rows themselves are in the lake, never here."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import UniqueConstraint
from simple_history.models import HistoricalRecords

from goldenthread.accounts.models import Person
from goldenthread.partnership.models import Area

from .kinds.coverage import newest_of
from .kinds.own_codes import OwnCode
from .kinds.schema import Confidence
from .states import ArrivalState, ReleaseState


class Release(models.Model):
    """One delivery of a kind of data set. `lake_id` names its folder in the lake; the same files have the same one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    lake_id = models.CharField("identifier", max_length=32)
    title = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField("collection or release year", null=True, blank=True)
    person_level = models.BooleanField()
    publisher = models.CharField(max_length=300)
    source = models.CharField(max_length=500)
    licence = models.CharField(max_length=200)
    files = models.JSONField("files as they came", default=list, blank=True)
    tables = models.JSONField("tables as they are kept", default=list, blank=True)
    at_the_door = models.JSONField("what was done with each field of a person", default=list, blank=True)
    findings = models.JSONField("what the checks found: each rule with its count", default=list, blank=True)
    codes_seen = models.JSONField("codes that no declared list has", default=list, blank=True)
    corrections = models.JSONField("files of corrections: counts, by whom and when", default=list, blank=True)
    rows_read = models.PositiveBigIntegerField()
    rows_kept = models.PositiveBigIntegerField()
    state = models.CharField(max_length=20, choices=ReleaseState, default=ReleaseState.READ)
    read_on = models.DateField()
    accepted_on = models.DateField(null=True, blank=True)
    keep_until = models.DateField(null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="supersedes"
    )
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["-read_on", "kind", "-year", "pk"]
        constraints: ClassVar = [UniqueConstraint(fields=("area", "lake_id"), name="datasets_release_once_an_area")]

    def __str__(self) -> str:
        return f"{self._said()} (made up)" if self.made_up else self._said()

    def _said(self) -> str:
        if self.year:
            return f"{self.title}, {self.year}"
        newest = newest_of(self.periods)
        return f"{self.title}, to {newest}" if newest else self.title

    @property
    def made_up(self) -> bool:
        """Whether Golden Thread made up the children, or the schools, that it tells of: the checks recognise them."""
        return any(found["rule"].endswith(".made-up") and found["count"] for found in self.findings)

    @property
    def periods(self) -> frozenset[str]:
        """Of which periods its published figures are, as their publisher writes them."""
        return frozenset(period for table in self.tables for period in table.get("periods", ()))

    @property
    def covers(self) -> frozenset[tuple[str, str]]:
        """Each table with each period that it tells of; a table of no period with an empty one."""
        return frozenset((table["name"], period) for table in self.tables for period in table.get("periods") or ("",))

    @property
    def table_names(self) -> frozenset[str]:
        """Which tables of its kind it holds: a file of a publication may be loaded by itself."""
        return frozenset(table["name"] for table in self.tables)

    @property
    def rows_of_tables(self) -> dict[str, int]:
        """Rows that are kept of each table."""
        return {table["name"]: table["rows_kept"] for table in self.tables}


class Arrival(models.Model):
    """Files that somebody dropped, on their way to being a release. The files are removed once they have been read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    names = models.JSONField("names of the files", default=list, blank=True)
    brought_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=ArrivalState, default=ArrivalState.WAITING)
    faults = models.JSONField(default=list, blank=True)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, null=True, blank=True, related_name="arrivals")

    class Meta:
        ordering: ClassVar = ["-brought_at", "pk"]

    def __str__(self) -> str:
        return ", ".join(self.names)


class AreaCode(models.Model):
    """A code that an area added to a list of codes of a return, for its own returns. The code itself never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    code_set = models.CharField("list of codes", max_length=60)
    code = models.CharField(max_length=20)
    means = models.CharField(max_length=200)
    from_year = models.PositiveSmallIntegerField("first collection year", null=True, blank=True)
    to_year = models.PositiveSmallIntegerField("last collection year", null=True, blank=True)
    source = models.CharField(max_length=300)
    confidence = models.CharField(
        max_length=30, choices=[(str(c), str(c)) for c in Confidence], default=str(Confidence.CHECK)
    )
    retired_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["kind", "code_set", "code"]
        constraints: ClassVar = [
            UniqueConstraint(fields=("area", "kind", "code_set", "code"), name="datasets_code_once_in_a_list")
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.means}"

    @property
    def as_own(self) -> OwnCode:
        """As the checks take it."""
        return OwnCode.model_validate({name: getattr(self, name) for name in OwnCode.model_fields})
