"""What may a strategy pack say? The open format of a joint commissioning strategy, as types.

A pack is one YAML document that holds a local area's strategy whole: bodies and boards, what families said,
need and the figures behind it, priorities, outcomes, actions, measures, answers and services. It is the format
of export, of import, of a frozen version and of the five published strategies that ship with the demonstration.

Three habits run through it. A date is written as the document writes it (`due: Autumn 2024`) and interpreted by
`goldenthread.analysis.due`, never replaced. What the document does not state is left out, so absence is a fact.
Every item says where it was found (`cite`, a section id declared under `sections`).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, StringConstraints

FORMAT = "golden-thread-strategy-pack/1"

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.\-]{0,79}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


Number = Annotated[
    Decimal,
    Field(allow_inf_nan=False, max_digits=20, decimal_places=6),
    PlainSerializer(_plain, return_type=int | float, when_used="json"),
]


class Strict(BaseModel):
    """An unknown field is a fault, not a silent loss."""

    model_config = ConfigDict(extra="forbid", frozen=True)


# --- links -------------------------------------------------------------------------------------------------

Basis = Literal["stated", "stated-of-the-set", "added"]


class LinkTo(Strict):
    """The far end of a typed link, and on what basis it is drawn.

    `stated`: the document joins these two. `stated-of-the-set`: the document joins a whole list to a whole list
    without saying which to which. `added`: the partnership joined them afterwards.
    """

    key: Key
    basis: Basis = "stated"


def _as_link(value: object) -> object:
    return {"key": value} if isinstance(value, str) else value


Link = Annotated[LinkTo, BeforeValidator(_as_link)]
Links = tuple[Link, ...]


# --- partnership -------------------------------------------------------------------------------------------

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


# --- the strategy ------------------------------------------------------------------------------------------

StrategyStatus = Literal["draft", "in-consultation", "adopted", "under-review", "superseded"]


class Strategy(Strict):
    """One strategy document. Exactly one is `principal`; the others are named because it rests on them."""

    key: Key
    title: Line
    principal: bool = False
    status: StrategyStatus
    period: str = Field("", description='The period as worded ("2023-2028", "the next 3 years")')
    edition: str = Field("", description='As worded on the document ("Version 1, September 2017")')
    adopted: str = ""
    review: str = Field("", description='The stated review cycle ("annually")')
    summary: str = Field("", description="What it is, in our own words")
    url: str = ""
    cite: str = ""


class Item(Strict):
    """Anything in the thread: it has a key unique in the area, and says where it was found."""

    key: Key
    strategy: Key | None = Field(None, description="Left out: the principal strategy")
    cite: str = ""
    families: str = Field("", description="What this means for families, in plain words")


ClauseKind = Literal[
    "vision",
    "aim",
    "principle",
    "commitment",
    "scope",
    "definition",
    "intention",
    "approach",
    "commissioning-level",
    "decommissioning-test",
    "success-test",
    "dispute-principle",
    "dispute-step",
    "engagement-promise",
    "transition-content",
    "accountable-role",
    "related-document",
    "legal-context",
    "financial-context",
]


class Clause(Item):
    """Part of a strategy that is neither priority nor promise: vision, principle, definition, dispute step …"""

    kind: ClauseKind
    title: str = ""
    text: Text


class Theme(Item):
    """A heading under which statements, answers, actions and measures are grouped."""

    title: Line
    text: str = ""


class Figure(Strict):
    """One stated number. `value` is null where the document says only that something rose or fell."""

    label: Line
    value: Number | None = None
    unit: Literal["people", "per cent", "places", "pounds", "referrals", "pupils", "count", "ratio", "words", "weeks"]
    words: str = Field("", description="What is stated where there is no number")
    period: str = ""
    geography: str = Field("", description="Left out: the area itself")
    numerator: Number | None = None
    denominator: Number | None = None


class Evidence(Item):
    """A finding cited by the strategy, with each figure exactly as stated."""

    title: Line
    text: str = ""
    source: str = Field("", description='As named in the document ("SEF 2023", "SEN2")')
    figures: tuple[Figure, ...] = ()
    themes: Links = ()


class Need(Item):
    """A need that the evidence shows. `raised_by`: statements; `rests_on`: evidence."""

    title: Line
    text: str = ""
    raised_by: Links = ()
    rests_on: Links = ()
    themes: Links = ()


Speaker = Literal[
    "parents-and-carers",
    "young-people",
    "families",
    "children",
    "schools",
    "professionals",
    "providers",
    "inspectors",
    "residents",
    "not-stated",
]


class Statement(Item):
    """What somebody said, paraphrased. Young people are a voice of their own, never folded into families."""

    text: Text
    speaker: Speaker
    engagement: str = Field("", description='Where it was said ("Happiness Survey 2021/22")')
    said: str = Field("", description="When, as worded")
    themes: Links = ()


class Verdict(Strict):
    """What families' representatives say of an answer."""

    verdict: Literal["true", "partly", "not-true"]
    on: date
    group: Literal["parents-and-carers", "young-people"]
    note: str = ""


class Answer(Item):
    """What was answered. `year` is worded ("2020/2021"). `kept_by`: the actions that keep it; `shown_by`: measures."""

    kind: Literal["we-did", "what-next", "could-not", "not-yet"]
    text: Text
    reason: str = Field("", description="Required for could-not: why")
    year: str = ""
    answers: Links = ()
    kept_by: Links = ()
    shown_by: Links = ()
    themes: Links = ()
    verdicts: tuple[Verdict, ...] = ()


class Priority(Item):
    """`ref` is the document's own number ("1.9"). `text` may be left out only where the document gives a title alone."""

    ref: str = ""
    title: Line
    text: str = ""
    seeks: Links = Field((), description="outcomes")
    addresses: Links = Field((), description="needs, statements or evidence")
    carries_out: Links = Field((), description="priorities of another strategy that this one carries out")
    themes: Links = ()


class Outcome(Item):
    ref: str = ""
    text: Text
    themes: Links = ()


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
    evidence_url: str = ""
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


ServiceKind = Literal[
    "placement",
    "short-break",
    "therapy",
    "mental-health",
    "equipment",
    "alternative-provision",
    "early-years",
    "public-health-nursing",
    "fostering",
    "residential",
    "secure",
    "supported-accommodation",
    "information-and-advice",
    "neurodevelopmental",
    "transition",
    "education-support",
    "medicines",
    "other",
]


class Service(Item):
    """A service the strategy names; enough for the delivery stage to build on."""

    name: Line
    kind: ServiceKind
    text: str = ""
    commissioners: tuple[Key, ...] = ()
    providers: tuple[Key, ...] = ()
    level: Literal["individual", "locality", "service", "strategic", "regional-national"] | None = None
    contract_model: str = ""
    ages: str = ""
    needs: tuple[str, ...] = ()
    places: int | None = None
    since: str = ""
    legal_basis: str = ""


# --- the whole ---------------------------------------------------------------------------------------------


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
    gss_code: Annotated[str, StringConstraints(pattern=r"^E0[6-9]\d{6}$|^E10\d{6}$")]
    colour: Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")] = "#1d70b8"
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
