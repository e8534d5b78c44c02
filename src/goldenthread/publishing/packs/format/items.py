"""What does a strategy say, seek and rest on: clauses, evidence, needs, statements, answers, priorities, outcomes?"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from .values import Address, Key, Line, Links, Number, Strict, Text

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
    url: Address = ""
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
    """`ref` is the document's own number ("1.9"); `text` is left out where it gives a title alone."""

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
