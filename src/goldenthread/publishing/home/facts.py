"""On what does the signed-in home rest? The facts of one area on one day, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.planning.deliveryplan.models import UpdateRequest
from goldenthread.planning.required.models import RequiredPlan
from goldenthread.publishing.packs import format as pack

from .work import Work


@dataclass(frozen=True, slots=True)
class LastVersion:
    """The newest published version, and how many changes were made since."""

    number: int
    published_on: date
    changes: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the home page says is worked out from these. `bare_needs`: how many the gap report finds.
    `not_come`: how many promised data sets have something missing."""

    strategy: pack.Pack
    work: tuple[Work, ...]
    requests: tuple[UpdateRequest, ...]
    version: LastVersion | None
    not_agreed: tuple[RequiredPlan, ...]
    today: date
    bare_needs: int = 0
    not_come: int = 0
