"""Which rules are there, how sure are we of each, and in which years does it hold? They are data, in `rules/*.yaml`."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from importlib.resources import files

from pydantic import Field as Described
from pydantic import ValidationError, model_validator
from ruamel.yaml import YAML

from goldenthread.understanding.datasets.kinds.schema import Confidence, Declared


class Severity(StrEnum):
    """Error: the row cannot be right. Query: somebody should look. Information: good to know."""

    ERROR = "error"
    QUERY = "query"
    INFORMATION = "information"


class Unit(StrEnum):
    """What a rule counts."""

    ROWS = "rows"
    CHILDREN = "children"
    SETTINGS = "settings"


class Beside(Declared):
    """A table that is no part of the return and may be given with it. `columns`: those that rules and views may name."""

    name: str
    what: str
    columns: tuple[str, ...]
    because: str = Described(description="why a rule that needs it was not checked, as the end of a sentence")


class View(Declared):
    """Tables joined for rules to look at. `of`: the table whose rows it holds; it must give that row's `_file` and `_row`."""

    name: str
    of: str
    select: str
    needs: tuple[str, ...] = ()


class Rule(Declared):
    """`breaks`: a boolean expression over the columns of `of`, true for a row that breaks the rule.

    The id is ours and stays; it is never the number of a publisher's rule, which `source` may name.
    """

    id: str
    severity: Severity
    counts: Unit = Unit.ROWS
    sentence: str
    do: str
    source: str
    confidence: Confidence = Confidence.SOURCE_READ
    from_year: int | None = None
    to_year: int | None = None
    of: str
    breaks: str
    shows: tuple[str, ...] = Described((), description="fields shown as found; none: those the expression names")
    expected: str = ""

    def in_year(self, year: int) -> bool:
        """Does the rule hold in that collection year?"""
        return (self.from_year or year) <= year <= (self.to_year or year)


class RuleSet(Declared):
    """The rules of one kind of data set."""

    kind: str
    version: str
    note: str = ""
    beside: tuple[Beside, ...] = ()
    views: tuple[View, ...] = ()
    rules: tuple[Rule, ...]

    @model_validator(mode="after")
    def _each_once(self) -> RuleSet:
        for what in (self.rules, self.views, self.beside):
            names = [getattr(one, "id", "") or getattr(one, "name", "") for one in what]
            if twice := {name for name in names if names.count(name) > 1}:
                raise ValueError(f"declared twice: {', '.join(sorted(twice))}")
        return self


@cache
def rules_for(kind: str) -> RuleSet | None:
    """The written rules of a kind; none when it has no file. A fault in a file names it."""
    file = files(__package__) / "rules" / f"{kind}.yaml"
    if not file.is_file():
        return None
    try:
        return RuleSet.model_validate(YAML(typ="safe").load(file.read_text(encoding="utf-8")))
    except ValidationError as fault:
        raise ValueError(f"{kind}.yaml is not a set of rules: {fault}") from fault
