"""Which bodies and boards does a pack name?"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from .values import Key, Line, Strict

OrganisationKind = Literal[
    "council",
    "icb",
    "ccg",
    "nhs-england",
    "nhs-trust",
    "primary-care",
    "school",
    "school-trust",
    "college",
    "parent-carer-forum",
    "young-peoples-group",
    "information-advice-service",
    "voluntary",
    "independent-provider",
    "regulator",
    "government",
    "partnership",
    "other",
]
IdentifierScheme = Literal["gss", "ods", "urn", "ukprn", "company", "charity", "la-code"]


class Identifier(Strict):
    scheme: IdentifierScheme
    value: Line


class Succession(Strict):
    """What this body became: `merged` (into one), `split` (one of several), `renamed`, `functions-transferred`."""

    key: Key
    on: date
    kind: Literal["merged", "split", "renamed", "functions-transferred"]
    note: str = ""


class Organisation(Strict):
    """A body. `collective` marks a class of bodies that the document does not name ("short breaks providers")."""

    key: Key
    name: Line
    short_name: str = ""
    kind: OrganisationKind
    collective: bool = False
    identifiers: tuple[Identifier, ...] = ()
    opened: date | None = None
    closed: date | None = None
    successors: tuple[Succession, ...] = ()
    cite: str = ""
    source: str = Field("", description="Where a fact that the strategy itself does not state was found")


AreaRole = Literal[
    "local-authority",
    "nhs-commissioner",
    "nhs-provider",
    "education-provider",
    "provider",
    "parent-carer-voice",
    "young-peoples-voice",
    "information-and-advice",
    "oversight",
    "partner",
]


class AreaService(Strict):
    """Which organisation serves the area, in which role, from when to when."""

    organisation: Key
    role: AreaRole
    start: date | None = None
    end: date | None = None
    cite: str = ""


class Seat(Strict):
    """A place on a board: a role, on behalf of a body. Never a name."""

    role: Line
    organisation: Key | None = None
    voting: bool | None = Field(None, description="null: the document does not say")
    deputy_for: str = Field("", description="The role this seat deputises for")
    start: date | None = None
    end: date | None = None


class ReportsTo(Strict):
    board: Key
    nature: Literal["accountable", "reports", "recommends", "informs", "supports", "scrutinised"] = "reports"


class Board(Strict):
    key: Key
    name: Line
    organisation: Key | None = None
    purpose: str = ""
    cycle: str = Field("", description='How often it meets, as stated ("monthly")')
    reports_to: tuple[ReportsTo, ...] = ()
    seats: tuple[Seat, ...] = ()
    cite: str = ""
