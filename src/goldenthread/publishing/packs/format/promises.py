"""What is promised, and how will it be known: actions with steps, measures with targets?"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from .items import Item
from .values import Address, Key, Line, Links, Number, Strict, Text


class Lead(Strict):
    """Who leads or takes part: an organisation and a role, never a person's name.

    `wording` keeps what the document says where that is not a role ("two leads named only by initials").
    """

    part: Literal["lead", "partner", "accountable"] = "lead"
    organisation: Key | None = None
    role: str = ""
    wording: str = ""


WorkState = Literal["not-started", "in-progress", "done", "embedded", "blocked", "dropped", "not-stated"]


class Step(Strict):
    """One thing to be done (`step`) or one dated promise or target (`milestone`) within an action."""

    key: Key
    text: Text
    kind: Literal["step", "milestone"] = "step"
    due: str = ""
    state: WorkState = "not-stated"


class Redating(Strict):
    """A promise's date moved; the earlier date is kept. `step` is left out where it is the action's own date."""

    step: Key | None = None
    was: str
    now: str
    on: date
    agreed_by: Line
    reason: Line


class Update(Strict):
    on: date
    state: WorkState
    note: Text
    evidence_url: Address = ""
    organisation: Key | None = None
    role: str = ""


class Action(Item):
    ref: str = ""
    title: Line
    text: str = ""
    due: str = ""
    state: WorkState = "not-stated"
    pilot: bool = False
    blocked_reason: str = ""
    steps: tuple[Step, ...] = ()
    leads: tuple[Lead, ...] = ()
    delivers: Links = Field((), description="priorities (of any strategy)")
    achieves: Links = Field((), description="outcomes")
    addresses: Links = Field((), description="statements or needs it answers directly")
    themes: Links = ()
    redatings: tuple[Redating, ...] = ()
    updates: tuple[Update, ...] = ()


TargetKind = Literal[
    "absolute",
    "direction",
    "against-comparator",
    "closing-gap",
    "event",
    "survey-statement",
    "to-be-determined",
    "not-stated",
]
Direction = Literal["up", "down", "hold"]


class Target(Strict):
    """`direction` says which way is better. `survey-statement`: the target is that more people say so."""

    kind: TargetKind
    direction: Direction | None = None
    value: Number | None = None
    comparator: str = Field("", description='"the national average"')
    pace: str = Field("", description='"year on year", where stated')
    due: str = ""


class Baseline(Strict):
    """`to-be-determined`: the document says so. `not-stated`: it says nothing."""

    state: Literal["known", "to-be-determined", "not-stated"]
    value: Number | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    period: str = ""
    source: str = ""


class Observation(Strict):
    """`break_before`: why this value must not be compared with those before it."""

    period: Line
    value: Number | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    comparator: Number | None = None
    state: Literal["known", "suppressed", "not-collected", "not-yet-set"] = "known"
    note: str = ""
    source: str = ""
    provisional: bool = False
    break_before: str = ""


class Measure(Item):
    """`wording` is the question or statement as surveyed, where there is one. Omitted links are real gaps."""

    title: Line
    wording: str = ""
    unit: Literal["per cent", "count", "days", "weeks", "months", "years", "pounds", "event", "words"]
    target: Target
    baseline: Baseline
    source: str = ""
    frequency: str = ""
    owner: tuple[Lead, ...] = ()
    measures: Links = Field((), description="outcomes, priorities, actions or statements")
    themes: Links = ()
    observations: tuple[Observation, ...] = ()
