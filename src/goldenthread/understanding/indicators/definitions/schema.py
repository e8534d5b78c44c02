"""How is an indicator defined? A group of indicators a YAML file, beside this module; these are the words it may use.

An indicator that an analyst makes in the interface is the same `Indicator`, kept as JSON.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, field_validator, model_validator
from pydantic import Field as Described
from pydantic_core import PydanticCustomError

from goldenthread.analysis.figures import Unit
from goldenthread.analysis.targets import Direction
from goldenthread.understanding.datasets.kinds.schema import Confidence


def _code(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9-]{2,58}[a-z0-9]", text):
        words = f"found “{text}”; expected 4 to 60 small letters, digits and hyphens, beginning with a letter"
        raise PydanticCustomError("code", "{words}", {"words": words})
    return text


Code = Annotated[str, AfterValidator(_code)]
Text = Annotated[str, StringConstraints(min_length=1)]


class Written(BaseModel):
    """Read from a file or from a form, never changed by the program; an unknown word is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Group(StrEnum):
    """The part of a child's way through the system that an indicator tells of."""

    IDENTIFICATION = "identification and assessment"
    PLANS = "plans"
    REVIEWS = "reviews and transitions"
    PROVISION = "provision and placement"
    EXPERIENCE = "experience"
    OUTCOMES_0_16 = "outcomes 0 to 16"
    OUTCOMES_16_25 = "outcomes 16 to 25"
    HEALTH_WAITS = "health waits"
    MONEY = "money"


class Polarity(StrEnum):
    """Which way is better, where either way is."""

    HIGH = "high is better"
    LOW = "low is better"
    NEITHER = "neither is better"

    @property
    def direction(self) -> Direction | None:
        """The same, as `goldenthread.analysis.comparison` asks for it."""
        return {Polarity.HIGH: Direction.UP, Polarity.LOW: Direction.DOWN}.get(self)


class Method(StrEnum):
    """How the interval of a figure is found (`goldenthread.analysis.rates` says from which source)."""

    PROPORTION = "Wilson score"
    RATE = "exact below 10 events, Byar from there"
    NONE = "no interval"


class Level(StrEnum):
    """Of whom a figure tells."""

    AREA = "area"
    REGION = "region"
    ENGLAND = "england"
    NEIGHBOURS = "neighbours"
    ICB = "icb"


class Frequency(StrEnum):
    ANNUAL = "annual"
    TERMLY = "termly"
    MONTHLY = "monthly"


class Breakdown(StrEnum):
    """Into what a figure can be broken down, in our words; each source says what it calls it."""

    AGE = "age"
    AGE_STARTED = "age when the plan started"
    SEX = "sex"
    ETHNICITY = "ethnicity"
    NEED = "primary need"
    SETTING = "setting"


class Periods(StrEnum):
    """How the publisher's text for a period is read."""

    CALENDAR = "a calendar year: 2024"
    JANUARY = "the January census of an academic year: 202425 is January 2025"
    JANUARY_OF = "the January census of that year: 2025 is January 2025"
    MARCH_OF = "the last day of March of that year: 2025 is March 2025"
    ACADEMIC = "an academic year: 202425 or 2024/25"
    ACADEMIC_ENDING = "the academic year that ends in that year: 2025 is 2024/25"
    FINANCIAL = "a financial year: 2024-25 or 202425"
    FINANCIAL_ENDING = "the financial year that ends in that year: 2025 is the year to March 2025"
    TERM = "an academic year, and the term in another column"
    WINTER = "December of the year before to February of that year, on average"
    MONTH = "a month: 2023-10"


Rows = dict[str, str | tuple[str, ...]]
"""Which rows: a column, and the value or the values that stand in it."""


class Measures(Written):
    """A number of another table than the figure's own: sums and differences of its columns."""

    table: Text
    expression: Text
    where: Rows = Described(default_factory=dict)
    publication: str = Described("", description="where it stands in another publication; else the figure's own")


class Published(Written):
    """Figures that somebody publishes. `value` is theirs; with a numerator and a denominator ours is worked out.

    The numerator and the value are sums and differences of measures of `table`, in the rows that `where` picks.
    """

    publication: Text
    table: Text
    numerator: str = ""
    denominator: str | Measures = ""
    value: str = ""
    where: Rows = Described(default_factory=dict)
    by: tuple[Breakdown, ...] = ()
    periods: Periods | None = Described(None, description="where not all of the table's are read the same way")
    levels: tuple[Level, ...] = (Level.AREA, Level.REGION, Level.ENGLAND)
    sums: bool = Described(False, description="region and England are not published: they are the areas added up")
    note: str = ""

    @model_validator(mode="after")
    def _has_a_number(self) -> Published:
        if not (self.numerator or self.value):
            raise ValueError("a published source states a numerator, a value, or both")
        if self.denominator and not self.numerator:
            raise ValueError("a denominator stands beside a numerator")
        return self

    def away(self) -> Measures | None:
        """The denominator, where it stands in another table."""
        return self.denominator if isinstance(self.denominator, Measures) else None


