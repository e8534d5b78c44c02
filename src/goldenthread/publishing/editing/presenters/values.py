"""How is each field of an item named, and how is its value shown?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from goldenthread.analysis import say_date, say_number
from goldenthread.planning.deliveryplan.forms import say_due
from goldenthread.planning.deliveryplan.states import WorkState
from goldenthread.planning.strategy.states import StrategyStatus
from goldenthread.publishing.editing.forms import WRITTEN, WrittenForm
from goldenthread.voice.states import AnswerKind

NAMES: Mapping[str, str] = {
    "ref": "Number",
    "title": "Title",
    "name": "Name",
    "text": "Text",
    "kind": "Kind",
    "speaker": "Who said it",
    "engagement": "Where it was said",
    "said": "When it was said",
    "year": "When",
    "reason": "Why not",
    "source": "Source",
    "due": "Due",
    "pilot": "Pilot",
    "state": "State as last reported",
    "blocked_reason": "What blocks it",
    "wording": "As surveyed",
    "unit": "Counted in",
    "frequency": "How often it is reported",
    "target_kind": "Target",
    "target_value": "Value to reach",
    "target_direction": "Which way is better",
    "target_comparator": "Against what",
    "target_pace": "How fast",
    "target_due": "Target due",
    "baseline_state": "Baseline",
    "baseline_value": "Baseline value",
    "baseline_numerator": "Baseline numerator",
    "baseline_denominator": "Baseline denominator",
    "baseline_period": "Baseline period",
    "baseline_source": "Baseline source",
    "level": "Level of commissioning",
    "contract_model": "Contract",
    "ages": "Ages",
    "needs": "Needs it serves",
    "places": "Places",
    "since": "Since",
    "legal_basis": "Legal basis",
    "families": "What this means for families",
    "cite": "Where it was found",
    "withdrawn_on": "Withdrawn on",
    "period": "Period",
    "edition": "Edition",
    "adopted": "Adopted",
    "review": "Reviewed",
    "summary": "Summary",
    "url": "Where it is published",
    "status": "Status",
    "purpose": "What it is for",
    "cycle": "How often it meets",
    "organisation_id": "Organisation",
    "role": "Role",
    "start": "First day",
    "end": "Last day",
    "short_name": "Short name",
    "collective": "Stands for several bodies that are not named",
    "closed": "Ended",
}
_BESIDES = ("state", "blocked_reason", "withdrawn_on", "status")
"""Fields that no form of an item writes: reports and withdrawals do."""


def blank_form(plural: str, sections: Iterable[tuple[str, str]], bodies: Iterable[tuple[int, str]] = ()) -> WrittenForm:
    """The form of a kind, for its fields and their choices."""
    return WRITTEN[plural](sections=tuple(sections), bodies=tuple(bodies))


def compared(plural: str, row: Any) -> tuple[str, ...]:
    """The fields in which two states of an item are compared."""
    return (*WRITTEN[plural].value_fields(), *(name for name in _BESIDES if hasattr(row, name)))


def shown(form: WrittenForm, name: str, value: Any) -> str:
    """A value in words; nothing where there is none."""
    field = form.fields.get(name)
    if value in (None, "", []):
        return ""
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    match value:
        case bool():
            return "Yes" if value else "No"
        case Decimal():
            return say_number(value)
        case date():
            return say_date(value)
        case list():
            return "; ".join(str(each) for each in value)
    states = {"state": WorkState, "status": StrategyStatus}
    return str(states[name](value).label) if name in states else str(value)


def facts(
    form: WrittenForm, plural: str, node: Any, heading: str = ""
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """What is stated of an item, as pairs, and the names of what is not. `heading` is said already, above them."""
    stated, absent = [], []
    for name in WRITTEN[plural].value_fields():
        value = shown(form, name, getattr(node, name))
        if value and value == heading:
            continue
        if name == "reason" and not value and node.kind != AnswerKind.COULD_NOT:
            continue  # only “we could not” owes a reason
        if name in ("due", "target_due") and value:
            value = say_due(value)
        if not value:
            absent.append(NAMES[name])
        elif name != "pilot" or getattr(node, name):
            stated.append((NAMES[name], value))
    return tuple(stated), tuple(absent)
