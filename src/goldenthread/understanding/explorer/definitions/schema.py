"""How is it declared what can be explored? The words of `declared/*.yaml`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field as Described
from pydantic import StringConstraints, model_validator

from goldenthread.understanding.indicators.definitions.schema import Breakdown, Text, Written

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]


class Case(Written):
    """A category: a row is in the first whose condition (SQL, true or false, over the columns of the base) holds."""

    label: Text
    when: Text


class Dimension(Written):
    """A way to split what is counted: the bands of an indicator's breakdown, or categories of its own."""

    code: Name
    title: Text
    breakdown: Breakdown | None = None
    cases: tuple[Case, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _one_way(self) -> Dimension:
        if bool(self.cases) == bool(self.breakdown):
            raise ValueError(f"{self.code}: expected a breakdown or cases, and not both")
        return self


class Counted(Written):
    """What is counted: rows of a base of the indicators, all or those of which `where` is true."""

    code: Name
    title: Text
    many: Text = Described(description="the plural, as it reads in a sentence")
    base: Text
    where: Text = "true"
    by: tuple[Dimension, ...]
    age: str = Described("", description="the column whose median may be asked for")
    age_title: str = ""

    def dimension(self, code: str) -> Dimension | None:
        """One way to split it, by its code."""
        return next((each for each in self.by if each.code == code), None)


class QuestionKind(StrEnum):
    EXPECTED = "expected"
    AGES = "ages"
    GAPS = "gaps"


class Outcome(Written):
    """What is asked of those who are counted: whether they are in these categories of a dimension."""

    code: Name
    title: Text = Described(description="as it reads after “the share”, such as “in special schools”")
    counted: Name
    dimension: Name
    categories: tuple[Text, ...]
    indicator: str = Described("", description="the indicator whose published rate it may be compared with")


class RatesByGroup(Written):
    """Where England publishes a rate for each group of `by` in the categories of `among`.

    `of`: group → the indicator of its share of everybody. How many of a group are in a category of `among` is the
    numerator of that indicator there, and how many there are of it at all its numerator for everybody.
    """

    by: Name
    among: Name
    of: dict[str, Text]


class Question(Written):
    """A deep dive, prepared: what it asks, of which outcomes or of what is counted, and what its answer cannot say."""

    code: Name
    title: Text
    why: Text
    kind: QuestionKind
    outcomes: tuple[Outcome, ...] = ()
    counted: tuple[Name, ...] = ()
    by: Name = Described(description="the dimension it is split by unless another is chosen")
    rates: RatesByGroup | None = None
    limits: tuple[Text, ...]

    @model_validator(mode="after")
    def _has_something_to_count(self) -> Question:
        if bool(self.outcomes) == bool(self.counted):
            raise ValueError(f"{self.code}: expected outcomes, or what is counted, and not both")
        return self
