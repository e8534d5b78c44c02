"""What may a strategy pack say? The open format of a joint commissioning strategy, as types.

A pack is one YAML document that holds a local area's strategy whole: bodies and boards, what families said,
need and the figures behind it, priorities, outcomes, actions, measures, answers and services. It is the format
of export, of import, of a frozen version and of the five published strategies that ship with the demonstration.

Three habits run through it. A date is written as the document writes it (`due: Autumn 2024`) and interpreted by
`goldenthread.analysis.due`, never replaced. What the document does not state is left out, so absence is a fact.
Every item says where it was found (`cite`, a section id declared under `sections`).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .bodies import (
    AreaRole,
    AreaService,
    Board,
    Identifier,
    IdentifierScheme,
    Organisation,
    OrganisationKind,
    ReportsTo,
    Seat,
    Succession,
)
from .items import (
    Answer,
    Clause,
    ClauseKind,
    Evidence,
    Figure,
    Item,
    Need,
    Outcome,
    Priority,
    Service,
    ServiceKind,
    Speaker,
    Statement,
    Strategy,
    StrategyStatus,
    Theme,
    Verdict,
)
from .promises import (
    Action,
    Baseline,
    Direction,
    Lead,
    Measure,
    Observation,
    Redating,
    Step,
    Target,
    TargetKind,
    Update,
    WorkState,
)
from .values import COLOUR, GSS_CODE, Basis, Key, Line, Link, Links, LinkTo, Number, Strict, Text

__all__ = [
    "FORMAT",
    "Action",
    "Answer",
    "Area",
    "AreaRole",
    "AreaService",
    "Baseline",
    "Basis",
    "Board",
    "Clause",
    "ClauseKind",
    "Direction",
    "Evidence",
    "Figure",
    "Identifier",
    "IdentifierScheme",
    "Item",
    "Key",
    "Lead",
    "LeftOut",
    "Line",
    "Link",
    "LinkTo",
    "Links",
    "Measure",
    "Need",
    "Number",
    "Observation",
    "Organisation",
    "OrganisationKind",
    "Outcome",
    "Pack",
    "Priority",
    "Redating",
    "ReportsTo",
    "Seat",
    "Section",
    "Service",
    "ServiceKind",
    "Source",
    "Speaker",
    "Statement",
    "Step",
    "Strategy",
    "StrategyStatus",
    "Strict",
    "Succession",
    "Target",
    "TargetKind",
    "Text",
    "Theme",
    "Update",
    "Verdict",
    "WorkState",
]

FORMAT: Literal["golden-thread-strategy-pack/1"] = "golden-thread-strategy-pack/1"


class LeftOut(Strict):
    what: Line
    why: Line


class Section(Strict):
    """A section of the published document, in its order, and what of it the pack leaves out, and why."""

    id: Key
    title: Line
    left_out: tuple[LeftOut, ...] = ()


class Source(Strict):
    """The published document that the pack holds, in our own words."""

    title: Line
    publishers: Line
    published: str = ""
    note: str = ""


class Area(Strict):
    slug: Key
    name: Line
    gss_code: Annotated[str, StringConstraints(pattern=GSS_CODE)]
    colour: Annotated[str, StringConstraints(pattern=COLOUR)] = "#1d70b8"
    summary: str = Field("", description="The strategy in a paragraph a parent could read")


class Pack(Strict):
    format: Literal["golden-thread-strategy-pack/1"] = FORMAT
    area: Area
    source: Source
    sections: tuple[Section, ...]
    organisations: tuple[Organisation, ...] = ()
    serves: tuple[AreaService, ...] = ()
    boards: tuple[Board, ...] = ()
    strategies: tuple[Strategy, ...]
    clauses: tuple[Clause, ...] = ()
    themes: tuple[Theme, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    needs: tuple[Need, ...] = ()
    statements: tuple[Statement, ...] = ()
    answers: tuple[Answer, ...] = ()
    priorities: tuple[Priority, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    actions: tuple[Action, ...] = ()
    measures: tuple[Measure, ...] = ()
    services: tuple[Service, ...] = ()
