"""What is each field of a strategy called, and what is its value, in words that a board could read?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices

from goldenthread.analysis.figures import say_number
from goldenthread.analysis.prose import say_date
from goldenthread.delivery.states import Level, ServiceKind
from goldenthread.partnership.states import OrganisationKind
from goldenthread.planning.strategy.states import ClauseKind, StrategyStatus
from goldenthread.voice.states import AnswerKind, Speaker

from . import format as pack
from .reading.words import baseline_in_words, target_in_words

# What stands after "the" where a field is spoken of; those that are left out are called by their own name.
LABELS = {
    "adopted": "date of adoption",
    "ages": "ages served",
    "agreed_by": "body that agreed",
    "blocked_reason": "reason why it is blocked",
    "break_before": "reason why earlier figures cannot be compared",
    "cite": "place in the published document",
    "closed": "last day",
    "comparator": "figure to compare with",
    "contract_model": "contract model",
    "collective": "standing as a class of bodies",
    "cycle": "frequency of its meetings",
    "deputy_for": "role it deputises for",
    "engagement": "occasion on which it was said",
    "evidence_url": "address of the evidence",
    "families": "meaning for families",
    "frequency": "frequency of its figures",
    "gss_code": "ONS code",
    "legal_basis": "legal basis",
    "level": "level of commissioning",
    "now": "new date",
    "opened": "first day",
    "organisation": "body",
    "pilot": "standing as a pilot",
    "places": "number of places",
    "principal": "standing as the area’s own",
    "provisional": "mark that it is provisional",
    "published": "date of publication",
    "ref": "number",
    "review": "time of its review",
    "said": "date on which it was said",
    "serves": "bodies that serve the area",
    "short_name": "short name",
    "since": "date of its start",
    "slug": "name in addresses",
    "end": "last day",
    "start": "first day",
    "url": "address on the web",
    "voting": "right to vote",
    "was": "earlier date",
    "words": "words in place of a number",
}

_CHOICES: dict[tuple[type[pack.Strict], str], type[TextChoices]] = {
    (pack.Organisation, "kind"): OrganisationKind,
    (pack.Clause, "kind"): ClauseKind,
    (pack.Service, "kind"): ServiceKind,
    (pack.Service, "level"): Level,
    (pack.Answer, "kind"): AnswerKind,
    (pack.Statement, "speaker"): Speaker,
    (pack.Strategy, "status"): StrategyStatus,
}
_CODED = frozenset({"state", "part", "verdict", "group", "unit", "kind", "nature"})


@dataclass(frozen=True, slots=True)
class Names:
    """What the things that fields point to by key are called."""

    items: Mapping[str, str] = field(default_factory=dict)
    bodies: Mapping[str, str] = field(default_factory=dict)
    boards: Mapping[str, str] = field(default_factory=dict)
    strategies: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)

    def pointed_to(self, name: str, key: str) -> str:
        """What the field `name` points to with this key; the key itself where nothing is known of it."""
        lists = {"organisation": self.bodies, "board": self.boards, "strategy": self.strategies, "cite": self.sections}
        return lists[name].get(key, key) if name in lists else key


NO_NAMES = Names()


def called(name: str) -> str:
    """What a field is called."""
    return LABELS.get(name, name)


def value_of(holder: pack.Strict, name: str, names: Names = NO_NAMES) -> str:
    """The value of a field, for a reader; nothing where there is none."""
    value = getattr(holder, name)
    if isinstance(holder, pack.Measure) and name == "target":
        return target_in_words(holder).rstrip(".")
    if isinstance(holder, pack.Measure) and name == "baseline":
        source = f", from {value.source}" if value.source else ""
        return f"{baseline_in_words(holder)}{source}"
    if (choices := _CHOICES.get((type(holder), name))) and value:
        return str(choices(value).label)
    return _said(name, value, names)


def _said(name: str, value: Any, names: Names) -> str:
    match value:
        case None | "":
            return ""
        case bool():
            return "yes" if value else "no"
        case Decimal() | int():
            return say_number(value)
        case date():
            return say_date(value)
        case str() if name in _CODED:
            return value.replace("-", " ")
        case _:
            return names.pointed_to(name, str(value))
