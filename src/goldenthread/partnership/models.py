"""Which bodies work together in which area, on which boards, and who acts for them?"""

from __future__ import annotations

import re
import uuid
from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from simple_history.models import HistoricalRecords

from goldenthread.accounts.models import Person
from goldenthread.accounts.roles import ROLE_CHOICES

from .states import (
    IDENTIFIER_PATTERNS,
    AreaRole,
    IdentifierScheme,
    OrganisationKind,
    Part,
    ReportingNature,
    SuccessionKind,
)


def _ends_after_it_starts(name: str) -> CheckConstraint:
    return CheckConstraint(
        name=name,
        condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")),
        violation_error_message="The end date is before the start date.",
    )


class Dated(models.Model):
    """True from `start` to `end`, both included; open where empty."""

    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        """Was this so on that day?"""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class Area(models.Model):
    """A local area: one local authority's, however many NHS bodies serve it."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=300)
    gss_code = models.CharField("ONS code", max_length=9, unique=True)
    colour = models.CharField(max_length=7, default="#1d70b8")
    summary = models.TextField(blank=True)
    source = models.JSONField("the published document", default=dict)
    sections = models.JSONField("the document's sections", default=list)
    history = HistoricalRecords()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """A body of any kind. A `collective` one stands for a class of bodies that a document does not name."""

    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=300)
    short_name = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=40, choices=OrganisationKind)
    collective = models.BooleanField(default=False)
    opened = models.DateField(null=True, blank=True)
    closed = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        ordering = ("name",)
        constraints: ClassVar = [
            CheckConstraint(
                name="organisation_closes_after_it_opens",
                condition=Q(opened__isnull=True) | Q(closed__isnull=True) | Q(closed__gte=F("opened")),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name


class Identifier(models.Model):
    """A public identifier of a body. Bodies are matched on these, never on their names."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=20, choices=IdentifierScheme)
    value = models.CharField(max_length=40)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [UniqueConstraint(fields=("scheme", "value"), name="identifier_belongs_to_one_body")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"

    def clean(self) -> None:
        """Check the value against the pattern of its scheme."""
        pattern, expected = IDENTIFIER_PATTERNS[IdentifierScheme(self.scheme)]
        if not re.fullmatch(pattern, self.value):
            label = IdentifierScheme(self.scheme).label
            raise ValidationError({"value": f"“{self.value}” is not a {label}: expected {expected}."})


class Succession(models.Model):
    """What a body became, and when. History is never reassigned: both bodies stay."""

    predecessor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="origins")
    on = models.DateField()
    kind = models.CharField(max_length=30, choices=SuccessionKind)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            UniqueConstraint(fields=("predecessor", "successor", "on"), name="succession_once"),
            CheckConstraint(name="no_body_succeeds_itself", condition=~Q(predecessor=F("successor"))),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} {self.get_kind_display()} {self.successor}"


class AreaService(Dated):
    """Which body serves which area, in which role, from when to when."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="services")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="areas")
    role = models.CharField(max_length=30, choices=AreaRole)
    cite = models.CharField(max_length=80, blank=True)
    position = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        ordering = ("position", "pk")
        constraints: ClassVar = [
            _ends_after_it_starts("area_service_dates"),
            UniqueConstraint(fields=("area", "organisation", "role", "start"), name="area_service_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_role_display()}, {self.area}"


class Mention(models.Model):
    """An organisation that an area's strategy names: where it stands in the document, and in what order."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="mentions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    cite = models.CharField(max_length=80, blank=True)
    position = models.PositiveIntegerField(default=0)
    history = HistoricalRecords()

    class Meta:
        ordering = ("position", "pk")
        constraints: ClassVar = [UniqueConstraint(fields=("area", "organisation"), name="mention_once")]

    def __str__(self) -> str:
        return f"{self.organisation} in {self.area}"


class Board(models.Model):
    """A board or group in the area's chain.

    Its seats and lines of report are part of what a person opens: a change to one moves the board's revision on.
    """

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="boards")
    key = models.SlugField(max_length=80)
    name = models.CharField(max_length=300)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    purpose = models.TextField(blank=True)
    cycle = models.CharField(max_length=200, blank=True)
    cite = models.CharField(max_length=80, blank=True)
    position = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    withdrawn_on = models.DateField(null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ("position", "pk")
        constraints: ClassVar = [UniqueConstraint(fields=("area", "key"), name="board_key_once")]

    def __str__(self) -> str:
        return self.name


class Reporting(models.Model):
    """A line of the reporting chain."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="reports_to")
    to = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="hears_from")
    nature = models.CharField(max_length=20, choices=ReportingNature, default=ReportingNature.REPORTS)
    position = models.PositiveIntegerField(default=0)
    history = HistoricalRecords()

    class Meta:
        ordering = ("position", "pk")
        constraints: ClassVar = [
            UniqueConstraint(fields=("board", "to", "nature"), name="reporting_once"),
            CheckConstraint(name="no_board_reports_to_itself", condition=~Q(board=F("to"))),
        ]

    def __str__(self) -> str:
        return f"{self.board} {self.get_nature_display()} {self.to}"


class Seat(Dated):
    """A place on a board: a role, on behalf of a body. `voting` is empty where nobody has said."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="seats")
    role = models.CharField(max_length=300)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    voting = models.BooleanField(null=True, blank=True)
    deputy_for = models.CharField("deputises for the role of", max_length=300, blank=True)
    position = models.PositiveIntegerField(default=0)
    history = HistoricalRecords()

    class Meta:
        ordering = ("position", "pk")
        constraints: ClassVar = [_ends_after_it_starts("seat_dates")]

    def __str__(self) -> str:
        return f"{self.role}, {self.board}"


class Membership(Dated):
    """A person holds a role in an area on behalf of an organisation, from one date to another."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40, choices=ROLE_CHOICES)
    job_title = models.CharField(max_length=150, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ("person__name", "pk")
        constraints: ClassVar = [
            _ends_after_it_starts("membership_dates"),
            UniqueConstraint(fields=("person", "organisation", "area", "role", "start"), name="membership_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()} for {self.organisation} in {self.area}"


class Responsibility(Dated):
    """Who leads or shares in one piece of work: an organisation and a role; a person where somebody holds it now.

    `item_id` and `item_kind` name any node of the thread (`thread.models.Node`). `wording` keeps what a document
    says where that is not a role. A responsibility without a person, or whose person has gone, is ownerless work.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="responsibilities")
    item_id = models.UUIDField(db_index=True)
    item_kind = models.CharField(max_length=20)
    part = models.CharField(max_length=20, choices=Part, default=Part.LEAD)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=300, blank=True)
    wording = models.CharField(max_length=300, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="responsibilities")
    position = models.PositiveIntegerField(default=0)
    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "responsibilities"
        ordering = ("position", "pk")
        indexes: ClassVar = [models.Index(fields=("area", "item_kind"))]
        constraints: ClassVar = [
            _ends_after_it_starts("responsibility_dates"),
            CheckConstraint(
                name="responsibility_says_who",
                condition=Q(organisation__isnull=False) | ~Q(role="") | ~Q(wording="") | Q(person__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.role or self.wording or str(self.organisation or self.person)