class PersonLevel(Written):
    """How it is worked out of the statutory return: which rows count (`base`), and of those which are in it."""

    base: Text
    numerator: Text = Described(description="a true-or-false SQL expression over the columns of the base")
    denominator: Text = Described("true", description="the same; every row of the base unless it says otherwise")
    breakdowns: tuple[Breakdown, ...] = ()
    note: str = ""
    confidence: Confidence = Confidence.SOURCE_READ


class Definition(Written):
    """Who defined it so, and where that stands."""

    document: Text
    paragraph: str = ""


class Break(Written):
    """From this period on figures must not be compared with those before: why."""

    period: Text
    why: Text


class Indicator(Written):
    """One indicator, whole: what it counts, why, of whom, from where, and who answers for it."""

    code: Code
    title: Text
    why: Text
    group: Group
    numerator: Text = Described(description="in words")
    denominator: str = Described("", description="in words; nothing for a count")
    unit: Unit = Unit.PER_CENT
    per: int = Described(100, description="100 for a percentage, 10,000 for a rate, 1 for a count or an average", gt=0)
    polarity: Polarity
    method: Method
    frequency: Frequency = Frequency.ANNUAL
    published: tuple[Published, ...] = Described((), description="in order of preference")
    person_level: PersonLevel | None = None
    definition: Definition
    owner: Text = Described(description="the role that answers for the figure")
    checker: Text = Described(description="the role that checks it before it is used")
    confidence: Confidence = Confidence.SOURCE_READ
    breaks: tuple[Break, ...] = ()
    note: str = ""

    @property
    def breakdowns(self) -> tuple[Breakdown, ...]:
        """Every way in which one of its sources breaks it down."""
        found = {each for source in self.published for each in source.by}
        found |= set(self.person_level.breakdowns if self.person_level else ())
        return tuple(each for each in Breakdown if each in found)

    @field_validator("per")
    @classmethod
    def _round(cls, per: int) -> int:
        if per not in (1, 100, 1_000, 10_000, 100_000):
            raise ValueError(f"found {per}; expected 1, 100, 1,000, 10,000 or 100,000")
        return per

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Indicator:
        if not self.published and self.person_level is None:
            raise ValueError("it has no source: expected published figures, person-level ones, or both")
        if self.method is Method.PROPORTION and not self.denominator:
            words = "a proportion says of whom: its denominator is missing"
            raise PydanticCustomError("disagrees", words, {"place": "denominator"})
        if self.unit is Unit.PER_CENT and self.per != 100:
            words = f"a percentage is out of 100, not of {self.per}"
            raise PydanticCustomError("disagrees", words, {"place": "per"})
        return self


class SettingsByType(Written):
    """Kind of setting → the types of the register of schools (two digits) that are of it; `independent`: or non-maintained."""

    source: Text
    confidence: Confidence
    note: str
    settings: dict[str, tuple[str, ...]]
    independent: tuple[str, ...]

    @property
    def types(self) -> dict[str, tuple[str, bool]]:
        """Type → (kind of setting, whether it is independent)."""
        return {code: (kind, code in self.independent) for kind, codes in self.settings.items() for code in codes}


class Base(Written):
    """Rows that person-level indicators are counted over: one SQL query, its columns with their types."""

    name: Text
    one_row: Text = Described(description="what one row stands for")
    tables: dict[str, tuple[str, ...]] = Described(description="table → the columns of it that the query reads")
    columns: dict[str, Literal["text", "boolean", "whole", "date"]]
    breakdowns: dict[Breakdown, str] = Described(description="a breakdown → the column that holds it")
    codes: dict[str, str] = Described(default_factory=dict, description="a column → the code set of the return in it")
    words: dict[str, tuple[str, ...]] = Described(
        default_factory=dict, description="a column → what the query itself writes in it, beside codes or instead"
    )
    differs: tuple[str, ...] = Described((), description="what the query does that a publication may do otherwise")
    period: Literal["calendar year", "census"]
    query: Text
    note: str = ""
    confidence: Confidence = Confidence.SOURCE_READ


class Fault(Written):
    """A cell that the publisher got wrong, which is not taken for a figure."""

    table: Text
    column: Text
    where: dict[str, tuple[str, ...]]
    why: Text


class TableUse(Written):
    """What indicators use of one published table. `total` picks the rows that are not broken down."""

    measures: tuple[str, ...]
    columns: tuple[str, ...] = Described((), description="the columns that `where` may name")
    periods: Periods
    period: str = Described("time_period", description="the column that holds the period")
    only_period: str = Described("", description="the period of every row, where no column says it")
    also_in: str = Described("", description="the table that holds the same figures as the publisher presents them")
    total: Rows = Described(default_factory=dict)
    topics: dict[Breakdown, str] = Described(default_factory=dict, description="a breakdown → the publisher's topic")


class Publication(Written):
    """Where published figures stand: the kind of data set, and how its rows name periods and breakdowns."""

    key: Text
    kind: Text = Described(description="the slug of the kind of data set")
    title: Text
    publisher: Text
    release: Text
    published_on: date | None = None
    licence: str = "Open Government Licence v3.0"
    address: str = ""
    topic: str = Described("", description="the column that names a breakdown's topic, where there is one")
    band: str = Described("", description="the column that names a breakdown's value")
    tables: dict[str, TableUse]
    provisional: tuple[str, ...] = Described((), description="periods whose figures are provisional")
    faults: tuple[Fault, ...] = ()
    note: str = ""
